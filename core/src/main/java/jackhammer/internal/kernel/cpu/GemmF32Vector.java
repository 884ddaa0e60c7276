package jackhammer.internal.kernel.cpu;

/** The float matrix product's loops with vectors; loaded by name, through {@link Simd}. */
final class GemmF32Vector extends GemmF32 {
  GemmF32Vector() {
    super(
        true,
        GemmF32Tiles.COLUMNS,
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
    GemmF32Tiles.tile(
        rows, kc, (float[]) a, ao, lda, (float[]) b, bo, ldb, (float[]) c, co, ldc, add);
  }
}
