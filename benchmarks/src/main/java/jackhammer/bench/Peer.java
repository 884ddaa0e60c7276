package jackhammer.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An opponent in a process of its own. Its questions are {@code hello}, {@code prepare} (work,
 * inputs, seed), {@code time} (calls) and {@code result} (a file for the outputs, raw little-endian
 * float32).
 */
public final class Peer implements Contender {

  private final Supplier<LineProcess> start;
  private final String name;
  private LineProcess process;

  Peer(Supplier<LineProcess> start) {
    this.start = start;
    this.process = start.get();
    this.name = hello();
  }

  private String hello() {
    return process.ask(LineProcess.question("hello")).get("name").asText();
  }

  /**
   * libtorch from Maven, driven from Java.
   *
   * @param classPath where this class and libtorch's jars are
   * @param threads how many threads it may use
   */
  public static Peer libtorch(String classPath, int threads) {
    return new Peer(() -> libtorchProcess(classPath, threads));
  }

  /** The process behind {@link #libtorch}, for those who talk to it directly. */
  public static LineProcess libtorchProcess(String classPath, int threads) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            // Outputs are closed by hand, so JavaCPP's own bookkeeping per tensor would only be
            // paid for, never used.
            "-Dorg.bytedeco.javacpp.nopointergc=true",
            "-Xmx2g",
            "-cp",
            classPath,
            LibtorchMain.class.getName());
    return new LineProcess("libtorch", command, environment(threads));
  }

  /**
   * The official Python PyTorch.
   *
   * @param python the interpreter whose {@code import torch} works
   * @param threads how many threads it may use
   */
  public static Peer python(Path python, int threads) {
    try (InputStream source = Peer.class.getResourceAsStream("peer.py")) {
      Path script = Files.createTempFile("jackhammer-peer", ".py");
      script.toFile().deleteOnExit();
      Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
      List<String> command = List.of(python.toString(), "-u", script.toString());
      return new Peer(() -> new LineProcess("PyTorch of " + python, command, environment(threads)));
    } catch (IOException e) {
      throw new UncheckedIOException("the opponent's Python script cannot be unpacked", e);
    }
  }

  /**
   * Thread counts are read once, when the libraries load; the two OpenBLAS variables would slow the
   * opponent down.
   */
  private static Map<String, String> environment(int threads) {
    Map<String, String> env = new HashMap<>();
    for (String name : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
      env.put(name, Integer.toString(threads));
    }
    env.put("OPENBLAS_CORETYPE", "");
    env.put("OPENBLAS_L2_SIZE", "");
    return env;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Of a process that is gone a new one takes the place. */
  @Override
  public void prepare(Row row, long seed) {
    if (!process.isAlive()) {
      process.close();
      process = start.get();
      hello();
    }
    ObjectNode question = LineProcess.question("prepare").put("seed", seed);
    question.set("work", LineProcess.json().valueToTree(row.work()));
    question.set("inputs", LineProcess.json().valueToTree(row.work().inputs()));
    process.ask(question);
  }

  @Override
  public long time(int calls) {
    return process.ask(LineProcess.question("time").put("calls", calls)).get("ns").asLong();
  }

  @Override
  public float[] result() {
    try {
      Path file = Files.createTempFile("jackhammer-result", ".f32");
      try {
        process.ask(LineProcess.question("result").put("file", file.toString()));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] result = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(result);
        return result;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the opponent's outputs cannot be read", e);
    }
  }

  @Override
  public void rest() {
    process.awaitIdle();
  }

  @Override
  public void close() {
    process.close();
  }
}
