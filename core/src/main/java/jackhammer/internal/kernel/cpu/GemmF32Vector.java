package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The float matrix product's loops with vectors; loaded by name, through {@link Simd}. */
final class GemmF32Vector extends GemmF32 {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  GemmF32Vector() {
    super(
        GemmF32Tiles.COLUMNS,
        Simd.registers() == 32
            ? new int[] {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14}
            : new int[] {1, 2, 3, 4, 5});
  }

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
    GemmF32Tiles.tile(rows, kc, (float[]) a, ao, lda, (float[]) b, bo, ldb, (float[]) c, co, ldc);
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
    if (add && columnStride == 1) {
      for (int i = 0; i < rows; i++) {
        add((float[]) t, to + i * ldt, (float[]) c, co + i * rowStride, cols);
      }
    } else {
      super.scatter(t, to, ldt, rows, cols, c, co, rowStride, columnStride, add);
    }
  }

  private static void add(float[] x, int from, float[] y, int to, int count) {
    int j = 0;
    for (; j <= count - L; j += L) {
      FloatVector sum =
          FloatVector.fromArray(S, y, to + j).add(FloatVector.fromArray(S, x, from + j));
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
    float[] d = (float[]) dst;
    float[] s = (float[]) src;
    if (indexStride == 1 && GemmF32Packing.copies(count)) {
      GemmF32Packing.copy(s, from, kStride, d, at, width, count, kc);
    } else if (kStride == 1 && GemmF32Packing.transposes(count, kc)) {
      GemmF32Packing.transpose(s, from, indexStride, d, at, width, count, kc);
    } else {
      super.pack(dst, at, width, src, from, indexStride, kStride, count, kc);
    }
  }
}
