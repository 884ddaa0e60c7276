package jackhammer.internal.random;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;

/**
 * {@code multinomial}: indices drawn in proportion to weights.
 *
 * <p>PyTorch has two ways. One sample, or samples without replacement: each weight is divided by an
 * exponential number (one 64-bit draw for every weight) and the largest quotients win, in falling
 * order. Several samples with replacement: one 64-bit draw for every sample, looked up in the
 * running sum of the weights.
 */
public final class Multinomial {
  private Multinomial() {}

  /**
   * Draws {@code samples} indices for each row.
   *
   * @param weights [categories] or [rows, categories], floating type, finite and not negative, each
   *     row with a positive sum (the caller has checked); need not sum to 1
   * @param out INT64, contiguous, [samples] or [rows, samples]
   * @throws IllegalArgumentException without replacement, if a row has fewer positive weights than
   *     samples
   */
  public static void fill(RandomStream g, Strided weights, boolean replacement, Strided out) {
    int categories = weights.size(weights.dim() - 1);
    int samples = out.size(out.dim() - 1);
    int rows = out.numel() == 0 ? 0 : out.numel() / samples;
    if (rows == 0) {
      return;
    }
    synchronized (g) {
      if (replacement && samples > 1) {
        for (int r = 0; r < rows; r++) {
          withReplacement(
              g, row(weights, r), out.storage().longs(), out.offset() + r * samples, samples);
        }
      } else {
        Strided race = race(g, weights);
        for (int r = 0; r < rows; r++) {
          largest(
              row(race, r),
              r,
              categories,
              out.storage().longs(),
              out.offset() + r * samples,
              samples);
        }
      }
    }
  }

  private static Strided row(Strided x, int r) {
    return x.dim() == 1 ? x : x.select(0, r);
  }

  /** The running sum is kept in the type of the weights, float32 for the 16-bit types. */
  private static void withReplacement(RandomStream g, Strided w, long[] out, int at, int samples) {
    int n = w.numel();
    boolean wide = w.dtype() == DType.FLOAT64;
    double[] cumulative = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Elements.getDouble(w.storage(), w.position(i));
      sum = wide ? sum : (float) sum;
      cumulative[i] = sum;
    }
    for (int i = 0; i < n; i++) {
      double share = cumulative[i] / sum;
      cumulative[i] = wide ? share : (float) share;
    }
    cumulative[n - 1] = 1;
    for (int j = 0; j < samples; j++) {
      double u = g.uniform();
      int low = 0;
      for (int high = n; low < high; ) {
        int mid = low + (high - low) / 2;
        if (cumulative[mid] < u) {
          low = mid + 1;
        } else {
          high = mid;
        }
      }
      out[at + j] = low;
    }
  }

  /**
   * weight / exponential, each step rounded to the type of the weights; draws walk the memory of
   * the weights.
   */
  private static Strided race(RandomStream g, Strided weights) {
    int[] order = Order.byStride(weights);
    Strided w = Order.permute(weights, order);
    Strided quotients = Strided.empty(weights.dtype(), w.sizes().clone());
    Continuous.exponential(g, quotients, 1);
    for (int i = 0; i < w.numel(); i++) {
      double weight = Elements.getDouble(w.storage(), w.position(i));
      double time = Elements.getDouble(quotients.storage(), i);
      Elements.set(quotients.storage(), i, weight / time);
    }
    int[] back = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      back[order[d]] = d;
    }
    return Order.permute(quotients, back);
  }

  /** The indices of the largest values, falling; equal values in order of their index. */
  private static void largest(Strided q, int row, int n, long[] out, int at, int samples) {
    double[] value = new double[n];
    int[] heap = new int[n];
    for (int i = 0; i < n; i++) {
      value[i] = Elements.getDouble(q.storage(), q.position(i));
      heap[i] = i;
    }
    for (int i = n / 2 - 1; i >= 0; i--) {
      sink(heap, value, i, n);
    }
    for (int j = 0; j < samples; j++) {
      int best = heap[0];
      if (value[best] == 0) {
        throw new IllegalArgumentException(
            ("multinomial: expected at least num_samples = %d positive weights in every row, because nothing is drawn twice"
                    + " without replacement, but row %d has only %d; draw fewer or pass replacement = true")
                .formatted(samples, row, j));
      }
      out[at + j] = best;
      heap[0] = heap[n - 1 - j];
      sink(heap, value, 0, n - 1 - j);
    }
  }

  private static void sink(int[] heap, double[] value, int i, int n) {
    int moving = heap[i];
    while (2 * i + 1 < n) {
      int child = 2 * i + 1;
      if (child + 1 < n && before(value, heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(value, heap[child], moving)) {
        break;
      }
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = moving;
  }

  private static boolean before(double[] value, int a, int b) {
    return value[a] > value[b] || value[a] == value[b] && a < b;
  }
}
