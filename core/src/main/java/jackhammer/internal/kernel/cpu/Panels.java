package jackhammer.internal.kernel.cpu;

/**
 * One operand of a matrix product, seen as the product sees it: a function of an <i>index</i> (a
 * row of A, a column of B) and of the summation index <i>k</i>.
 *
 * <p>{@link Matrix} is the operand that lies in memory with two strides. Others are free to compute
 * their elements while they are packed: convolution reads an image straight into the panels and
 * never writes the unfolded matrix. {@link Packed} is an operand packed beforehand.
 *
 * <p>{@link #pack} is called from several threads at once, for different parts.
 */
interface Panels {
  /**
   * Writes a block of the operand as panels of {@code width} indices each. Element (first + i, k0 +
   * kk) goes to
   *
   * <pre>{@code dst[at + (i / width) * (width * kc) + kk * width + i % width]}</pre>
   *
   * for 0 &lt;= i &lt; count and 0 &lt;= kk &lt; kc. A last panel that is not full keeps its
   * stride; what lies between is not to be written (the product has put zeros there and ignores
   * them).
   *
   * @param dst {@code float[]} or {@code double[]}, as the product's type
   * @param at where the first panel begins
   * @param width indices per panel: a tile's rows for A, a tile's columns for B
   * @param batch number of the product in a batch, 0 without one
   * @param first first index
   * @param count how many indices
   * @param k0 first k, a multiple of {@link Gemm#SEGMENT}
   * @param kc how many k, at most {@link Gemm#SEGMENT}
   */
  void pack(Object dst, int at, int width, int batch, int first, int count, int k0, int kc);

  /** Whether every product of a batch has the same operand, so that it is packed only once. */
  default boolean sharedByBatch() {
    return false;
  }
}
