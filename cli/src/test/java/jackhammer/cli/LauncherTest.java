package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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

  /** With a script in place of Maven that counts how often it is called. */
  @Test
  void buildsOnFirstUseAndWhenSourcesAreNewerThroughLinksAndSpaces() throws Exception {
    Path checkout = Files.createDirectories(folder.resolve("a check out"));
    Files.copy(Cli.launcher(), checkout.resolve("jackhammer"), StandardCopyOption.COPY_ATTRIBUTES);
    Path pom = Files.writeString(checkout.resolve("pom.xml"), "");
    for (String module : new String[] {"core", "cli"}) {
      Files.createDirectories(checkout.resolve(module).resolve("src/main"));
      Files.writeString(checkout.resolve(module).resolve("pom.xml"), "");
    }
    Path link = Files.createSymbolicLink(folder.resolve("jh"), Path.of("a check out/jackhammer"));
    Path builds = folder.resolve("builds");
    Path maven = folder.resolve("mvn");
    Files.writeString(
        maven,
        """
        #!/usr/bin/env bash
        echo built >>"%s"
        mkdir -p cli/target/lib
        touch cli/target/lib/a.jar cli/target/jackhammer-cli-1.jar
        """
            .formatted(builds));
    assertThat(maven.toFile().setExecutable(true)).isTrue();

    assertThat(start(link, folder.resolve("none")))
        .startsWith("jackhammer: Maven was not found: it is needed to build");
    assertThat(start(link, maven)).contains("building, the first time only");
    assertThat(start(link, maven)).doesNotContain("building");
    assertThat(builds).hasContent("built");
    Files.setLastModifiedTime(pom, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(start(link, maven)).contains("sources are newer than the build");
    assertThat(builds).hasContent("built\nbuilt");
  }

  /** What it says on standard error: there is nothing in the jars. */
  private String start(Path launcher, Path maven) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "help");
    builder.environment().remove("JACKHAMMER_CLASS_PATH");
    builder.environment().put("JACKHAMMER_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JACKHAMMER_MVN", maven.toString());
    Path said = folder.resolve("said");
    Process process =
        builder
            .redirectError(said.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isNotZero();
    return Files.readString(said);
  }
}
