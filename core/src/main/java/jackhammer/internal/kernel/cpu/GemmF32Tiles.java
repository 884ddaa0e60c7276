package jackhammer.internal.kernel.cpu;

// Twins: Double

/**
 * The innermost loops of the float32 matrix product: a tile of C, two vectors wide and one of
 * several heights, in registers over one segment of k.
 *
 * <p>Per step of k: two loads of B, one broadcast of A and two FMAs per row. Fourteen rows fill 32
 * vector registers, six fill 16; the smaller ones are for what is left at the lower edge, so that
 * no row is computed in vain. Each is a method of its own with named locals because C2 keeps only
 * those in registers, and is small enough for C1 as well (larger tiles made it give up, "out of
 * virtual registers", and then the method stays interpreted). {@link GemmF32Tile14} is written by
 * hand, the lower ones are derived from it by leaving rows out.
 *
 * <p>A is read at {@code ao + row * ROW + k}, B at {@code bo + k * lb + column}: as it is packed,
 * or in place. That A's rows are apart by a constant matters: where they begin then needs no
 * registers.
 *
 * <p>What earlier segments add up to is added here, from S, which may be C: the sums are in
 * registers already, and storing them only to load and add them cost as much again.
 */
final class GemmF32Tiles {
  /** Columns of a tile. */
  static final int COLUMNS = 2 * Wide.F.length();

  private GemmF32Tiles() {}

  /**
   * C[rows, COLUMNS] = S[rows, COLUMNS] + A[rows, kc] B[kc, COLUMNS], without S where it is null;
   * rows is one of 1, 2, 3, 4, 5, 6, 7, 8, 10, 12 and 14.
   */
  static void tile(
      int rows,
      int kc,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int lb,
      float[] s,
      int so,
      int ls,
      float[] c,
      int co,
      int lc) {
    switch (rows) {
      case 1 -> GemmF32Tile1.tile(kc, a, ao, b, bo, lb, s, so, ls, c, co, lc);
      case 2 -> GemmF32Tile2.tile(kc, a, ao, b, bo, lb, s, so, ls, c, co, lc);
      case 3 -> GemmF32Tile3.tile(kc, a, ao, b, bo, lb, s, so, ls, c, co, lc);
      case 4 -> GemmF32Tile4.tile(kc, a, ao, b, bo, lb, s, so, ls, c, co, lc);
      case 5 -> GemmF32Tile5.tile(kc, a, ao, b, bo, lb, s, so, ls, c, co, lc);
      case 6 -> GemmF32Tile6.tile(kc, a, ao, b, bo, lb, s, so, ls, c, co, lc);
      case 7 -> GemmF32Tile7.tile(kc, a, ao, b, bo, lb, s, so, ls, c, co, lc);
      case 8 -> GemmF32Tile8.tile(kc, a, ao, b, bo, lb, s, so, ls, c, co, lc);
      case 10 -> GemmF32Tile10.tile(kc, a, ao, b, bo, lb, s, so, ls, c, co, lc);
      case 12 -> GemmF32Tile12.tile(kc, a, ao, b, bo, lb, s, so, ls, c, co, lc);
      case 14 -> GemmF32Tile14.tile(kc, a, ao, b, bo, lb, s, so, ls, c, co, lc);
      default -> throw new IllegalArgumentException("tile of " + rows + " rows");
    }
  }
}
