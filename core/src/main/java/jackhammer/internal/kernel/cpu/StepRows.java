package jackhammer.internal.kernel.cpu;

/**
 * The rows of a {@link StepProduct}, as {@link Gemm} packs an A, which are written a few at a time.
 */
final class StepRows {
  final Object data;

  /** How many rows there is room for: segments of k are so many rows apart. */
  final int rows;

  private final GemmKernel kernel;

  /**
   * @param k the length of a row
   */
  StepRows(GemmKernel kernel, int rows, int k) {
    this.kernel = kernel;
    this.rows = rows;
    this.data = kernel.array(GemmPacking.sizeOfRows(rows, k));
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
