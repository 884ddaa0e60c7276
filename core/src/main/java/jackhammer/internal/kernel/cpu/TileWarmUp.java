package jackhammer.internal.kernel.cpu;

/** Which tiles of a vector kernel C2 has compiled; see {@link WarmUp}. */
final class TileWarmUp {
  private static final int KC = 8;

  private final GemmKernel kernel;

  /** By height; null where there is no such tile. */
  private final Warmed[] tiles;

  TileWarmUp(GemmKernel kernel) {
    this.kernel = kernel;
    this.tiles = new Warmed[kernel.maxRows() + 1];
    for (int rows : kernel.heights) {
      // Four nanoseconds per multiply-add of vectors; one with objects takes forty.
      tiles[rows] = new Warmed(2 * (4L * KC * 2 * rows + 500), () -> trial(rows));
    }
  }

  private Runnable trial(int rows) {
    Object a = kernel.array(rows * GemmKernel.ROW);
    Object b = kernel.array(KC * kernel.columns);
    Object c = kernel.array(rows * kernel.columns);
    int width = kernel.columns;
    return () -> {
      kernel.vectorTile(rows, KC, a, 0, b, 0, width, null, 0, 0, c, 0, width);
      kernel.vectorTile(rows, KC, a, 0, b, 0, width, c, 0, width, c, 0, width);
    };
  }

  /** Whether the tile of this height is compiled; {@link Warmed#ready}. */
  boolean compiled(int rows, int kc) {
    return tiles[rows].ready((long) rows * kc * kernel.columns);
  }

  /** Has the tile of this height compiled while other things are done. */
  void begin(int rows) {
    tiles[rows].begin();
  }

  /** The lowest compiled tile that is higher than this one, or 0. */
  int higher(int rows) {
    for (int h = rows + 1; h < tiles.length; h++) {
      if (tiles[h] != null && tiles[h].readyAlready()) {
        return h;
      }
    }
    return 0;
  }

  void skip(int rows) {
    tiles[rows].skip();
  }
}
