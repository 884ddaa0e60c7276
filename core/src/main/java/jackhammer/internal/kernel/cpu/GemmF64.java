package jackhammer.internal.kernel.cpu;

import java.util.Arrays;

/** The double matrix product's loops in ordinary Java: the oracle of the vector form. */
class GemmF64 extends GemmKernel {
  private static final int COLUMNS = 64;

  GemmF64() {
    this(COLUMNS, 1, 2, 4, 8);
  }

  GemmF64(int columns, int... heights) {
    super(columns, heights);
  }

  @Override
  final Object array(int length) {
    return new double[length];
  }

  @Override
  final int length(Object array) {
    return ((double[]) array).length;
  }

  @Override
  final void clear(Object array, int from, int to) {
    Arrays.fill((double[]) array, from, to, 0);
  }

  /**
   * Row by row; four steps of each chain at a time, because C then passes by only once per four.
   */
  @Override
  void tile(
      int rows,
      int kc,
      Object a,
      int ao,
      int lda,
      Object b,
      int bo,
      int ldb,
      Object c,
      int co,
      int ldc) {
    double[] fa = (double[]) a;
    double[] fb = (double[]) b;
    double[] sum = new double[COLUMNS];
    for (int i = 0; i < rows; i++) {
      Arrays.fill(sum, 0);
      int k = 0;
      for (; k + 4 <= kc; k += 4) {
        int x = ao + i + k * lda;
        chain(sum, fa[x], fa[x + lda], fa[x + 2 * lda], fa[x + 3 * lda], fb, bo + k * ldb, ldb);
      }
      for (; k < kc; k++) {
        double x = fa[ao + i + k * lda];
        int at = bo + k * ldb;
        for (int j = 0; j < COLUMNS; j++) {
          sum[j] = Math.fma(x, fb[at + j], sum[j]);
        }
      }
      System.arraycopy(sum, 0, c, co + i * ldc, COLUMNS);
    }
  }

  private static void chain(
      double[] sum, double x0, double x1, double x2, double x3, double[] b, int at, int ldb) {
    for (int j = 0; j < COLUMNS; j++) {
      double s = Math.fma(x0, b[at + j], sum[j]);
      s = Math.fma(x1, b[at + ldb + j], s);
      s = Math.fma(x2, b[at + 2 * ldb + j], s);
      sum[j] = Math.fma(x3, b[at + 3 * ldb + j], s);
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
    double[] d = (double[]) dst;
    double[] s = (double[]) src;
    if (indexStride == 1) {
      for (int k = 0; k < kc; k++) {
        System.arraycopy(s, from + k * kStride, d, at + k * width, count);
      }
      return;
    }
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
    double[] ft = (double[]) t;
    double[] fc = (double[]) c;
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
    double[] fc = (double[]) c;
    double[] columnBias = (double[]) e.columnBias();
    for (int i = 0; i < rows; i++) {
      int at = co + i * rowStride;
      if (e.rowBias() != null) {
        double bias = ((double[]) e.rowBias())[e.rowBiasOffset() + row0 + i];
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
