package jackhammer.optim;

import jackhammer.internal.text.PyFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the options of optimizers share: their checks and how they are printed. */
final class Checks {
  private Checks() {}

  static void notNegative(String optimizer, String option, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          String.format("%s: %s must not be negative, got %s", optimizer, option, value));
    }
  }

  static void belowOne(String optimizer, String option, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          String.format("%s: %s must be in [0, 1), got %s", optimizer, option, value));
    }
  }

  /** PyTorch's options that only choose between implementations, at their defaults. */
  static SortedMap<String, String> printed() {
    SortedMap<String, String> all = new TreeMap<>();
    all.put("differentiable", "False");
    all.put("foreach", "None");
    all.put("fused", "None");
    return all;
  }

  /** A number whose default PyTorch writes as a whole number. */
  static String number(double value) {
    return value == 0 ? "0" : PyFormat.repr(value);
  }

  static String bool(boolean value) {
    return value ? "True" : "False";
  }
}
