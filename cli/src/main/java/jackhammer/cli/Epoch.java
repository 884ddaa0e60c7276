package jackhammer.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One pass over the training data.
 *
 * @param number 1 is the first
 * @param lr the learning rate
 * @param train loss and accuracy while it learned, on the examples that it saw
 * @param test loss and accuracy afterwards; null if the epoch was interrupted
 * @param trainSeconds how long the training took
 * @param seconds how long it took together with the test
 */
record Epoch(int number, double lr, Score train, Score test, double trainSeconds, double seconds) {
  private static final String CSV_HEADER =
      "epoch,lr,train_loss,train_accuracy,%1$s_loss,%1$s_accuracy,seconds,samples_per_second";

  /** Training examples per second. */
  double speed() {
    return train.examples() / trainSeconds;
  }

  /**
   * The heading of {@link #line}.
   *
   * @param judged what the network is tested on
   */
  static String heading(Part judged) {
    return "epoch   train loss   accuracy   %s   accuracy   seconds   pictures/s"
        .formatted(judged == Part.VALIDATION ? "val. loss" : "test loss");
  }

  /** A line of the table that people watch. */
  String line() {
    String tested =
        test == null
            ? "%9s   %10s".formatted("-", "-")
            : String.format(Locale.ROOT, "%9.4f   %8.2f %%", test.loss(), 100 * test.accuracy());
    return String.format(
        Locale.ROOT,
        "%5d   %10.4f   %6.2f %%   %s   %7.1f   %,10.0f",
        number,
        train.loss(),
        100 * train.accuracy(),
        tested,
        seconds,
        speed());
  }

  /** All epochs as CSV; what an interrupted one lacks is empty. */
  static String csv(List<Epoch> epochs, Part judged) {
    return epochs.stream()
        .map(Epoch::csvLine)
        .collect(Collectors.joining("\n", CSV_HEADER.formatted(judged.word()) + "\n", "\n"));
  }

  private String csvLine() {
    return String.format(
        Locale.ROOT,
        "%d,%s,%.6f,%.6f,%s,%s,%.3f,%.1f",
        number,
        lr,
        train.loss(),
        train.accuracy(),
        test == null ? "" : String.format(Locale.ROOT, "%.6f", test.loss()),
        test == null ? "" : String.format(Locale.ROOT, "%.6f", test.accuracy()),
        seconds,
        speed());
  }
}
