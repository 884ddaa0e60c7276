package jackhammer.internal.kernel.cpu;

// Twins: Double

import jackhammer.internal.kernel.CtcArgs;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Unary;
import jackhammer.internal.parallel.Workers;
import java.util.Arrays;

/**
 * The connectionist temporal classification loss on float32, computed in float64: sums over all
 * ways to spread a target over the steps, by their logarithms, all states of a step at once. Each
 * entry of the batch is one task.
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al., 2006</a>
 */
final class FloatCtc {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private final float[] x;
  private final int offset;
  private final int step;
  private final int classes;
  private final int[] label;

  /**
   * 0 where a way may come to a state from the last but one before it, else {@link #NEVER}; and so
   * twice more behind the last state.
   */
  private final double[] skip;

  private final int steps;
  private final Sums sums;

  /**
   * log(exp(a) + exp(b) + exp(c)) for each state, by the loops that have vectors: the greatest plus
   * the logarithm of 1 and of what the other two are beside it.
   */
  private static final class Sums {
    private final Loop exp = Loops.of(Unary.EXP, Kind.DOUBLE);
    private final Loop log = Loops.of(Unary.LOG, Kind.DOUBLE);
    private final int states;
    private final double[] most;
    private final double[] least;

    /** The middle one of each state; and the least one of a label, for a blank has only two. */
    private final double[] others;

    final double[] sum;

    Sums(int states) {
      this.states = states;
      most = new double[states];
      least = new double[states];
      others = new double[states + states / 2];
      sum = new double[states];
    }

    /**
     * @param from a and then b and c, each {@code step} from the one before, of the states from
     *     {@code at} on
     * @param skip what is added to c, from {@code first} on
     */
    void run(double[] from, int at, int step, double[] skip, int first) {
      for (int s = 0; s < states; s++) {
        double a = from[at + s];
        double b = from[at + s + step];
        double c = from[at + s + 2 * step] + skip[first + s];
        double high = Math.max(a, b);
        double low = Math.min(a, b);
        double top = Math.max(high, c);
        double rest = Math.min(high, c);
        // Of three that are never none is finite: NEVER less this is NEVER, not NaN.
        double base = Math.max(top, -Double.MAX_VALUE);
        most[s] = top;
        others[s] = Math.max(low, rest) - base;
        least[s] = Math.min(low, rest) - base;
      }
      for (int i = 0; i < states / 2; i++) {
        others[states + i] = least[2 * i + 1];
      }
      exp(others.length, others);
      for (int s = 0; s < states; s++) {
        sum[s] = 1d + others[s];
      }
      for (int i = 0; i < states / 2; i++) {
        sum[2 * i + 1] += others[states + i];
      }
      log.run(states, sum, 0, sum, 0, 1, null, 0, 0, null, 0, 0);
      for (int s = 0; s < states; s++) {
        sum[s] += most[s];
      }
    }

    void exp(int n, double[] a) {
      exp.run(n, a, 0, a, 0, 1, null, 0, 0, null, 0, 0);
    }
  }

  /** Entry n of log-probabilities, contiguous [T, N, C]. */
  private FloatCtc(Strided logs, CtcArgs args, int n) {
    x = logs.storage().floats();
    classes = logs.size(2);
    step = logs.size(1) * classes;
    offset = logs.offset() + n * classes;
    steps = args.inputLength()[n];
    label = new int[2 * args.length()[n] + 1];
    for (int s = 0; s < label.length; s++) {
      label[s] = s % 2 == 0 ? args.blank() : args.target()[args.first()[n] + s / 2];
    }
    skip = new double[label.length + 2];
    Arrays.fill(skip, NEVER);
    for (int s = 2; s < label.length; s++) {
      skip[s] = label[s] == label[s - 2] ? NEVER : 0d;
    }
    sums = new Sums(label.length);
  }

  /**
   * @param logs contiguous [T, N, C]
   * @param loss contiguous [N]
   * @param alpha FLOAT64, contiguous [N, T, states]: what {@link #backward} needs; or null
   */
  static void forward(Strided logs, CtcArgs args, Strided loss, Strided alpha) {
    float[] y = loss.storage().floats();
    Workers.run(
        loss.numel(),
        n -> {
          FloatCtc entry = new FloatCtc(logs, args, n);
          double[] a = alpha == null ? null : alpha.storage().doubles();
          int width = alpha == null ? 0 : alpha.size(2);
          int at = alpha == null ? 0 : alpha.offset() + n * alpha.size(1) * width;
          y[loss.offset() + n] = (float) entry.loss(a, at, width);
        });
  }

  /**
   * @param a where alpha is kept, a step {@code width} behind the one before, or null
   */
  private double loss(double[] a, int at, int width) {
    int states = label.length;
    if (steps == 0) {
      return states == 1 ? 0d : -NEVER;
    }
    double[] alpha = new double[states + 2]; // two more in front, so that no state is the first
    Arrays.fill(alpha, NEVER);
    for (int s = 0; s < Math.min(states, 2); s++) {
      alpha[2 + s] = x[offset + label[s]];
    }
    for (int t = 0; t < steps; t++) {
      if (t > 0) {
        sums.run(alpha, 2, -1, skip, 0);
        int p = offset + t * step;
        for (int s = 0; s < states; s++) {
          alpha[2 + s] = sums.sum[s] + x[p + label[s]];
        }
      }
      if (a != null) {
        System.arraycopy(alpha, 2, a, at + t * width, states);
      }
    }
    return -logSum(alpha[states + 1], alpha[states]);
  }

  /** log(exp(a) + exp(b)). */
  private static double logSum(double a, double b) {
    double m = Math.max(a, b);
    return m == NEVER ? NEVER : DoubleMath.log(expOf(a - m) + expOf(b - m)) + m;
  }

  private static double expOf(double x) {
    return x == 0 ? 1 : x == NEVER ? 0 : DoubleMath.exp(x);
  }

  /**
   * exp(logs) minus the share that each class has in all ways, times g: what comes out of a
   * log-softmax before it as the gradient.
   *
   * @param g contiguous [N]
   * @param loss of {@link #forward}
   * @param alpha of {@link #forward}
   * @param zeroInfinity whether a loss that is infinite has no gradient; else it is NaN
   * @param gx contiguous [T, N, C]
   */
  static void backward(
      Strided g,
      Strided logs,
      CtcArgs args,
      Strided loss,
      Strided alpha,
      boolean zeroInfinity,
      Strided gx) {
    float[] up = g.storage().floats();
    float[] nll = loss.storage().floats();
    float[] out = gx.storage().floats();
    int all = logs.size(0);
    Workers.run(
        loss.numel(),
        n -> {
          FloatCtc entry = new FloatCtc(logs, args, n);
          int o = gx.offset() + n * entry.classes;
          double value = nll[loss.offset() + n];
          boolean isInfinite = value == -NEVER;
          int known = isInfinite ? 0 : entry.steps;
          float nothing = isInfinite && !zeroInfinity ? Float.NaN : 0f;
          for (int t = known; t < all; t++) {
            int from = o + t * entry.step;
            Arrays.fill(out, from, from + entry.classes, t < entry.steps ? nothing : 0f);
          }
          if (known > 0) {
            int at = alpha.offset() + n * alpha.size(1) * alpha.size(2);
            double[] a = alpha.storage().doubles();
            entry.gradient(up[g.offset() + n], a, at, alpha.size(2), out, o);
          }
        });
  }

  private void gradient(double g, double[] a, int at, int width, float[] out, int o) {
    int states = label.length;
    double[] beta = new double[states + 2]; // two more, so that no state is the last
    double[] through = new double[states];
    double[] own = new double[classes];
    double[] share = new double[classes];
    Arrays.fill(beta, NEVER);
    int last = at + (steps - 1) * width;
    double all = logSum(a[last + states - 1], states > 1 ? a[last + states - 2] : NEVER);
    for (int t = steps - 1; t >= 0; t--) {
      int p = offset + t * step;
      // The ways on from here, without this step: alpha has it.
      double[] on = sums.sum;
      if (t == steps - 1) {
        for (int s = 0; s < states; s++) {
          on[s] = s >= states - 2 ? 0d : NEVER;
        }
      } else {
        sums.run(beta, 0, 1, skip, 2);
      }
      for (int s = 0; s < states; s++) {
        beta[s] = on[s] + x[p + label[s]];
        through[s] = a[at + t * width + s] + on[s] - all;
      }
      sums.exp(states, through);
      Arrays.fill(share, 0d);
      for (int s = 0; s < states; s++) {
        share[label[s]] += through[s];
      }
      for (int c = 0; c < classes; c++) {
        own[c] = x[p + c];
      }
      sums.exp(classes, own);
      int from = o + t * step;
      for (int c = 0; c < classes; c++) {
        out[from + c] = (float) (g * (own[c] - share[c]));
      }
    }
  }
}
