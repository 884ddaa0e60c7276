package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;

/**
 * The rows of a {@link StepProduct}, as {@link Gemm} packs an A, which are written a few at a time.
 */
final class StepRows {
  final Object data;

  /** How many rows there is room for: segments of k are so many rows apart. */
  final int rows;

  private final GemmKernel kernel;

  /** What {@link #data} is taken from if it is used again, else null. */
  private final Storage storage;

  /**
   * @param k the length of a row
   */
  StepRows(GemmKernel kernel, int rows, int k) {
    this(kernel, rows, kernel.array(GemmPacking.sizeOfRows(rows, k)), null);
  }

  private StepRows(GemmKernel kernel, int rows, Object data, Storage storage) {
    this.kernel = kernel;
    this.rows = rows;
    this.data = data;
    this.storage = storage;
  }

  /** All rows of a contiguous matrix [rows, k], packed by all threads. */
  static StepRows of(GemmKernel kernel, Strided x) {
    int k = x.size(1);
    Storage storage = Strided.empty(x.dtype(), GemmPacking.sizeOfRows(x.size(0), k)).storage();
    Object data = Kind.array(storage);
    Matrix rows = new Matrix(Kind.array(x.storage()), x.offset(), k, 1);
    GemmPacking.allRows(rows, data, 0, x.size(0), 0, k);
    return new StepRows(kernel, x.size(0), data, storage);
  }

  /** The last call, for rows of a matrix: memory may be used again. */
  void end() {
    storage.recycle();
  }

  /**
   * Sets n numbers, from number {@code at} on, of {@code count} rows from number {@code row} on.
   */
  void put(int row, int count, int at, int n, Strip from) {
    for (int done = 0; done < n; ) {
      int within = (at + done) % Gemm.SEGMENT;
      int some = Math.min(n - done, Gemm.SEGMENT - within);
      int to = ((at + done) / Gemm.SEGMENT * rows + row) * GemmKernel.ROW + within;
      int x = from.at() + done;
      kernel.copy(count, some, from.data(), x, from.stride(), data, to, GemmKernel.ROW);
      done += some;
    }
  }
}
