package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The convolution's loops with vectors; loaded by name, through {@link Simd}. */
final class ConvVector extends ConvKernel {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();
  private static final VectorSpecies<Float> HALVES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits() / 2));
  private static final int HALF = HALVES.length();

  ConvVector() {
    super(
        L, Simd.registers() == 32 ? new int[] {1, 2, 4, 6, 8, 10, 12, 14} : new int[] {1, 2, 4, 6});
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
    switch (rows) {
      case 1 -> ConvTiles.rows1(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 2 -> ConvTiles.rows2(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 4 -> ConvTiles.rows4(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 6 -> ConvTiles.rows6(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 8 -> ConvTiles.rows8(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 10 -> ConvTiles.rows10(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 12 -> ConvTiles.rows12(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
      case 14 -> ConvTiles.rows14(kc, a, ao, b, bo, second, at, t0, c, co, ldc);
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
    if (p1 - p0 <= 2) {
      pack2(src, so, at, t0, kc, from, to, p0, p1 - 1, panel, po);
    } else if (p1 - p0 <= 4) {
      pack4(src, so, at, t0, kc, from, to, p0, p1 - 1, panel, po);
    } else if (p1 - p0 <= 6) {
      pack6(src, so, at, t0, kc, from, to, p0, p1 - 1, panel, po);
    } else {
      for (int k = 0; k < kc; k++) {
        int x = so + at[t0 + k];
        for (int p = p0; p < p1; p++) {
          FloatVector.fromArray(S, src, x + from[p]).intoArray(panel, po + to[p]);
        }
        po += 2 * L;
      }
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
      float[] c, int co, float[] y, int yo, int n, boolean biased, float bias, boolean relu) {
    FloatVector add = FloatVector.broadcast(S, bias);
    int j = 0;
    for (; j <= n - L; j += L) {
      FloatVector v = FloatVector.fromArray(S, c, co + j);
      v = biased ? v.add(add) : v;
      v = relu ? v.blend(0f, v.compare(VectorOperators.LE, 0f)) : v;
      v.intoArray(y, yo + j);
    }
    if (j < n) {
      VectorMask<Float> rest = S.indexInRange(j, n);
      FloatVector v = FloatVector.fromArray(S, c, co + j, rest);
      v = biased ? v.add(add) : v;
      v = relu ? v.blend(0f, v.compare(VectorOperators.LE, 0f)) : v;
      v.intoArray(y, yo + j, rest);
    }
  }

  /** Two vectors that overlap, of the largest width that the run has. */
  @Override
  void copy(float[] src, int from, float[] dst, int to, int n) {
    if (n >= L) {
      for (int j = 0; j < n - L; j += L) {
        FloatVector.fromArray(S, src, from + j).intoArray(dst, to + j);
      }
      FloatVector.fromArray(S, src, from + n - L).intoArray(dst, to + n - L);
    } else if (n >= HALF) {
      FloatVector v = FloatVector.fromArray(HALVES, src, from);
      FloatVector w = FloatVector.fromArray(HALVES, src, from + n - HALF);
      v.intoArray(dst, to);
      w.intoArray(dst, to + n - HALF);
    } else {
      for (int j = 0; j < n; j++) {
        dst[to + j] = src[from + j];
      }
    }
  }

  @Override
  void add(int rows, float[] t, float[] c, int co, int ldc) {
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
  private static final VectorMask<Float> UPPER = S.indexInRange(0, L / 2).not();

  @Override
  void copy(float[] src, int from, int step, float[] dst, int to, int n) {
    int j = 0;
    if (step == 2) {
      for (; j < n - L; j += L) {
        FloatVector v = FloatVector.fromArray(S, src, from + 2 * j).rearrange(EVEN);
        FloatVector w = FloatVector.fromArray(S, src, from + 2 * j + L).rearrange(EVEN);
        v.blend(w, UPPER).intoArray(dst, to + j);
      }
    }
    for (; j < n; j++) {
      dst[to + j] = src[from + j * step];
    }
  }
}
