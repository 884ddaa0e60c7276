package jackhammer.internal.kernel.cpu;

// Rows: 1, 2, 3, 4, 5, 6, 7, 8, 10, 12
// Twins: Double

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loop of the float32 matrix product: a tile of C, two vectors wide and as many rows
 * high as the name of the class says, in registers over one segment of k; {@link GemmF32Tiles} says
 * the rest.
 */
final class GemmF32Tile14 {
  private static final VectorSpecies<Float> S = Wide.F;
  private static final int L = S.length();
  private static final int ROW = GemmKernel.ROW;

  private GemmF32Tile14() {}

  static void tile(
      int kc,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int lb,
      float[] s,
      int so,
      int ls,
      float[] c,
      int co,
      int lc) {
    FloatVector p0 = FloatVector.zero(S);
    FloatVector q0 = FloatVector.zero(S);
    FloatVector p1 = FloatVector.zero(S);
    FloatVector q1 = FloatVector.zero(S);
    FloatVector p2 = FloatVector.zero(S);
    FloatVector q2 = FloatVector.zero(S);
    FloatVector p3 = FloatVector.zero(S);
    FloatVector q3 = FloatVector.zero(S);
    FloatVector p4 = FloatVector.zero(S);
    FloatVector q4 = FloatVector.zero(S);
    FloatVector p5 = FloatVector.zero(S);
    FloatVector q5 = FloatVector.zero(S);
    FloatVector p6 = FloatVector.zero(S);
    FloatVector q6 = FloatVector.zero(S);
    FloatVector p7 = FloatVector.zero(S);
    FloatVector q7 = FloatVector.zero(S);
    FloatVector p8 = FloatVector.zero(S);
    FloatVector q8 = FloatVector.zero(S);
    FloatVector p9 = FloatVector.zero(S);
    FloatVector q9 = FloatVector.zero(S);
    FloatVector p10 = FloatVector.zero(S);
    FloatVector q10 = FloatVector.zero(S);
    FloatVector p11 = FloatVector.zero(S);
    FloatVector q11 = FloatVector.zero(S);
    FloatVector p12 = FloatVector.zero(S);
    FloatVector q12 = FloatVector.zero(S);
    FloatVector p13 = FloatVector.zero(S);
    FloatVector q13 = FloatVector.zero(S);
    for (int end = ao + kc; ao < end; ao++) {
      FloatVector p = FloatVector.fromArray(S, b, bo);
      FloatVector q = FloatVector.fromArray(S, b, bo + L);
      FloatVector x0 = FloatVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      FloatVector x1 = FloatVector.broadcast(S, a[ao + ROW]);
      p1 = x1.fma(p, p1);
      q1 = x1.fma(q, q1);
      FloatVector x2 = FloatVector.broadcast(S, a[ao + 2 * ROW]);
      p2 = x2.fma(p, p2);
      q2 = x2.fma(q, q2);
      FloatVector x3 = FloatVector.broadcast(S, a[ao + 3 * ROW]);
      p3 = x3.fma(p, p3);
      q3 = x3.fma(q, q3);
      FloatVector x4 = FloatVector.broadcast(S, a[ao + 4 * ROW]);
      p4 = x4.fma(p, p4);
      q4 = x4.fma(q, q4);
      FloatVector x5 = FloatVector.broadcast(S, a[ao + 5 * ROW]);
      p5 = x5.fma(p, p5);
      q5 = x5.fma(q, q5);
      FloatVector x6 = FloatVector.broadcast(S, a[ao + 6 * ROW]);
      p6 = x6.fma(p, p6);
      q6 = x6.fma(q, q6);
      FloatVector x7 = FloatVector.broadcast(S, a[ao + 7 * ROW]);
      p7 = x7.fma(p, p7);
      q7 = x7.fma(q, q7);
      FloatVector x8 = FloatVector.broadcast(S, a[ao + 8 * ROW]);
      p8 = x8.fma(p, p8);
      q8 = x8.fma(q, q8);
      FloatVector x9 = FloatVector.broadcast(S, a[ao + 9 * ROW]);
      p9 = x9.fma(p, p9);
      q9 = x9.fma(q, q9);
      FloatVector x10 = FloatVector.broadcast(S, a[ao + 10 * ROW]);
      p10 = x10.fma(p, p10);
      q10 = x10.fma(q, q10);
      FloatVector x11 = FloatVector.broadcast(S, a[ao + 11 * ROW]);
      p11 = x11.fma(p, p11);
      q11 = x11.fma(q, q11);
      FloatVector x12 = FloatVector.broadcast(S, a[ao + 12 * ROW]);
      p12 = x12.fma(p, p12);
      q12 = x12.fma(q, q12);
      FloatVector x13 = FloatVector.broadcast(S, a[ao + 13 * ROW]);
      p13 = x13.fma(p, p13);
      q13 = x13.fma(q, q13);
      bo += lb;
    }
    if (s != null) {
      p0 = FloatVector.fromArray(S, s, so).add(p0);
      q0 = FloatVector.fromArray(S, s, so + L).add(q0);
      p1 = FloatVector.fromArray(S, s, so + ls).add(p1);
      q1 = FloatVector.fromArray(S, s, so + ls + L).add(q1);
      p2 = FloatVector.fromArray(S, s, so + 2 * ls).add(p2);
      q2 = FloatVector.fromArray(S, s, so + 2 * ls + L).add(q2);
      p3 = FloatVector.fromArray(S, s, so + 3 * ls).add(p3);
      q3 = FloatVector.fromArray(S, s, so + 3 * ls + L).add(q3);
      p4 = FloatVector.fromArray(S, s, so + 4 * ls).add(p4);
      q4 = FloatVector.fromArray(S, s, so + 4 * ls + L).add(q4);
      p5 = FloatVector.fromArray(S, s, so + 5 * ls).add(p5);
      q5 = FloatVector.fromArray(S, s, so + 5 * ls + L).add(q5);
      p6 = FloatVector.fromArray(S, s, so + 6 * ls).add(p6);
      q6 = FloatVector.fromArray(S, s, so + 6 * ls + L).add(q6);
      p7 = FloatVector.fromArray(S, s, so + 7 * ls).add(p7);
      q7 = FloatVector.fromArray(S, s, so + 7 * ls + L).add(q7);
      p8 = FloatVector.fromArray(S, s, so + 8 * ls).add(p8);
      q8 = FloatVector.fromArray(S, s, so + 8 * ls + L).add(q8);
      p9 = FloatVector.fromArray(S, s, so + 9 * ls).add(p9);
      q9 = FloatVector.fromArray(S, s, so + 9 * ls + L).add(q9);
      p10 = FloatVector.fromArray(S, s, so + 10 * ls).add(p10);
      q10 = FloatVector.fromArray(S, s, so + 10 * ls + L).add(q10);
      p11 = FloatVector.fromArray(S, s, so + 11 * ls).add(p11);
      q11 = FloatVector.fromArray(S, s, so + 11 * ls + L).add(q11);
      p12 = FloatVector.fromArray(S, s, so + 12 * ls).add(p12);
      q12 = FloatVector.fromArray(S, s, so + 12 * ls + L).add(q12);
      p13 = FloatVector.fromArray(S, s, so + 13 * ls).add(p13);
      q13 = FloatVector.fromArray(S, s, so + 13 * ls + L).add(q13);
    }
    p0.intoArray(c, co);
    q0.intoArray(c, co + L);
    p1.intoArray(c, co + lc);
    q1.intoArray(c, co + lc + L);
    p2.intoArray(c, co + 2 * lc);
    q2.intoArray(c, co + 2 * lc + L);
    p3.intoArray(c, co + 3 * lc);
    q3.intoArray(c, co + 3 * lc + L);
    p4.intoArray(c, co + 4 * lc);
    q4.intoArray(c, co + 4 * lc + L);
    p5.intoArray(c, co + 5 * lc);
    q5.intoArray(c, co + 5 * lc + L);
    p6.intoArray(c, co + 6 * lc);
    q6.intoArray(c, co + 6 * lc + L);
    p7.intoArray(c, co + 7 * lc);
    q7.intoArray(c, co + 7 * lc + L);
    p8.intoArray(c, co + 8 * lc);
    q8.intoArray(c, co + 8 * lc + L);
    p9.intoArray(c, co + 9 * lc);
    q9.intoArray(c, co + 9 * lc + L);
    p10.intoArray(c, co + 10 * lc);
    q10.intoArray(c, co + 10 * lc + L);
    p11.intoArray(c, co + 11 * lc);
    q11.intoArray(c, co + 11 * lc + L);
    p12.intoArray(c, co + 12 * lc);
    q12.intoArray(c, co + 12 * lc + L);
    p13.intoArray(c, co + 13 * lc);
    q13.intoArray(c, co + 13 * lc + L);
  }
}
