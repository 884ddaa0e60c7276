package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loop of the convolutions: a tile of C, two vectors wide and as many rows high as
 * the method's name says, in registers over one segment of k.
 *
 * <p>Like {@link GemmF32Tiles}, with one difference: where a row of B begins is read from a table,
 * so that B can be the image itself. Each height is a method of its own with named locals, because
 * C2 keeps only those in registers, and small: C1 gives up on more ("out of virtual registers"),
 * and C2 leaves calls out of line where there is too much in one method
 * ("NodeCountInliningCutoff"), which puts vectors into boxes. That is why a tile is only stored
 * here and added elsewhere.
 */
final class ConvTiles {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  private ConvTiles() {}

  static void rows1(
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
    FloatVector x = FloatVector.zero(S);
    FloatVector p0 = x, q0 = x;
    for (int k = 0; k < kc; k++) {
      int o = bo + at[t0 + k];
      FloatVector p = FloatVector.fromArray(S, b, o);
      FloatVector q = FloatVector.fromArray(S, b, o + second);
      x = FloatVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      ao++;
    }
    p0.intoArray(c, co);
    q0.intoArray(c, co + L);
  }

  static void rows2(
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
    FloatVector x = FloatVector.zero(S);
    FloatVector p0 = x, q0 = x;
    FloatVector p1 = x, q1 = x;
    for (int k = 0; k < kc; k++) {
      int o = bo + at[t0 + k];
      FloatVector p = FloatVector.fromArray(S, b, o);
      FloatVector q = FloatVector.fromArray(S, b, o + second);
      x = FloatVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = FloatVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      ao += 2;
    }
    p0.intoArray(c, co);
    q0.intoArray(c, co + L);
    p1.intoArray(c, co + ldc);
    q1.intoArray(c, co + ldc + L);
  }

  static void rows4(
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
    FloatVector x = FloatVector.zero(S);
    FloatVector p0 = x, q0 = x;
    FloatVector p1 = x, q1 = x;
    FloatVector p2 = x, q2 = x;
    FloatVector p3 = x, q3 = x;
    for (int k = 0; k < kc; k++) {
      int o = bo + at[t0 + k];
      FloatVector p = FloatVector.fromArray(S, b, o);
      FloatVector q = FloatVector.fromArray(S, b, o + second);
      x = FloatVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = FloatVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = FloatVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = FloatVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      ao += 4;
    }
    p0.intoArray(c, co);
    q0.intoArray(c, co + L);
    p1.intoArray(c, co + ldc);
    q1.intoArray(c, co + ldc + L);
    p2.intoArray(c, co + 2 * ldc);
    q2.intoArray(c, co + 2 * ldc + L);
    p3.intoArray(c, co + 3 * ldc);
    q3.intoArray(c, co + 3 * ldc + L);
  }

  static void rows6(
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
    FloatVector x = FloatVector.zero(S);
    FloatVector p0 = x, q0 = x;
    FloatVector p1 = x, q1 = x;
    FloatVector p2 = x, q2 = x;
    FloatVector p3 = x, q3 = x;
    FloatVector p4 = x, q4 = x;
    FloatVector p5 = x, q5 = x;
    for (int k = 0; k < kc; k++) {
      int o = bo + at[t0 + k];
      FloatVector p = FloatVector.fromArray(S, b, o);
      FloatVector q = FloatVector.fromArray(S, b, o + second);
      x = FloatVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = FloatVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = FloatVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = FloatVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      x = FloatVector.broadcast(S, a[ao + 4]);
      p4 = x.fma(p, p4);
      q4 = x.fma(q, q4);
      x = FloatVector.broadcast(S, a[ao + 5]);
      p5 = x.fma(p, p5);
      q5 = x.fma(q, q5);
      ao += 6;
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
  }

  static void rows8(
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
    FloatVector x = FloatVector.zero(S);
    FloatVector p0 = x, q0 = x;
    FloatVector p1 = x, q1 = x;
    FloatVector p2 = x, q2 = x;
    FloatVector p3 = x, q3 = x;
    FloatVector p4 = x, q4 = x;
    FloatVector p5 = x, q5 = x;
    FloatVector p6 = x, q6 = x;
    FloatVector p7 = x, q7 = x;
    for (int k = 0; k < kc; k++) {
      int o = bo + at[t0 + k];
      FloatVector p = FloatVector.fromArray(S, b, o);
      FloatVector q = FloatVector.fromArray(S, b, o + second);
      x = FloatVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = FloatVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = FloatVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = FloatVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      x = FloatVector.broadcast(S, a[ao + 4]);
      p4 = x.fma(p, p4);
      q4 = x.fma(q, q4);
      x = FloatVector.broadcast(S, a[ao + 5]);
      p5 = x.fma(p, p5);
      q5 = x.fma(q, q5);
      x = FloatVector.broadcast(S, a[ao + 6]);
      p6 = x.fma(p, p6);
      q6 = x.fma(q, q6);
      x = FloatVector.broadcast(S, a[ao + 7]);
      p7 = x.fma(p, p7);
      q7 = x.fma(q, q7);
      ao += 8;
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
  }

  static void rows10(
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
    FloatVector x = FloatVector.zero(S);
    FloatVector p0 = x, q0 = x;
    FloatVector p1 = x, q1 = x;
    FloatVector p2 = x, q2 = x;
    FloatVector p3 = x, q3 = x;
    FloatVector p4 = x, q4 = x;
    FloatVector p5 = x, q5 = x;
    FloatVector p6 = x, q6 = x;
    FloatVector p7 = x, q7 = x;
    FloatVector p8 = x, q8 = x;
    FloatVector p9 = x, q9 = x;
    for (int k = 0; k < kc; k++) {
      int o = bo + at[t0 + k];
      FloatVector p = FloatVector.fromArray(S, b, o);
      FloatVector q = FloatVector.fromArray(S, b, o + second);
      x = FloatVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = FloatVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = FloatVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = FloatVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      x = FloatVector.broadcast(S, a[ao + 4]);
      p4 = x.fma(p, p4);
      q4 = x.fma(q, q4);
      x = FloatVector.broadcast(S, a[ao + 5]);
      p5 = x.fma(p, p5);
      q5 = x.fma(q, q5);
      x = FloatVector.broadcast(S, a[ao + 6]);
      p6 = x.fma(p, p6);
      q6 = x.fma(q, q6);
      x = FloatVector.broadcast(S, a[ao + 7]);
      p7 = x.fma(p, p7);
      q7 = x.fma(q, q7);
      x = FloatVector.broadcast(S, a[ao + 8]);
      p8 = x.fma(p, p8);
      q8 = x.fma(q, q8);
      x = FloatVector.broadcast(S, a[ao + 9]);
      p9 = x.fma(p, p9);
      q9 = x.fma(q, q9);
      ao += 10;
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
  }

  static void rows12(
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
    FloatVector x = FloatVector.zero(S);
    FloatVector p0 = x, q0 = x;
    FloatVector p1 = x, q1 = x;
    FloatVector p2 = x, q2 = x;
    FloatVector p3 = x, q3 = x;
    FloatVector p4 = x, q4 = x;
    FloatVector p5 = x, q5 = x;
    FloatVector p6 = x, q6 = x;
    FloatVector p7 = x, q7 = x;
    FloatVector p8 = x, q8 = x;
    FloatVector p9 = x, q9 = x;
    FloatVector p10 = x, q10 = x;
    FloatVector p11 = x, q11 = x;
    for (int k = 0; k < kc; k++) {
      int o = bo + at[t0 + k];
      FloatVector p = FloatVector.fromArray(S, b, o);
      FloatVector q = FloatVector.fromArray(S, b, o + second);
      x = FloatVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = FloatVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = FloatVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = FloatVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      x = FloatVector.broadcast(S, a[ao + 4]);
      p4 = x.fma(p, p4);
      q4 = x.fma(q, q4);
      x = FloatVector.broadcast(S, a[ao + 5]);
      p5 = x.fma(p, p5);
      q5 = x.fma(q, q5);
      x = FloatVector.broadcast(S, a[ao + 6]);
      p6 = x.fma(p, p6);
      q6 = x.fma(q, q6);
      x = FloatVector.broadcast(S, a[ao + 7]);
      p7 = x.fma(p, p7);
      q7 = x.fma(q, q7);
      x = FloatVector.broadcast(S, a[ao + 8]);
      p8 = x.fma(p, p8);
      q8 = x.fma(q, q8);
      x = FloatVector.broadcast(S, a[ao + 9]);
      p9 = x.fma(p, p9);
      q9 = x.fma(q, q9);
      x = FloatVector.broadcast(S, a[ao + 10]);
      p10 = x.fma(p, p10);
      q10 = x.fma(q, q10);
      x = FloatVector.broadcast(S, a[ao + 11]);
      p11 = x.fma(p, p11);
      q11 = x.fma(q, q11);
      ao += 12;
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
  }

  static void rows14(
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
    FloatVector x = FloatVector.zero(S);
    FloatVector p0 = x, q0 = x;
    FloatVector p1 = x, q1 = x;
    FloatVector p2 = x, q2 = x;
    FloatVector p3 = x, q3 = x;
    FloatVector p4 = x, q4 = x;
    FloatVector p5 = x, q5 = x;
    FloatVector p6 = x, q6 = x;
    FloatVector p7 = x, q7 = x;
    FloatVector p8 = x, q8 = x;
    FloatVector p9 = x, q9 = x;
    FloatVector p10 = x, q10 = x;
    FloatVector p11 = x, q11 = x;
    FloatVector p12 = x, q12 = x;
    FloatVector p13 = x, q13 = x;
    for (int k = 0; k < kc; k++) {
      int o = bo + at[t0 + k];
      FloatVector p = FloatVector.fromArray(S, b, o);
      FloatVector q = FloatVector.fromArray(S, b, o + second);
      x = FloatVector.broadcast(S, a[ao]);
      p0 = x.fma(p, p0);
      q0 = x.fma(q, q0);
      x = FloatVector.broadcast(S, a[ao + 1]);
      p1 = x.fma(p, p1);
      q1 = x.fma(q, q1);
      x = FloatVector.broadcast(S, a[ao + 2]);
      p2 = x.fma(p, p2);
      q2 = x.fma(q, q2);
      x = FloatVector.broadcast(S, a[ao + 3]);
      p3 = x.fma(p, p3);
      q3 = x.fma(q, q3);
      x = FloatVector.broadcast(S, a[ao + 4]);
      p4 = x.fma(p, p4);
      q4 = x.fma(q, q4);
      x = FloatVector.broadcast(S, a[ao + 5]);
      p5 = x.fma(p, p5);
      q5 = x.fma(q, q5);
      x = FloatVector.broadcast(S, a[ao + 6]);
      p6 = x.fma(p, p6);
      q6 = x.fma(q, q6);
      x = FloatVector.broadcast(S, a[ao + 7]);
      p7 = x.fma(p, p7);
      q7 = x.fma(q, q7);
      x = FloatVector.broadcast(S, a[ao + 8]);
      p8 = x.fma(p, p8);
      q8 = x.fma(q, q8);
      x = FloatVector.broadcast(S, a[ao + 9]);
      p9 = x.fma(p, p9);
      q9 = x.fma(q, q9);
      x = FloatVector.broadcast(S, a[ao + 10]);
      p10 = x.fma(p, p10);
      q10 = x.fma(q, q10);
      x = FloatVector.broadcast(S, a[ao + 11]);
      p11 = x.fma(p, p11);
      q11 = x.fma(q, q11);
      x = FloatVector.broadcast(S, a[ao + 12]);
      p12 = x.fma(p, p12);
      q12 = x.fma(q, q12);
      x = FloatVector.broadcast(S, a[ao + 13]);
      p13 = x.fma(p, p13);
      q13 = x.fma(q, q13);
      ao += 14;
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
