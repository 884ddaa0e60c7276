package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class ShellTest {
  @Test
  void printsValuesAsAPythonSessionDoes() throws Exception {
    Cli.Result r =
        Cli.launch(
            Map.of("JACKHAMMER_JAVA_OPTS", "-Djackhammer.simd=128"),
            """
            int x = 3
            x + 1
            record Rows(int n) {
              public String toString() { return "tensor([[1, 2],\\n        [3, 4]])"; }
            }
            var rows = new Rows(2)
            rows
            rows = new Rows(3)
            x = 5
            int twice(int a) { return 2 * a; }
            twice(x)
            for (int i = 0; i < 2; i++) {
            \tSystem.out.println(i);
            }
            print("x =", x)
            "y".repeat(20_000)
            FLOAT32
            System.getProperty("jackhammer.simd")
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            "汉字"
            """,
            "shell");
    assertThat(r.err()).isEmpty();
    assertThat(r.out())
        .isEqualTo(
            """
            4
            tensor([[1, 2],
                    [3, 4]])
            10
            0
            1
            x = 5
            "%s"
            torch.float32
            "128"
            true
            "汉字"
            """
                .formatted("y".repeat(20_000)));
    assertThat(r.code()).isZero();
  }

  /** What PyTorch printed for the same lines, typed into Python: conformance/goldens/session.py. */
  @Test
  void convolutionAndPoolingPrintAsInPyTorchsSession() throws Exception {
    Cli.Result r = Cli.launch(Map.of(), resource("session.jsh"), "shell");
    assertThat(r.err()).isEmpty();
    assertThat(r.out()).isEqualTo(resource("session.txt"));
    assertThat(r.code()).isZero();
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = ShellTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
