package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
    assertThat(keys("doctor", "--json")).isEqualTo(listed("doctor"));
    for (String recipe : Recipes.names()) {
      boolean ownData = List.of("names", "poems", "series").contains(recipe);
      String[] data = ownData ? new String[0] : new String[] {"--data", folder.toString()};
      String out = folder.resolve(recipe).toString();
      agree(recipe, data, "train", recipe, "--limit", "64", "--epochs", "1", "--out", out);
      agree(recipe, data, "eval");
      if (recipe.equals("poems")) {
        assertThat(keys("generate", "--json")).isEqualTo(listed("generate"));
      } else {
        agree(recipe, new String[0], "predict", input(recipe));
      }
    }
  }

  private String input(String recipe) throws Exception {
    return switch (recipe) {
      case "names" -> "Müller";
      case "series" -> "1997-06";
      case "moving" -> clip();
      default -> FewPictures.png(folder, 0, false).toString();
    };
  }

  private String clip() throws Exception {
    Path file = folder.resolve("clip.png");
    FewPictures.png(file, Tensor.zeros(1, 28, 5 * 28));
    return file.toString();
  }

  private static void agree(String recipe, String[] more, String... args) throws Exception {
    Set<String> expected = listed(args[0]);
    expected.addAll(added(recipe, args[0]));
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of(more));
    all.add("--json");
    assertThat(keys(all.toArray(String[]::new)))
        .as("%s of %s", args[0], recipe)
        .isEqualTo(expected);
  }

  private static Set<String> keys(String... args) throws Exception {
    Cli.Result r = Cli.run(args);
    assertThat(r.code()).as(r.err()).isZero();
    Set<String> printed = new TreeSet<>();
    collect(Json.parse(r.lastLine()), printed);
    return printed;
  }

  /** What every recipe's command prints. */
  private static Set<String> listed(String command) throws Exception {
    return names(cells("`" + command + "`")[2]);
  }

  /** What the recipe adds. */
  private static Set<String> added(String recipe, String command) throws Exception {
    String[] commands = cells("recipe");
    String[] keys = cells("[^|]*`" + recipe + "`[^|]*");
    for (int i = 2; i < commands.length; i++) {
      if (commands[i].strip().equals("`" + command + "`")) {
        return names(keys[i]);
      }
    }
    throw new AssertionError("no column for " + command);
  }

  /** The cells of the row whose first one is this; those begin behind an empty one. */
  private static String[] cells(String first) throws Exception {
    Path file = Cli.launcher().resolveSibling("docs").resolve("commands.md");
    String text = Files.readString(file);
    Pattern row = Pattern.compile("^\\| " + first + " \\|");
    return text.substring(text.indexOf("## --json"))
        .lines()
        .filter(line -> row.matcher(line).find())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row " + first))
        .split("\\|");
  }

  /** The names in backquotes. */
  private static Set<String> names(String cell) {
    return Pattern.compile("`([a-z_]+)`")
        .matcher(cell)
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
