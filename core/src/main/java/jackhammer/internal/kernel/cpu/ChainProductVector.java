package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ChainProduct} with vectors; loaded by name, through {@link Simd}. Each tile begins as the
 * plain one, see {@link WarmUp}.
 *
 * <p>A tile keeps two numbers for each element in registers, the chain and the sum of chains: so
 * seven rows fill 32 registers, three fill 16.
 */
final class ChainProductVector extends ChainProduct {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  /** k of a trial. */
  private static final int TRIAL = 10;

  /** By height; null where there is no such tile. */
  private final Warmed[] tiles = new Warmed[maxRows() + 1];

  ChainProductVector() {
    super(L, Simd.registers() == 32 ? new int[] {2, 4, 6, 7} : new int[] {2, 3});
    for (int rows : heights) {
      // A nanosecond for each operation; one with objects takes several even when it is compiled.
      tiles[rows] = new Warmed(2L * 2 * rows * TRIAL + 300, () -> trial(rows));
    }
  }

  private static Runnable trial(int rows) {
    float[] a = new float[rows * ROW];
    float[] b = new float[TRIAL * 2 * L];
    float[] c = new float[rows * 2 * L];
    return () -> {
      vectorTile(rows, TRIAL, a, 0, b, 0, c, 0, 2 * L, false);
      vectorTile(rows, TRIAL, a, 0, b, 0, c, 0, 2 * L, true);
    };
  }

  @Override
  void doNotWarmUp() {
    for (int rows : heights) {
      tiles[rows].skip();
    }
  }

  @Override
  void tile(
      int rows,
      int n,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] c,
      int co,
      int ldc,
      boolean add) {
    if (tiles[rows].ready(2L * rows * n * L)) {
      vectorTile(rows, n, a, ao, b, bo, c, co, ldc, add);
    } else {
      super.tile(rows, n, a, ao, b, bo, c, co, ldc, add);
    }
  }

  private static void vectorTile(
      int rows,
      int n,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] c,
      int co,
      int ldc,
      boolean add) {
    switch (rows) {
      case 2 -> rows2(n, a, ao, b, bo, c, co, ldc, add);
      case 3 -> rows3(n, a, ao, b, bo, c, co, ldc, add);
      case 4 -> rows4(n, a, ao, b, bo, c, co, ldc, add);
      case 6 -> rows6(n, a, ao, b, bo, c, co, ldc, add);
      case 7 -> rows7(n, a, ao, b, bo, c, co, ldc, add);
      default -> throw new IllegalArgumentException("tile of " + rows + " rows");
    }
  }

  private static void rows2(
      int n, float[] a, int ao, float[] b, int bo, float[] c, int co, int ldc, boolean add) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s0 = zero, t0 = zero;
    FloatVector s1 = zero, t1 = zero;
    for (int end = ao + n; ao < end; ) {
      FloatVector p0 = zero, q0 = zero;
      FloatVector p1 = zero, q1 = zero;
      for (int stop = Math.min(ao + CHAIN, end); ao < stop; ao++) {
        FloatVector p = FloatVector.fromArray(S, b, bo);
        FloatVector q = FloatVector.fromArray(S, b, bo + L);
        FloatVector x = FloatVector.broadcast(S, a[ao]);
        p0 = x.fma(p, p0);
        q0 = x.fma(q, q0);
        x = FloatVector.broadcast(S, a[ao + ROW]);
        p1 = x.fma(p, p1);
        q1 = x.fma(q, q1);
        bo += 2 * L;
      }
      s0 = s0.add(p0);
      t0 = t0.add(q0);
      s1 = s1.add(p1);
      t1 = t1.add(q1);
    }
    if (add) {
      s0 = FloatVector.fromArray(S, c, co).add(s0);
      t0 = FloatVector.fromArray(S, c, co + L).add(t0);
      s1 = FloatVector.fromArray(S, c, co + ldc).add(s1);
      t1 = FloatVector.fromArray(S, c, co + ldc + L).add(t1);
    }
    s0.intoArray(c, co);
    t0.intoArray(c, co + L);
    s1.intoArray(c, co + ldc);
    t1.intoArray(c, co + ldc + L);
  }

  private static void rows3(
      int n, float[] a, int ao, float[] b, int bo, float[] c, int co, int ldc, boolean add) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s0 = zero, t0 = zero;
    FloatVector s1 = zero, t1 = zero;
    FloatVector s2 = zero, t2 = zero;
    for (int end = ao + n; ao < end; ) {
      FloatVector p0 = zero, q0 = zero;
      FloatVector p1 = zero, q1 = zero;
      FloatVector p2 = zero, q2 = zero;
      for (int stop = Math.min(ao + CHAIN, end); ao < stop; ao++) {
        FloatVector p = FloatVector.fromArray(S, b, bo);
        FloatVector q = FloatVector.fromArray(S, b, bo + L);
        FloatVector x = FloatVector.broadcast(S, a[ao]);
        p0 = x.fma(p, p0);
        q0 = x.fma(q, q0);
        x = FloatVector.broadcast(S, a[ao + ROW]);
        p1 = x.fma(p, p1);
        q1 = x.fma(q, q1);
        x = FloatVector.broadcast(S, a[ao + 2 * ROW]);
        p2 = x.fma(p, p2);
        q2 = x.fma(q, q2);
        bo += 2 * L;
      }
      s0 = s0.add(p0);
      t0 = t0.add(q0);
      s1 = s1.add(p1);
      t1 = t1.add(q1);
      s2 = s2.add(p2);
      t2 = t2.add(q2);
    }
    if (add) {
      s0 = FloatVector.fromArray(S, c, co).add(s0);
      t0 = FloatVector.fromArray(S, c, co + L).add(t0);
      s1 = FloatVector.fromArray(S, c, co + ldc).add(s1);
      t1 = FloatVector.fromArray(S, c, co + ldc + L).add(t1);
      s2 = FloatVector.fromArray(S, c, co + 2 * ldc).add(s2);
      t2 = FloatVector.fromArray(S, c, co + 2 * ldc + L).add(t2);
    }
    s0.intoArray(c, co);
    t0.intoArray(c, co + L);
    s1.intoArray(c, co + ldc);
    t1.intoArray(c, co + ldc + L);
    s2.intoArray(c, co + 2 * ldc);
    t2.intoArray(c, co + 2 * ldc + L);
  }

  private static void rows4(
      int n, float[] a, int ao, float[] b, int bo, float[] c, int co, int ldc, boolean add) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s0 = zero, t0 = zero;
    FloatVector s1 = zero, t1 = zero;
    FloatVector s2 = zero, t2 = zero;
    FloatVector s3 = zero, t3 = zero;
    for (int end = ao + n; ao < end; ) {
      FloatVector p0 = zero, q0 = zero;
      FloatVector p1 = zero, q1 = zero;
      FloatVector p2 = zero, q2 = zero;
      FloatVector p3 = zero, q3 = zero;
      for (int stop = Math.min(ao + CHAIN, end); ao < stop; ao++) {
        FloatVector p = FloatVector.fromArray(S, b, bo);
        FloatVector q = FloatVector.fromArray(S, b, bo + L);
        FloatVector x = FloatVector.broadcast(S, a[ao]);
        p0 = x.fma(p, p0);
        q0 = x.fma(q, q0);
        x = FloatVector.broadcast(S, a[ao + ROW]);
        p1 = x.fma(p, p1);
        q1 = x.fma(q, q1);
        x = FloatVector.broadcast(S, a[ao + 2 * ROW]);
        p2 = x.fma(p, p2);
        q2 = x.fma(q, q2);
        x = FloatVector.broadcast(S, a[ao + 3 * ROW]);
        p3 = x.fma(p, p3);
        q3 = x.fma(q, q3);
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
    }
    s0.intoArray(c, co);
    t0.intoArray(c, co + L);
    s1.intoArray(c, co + ldc);
    t1.intoArray(c, co + ldc + L);
    s2.intoArray(c, co + 2 * ldc);
    t2.intoArray(c, co + 2 * ldc + L);
    s3.intoArray(c, co + 3 * ldc);
    t3.intoArray(c, co + 3 * ldc + L);
  }

  private static void rows6(
      int n, float[] a, int ao, float[] b, int bo, float[] c, int co, int ldc, boolean add) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s0 = zero, t0 = zero;
    FloatVector s1 = zero, t1 = zero;
    FloatVector s2 = zero, t2 = zero;
    FloatVector s3 = zero, t3 = zero;
    FloatVector s4 = zero, t4 = zero;
    FloatVector s5 = zero, t5 = zero;
    for (int end = ao + n; ao < end; ) {
      FloatVector p0 = zero, q0 = zero;
      FloatVector p1 = zero, q1 = zero;
      FloatVector p2 = zero, q2 = zero;
      FloatVector p3 = zero, q3 = zero;
      FloatVector p4 = zero, q4 = zero;
      FloatVector p5 = zero, q5 = zero;
      for (int stop = Math.min(ao + CHAIN, end); ao < stop; ao++) {
        FloatVector p = FloatVector.fromArray(S, b, bo);
        FloatVector q = FloatVector.fromArray(S, b, bo + L);
        FloatVector x = FloatVector.broadcast(S, a[ao]);
        p0 = x.fma(p, p0);
        q0 = x.fma(q, q0);
        x = FloatVector.broadcast(S, a[ao + ROW]);
        p1 = x.fma(p, p1);
        q1 = x.fma(q, q1);
        x = FloatVector.broadcast(S, a[ao + 2 * ROW]);
        p2 = x.fma(p, p2);
        q2 = x.fma(q, q2);
        x = FloatVector.broadcast(S, a[ao + 3 * ROW]);
        p3 = x.fma(p, p3);
        q3 = x.fma(q, q3);
        x = FloatVector.broadcast(S, a[ao + 4 * ROW]);
        p4 = x.fma(p, p4);
        q4 = x.fma(q, q4);
        x = FloatVector.broadcast(S, a[ao + 5 * ROW]);
        p5 = x.fma(p, p5);
        q5 = x.fma(q, q5);
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
  }

  private static void rows7(
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
      for (int stop = Math.min(ao + CHAIN, end); ao < stop; ao++) {
        FloatVector p = FloatVector.fromArray(S, b, bo);
        FloatVector q = FloatVector.fromArray(S, b, bo + L);
        FloatVector x = FloatVector.broadcast(S, a[ao]);
        p0 = x.fma(p, p0);
        q0 = x.fma(q, q0);
        x = FloatVector.broadcast(S, a[ao + ROW]);
        p1 = x.fma(p, p1);
        q1 = x.fma(q, q1);
        x = FloatVector.broadcast(S, a[ao + 2 * ROW]);
        p2 = x.fma(p, p2);
        q2 = x.fma(q, q2);
        x = FloatVector.broadcast(S, a[ao + 3 * ROW]);
        p3 = x.fma(p, p3);
        q3 = x.fma(q, q3);
        x = FloatVector.broadcast(S, a[ao + 4 * ROW]);
        p4 = x.fma(p, p4);
        q4 = x.fma(q, q4);
        x = FloatVector.broadcast(S, a[ao + 5 * ROW]);
        p5 = x.fma(p, p5);
        q5 = x.fma(q, q5);
        x = FloatVector.broadcast(S, a[ao + 6 * ROW]);
        p6 = x.fma(p, p6);
        q6 = x.fma(q, q6);
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
