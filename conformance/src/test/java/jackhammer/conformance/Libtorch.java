package jackhammer.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jackhammer.bench.LineProcess;
import jackhammer.bench.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * libtorch as an oracle, in a process of its own: runs any ATen operator by its TorchScript
 * spelling, with gradients.
 *
 * <pre>{@code
 * try (Libtorch torch = Libtorch.start()) {
 *   Libtorch.Answer a = torch.run("return [torch.softmax(a0, 1)]", List.of(x), List.of(true));
 *   a.outputs().getFirst();
 *   a.gradients().getFirst();
 * }
 * }</pre>
 */
final class Libtorch implements AutoCloseable {

  /**
   * Outputs in order, and the gradient of each input that wanted one (null where it takes no part).
   */
  record Answer(List<Array> outputs, List<Array> gradients) {}

  private final LineProcess process;

  private Libtorch(LineProcess process) {
    this.process = process;
  }

  /**
   * Starts the process on the tests' own class path, where the profile {@code thorough} puts
   * libtorch.
   */
  static Libtorch start() {
    return new Libtorch(Peer.libtorchProcess(System.getProperty("java.class.path"), 1));
  }

  /**
   * Runs the body of a TorchScript function of the inputs {@code a0, a1, ...} that returns a list
   * of tensors.
   *
   * @param body its lines
   * @param grad for which inputs the gradient is wanted. Element i of the gradient of every output
   *     is {@link #cotangent}
   * @throws IllegalStateException with libtorch's words, if it refuses
   */
  Answer run(String body, List<Array> inputs, List<Boolean> grad) {
    String parameters =
        IntStream.range(0, inputs.size())
            .mapToObj(i -> "a" + i + ": Tensor")
            .collect(Collectors.joining(", "));
    String source = "def f(" + parameters + ") -> List[Tensor]:\n" + body.indent(4);
    ObjectNode question = LineProcess.question("script").put("source", source);
    ArrayNode encoded = question.putArray("inputs");
    for (int i = 0; i < inputs.size(); i++) {
      ObjectNode node = encoded.addObject().put("grad", grad.get(i));
      inputs.get(i).encode(node);
    }
    question.put("backward", grad.contains(true));
    JsonNode answer = process.ask(question);
    return new Answer(arrays(answer.path("outputs")), arrays(answer.path("gradients")));
  }

  /** Element i of the gradient that flows into every output: exact in every floating type. */
  static double cotangent(int i) {
    return ((37L * i + 11) % 19 - 9) / 8.0;
  }

  /** Whether the process still runs: a crash inside libtorch ends it. */
  boolean isAlive() {
    return process.isAlive();
  }

  private static List<Array> arrays(JsonNode nodes) {
    List<Array> arrays = new ArrayList<>();
    nodes.forEach(node -> arrays.add(node.isNull() ? null : Array.decode(node)));
    return arrays;
  }

  @Override
  public void close() {
    process.close();
  }
}
