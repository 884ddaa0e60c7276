package jackhammer.internal.kernel.cpu;

/**
 * The innermost loops of a reduction, on arrays of one {@link Kind}. {@link Reductions} says in
 * which order elements meet.
 */
interface ReduceLoop {
  /** Elements of a block. */
  int BLOCK = 4096;

  /** Virtual lanes inside a block. */
  int LANES = 16;

  /**
   * One block of at most {@link #BLOCK} neighbouring elements: {@code out[oi]} becomes its result.
   *
   * @param b the second operand of a sum of products; others ignore it
   * @param lanes scratch of {@link #LANES} elements
   */
  void block(Object a, int ai, Object b, int bi, int n, Object lanes, Object out, int oi);

  /** Rows of {@link #blocks}. */
  int ABREAST = 4;

  /**
   * {@link #block} of {@link #ABREAST} rows that are {@code stride} apart in {@code a}, with the
   * same second operand, to as many elements of {@code out}.
   *
   * @param lanes scratch of ABREAST times {@link #LANES} elements
   */
  default void blocks(
      Object a, int ai, int stride, Object b, int bi, int n, Object lanes, Object out, int oi) {
    for (int r = 0; r < ABREAST; r++) {
      block(a, ai + r * stride, b, bi, n, lanes, out, oi + r);
    }
  }

  /**
   * One block of {@code n} rows, for {@code columns} columns at once, each as {@link #block} does
   * it. Row j begins at {@code a[ai + rows[j]]}. The results are the first {@code columns} elements
   * of {@code lanes}.
   *
   * @param lanes scratch of {@link #LANES} times {@code columns} elements
   */
  void columns(Object a, int ai, int[] rows, int n, int columns, Object lanes);

  /** {@code out[oi + i] = merge(a[ai + i], b[bi + i])}, the step of the trees, for n elements. */
  void merge(Object a, int ai, Object b, int bi, Object out, int oi, int n);

  /** Uses vectors from the first call on, compiled or not: for tests. */
  default void doNotWarmUp() {}
}
