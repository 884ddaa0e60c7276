package jackhammer.internal.kernel.cpu;

// Twins: Double

import jackhammer.internal.kernel.CtcArgs;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.parallel.Workers;
import java.util.Arrays;

/**
 * The connectionist temporal classification loss on float32, computed in float64: sums over all
 * ways to spread a target over the steps, by their logarithms, state by state. Each entry of the
 * batch is one task.
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
  private final int steps;

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
          boolean keeps = alpha != null;
          double[] a = keeps ? alpha.storage().doubles() : new double[2 * entry.label.length];
          int at = keeps ? alpha.offset() + n * alpha.size(1) * alpha.size(2) : 0;
          y[loss.offset() + n] =
              (float) entry.loss(a, at, keeps ? alpha.size(2) : entry.label.length, keeps);
        });
  }

  private double loss(double[] a, int at, int width, boolean keeps) {
    int states = label.length;
    if (steps == 0) {
      return states == 1 ? 0d : -NEVER;
    }
    Arrays.fill(a, at, at + states, NEVER);
    a[at] = x[offset + label[0]];
    if (states > 1) {
      a[at + 1] = x[offset + label[1]];
    }
    int row = at;
    for (int t = 1; t < steps; t++) {
      int before = row;
      row = keeps ? row + width : at + t % 2 * width;
      int p = offset + t * step;
      for (int s = 0; s < states; s++) {
        double stay = a[before + s];
        double move = s > 0 ? a[before + s - 1] : NEVER;
        double skip = s > 1 && label[s] != label[s - 2] ? a[before + s - 2] : NEVER;
        a[row + s] = logSum(stay, move, skip) + x[p + label[s]];
      }
    }
    return -logSum(a[row + states - 1], states > 1 ? a[row + states - 2] : NEVER, NEVER);
  }

  /** log(exp(a) + exp(b) + exp(c)). */
  private static double logSum(double a, double b, double c) {
    double m = Math.max(Math.max(a, b), c);
    if (m == NEVER) {
      return NEVER;
    }
    return DoubleMath.log(expOf(a - m) + expOf(b - m) + expOf(c - m)) + m;
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
    double[] next = new double[states + 2];
    double[] share = new double[classes];
    Arrays.fill(beta, NEVER);
    Arrays.fill(next, NEVER);
    int last = at + (steps - 1) * width;
    double all = logSum(a[last + states - 1], states > 1 ? a[last + states - 2] : NEVER, NEVER);
    for (int t = steps - 1; t >= 0; t--) {
      int p = offset + t * step;
      Arrays.fill(share, 0d);
      for (int s = 0; s < states; s++) {
        // The ways on from here, without this step: alpha has it.
        double on;
        if (t == steps - 1) {
          on = s >= states - 2 ? 0d : NEVER;
        } else {
          boolean skips = s < states - 2 && label[s] != label[s + 2];
          on = logSum(beta[s], beta[s + 1], skips ? beta[s + 2] : NEVER);
        }
        next[s] = on + x[p + label[s]];
        share[label[s]] += expOf(a[at + t * width + s] + on - all);
      }
      double[] swap = beta;
      beta = next;
      next = swap;
      int from = o + t * step;
      for (int c = 0; c < classes; c++) {
        out[from + c] = (float) (g * (DoubleMath.exp(x[p + c]) - share[c]));
      }
    }
  }
}
