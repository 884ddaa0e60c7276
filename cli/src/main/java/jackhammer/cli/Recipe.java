package jackhammer.cli;

import picocli.CommandLine.Command;

/**
 * Something that can be trained from the command line: {@code jackhammer train NAME}. The class is
 * that command, with options of its own, and knows what to do with the weights afterwards. A new
 * one is a class and its line in {@link Recipes}.
 */
abstract class Recipe extends CliCommand {
  /** Its name on the command line and in {@link RunCard#recipe()}. */
  static String name(Class<? extends Recipe> type) {
    return type.getAnnotation(Command.class).name();
  }

  final String name() {
    return name(getClass());
  }

  /** {@code jackhammer eval}: how good the saved weights are. */
  abstract int evaluate(SavedRun run, Eval request);

  /** {@code jackhammer predict}: what the saved weights say about new input. */
  abstract int predict(SavedRun run, Predict request);
}
