package jackhammer.internal.kernel.cpu;

/** The convolution's loops in ordinary Java. */
class ConvPlain extends ConvKernel {
  private final PlanePlain planes = new PlanePlain(lanes);

  ConvPlain() {
    this(16, 1, 2, 4, 8);
  }

  /**
   * @param lanes a multiple of four
   */
  ConvPlain(int lanes, int... heights) {
    super(lanes, heights);
  }

  /** Four by four sums: about what the registers of plain floating-point code hold. */
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
    for (int j = 0; j < columns(); j += 4) {
      int from = bo + (j < lanes ? j : second + j - lanes);
      int i = 0;
      for (; i + 4 <= rows; i += 4) {
        fourRows(kc, a, ao + i, rows, b, from, at, t0, c, co + i * ldc + j, ldc);
      }
      for (; i < rows; i++) {
        oneRow(kc, a, ao + i, rows, b, from, at, t0, c, co + i * ldc + j);
      }
    }
  }

  private static void oneRow(
      int kc, float[] a, int ao, int step, float[] b, int bo, int[] at, int t0, float[] c, int co) {
    float c0 = 0;
    float c1 = 0;
    float c2 = 0;
    float c3 = 0;
    for (int k = 0; k < kc; k++) {
      float x = a[ao + k * step];
      int o = bo + at[t0 + k];
      c0 = Math.fma(x, b[o], c0);
      c1 = Math.fma(x, b[o + 1], c1);
      c2 = Math.fma(x, b[o + 2], c2);
      c3 = Math.fma(x, b[o + 3], c3);
    }
    put(c0, c1, c2, c3, c, co);
  }

  private static void fourRows(
      int kc,
      float[] a,
      int ao,
      int step,
      float[] b,
      int bo,
      int[] at,
      int t0,
      float[] c,
      int co,
      int ldc) {
    float c00 = 0;
    float c01 = 0;
    float c02 = 0;
    float c03 = 0;
    float c10 = 0;
    float c11 = 0;
    float c12 = 0;
    float c13 = 0;
    float c20 = 0;
    float c21 = 0;
    float c22 = 0;
    float c23 = 0;
    float c30 = 0;
    float c31 = 0;
    float c32 = 0;
    float c33 = 0;
    for (int k = 0; k < kc; k++) {
      int i = ao + k * step;
      int o = bo + at[t0 + k];
      float y0 = b[o];
      float y1 = b[o + 1];
      float y2 = b[o + 2];
      float y3 = b[o + 3];
      float x0 = a[i];
      c00 = Math.fma(x0, y0, c00);
      c01 = Math.fma(x0, y1, c01);
      c02 = Math.fma(x0, y2, c02);
      c03 = Math.fma(x0, y3, c03);
      float x1 = a[i + 1];
      c10 = Math.fma(x1, y0, c10);
      c11 = Math.fma(x1, y1, c11);
      c12 = Math.fma(x1, y2, c12);
      c13 = Math.fma(x1, y3, c13);
      float x2 = a[i + 2];
      c20 = Math.fma(x2, y0, c20);
      c21 = Math.fma(x2, y1, c21);
      c22 = Math.fma(x2, y2, c22);
      c23 = Math.fma(x2, y3, c23);
      float x3 = a[i + 3];
      c30 = Math.fma(x3, y0, c30);
      c31 = Math.fma(x3, y1, c31);
      c32 = Math.fma(x3, y2, c32);
      c33 = Math.fma(x3, y3, c33);
    }
    put(c00, c01, c02, c03, c, co);
    put(c10, c11, c12, c13, c, co + ldc);
    put(c20, c21, c22, c23, c, co + 2 * ldc);
    put(c30, c31, c32, c33, c, co + 3 * ldc);
  }

  private static void put(float c0, float c1, float c2, float c3, float[] c, int at) {
    c[at] = c0;
    c[at + 1] = c1;
    c[at + 2] = c2;
    c[at + 3] = c3;
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
        System.arraycopy(src, x + from[p], panel, po + k * columns() + to[p], lanes);
      }
    }
  }

  @Override
  void finish(
      float[] c,
      int co,
      int cPitch,
      float[] y,
      int yo,
      int yPitch,
      int rows,
      int n,
      boolean biased,
      float bias,
      boolean relu) {
    for (int i = 0; i < rows; i++) {
      int from = co + i * cPitch;
      int to = yo + i * yPitch;
      for (int j = 0; j < n; j++) {
        float v = biased ? c[from + j] + bias : c[from + j];
        y[to + j] = relu && v <= 0 ? 0 : v;
      }
    }
  }

  @Override
  void copy(
      float[] src, int from, int fromPitch, float[] dst, int to, int toPitch, int rows, int n) {
    for (int i = 0; i < rows; i++) {
      int x = from + i * fromPitch;
      int y = to + i * toPitch;
      for (int j = 0; j < n; j++) {
        dst[y + j] = src[x + j];
      }
    }
  }

  @Override
  void copyMore(
      float[] src, int from, int fromPitch, float[] dst, int to, int toPitch, int rows, int n) {
    copy(src, from, fromPitch, dst, to, toPitch, rows, n);
  }

  @Override
  void copySteps(
      float[] src,
      int from,
      int fromPitch,
      int step,
      float[] dst,
      int to,
      int toPitch,
      int rows,
      int n) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j++) {
        dst[to + i * toPitch + j] = src[from + i * fromPitch + j * step];
      }
    }
  }

  @Override
  void add(int rows, float[] t, float[] c, int co, int ldc) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns(); j++) {
        c[co + i * ldc + j] += t[i * columns() + j];
      }
    }
  }

  @Override
  void add(float[] src, int from, float[] dst, int to, int n) {
    for (int j = 0; j < n; j++) {
      dst[to + j] += src[from + j];
    }
  }

  @Override
  void transpose(
      float[] src, int from, int stride, int rows, int columns, float[] dst, int to, int ld) {
    for (int j = 0; j < columns; j++) {
      int x = from + j;
      int y = to + j * ld;
      for (int i = 0; i < rows; i++) {
        dst[y + i] = src[x + i * stride];
      }
    }
  }

  @Override
  void apart(
      float[] src, int from, int stride, int blocks, int n, float[] dst, int[] to, int[] step) {
    for (int b = 0; b < blocks; b++) {
      for (int t = 0; t < WinogradKernel.TAPS; t++) {
        int x = from + b * stride + t;
        int y = to[t] + b * step[t];
        for (int i = 0; i < n; i++) {
          dst[y + i] = src[x + i * WinogradKernel.TAPS];
        }
      }
    }
  }

  @Override
  void together(
      float[] src, int from, int step, int ld, int blocks, int n, float[] dst, int to, int stride) {
    for (int b = 0; b < blocks; b++) {
      for (int t = 0; t < WinogradKernel.TAPS; t++) {
        int x = from + b * step + t * ld;
        int y = to + b * stride + t;
        for (int i = 0; i < n; i++) {
          dst[y + i * WinogradKernel.TAPS] = src[x + i];
        }
      }
    }
  }

  @Override
  PlanePlain planes() {
    return planes;
  }
}
