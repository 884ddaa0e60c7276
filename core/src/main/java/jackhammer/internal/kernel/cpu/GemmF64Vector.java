package jackhammer.internal.kernel.cpu;

/** The double matrix product's loops with vectors; loaded by name, through {@link Simd}. */
final class GemmF64Vector extends GemmF64 {
  GemmF64Vector() {
    super(
        true,
        GemmF64Tiles.COLUMNS,
        Simd.registers() == 32
            ? new int[] {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14}
            : new int[] {1, 2, 3, 4, 5, 6});
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
      int ldc,
      boolean add) {
    GemmF64Tiles.tile(
        rows, kc, (double[]) a, ao, lda, (double[]) b, bo, ldb, (double[]) c, co, ldc, add);
  }
}
