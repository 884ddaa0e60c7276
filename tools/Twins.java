import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Derives the float64 and int64 twins of loops that are written on float32: {@code java Twins.java
 * SOURCES OUTPUT}.
 *
 * <p>Java has no generics over primitive types, and a loop that boxes is no loop. So a file on
 * float32 that says {@code // Twins: Double, Long} below its package is written again for each type
 * that it names, with the names, types and literals of that type, and no such copy is kept by hand.
 * What differs by more than that (the list of an operation's functions, transposes in registers)
 * stays in a file of its own.
 */
final class Twins {
  /** What one word of the original becomes. */
  private record Rule(Pattern from, String to) {
    Rule(String from, String to) {
      this(Pattern.compile(from), to);
    }
  }

  private static final Pattern MARK = Pattern.compile("(?m)^// Twins: ([A-Za-z, ]+)\n");

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

  public static void main(String[] args) throws IOException {
    Path sources = Path.of(args[0]);
    Path output = Path.of(args[1]);
    List<Path> originals;
    try (var files = Files.walk(sources)) {
      originals = files.filter(f -> f.toString().endsWith(".java")).toList();
    }
    Set<Path> written = new HashSet<>();
    for (Path original : originals) {
      String text = Files.readString(original);
      Matcher mark = MARK.matcher(text);
      if (!mark.find()) {
        continue;
      }
      for (String type : mark.group(1).split(", ")) {
        Path folder = output.resolve(sources.relativize(original)).getParent();
        Path twin = folder.resolve(twin(original.getFileName().toString(), type));
        if (Files.exists(sources.resolve(output.relativize(twin)))) {
          throw new IllegalStateException(
              original + ": its twin " + twin.getFileName() + " stands beside it as a source file");
        }
        String derived = twin(mark.replaceFirst("// Derived from @\n"), type);
        write(twin, derived.replaceFirst("@", original.getFileName().toString()));
        written.add(twin);
      }
    }
    removeAllBut(written, output);
  }

  private static String twin(String text, String type) {
    List<Rule> rules = RULES.get(type);
    if (rules == null) {
      throw new IllegalArgumentException(
          "Twins: expected one of " + RULES.keySet() + ", got " + type);
    }
    for (Rule rule : rules) {
      text = rule.from.matcher(text).replaceAll(rule.to);
    }
    return text;
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
