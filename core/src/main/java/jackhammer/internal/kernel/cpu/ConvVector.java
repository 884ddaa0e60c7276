package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The convolution's loops with vectors; loaded by name, through {@link Simd}. Each begins as the
 * plain loop and changes when it is compiled, see {@link WarmUp}.
 */
final class ConvVector extends ConvPlain {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();
  private static final VectorSpecies<Float> HALVES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits() / 2));
  private static final int HALF = HALVES.length();

  /** The side of the squares that {@link GemmF32Packing#transpose} works with. */
  private static final int SQUARE = 8;

  /** Steps of k in a trial. */
  private static final int TRIAL = 10;

  private final WarmedLoops loops = new WarmedLoops();

  /** By height. */
  private final Warmed[] tiles = new Warmed[maxRows() + 1];

  private final Warmed pack2;
  private final Warmed pack4;
  private final Warmed pack6;
  private final Warmed packMore;
  private final Warmed finish;
  private final Warmed copy;
  private final Warmed copyMore;
  private final Warmed copyPairs;
  private final Warmed addTile;
  private final Warmed add;
  private final Warmed transpose;
  private final Warmed apart;
  private final Warmed together;
  private final PlaneVector planes = new PlaneVector();

  ConvVector() {
    super(
        L, Simd.registers() == 32 ? new int[] {1, 2, 4, 6, 8, 10, 12, 14} : new int[] {1, 2, 4, 6});
    float[] x = new float[2 * TRIAL * 2 * L];
    float[] y = new float[2 * TRIAL * 2 * L];
    int[] zeros = new int[TRIAL];
    for (int rows = 1; rows <= maxRows(); rows++) {
      if (height(rows) == rows) {
        int r = rows;
        tiles[rows] =
            loops.add(
                TRIAL * 2 * rows, () -> vectorTile(r, TRIAL, x, 0, x, 0, L, zeros, 0, y, 0, 2 * L));
      }
    }
    pack2 =
        loops.add(
            4 * 4 * TRIAL,
            () -> {
              for (int i = 0; i < 4; i++) {
                pack2(x, 0, zeros, 0, TRIAL, zeros, zeros, 0, 1, y, 0);
              }
            });
    pack4 =
        loops.add(
            2 * 8 * TRIAL,
            () -> {
              for (int i = 0; i < 2; i++) {
                pack4(x, 0, zeros, 0, TRIAL, zeros, zeros, 0, 3, y, 0);
              }
            });
    pack6 = loops.add(12 * TRIAL, () -> pack6(x, 0, zeros, 0, TRIAL, zeros, zeros, 0, 5, y, 0));
    packMore =
        loops.add(16 * TRIAL, () -> packMore(x, 0, zeros, 0, TRIAL, zeros, zeros, 0, 8, y, 0));
    finish =
        loops.add(
            6 * 6 * TRIAL,
            () -> {
              for (int i = 0; i < 6; i++) {
                vectorFinish(x, 0, L, y, 0, L, 2, 2 * L + i % 3, i % 3 > 0, 1f, i % 2 > 0);
                halfFinish(x, 0, L, y, 0, L, 2, HALF + i, i % 3 > 0, 1f, i % 2 > 0);
              }
            });
    copy =
        loops.add(
            8 * 2 * TRIAL,
            () -> {
              for (int i = 0; i < 8; i++) {
                vectorCopy(x, 0, L, y, 0, L, 2, 2 * L + i);
                halfCopy(x, 0, L, y, 0, L, 2, HALF + i % HALF);
              }
            });
    copyMore =
        loops.add(
            8 * 2 * TRIAL,
            () -> {
              for (int i = 0; i < 8; i++) {
                vectorCopyMore(x, 0, L, y, 0, L, 2, 1 + i * L / 8);
                halfCopyMore(x, 0, L, y, 0, L, TRIAL);
              }
            });
    copyPairs =
        loops.add(
            8 * 18 * TRIAL,
            () -> {
              for (int i = 0; i < 8; i++) {
                vectorCopyPairs(x, 0, L, y, 0, L, TRIAL / 2, L + i + 1);
                vectorCopyFewPairs(x, 0, L, y, 0, L, TRIAL / 2, i % L + 1);
              }
            });
    addTile = loops.add(6 * maxRows(), () -> vectorAdd(maxRows(), x, y, 0, 2 * L));
    add =
        loops.add(
            4 * 4 * TRIAL,
            () -> {
              for (int i = 0; i < 4; i++) {
                vectorAdd(x, 0, y, 0, TRIAL * L + i);
              }
            });
    transpose =
        loops.add(
            2 * 64 * TRIAL / SQUARE,
            () -> {
              GemmF32Packing.transpose(x, 0, TRIAL, y, 0, SQUARE, SQUARE, TRIAL);
              GemmF32Packing.transpose(x, 0, TRIAL, y, 0, SQUARE - 2, SQUARE, TRIAL - 1);
            });
    apart = loops.add(90 * TRIAL, () -> Nines.apart(x, 0, L, TRIAL, L - 1, y, zeros, zeros));
    together = loops.add(90 * TRIAL, () -> Nines.together(x, 0, L, L, TRIAL, y, 0, L));
  }

  @Override
  void doNotWarmUp() {
    loops.skip();
    planes.doNotWarmUp();
  }

  @Override
  void tile(
      int rows,
      int kc,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int second,
      int[] at,
      int t0,
      float[] c,
      int co,
      int ldc) {
    if (tiles[rows].ready(2L * rows * kc * L)) {
      vectorTile(rows, kc, a, ao, b, bo, second, at, t0, c, co, ldc);
    } else {
      super.tile(rows, kc, a, ao, b, bo, second, at, t0, c, co, ldc);
    }
  }

  private static void vectorTile(
      int rows,
      int kc,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int second,
      int[] at,
      int t0,
      float[] c,
      int co,
      int ldc) {
    switch (rows) {
      case 1 -> ConvTile1.tile(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 2 -> ConvTile2.tile(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 4 -> ConvTile4.tile(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 6 -> ConvTile6.tile(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 8 -> ConvTile8.tile(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 10 -> ConvTile10.tile(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 12 -> ConvTile12.tile(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 14 -> ConvTile14.tile(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      default -> throw new IllegalArgumentException("tile of " + rows + " rows");
    }
  }

  @Override
  void pack(
      float[] src,
      int so,
      int[] at,
      int t0,
      int kc,
      int[] from,
      int[] to,
      int p0,
      int p1,
      float[] panel,
      int po) {
    // A run's surplus lands where the next run, or the next k, is written afterwards: so k is the
    // outer loop, and the few runs of a k are written out, a run twice where there are fewer.
    int runs = p1 - p0;
    if (runs <= 2 && pack2.ready(2L * kc * L)) {
      pack2(src, so, at, t0, kc, from, to, p0, p1 - 1, panel, po);
    } else if (runs > 2 && runs <= 4 && pack4.ready(2L * kc * L)) {
      pack4(src, so, at, t0, kc, from, to, p0, p1 - 1, panel, po);
    } else if (runs > 4 && runs <= 6 && pack6.ready(2L * kc * L)) {
      pack6(src, so, at, t0, kc, from, to, p0, p1 - 1, panel, po);
    } else if (runs > 6 && packMore.ready(2L * kc * L)) {
      packMore(src, so, at, t0, kc, from, to, p0, p1, panel, po);
    } else {
      super.pack(src, so, at, t0, kc, from, to, p0, p1, panel, po);
    }
  }

  private static void packMore(
      float[] src,
      int so,
      int[] at,
      int t0,
      int kc,
      int[] from,
      int[] to,
      int p0,
      int p1,
      float[] panel,
      int po) {
    for (int k = 0; k < kc; k++) {
      int x = so + at[t0 + k];
      for (int p = p0; p < p1; p++) {
        FloatVector.fromArray(S, src, x + from[p]).intoArray(panel, po + to[p]);
      }
      po += 2 * L;
    }
  }

  private static void pack2(
      float[] src,
      int so,
      int[] at,
      int t0,
      int kc,
      int[] from,
      int[] to,
      int p,
      int last,
      float[] panel,
      int po) {
    int x0 = so + from[p];
    int x1 = so + from[last];
    int y0 = po + to[p];
    int y1 = po + to[last];
    for (int k = 0; k < kc; k++) {
      int o = at[t0 + k];
      FloatVector.fromArray(S, src, x0 + o).intoArray(panel, y0 + k * 2 * L);
      FloatVector.fromArray(S, src, x1 + o).intoArray(panel, y1 + k * 2 * L);
    }
  }

  private static void pack4(
      float[] src,
      int so,
      int[] at,
      int t0,
      int kc,
      int[] from,
      int[] to,
      int p,
      int last,
      float[] panel,
      int po) {
    int x0 = so + from[p];
    int x1 = so + from[p + 1];
    int x2 = so + from[p + 2];
    int x3 = so + from[last];
    int y0 = po + to[p];
    int y1 = po + to[p + 1];
    int y2 = po + to[p + 2];
    int y3 = po + to[last];
    for (int k = 0; k < kc; k++) {
      int o = at[t0 + k];
      FloatVector.fromArray(S, src, x0 + o).intoArray(panel, y0 + k * 2 * L);
      FloatVector.fromArray(S, src, x1 + o).intoArray(panel, y1 + k * 2 * L);
      FloatVector.fromArray(S, src, x2 + o).intoArray(panel, y2 + k * 2 * L);
      FloatVector.fromArray(S, src, x3 + o).intoArray(panel, y3 + k * 2 * L);
    }
  }

  private static void pack6(
      float[] src,
      int so,
      int[] at,
      int t0,
      int kc,
      int[] from,
      int[] to,
      int p,
      int last,
      float[] panel,
      int po) {
    int x0 = so + from[p];
    int x1 = so + from[p + 1];
    int x2 = so + from[p + 2];
    int x3 = so + from[p + 3];
    int x4 = so + from[p + 4];
    int x5 = so + from[last];
    int y0 = po + to[p];
    int y1 = po + to[p + 1];
    int y2 = po + to[p + 2];
    int y3 = po + to[p + 3];
    int y4 = po + to[p + 4];
    int y5 = po + to[last];
    for (int k = 0; k < kc; k++) {
      int o = at[t0 + k];
      FloatVector.fromArray(S, src, x0 + o).intoArray(panel, y0 + k * 2 * L);
      FloatVector.fromArray(S, src, x1 + o).intoArray(panel, y1 + k * 2 * L);
      FloatVector.fromArray(S, src, x2 + o).intoArray(panel, y2 + k * 2 * L);
      FloatVector.fromArray(S, src, x3 + o).intoArray(panel, y3 + k * 2 * L);
      FloatVector.fromArray(S, src, x4 + o).intoArray(panel, y4 + k * 2 * L);
      FloatVector.fromArray(S, src, x5 + o).intoArray(panel, y5 + k * 2 * L);
    }
  }

  @Override
  void finish(
      float[] c,
      int co,
      int cPitch,
      float[] y,
      int yo,
      int yPitch,
      int rows,
      int n,
      boolean biased,
      float bias,
      boolean relu) {
    if (n >= HALF && finish.ready((long) rows * n)) {
      if (n >= L) {
        vectorFinish(c, co, cPitch, y, yo, yPitch, rows, n, biased, bias, relu);
      } else {
        halfFinish(c, co, cPitch, y, yo, yPitch, rows, n, biased, bias, relu);
      }
    } else {
      super.finish(c, co, cPitch, y, yo, yPitch, rows, n, biased, bias, relu);
    }
  }

  /** The last vector of a row overlaps the one before. */
  private static void vectorFinish(
      float[] c,
      int co,
      int cPitch,
      float[] y,
      int yo,
      int yPitch,
      int rows,
      int n,
      boolean biased,
      float bias,
      boolean relu) {
    FloatVector add = FloatVector.broadcast(S, bias);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < n; i += L) {
        int j = Math.min(i, n - L);
        FloatVector v = FloatVector.fromArray(S, c, co + j);
        v = biased ? v.add(add) : v;
        v = relu ? v.blend(0f, v.compare(VectorOperators.LE, 0f)) : v;
        v.intoArray(y, yo + j);
      }
      co += cPitch;
      yo += yPitch;
    }
  }

  /** Two vectors of half the width, which overlap. */
  private static void halfFinish(
      float[] c,
      int co,
      int cPitch,
      float[] y,
      int yo,
      int yPitch,
      int rows,
      int n,
      boolean biased,
      float bias,
      boolean relu) {
    FloatVector add = FloatVector.broadcast(HALVES, bias);
    for (int row = 0; row < rows; row++) {
      FloatVector v = FloatVector.fromArray(HALVES, c, co);
      FloatVector w = FloatVector.fromArray(HALVES, c, co + n - HALF);
      v = biased ? v.add(add) : v;
      w = biased ? w.add(add) : w;
      v = relu ? v.blend(0f, v.compare(VectorOperators.LE, 0f)) : v;
      w = relu ? w.blend(0f, w.compare(VectorOperators.LE, 0f)) : w;
      v.intoArray(y, yo);
      w.intoArray(y, yo + n - HALF);
      co += cPitch;
      yo += yPitch;
    }
  }

  @Override
  void copy(
      float[] src, int from, int fromPitch, float[] dst, int to, int toPitch, int rows, int n) {
    if (n >= HALF && copy.ready((long) rows * n)) {
      if (n >= L) {
        vectorCopy(src, from, fromPitch, dst, to, toPitch, rows, n);
      } else {
        halfCopy(src, from, fromPitch, dst, to, toPitch, rows, n);
      }
    } else {
      super.copy(src, from, fromPitch, dst, to, toPitch, rows, n);
    }
  }

  /** The last vector of a row overlaps the one before. */
  private static void vectorCopy(
      float[] src, int from, int fromPitch, float[] dst, int to, int toPitch, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n - L; j += L) {
        FloatVector.fromArray(S, src, from + j).intoArray(dst, to + j);
      }
      FloatVector.fromArray(S, src, from + n - L).intoArray(dst, to + n - L);
      from += fromPitch;
      to += toPitch;
    }
  }

  /** Two vectors of half the width, which overlap. */
  private static void halfCopy(
      float[] src, int from, int fromPitch, float[] dst, int to, int toPitch, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      FloatVector v = FloatVector.fromArray(HALVES, src, from);
      FloatVector w = FloatVector.fromArray(HALVES, src, from + n - HALF);
      v.intoArray(dst, to);
      w.intoArray(dst, to + n - HALF);
      from += fromPitch;
      to += toPitch;
    }
  }

  @Override
  void copyMore(
      float[] src, int from, int fromPitch, float[] dst, int to, int toPitch, int rows, int n) {
    if (copyMore.ready((long) rows * n)) {
      if (n > HALF) {
        vectorCopyMore(src, from, fromPitch, dst, to, toPitch, rows, n);
      } else {
        halfCopyMore(src, from, fromPitch, dst, to, toPitch, rows);
      }
    } else {
      super.copyMore(src, from, fromPitch, dst, to, toPitch, rows, n);
    }
  }

  private static void vectorCopyMore(
      float[] src, int from, int fromPitch, float[] dst, int to, int toPitch, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j += L) {
        FloatVector.fromArray(S, src, from + j).intoArray(dst, to + j);
      }
      from += fromPitch;
      to += toPitch;
    }
  }

  private static void halfCopyMore(
      float[] src, int from, int fromPitch, float[] dst, int to, int toPitch, int rows) {
    for (int row = 0; row < rows; row++) {
      FloatVector.fromArray(HALVES, src, from + row * fromPitch).intoArray(dst, to + row * toPitch);
    }
  }

  @Override
  void add(int rows, float[] t, float[] c, int co, int ldc) {
    if (addTile.ready(2L * rows * L)) {
      vectorAdd(rows, t, c, co, ldc);
    } else {
      super.add(rows, t, c, co, ldc);
    }
  }

  private static void vectorAdd(int rows, float[] t, float[] c, int co, int ldc) {
    for (int i = 0; i < rows; i++) {
      int x = i * 2 * L;
      int y = co + i * ldc;
      FloatVector p = FloatVector.fromArray(S, c, y);
      FloatVector q = FloatVector.fromArray(S, c, y + L);
      p.add(FloatVector.fromArray(S, t, x)).intoArray(c, y);
      q.add(FloatVector.fromArray(S, t, x + L)).intoArray(c, y + L);
    }
  }

  @Override
  void add(float[] src, int from, float[] dst, int to, int n) {
    if (n >= L && add.ready(n)) {
      vectorAdd(src, from, dst, to, n);
    } else {
      super.add(src, from, dst, to, n);
    }
  }

  private static void vectorAdd(float[] src, int from, float[] dst, int to, int n) {
    int j = 0;
    for (; j <= n - L; j += L) {
      FloatVector v = FloatVector.fromArray(S, dst, to + j);
      v.add(FloatVector.fromArray(S, src, from + j)).intoArray(dst, to + j);
    }
    for (; j < n; j++) {
      dst[to + j] += src[from + j];
    }
  }

  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % L);
  private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(S, i -> (2 * i + 1) % L);
  private static final VectorMask<Float> UPPER = S.indexInRange(0, L / 2).not();

  @Override
  void copySteps(
      float[] src,
      int from,
      int fromPitch,
      int step,
      float[] dst,
      int to,
      int toPitch,
      int rows,
      int n) {
    if (step == 2 && n > 1 && copyPairs.ready((long) rows * n)) {
      if (n > L) {
        vectorCopyPairs(src, from, fromPitch, dst, to, toPitch, rows, n);
      } else {
        vectorCopyFewPairs(src, from, fromPitch, dst, to, toPitch, rows, n);
      }
    } else {
      super.copySteps(src, from, fromPitch, step, dst, to, toPitch, rows, n);
    }
  }

  /**
   * The last vector of a row overlaps the one before; it begins a number early to end in the row.
   */
  private static void vectorCopyPairs(
      float[] src, int from, int fromPitch, float[] dst, int to, int toPitch, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n - L; j += L) {
        FloatVector v = FloatVector.fromArray(S, src, from + 2 * j).rearrange(EVEN);
        FloatVector w = FloatVector.fromArray(S, src, from + 2 * j + L).rearrange(EVEN);
        v.blend(w, UPPER).intoArray(dst, to + j);
      }
      int x = from + 2 * (n - L) - 1;
      FloatVector v = FloatVector.fromArray(S, src, x).rearrange(ODD);
      FloatVector w = FloatVector.fromArray(S, src, x + L).rearrange(ODD);
      v.blend(w, UPPER).intoArray(dst, to + n - L);
      from += fromPitch;
      to += toPitch;
    }
  }

  /** The same for rows of less than a vector; what lies behind their last number may not exist. */
  private static void vectorCopyFewPairs(
      float[] src, int from, int fromPitch, float[] dst, int to, int toPitch, int rows, int n) {
    VectorMask<Float> low = S.indexInRange(0, 2 * n - 1);
    VectorMask<Float> high = S.indexInRange(L, Math.max(2 * n - 1, L));
    VectorMask<Float> some = S.indexInRange(0, n);
    for (int row = 0; row < rows; row++) {
      FloatVector v = FloatVector.fromArray(S, src, from, low).rearrange(EVEN);
      FloatVector w = FloatVector.fromArray(S, src, from + L, high).rearrange(EVEN);
      v.blend(w, UPPER).intoArray(dst, to, some);
      from += fromPitch;
      to += toPitch;
    }
  }

  @Override
  void transpose(
      float[] src, int from, int stride, int rows, int columns, float[] dst, int to, int ld) {
    // Of fewer rows than a square has, what is too much is overwritten by the next columns; the
    // last ones, after which nothing may be written, are left for the plain loop.
    int high = Math.max(rows, SQUARE);
    int last = (high - rows + ld - 1) / ld;
    int most = columns - last;
    int done = 0;
    if (rows > 1
        && GemmF32Packing.transposes(high, most)
        && from + (high - 1) * stride + most <= src.length
        && transpose.ready((long) rows * columns)) {
      GemmF32Packing.transpose(src, from, stride, dst, to, ld, high, most);
      done = most;
    }
    super.transpose(src, from + done, stride, rows, columns - done, dst, to + done * ld, ld);
  }

  @Override
  void apart(
      float[] src, int from, int stride, int blocks, int n, float[] dst, int[] to, int[] step) {
    int nine = WinogradKernel.TAPS;
    int end = from + (blocks - 1) * stride + nine * L;
    if (end <= src.length && apart.ready((long) blocks * nine * n)) {
      Nines.apart(src, from, stride, blocks, n, dst, to, step);
    } else {
      super.apart(src, from, stride, blocks, n, dst, to, step);
    }
  }

  @Override
  void together(
      float[] src, int from, int step, int ld, int blocks, int n, float[] dst, int to, int stride) {
    if (n == L && together.ready((long) blocks * WinogradKernel.TAPS * L)) {
      Nines.together(src, from, step, ld, blocks, dst, to, stride);
    } else {
      super.together(src, from, step, ld, blocks, n, dst, to, stride);
    }
  }

  @Override
  PlanePlain planes() {
    return planes;
  }
}
