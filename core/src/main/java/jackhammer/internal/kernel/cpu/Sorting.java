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

  /** So many of a lane are picked out one by one; for more the whole lane is sorted. */
  private static final int FEW = 64;

  private Sorting() {}

  static void sort(Strided x, int dim, boolean descending, Strided values, Strided indices) {
    if (values.numel() == 0) {
      return;
    }
    Lanes lanes = new Lanes(dim, x, values, indices);
    Kind kind = Kind.of(x.dtype());
    int n = lanes.length();
    Tasks.forRange(
        x.numel() / n,
        Tasks.unitsPerTask(n, Tasks.HEAVY),
        (from, to) -> {
          Lane lane = new Lane(lanes, kind, n, values.size(dim), descending);
          for (int i = from; i < to; i++) {
            lane.sort(i);
          }
        });
  }

  /** One task's scratch. */
  private static final class Lane {
    private final Lanes lanes;
    private final Kind kind;
    private final int wanted;
    private final boolean descending;
    private final double[] numbers;
    private final float[] scratch;
    private final long[] whole;
    private final long[] keys;
    private final double[] sorted;
    private final long[] sortedWhole;
    private final long[] places;

    Lane(Lanes lanes, Kind kind, int n, int wanted, boolean descending) {
      this.lanes = lanes;
      this.kind = kind;
      this.wanted = wanted;
      this.descending = descending;
      boolean isWhole = kind == Kind.LONG;
      numbers = new double[isWhole ? 0 : n];
      scratch = new float[kind == Kind.FLOAT ? n : 0];
      whole = new long[isWhole ? n : 0];
      keys = new long[n];
      sorted = new double[isWhole ? 0 : wanted];
      sortedWhole = new long[isWhole ? wanted : 0];
      places = new long[wanted];
    }

    void sort(int lane) {
      int n = keys.length;
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
      int[] order =
          narrow ? byUpperHalf(keys, null, wanted) : byUpperHalf(highs(keys), byLow(keys), wanted);
      for (int i = 0; i < wanted; i++) {
        places[i] = order[i];
        if (kind == Kind.LONG) {
          sortedWhole[i] = whole[order[i]];
        } else {
          sorted[i] = numbers[order[i]];
        }
      }
      boolean isWhole = kind == Kind.LONG;
      lanes.storeLane(
          1, lane, 0, wanted, isWhole ? Kind.LONG : Kind.DOUBLE, isWhole ? sortedWhole : sorted);
      lanes.storeLane(2, lane, 0, wanted, Kind.LONG, places);
    }
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
    return byUpperHalf(low, null, low.length);
  }

  /**
   * The first places in the order of keys of 32 bits.
   *
   * @param before the order that equal keys keep; null for that of their places
   */
  private static int[] byUpperHalf(long[] keys, int[] before, int wanted) {
    int n = keys.length;
    long[] packed = new long[n];
    for (int i = 0; i < n; i++) {
      packed[i] = keys[before == null ? i : before[i]] << 32 | i;
    }
    if (wanted <= FEW && wanted < n / 4) {
      smallest(packed, wanted);
    } else {
      Arrays.sort(packed);
    }
    int[] order = new int[wanted];
    for (int i = 0; i < wanted; i++) {
      int at = (int) (packed[i] & LOW);
      order[i] = before == null ? at : before[at];
    }
    return order;
  }

  /**
   * Brings the smallest {@code k} to the front, in order: each goes to its place among the best.
   */
  private static void smallest(long[] v, int k) {
    Arrays.sort(v, 0, k);
    long last = v[k - 1];
    for (int i = k; i < v.length; i++) {
      long x = v[i];
      if (x < last) {
        int at = k - 1;
        while (at > 0 && v[at - 1] > x) {
          v[at] = v[at - 1];
          at--;
        }
        v[at] = x;
        last = v[k - 1];
      }
    }
  }
}
