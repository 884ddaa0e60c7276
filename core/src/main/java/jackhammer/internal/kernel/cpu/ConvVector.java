package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The convolution's loops with vectors; loaded by name, through {@link Simd}. */
final class ConvVector extends ConvKernel {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

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
      int width) {
    // A run's surplus lands where the next run, or the next k, is written afterwards.
    for (int k = 0; k < kc; k++) {
      int x = so + at[t0 + k];
      int y = k * width;
      for (int p = p0; p < p1; p++) {
        FloatVector.fromArray(S, src, x + from[p]).intoArray(panel, y + to[p]);
      }
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

  @Override
  void copy(float[] src, int from, float[] dst, int to, int n) {
    if (n >= L) {
      for (int j = 0; j < n - L; j += L) {
        FloatVector.fromArray(S, src, from + j).intoArray(dst, to + j);
      }
      FloatVector.fromArray(S, src, from + n - L).intoArray(dst, to + n - L);
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
}
