package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of --json are those that docs/commands.md lists. */
class JsonKeysTest {
  @TempDir Path folder;

  @Test
  void areThoseOfTheDocuments() throws Exception {
    FewPictures.write(folder);
    String data = folder.toString();
    String out = folder.resolve("out").toString();
    agree("train", "fashion-mnist", "--data", data, "--epochs", "1", "--out", out, "--json");
    agree("eval", "--data", data, "--json");
    agree("predict", FewPictures.png(folder, 0, false).toString(), "--json");
    agree("doctor", "--json");
  }

  private static void agree(String command, String... args) throws Exception {
    String[] all = new String[args.length + 1];
    all[0] = command;
    System.arraycopy(args, 0, all, 1, args.length);
    Cli.Result r = Cli.run(all);
    assertThat(r.code()).as(r.err()).isZero();
    Set<String> printed = new TreeSet<>();
    collect(Json.parse(r.lastLine()), printed);
    assertThat(listed(command)).as(command).isEqualTo(printed);
  }

  /** The names in backquotes in the second column of the command's row. */
  private static Set<String> listed(String command) throws Exception {
    Path file = Cli.launcher().resolveSibling("docs").resolve("commands.md");
    String text = Files.readString(file);
    String row =
        text.substring(text.indexOf("## --json"))
            .lines()
            .filter(line -> line.startsWith("| `" + command + "` | "))
            .findFirst()
            .orElseThrow();
    return Pattern.compile("`([a-z_]+)`")
        .matcher(row.substring(row.indexOf('|', 1)))
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void collect(Object json, Set<String> keys) {
    if (json instanceof Map<?, ?> map) {
      map.keySet().forEach(k -> keys.add((String) k));
      map.values().forEach(v -> collect(v, keys));
    } else if (json instanceof Collection<?> list) {
      list.forEach(e -> collect(e, keys));
    }
  }
}
