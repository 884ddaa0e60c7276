package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Scan;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/**
 * Running reductions and places of extremes along one dimension.
 *
 * <p>A running sum or product of floating-point numbers is carried in float64 from the first
 * element to the last, whatever the type, as PyTorch does; each element is rounded once.
 */
final class Scans {
  private Scans() {}

  // ---- the place of the extreme ----

  static void argReduce(boolean max, Strided x, int dim, Strided values, Strided indices) {
    if (values.numel() == 0) {
      return;
    }
    Lanes lanes = new Lanes(dim, x, values, indices);
    boolean floating = x.dtype().isFloatingPoint();
    lanes.forRanges(
        (from, to) -> {
          if (floating) {
            new FloatingExtreme(max, lanes).run(from, to);
          } else {
            new WholeExtreme(max, lanes).run(from, to);
          }
        });
  }

  /** One task's search, for floating-point numbers: the first NaN, else the first extreme. */
  private static final class FloatingExtreme {
    private final boolean max;
    private final Lanes lanes;
    private final float[] scratch;
    private final double[] v;
    private final double[] best = new double[Lanes.WIDTH];
    private final long[] place = new long[Lanes.WIDTH];

    FloatingExtreme(boolean max, Lanes lanes) {
      this.max = max;
      this.lanes = lanes;
      // For rows of ten, whole blocks would cost more than the search.
      int n = Math.min(Runs.BLOCK, Math.max(Lanes.WIDTH, lanes.length()));
      scratch = new float[n];
      v = new double[n];
    }

    void run(int from, int to) {
      if (lanes.areSideBySide()) {
        int n = to - from;
        lanes.loadAcross(0, from, 0, n, scratch, best);
        for (int k = 1; k < lanes.length(); k++) {
          lanes.loadAcross(0, from, k, n, scratch, v);
          for (int j = 0; j < n; j++) {
            if (isBetter(v[j], best[j])) {
              best[j] = v[j];
              place[j] = k;
            }
          }
        }
        lanes.storeAcross(1, from, 0, n, Kind.DOUBLE, best);
        lanes.storeAcross(2, from, 0, n, Kind.LONG, place);
        return;
      }
      for (int lane = from; lane < to; lane++) {
        lanes.loadLane(0, lane, 0, 1, scratch, best);
        place[0] = 0;
        for (int k = 0; k < lanes.length(); k += Runs.BLOCK) {
          int n = Math.min(Runs.BLOCK, lanes.length() - k);
          lanes.loadLane(0, lane, k, n, scratch, v);
          for (int j = 0; j < n; j++) {
            if (isBetter(v[j], best[0])) {
              best[0] = v[j];
              place[0] = k + j;
            }
          }
        }
        lanes.storeLane(1, lane, 0, 1, Kind.DOUBLE, best);
        lanes.storeLane(2, lane, 0, 1, Kind.LONG, place);
      }
    }

    private boolean isBetter(double x, double than) {
      return than == than && ((max ? x > than : x < than) || x != x);
    }
  }

  /** The same for integers. */
  private static final class WholeExtreme {
    private final boolean max;
    private final Lanes lanes;
    private final long[] v = new long[Runs.BLOCK];
    private final long[] best = new long[Lanes.WIDTH];
    private final long[] place = new long[Lanes.WIDTH];

    WholeExtreme(boolean max, Lanes lanes) {
      this.max = max;
      this.lanes = lanes;
    }

    void run(int from, int to) {
      if (lanes.areSideBySide()) {
        int n = to - from;
        lanes.loadAcross(0, from, 0, n, best);
        for (int k = 1; k < lanes.length(); k++) {
          lanes.loadAcross(0, from, k, n, v);
          for (int j = 0; j < n; j++) {
            if (max ? v[j] > best[j] : v[j] < best[j]) {
              best[j] = v[j];
              place[j] = k;
            }
          }
        }
        lanes.storeAcross(1, from, 0, n, Kind.LONG, best);
        lanes.storeAcross(2, from, 0, n, Kind.LONG, place);
        return;
      }
      for (int lane = from; lane < to; lane++) {
        lanes.loadLane(0, lane, 0, 1, best);
        place[0] = 0;
        for (int k = 0; k < lanes.length(); k += Runs.BLOCK) {
          int n = Math.min(Runs.BLOCK, lanes.length() - k);
          lanes.loadLane(0, lane, k, n, v);
          for (int j = 0; j < n; j++) {
            if (max ? v[j] > best[0] : v[j] < best[0]) {
              best[0] = v[j];
              place[0] = k + j;
            }
          }
        }
        lanes.storeLane(1, lane, 0, 1, Kind.LONG, best);
        lanes.storeLane(2, lane, 0, 1, Kind.LONG, place);
      }
    }
  }

  // ---- running reductions ----

  static void scan(Scan op, Strided x, int dim, Strided out, Strided indices) {
    if (out.numel() == 0) {
      return;
    }
    Lanes lanes = indices == null ? new Lanes(dim, x, out) : new Lanes(dim, x, out, indices);
    boolean floating = x.dtype().isFloatingPoint();
    lanes.forRanges(
        (from, to) -> {
          if (floating) {
            new FloatingScan(op, lanes, indices != null).run(from, to);
          } else {
            new WholeScan(op, lanes, indices != null).run(from, to);
          }
        });
  }

  /** One task's scan of floating-point numbers. */
  private static final class FloatingScan {
    private final Scan op;
    private final Lanes lanes;
    private final boolean places;
    private final float[] scratch = new float[Runs.BLOCK];
    private final double[] v = new double[Runs.BLOCK];
    private final double[] carry = new double[Lanes.WIDTH];
    private final long[] place = new long[Runs.BLOCK];

    FloatingScan(Scan op, Lanes lanes, boolean places) {
      this.op = op;
      this.lanes = lanes;
      this.places = places;
    }

    void run(int from, int to) {
      if (lanes.areSideBySide()) {
        int n = to - from;
        Arrays.fill(place, 0, n, 0);
        for (int k = 0; k < lanes.length(); k++) {
          lanes.loadAcross(0, from, k, n, scratch, v);
          if (k == 0) {
            System.arraycopy(v, 0, carry, 0, n);
          } else {
            for (int j = 0; j < n; j++) {
              double next = next(carry[j], v[j]);
              place[j] = isPlace(carry[j], v[j]) ? k : place[j];
              carry[j] = next;
            }
          }
          lanes.storeAcross(1, from, k, n, Kind.DOUBLE, carry);
          if (places) {
            lanes.storeAcross(2, from, k, n, Kind.LONG, place);
          }
        }
        return;
      }
      for (int lane = from; lane < to; lane++) {
        double c = 0;
        long at = 0;
        for (int k = 0; k < lanes.length(); k += Runs.BLOCK) {
          int n = Math.min(Runs.BLOCK, lanes.length() - k);
          lanes.loadLane(0, lane, k, n, scratch, v);
          for (int j = 0; j < n; j++) {
            if (k + j == 0) {
              c = v[0];
            } else {
              at = isPlace(c, v[j]) ? k + j : at;
              c = next(c, v[j]);
            }
            v[j] = c;
            place[j] = at;
          }
          lanes.storeLane(1, lane, k, n, Kind.DOUBLE, v);
          if (places) {
            lanes.storeLane(2, lane, k, n, Kind.LONG, place);
          }
        }
      }
    }

    private double next(double carried, double x) {
      return switch (op) {
        case SUM -> carried + x;
        case PROD -> carried * x;
        case MAX, MIN -> isPlace(carried, x) ? x : carried;
        case LOG_SUM_EXP -> logSumExp(carried, x);
      };
    }

    /** Whether x takes the place of the extreme so far: the last of equal ones does. */
    private boolean isPlace(double carried, double x) {
      return switch (op) {
        case MAX -> x != x || (carried == carried && x >= carried);
        case MIN -> x != x || (carried == carried && x <= carried);
        default -> false;
      };
    }

    private static double logSumExp(double a, double b) {
      double high = Math.max(a, b);
      double low = Math.min(a, b);
      return high == low && Double.isInfinite(high)
          ? high
          : high + StrictMath.log1p(StrictMath.exp(low - high));
    }
  }

  /** One task's scan of integers. */
  private static final class WholeScan {
    private final Scan op;
    private final Lanes lanes;
    private final boolean places;
    private final long[] v = new long[Runs.BLOCK];
    private final long[] carry = new long[Lanes.WIDTH];
    private final long[] place = new long[Runs.BLOCK];

    WholeScan(Scan op, Lanes lanes, boolean places) {
      this.op = op;
      this.lanes = lanes;
      this.places = places;
      if (op == Scan.LOG_SUM_EXP) {
        throw new UnsupportedOperationException("LOG_SUM_EXP has no meaning on integers");
      }
    }

    void run(int from, int to) {
      if (lanes.areSideBySide()) {
        int n = to - from;
        Arrays.fill(place, 0, n, 0);
        for (int k = 0; k < lanes.length(); k++) {
          lanes.loadAcross(0, from, k, n, v);
          if (k == 0) {
            System.arraycopy(v, 0, carry, 0, n);
          } else {
            for (int j = 0; j < n; j++) {
              place[j] = isPlace(carry[j], v[j]) ? k : place[j];
              carry[j] = next(carry[j], v[j]);
            }
          }
          lanes.storeAcross(1, from, k, n, Kind.LONG, carry);
          if (places) {
            lanes.storeAcross(2, from, k, n, Kind.LONG, place);
          }
        }
        return;
      }
      for (int lane = from; lane < to; lane++) {
        long c = 0;
        long at = 0;
        for (int k = 0; k < lanes.length(); k += Runs.BLOCK) {
          int n = Math.min(Runs.BLOCK, lanes.length() - k);
          lanes.loadLane(0, lane, k, n, v);
          for (int j = 0; j < n; j++) {
            if (k + j == 0) {
              c = v[0];
            } else {
              at = isPlace(c, v[j]) ? k + j : at;
              c = next(c, v[j]);
            }
            v[j] = c;
            place[j] = at;
          }
          lanes.storeLane(1, lane, k, n, Kind.LONG, v);
          if (places) {
            lanes.storeLane(2, lane, k, n, Kind.LONG, place);
          }
        }
      }
    }

    private long next(long carried, long x) {
      return switch (op) {
        case SUM -> carried + x;
        case PROD -> carried * x;
        default -> isPlace(carried, x) ? x : carried;
      };
    }

    private boolean isPlace(long carried, long x) {
      return op == Scan.MAX ? x >= carried : op == Scan.MIN && x <= carried;
    }
  }
}
