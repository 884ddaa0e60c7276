package jackhammer.internal.kernel.cpu;

/**
 * How the rows of a product are cut into tiles: the highest there are, and for the rest the one or
 * two lower ones that take the least time. The last may be a row higher than what is left for it:
 * that row is zeros.
 */
final class ConvRows {
  /** Rows that are asked for. */
  final int rows;

  final int tiles;

  /** Where tile i begins; the last entry is the number of rows with the padding. */
  private final int[] start;

  ConvRows(ConvKernel kernel, int rows) {
    this.rows = rows;
    tiles = (rows + kernel.maxRows() - 1) / kernel.maxRows();
    start = new int[tiles + 1];
    for (int i = 0; i < tiles; i++) {
      start[i + 1] = start[i] + kernel.next(rows - start[i]);
    }
  }

  int start(int tile) {
    return start[tile];
  }

  int height(int tile) {
    return start[tile + 1] - start[tile];
  }

  /** Rows with the padding. */
  int padded() {
    return start[tiles];
  }

  /**
   * Packs an A of {@code k} columns: tile after tile, in each k after k, the rows of one k side by
   * side.
   *
   * @param from of element (0, 0)
   * @param columns where column k lies, from there
   */
  void pack(float[] src, int from, int rowStride, int[] columns, float[] dst, int to) {
    int k = columns.length;
    for (int tile = 0; tile < tiles; tile++) {
      int height = height(tile);
      int real = Math.min(height, rows - start[tile]);
      int at = to + start[tile] * k;
      for (int i = 0; i < real; i++) {
        int row = from + (start[tile] + i) * rowStride;
        for (int j = 0; j < k; j++) {
          dst[at + j * height + i] = src[row + columns[j]];
        }
      }
    }
  }
}
