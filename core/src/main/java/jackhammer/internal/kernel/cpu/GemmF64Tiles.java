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
 * <p>A is read at {@code ao + k * lda + row}, B at {@code bo + k * ldb + column}: packed panels and
 * matrices that lie the right way are read by the same code.
 */
final class GemmF64Tiles {
  private static final VectorSpecies<Double> S =
      VectorSpecies.of(double.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  /** Columns of a tile. */
  static final int COLUMNS = 2 * L;

  private GemmF64Tiles() {}

  /**
   * C[rows, COLUMNS] = or += A[rows, kc] B[kc, COLUMNS]; rows is one of 1, 2, 3, 4, 5, 6, 7, 8, 10,
   * 12 and 14.
   */
  static void tile(
      int rows,
      int kc,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      boolean add) {
    switch (rows) {
      case 1 -> rows1(kc, a, ao, lda, b, bo, ldb, c, co, ldc, add);
      case 2 -> rows2(kc, a, ao, lda, b, bo, ldb, c, co, ldc, add);
      case 3 -> rows3(kc, a, ao, lda, b, bo, ldb, c, co, ldc, add);
      case 4 -> rows4(kc, a, ao, lda, b, bo, ldb, c, co, ldc, add);
      case 5 -> rows5(kc, a, ao, lda, b, bo, ldb, c, co, ldc, add);
      case 6 -> rows6(kc, a, ao, lda, b, bo, ldb, c, co, ldc, add);
      case 7 -> rows7(kc, a, ao, lda, b, bo, ldb, c, co, ldc, add);
      case 8 -> rows8(kc, a, ao, lda, b, bo, ldb, c, co, ldc, add);
      case 10 -> rows10(kc, a, ao, lda, b, bo, ldb, c, co, ldc, add);
      case 12 -> rows12(kc, a, ao, lda, b, bo, ldb, c, co, ldc, add);
      case 14 -> rows14(kc, a, ao, lda, b, bo, ldb, c, co, ldc, add);
      default -> throw new IllegalArgumentException("tile of " + rows + " rows");
    }
  }

  private static void put(DoubleVector p, DoubleVector q, double[] c, int at, boolean add) {
    if (add) {
      DoubleVector.fromArray(S, c, at).add(p).intoArray(c, at);
      DoubleVector.fromArray(S, c, at + L).add(q).intoArray(c, at + L);
    } else {
      p.intoArray(c, at);
      q.intoArray(c, at + L);
    }
  }

  private static void rows1(
      int kc,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      boolean add) {
    DoubleVector x = DoubleVector.zero(S);
    DoubleVector p0 = x, q0 = x;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      x = DoubleVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      ao += lda;
      bo += ldb;
    }
    put(p0, q0, c, co, add);
  }

  private static void rows2(
      int kc,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      boolean add) {
    DoubleVector x = DoubleVector.zero(S);
    DoubleVector p0 = x, q0 = x;
    DoubleVector p1 = x, q1 = x;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      x = DoubleVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = DoubleVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      ao += lda;
      bo += ldb;
    }
    put(p0, q0, c, co, add);
    put(p1, q1, c, co + ldc, add);
  }

  private static void rows3(
      int kc,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      boolean add) {
    DoubleVector x = DoubleVector.zero(S);
    DoubleVector p0 = x, q0 = x;
    DoubleVector p1 = x, q1 = x;
    DoubleVector p2 = x, q2 = x;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      x = DoubleVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = DoubleVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = DoubleVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      ao += lda;
      bo += ldb;
    }
    put(p0, q0, c, co, add);
    put(p1, q1, c, co + ldc, add);
    put(p2, q2, c, co + 2 * ldc, add);
  }

  private static void rows4(
      int kc,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      boolean add) {
    DoubleVector x = DoubleVector.zero(S);
    DoubleVector p0 = x, q0 = x;
    DoubleVector p1 = x, q1 = x;
    DoubleVector p2 = x, q2 = x;
    DoubleVector p3 = x, q3 = x;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      x = DoubleVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = DoubleVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = DoubleVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = DoubleVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      ao += lda;
      bo += ldb;
    }
    put(p0, q0, c, co, add);
    put(p1, q1, c, co + ldc, add);
    put(p2, q2, c, co + 2 * ldc, add);
    put(p3, q3, c, co + 3 * ldc, add);
  }

  private static void rows5(
      int kc,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      boolean add) {
    DoubleVector x = DoubleVector.zero(S);
    DoubleVector p0 = x, q0 = x;
    DoubleVector p1 = x, q1 = x;
    DoubleVector p2 = x, q2 = x;
    DoubleVector p3 = x, q3 = x;
    DoubleVector p4 = x, q4 = x;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      x = DoubleVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = DoubleVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = DoubleVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = DoubleVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      x = DoubleVector.broadcast(S, a[ao + 4]);
      p4 = x.fma(p, p4);
      q4 = x.fma(q, q4);
      ao += lda;
      bo += ldb;
    }
    put(p0, q0, c, co, add);
    put(p1, q1, c, co + ldc, add);
    put(p2, q2, c, co + 2 * ldc, add);
    put(p3, q3, c, co + 3 * ldc, add);
    put(p4, q4, c, co + 4 * ldc, add);
  }

  private static void rows6(
      int kc,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      boolean add) {
    DoubleVector x = DoubleVector.zero(S);
    DoubleVector p0 = x, q0 = x;
    DoubleVector p1 = x, q1 = x;
    DoubleVector p2 = x, q2 = x;
    DoubleVector p3 = x, q3 = x;
    DoubleVector p4 = x, q4 = x;
    DoubleVector p5 = x, q5 = x;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      x = DoubleVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = DoubleVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = DoubleVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = DoubleVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      x = DoubleVector.broadcast(S, a[ao + 4]);
      p4 = x.fma(p, p4);
      q4 = x.fma(q, q4);
      x = DoubleVector.broadcast(S, a[ao + 5]);
      p5 = x.fma(p, p5);
      q5 = x.fma(q, q5);
      ao += lda;
      bo += ldb;
    }
    put(p0, q0, c, co, add);
    put(p1, q1, c, co + ldc, add);
    put(p2, q2, c, co + 2 * ldc, add);
    put(p3, q3, c, co + 3 * ldc, add);
    put(p4, q4, c, co + 4 * ldc, add);
    put(p5, q5, c, co + 5 * ldc, add);
  }

  private static void rows7(
      int kc,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      boolean add) {
    DoubleVector x = DoubleVector.zero(S);
    DoubleVector p0 = x, q0 = x;
    DoubleVector p1 = x, q1 = x;
    DoubleVector p2 = x, q2 = x;
    DoubleVector p3 = x, q3 = x;
    DoubleVector p4 = x, q4 = x;
    DoubleVector p5 = x, q5 = x;
    DoubleVector p6 = x, q6 = x;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      x = DoubleVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = DoubleVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = DoubleVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = DoubleVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      x = DoubleVector.broadcast(S, a[ao + 4]);
      p4 = x.fma(p, p4);
      q4 = x.fma(q, q4);
      x = DoubleVector.broadcast(S, a[ao + 5]);
      p5 = x.fma(p, p5);
      q5 = x.fma(q, q5);
      x = DoubleVector.broadcast(S, a[ao + 6]);
      p6 = x.fma(p, p6);
      q6 = x.fma(q, q6);
      ao += lda;
      bo += ldb;
    }
    put(p0, q0, c, co, add);
    put(p1, q1, c, co + ldc, add);
    put(p2, q2, c, co + 2 * ldc, add);
    put(p3, q3, c, co + 3 * ldc, add);
    put(p4, q4, c, co + 4 * ldc, add);
    put(p5, q5, c, co + 5 * ldc, add);
    put(p6, q6, c, co + 6 * ldc, add);
  }

  private static void rows8(
      int kc,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      boolean add) {
    DoubleVector x = DoubleVector.zero(S);
    DoubleVector p0 = x, q0 = x;
    DoubleVector p1 = x, q1 = x;
    DoubleVector p2 = x, q2 = x;
    DoubleVector p3 = x, q3 = x;
    DoubleVector p4 = x, q4 = x;
    DoubleVector p5 = x, q5 = x;
    DoubleVector p6 = x, q6 = x;
    DoubleVector p7 = x, q7 = x;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      x = DoubleVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = DoubleVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = DoubleVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = DoubleVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      x = DoubleVector.broadcast(S, a[ao + 4]);
      p4 = x.fma(p, p4);
      q4 = x.fma(q, q4);
      x = DoubleVector.broadcast(S, a[ao + 5]);
      p5 = x.fma(p, p5);
      q5 = x.fma(q, q5);
      x = DoubleVector.broadcast(S, a[ao + 6]);
      p6 = x.fma(p, p6);
      q6 = x.fma(q, q6);
      x = DoubleVector.broadcast(S, a[ao + 7]);
      p7 = x.fma(p, p7);
      q7 = x.fma(q, q7);
      ao += lda;
      bo += ldb;
    }
    put(p0, q0, c, co, add);
    put(p1, q1, c, co + ldc, add);
    put(p2, q2, c, co + 2 * ldc, add);
    put(p3, q3, c, co + 3 * ldc, add);
    put(p4, q4, c, co + 4 * ldc, add);
    put(p5, q5, c, co + 5 * ldc, add);
    put(p6, q6, c, co + 6 * ldc, add);
    put(p7, q7, c, co + 7 * ldc, add);
  }

  private static void rows10(
      int kc,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      boolean add) {
    DoubleVector x = DoubleVector.zero(S);
    DoubleVector p0 = x, q0 = x;
    DoubleVector p1 = x, q1 = x;
    DoubleVector p2 = x, q2 = x;
    DoubleVector p3 = x, q3 = x;
    DoubleVector p4 = x, q4 = x;
    DoubleVector p5 = x, q5 = x;
    DoubleVector p6 = x, q6 = x;
    DoubleVector p7 = x, q7 = x;
    DoubleVector p8 = x, q8 = x;
    DoubleVector p9 = x, q9 = x;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      x = DoubleVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = DoubleVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = DoubleVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = DoubleVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      x = DoubleVector.broadcast(S, a[ao + 4]);
      p4 = x.fma(p, p4);
      q4 = x.fma(q, q4);
      x = DoubleVector.broadcast(S, a[ao + 5]);
      p5 = x.fma(p, p5);
      q5 = x.fma(q, q5);
      x = DoubleVector.broadcast(S, a[ao + 6]);
      p6 = x.fma(p, p6);
      q6 = x.fma(q, q6);
      x = DoubleVector.broadcast(S, a[ao + 7]);
      p7 = x.fma(p, p7);
      q7 = x.fma(q, q7);
      x = DoubleVector.broadcast(S, a[ao + 8]);
      p8 = x.fma(p, p8);
      q8 = x.fma(q, q8);
      x = DoubleVector.broadcast(S, a[ao + 9]);
      p9 = x.fma(p, p9);
      q9 = x.fma(q, q9);
      ao += lda;
      bo += ldb;
    }
    put(p0, q0, c, co, add);
    put(p1, q1, c, co + ldc, add);
    put(p2, q2, c, co + 2 * ldc, add);
    put(p3, q3, c, co + 3 * ldc, add);
    put(p4, q4, c, co + 4 * ldc, add);
    put(p5, q5, c, co + 5 * ldc, add);
    put(p6, q6, c, co + 6 * ldc, add);
    put(p7, q7, c, co + 7 * ldc, add);
    put(p8, q8, c, co + 8 * ldc, add);
    put(p9, q9, c, co + 9 * ldc, add);
  }

  private static void rows12(
      int kc,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      boolean add) {
    DoubleVector x = DoubleVector.zero(S);
    DoubleVector p0 = x, q0 = x;
    DoubleVector p1 = x, q1 = x;
    DoubleVector p2 = x, q2 = x;
    DoubleVector p3 = x, q3 = x;
    DoubleVector p4 = x, q4 = x;
    DoubleVector p5 = x, q5 = x;
    DoubleVector p6 = x, q6 = x;
    DoubleVector p7 = x, q7 = x;
    DoubleVector p8 = x, q8 = x;
    DoubleVector p9 = x, q9 = x;
    DoubleVector p10 = x, q10 = x;
    DoubleVector p11 = x, q11 = x;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      x = DoubleVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = DoubleVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = DoubleVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = DoubleVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      x = DoubleVector.broadcast(S, a[ao + 4]);
      p4 = x.fma(p, p4);
      q4 = x.fma(q, q4);
      x = DoubleVector.broadcast(S, a[ao + 5]);
      p5 = x.fma(p, p5);
      q5 = x.fma(q, q5);
      x = DoubleVector.broadcast(S, a[ao + 6]);
      p6 = x.fma(p, p6);
      q6 = x.fma(q, q6);
      x = DoubleVector.broadcast(S, a[ao + 7]);
      p7 = x.fma(p, p7);
      q7 = x.fma(q, q7);
      x = DoubleVector.broadcast(S, a[ao + 8]);
      p8 = x.fma(p, p8);
      q8 = x.fma(q, q8);
      x = DoubleVector.broadcast(S, a[ao + 9]);
      p9 = x.fma(p, p9);
      q9 = x.fma(q, q9);
      x = DoubleVector.broadcast(S, a[ao + 10]);
      p10 = x.fma(p, p10);
      q10 = x.fma(q, q10);
      x = DoubleVector.broadcast(S, a[ao + 11]);
      p11 = x.fma(p, p11);
      q11 = x.fma(q, q11);
      ao += lda;
      bo += ldb;
    }
    put(p0, q0, c, co, add);
    put(p1, q1, c, co + ldc, add);
    put(p2, q2, c, co + 2 * ldc, add);
    put(p3, q3, c, co + 3 * ldc, add);
    put(p4, q4, c, co + 4 * ldc, add);
    put(p5, q5, c, co + 5 * ldc, add);
    put(p6, q6, c, co + 6 * ldc, add);
    put(p7, q7, c, co + 7 * ldc, add);
    put(p8, q8, c, co + 8 * ldc, add);
    put(p9, q9, c, co + 9 * ldc, add);
    put(p10, q10, c, co + 10 * ldc, add);
    put(p11, q11, c, co + 11 * ldc, add);
  }

  private static void rows14(
      int kc,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double[] c,
      int co,
      int ldc,
      boolean add) {
    DoubleVector x = DoubleVector.zero(S);
    DoubleVector p0 = x, q0 = x;
    DoubleVector p1 = x, q1 = x;
    DoubleVector p2 = x, q2 = x;
    DoubleVector p3 = x, q3 = x;
    DoubleVector p4 = x, q4 = x;
    DoubleVector p5 = x, q5 = x;
    DoubleVector p6 = x, q6 = x;
    DoubleVector p7 = x, q7 = x;
    DoubleVector p8 = x, q8 = x;
    DoubleVector p9 = x, q9 = x;
    DoubleVector p10 = x, q10 = x;
    DoubleVector p11 = x, q11 = x;
    DoubleVector p12 = x, q12 = x;
    DoubleVector p13 = x, q13 = x;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, bo);
      DoubleVector q = DoubleVector.fromArray(S, b, bo + L);
      x = DoubleVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = DoubleVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = DoubleVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = DoubleVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      x = DoubleVector.broadcast(S, a[ao + 4]);
      p4 = x.fma(p, p4);
      q4 = x.fma(q, q4);
      x = DoubleVector.broadcast(S, a[ao + 5]);
      p5 = x.fma(p, p5);
      q5 = x.fma(q, q5);
      x = DoubleVector.broadcast(S, a[ao + 6]);
      p6 = x.fma(p, p6);
      q6 = x.fma(q, q6);
      x = DoubleVector.broadcast(S, a[ao + 7]);
      p7 = x.fma(p, p7);
      q7 = x.fma(q, q7);
      x = DoubleVector.broadcast(S, a[ao + 8]);
      p8 = x.fma(p, p8);
      q8 = x.fma(q, q8);
      x = DoubleVector.broadcast(S, a[ao + 9]);
      p9 = x.fma(p, p9);
      q9 = x.fma(q, q9);
      x = DoubleVector.broadcast(S, a[ao + 10]);
      p10 = x.fma(p, p10);
      q10 = x.fma(q, q10);
      x = DoubleVector.broadcast(S, a[ao + 11]);
      p11 = x.fma(p, p11);
      q11 = x.fma(q, q11);
      x = DoubleVector.broadcast(S, a[ao + 12]);
      p12 = x.fma(p, p12);
      q12 = x.fma(q, q12);
      x = DoubleVector.broadcast(S, a[ao + 13]);
      p13 = x.fma(p, p13);
      q13 = x.fma(q, q13);
      ao += lda;
      bo += ldb;
    }
    put(p0, q0, c, co, add);
    put(p1, q1, c, co + ldc, add);
    put(p2, q2, c, co + 2 * ldc, add);
    put(p3, q3, c, co + 3 * ldc, add);
    put(p4, q4, c, co + 4 * ldc, add);
    put(p5, q5, c, co + 5 * ldc, add);
    put(p6, q6, c, co + 6 * ldc, add);
    put(p7, q7, c, co + 7 * ldc, add);
    put(p8, q8, c, co + 8 * ldc, add);
    put(p9, q9, c, co + 9 * ldc, add);
    put(p10, q10, c, co + 10 * ldc, add);
    put(p11, q11, c, co + 11 * ldc, add);
    put(p12, q12, c, co + 12 * ldc, add);
    put(p13, q13, c, co + 13 * ldc, add);
  }
}
