package jackhammer.internal.kernel.cpu;

import java.util.Arrays;

/** The convolution's loops in ordinary Java. */
final class ConvPlain extends ConvKernel {
  private static final int LANES = 16;

  ConvPlain() {
    super(LANES, 1, 2, 4, 8);
  }

  @Override
  void tile(
      int rows,
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
    float[] sum = new float[2 * LANES];
    for (int i = 0; i < rows; i++) {
      Arrays.fill(sum, 0);
      for (int k = 0; k < kc; k++) {
        float x = a[ao + k * rows + i];
        int o = bo + at[t0 + k];
        for (int j = 0; j < LANES; j++) {
          sum[j] = Math.fma(x, b[o + j], sum[j]);
        }
        o += second;
        for (int j = 0; j < LANES; j++) {
          sum[LANES + j] = Math.fma(x, b[o + j], sum[LANES + j]);
        }
      }
      int y = co + i * ldc;
      for (int j = 0; j < 2 * LANES; j++) {
        c[y + j] = sum[j];
      }
    }
  }

  @Override
  void pack(
      float[] src,
      int so,
      int[] at,
      int t0,
      int kc,
      int[] from,
      int[] to,
      int p0,
      int p1,
      float[] panel,
      int po) {
    for (int k = 0; k < kc; k++) {
      int x = so + at[t0 + k];
      for (int p = p0; p < p1; p++) {
        System.arraycopy(src, x + from[p], panel, po + k * 2 * LANES + to[p], LANES);
      }
    }
  }

  @Override
  void finish(
      float[] c, int co, float[] y, int yo, int n, boolean biased, float bias, boolean relu) {
    for (int j = 0; j < n; j++) {
      float v = biased ? c[co + j] + bias : c[co + j];
      y[yo + j] = relu && v <= 0 ? 0 : v;
    }
  }

  @Override
  void copy(float[] src, int from, float[] dst, int to, int n) {
    for (int j = 0; j < n; j++) {
      dst[to + j] = src[from + j];
    }
  }

  @Override
  void add(int rows, float[] t, float[] c, int co, int ldc) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < 2 * LANES; j++) {
        c[co + i * ldc + j] += t[i * 2 * LANES + j];
      }
    }
  }

  @Override
  void add(float[] src, int from, float[] dst, int to, int n) {
    for (int j = 0; j < n; j++) {
      dst[to + j] += src[from + j];
    }
  }
}
