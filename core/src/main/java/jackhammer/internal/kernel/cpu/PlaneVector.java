package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link PlanePlain} with vectors; each loop begins as the plain one, see {@link WarmUp}. */
final class PlaneVector extends PlanePlain {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % L);
  private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(S, i -> (2 * i + 1) % L);
  private static final VectorMask<Float> UPPER = S.indexInRange(0, L / 2).not();

  /** Each element of the lower or upper half twice. */
  private static final VectorShuffle<Float> LOW_TWICE = VectorShuffle.fromOp(S, i -> i / 2);

  private static final VectorShuffle<Float> HIGH_TWICE =
      VectorShuffle.fromOp(S, i -> L / 2 + i / 2);
  private static final VectorMask<Float> SECOND =
      VectorMask.fromLong(S, 0xAAAA_AAAA_AAAA_AAAAL & -1L >>> (64 - L));

  /** Rounds of a loop in a trial. */
  private static final int TRIAL = 10;

  private final WarmedLoops loops = new WarmedLoops();
  private final Warmed slide;
  private final Warmed threes;
  private final Warmed spread;
  private final Warmed split;
  private final Warmed merge;
  private final Warmed few;
  private final Warmed many;
  private final Warmed beside;

  /** Next to never written: see {@link #fetch}. */
  private int fetched;

  PlaneVector() {
    super(L);
    float[] x = new float[4 * TRIAL * L];
    float[] y = new float[4 * TRIAL * L];
    int[] zeros = new int[TRIAL];
    slide =
        loops.add(2 * RUNS * TRIAL, () -> vectorSlide(TRIAL, x, 0, x, 0, L, zeros, y, 0, L, 1f));
    threes =
        loops.add(
            2 * 10 * 60,
            () -> {
              // At both ends of an array and inside it, in both directions.
              for (int i = 0; i < 4; i++) {
                int d = i % 2 == 0 ? 1 : -1;
                PlaneThrees.column(x, 0, 7, L, 3 - 4 * d, -d, d, x, 0, y, L, 0, 7, L - i, 1f);
              }
              PlaneThrees.column(x, x.length - 8 * L, 8, L, 2, L - 2, 1, x, 0, y, L, 0, 5, 3, 1f);
            });
    spread =
        loops.add(
            2 * 4 * TRIAL,
            () -> {
              vectorSpread(x, 0, L, L / 2, TRIAL, y, 0, L);
              vectorSpread(x, 0, 3 * L, 2 * L + 1, TRIAL / 2, y, 0, 3 * L);
            });
    split = loops.add(2 * 8 * TRIAL, () -> vectorSplit(x, 0, y, 0, TRIAL * L, TRIAL * L));
    merge =
        loops.add(
            2 * 8 * TRIAL,
            () -> {
              vectorMerge(x, 0, L, y, 0, TRIAL * L);
              vectorMerge(x, 0, L, y, 0, TRIAL * L + 3);
            });
    few =
        loops.add(2 * FEW_TAPS * TRIAL, () -> fewTaps(TRIAL, x, 0, x, 0, zeros, 0, zeros, 0, y, 0));
    many =
        loops.add(
            2 * MANY_TAPS * TRIAL, () -> manyTaps(TRIAL, x, 0, x, 0, zeros, 0, zeros, 0, y, 0));
    int[] cells = new int[MANY_TAPS * TRIAL];
    beside = loops.add(2 * MANY_TAPS * TRIAL, () -> vectorBeside(TRIAL, x, x, cells, y));
  }

  @Override
  void doNotWarmUp() {
    loops.skip();
  }

  @Override
  void slide(
      int k,
      float[] w,
      int wo,
      float[] s,
      int so,
      int step,
      int[] at,
      float[] d,
      int to,
      int ld,
      float bias) {
    if (slide.ready((long) RUNS * k * L)) {
      vectorSlide(k, w, wo, s, so, step, at, d, to, ld, bias);
    } else {
      super.slide(k, w, wo, s, so, step, at, d, to, ld, bias);
    }
  }

  private static void vectorSlide(
      int k,
      float[] w,
      int wo,
      float[] s,
      int so,
      int step,
      int[] at,
      float[] d,
      int to,
      int ld,
      float bias) {
    FloatVector x = FloatVector.zero(S);
    FloatVector a0 = x;
    FloatVector a1 = x;
    FloatVector a2 = x;
    FloatVector a3 = x;
    FloatVector a4 = x;
    FloatVector a5 = x;
    FloatVector a6 = x;
    FloatVector a7 = x;
    for (int t = 0; t < k; t++) {
      int o = so + at[t];
      x = FloatVector.broadcast(S, w[wo + t]);
      a0 = x.fma(FloatVector.fromArray(S, s, o), a0);
      a1 = x.fma(FloatVector.fromArray(S, s, o + step), a1);
      a2 = x.fma(FloatVector.fromArray(S, s, o + 2 * step), a2);
      a3 = x.fma(FloatVector.fromArray(S, s, o + 3 * step), a3);
      a4 = x.fma(FloatVector.fromArray(S, s, o + 4 * step), a4);
      a5 = x.fma(FloatVector.fromArray(S, s, o + 5 * step), a5);
      a6 = x.fma(FloatVector.fromArray(S, s, o + 6 * step), a6);
      a7 = x.fma(FloatVector.fromArray(S, s, o + 7 * step), a7);
    }
    // In this order: what a run writes too far belongs to those after it.
    x = FloatVector.broadcast(S, bias);
    x.add(a0).intoArray(d, to);
    x.add(a1).intoArray(d, to + ld);
    x.add(a2).intoArray(d, to + 2 * ld);
    x.add(a3).intoArray(d, to + 3 * ld);
    x.add(a4).intoArray(d, to + 4 * ld);
    x.add(a5).intoArray(d, to + 5 * ld);
    x.add(a6).intoArray(d, to + 6 * ld);
    x.add(a7).intoArray(d, to + 7 * ld);
  }

  @Override
  boolean threes(
      float[] x,
      int xo,
      int height,
      int width,
      int row,
      int column,
      int dir,
      float[] w,
      int wo,
      float[] y,
      int yo,
      int yStep,
      int rows,
      int columns,
      float bias) {
    if (Simd.registers() < 32 || !threes.ready(9L * rows * columns)) {
      return false;
    }
    int top = Math.max(dir > 0 ? row : row - rows - 1, 0);
    int bottom = Math.min(dir > 0 ? row + rows + 2 : row + 1, height);
    fetch(x, xo + top * width, xo + bottom * width);
    int begin = yStep > 0 ? yo : yo + (rows - 1) * yStep;
    fetch(y, begin, begin + rows * Math.abs(yStep));
    for (int j = 0; j < columns; j += L) {
      int at = columns < L ? j : Math.min(j, columns - L);
      PlaneThrees.column(
          x,
          xo,
          height,
          width,
          row,
          column + at,
          dir,
          w,
          wo,
          y,
          yo + at,
          yStep,
          rows,
          Math.min(columns - at, L),
          bias);
    }
    return true;
  }

  @Override
  void fetch(float[] a, int from, int to) {
    int bits = 0;
    for (int i = from; i < to; i += L) {
      bits |= Float.floatToRawIntBits(a[i]);
    }
    if (bits == 1) { // otherwise the compiler would leave it out
      fetched = bits;
    }
  }

  @Override
  void spread(float[] s, int so, int ld, int width, int rows, float[] d, int to, int pitch) {
    int quick = 0;
    if (pitch - width <= L && spread.ready((long) rows * Math.max(pitch, L))) {
      // The last rows may not be read beyond the array.
      int room = s.length - so - Math.max(width, L);
      quick = room < 0 ? 0 : Math.min(rows, room / ld + 1);
      vectorSpread(s, so, ld, width, quick, d, to, pitch);
    }
    super.spread(s, so + quick * ld, ld, width, rows - quick, d, to + quick * pitch, pitch);
  }

  private static void vectorSpread(
      float[] s, int so, int ld, int width, int rows, float[] d, int to, int pitch) {
    FloatVector zero = FloatVector.zero(S);
    int last = Math.max(width - L, 0);
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < last; j += L) {
        FloatVector.fromArray(S, s, so + j).intoArray(d, to + j);
      }
      FloatVector.fromArray(S, s, so + last).intoArray(d, to + last);
      zero.intoArray(d, to + width);
      so += ld;
      to += pitch;
    }
  }

  @Override
  void split(float[] s, int so, float[] d, int even, int odd, int n) {
    if (split.ready(2L * n)) {
      vectorSplit(s, so, d, even, odd, n);
    } else {
      super.split(s, so, d, even, odd, n);
    }
  }

  private static void vectorSplit(float[] s, int so, float[] d, int even, int odd, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector v = FloatVector.fromArray(S, s, so + 2 * i);
      FloatVector w = FloatVector.fromArray(S, s, so + 2 * i + L);
      v.rearrange(EVEN).blend(w.rearrange(EVEN), UPPER).intoArray(d, even + i);
      v.rearrange(ODD).blend(w.rearrange(ODD), UPPER).intoArray(d, odd + i);
    }
  }

  @Override
  void merge(float[] s, int even, int odd, float[] d, int to, int n) {
    int done = 0;
    if (n >= 2 * L && merge.ready(n)) {
      done = n / (2 * L) * (2 * L);
      vectorMerge(s, even, odd, d, to, done);
    }
    super.merge(s, even + done / 2, odd + done / 2, d, to + done, n - done);
  }

  private static void vectorMerge(float[] s, int even, int odd, float[] d, int to, int n) {
    for (int i = 0; i + 2 * L <= n; i += 2 * L) {
      FloatVector v = FloatVector.fromArray(S, s, even + i / 2);
      FloatVector w = FloatVector.fromArray(S, s, odd + i / 2);
      v.rearrange(LOW_TWICE).blend(w.rearrange(LOW_TWICE), SECOND).intoArray(d, to + i);
      v.rearrange(HIGH_TWICE).blend(w.rearrange(HIGH_TWICE), SECOND).intoArray(d, to + i + L);
    }
  }

  @Override
  void correlate(
      int taps,
      int n,
      float[] g,
      int go,
      float[] x,
      int xo,
      int[] at,
      int p0,
      int[] tap,
      int t0,
      float[] sum,
      int so) {
    if (taps == FEW_TAPS && few.ready((long) n * taps * L)) {
      fewTaps(n, g, go, x, xo, at, p0, tap, t0, sum, so);
    } else if (taps == MANY_TAPS && many.ready((long) n * taps * L)) {
      manyTaps(n, g, go, x, xo, at, p0, tap, t0, sum, so);
    } else {
      super.correlate(taps, n, g, go, x, xo, at, p0, tap, t0, sum, so);
    }
  }

  private static void fewTaps(
      int n,
      float[] g,
      int go,
      float[] x,
      int xo,
      int[] at,
      int p0,
      int[] tap,
      int t0,
      float[] sum,
      int so) {
    FloatVector a0 = FloatVector.fromArray(S, sum, so);
    FloatVector a1 = FloatVector.fromArray(S, sum, so + L);
    FloatVector a2 = FloatVector.fromArray(S, sum, so + 2 * L);
    FloatVector a3 = FloatVector.fromArray(S, sum, so + 3 * L);
    FloatVector a4 = FloatVector.fromArray(S, sum, so + 4 * L);
    int x0 = xo + tap[t0];
    int x1 = xo + tap[t0 + 1];
    int x2 = xo + tap[t0 + 2];
    int x3 = xo + tap[t0 + 3];
    int x4 = xo + tap[t0 + 4];
    for (int p = 0; p < n; p++) {
      FloatVector v = FloatVector.fromArray(S, g, go + p * L);
      int o = at[p0 + p];
      a0 = v.fma(FloatVector.fromArray(S, x, x0 + o), a0);
      a1 = v.fma(FloatVector.fromArray(S, x, x1 + o), a1);
      a2 = v.fma(FloatVector.fromArray(S, x, x2 + o), a2);
      a3 = v.fma(FloatVector.fromArray(S, x, x3 + o), a3);
      a4 = v.fma(FloatVector.fromArray(S, x, x4 + o), a4);
    }
    a0.intoArray(sum, so);
    a1.intoArray(sum, so + L);
    a2.intoArray(sum, so + 2 * L);
    a3.intoArray(sum, so + 3 * L);
    a4.intoArray(sum, so + 4 * L);
  }

  private static void manyTaps(
      int n,
      float[] g,
      int go,
      float[] x,
      int xo,
      int[] at,
      int p0,
      int[] tap,
      int t0,
      float[] sum,
      int so) {
    FloatVector a0 = FloatVector.fromArray(S, sum, so);
    FloatVector a1 = FloatVector.fromArray(S, sum, so + L);
    FloatVector a2 = FloatVector.fromArray(S, sum, so + 2 * L);
    FloatVector a3 = FloatVector.fromArray(S, sum, so + 3 * L);
    FloatVector a4 = FloatVector.fromArray(S, sum, so + 4 * L);
    FloatVector a5 = FloatVector.fromArray(S, sum, so + 5 * L);
    FloatVector a6 = FloatVector.fromArray(S, sum, so + 6 * L);
    FloatVector a7 = FloatVector.fromArray(S, sum, so + 7 * L);
    FloatVector a8 = FloatVector.fromArray(S, sum, so + 8 * L);
    int x0 = xo + tap[t0];
    int x1 = xo + tap[t0 + 1];
    int x2 = xo + tap[t0 + 2];
    int x3 = xo + tap[t0 + 3];
    int x4 = xo + tap[t0 + 4];
    int x5 = xo + tap[t0 + 5];
    int x6 = xo + tap[t0 + 6];
    int x7 = xo + tap[t0 + 7];
    int x8 = xo + tap[t0 + 8];
    for (int p = 0; p < n; p++) {
      FloatVector v = FloatVector.fromArray(S, g, go + p * L);
      int o = at[p0 + p];
      a0 = v.fma(FloatVector.fromArray(S, x, x0 + o), a0);
      a1 = v.fma(FloatVector.fromArray(S, x, x1 + o), a1);
      a2 = v.fma(FloatVector.fromArray(S, x, x2 + o), a2);
      a3 = v.fma(FloatVector.fromArray(S, x, x3 + o), a3);
      a4 = v.fma(FloatVector.fromArray(S, x, x4 + o), a4);
      a5 = v.fma(FloatVector.fromArray(S, x, x5 + o), a5);
      a6 = v.fma(FloatVector.fromArray(S, x, x6 + o), a6);
      a7 = v.fma(FloatVector.fromArray(S, x, x7 + o), a7);
      a8 = v.fma(FloatVector.fromArray(S, x, x8 + o), a8);
    }
    a0.intoArray(sum, so);
    a1.intoArray(sum, so + L);
    a2.intoArray(sum, so + 2 * L);
    a3.intoArray(sum, so + 3 * L);
    a4.intoArray(sum, so + 4 * L);
    a5.intoArray(sum, so + 5 * L);
    a6.intoArray(sum, so + 6 * L);
    a7.intoArray(sum, so + 7 * L);
    a8.intoArray(sum, so + 8 * L);
  }

  @Override
  void beside(int n, float[] w, float[] x, int[] at, float[] y) {
    if (beside.ready((long) n * MANY_TAPS * L)) {
      vectorBeside(n, w, x, at, y);
    } else {
      super.beside(n, w, x, at, y);
    }
  }

  private static void vectorBeside(int n, float[] w, float[] x, int[] at, float[] y) {
    FloatVector w0 = FloatVector.fromArray(S, w, 0);
    FloatVector w1 = FloatVector.fromArray(S, w, L);
    FloatVector w2 = FloatVector.fromArray(S, w, 2 * L);
    FloatVector w3 = FloatVector.fromArray(S, w, 3 * L);
    FloatVector w4 = FloatVector.fromArray(S, w, 4 * L);
    FloatVector w5 = FloatVector.fromArray(S, w, 5 * L);
    FloatVector w6 = FloatVector.fromArray(S, w, 6 * L);
    FloatVector w7 = FloatVector.fromArray(S, w, 7 * L);
    FloatVector w8 = FloatVector.fromArray(S, w, 8 * L);
    FloatVector bias = FloatVector.fromArray(S, w, MANY_TAPS * L);
    FloatVector zero = FloatVector.zero(S);
    for (int p = 0; p < n; p++) {
      int t = p * MANY_TAPS;
      FloatVector a = w0.fma(FloatVector.fromArray(S, x, at[t]), zero);
      a = w1.fma(FloatVector.fromArray(S, x, at[t + 1]), a);
      a = w2.fma(FloatVector.fromArray(S, x, at[t + 2]), a);
      a = w3.fma(FloatVector.fromArray(S, x, at[t + 3]), a);
      a = w4.fma(FloatVector.fromArray(S, x, at[t + 4]), a);
      a = w5.fma(FloatVector.fromArray(S, x, at[t + 5]), a);
      a = w6.fma(FloatVector.fromArray(S, x, at[t + 6]), a);
      a = w7.fma(FloatVector.fromArray(S, x, at[t + 7]), a);
      a = w8.fma(FloatVector.fromArray(S, x, at[t + 8]), a);
      bias.add(a).intoArray(y, p * L);
    }
  }
}
