package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/**
 * Stable sorts along one dimension.
 *
 * <p>Every number becomes a whole number of the same order (a NaN the largest of all, both zeros
 * the same) in the upper half of a long, its place the lower half: all are different, so that the
 * order of equal numbers is kept by any sort, also by the fast one of the JDK. Keys of 64 bits are
 * sorted twice, by their lower and then by their upper half.
 */
final class Sorting {
  private static final long LOW = 0xffff_ffffL;

  private Sorting() {}

  static void sort(Strided x, int dim, boolean descending, Strided values, Strided indices) {
    if (x.numel() == 0) {
      return;
    }
    Lanes lanes = new Lanes(dim, x, values, indices);
    Kind kind = Kind.of(x.dtype());
    int count = x.numel() / lanes.length();
    int n = lanes.length();
    Tasks.forRange(
        count,
        Tasks.unitsPerTask(n, Tasks.HEAVY),
        (from, to) -> {
          double[] numbers = new double[kind == Kind.LONG ? 0 : n];
          long[] whole = new long[n];
          float[] scratch = new float[kind == Kind.FLOAT ? n : 0];
          long[] keys = new long[n];
          for (int lane = from; lane < to; lane++) {
            boolean narrow;
            if (kind == Kind.LONG) {
              lanes.loadLane(0, lane, 0, n, whole);
              narrow = fitInt(whole);
              System.arraycopy(whole, 0, keys, 0, n);
            } else {
              lanes.loadLane(0, lane, 0, n, scratch, numbers);
              narrow = kind == Kind.FLOAT;
              keys(numbers, narrow, keys);
            }
            if (descending) {
              for (int i = 0; i < n; i++) {
                keys[i] = ~keys[i];
              }
            }
            int[] order = narrow ? byUpperHalf(keys, null) : byUpperHalf(highs(keys), byLow(keys));
            double[] sorted = new double[kind == Kind.LONG ? 0 : n];
            long[] places = new long[n];
            for (int i = 0; i < n; i++) {
              places[i] = order[i];
              if (kind == Kind.LONG) {
                keys[i] = whole[order[i]];
              } else {
                sorted[i] = numbers[order[i]];
              }
            }
            boolean isWhole = kind == Kind.LONG;
            lanes.storeLane(
                1, lane, 0, n, isWhole ? Kind.LONG : Kind.DOUBLE, isWhole ? keys : sorted);
            lanes.storeLane(2, lane, 0, n, Kind.LONG, places);
          }
        });
  }

  private static boolean fitInt(long[] v) {
    for (long k : v) {
      if (k != (int) k) {
        return false;
      }
    }
    return true;
  }

  /** Whole numbers in the order of the floating-point numbers: of 32 bits or of 64. */
  private static void keys(double[] v, boolean narrow, long[] keys) {
    for (int i = 0; i < v.length; i++) {
      if (narrow) {
        int bits = Float.floatToIntBits((float) v[i] + 0f); // -0 becomes +0
        keys[i] = bits ^ ((bits >> 31) & 0x7fff_ffff);
      } else {
        long bits = Double.doubleToLongBits(v[i] + 0.0);
        keys[i] = bits ^ ((bits >> 63) & Long.MAX_VALUE);
      }
    }
  }

  private static long[] highs(long[] keys) {
    long[] high = new long[keys.length];
    for (int i = 0; i < high.length; i++) {
      high[i] = keys[i] >> 32;
    }
    return high;
  }

  /** The places in the order of the lower halves, which count as unsigned. */
  private static int[] byLow(long[] keys) {
    long[] low = new long[keys.length];
    for (int i = 0; i < low.length; i++) {
      low[i] = (keys[i] & LOW) + Integer.MIN_VALUE;
    }
    return byUpperHalf(low, null);
  }

  /**
   * The places in the order of keys of 32 bits.
   *
   * @param before the order that equal keys keep; null for that of their places
   */
  private static int[] byUpperHalf(long[] keys, int[] before) {
    int n = keys.length;
    long[] packed = new long[n];
    for (int i = 0; i < n; i++) {
      packed[i] = keys[before == null ? i : before[i]] << 32 | i;
    }
    Arrays.sort(packed);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int at = (int) (packed[i] & LOW);
      order[i] = before == null ? at : before[at];
    }
    return order;
  }
}
