package jackhammer.internal.kernel.cpu;

/** How the rows of a product are cut into tiles: full ones, and a few lower ones at the end. */
final class RowTiles {
  final int count;
  private final int height;
  private final int full;

  /** Where the tiles after the full ones begin, and where the last one ends. */
  private final int[] tail;

  RowTiles(GemmKernel kernel, int rows) {
    height = kernel.maxRows();
    int row = 0;
    int n = 0;
    while (rows - row >= 2 * height) {
      n = rows / height - 1;
      row = n * height;
    }
    full = n;
    int[] starts = new int[8];
    int tails = 0;
    starts[0] = row;
    while (row < rows) {
      row += kernel.nextRows(rows - row);
      starts[++tails] = row;
    }
    tail = starts;
    count = full + tails;
  }

  /** First row of a tile; of tile {@link #count}: the number of rows. */
  int start(int tile) {
    return tile <= full ? tile * height : tail[tile - full];
  }

  int rows(int tile) {
    return tile < full ? height : tail[tile - full + 1] - tail[tile - full];
  }
}
