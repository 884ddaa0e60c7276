package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;
import java.util.Arrays;
import java.util.Objects;

/**
 * The product of a step of a recurrent layer: rows that change from step to step, times a matrix
 * that stays, which is packed once.
 *
 * <p>The matrix is cut into parts (the gates) of equally many columns, and each part into blocks as
 * wide as a tile. The order of the sums is that of every matrix product.
 *
 * <p>The packed copy of a weight that is used again unchanged, by a layer that predicts, stays with
 * the weight. In training a weight changes before that, and the copy's memory is used again.
 */
final class StepProduct {
  /** Blocks that are computed for one segment of k before the next segment. */
  private static final int ABREAST = 8;

  /** Columns of a block. */
  final int width;

  /** Blocks of a part. */
  final int blocks;

  /** Columns of a part. */
  final int columns;

  private final GemmKernel kernel;
  private final int k;

  /** Numbers of a packed part. */
  private final int partSize;

  private final PackedWeights packed;

  /** A packed copy, as it hangs off the weight's storage. */
  private record Layout(int offset, int[] sizes, int[] strides, int parts, boolean turned) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Layout l
          && offset == l.offset
          && parts == l.parts
          && turned == l.turned
          && Arrays.equals(sizes, l.sizes)
          && Arrays.equals(strides, l.strides);
    }

    @Override
    public int hashCode() {
      return Objects.hash(offset, Arrays.hashCode(sizes), parts, turned);
    }
  }

  private StepProduct(Gemm gemm, Strided w, int parts, boolean turned) {
    this.kernel = gemm.kernel;
    this.width = kernel.columns;
    this.k = w.size(turned ? 1 : 0);
    this.columns = w.size(turned ? 0 : 1) / parts;
    this.blocks = GemmPacking.columnTiles(kernel, columns);
    this.partSize = GemmPacking.sizeOfColumns(kernel, columns, k);
    this.packed =
        PackedWeights.ofUsedTwice(
            w.storage(),
            new Layout(w.offset(), w.sizes(), w.strides(), parts, turned),
            w.dtype(),
            Math.multiplyExact(parts, partSize),
            copy -> pack(w, parts, turned, Kind.array(copy)));
  }

  private void pack(Strided w, int parts, boolean turned, Object to) {
    int index = w.stride(turned ? 0 : 1);
    for (int i = 0; i < parts; i++) {
      int from = w.offset() + i * columns * index;
      Matrix part = new Matrix(Kind.array(w.storage()), from, index, w.stride(turned ? 1 : 0));
      GemmPacking.allColumns(kernel, part, to, i * partSize, 0, columns, 0, k);
    }
  }

  /** Times a weight [k, columns] as it is. */
  static StepProduct upright(Gemm gemm, Strided w) {
    return new StepProduct(gemm, w, 1, false);
  }

  /** Times a weight [parts * columns, k], whose rows become columns. */
  static StepProduct turned(Gemm gemm, Strided w, int parts) {
    return new StepProduct(gemm, w, parts, true);
  }

  /** The last call: memory may be used again. */
  void end() {
    packed.release();
  }

  /** Columns of some blocks, without those beyond the end. */
  int count(int fromBlock, int toBlock) {
    return Math.min(toBlock * width, columns) - fromBlock * width;
  }

  /**
   * Room for a rows' sums, so far apart that those of a tile do not meet in one set of the cache.
   */
  static int stride(int columns) {
    return columns + 16;
  }

  /**
   * Sets {@code out} to rows {@code from} to {@code to} - 1 times some blocks of a part, of whose
   * last all columns are written. A panel of the matrix is read for all rows before the next one:
   * it stays in the nearest cache meanwhile.
   *
   * @param backwards whether the last blocks come first: what is left in a cache of a matrix that
   *     is larger, is then what is read first when the steps alternate
   */
  void multiply(
      StepRows a,
      int from,
      int to,
      int part,
      int fromBlock,
      int toBlock,
      Strip out,
      boolean backwards) {
    int groups = (toBlock - fromBlock + ABREAST - 1) / ABREAST;
    for (int i = 0; i < groups; i++) {
      int first = fromBlock + (backwards ? groups - 1 - i : i) * ABREAST;
      int end = Math.min(first + ABREAST, toBlock);
      int column = (first - fromBlock) * width;
      for (int k0 = 0; k0 < k; k0 += Gemm.SEGMENT) {
        segment(k0, a, from, to, part, first, end, out.from(0, column));
      }
    }
  }

  /** The same over one segment of k, whose panels lie one after the other. */
  private void segment(
      int k0, StepRows a, int from, int to, int part, int fromBlock, int toBlock, Strip out) {
    Object b = Kind.array(packed.storage());
    int kc = Math.min(Gemm.SEGMENT, k - k0);
    int ao = k0 / Gemm.SEGMENT * a.rows;
    int ld = out.stride();
    Object sums = k0 == 0 ? null : out.data();
    for (int block = fromBlock; block < toBlock; block++) {
      int column = (block - fromBlock) * width;
      int bo = part * partSize + k0 * blocks * width + block * width * kc;
      for (int row = from, height; row < to; row += height) {
        height = kernel.nextRows(to - row);
        int at = (ao + row) * GemmKernel.ROW;
        int c = out.row(row - from) + column;
        kernel.tile(height, kc, a.data, at, b, bo, width, sums, c, ld, out.data(), c, ld);
      }
    }
  }
}
