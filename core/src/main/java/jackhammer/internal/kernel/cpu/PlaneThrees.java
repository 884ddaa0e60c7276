package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loop of {@link PlanePlain#threes}: all nine weights stay in registers, and each row
 * that is read serves three rows of results. What lies outside of the plane is masked away, so that
 * no copy with zeros around it is needed. For 32 registers.
 */
final class PlaneThrees {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  /** Rows of results at a time. */
  private static final int ROWS = 4;

  /** A row outside of the plane. */
  private static final float[] ZEROS = new float[L + 4];

  private PlaneThrees() {}

  /** The lanes j for which 0 <= from + j < end. */
  private static long lanes(int from, int end) {
    int lo = Math.clamp(-from, 0, L);
    int hi = Math.clamp(end - from, lo, L);
    return hi == lo ? 0 : -1L >>> (64 - (hi - lo)) << lo;
  }

  /** One vector of columns; {@link PlanePlain#threes} says the rest. */
  static void column(
      float[] x,
      int xo,
      int height,
      int width,
      int first,
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
    VectorMask<Float> m0 = VectorMask.fromLong(S, lanes(column, width));
    VectorMask<Float> m1 = VectorMask.fromLong(S, lanes(column + dir, width));
    VectorMask<Float> m2 = VectorMask.fromLong(S, lanes(column + 2 * dir, width));
    VectorMask<Float> some = VectorMask.fromLong(S, lanes(0, columns));
    FloatVector w0 = FloatVector.broadcast(S, w[wo + 0]);
    FloatVector w1 = FloatVector.broadcast(S, w[wo + 1]);
    FloatVector w2 = FloatVector.broadcast(S, w[wo + 2]);
    FloatVector w3 = FloatVector.broadcast(S, w[wo + 3]);
    FloatVector w4 = FloatVector.broadcast(S, w[wo + 4]);
    FloatVector w5 = FloatVector.broadcast(S, w[wo + 5]);
    FloatVector w6 = FloatVector.broadcast(S, w[wo + 6]);
    FloatVector w7 = FloatVector.broadcast(S, w[wo + 7]);
    FloatVector w8 = FloatVector.broadcast(S, w[wo + 8]);
    FloatVector add = FloatVector.broadcast(S, bias);
    FloatVector zero = FloatVector.zero(S);
    FloatVector a0;
    FloatVector a1;
    FloatVector a2;
    FloatVector a3;
    FloatVector v;
    float[] s;
    int p;
    int o;
    boolean inside;
    for (int i = 0; i < rows; i += ROWS) {
      int q = Math.min(i, rows - ROWS);
      p = first + q * dir;
      inside = p >= 0 && p < height;
      s = inside ? x : ZEROS;
      o = inside ? xo + p * width + column : 2;
      v = FloatVector.fromArray(S, s, o, m0);
      a0 = w0.fma(v, zero);
      v = FloatVector.fromArray(S, s, o + dir, m1);
      a0 = w1.fma(v, a0);
      v = FloatVector.fromArray(S, s, o + 2 * dir, m2);
      a0 = w2.fma(v, a0);
      p = first + q * dir + dir;
      inside = p >= 0 && p < height;
      s = inside ? x : ZEROS;
      o = inside ? xo + p * width + column : 2;
      v = FloatVector.fromArray(S, s, o, m0);
      a0 = w3.fma(v, a0);
      a1 = w0.fma(v, zero);
      v = FloatVector.fromArray(S, s, o + dir, m1);
      a0 = w4.fma(v, a0);
      a1 = w1.fma(v, a1);
      v = FloatVector.fromArray(S, s, o + 2 * dir, m2);
      a0 = w5.fma(v, a0);
      a1 = w2.fma(v, a1);
      p = first + q * dir + 2 * dir;
      inside = p >= 0 && p < height;
      s = inside ? x : ZEROS;
      o = inside ? xo + p * width + column : 2;
      v = FloatVector.fromArray(S, s, o, m0);
      a0 = w6.fma(v, a0);
      a1 = w3.fma(v, a1);
      a2 = w0.fma(v, zero);
      v = FloatVector.fromArray(S, s, o + dir, m1);
      a0 = w7.fma(v, a0);
      a1 = w4.fma(v, a1);
      a2 = w1.fma(v, a2);
      v = FloatVector.fromArray(S, s, o + 2 * dir, m2);
      a0 = w8.fma(v, a0);
      a1 = w5.fma(v, a1);
      a2 = w2.fma(v, a2);
      p = first + q * dir + 3 * dir;
      inside = p >= 0 && p < height;
      s = inside ? x : ZEROS;
      o = inside ? xo + p * width + column : 2;
      v = FloatVector.fromArray(S, s, o, m0);
      a1 = w6.fma(v, a1);
      a2 = w3.fma(v, a2);
      a3 = w0.fma(v, zero);
      v = FloatVector.fromArray(S, s, o + dir, m1);
      a1 = w7.fma(v, a1);
      a2 = w4.fma(v, a2);
      a3 = w1.fma(v, a3);
      v = FloatVector.fromArray(S, s, o + 2 * dir, m2);
      a1 = w8.fma(v, a1);
      a2 = w5.fma(v, a2);
      a3 = w2.fma(v, a3);
      p = first + q * dir + 4 * dir;
      inside = p >= 0 && p < height;
      s = inside ? x : ZEROS;
      o = inside ? xo + p * width + column : 2;
      v = FloatVector.fromArray(S, s, o, m0);
      a2 = w6.fma(v, a2);
      a3 = w3.fma(v, a3);
      v = FloatVector.fromArray(S, s, o + dir, m1);
      a2 = w7.fma(v, a2);
      a3 = w4.fma(v, a3);
      v = FloatVector.fromArray(S, s, o + 2 * dir, m2);
      a2 = w8.fma(v, a2);
      a3 = w5.fma(v, a3);
      p = first + q * dir + 5 * dir;
      inside = p >= 0 && p < height;
      s = inside ? x : ZEROS;
      o = inside ? xo + p * width + column : 2;
      v = FloatVector.fromArray(S, s, o, m0);
      a3 = w6.fma(v, a3);
      v = FloatVector.fromArray(S, s, o + dir, m1);
      a3 = w7.fma(v, a3);
      v = FloatVector.fromArray(S, s, o + 2 * dir, m2);
      a3 = w8.fma(v, a3);
      o = yo + q * yStep;
      add.add(a0).intoArray(y, o, some);
      add.add(a1).intoArray(y, o + yStep, some);
      add.add(a2).intoArray(y, o + 2 * yStep, some);
      add.add(a3).intoArray(y, o + 3 * yStep, some);
    }
  }
}
