package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
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
  void choosesTheCollectorUnlessOneIsAskedFor() throws Exception {
    assertThat(collector("predict", "")).contains("Using Serial");
    assertThat(collector("doctor", "")).contains("Using G1");
    assertThat(collector("predict", "-XX:+UseG1GC")).contains("Using G1");
    assertThat(collector("doctor", "-XX:+UseParallelGC -Xmn16m")).contains("Using Parallel");
  }

  private static String collector(String command, String options) throws Exception {
    return Cli.launch(Map.of("JACKHAMMER_JAVA_OPTS", "-Xlog:gc " + options), "", command, "--help")
        .out();
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

  /** A copy of the launcher that looks for JDKs in a folder of ours and nowhere else. */
  @Test
  void saysWhatIsMissingWithoutAJdk25() throws Exception {
    Path jdks = Files.createDirectories(folder.resolve("java kits"));
    Path launcher = folder.resolve("jackhammer");
    String text = Files.readString(Cli.launcher());
    String looking =
        text.replaceFirst("(?s)  for folder in .*?; do", "  for folder in FOLDER/*; do");
    assertThat(looking).isNotEqualTo(text);
    Files.writeString(launcher, looking.replace("FOLDER", "'" + jdks + "'"));
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : new String[] {"bash", "dirname", "readlink", "sed"}) {
      Path found = Path.of("/bin", tool);
      Files.createSymbolicLink(
          tools.resolve(tool), Files.exists(found) ? found : Path.of("/usr/bin", tool));
    }

    String install =
        "jackhammer: Install one (https://adoptium.net, or: sdk install java 25-tem), or set"
            + " JAVA_HOME or JACKHAMMER_JAVA_HOME to it.";
    assertThat(withoutJdk(launcher, tools))
        .containsExactly("jackhammer: no JDK 25 or newer was found.", install);

    Path old = Files.createDirectories(jdks.resolve("jdk 17/bin")).getParent();
    for (String tool : new String[] {"java", "javac"}) {
      assertThat(Files.createFile(old.resolve("bin").resolve(tool)).toFile().setExecutable(true))
          .isTrue();
    }
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    assertThat(withoutJdk(launcher, tools))
        .containsExactly(
            "jackhammer: no JDK 25 or newer was found. Found only:",
            "  JDK 17 in " + old.toRealPath(),
            install);
  }

  private List<String> withoutJdk(Path launcher, Path tools) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(tools.resolve("bash").toString(), launcher.toString(), "help");
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", folder.toString());
    Path said = folder.resolve("said");
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor()).isEqualTo(2);
    return Files.readAllLines(said);
  }

  /** A file in the place of a folder cannot be written to, not even by root. */
  @Test
  void aCheckoutThatCannotBeWrittenRunsItsBuild() throws Exception {
    Path checkout = checkout("read only");
    Path maven = maven();
    Path launcher = checkout.resolve("jackhammer");
    assertThat(start(launcher, maven)).contains("building, the first time only");
    Files.deleteIfExists(checkout.resolve("target/.lock"));
    Files.deleteIfExists(checkout.resolve("target"));
    Files.createFile(checkout.resolve("target"));

    Path none = folder.resolve("none");
    assertThat(start(launcher, none)).doesNotContain("jackhammer: ");
    FileTime soon = FileTime.from(Instant.now().plusSeconds(5));
    Files.setLastModifiedTime(checkout.resolve("pom.xml"), soon);
    assertThat(start(launcher, none))
        .contains("sources are newer than the build, but " + checkout.toRealPath())
        .contains("is read-only; running the build as it is.");
    Files.delete(checkout.resolve("cli/target/app/.built"));
    assertThat(start(launcher, none))
        .contains("this checkout was never built, and nothing can be written to ")
        .contains("Run it once as somebody who may write there, or copy the folder.");
  }

  @Test
  void buildsOnFirstUseAndWhenSourcesAreNewerThroughLinksAndSpaces() throws Exception {
    Path checkout = checkout("a check out");
    Path link = Files.createSymbolicLink(folder.resolve("jh"), Path.of("a check out/jackhammer"));
    Path maven = maven();
    assertThat(start(link, folder.resolve("none")))
        .startsWith("jackhammer: Maven was not found: it is needed to build");
    assertThat(start(link, maven)).contains("building, the first time only");
    assertThat(start(link, maven)).doesNotContain("building");
    assertThat(folder.resolve("builds")).hasContent("built");
    FileTime soon = FileTime.from(Instant.now().plusSeconds(5));
    Files.setLastModifiedTime(checkout.resolve("pom.xml"), soon);
    assertThat(start(link, maven)).contains("sources are newer than the build");
    assertThat(folder.resolve("builds")).hasContent("built\nbuilt");
  }

  /** The launcher with folders for sources, which are empty. */
  private Path checkout(String name) throws Exception {
    Path checkout = Files.createDirectories(folder.resolve(name));
    Files.copy(Cli.launcher(), checkout.resolve("jackhammer"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(checkout.resolve("pom.xml"), "");
    for (String module : new String[] {"core", "cli"}) {
      Files.createDirectories(checkout.resolve(module).resolve("src/main"));
      Files.writeString(checkout.resolve(module).resolve("pom.xml"), "");
    }
    return checkout;
  }

  /** A script in place of Maven that counts how often it is called. */
  private Path maven() throws Exception {
    Path maven = folder.resolve("mvn");
    Files.writeString(
        maven,
        """
        #!/usr/bin/env bash
        echo built >>"%s"
        mkdir -p cli/target/lib
        touch cli/target/lib/a.jar cli/target/jackhammer-cli-1.jar
        """
            .formatted(folder.resolve("builds")));
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    return maven;
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
