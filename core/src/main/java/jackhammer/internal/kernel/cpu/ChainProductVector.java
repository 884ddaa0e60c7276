package jackhammer.internal.kernel.cpu;

/**
 * {@link ChainProduct} with vectors; loaded by name, through {@link Simd}. Each tile begins as the
 * plain one, see {@link WarmUp}.
 */
final class ChainProductVector extends ChainProduct {
  private static final int L = Wide.F.length();

  /** k of a trial. */
  private static final int TRIAL = 10;

  /** By height; null where there is no such tile. */
  private final Warmed[] tiles = new Warmed[maxRows() + 1];

  ChainProductVector() {
    super(L, Simd.registers() == 32 ? new int[] {2, 4, 6, 7} : new int[] {2, 3});
    for (int rows : heights) {
      // A nanosecond for each operation; one with objects takes several even when it is compiled.
      tiles[rows] = new Warmed(2L * 2 * rows * TRIAL + 300, () -> trial(rows));
    }
  }

  private static Runnable trial(int rows) {
    float[] a = new float[rows * ROW];
    float[] b = new float[TRIAL * 2 * L];
    float[] c = new float[rows * 2 * L];
    return () -> {
      vectorTile(rows, TRIAL, a, 0, b, 0, c, 0, 2 * L, false);
      vectorTile(rows, TRIAL, a, 0, b, 0, c, 0, 2 * L, true);
    };
  }

  @Override
  void doNotWarmUp() {
    for (int rows : heights) {
      tiles[rows].skip();
    }
  }

  @Override
  void tile(
      int rows,
      int n,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] c,
      int co,
      int ldc,
      boolean add) {
    if (tiles[rows].ready(2L * rows * n * L)) {
      vectorTile(rows, n, a, ao, b, bo, c, co, ldc, add);
    } else {
      super.tile(rows, n, a, ao, b, bo, c, co, ldc, add);
    }
  }

  private static void vectorTile(
      int rows,
      int n,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] c,
      int co,
      int ldc,
      boolean add) {
    switch (rows) {
      case 2 -> ChainTile2.tile(n, a, ao, b, bo, c, co, ldc, add);
      case 3 -> ChainTile3.tile(n, a, ao, b, bo, c, co, ldc, add);
      case 4 -> ChainTile4.tile(n, a, ao, b, bo, c, co, ldc, add);
      case 6 -> ChainTile6.tile(n, a, ao, b, bo, c, co, ldc, add);
      case 7 -> ChainTile7.tile(n, a, ao, b, bo, c, co, ldc, add);
      default -> throw new IllegalArgumentException("tile of " + rows + " rows");
    }
  }
}
