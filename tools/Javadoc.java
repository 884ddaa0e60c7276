import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Writes the Javadoc of some packages, and fails where the tool has anything to say.
 *
 * <p>{@code java Javadoc.java CLASS_PATH SOURCES OUT PACKAGE...}: the files of the packages are
 * named one by one and the rest is found on the class path. A source path would take in the module
 * descriptor, and with it the Vector API, for which the tool always prints a warning.
 */
final class Javadoc {
  public static void main(String[] args) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("-quiet", "-Xdoclint:all,-missing", "-encoding", "UTF-8"));
    command.addAll(List.of("-d", args[2], "-classpath", args[0]));
    for (String name : Arrays.asList(args).subList(3, args.length)) {
      try (Stream<Path> files = Files.list(Path.of(args[1], name.split("\\.")))) {
        files.map(Path::toString).filter(f -> f.endsWith(".java")).sorted().forEach(command::add);
      }
    }
    StringWriter said = new StringWriter();
    PrintWriter to = new PrintWriter(said);
    int code =
        ToolProvider.findFirst("javadoc").orElseThrow().run(to, to, command.toArray(String[]::new));
    to.flush();
    if (code != 0 || !said.toString().isBlank()) {
      System.out.print(said);
      System.out.println("javadoc: expected no remarks, got those above");
      System.exit(1);
    }
    System.out.printf("javadoc: %s, without remarks%n", args[2]);
  }
}
