package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the documents show is what happens. Their sessions print what PyTorch prints: that is
 * written into them by conformance/goldens/tutorial.py.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class DocumentsTest {
  private static final Path ROOT = Cli.launcher().getParent();

  /** Printed after each block of a session, to tell their outputs apart. */
  private static final String MARK = "-- next --";

  @TempDir Path folder;

  /** Those in English; what is Chinese shows the same code. */
  static Stream<Path> documents() throws Exception {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(f -> f.toString().endsWith(".md") && !f.toString().endsWith(".zh-CN.md"))
          .map(ROOT::relativize)
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Document read(Path name) throws Exception {
    return Document.read(ROOT.resolve(name));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyJavaBlockIsASessionOrAProgram(Path name) throws Exception {
    assertThat(read(name).blocks())
        .filteredOn(b -> b.language().equals("java"))
        .allMatch(b -> b.isSession() || b.isProgram());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void sessionsPrintWhatIsShown(Path name) throws Exception {
    List<Document.Block> sessions =
        read(name).blocks().stream().filter(Document.Block::isSession).toList();
    if (sessions.isEmpty()) {
      return;
    }
    String typed =
        sessions.stream()
            .map(b -> b.typed() + "print(\"" + MARK + "\")\n")
            .collect(Collectors.joining());
    Cli.Result r = Cli.launch(folder, Map.of(), typed, "shell");
    assertThat(r.err()).isEmpty();
    String[] printed = r.out().split(MARK + "\n", -1);
    assertThat(printed).as(r.out()).hasSize(sessions.size() + 1);
    for (int i = 0; i < sessions.size(); i++) {
      assertThat(printed[i])
          .as("%s, line %d", name, sessions.get(i).line())
          .isEqualTo(sessions.get(i).printed());
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void programsPrintWhatTheNextBlockShows(Path name) throws Exception {
    List<Document.Block> blocks = read(name).blocks();
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).isProgram()) {
        Path file = Files.writeString(folder.resolve("Program.java"), blocks.get(i).text());
        Cli.Result r = Cli.launch(folder, Map.of(), "", "run", file.toString());
        assertThat(r.err()).as("%s, line %d", name, blocks.get(i).line()).isEmpty();
        assertThat(blocks.get(i + 1).language()).isEqualTo("text");
        assertThat(r.out())
            .as("%s, line %d", name, blocks.get(i).line())
            .isEqualTo(blocks.get(i + 1).text());
      }
    }
  }

  /** With --help after them, the options are parsed and nothing is run. */
  @ParameterizedTest
  @MethodSource("documents")
  void commandsAreUnderstood(Path name) throws Exception {
    for (Document.Block block : read(name).blocks()) {
      for (String line : block.language().equals("sh") ? block.lines() : List.<String>of()) {
        String[] words = line.replaceFirst("\\s+#.*", "").split("\\s+");
        // What follows "run FILE" belongs to the program, and help has no --help.
        if (words[0].equals("./jackhammer") && !List.of("run", "help").contains(words[1])) {
          words = Stream.concat(Arrays.stream(words), Stream.of("--help")).toArray(String[]::new);
          Cli.Result r = Cli.run(Arrays.copyOfRange(words, 1, words.length));
          assertThat(r.code()).as("%s: %s%n%s", name, line, r.err()).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"README", "docs/tutorial"})
  void bothLanguagesShowTheSameCode(String name) throws Exception {
    assertThat(code(name + ".zh-CN.md")).isEqualTo(code(name + ".md"));
  }

  private static List<String> code(String name) throws Exception {
    return read(Path.of(name)).blocks().stream()
        .map(b -> b.language() + "\n" + b.text().replaceAll(" *#.*", ""))
        .toList();
  }
}
