package jackhammer.cli;

import java.io.Console;

/**
 * Whether a person watches.
 *
 * <p>Java cannot ask about one stream alone, so the launcher does and says so in system properties.
 */
final class Terminal {
  private Terminal() {}

  /** Whether standard error goes to a terminal. */
  static boolean err() {
    return is("jackhammer.terminal.err");
  }

  /** Whether standard input comes from a terminal. */
  static boolean in() {
    return is("jackhammer.terminal.in");
  }

  /** The width of the terminal in characters. */
  static int columns() {
    return Integer.getInteger("jackhammer.terminal.columns", 80);
  }

  private static boolean is(String property) {
    String said = System.getProperty(property);
    if (said != null) {
      return Boolean.parseBoolean(said);
    }
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
