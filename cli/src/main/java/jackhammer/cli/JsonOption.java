package jackhammer.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * The option {@code --json}: one JSON object as the last line of standard output.
 *
 * <p>A command takes it with {@code @Mixin JsonOption json} and calls {@link #print} when all else
 * is printed. The keys of each command's object are part of its interface.
 */
final class JsonOption {
  @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
  private boolean wanted;

  boolean wanted() {
    return wanted;
  }

  /** Prints {@code object} where the user asked for it. */
  void print(PrintWriter out, Map<String, ?> object) {
    if (wanted) {
      out.println(Json.line(object));
      out.flush();
    }
  }
}
