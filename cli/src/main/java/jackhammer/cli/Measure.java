package jackhammer.cli;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * A number that says how good a network is: how it is made of a {@link Score}, and how it is
 * written.
 *
 * @param key its name in files and in JSON, behind {@code train_} or {@code test_}
 * @param title the heading of its column
 * @param format how people read it, for {@link String#format}
 * @param scale what it is multiplied by for people: 100 for a share that is shown in percent
 * @param axis the title of its curve, with the unit
 * @param pattern how the numbers at its curve are written, for {@link java.text.DecimalFormat}
 * @param value makes it of the mean over the examples
 * @param learning whether it is known of the training examples as well, while they are learned
 */
record Measure(
    String key,
    String title,
    String format,
    double scale,
    String axis,
    String pattern,
    DoubleUnaryOperator value,
    boolean learning) {

  /** The mean loss: every task's first measure. */
  static final Measure LOSS =
      new Measure("loss", "loss", "%.4f", 1, "Loss", "0.00##", v -> v, true);

  /** The share of right answers, 0 to 1. */
  static final Measure ACCURACY =
      new Measure("accuracy", "accuracy", "%.2f %%", 100, "Accuracy (%)", "0.##", v -> v, true);

  /** The value for people. */
  String show(double v) {
    return String.format(Locale.ROOT, format, scale * v);
  }
}
