package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.internal.kernel.Taps;
import java.util.Arrays;

/**
 * Which cells an interpolated cell comes from, and with which weights, along one dimension. Places
 * and weights are computed in the type of the tensor, as in PyTorch: which cell is nearest depends
 * on it.
 */
final class TapRules {

  /** How cells between the given ones are found. */
  enum Rule {
    /** The cell at or before the place, measured from the first cell's edge. */
    NEAREST(1),
    /** The cell whose middle is nearest. */
    NEAREST_EXACT(1),
    /** Between two cells. */
    LINEAR(2),
    /** A cubic polynomial through four cells. */
    CUBIC(4),
    /** Three lobes of the windowed sinc; averages only. */
    LANCZOS(6);

    private final int width;

    Rule(int width) {
      this.width = width;
    }
  }

  private final int in;
  private final int out;
  private final boolean corners;
  private final boolean isSingle;
  private final double scale;

  /**
   * @param corners whether the middles of the first and last cells stay
   * @param factor what the user multiplied sizes with; 0: out / in
   */
  private TapRules(DType type, int in, int out, boolean corners, double factor) {
    this.in = in;
    this.out = out;
    this.corners = corners;
    this.isSingle = type == DType.FLOAT32;
    if (corners) {
      scale = out > 1 ? round((in - 1.0) / (out - 1)) : 0;
    } else {
      scale = round(factor > 0 ? 1 / factor : (double) in / out);
    }
  }

  static Taps taps(Rule rule, DType type, int in, int out, boolean corners, double factor) {
    TapRules r = new TapRules(type, in, out, corners, factor);
    return switch (rule) {
      case NEAREST -> r.nearest(false);
      case NEAREST_EXACT -> r.nearest(true);
      case LINEAR -> r.linear();
      case CUBIC -> r.cubic();
      case LANCZOS -> throw new AssertionError("only averages");
    };
  }

  /** Averages over as many cells as one of the result stands for, so that nothing is skipped. */
  static Taps averaging(Rule rule, DType type, int in, int out, boolean corners, double factor) {
    return new TapRules(type, in, out, corners, factor).averaging(rule);
  }

  /** As the type has it: a float64 operation on float32 numbers, rounded, is that of float32. */
  private double round(double v) {
    return isSingle ? (float) v : v;
  }

  private double place(int i, boolean mayBeNegative) {
    if (corners) {
      return round(scale * i);
    }
    double at = round(round(scale * (i + 0.5)) - 0.5);
    return at < 0 && !mayBeNegative ? 0 : at;
  }

  private Taps nearest(boolean exact) {
    int[] cell = new int[out];
    double[] weight = new double[out];
    Arrays.fill(weight, 1);
    for (int i = 0; i < out; i++) {
      double at = exact ? round(place(i, false) + 0.5) : round(scale * i);
      cell[i] = (int) Math.min(Math.floor((float) at), in - 1.0);
    }
    return new Taps(in, counted(1), cell, weight);
  }

  private int[] counted(int each) {
    int[] first = new int[out + 1];
    Arrays.setAll(first, i -> i * each);
    return first;
  }

  private Taps linear() {
    int[] cell = new int[2 * out];
    double[] weight = new double[2 * out];
    for (int i = 0; i < out; i++) {
      double at = in == out ? i : place(i, false);
      int low = (int) Math.min(at, in - 1.0);
      cell[2 * i] = low;
      cell[2 * i + 1] = Math.min(low + 1, in - 1);
      weight[2 * i + 1] = Math.clamp(round(at - low), 0.0, 1.0);
      weight[2 * i] = round(1 - weight[2 * i + 1]);
    }
    return new Taps(in, counted(2), cell, weight);
  }

  private Taps cubic() {
    int[] cell = new int[4 * out];
    double[] weight = new double[4 * out];
    for (int i = 0; i < out; i++) {
      double at = place(i, true);
      double low = Math.min(Math.floor(at), in - 1.0);
      double part = Math.clamp(round(at - low), 0.0, 1.0);
      for (int j = 0; j < 4; j++) {
        cell[4 * i + j] = Math.clamp((long) low + j - 1, 0, in - 1);
        weight[4 * i + j] = round(cubic(Math.abs(j - 1 - part), -0.75));
      }
    }
    return new Taps(in, counted(4), cell, weight);
  }

  private Taps averaging(Rule rule) {
    double support = round(rule.width * 0.5 * Math.max(scale, 1));
    double shrink = scale >= 1 ? round(1 / scale) : 1;
    int[] first = new int[out + 1];
    int[] cell = new int[16];
    double[] weight = new double[16];
    int n = 0;
    for (int i = 0; i < out; i++) {
      double middle = round(scale * (i + 0.5));
      int from = (int) Math.max(middle - support + 0.5, 0);
      int to = (int) Math.min(middle + support + 0.5, in);
      first[i] = n;
      double total = 0;
      for (int c = from; c < to; c++, n++) {
        if (n == cell.length) {
          cell = Arrays.copyOf(cell, 2 * n);
          weight = Arrays.copyOf(weight, 2 * n);
        }
        cell[n] = c;
        weight[n] = filter(rule, (c - middle + 0.5) * shrink);
        total += weight[n];
      }
      for (int t = first[i]; t < n && total != 0; t++) {
        weight[t] = round(weight[t] / total);
      }
    }
    first[out] = n;
    return new Taps(in, first, Arrays.copyOf(cell, n), Arrays.copyOf(weight, n));
  }

  private static double filter(Rule rule, double x) {
    double d = Math.abs(x);
    return switch (rule) {
      case LINEAR -> d < 1 ? 1 - d : 0;
      case CUBIC -> cubic(d, -0.5);
      case LANCZOS -> d < 3 ? sinc(d) * sinc(d / 3) : 0;
      default -> throw new AssertionError(rule + " has no filter");
    };
  }

  /** The cubic convolution kernel with slope {@code a} at distance 1. */
  private static double cubic(double d, double a) {
    if (d < 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(x * Math.PI) / (x * Math.PI);
  }
}
