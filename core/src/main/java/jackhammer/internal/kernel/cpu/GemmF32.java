package jackhammer.internal.kernel.cpu;

// Twins: Double

import java.util.Arrays;

/** The float matrix product's loops in ordinary Java: the oracle of the vector form. */
class GemmF32 extends GemmKernel {
  private static final int COLUMNS = 4;

  GemmF32() {
    this(COLUMNS, 1, 2, 3, 4);
  }

  GemmF32(int columns, int... heights) {
    super(columns, heights);
  }

  @Override
  final Object array(int length) {
    return new float[length];
  }

  @Override
  final int length(Object array) {
    return ((float[]) array).length;
  }

  @Override
  final void clear(Object array, int from, int to) {
    Arrays.fill((float[]) array, from, to, 0);
  }

  @Override
  final void copy(
      int rows, int n, Object src, int from, int srcStride, Object dst, int to, int dstStride) {
    // Of known arrays a short copy is a few instructions, of Objects a call.
    float[] x = (float[]) src;
    float[] y = (float[]) dst;
    for (int i = 0; i < rows; i++) {
      System.arraycopy(x, from + i * srcStride, y, to + i * dstStride, n);
    }
  }

  /** Four by four sums: about what the registers of plain floating-point code hold. */
  @Override
  void tile(
      int rows,
      int kc,
      Object a,
      int ao,
      Object b,
      int bo,
      int ldb,
      Object s,
      int so,
      int lds,
      Object c,
      int co,
      int ldc) {
    float[] fa = (float[]) a;
    float[] fb = (float[]) b;
    float[] fs = (float[]) s;
    float[] fc = (float[]) c;
    for (int j = 0; j < columns; j += COLUMNS) {
      int i = 0;
      for (; i + 4 <= rows; i += 4) {
        fourRows(
            kc,
            fa,
            ao + i * ROW,
            fb,
            bo + j,
            ldb,
            fs,
            so + i * lds + j,
            lds,
            fc,
            co + i * ldc + j,
            ldc);
      }
      for (; i < rows; i++) {
        oneRow(kc, fa, ao + i * ROW, fb, bo + j, ldb, fs, so + i * lds + j, fc, co + i * ldc + j);
      }
    }
  }

  private static void oneRow(
      int kc, float[] a, int ao, float[] b, int bo, int ldb, float[] s, int so, float[] c, int co) {
    float c0 = 0;
    float c1 = 0;
    float c2 = 0;
    float c3 = 0;
    for (int k = 0; k < kc; k++) {
      float x = a[ao];
      c0 = Math.fma(x, b[bo], c0);
      c1 = Math.fma(x, b[bo + 1], c1);
      c2 = Math.fma(x, b[bo + 2], c2);
      c3 = Math.fma(x, b[bo + 3], c3);
      ao++;
      bo += ldb;
    }
    put(c0, c1, c2, c3, s, so, c, co);
  }

  private static void fourRows(
      int kc,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int ldb,
      float[] s,
      int so,
      int lds,
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
      float y0 = b[bo];
      float y1 = b[bo + 1];
      float y2 = b[bo + 2];
      float y3 = b[bo + 3];
      float x0 = a[ao];
      c00 = Math.fma(x0, y0, c00);
      c01 = Math.fma(x0, y1, c01);
      c02 = Math.fma(x0, y2, c02);
      c03 = Math.fma(x0, y3, c03);
      float x1 = a[ao + ROW];
      c10 = Math.fma(x1, y0, c10);
      c11 = Math.fma(x1, y1, c11);
      c12 = Math.fma(x1, y2, c12);
      c13 = Math.fma(x1, y3, c13);
      float x2 = a[ao + 2 * ROW];
      c20 = Math.fma(x2, y0, c20);
      c21 = Math.fma(x2, y1, c21);
      c22 = Math.fma(x2, y2, c22);
      c23 = Math.fma(x2, y3, c23);
      float x3 = a[ao + 3 * ROW];
      c30 = Math.fma(x3, y0, c30);
      c31 = Math.fma(x3, y1, c31);
      c32 = Math.fma(x3, y2, c32);
      c33 = Math.fma(x3, y3, c33);
      ao++;
      bo += ldb;
    }
    put(c00, c01, c02, c03, s, so, c, co);
    put(c10, c11, c12, c13, s, so + lds, c, co + ldc);
    put(c20, c21, c22, c23, s, so + 2 * lds, c, co + 2 * ldc);
    put(c30, c31, c32, c33, s, so + 3 * lds, c, co + 3 * ldc);
  }

  private static void put(
      float c0, float c1, float c2, float c3, float[] s, int from, float[] c, int at) {
    c[at] = s == null ? c0 : s[from] + c0;
    c[at + 1] = s == null ? c1 : s[from + 1] + c1;
    c[at + 2] = s == null ? c2 : s[from + 2] + c2;
    c[at + 3] = s == null ? c3 : s[from + 3] + c3;
  }

  @Override
  void sweep(
      int rows,
      int kc,
      Object a,
      int ao,
      Object b,
      int bo,
      int ldb,
      Object c,
      int co,
      int ldc,
      int n) {
    float[] fa = (float[]) a;
    float[] fb = (float[]) b;
    float[] fc = (float[]) c;
    for (int i = 0; i < rows; i++) {
      int to = co + i * ldc;
      Arrays.fill(fc, to, to + n, 0f);
      for (int k = 0; k < kc; k++) {
        float x = fa[ao + i * ROW + k];
        int from = bo + k * ldb;
        for (int j = 0; j < n; j++) {
          fc[to + j] = Math.fma(x, fb[from + j], fc[to + j]);
        }
      }
    }
  }

  @Override
  void pack(
      Object dst,
      int at,
      int width,
      Object src,
      int from,
      int indexStride,
      int kStride,
      int count,
      int kc) {
    float[] d = (float[]) dst;
    float[] s = (float[]) src;
    for (int i = 0; i < count; i++) {
      int x = from + i * indexStride;
      int y = at + i;
      for (int k = 0; k < kc; k++) {
        d[y + k * width] = s[x + k * kStride];
      }
    }
  }

  @Override
  void scatter(
      Object t,
      int to,
      int ldt,
      int rows,
      int cols,
      Object c,
      int co,
      int rowStride,
      int columnStride,
      boolean add) {
    float[] ft = (float[]) t;
    float[] fc = (float[]) c;
    for (int i = 0; i < rows; i++) {
      int x = to + i * ldt;
      int y = co + i * rowStride;
      if (!add && columnStride == 1) {
        System.arraycopy(ft, x, fc, y, cols);
        continue;
      }
      for (int j = 0; j < cols; j++) {
        int at = y + j * columnStride;
        fc[at] = add ? fc[at] + ft[x + j] : ft[x + j];
      }
    }
  }

  @Override
  void finish(
      Epilogue e,
      int row0,
      int col0,
      int rows,
      int cols,
      Object c,
      int co,
      int rowStride,
      int columnStride) {
    float[] fc = (float[]) c;
    float[] columnBias = (float[]) e.columnBias();
    for (int i = 0; i < rows; i++) {
      int at = co + i * rowStride;
      if (e.rowBias() != null) {
        float bias = ((float[]) e.rowBias())[e.rowBiasOffset() + row0 + i];
        for (int j = 0; j < cols; j++) {
          fc[at + j * columnStride] += bias;
        }
      }
      if (columnBias != null) {
        int from = e.columnBiasOffset() + col0;
        for (int j = 0; j < cols; j++) {
          fc[at + j * columnStride] += columnBias[from + j];
        }
      }
      if (e.relu()) {
        for (int j = 0; j < cols; j++) {
          int y = at + j * columnStride;
          fc[y] = fc[y] <= 0 ? 0 : fc[y];
        }
      }
    }
  }
}
