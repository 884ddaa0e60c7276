package jackhammer.internal.kernel.cpu;

/**
 * One operand of a matrix product, seen as the product sees it: a function of an <i>index</i> (a
 * row of A, a column of B) and of the summation index <i>k</i>.
 *
 * <p>{@link Matrix} is the operand that lies in memory with two strides. Others are free to compute
 * their elements while they are packed: convolution can read an image straight into the panels and
 * never write the unfolded matrix. {@link Packed} is an operand packed beforehand.
 *
 * <p>The methods are called from several threads at once, for different parts. They write to an
 * array of the product's type, {@code float[]} or {@code double[]}, for indices first to first +
 * count - 1 and one segment of k: k0, a multiple of {@link Gemm#SEGMENT}, to k0 + kc - 1.
 */
interface Panels {
  /**
   * As an A, row after row: element (first + i, k0 + kk) goes to {@code dst[at + i * GemmKernel.ROW
   * + kk]}.
   *
   * @param batch number of the product in a batch, 0 without one
   */
  void packRows(Object dst, int at, int batch, int first, int count, int k0, int kc);

  /**
   * As a B, in panels of {@code width} columns: element (first + i, k0 + kk) goes to
   *
   * <pre>{@code dst[at + (i / width) * (width * kc) + kk * width + i % width]}</pre>
   *
   * A last panel that is not full keeps its stride; what is left over in it is not to be written
   * (the product has put zeros there and ignores what becomes of them).
   *
   * @param width columns of a tile
   * @param batch number of the product in a batch, 0 without one
   */
  void packColumns(Object dst, int at, int width, int batch, int first, int count, int k0, int kc);

  /** Whether every product of a batch has the same operand, so that it is packed only once. */
  default boolean sharedByBatch() {
    return false;
  }
}
