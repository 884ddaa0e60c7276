import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Formats Java sources with google-java-format: {@code java Format.java check|write FOLDER...}.
 *
 * <p>A program of its own, because the build's Maven may run on a Java that cannot parse Java 25.
 */
final class Format {
  private record Result(Path file, boolean differs, String problem) {}

  private static final Formatter FORMATTER = new Formatter(JavaFormatterOptions.defaultOptions());

  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    List<Callable<Result>> work = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      Path folder = Path.of(args[i]);
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (var files = Files.walk(folder)) {
        files
            .filter(f -> f.toString().endsWith(".java") && !isBuilt(f))
            .forEach(f -> work.add(() -> format(f, write)));
      }
    }
    int wrong = 0;
    try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (var future : pool.invokeAll(work)) {
        Result r = future.get();
        if (r.problem != null) {
          wrong++;
          System.out.println(r.file + ": " + r.problem);
        } else if (r.differs) {
          wrong += write ? 0 : 1;
          System.out.println((write ? "formatted " : "not formatted: ") + r.file);
        }
      }
    }
    if (wrong > 0) {
      System.out.println("Run: mvn -N validate -Dformat");
      System.exit(1);
    }
  }

  private static boolean isBuilt(Path file) {
    for (Path part : file) {
      String name = part.toString();
      if (name.equals("target") || name.startsWith(".") && name.length() > 1) {
        return true;
      }
    }
    return false;
  }

  private static Result format(Path file, boolean write) throws IOException {
    String source = Files.readString(file);
    try {
      String imports = RemoveUnusedImports.removeUnusedImports(source);
      imports = ImportOrderer.reorderImports(imports, JavaFormatterOptions.Style.GOOGLE);
      String formatted = FORMATTER.formatSource(imports);
      boolean differs = !formatted.equals(source);
      if (differs && write) {
        Files.writeString(file, formatted);
      }
      return new Result(file, differs, null);
    } catch (FormatterException e) {
      return new Result(file, false, e.getMessage());
    }
  }
}
