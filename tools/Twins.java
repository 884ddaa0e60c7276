import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Derives what would be the same loop written again: {@code java Twins.java SOURCES OUTPUT}.
 *
 * <p>Java has no generics over primitive types, and a loop that boxes is no loop. So a file on
 * float32 that says {@code // Twins: Double, Long} below its package is written again for each type
 * that it names, with the names, types and literals of that type, and no such copy is kept by hand.
 * What differs by more than that (the list of an operation's functions, transposes in registers)
 * stays in a file of its own.
 *
 * <p>Nor has Java arrays of registers: a tile's rows are locals, each with a name that is a letter
 * and the number of the row. So a file whose name ends with its number of rows and that says {@code
 * // Rows: 1, 2, 4} is written again with each of these numbers, without the statements that name a
 * local of a row that is not there. A file may say both: then each height has its twins.
 */
final class Twins {
  /** A class's name and what its file says. */
  private record Source(String name, String text) {
    /** What stands behind a mark, as in {@code // Twins: Double, Long}. */
    List<String> marked(String mark) {
      Matcher line = Pattern.compile("(?m)^// " + mark + ": (.+)\n").matcher(text);
      return line.find() ? List.of(line.group(1).split(", ")) : List.of();
    }
  }

  /** What one word of the original becomes. */
  private record Rule(Pattern from, String to) {
    Rule(String from, String to) {
      this(Pattern.compile(from), to);
    }
  }

  private static final Pattern MARKS = Pattern.compile("(?m)^// (?:Rows|Twins): .+\n");

  private static final Map<String, List<Rule>> RULES =
      Map.of(
          "Double",
          List.of(
              new Rule("Float", "Double"),
              new Rule("F32", "F64"),
              new Rule("float32", "float64"),
              new Rule("\\bWide\\.F\\b", "Wide.D"),
              new Rule("\\bWide\\.F_BYTES\\b", "Wide.D_BYTES"),
              // What was narrowed is a double already, and javac warns of a cast that does nothing.
              new Rule("\\(float\\) ", ""),
              new Rule("\\bfloat\\b", "double"),
              new Rule("\\bfloats\\(\\)", "doubles()"),
              new Rule("\\b(\\d+(?:\\.\\d+)?(?:e-?\\d+)?)f\\b", "$1d")),
          "Long",
          List.of(
              new Rule("Float", "Long"),
              new Rule("float32", "int64"),
              new Rule("\\bfloat\\b", "long"),
              new Rule("\\b(\\d+)f\\b", "$1L")));

  /** A local of a row: its letter and its number. */
  private static final Pattern LOCAL = Pattern.compile("\\b[a-z](\\d+)\\b");

  private static final Pattern TRAILING_NUMBER = Pattern.compile("\\d+$");

  public static void main(String[] args) throws IOException {
    Path sources = Path.of(args[0]);
    Path output = Path.of(args[1]);
    List<Path> originals;
    try (var files = Files.walk(sources)) {
      originals = files.filter(f -> f.toString().endsWith(".java")).toList();
    }
    Set<Path> written = new HashSet<>();
    for (Path original : originals) {
      String name = original.getFileName().toString().replaceFirst("\\.java$", "");
      Path folder = output.resolve(sources.relativize(original)).getParent();
      for (Source derived : derive(new Source(name, Files.readString(original)))) {
        Path file = folder.resolve(derived.name + ".java");
        if (Files.exists(sources.resolve(output.relativize(file)))) {
          throw new IllegalStateException(
              original + ": its twin " + derived.name + " stands beside it as a source file");
        }
        write(file, "// Derived from " + name + ".java\n" + derived.text);
        written.add(file);
      }
    }
    removeAllBut(written, output);
  }

  private static List<Source> derive(Source original) {
    Source plain = new Source(original.name, MARKS.matcher(original.text).replaceAll(""));
    List<Source> derived = new ArrayList<>();
    for (String rows : original.marked("Rows")) {
      derived.add(lower(plain, Integer.parseInt(rows)));
    }
    List<Source> heights = new ArrayList<>(derived);
    heights.add(plain);
    for (String type : original.marked("Twins")) {
      for (Source height : heights) {
        derived.add(twin(height, type));
      }
    }
    return derived;
  }

  private static Source twin(Source original, String type) {
    if (!RULES.containsKey(type)) {
      throw new IllegalArgumentException(
          original.name + ", Twins: expected one of " + RULES.keySet() + ", got " + type);
    }
    return new Source(apply(type, original.name), apply(type, original.text));
  }

  private static String apply(String type, String text) {
    for (Rule rule : RULES.get(type)) {
      text = rule.from.matcher(text).replaceAll(rule.to);
    }
    return text;
  }

  /** The same tile with fewer rows. */
  private static Source lower(Source original, int rows) {
    Matcher number = TRAILING_NUMBER.matcher(original.name);
    if (!number.find() || Integer.parseInt(number.group()) <= rows) {
      throw new IllegalArgumentException(
          original.name
              + ", Rows: expected fewer than the number that the name ends with, got "
              + rows);
    }
    String name = number.replaceFirst(Integer.toString(rows));
    String text =
        original
            .text
            .lines()
            .filter(line -> !leftOut(original, line, rows))
            .collect(Collectors.joining("\n", "", "\n"))
            .replaceAll("\\b" + original.name + "\\b", name)
            .replaceAll("\\bROWS = " + number.group() + ";", "ROWS = " + rows + ";");
    return new Source(name, text);
  }

  private static boolean leftOut(Source original, String line, int rows) {
    boolean out =
        LOCAL.matcher(line).results().anyMatch(local -> Integer.parseInt(local.group(1)) >= rows);
    if (out && !line.endsWith(";")) {
      throw new IllegalArgumentException(
          original.name
              + ", Rows: expected a whole statement on each line that names a row's local, got "
              + line.strip());
    }
    return out;
  }

  /** An unchanged file keeps its time, so that nothing is compiled again for it. */
  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }

  private static void removeAllBut(Set<Path> written, Path output) throws IOException {
    if (!Files.isDirectory(output)) {
      return;
    }
    try (var files = Files.walk(output)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (!written.contains(file)) {
          Files.delete(file);
        }
      }
    }
  }
}
