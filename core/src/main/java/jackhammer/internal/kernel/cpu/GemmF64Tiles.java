package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the float64 matrix product: a tile of C, two vectors wide and as many rows
 * high as the method's name says, in registers over one segment of k.
 *
 * <p>Per step of k: two loads of B, one broadcast of A and two FMAs per row. Fourteen rows fill 32
 * vector registers, six fill 16; the smaller ones are for what is left at the lower edge, so that
 * no row is computed in vain. Each is a method of its own with named locals because C2 keeps only
 * those in registers, and is small enough for C1 as well (larger tiles made it give up, "out of
 * virtual registers", and then the method stays interpreted).
 *
 * <p>A is read at {@code ao + row * ROW + k}, B at {@code bo + k * lb + column}: as it is packed,
 * or in place. That A's rows are apart by a constant matters: where they begin then needs no
 * registers.
 */
final class GemmF64Tiles {
  private static final VectorSpecies<Double> S =
      VectorSpecies.of(double.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  private static final int ROW = GemmKernel.ROW;

  /** Columns of a tile. */
  static final int COLUMNS = 2 * L;

  private GemmF64Tiles() {}

  /**
   * C[rows, COLUMNS] = A[rows, kc] B[kc, COLUMNS]; rows is one of 1, 2, 3, 4, 5, 6, 7, 8, 10, 12
   * and 14.
   */
  static void tile(
      int rows,
      int kc,
      double[] a,
      int ao,
      double[] b,
      int bo,
      int lb,
      double[] c,
      int co,
      int lc) {
    switch (rows) {
      case 1 -> rows1(kc, a, ao, b, bo, lb, c, co, lc);
      case 2 -> rows2(kc, a, ao, b, bo, lb, c, co, lc);
      case 3 -> rows3(kc, a, ao, b, bo, lb, c, co, lc);
      case 4 -> rows4(kc, a, ao, b, bo, lb, c, co, lc);
      case 5 -> rows5(kc, a, ao, b, bo, lb, c, co, lc);
      case 6 -> rows6(kc, a, ao, b, bo, lb, c, co, lc);
      case 7 -> rows7(kc, a, ao, b, bo, lb, c, co, lc);
      case 8 -> rows8(kc, a, ao, b, bo, lb, c, co, lc);
      case 10 -> rows10(kc, a, ao, b, bo, lb, c, co, lc);
      case 12 -> rows12(kc, a, ao, b, bo, lb, c, co, lc);
      case 14 -> rows14(kc, a, ao, b, bo, lb, c, co, lc);
      default -> throw new IllegalArgumentException("tile of " + rows + " rows");
    }
  }

  private static void rows1(
      int kc, double[] a, int ao, double[] b, int bo, int lb, double[] c, int co, int lc) {
    DoubleVector p0 = DoubleVector.zero(S);
    DoubleVector q0 = DoubleVector.zero(S);
    for (int end = ao + kc; ao < end; ao++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      bo += lb;
    }
    p0.intoArray(c, co);
    q0.intoArray(c, co + L);
  }

  private static void rows2(
      int kc, double[] a, int ao, double[] b, int bo, int lb, double[] c, int co, int lc) {
    DoubleVector p0 = DoubleVector.zero(S);
    DoubleVector q0 = DoubleVector.zero(S);
    DoubleVector p1 = DoubleVector.zero(S);
    DoubleVector q1 = DoubleVector.zero(S);
    for (int end = ao + kc; ao < end; ao++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[ao + ROW]);
      p1 = x1.fma(p, p1);
      q1 = x1.fma(q, q1);
      bo += lb;
    }
    p0.intoArray(c, co);
    q0.intoArray(c, co + L);
    p1.intoArray(c, co + lc);
    q1.intoArray(c, co + lc + L);
  }

  private static void rows3(
      int kc, double[] a, int ao, double[] b, int bo, int lb, double[] c, int co, int lc) {
    DoubleVector p0 = DoubleVector.zero(S);
    DoubleVector q0 = DoubleVector.zero(S);
    DoubleVector p1 = DoubleVector.zero(S);
    DoubleVector q1 = DoubleVector.zero(S);
    DoubleVector p2 = DoubleVector.zero(S);
    DoubleVector q2 = DoubleVector.zero(S);
    for (int end = ao + kc; ao < end; ao++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[ao + ROW]);
      p1 = x1.fma(p, p1);
      q1 = x1.fma(q, q1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[ao + 2 * ROW]);
      p2 = x2.fma(p, p2);
      q2 = x2.fma(q, q2);
      bo += lb;
    }
    p0.intoArray(c, co);
    q0.intoArray(c, co + L);
    p1.intoArray(c, co + lc);
    q1.intoArray(c, co + lc + L);
    p2.intoArray(c, co + 2 * lc);
    q2.intoArray(c, co + 2 * lc + L);
  }

  private static void rows4(
      int kc, double[] a, int ao, double[] b, int bo, int lb, double[] c, int co, int lc) {
    DoubleVector p0 = DoubleVector.zero(S);
    DoubleVector q0 = DoubleVector.zero(S);
    DoubleVector p1 = DoubleVector.zero(S);
    DoubleVector q1 = DoubleVector.zero(S);
    DoubleVector p2 = DoubleVector.zero(S);
    DoubleVector q2 = DoubleVector.zero(S);
    DoubleVector p3 = DoubleVector.zero(S);
    DoubleVector q3 = DoubleVector.zero(S);
    for (int end = ao + kc; ao < end; ao++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[ao + ROW]);
      p1 = x1.fma(p, p1);
      q1 = x1.fma(q, q1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[ao + 2 * ROW]);
      p2 = x2.fma(p, p2);
      q2 = x2.fma(q, q2);
      DoubleVector x3 = DoubleVector.broadcast(S, a[ao + 3 * ROW]);
      p3 = x3.fma(p, p3);
      q3 = x3.fma(q, q3);
      bo += lb;
    }
    p0.intoArray(c, co);
    q0.intoArray(c, co + L);
    p1.intoArray(c, co + lc);
    q1.intoArray(c, co + lc + L);
    p2.intoArray(c, co + 2 * lc);
    q2.intoArray(c, co + 2 * lc + L);
    p3.intoArray(c, co + 3 * lc);
    q3.intoArray(c, co + 3 * lc + L);
  }

  private static void rows5(
      int kc, double[] a, int ao, double[] b, int bo, int lb, double[] c, int co, int lc) {
    DoubleVector p0 = DoubleVector.zero(S);
    DoubleVector q0 = DoubleVector.zero(S);
    DoubleVector p1 = DoubleVector.zero(S);
    DoubleVector q1 = DoubleVector.zero(S);
    DoubleVector p2 = DoubleVector.zero(S);
    DoubleVector q2 = DoubleVector.zero(S);
    DoubleVector p3 = DoubleVector.zero(S);
    DoubleVector q3 = DoubleVector.zero(S);
    DoubleVector p4 = DoubleVector.zero(S);
    DoubleVector q4 = DoubleVector.zero(S);
    for (int end = ao + kc; ao < end; ao++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[ao + ROW]);
      p1 = x1.fma(p, p1);
      q1 = x1.fma(q, q1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[ao + 2 * ROW]);
      p2 = x2.fma(p, p2);
      q2 = x2.fma(q, q2);
      DoubleVector x3 = DoubleVector.broadcast(S, a[ao + 3 * ROW]);
      p3 = x3.fma(p, p3);
      q3 = x3.fma(q, q3);
      DoubleVector x4 = DoubleVector.broadcast(S, a[ao + 4 * ROW]);
      p4 = x4.fma(p, p4);
      q4 = x4.fma(q, q4);
      bo += lb;
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
  }

  private static void rows6(
      int kc, double[] a, int ao, double[] b, int bo, int lb, double[] c, int co, int lc) {
    DoubleVector p0 = DoubleVector.zero(S);
    DoubleVector q0 = DoubleVector.zero(S);
    DoubleVector p1 = DoubleVector.zero(S);
    DoubleVector q1 = DoubleVector.zero(S);
    DoubleVector p2 = DoubleVector.zero(S);
    DoubleVector q2 = DoubleVector.zero(S);
    DoubleVector p3 = DoubleVector.zero(S);
    DoubleVector q3 = DoubleVector.zero(S);
    DoubleVector p4 = DoubleVector.zero(S);
    DoubleVector q4 = DoubleVector.zero(S);
    DoubleVector p5 = DoubleVector.zero(S);
    DoubleVector q5 = DoubleVector.zero(S);
    for (int end = ao + kc; ao < end; ao++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[ao + ROW]);
      p1 = x1.fma(p, p1);
      q1 = x1.fma(q, q1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[ao + 2 * ROW]);
      p2 = x2.fma(p, p2);
      q2 = x2.fma(q, q2);
      DoubleVector x3 = DoubleVector.broadcast(S, a[ao + 3 * ROW]);
      p3 = x3.fma(p, p3);
      q3 = x3.fma(q, q3);
      DoubleVector x4 = DoubleVector.broadcast(S, a[ao + 4 * ROW]);
      p4 = x4.fma(p, p4);
      q4 = x4.fma(q, q4);
      DoubleVector x5 = DoubleVector.broadcast(S, a[ao + 5 * ROW]);
      p5 = x5.fma(p, p5);
      q5 = x5.fma(q, q5);
      bo += lb;
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
  }

  private static void rows7(
      int kc, double[] a, int ao, double[] b, int bo, int lb, double[] c, int co, int lc) {
    DoubleVector p0 = DoubleVector.zero(S);
    DoubleVector q0 = DoubleVector.zero(S);
    DoubleVector p1 = DoubleVector.zero(S);
    DoubleVector q1 = DoubleVector.zero(S);
    DoubleVector p2 = DoubleVector.zero(S);
    DoubleVector q2 = DoubleVector.zero(S);
    DoubleVector p3 = DoubleVector.zero(S);
    DoubleVector q3 = DoubleVector.zero(S);
    DoubleVector p4 = DoubleVector.zero(S);
    DoubleVector q4 = DoubleVector.zero(S);
    DoubleVector p5 = DoubleVector.zero(S);
    DoubleVector q5 = DoubleVector.zero(S);
    DoubleVector p6 = DoubleVector.zero(S);
    DoubleVector q6 = DoubleVector.zero(S);
    for (int end = ao + kc; ao < end; ao++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[ao + ROW]);
      p1 = x1.fma(p, p1);
      q1 = x1.fma(q, q1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[ao + 2 * ROW]);
      p2 = x2.fma(p, p2);
      q2 = x2.fma(q, q2);
      DoubleVector x3 = DoubleVector.broadcast(S, a[ao + 3 * ROW]);
      p3 = x3.fma(p, p3);
      q3 = x3.fma(q, q3);
      DoubleVector x4 = DoubleVector.broadcast(S, a[ao + 4 * ROW]);
      p4 = x4.fma(p, p4);
      q4 = x4.fma(q, q4);
      DoubleVector x5 = DoubleVector.broadcast(S, a[ao + 5 * ROW]);
      p5 = x5.fma(p, p5);
      q5 = x5.fma(q, q5);
      DoubleVector x6 = DoubleVector.broadcast(S, a[ao + 6 * ROW]);
      p6 = x6.fma(p, p6);
      q6 = x6.fma(q, q6);
      bo += lb;
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
  }

  private static void rows8(
      int kc, double[] a, int ao, double[] b, int bo, int lb, double[] c, int co, int lc) {
    DoubleVector p0 = DoubleVector.zero(S);
    DoubleVector q0 = DoubleVector.zero(S);
    DoubleVector p1 = DoubleVector.zero(S);
    DoubleVector q1 = DoubleVector.zero(S);
    DoubleVector p2 = DoubleVector.zero(S);
    DoubleVector q2 = DoubleVector.zero(S);
    DoubleVector p3 = DoubleVector.zero(S);
    DoubleVector q3 = DoubleVector.zero(S);
    DoubleVector p4 = DoubleVector.zero(S);
    DoubleVector q4 = DoubleVector.zero(S);
    DoubleVector p5 = DoubleVector.zero(S);
    DoubleVector q5 = DoubleVector.zero(S);
    DoubleVector p6 = DoubleVector.zero(S);
    DoubleVector q6 = DoubleVector.zero(S);
    DoubleVector p7 = DoubleVector.zero(S);
    DoubleVector q7 = DoubleVector.zero(S);
    for (int end = ao + kc; ao < end; ao++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[ao + ROW]);
      p1 = x1.fma(p, p1);
      q1 = x1.fma(q, q1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[ao + 2 * ROW]);
      p2 = x2.fma(p, p2);
      q2 = x2.fma(q, q2);
      DoubleVector x3 = DoubleVector.broadcast(S, a[ao + 3 * ROW]);
      p3 = x3.fma(p, p3);
      q3 = x3.fma(q, q3);
      DoubleVector x4 = DoubleVector.broadcast(S, a[ao + 4 * ROW]);
      p4 = x4.fma(p, p4);
      q4 = x4.fma(q, q4);
      DoubleVector x5 = DoubleVector.broadcast(S, a[ao + 5 * ROW]);
      p5 = x5.fma(p, p5);
      q5 = x5.fma(q, q5);
      DoubleVector x6 = DoubleVector.broadcast(S, a[ao + 6 * ROW]);
      p6 = x6.fma(p, p6);
      q6 = x6.fma(q, q6);
      DoubleVector x7 = DoubleVector.broadcast(S, a[ao + 7 * ROW]);
      p7 = x7.fma(p, p7);
      q7 = x7.fma(q, q7);
      bo += lb;
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
  }

  private static void rows10(
      int kc, double[] a, int ao, double[] b, int bo, int lb, double[] c, int co, int lc) {
    DoubleVector p0 = DoubleVector.zero(S);
    DoubleVector q0 = DoubleVector.zero(S);
    DoubleVector p1 = DoubleVector.zero(S);
    DoubleVector q1 = DoubleVector.zero(S);
    DoubleVector p2 = DoubleVector.zero(S);
    DoubleVector q2 = DoubleVector.zero(S);
    DoubleVector p3 = DoubleVector.zero(S);
    DoubleVector q3 = DoubleVector.zero(S);
    DoubleVector p4 = DoubleVector.zero(S);
    DoubleVector q4 = DoubleVector.zero(S);
    DoubleVector p5 = DoubleVector.zero(S);
    DoubleVector q5 = DoubleVector.zero(S);
    DoubleVector p6 = DoubleVector.zero(S);
    DoubleVector q6 = DoubleVector.zero(S);
    DoubleVector p7 = DoubleVector.zero(S);
    DoubleVector q7 = DoubleVector.zero(S);
    DoubleVector p8 = DoubleVector.zero(S);
    DoubleVector q8 = DoubleVector.zero(S);
    DoubleVector p9 = DoubleVector.zero(S);
    DoubleVector q9 = DoubleVector.zero(S);
    for (int end = ao + kc; ao < end; ao++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[ao + ROW]);
      p1 = x1.fma(p, p1);
      q1 = x1.fma(q, q1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[ao + 2 * ROW]);
      p2 = x2.fma(p, p2);
      q2 = x2.fma(q, q2);
      DoubleVector x3 = DoubleVector.broadcast(S, a[ao + 3 * ROW]);
      p3 = x3.fma(p, p3);
      q3 = x3.fma(q, q3);
      DoubleVector x4 = DoubleVector.broadcast(S, a[ao + 4 * ROW]);
      p4 = x4.fma(p, p4);
      q4 = x4.fma(q, q4);
      DoubleVector x5 = DoubleVector.broadcast(S, a[ao + 5 * ROW]);
      p5 = x5.fma(p, p5);
      q5 = x5.fma(q, q5);
      DoubleVector x6 = DoubleVector.broadcast(S, a[ao + 6 * ROW]);
      p6 = x6.fma(p, p6);
      q6 = x6.fma(q, q6);
      DoubleVector x7 = DoubleVector.broadcast(S, a[ao + 7 * ROW]);
      p7 = x7.fma(p, p7);
      q7 = x7.fma(q, q7);
      DoubleVector x8 = DoubleVector.broadcast(S, a[ao + 8 * ROW]);
      p8 = x8.fma(p, p8);
      q8 = x8.fma(q, q8);
      DoubleVector x9 = DoubleVector.broadcast(S, a[ao + 9 * ROW]);
      p9 = x9.fma(p, p9);
      q9 = x9.fma(q, q9);
      bo += lb;
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
  }

  private static void rows12(
      int kc, double[] a, int ao, double[] b, int bo, int lb, double[] c, int co, int lc) {
    DoubleVector p0 = DoubleVector.zero(S);
    DoubleVector q0 = DoubleVector.zero(S);
    DoubleVector p1 = DoubleVector.zero(S);
    DoubleVector q1 = DoubleVector.zero(S);
    DoubleVector p2 = DoubleVector.zero(S);
    DoubleVector q2 = DoubleVector.zero(S);
    DoubleVector p3 = DoubleVector.zero(S);
    DoubleVector q3 = DoubleVector.zero(S);
    DoubleVector p4 = DoubleVector.zero(S);
    DoubleVector q4 = DoubleVector.zero(S);
    DoubleVector p5 = DoubleVector.zero(S);
    DoubleVector q5 = DoubleVector.zero(S);
    DoubleVector p6 = DoubleVector.zero(S);
    DoubleVector q6 = DoubleVector.zero(S);
    DoubleVector p7 = DoubleVector.zero(S);
    DoubleVector q7 = DoubleVector.zero(S);
    DoubleVector p8 = DoubleVector.zero(S);
    DoubleVector q8 = DoubleVector.zero(S);
    DoubleVector p9 = DoubleVector.zero(S);
    DoubleVector q9 = DoubleVector.zero(S);
    DoubleVector p10 = DoubleVector.zero(S);
    DoubleVector q10 = DoubleVector.zero(S);
    DoubleVector p11 = DoubleVector.zero(S);
    DoubleVector q11 = DoubleVector.zero(S);
    for (int end = ao + kc; ao < end; ao++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[ao + ROW]);
      p1 = x1.fma(p, p1);
      q1 = x1.fma(q, q1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[ao + 2 * ROW]);
      p2 = x2.fma(p, p2);
      q2 = x2.fma(q, q2);
      DoubleVector x3 = DoubleVector.broadcast(S, a[ao + 3 * ROW]);
      p3 = x3.fma(p, p3);
      q3 = x3.fma(q, q3);
      DoubleVector x4 = DoubleVector.broadcast(S, a[ao + 4 * ROW]);
      p4 = x4.fma(p, p4);
      q4 = x4.fma(q, q4);
      DoubleVector x5 = DoubleVector.broadcast(S, a[ao + 5 * ROW]);
      p5 = x5.fma(p, p5);
      q5 = x5.fma(q, q5);
      DoubleVector x6 = DoubleVector.broadcast(S, a[ao + 6 * ROW]);
      p6 = x6.fma(p, p6);
      q6 = x6.fma(q, q6);
      DoubleVector x7 = DoubleVector.broadcast(S, a[ao + 7 * ROW]);
      p7 = x7.fma(p, p7);
      q7 = x7.fma(q, q7);
      DoubleVector x8 = DoubleVector.broadcast(S, a[ao + 8 * ROW]);
      p8 = x8.fma(p, p8);
      q8 = x8.fma(q, q8);
      DoubleVector x9 = DoubleVector.broadcast(S, a[ao + 9 * ROW]);
      p9 = x9.fma(p, p9);
      q9 = x9.fma(q, q9);
      DoubleVector x10 = DoubleVector.broadcast(S, a[ao + 10 * ROW]);
      p10 = x10.fma(p, p10);
      q10 = x10.fma(q, q10);
      DoubleVector x11 = DoubleVector.broadcast(S, a[ao + 11 * ROW]);
      p11 = x11.fma(p, p11);
      q11 = x11.fma(q, q11);
      bo += lb;
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
  }

  private static void rows14(
      int kc, double[] a, int ao, double[] b, int bo, int lb, double[] c, int co, int lc) {
    DoubleVector p0 = DoubleVector.zero(S);
    DoubleVector q0 = DoubleVector.zero(S);
    DoubleVector p1 = DoubleVector.zero(S);
    DoubleVector q1 = DoubleVector.zero(S);
    DoubleVector p2 = DoubleVector.zero(S);
    DoubleVector q2 = DoubleVector.zero(S);
    DoubleVector p3 = DoubleVector.zero(S);
    DoubleVector q3 = DoubleVector.zero(S);
    DoubleVector p4 = DoubleVector.zero(S);
    DoubleVector q4 = DoubleVector.zero(S);
    DoubleVector p5 = DoubleVector.zero(S);
    DoubleVector q5 = DoubleVector.zero(S);
    DoubleVector p6 = DoubleVector.zero(S);
    DoubleVector q6 = DoubleVector.zero(S);
    DoubleVector p7 = DoubleVector.zero(S);
    DoubleVector q7 = DoubleVector.zero(S);
    DoubleVector p8 = DoubleVector.zero(S);
    DoubleVector q8 = DoubleVector.zero(S);
    DoubleVector p9 = DoubleVector.zero(S);
    DoubleVector q9 = DoubleVector.zero(S);
    DoubleVector p10 = DoubleVector.zero(S);
    DoubleVector q10 = DoubleVector.zero(S);
    DoubleVector p11 = DoubleVector.zero(S);
    DoubleVector q11 = DoubleVector.zero(S);
    DoubleVector p12 = DoubleVector.zero(S);
    DoubleVector q12 = DoubleVector.zero(S);
    DoubleVector p13 = DoubleVector.zero(S);
    DoubleVector q13 = DoubleVector.zero(S);
    for (int end = ao + kc; ao < end; ao++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ao]);
      p0 = x0.fma(p, p0);
      q0 = x0.fma(q, q0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[ao + ROW]);
      p1 = x1.fma(p, p1);
      q1 = x1.fma(q, q1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[ao + 2 * ROW]);
      p2 = x2.fma(p, p2);
      q2 = x2.fma(q, q2);
      DoubleVector x3 = DoubleVector.broadcast(S, a[ao + 3 * ROW]);
      p3 = x3.fma(p, p3);
      q3 = x3.fma(q, q3);
      DoubleVector x4 = DoubleVector.broadcast(S, a[ao + 4 * ROW]);
      p4 = x4.fma(p, p4);
      q4 = x4.fma(q, q4);
      DoubleVector x5 = DoubleVector.broadcast(S, a[ao + 5 * ROW]);
      p5 = x5.fma(p, p5);
      q5 = x5.fma(q, q5);
      DoubleVector x6 = DoubleVector.broadcast(S, a[ao + 6 * ROW]);
      p6 = x6.fma(p, p6);
      q6 = x6.fma(q, q6);
      DoubleVector x7 = DoubleVector.broadcast(S, a[ao + 7 * ROW]);
      p7 = x7.fma(p, p7);
      q7 = x7.fma(q, q7);
      DoubleVector x8 = DoubleVector.broadcast(S, a[ao + 8 * ROW]);
      p8 = x8.fma(p, p8);
      q8 = x8.fma(q, q8);
      DoubleVector x9 = DoubleVector.broadcast(S, a[ao + 9 * ROW]);
      p9 = x9.fma(p, p9);
      q9 = x9.fma(q, q9);
      DoubleVector x10 = DoubleVector.broadcast(S, a[ao + 10 * ROW]);
      p10 = x10.fma(p, p10);
      q10 = x10.fma(q, q10);
      DoubleVector x11 = DoubleVector.broadcast(S, a[ao + 11 * ROW]);
      p11 = x11.fma(p, p11);
      q11 = x11.fma(q, q11);
      DoubleVector x12 = DoubleVector.broadcast(S, a[ao + 12 * ROW]);
      p12 = x12.fma(p, p12);
      q12 = x12.fma(q, q12);
      DoubleVector x13 = DoubleVector.broadcast(S, a[ao + 13 * ROW]);
      p13 = x13.fma(p, p13);
      q13 = x13.fma(q, q13);
      bo += lb;
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
