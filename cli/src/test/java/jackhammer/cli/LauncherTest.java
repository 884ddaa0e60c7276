package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class LauncherTest {
  @TempDir Path folder;

  @Test
  void passesTheFlagsAndHidesTheIncubatorLine() throws Exception {
    Cli.Result r = Cli.launch(Map.of(), "", "doctor");
    assertThat(r.code()).isZero();
    assertThat(r.err()).doesNotContain("incubator");
    assertThat(r.out()).contains("512 MiB").doesNotContain("Vector API is not loaded");
  }

  @Test
  void passesExitCodesAndStandardErrorOn() throws Exception {
    Cli.Result r = Cli.launch(Map.of(), "", "run", "there is none.java");
    assertThat(r.code()).isEqualTo(2);
    assertThat(r.err().lines())
        .containsExactly("jackhammer run: there is none.java: there is no such file");
  }

  @Test
  void saysWhatIsWrongWithAJdkThatItWasTold() throws Exception {
    Cli.Result none = Cli.launch(Map.of("JACKHAMMER_JAVA_HOME", folder.toString()), "", "help");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err().lines())
        .containsExactly(
            "jackhammer: JACKHAMMER_JAVA_HOME="
                + folder
                + " is not a JDK: it has no bin/java and bin/javac.");

    Files.createDirectories(folder.resolve("bin"));
    for (String tool : new String[] {"java", "javac"}) {
      assertThat(Files.createFile(folder.resolve("bin").resolve(tool)).toFile().setExecutable(true))
          .isTrue();
    }
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    Cli.Result old = Cli.launch(Map.of("JACKHAMMER_JAVA_HOME", folder.toString()), "", "help");
    assertThat(old.code()).isEqualTo(2);
    assertThat(old.err().lines())
        .containsExactly(
            "jackhammer: JACKHAMMER_JAVA_HOME=" + folder + " is a JDK 17; 25 or newer is needed.");
  }
}
