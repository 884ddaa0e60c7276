package jackhammer.internal.kernel.cpu;

/**
 * The innermost loops of the norms, on arrays of one {@link Kind}. Everywhere z = (x - mean) *
 * scale, rounded after either step.
 *
 * <p>Sums go to the lanes of a block as {@link Reductions} says: a block comes in parts of which
 * all but the last have a multiple of 16 elements, and ends with {@link #total}. Where a sum has
 * two results the lanes of the second lie 16 further on. Results are never written over operands.
 */
interface NormLoop {
  int LANES = ReduceLoop.LANES;

  /**
   * Rows that are summed at once. A sum is one chain of additions after the other; those of several
   * rows do not wait for one another.
   */
  int ABREAST = 4;

  /**
   * The sums of n elements of some rows, whose elements lie {@code apart}, and whose lanes lie 32
   * apart.
   *
   * @param rows at most {@link #ABREAST}
   */
  void sums(Object x, int xi, int apart, int rows, int n, Object lanes);

  /**
   * The same for the distances d = x - near, each row with its own, and for their squares, added by
   * fused multiply-adds.
   */
  void distances(Object x, int xi, int apart, int rows, int n, double[] near, Object lanes);

  /**
   * The same for h = g * weight, and for h * z, added by fused multiply-adds.
   *
   * @param row number of the first row; the others follow
   * @param weight of the first element of each row
   * @param step whether the elements have the weights one after the other, 1, or share one, 0
   */
  void products(
      NormArrays a,
      int xi,
      int gi,
      int apart,
      int rows,
      int n,
      int row,
      int weight,
      int step,
      Object lanes);

  /** What the 16 lanes from {@code at} on make together; afterwards they are +0 again. */
  double total(Object lanes, int at);

  /** {@link #total} divided by n, rounded to the type. */
  double mean(Object lanes, int at, int n);

  /**
   * fma(z, weight, bias) for {@code count} planes of n elements, one behind the other. Each has one
   * row and one weight, whose numbers rise by a step with each plane.
   */
  void planes(
      NormArrays a, int count, int n, int xi, int oi, int row, int rows, int weight, int weights);

  /** fma(z, weight, bias) for n elements of one row that have the weights one after the other. */
  void run(NormArrays a, int n, int xi, int oi, int row, int weight);

  /** The gradient (g * weight + fma(z, slope, shift)) * factor for planes as {@link #planes}. */
  void planeGradients(
      NormArrays a, int count, int n, int at, int row, int rows, int weight, int weights);

  /** The same for elements as {@link #run}. */
  void runGradients(NormArrays a, int n, int at, int row, int weight);

  /**
   * For each of some columns the sums of g * z, by fused multiply-adds, and of g over lines of
   * {@code length} elements: line j adds to lane j mod 16.
   *
   * @param at number of the first element of the first line
   * @param row that of the first line
   * @param rows how far the row is from line to line
   * @param sums 16 times {@code width} lanes of the products, then as many of the plain sums
   */
  void columns(
      NormArrays a, int at, int row, int rows, int lines, int length, int width, Object sums);

  /** Uses vectors from the first call on, compiled or not: for tests. */
  default void doNotWarmUp() {}
}
