package jackhammer.conformance;

import jackhammer.DType;
import java.util.Arrays;

/**
 * What "equal to PyTorch" means: {@code torch.testing}'s tolerances, and where those cannot be met,
 * PyTorch's own error.
 */
final class Comparison {

  /**
   * Where a float32 sum cannot be that close, our largest error may be so many times libtorch's.
   */
  private static final double ERROR_FACTOR = 2;

  /**
   * Or the root mean square of our error, relative to that of the values, may be this: one chain of
   * 256 has 4e-7 on average, a small tensor may be unlucky. libtorch's small products add 16 lanes
   * side by side, which from about 250 addends on has down to a fifth of a chain's error.
   */
  private static final double RELATIVE_ERROR = 1e-6;

  private Comparison() {}

  /** What differs, for people; null if nothing does. */
  static String difference(Array ours, Array theirs) {
    if (ours.dtype() != theirs.dtype() || !Arrays.equals(ours.shape(), theirs.shape())) {
      return "expected " + theirs + ", got " + ours;
    }
    for (int i = 0; i < ours.values().length; i++) {
      if (!close(ours.dtype(), ours.values()[i], theirs.values()[i])) {
        return "element %d of %s: expected %s, got %s"
            .formatted(i, theirs, theirs.values()[i], ours.values()[i]);
      }
    }
    return null;
  }

  private static boolean close(DType dtype, double a, double b) {
    if (a == b || Double.isNaN(a) && Double.isNaN(b)) {
      return true;
    }
    if (!Double.isFinite(a) || !Double.isFinite(b)) {
      return false;
    }
    return switch (dtype) {
      case FLOAT32 -> Math.abs(a - b) <= 1e-5 + 1.3e-6 * Math.abs(b);
      case FLOAT64 -> Math.abs(a - b) <= 1e-7 + 1e-7 * Math.abs(b);
      default -> false;
    };
  }

  /** Whether our error against a float64 reference is one that a float32 sum may have. */
  static boolean asGoodAs(Array ours, Array theirs, Array float64) {
    return error(ours, float64) <= ERROR_FACTOR * error(theirs, float64)
        || relativeError(ours, float64) <= RELATIVE_ERROR;
  }

  private static double error(Array a, Array reference) {
    double worst = 0;
    for (int i = 0; i < a.values().length; i++) {
      worst = Math.max(worst, Math.abs(difference(a, reference, i)));
    }
    return worst;
  }

  private static double relativeError(Array a, Array reference) {
    double squares = 0;
    double norm = 0;
    for (int i = 0; i < a.values().length; i++) {
      double d = difference(a, reference, i);
      squares += d * d;
      norm += reference.values()[i] * reference.values()[i];
    }
    return Math.sqrt(squares / norm);
  }

  private static double difference(Array a, Array reference, int i) {
    double x = a.values()[i];
    double r = reference.values()[i];
    return x == r || Double.isNaN(x) && Double.isNaN(r) ? 0 : x - r;
  }
}
