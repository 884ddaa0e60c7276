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

  /** Of the highest tile. */
  int maxHeight() {
    return tiles == 0 ? 0 : height(0);
  }

  /** Rows with the padding. */
  int padded() {
    return start[tiles];
  }

  /**
   * Packs one tile of an A of {@code blocks} times {@code columns.length} columns: k after k, the
   * rows of one k side by side. Rows that only fill the tile may get anything.
   *
   * @param from of element (0, 0)
   * @param blockStride from the columns of one block to those of the next
   * @param columns where the columns of a block lie, from its first
   * @param to of the whole A
   */
  void pack(
      ConvKernel kernel,
      int tile,
      float[] src,
      int from,
      int rowStride,
      int blocks,
      int blockStride,
      int[] columns,
      float[] dst,
      int to) {
    int height = height(tile);
    int real = Math.min(height, rows - start[tile]);
    int k = columns.length;
    int first = from + start[tile] * rowStride;
    int at = to + start[tile] * k * blocks;
    boolean dense = k > 0 && columns[0] == 0 && columns[k - 1] == k - 1;
    if (dense && k == 1 && rowStride == 1) {
      kernel.copy(src, first, blockStride, dst, at, height, blocks, real);
      return;
    }
    for (int b = 0; b < blocks; b++, first += blockStride, at += k * height) {
      if (dense) {
        kernel.transpose(src, first, rowStride, real, k, dst, at, height);
      } else {
        for (int i = 0; i < real; i++) {
          for (int j = 0; j < k; j++) {
            dst[at + j * height + i] = src[first + i * rowStride + columns[j]];
          }
        }
      }
    }
  }
}
