package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Jackhammer;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  /** The first words of what can be typed. */
  static final List<String> COMMANDS =
      List.of("train", "eval", "predict", "generate", "run", "shell", "bench", "doctor", "help");

  @Test
  void withoutACommandItShowsWhatThereIs() {
    Cli.Result r = Cli.run();
    assertThat(r.code()).isZero();
    assertThat(r.out()).contains("run ", "shell ", "doctor ", "help ");
    assertThat(r.err()).isEmpty();
  }

  @Test
  void helpExplainsACommand() {
    Cli.Result r = Cli.run("help", "doctor");
    assertThat(r.code()).isZero();
    assertThat(r.out()).startsWith("Usage: jackhammer doctor").contains("--json");
  }

  @Test
  void everyCommandExplainsItself() {
    for (String name : COMMANDS) {
      Cli.Result r = Cli.run(name, "--help");
      assertThat(r.code()).isZero();
      assertThat(r.out()).startsWith("Usage: jackhammer " + name);
      assertThat(r.out()).isEqualTo(Cli.run("help", name).out());
    }
  }

  @Test
  void aRecipeExplainsItself() {
    Cli.Result r = Cli.run("train", "fashion-mnist", "--help");
    assertThat(r.code()).isZero();
    assertThat(r.out()).startsWith("Usage: jackhammer train fashion-mnist").contains("--binary");
    assertThat(Cli.run("help", "train", "fashion-mnist").out()).isEqualTo(r.out());
  }

  @Test
  void versionIsThatOfTheLibrary() {
    assertThat(Cli.run("--version").out().strip()).isEqualTo("jackhammer " + Jackhammer.version());
    assertThat(Jackhammer.version()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void anUnknownCommandIsOneClearLine() {
    assertMistake(
        Cli.run("doctr"),
        "jackhammer: there is no command 'doctr'; did you mean doctor? (see: jackhammer help)");
  }

  @Test
  void anUnknownOptionIsOneClearLine() {
    assertMistake(
        Cli.run("doctor", "--jsn"),
        "jackhammer doctor: Unknown option: '--jsn'; did you mean --json?"
            + " (see: jackhammer help doctor)");
  }

  @Test
  void aMissingArgumentIsOneClearLine() {
    assertMistake(
        Cli.run("run"),
        "jackhammer run: Missing required parameter: 'FILE.java' (see: jackhammer help run)");
  }

  private static void assertMistake(Cli.Result r, String line) {
    assertThat(r.code()).isEqualTo(2);
    assertThat(r.out()).isEmpty();
    assertThat(r.err().lines()).containsExactly(line);
  }
}
