package jackhammer.internal.kernel.cpu;

// Twins: Double

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * A few rows of the float32 matrix product over one segment of k, with B where it lies, row after
 * row in memory.
 *
 * <p>So few rows are a question of how fast B arrives. Tiles would read it in strips two vectors
 * wide, a row's length apart; here eight of its rows are read side by side from end to end, while
 * the sums wait in the nearest cache. Each sum is still one chain in the order of k.
 */
final class GemmF32Sweep {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  /** Rows of B at once: as many streams as the processor follows, and 16 registers hold. */
  static final int ABREAST = 8;

  private GemmF32Sweep() {}

  /** C[rows, n] = A[rows, kc] B[kc, n]; A's rows are {@link GemmKernel#ROW} apart. */
  static void sweep(
      int rows,
      int kc,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int ldb,
      float[] c,
      int co,
      int ldc,
      int n) {
    for (int i = 0; i < rows; i++) {
      Arrays.fill(c, co + i * ldc, co + i * ldc + n, 0f);
    }
    int k = 0;
    for (; k + ABREAST <= kc; k += ABREAST) {
      for (int i = 0; i < rows; i++) {
        eight(a, ao + i * GemmKernel.ROW + k, b, bo + k * ldb, ldb, c, co + i * ldc, n);
      }
    }
    for (; k < kc; k++) {
      for (int i = 0; i < rows; i++) {
        one(a[ao + i * GemmKernel.ROW + k], b, bo + k * ldb, c, co + i * ldc, n);
      }
    }
  }

  private static void eight(
      float[] a, int ao, float[] b, int bo, int ldb, float[] c, int co, int n) {
    float a0 = a[ao];
    float a1 = a[ao + 1];
    float a2 = a[ao + 2];
    float a3 = a[ao + 3];
    float a4 = a[ao + 4];
    float a5 = a[ao + 5];
    float a6 = a[ao + 6];
    float a7 = a[ao + 7];
    FloatVector x0 = FloatVector.broadcast(S, a0);
    FloatVector x1 = FloatVector.broadcast(S, a1);
    FloatVector x2 = FloatVector.broadcast(S, a2);
    FloatVector x3 = FloatVector.broadcast(S, a3);
    FloatVector x4 = FloatVector.broadcast(S, a4);
    FloatVector x5 = FloatVector.broadcast(S, a5);
    FloatVector x6 = FloatVector.broadcast(S, a6);
    FloatVector x7 = FloatVector.broadcast(S, a7);
    int j = 0;
    for (; j <= n - L; j += L) {
      int at = bo + j;
      FloatVector sum = FloatVector.fromArray(S, c, co + j);
      sum = x0.fma(FloatVector.fromArray(S, b, at), sum);
      sum = x1.fma(FloatVector.fromArray(S, b, at + ldb), sum);
      sum = x2.fma(FloatVector.fromArray(S, b, at + 2 * ldb), sum);
      sum = x3.fma(FloatVector.fromArray(S, b, at + 3 * ldb), sum);
      sum = x4.fma(FloatVector.fromArray(S, b, at + 4 * ldb), sum);
      sum = x5.fma(FloatVector.fromArray(S, b, at + 5 * ldb), sum);
      sum = x6.fma(FloatVector.fromArray(S, b, at + 6 * ldb), sum);
      sum = x7.fma(FloatVector.fromArray(S, b, at + 7 * ldb), sum);
      sum.intoArray(c, co + j);
    }
    for (; j < n; j++) {
      int at = bo + j;
      float sum = c[co + j];
      sum = Math.fma(a0, b[at], sum);
      sum = Math.fma(a1, b[at + ldb], sum);
      sum = Math.fma(a2, b[at + 2 * ldb], sum);
      sum = Math.fma(a3, b[at + 3 * ldb], sum);
      sum = Math.fma(a4, b[at + 4 * ldb], sum);
      sum = Math.fma(a5, b[at + 5 * ldb], sum);
      sum = Math.fma(a6, b[at + 6 * ldb], sum);
      c[co + j] = Math.fma(a7, b[at + 7 * ldb], sum);
    }
  }

  private static void one(float a, float[] b, int bo, float[] c, int co, int n) {
    FloatVector x = FloatVector.broadcast(S, a);
    int j = 0;
    for (; j <= n - L; j += L) {
      FloatVector sum = FloatVector.fromArray(S, c, co + j);
      x.fma(FloatVector.fromArray(S, b, bo + j), sum).intoArray(c, co + j);
    }
    for (; j < n; j++) {
      c[co + j] = Math.fma(a, b[bo + j], c[co + j]);
    }
  }
}
