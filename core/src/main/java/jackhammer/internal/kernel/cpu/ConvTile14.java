package jackhammer.internal.kernel.cpu;

// Rows: 1, 2, 4, 6, 8, 10, 12

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loop of the convolutions: a tile of C, two vectors wide and as many rows high as
 * the name of the class says, in registers over one segment of k.
 *
 * <p>Like {@link GemmF32Tiles}, with one difference: where a row of B begins is read from a table,
 * so that B can be the image itself. Small, because C1 gives up on more ("out of virtual
 * registers"), and C2 leaves calls out of line where there is too much in one method
 * ("NodeCountInliningCutoff"), which puts vectors into boxes. That is why a tile is only stored
 * here and added elsewhere.
 */
final class ConvTile14 {
  private static final VectorSpecies<Float> S = Wide.F;
  private static final int L = S.length();

  private static final int ROWS = 14;

  private ConvTile14() {}

  static void tile(
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
    FloatVector zero = FloatVector.zero(S);
    FloatVector p0 = zero, q0 = zero;
    FloatVector p1 = zero, q1 = zero;
    FloatVector p2 = zero, q2 = zero;
    FloatVector p3 = zero, q3 = zero;
    FloatVector p4 = zero, q4 = zero;
    FloatVector p5 = zero, q5 = zero;
    FloatVector p6 = zero, q6 = zero;
    FloatVector p7 = zero, q7 = zero;
    FloatVector p8 = zero, q8 = zero;
    FloatVector p9 = zero, q9 = zero;
    FloatVector p10 = zero, q10 = zero;
    FloatVector p11 = zero, q11 = zero;
    FloatVector p12 = zero, q12 = zero;
    FloatVector p13 = zero, q13 = zero;
    for (int k = 0; k < kc; k++) {
      int o = bo + at[t0 + k];
      FloatVector p = FloatVector.fromArray(S, b, o);
      FloatVector q = FloatVector.fromArray(S, b, o + second);
      FloatVector x0 = FloatVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      FloatVector x1 = FloatVector.broadcast(S, a[ao + 1]);
      p1 = x1.fma(p, p1);
      q1 = x1.fma(q, q1);
      FloatVector x2 = FloatVector.broadcast(S, a[ao + 2]);
      p2 = x2.fma(p, p2);
      q2 = x2.fma(q, q2);
      FloatVector x3 = FloatVector.broadcast(S, a[ao + 3]);
      p3 = x3.fma(p, p3);
      q3 = x3.fma(q, q3);
      FloatVector x4 = FloatVector.broadcast(S, a[ao + 4]);
      p4 = x4.fma(p, p4);
      q4 = x4.fma(q, q4);
      FloatVector x5 = FloatVector.broadcast(S, a[ao + 5]);
      p5 = x5.fma(p, p5);
      q5 = x5.fma(q, q5);
      FloatVector x6 = FloatVector.broadcast(S, a[ao + 6]);
      p6 = x6.fma(p, p6);
      q6 = x6.fma(q, q6);
      FloatVector x7 = FloatVector.broadcast(S, a[ao + 7]);
      p7 = x7.fma(p, p7);
      q7 = x7.fma(q, q7);
      FloatVector x8 = FloatVector.broadcast(S, a[ao + 8]);
      p8 = x8.fma(p, p8);
      q8 = x8.fma(q, q8);
      FloatVector x9 = FloatVector.broadcast(S, a[ao + 9]);
      p9 = x9.fma(p, p9);
      q9 = x9.fma(q, q9);
      FloatVector x10 = FloatVector.broadcast(S, a[ao + 10]);
      p10 = x10.fma(p, p10);
      q10 = x10.fma(q, q10);
      FloatVector x11 = FloatVector.broadcast(S, a[ao + 11]);
      p11 = x11.fma(p, p11);
      q11 = x11.fma(q, q11);
      FloatVector x12 = FloatVector.broadcast(S, a[ao + 12]);
      p12 = x12.fma(p, p12);
      q12 = x12.fma(q, q12);
      FloatVector x13 = FloatVector.broadcast(S, a[ao + 13]);
      p13 = x13.fma(p, p13);
      q13 = x13.fma(q, q13);
      ao += ROWS;
    }
    p0.intoArray(c, co);
    q0.intoArray(c, co + L);
    p1.intoArray(c, co + ldc);
    q1.intoArray(c, co + ldc + L);
    p2.intoArray(c, co + 2 * ldc);
    q2.intoArray(c, co + 2 * ldc + L);
    p3.intoArray(c, co + 3 * ldc);
    q3.intoArray(c, co + 3 * ldc + L);
    p4.intoArray(c, co + 4 * ldc);
    q4.intoArray(c, co + 4 * ldc + L);
    p5.intoArray(c, co + 5 * ldc);
    q5.intoArray(c, co + 5 * ldc + L);
    p6.intoArray(c, co + 6 * ldc);
    q6.intoArray(c, co + 6 * ldc + L);
    p7.intoArray(c, co + 7 * ldc);
    q7.intoArray(c, co + 7 * ldc + L);
    p8.intoArray(c, co + 8 * ldc);
    q8.intoArray(c, co + 8 * ldc + L);
    p9.intoArray(c, co + 9 * ldc);
    q9.intoArray(c, co + 9 * ldc + L);
    p10.intoArray(c, co + 10 * ldc);
    q10.intoArray(c, co + 10 * ldc + L);
    p11.intoArray(c, co + 11 * ldc);
    q11.intoArray(c, co + 11 * ldc + L);
    p12.intoArray(c, co + 12 * ldc);
    q12.intoArray(c, co + 12 * ldc + L);
    p13.intoArray(c, co + 13 * ldc);
    q13.intoArray(c, co + 13 * ldc + L);
  }
}
