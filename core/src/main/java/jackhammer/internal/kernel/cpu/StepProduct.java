package jackhammer.internal.kernel.cpu;

/**
 * The product of a step of a recurrent layer: rows that change from step to step, times a matrix
 * that stays, which is packed once.
 *
 * <p>The rows are kept as {@link Gemm} packs an A, two times over: while those of one step are
 * read, those of the next are written. The matrix is cut into parts (the gates) of equally many
 * columns, and each part into blocks as wide as a tile. The order of the sums is that of every
 * matrix product.
 */
final class StepProduct {
  /** Columns of a block. */
  final int width;

  /** Blocks of a part. */
  final int blocks;

  /** Columns of a part. */
  final int columns;

  private final GemmKernel kernel;
  private final int rows;
  private final int k;
  private final Object[] parts;
  private final Object[] packedRows = new Object[2];

  /**
   * @param rows the most rows of a step
   * @param k the length of a row
   * @param columns the columns of a part
   * @param parts the matrix, [k, columns] each
   */
  StepProduct(Gemm gemm, int rows, int k, int columns, Matrix... parts) {
    this.kernel = gemm.kernel;
    this.width = kernel.columns;
    this.rows = rows;
    this.k = k;
    this.columns = columns;
    this.blocks = GemmPacking.columnTiles(kernel, columns);
    this.parts = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      this.parts[i] = gemm.packColumns(columns, k, parts[i]).data();
    }
    for (int i = 0; i < packedRows.length; i++) {
      packedRows[i] = kernel.array(GemmPacking.sizeOfRows(rows, k));
    }
  }

  /** Columns of a block that are not beyond the end. */
  int count(int block) {
    return Math.min(width, columns - block * width);
  }

  /** Room for the results of one call for so many rows, and for what it needs beside. */
  Object scratch(int mostRows) {
    return kernel.array((mostRows + kernel.maxRows()) * width);
  }

  /**
   * Sets n numbers, from number {@code at} on, of some rows of one of the two sets.
   *
   * @param stride from a row to the next of {@code src}
   */
  void put(int set, int row, int count, int at, Object src, int from, int stride, int n) {
    for (int done = 0; done < n; ) {
      int within = (at + done) % Gemm.SEGMENT;
      int some = Math.min(n - done, Gemm.SEGMENT - within);
      int to = ((at + done) / Gemm.SEGMENT * rows + row) * GemmKernel.ROW + within;
      kernel.copy(count, some, src, from + done, stride, packedRows[set], to, GemmKernel.ROW);
      done += some;
    }
  }

  /**
   * Rows {@code from} to {@code to} - 1 times a block of a part, side by side and {@link #width}
   * apart to {@code out}, behind which {@link #scratch} has left room for a tile.
   */
  void multiply(int set, int from, int to, int part, int block, Object out, int at) {
    Object a = packedRows[set];
    Object b = parts[part];
    int padded = blocks * width;
    int spare = kernel.length(out) - kernel.maxRows() * width;
    for (int row = from; row < to; ) {
      int height = kernel.nextRows(to - row);
      int c = at + (row - from) * width;
      for (int k0 = 0; k0 < k; k0 += Gemm.SEGMENT) {
        int kc = Math.min(Gemm.SEGMENT, k - k0);
        int ao = (k0 / Gemm.SEGMENT * rows + row) * GemmKernel.ROW;
        int bo = k0 * padded + block * width * kc;
        if (k0 == 0) {
          kernel.tile(height, kc, a, ao, b, bo, width, out, c, width);
        } else {
          kernel.tile(height, kc, a, ao, b, bo, width, out, spare, width);
          kernel.scatter(out, spare, width, height, width, out, c, width, 1, true);
        }
      }
      row += height;
    }
  }
}
