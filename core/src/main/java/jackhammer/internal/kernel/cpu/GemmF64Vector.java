package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The double matrix product's loops with vectors; loaded by name, through {@link Simd}. */
final class GemmF64Vector extends GemmF64 {
  private static final VectorSpecies<Double> S =
      VectorSpecies.of(double.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  private final TileWarmUp warmUp;

  GemmF64Vector() {
    super(
        GemmF64Tiles.COLUMNS,
        Simd.registers() == 32
            ? new int[] {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14}
            : new int[] {1, 2, 3, 4, 5});
    warmUp = new TileWarmUp(this);
  }

  @Override
  void tile(
      int rows, int kc, Object a, int ao, Object b, int bo, int ldb, Object c, int co, int ldc) {
    if (warmUp.compiled(rows)) {
      vectorTile(rows, kc, a, ao, b, bo, ldb, c, co, ldc);
    } else {
      super.tile(rows, kc, a, ao, b, bo, ldb, c, co, ldc);
    }
  }

  @Override
  void vectorTile(
      int rows, int kc, Object a, int ao, Object b, int bo, int ldb, Object c, int co, int ldc) {
    GemmF64Tiles.tile(rows, kc, (double[]) a, ao, (double[]) b, bo, ldb, (double[]) c, co, ldc);
  }

  @Override
  void doNotWarmUp() {
    warmUp.skip();
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
    if (add && columnStride == 1 && cols == 2 * L) {
      addWide((double[]) t, to, ldt, rows, (double[]) c, co, rowStride);
    } else if (add && columnStride == 1) {
      for (int i = 0; i < rows; i++) {
        add((double[]) t, to + i * ldt, (double[]) c, co + i * rowStride, cols);
      }
    } else {
      super.scatter(t, to, ldt, rows, cols, c, co, rowStride, columnStride, add);
    }
  }

  /** A tile of full width. */
  private static void addWide(
      double[] x, int from, int ldt, int rows, double[] y, int to, int ldy) {
    for (int i = 0; i < rows; i++, from += ldt, to += ldy) {
      DoubleVector p = DoubleVector.fromArray(S, y, to).add(DoubleVector.fromArray(S, x, from));
      DoubleVector q =
          DoubleVector.fromArray(S, y, to + L).add(DoubleVector.fromArray(S, x, from + L));
      p.intoArray(y, to);
      q.intoArray(y, to + L);
    }
  }

  private static void add(double[] x, int from, double[] y, int to, int count) {
    int j = 0;
    for (; j <= count - L; j += L) {
      DoubleVector sum =
          DoubleVector.fromArray(S, y, to + j).add(DoubleVector.fromArray(S, x, from + j));
      sum.intoArray(y, to + j);
    }
    for (; j < count; j++) {
      y[to + j] += x[from + j];
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
    if (indexStride == 1 && GemmF64Packing.copies(count)) {
      GemmF64Packing.copy(s, from, kStride, d, at, width, count, kc);
    } else if (kStride == 1 && GemmF64Packing.transposes(count, kc)) {
      GemmF64Packing.transpose(s, from, indexStride, d, at, width, count, kc);
    } else {
      super.pack(dst, at, width, src, from, indexStride, kStride, count, kc);
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
    // Whole vectors here, the columns that are left in the plain loops.
    int whole = columnStride == 1 ? cols - cols % L : 0;
    if (whole > 0) {
      double[] fc = (double[]) c;
      double[] columnBias = (double[]) e.columnBias();
      double[] rowBias = (double[]) e.rowBias();
      for (int i = 0; i < rows; i++) {
        int at = co + i * rowStride;
        if (columnBias != null) {
          addEach(fc, at, columnBias, e.columnBiasOffset() + col0, whole);
        } else if (rowBias != null) {
          addOne(fc, at, rowBias[e.rowBiasOffset() + row0 + i], whole);
        }
        if (e.relu()) {
          relu(fc, at, whole);
        }
      }
    }
    if (whole < cols) {
      super.finish(
          e,
          row0,
          col0 + whole,
          rows,
          cols - whole,
          c,
          co + whole * columnStride,
          rowStride,
          columnStride);
    }
  }

  private static void addEach(double[] c, int at, double[] x, int from, int count) {
    for (int j = 0; j < count; j += L) {
      DoubleVector.fromArray(S, c, at + j)
          .add(DoubleVector.fromArray(S, x, from + j))
          .intoArray(c, at + j);
    }
  }

  private static void addOne(double[] c, int at, double x, int count) {
    for (int j = 0; j < count; j += L) {
      DoubleVector.fromArray(S, c, at + j).add(x).intoArray(c, at + j);
    }
  }

  /** What is less than or equal to zero becomes +0; NaN is neither and stays. */
  private static void relu(double[] c, int at, int count) {
    DoubleVector zero = DoubleVector.zero(S);
    for (int j = 0; j < count; j += L) {
      DoubleVector x = DoubleVector.fromArray(S, c, at + j);
      x.blend(zero, x.compare(VectorOperators.LE, zero)).intoArray(c, at + j);
    }
  }
}
