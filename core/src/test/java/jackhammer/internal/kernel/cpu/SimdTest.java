package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a fresh JVM decides: each case starts one. */
class SimdTest {
  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  /** Prints what was decided, then computes something small with it. */
  static final class Probe {
    public static void main(String[] args) {
      float[] c = new float[4];
      float[] a = {1, 2, 3, 4};
      Matrix left = new Matrix(a, 0, 2, 1);
      Gemm.F32.multiply(2, 2, 2, left, new Matrix(a, 0, 1, 2), new Out(c, 0, 2), Epilogue.STORE);
      System.out.println(
          Simd.bits() + "|" + Simd.reason() + "|" + c[0] + " " + c[1] + " " + c[2] + " " + c[3]);
    }
  }

  private record Said(String out, String err) {}

  private static Said start(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-Xshare:auto", "-cp", System.getProperty("java.class.path")));
    command.add(Probe.class.getName());
    Process p = new ProcessBuilder(command).start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(p.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(p.waitFor()).as(err).isZero();
    assertThat(out).endsWith("|7.0 10.0 15.0 22.0" + System.lineSeparator());
    return new Said(out, err);
  }

  @Test
  void withoutTheModuleOneLineNamesTheFlag() throws Exception {
    Said said = start();
    assertThat(said.out).startsWith("0|plain loops, no SIMD: module jdk.incubator.vector is not");
    assertThat(said.err.lines()).hasSize(1);
    assertThat(said.err).contains("--add-modules jdk.incubator.vector");
  }

  @Test
  void zeroIsSilent() throws Exception {
    Said said = start("-Djackhammer.simd=0");
    assertThat(said.out).startsWith("0|plain loops, no SIMD: -Djackhammer.simd=0");
    assertThat(said.err).isEmpty();
  }

  @Test
  void aWidthThatWasAskedFor() throws Exception {
    Said said = start(MODULE, "-Djackhammer.simd=128");
    assertThat(said.out).startsWith("128|128 bits as -Djackhammer.simd asks");
  }

  @Test
  void anUnknownWidthIsNamedAndIgnored() throws Exception {
    Said said = start(MODULE, "-Djackhammer.simd=300");
    assertThat(said.out).doesNotStartWith("0|");
    assertThat(said.err).contains("-Djackhammer.simd: expected 0, 128, 256 or 512, got 300");
  }

  @Test
  void withoutC2ThePlainLoops() throws Exception {
    assertThat(start(MODULE, "-XX:TieredStopAtLevel=1").out).startsWith("0|").contains("C2 is off");
    assertThat(start(MODULE, "-Xint").out).startsWith("0|").contains("C2 is off");
  }
}
