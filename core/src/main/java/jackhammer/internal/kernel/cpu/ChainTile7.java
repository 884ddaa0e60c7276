package jackhammer.internal.kernel.cpu;

// Rows: 2, 3, 4, 6

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loop of {@link ChainProduct}: a tile of C, two vectors wide and as many rows high
 * as the name of the class says, in registers. It keeps two numbers for each element there, the
 * chain and the sum of chains: so seven rows fill 32 registers, three fill 16.
 */
final class ChainTile7 {
  private static final VectorSpecies<Float> S = Wide.F;
  private static final int L = S.length();

  private ChainTile7() {}

  static void tile(
      int n, float[] a, int ao, float[] b, int bo, float[] c, int co, int ldc, boolean add) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s0 = zero, t0 = zero;
    FloatVector s1 = zero, t1 = zero;
    FloatVector s2 = zero, t2 = zero;
    FloatVector s3 = zero, t3 = zero;
    FloatVector s4 = zero, t4 = zero;
    FloatVector s5 = zero, t5 = zero;
    FloatVector s6 = zero, t6 = zero;
    for (int end = ao + n; ao < end; ) {
      FloatVector p0 = zero, q0 = zero;
      FloatVector p1 = zero, q1 = zero;
      FloatVector p2 = zero, q2 = zero;
      FloatVector p3 = zero, q3 = zero;
      FloatVector p4 = zero, q4 = zero;
      FloatVector p5 = zero, q5 = zero;
      FloatVector p6 = zero, q6 = zero;
      for (int stop = Math.min(ao + ChainProduct.CHAIN, end); ao < stop; ao++) {
        FloatVector p = FloatVector.fromArray(S, b, bo);
        FloatVector q = FloatVector.fromArray(S, b, bo + L);
        FloatVector x0 = FloatVector.broadcast(S, a[ao]);
        p0 = x0.fma(p, p0);
        q0 = x0.fma(q, q0);
        FloatVector x1 = FloatVector.broadcast(S, a[ao + ChainProduct.ROW]);
        p1 = x1.fma(p, p1);
        q1 = x1.fma(q, q1);
        FloatVector x2 = FloatVector.broadcast(S, a[ao + 2 * ChainProduct.ROW]);
        p2 = x2.fma(p, p2);
        q2 = x2.fma(q, q2);
        FloatVector x3 = FloatVector.broadcast(S, a[ao + 3 * ChainProduct.ROW]);
        p3 = x3.fma(p, p3);
        q3 = x3.fma(q, q3);
        FloatVector x4 = FloatVector.broadcast(S, a[ao + 4 * ChainProduct.ROW]);
        p4 = x4.fma(p, p4);
        q4 = x4.fma(q, q4);
        FloatVector x5 = FloatVector.broadcast(S, a[ao + 5 * ChainProduct.ROW]);
        p5 = x5.fma(p, p5);
        q5 = x5.fma(q, q5);
        FloatVector x6 = FloatVector.broadcast(S, a[ao + 6 * ChainProduct.ROW]);
        p6 = x6.fma(p, p6);
        q6 = x6.fma(q, q6);
        bo += 2 * L;
      }
      s0 = s0.add(p0);
      t0 = t0.add(q0);
      s1 = s1.add(p1);
      t1 = t1.add(q1);
      s2 = s2.add(p2);
      t2 = t2.add(q2);
      s3 = s3.add(p3);
      t3 = t3.add(q3);
      s4 = s4.add(p4);
      t4 = t4.add(q4);
      s5 = s5.add(p5);
      t5 = t5.add(q5);
      s6 = s6.add(p6);
      t6 = t6.add(q6);
    }
    if (add) {
      s0 = FloatVector.fromArray(S, c, co).add(s0);
      t0 = FloatVector.fromArray(S, c, co + L).add(t0);
      s1 = FloatVector.fromArray(S, c, co + ldc).add(s1);
      t1 = FloatVector.fromArray(S, c, co + ldc + L).add(t1);
      s2 = FloatVector.fromArray(S, c, co + 2 * ldc).add(s2);
      t2 = FloatVector.fromArray(S, c, co + 2 * ldc + L).add(t2);
      s3 = FloatVector.fromArray(S, c, co + 3 * ldc).add(s3);
      t3 = FloatVector.fromArray(S, c, co + 3 * ldc + L).add(t3);
      s4 = FloatVector.fromArray(S, c, co + 4 * ldc).add(s4);
      t4 = FloatVector.fromArray(S, c, co + 4 * ldc + L).add(t4);
      s5 = FloatVector.fromArray(S, c, co + 5 * ldc).add(s5);
      t5 = FloatVector.fromArray(S, c, co + 5 * ldc + L).add(t5);
      s6 = FloatVector.fromArray(S, c, co + 6 * ldc).add(s6);
      t6 = FloatVector.fromArray(S, c, co + 6 * ldc + L).add(t6);
    }
    s0.intoArray(c, co);
    t0.intoArray(c, co + L);
    s1.intoArray(c, co + ldc);
    t1.intoArray(c, co + ldc + L);
    s2.intoArray(c, co + 2 * ldc);
    t2.intoArray(c, co + 2 * ldc + L);
    s3.intoArray(c, co + 3 * ldc);
    t3.intoArray(c, co + 3 * ldc + L);
    s4.intoArray(c, co + 4 * ldc);
    t4.intoArray(c, co + 4 * ldc + L);
    s5.intoArray(c, co + 5 * ldc);
    t5.intoArray(c, co + 5 * ldc + L);
    s6.intoArray(c, co + 6 * ldc);
    t6.intoArray(c, co + 6 * ldc + L);
  }
}
