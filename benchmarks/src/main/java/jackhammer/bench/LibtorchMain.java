package jackhammer.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The process in which libtorch runs: answers one JSON object per line (see {@link LineProcess}).
 * For the race: {@code hello}, {@code prepare}, {@code time}, {@code result}; for tests: {@code
 * script} (see {@link LibtorchScript}).
 */
public final class LibtorchMain {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private LibtorchJob job;

  private LibtorchMain() {}

  /** Reads questions from standard input until it ends. */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // nothing that a library prints may mix with the answers
    LibtorchMain main = new LibtorchMain();
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      answers.println(JSON.writeValueAsString(main.answer(JSON.readTree(line))));
      answers.flush();
    }
  }

  private ObjectNode answer(JsonNode question) {
    ObjectNode answer = JSON.createObjectNode();
    try {
      switch (question.get("cmd").asText()) {
        case "hello" -> hello(answer);
        case "prepare" -> prepare(question);
        case "time" -> answer.put("ns", job.time(question.get("calls").asInt()));
        case "result" -> write(Path.of(question.get("file").asText()), job.result());
        case "script" -> LibtorchScript.run(question, answer);
        default -> throw new IllegalArgumentException("no such command: " + question.get("cmd"));
      }
    } catch (Exception e) {
      answer.removeAll();
      answer.put("error", e.toString().replaceAll("(?s)\\s*Exception raised from .*", ""));
    }
    return answer;
  }

  private static void hello(ObjectNode answer) {
    String config = torch.show_config().getString();
    String version = config.replaceAll("(?s).*TORCH_VERSION=([0-9.]+).*", "$1");
    answer.put("name", "libtorch " + version + " (Maven)").put("threads", torch.get_num_threads());
  }

  private void prepare(JsonNode question) throws IOException {
    if (job != null) {
      job.close();
      job = null;
    }
    Work work = JSON.treeToValue(question.get("work"), Work.class);
    long seed = question.get("seed").asLong();
    List<Work.Input> inputs = work.inputs();
    Tensor[] in = new Tensor[inputs.size()];
    for (int i = 0; i < in.length; i++) {
      Work.Input input = inputs.get(i);
      in[i] =
          input.classes() > 0
              ? AbstractTensor.create(Fill.labels(input, seed, i), input.sizes())
              : AbstractTensor.create(Fill.floats(input, seed, i), input.sizes());
    }
    job = LibtorchJob.of(work, in);
  }

  private static void write(Path file, float[] values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
  }
}
