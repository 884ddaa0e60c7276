package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.PoolArgs;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/**
 * Average and maximum over sliding windows on float32, all windows of a band of rows at once, tap
 * by tap; results as {@link FloatAveragePools} and {@link FloatMaxPools}. Cells of the padding add
 * zeros to sums that are never -0, and are never larger than a maximum.
 */
final class SlidingPools {
  private static final PoolKernel LOOPS = Simd.load(PoolKernel.class, "PoolKernel", "PoolVector");

  private final PoolShape s;
  private final PoolTaps taps;
  private final PoolShape.Windows windows;

  private SlidingPools(PoolShape s, PoolArgs args) {
    this.s = s;
    this.taps = new PoolTaps(s, args, LOOPS);
    this.windows = s.windows(0);
  }

  static void average(
      PoolShape s, PoolArgs args, Strided x, boolean countIncludePad, int divisor, Strided y) {
    SlidingPools pool = new SlidingPools(s, args);
    float[] divisors = new float[s.outPlane];
    for (int i = 0, o = 0; i < s.out[D]; i++) {
      for (int j = 0; j < s.out[H]; j++) {
        for (int k = 0; k < s.out[W]; k++, o++) {
          divisors[o] = FloatAveragePools.divisor(pool.windows, i, j, k, countIncludePad, divisor);
        }
      }
    }
    pool.run(x, 0f, () -> pool.new Averages(divisors, y));
  }

  /**
   * @param indices where the places of the maxima go, or null
   */
  static void maximum(PoolShape s, PoolArgs args, Strided x, Strided y, Strided indices) {
    SlidingPools pool = new SlidingPools(s, args);
    int[] firsts = pool.firsts();
    pool.run(x, Float.NEGATIVE_INFINITY, () -> pool.new Maxima(firsts, y, indices));
  }

  /** What is made of the taps of a band. */
  private interface Result {
    /** Of the windows of {@code count} rows from row j of depth i on. */
    void begin(int i, int j, int count);

    void tap(float[] cells, int at, int d, int h, int w, int n);

    /**
     * @param o number of the first window among all
     */
    void end(int i, int j, int count, int o);
  }

  private interface Maker {
    Result make();
  }

  private void run(Strided x, float outside, Maker maker) {
    float[] in = x.storage().floats();
    PoolShape.eachTask(
        s.planes,
        s.inPlane,
        (first, end) -> {
          PoolTaps.Band band = taps.new Band(outside);
          Result result = maker.make();
          for (int plane = first; plane < end; plane++) {
            plane(in, x.offset() + plane * s.inPlane, plane * s.outPlane, band, result);
          }
        });
  }

  private void plane(float[] in, int x0, int o, PoolTaps.Band band, Result result) {
    for (int i = 0; i < s.out[D]; i++) {
      int start = i * taps.stride[D] - taps.pad[D];
      for (int j = 0; j < s.out[H]; j += taps.rows) {
        int count = Math.min(s.out[H] - j, taps.rows);
        int n = taps.length(count);
        result.begin(i, j, count);
        for (int d = 0; d < taps.kernel[D]; d++) {
          int slice = start + d * taps.dilation[D];
          if (slice < 0 || slice >= s.in[D]) {
            continue;
          }
          band.load(in, x0 + slice * s.in[H] * s.in[W], j, count);
          for (int h = 0; h < taps.kernel[H]; h++) {
            for (int w = 0; w < taps.kernel[W]; w++) {
              result.tap(band.cells, taps.at(h, w), d, h, w, n);
            }
          }
        }
        result.end(i, j, count, o + (i * s.out[H] + j) * s.out[W]);
      }
    }
  }

  private final class Averages implements Result {
    private final float[] sums = new float[taps.room()];
    private final float[] divisors;
    private final float[] out;
    private final int y0;

    Averages(float[] divisors, Strided y) {
      this.divisors = divisors;
      this.out = y.storage().floats();
      this.y0 = y.offset();
    }

    @Override
    public void begin(int i, int j, int count) {
      Arrays.fill(sums, 0f);
    }

    @Override
    public void tap(float[] cells, int at, int d, int h, int w, int n) {
      LOOPS.add(cells, at, sums, n);
    }

    @Override
    public void end(int i, int j, int count, int o) {
      for (int r = 0; r < count; r++) {
        int by = (i * s.out[H] + j + r) * s.out[W];
        divide(sums, r * taps.pitch, divisors, by, out, y0 + o + r * s.out[W], s.out[W]);
      }
    }

    private static void divide(float[] a, int ai, float[] b, int bi, float[] out, int oi, int n) {
      for (int k = 0; k < n; k++) {
        out[oi + k] = a[ai + k] / b[bi + k];
      }
    }
  }

  /**
   * How far the first cell of each window, in its slice, lies behind where it would be without
   * padding; rows at the distance of the taps.
   */
  private int[] firsts() {
    int[] firsts = new int[(s.out[H] - 1) * taps.pitch + s.out[W]];
    for (int j = 0; j < s.out[H]; j++) {
      int down = windows.from()[H][j] - (j * taps.stride[H] - taps.pad[H]);
      for (int k = 0; k < s.out[W]; k++) {
        int right = windows.from()[W][k] - (k * taps.stride[W] - taps.pad[W]);
        firsts[j * taps.pitch + k] = down * s.in[W] + right;
      }
    }
    return firsts;
  }

  private final class Maxima implements Result {
    private final float[] best = new float[taps.room()];
    private final int[] which = new int[taps.room()];
    private final int[] firsts;
    private final float[] out;
    private final int y0;
    private final long[] at;
    private final int at0;

    Maxima(int[] firsts, Strided y, Strided indices) {
      this.firsts = firsts;
      this.out = y.storage().floats();
      this.y0 = y.offset();
      this.at = indices == null ? null : indices.storage().longs();
      this.at0 = indices == null ? 0 : indices.offset();
    }

    /** Where nothing is larger than the lowest value, the first cell is the largest. */
    @Override
    public void begin(int i, int j, int count) {
      Arrays.fill(best, Float.NEGATIVE_INFINITY);
      int deep = windows.from()[D][i] - (i * taps.stride[D] - taps.pad[D]);
      int add = deep * s.in[H] * s.in[W];
      int from = j * taps.pitch;
      int n = taps.length(count);
      for (int k = 0; k < n; k++) {
        which[k] = firsts[from + k] + add;
      }
    }

    @Override
    public void tap(float[] cells, int from, int d, int h, int w, int n) {
      int row = d * taps.dilation[D] * s.in[H] + h * taps.dilation[H];
      LOOPS.choose(cells, from, best, which, row * s.in[W] + w * taps.dilation[W], n);
    }

    @Override
    public void end(int i, int j, int count, int o) {
      int slice = i * taps.stride[D] - taps.pad[D];
      for (int r = 0; r < count; r++) {
        int from = r * taps.pitch;
        int to = o + r * s.out[W];
        System.arraycopy(best, from, out, y0 + to, s.out[W]);
        if (at != null) {
          int line = (j + r) * taps.stride[H] - taps.pad[H];
          int first = (slice * s.in[H] + line) * s.in[W] - taps.pad[W];
          places(which, from, first, taps.stride[W], at, at0 + to, s.out[W]);
        }
      }
    }

    private static void places(
        int[] which, int from, int first, int step, long[] at, int to, int n) {
      for (int k = 0; k < n; k++) {
        at[to + k] = first + k * step + which[from + k];
      }
    }
  }
}
