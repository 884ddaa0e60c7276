package jackhammer.internal.kernel.cpu;

import java.util.Arrays;

/**
 * How the rows of a product are cut into tiles: the highest there are, and for the rest the one or
 * two lower ones that take the least time. The last may be a row higher than what is left for it:
 * that row is zeros.
 */
final class ConvRows {
  /** Blocks whose tiles are packed in turn. */
  private static final int TOGETHER = 16;

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
   * Packs one tile of an A: k after k, the rows of one k side by side. Rows that only fill the tile
   * may get anything.
   *
   * @param from of element (0, 0)
   * @param to of the whole A
   */
  void pack(
      ConvKernel kernel,
      int tile,
      float[] src,
      int from,
      int rowStride,
      int k,
      float[] dst,
      int to) {
    int height = height(tile);
    int real = Math.min(height, rows - start[tile]);
    int first = from + start[tile] * rowStride;
    kernel.transpose(src, first, rowStride, real, k, dst, to + start[tile] * k, height);
  }

  /**
   * Packs some blocks of several A at once, whose k is (block, column): each A has some of the
   * columns. All tiles of a few blocks in turn, for the rows of one block are neighbours, and from
   * block to block it is far.
   *
   * @param columns which ones each A has
   * @param to of each A
   */
  void pack(
      ConvKernel kernel, int b0, int b1, Blocks blocks, int[][] columns, float[] dst, int[] to) {
    for (int b = b0; b < b1; b += TOGETHER) {
      int some = Math.min(TOGETHER, b1 - b);
      for (int tile = 0; tile < tiles; tile++) {
        int height = height(tile);
        int real = Math.min(height, rows - start[tile]);
        int first = blocks.from + b * blocks.stride + start[tile] * blocks.columns;
        int at = start[tile] * blocks.count + b * height;
        if (blocks.columns == 1 && columns.length == 1 && columns[0].length == 1) {
          kernel.copy(blocks.src, first, blocks.stride, dst, to[0] + at, height, some, real);
          continue;
        }
        if (blocks.columns == WinogradKernel.TAPS && nines(columns)) {
          apart(kernel, some, real, blocks, first, columns, dst, to, at, height);
          continue;
        }
        for (int i = 0; i < some; i++, first += blocks.stride, at += height) {
          for (int p = 0; p < columns.length; p++) {
            int part = to[p] + at * columns[p].length;
            for (int column : columns[p]) {
              turn(blocks.src, first + column, blocks.columns, real, dst, part);
              part += height;
            }
          }
        }
      }
    }
  }

  /** Whether there are nine columns and each has one place. */
  private static boolean nines(int[][] columns) {
    return Arrays.stream(columns).mapToInt(c -> c.length).sum() == WinogradKernel.TAPS;
  }

  /** Some blocks of nine columns for one tile; {@code first} and {@code at} as above. */
  private static void apart(
      ConvKernel kernel,
      int some,
      int real,
      Blocks blocks,
      int first,
      int[][] columns,
      float[] dst,
      int[] to,
      int at,
      int height) {
    int[] place = new int[WinogradKernel.TAPS];
    int[] step = new int[WinogradKernel.TAPS];
    for (int row = 0; row < real; row += kernel.lanes) {
      for (int p = 0; p < columns.length; p++) {
        for (int i = 0; i < columns[p].length; i++) {
          int column = columns[p][i];
          step[column] = height * columns[p].length;
          place[column] = to[p] + at * columns[p].length + i * height + row;
        }
      }
      int n = Math.min(kernel.lanes, real - row);
      int from = first + row * blocks.columns;
      kernel.apart(blocks.src, from, blocks.stride, some, n, dst, place, step);
    }
  }

  private static void turn(float[] src, int from, int step, int n, float[] dst, int to) {
    for (int i = 0; i < n; i++) {
      dst[to + i] = src[from + i * step];
    }
  }

  /**
   * Blocks of rows, each with its columns side by side.
   *
   * @param from where the first begins
   * @param stride from one to the next
   */
  record Blocks(float[] src, int from, int count, int stride, int columns) {}
}
