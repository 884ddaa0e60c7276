package jackhammer.internal.kernel.cpu;

import java.util.Random;

/** Matrix products written down from the rule, for comparison; matrices are row-major. */
final class GemmReference {
  private GemmReference() {}

  /** Rule 1 of the numerics: chains of 256 fused multiply-adds from +0, added in order. */
  static float[] rule(int m, int n, int k, float[] a, float[] b) {
    float[] c = new float[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = 0;
        for (int k0 = 0; k0 < k; k0 += 256) {
          float chain = 0;
          for (int x = k0; x < Math.min(k, k0 + 256); x++) {
            chain = Math.fma(a[i * k + x], b[x * n + j], chain);
          }
          sum = k0 == 0 ? chain : sum + chain;
        }
        c[i * n + j] = sum;
      }
    }
    return c;
  }

  static double[] rule(int m, int n, int k, double[] a, double[] b) {
    double[] c = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k0 = 0; k0 < k; k0 += 256) {
          double chain = 0;
          for (int x = k0; x < Math.min(k, k0 + 256); x++) {
            chain = Math.fma(a[i * k + x], b[x * n + j], chain);
          }
          sum = k0 == 0 ? chain : sum + chain;
        }
        c[i * n + j] = sum;
      }
    }
    return c;
  }

  static float[] normal(int n, long seed) {
    Random random = new Random(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  static double[] doubles(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] * (1 + 1e-9 * (i % 7)); // more than 24 significant bits
    }
    return y;
  }

  /** The same matrix of {@code rows} by {@code columns}, column-major. */
  static float[] turned(float[] x, int rows, int columns) {
    float[] y = new float[x.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[j * rows + i] = x[i * columns + j];
      }
    }
    return y;
  }
}
