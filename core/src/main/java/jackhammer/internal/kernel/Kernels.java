package jackhammer.internal.kernel;

/**
 * The contract between what an operation means and what computes it: everything that loops over
 * numbers is behind these methods.
 *
 * <p>Above it: shape checks, promotion, broadcasting, autograd. Below it: loops, threads, SIMD. So
 * every method may rely on this: sizes agree (operands are already expanded, repeated elements have
 * stride 0), the operands of one call have one type unless the method says otherwise, outputs do
 * not overlap inputs except where an element-wise output is exactly one of its inputs, outputs
 * never have stride 0, and indices are in range. Strides are otherwise arbitrary; empty tensors are
 * allowed.
 *
 * <p>The same inputs give the same bits on every implementation, width and thread count.
 */
public interface Kernels {

  /** What computes, for people: {@code "SIMD 512 bit, 2 threads"}. */
  String describe();

  // ---- memory --------------------------------------------------------------------------------

  /** Copies with conversion: any type to any type; floating to integer cuts towards zero. */
  void copy(Strided in, Strided out);

  /**
   * Adds each element of in to its place in out, in row-major order; out may show a place twice.
   */
  void addOverlapping(Strided in, Strided out);

  // ---- element-wise --------------------------------------------------------------------------

  /** out has the type of x, or BOOL for predicates. */
  void unary(Unary op, Strided x, Strided out);

  /** out has the type of the operands, or BOOL for predicates. */
  void binary(Binary op, Strided a, Strided b, Strided out);

  void ternary(Ternary op, Strided a, Strided b, Strided c, Strided out);

  /** a where the BOOL condition holds, else b. */
  void where(Strided condition, Strided a, Strided b, Strided out);

  // ---- reductions ----------------------------------------------------------------------------

  /**
   * Reduces the dimensions in which out has size 1 and x has not; out has as many dimensions as x.
   * MAX and MIN need at least one element per result; sums over none give 0, products 1.
   */
  void reduce(Reduce op, Strided x, Strided out);

  /**
   * Largest or smallest along one dimension, first one first; NaN wins; size 1 left in {@code dim}.
   */
  void argReduce(boolean max, Strided x, int dim, Strided values, Strided indices);

  /** Running reduction; {@code indices} (INT64, MAX and MIN only) may be null. */
  void scan(Scan op, Strided x, int dim, Strided out, Strided indices);

  /**
   * Stable sort along one dimension; NaN counts as largest; indices are INT64. Where the outputs
   * are shorter than x in that dimension, they take the first elements of the order.
   */
  void sort(Strided x, int dim, boolean descending, Strided values, Strided indices);

  // ---- indexing ------------------------------------------------------------------------------

  /** The row-major number of the first INT64 index outside [low, high), or -1. */
  int firstOutside(Strided index, long low, long high);

  /** INT64 coordinates of the elements that are not zero, row-major: [count, dim]. */
  Strided nonzero(Strided x);

  /** out[i][j][k] = x[i][index[i][j][k]][k] for dim 1, and so on; index INT64, not negative. */
  void gather(Strided x, int dim, Strided index, Strided out);

  /** out[i][index[i][j][k]][k] (op)= src[i][j][k] for dim 1, and so on. */
  void scatter(Scatter op, Strided out, int dim, Strided index, Strided src);

  /** Rows of one dimension by number: index is 1-d INT64. */
  void indexSelect(Strided x, int dim, Strided index, Strided out);

  /** Adds the rows of src to the rows of out that index names, in order. */
  void indexAdd(Strided out, int dim, Strided index, Strided src);

  /**
   * out[I..., rest...] = x[indices[0][I], indices[1][I], ..., rest...]: the first dimensions of x
   * are indexed by INT64 tensors that all have the size I, which leads in out.
   */
  void indexGet(Strided x, Strided[] indices, Strided out);

  /** The reverse of {@link #indexGet}: x at these places is set to, or increased by, values. */
  void indexPut(Strided x, Strided[] indices, Strided values, boolean accumulate);

  /**
   * Sums of rows: for i in order, row to[i] of out is increased by scale[i] times row from[i] of x;
   * rows that no i names are zeros.
   *
   * @param x [rows, length]
   * @param from INT64 [n]; null: row i for i
   * @param to INT64 [n]; where it is negative, i is left out
   * @param scale [n], null: 1
   * @param out [results, length]
   */
  void sumRows(Strided x, Strided from, Strided to, Strided scale, Strided out);

  /**
   * The largest element of each column among the rows from[i] of x, for all i with one to[i]: of
   * equal ones the first, and a NaN only where it is the first. Zeros where there are none.
   *
   * @param from INT64 [n]
   * @param to INT64 [n]; where it is negative, i is left out
   * @param out [results, length]
   * @param indices INT64, of out's size: the row of x that each came from; -1 where there are none
   */
  void maxRows(Strided x, Strided from, Strided to, Strided out, Strided indices);

  // ---- matrix products, convolution ------------------------------------------------------------

  /**
   * c[B..., M, N] = a[B..., M, K] b[B..., K, N] + bias[N], then ReLU if asked. FLOAT32, FLOAT64,
   * and the integer types (without bias and ReLU). Batch dimensions are equal or repeated by stride
   * 0.
   *
   * @param bias 1-d, or null
   */
  void matmul(Strided a, Strided b, Strided bias, boolean relu, Strided c);

  /**
   * The sum of products of two 1-d operands, or of each row of two 2-d ones, by the rule of the
   * reductions.
   */
  void dot(Strided a, Strided b, Strided out);

  /**
   * x [N, C, spatial...], w [O, C / groups, kernel...], bias [O] or null, out [N, O, spatial...],
   * with 1 to 3 spatial dimensions.
   */
  void conv(Strided x, Strided w, Strided bias, ConvArgs args, boolean relu, Strided out);

  /** The gradient of {@link #conv} for x, which is also the transposed convolution of g. */
  void convBackwardData(Strided g, Strided w, ConvArgs args, Strided gx);

  /** The gradient of {@link #conv} for w. */
  void convBackwardWeight(Strided g, Strided x, ConvArgs args, Strided gw);

  // ---- recurrent layers ------------------------------------------------------------------------

  /**
   * All steps of one direction of a recurrent layer. Everything but the weights is contiguous.
   *
   * @param x [rows, I]
   * @param h0 [sequences, P]
   * @param c0 [sequences, H], LSTM only, else null
   * @param y [rows, P]
   * @param hn the state after the last step of each sequence, as h0
   * @param cn the same as c0
   * @param trace is filled, for {@link #recurrentBackward}; null if there will be none
   */
  void recurrent(
      RecurrentArgs args,
      RecurrentWeights w,
      Strided x,
      Strided h0,
      Strided c0,
      Strided y,
      Strided hn,
      Strided cn,
      RecurrentTrace trace);

  /**
   * The chain of gradients of {@link #recurrent}.
   *
   * @param gy the gradient of y, or null for zeros
   * @param gp [rows, gates * H], the gradient of x times its weight
   * @param gr the gradient of what is added to it in each step: with a GRU another one, else gp
   *     itself
   * @param gh the gradient of hn, overwritten by that of h0
   * @param gc the gradient of cn, overwritten by that of c0; LSTM only
   * @param gProjected [rows, P], the complete gradient of y, with a projection only
   */
  void recurrentBackward(
      RecurrentArgs args,
      RecurrentWeights w,
      RecurrentTrace trace,
      Strided gy,
      Strided gp,
      Strided gr,
      Strided gh,
      Strided gc,
      Strided gProjected);

  // ---- pools: [N, C, spatial...] ----------------------------------------------------------------

  /**
   * @param indices INT64 position of each maximum in its input plane, or null
   */
  void maxPool(Strided x, PoolWindows windows, Strided out, Strided indices);

  /** Adds each g to the place of its maximum; gx is overwritten. */
  void maxPoolBackward(Strided g, PoolWindows windows, Strided indices, Strided gx);

  /**
   * @param divisor 0: the cells of the window (those of the padding too if {@code countIncludePad})
   */
  void avgPool(Strided x, PoolWindows windows, boolean countIncludePad, int divisor, Strided out);

  void avgPoolBackward(
      Strided g, PoolWindows windows, boolean countIncludePad, int divisor, Strided gx);

  /** The map of {@code taps} along one dimension; the others have the same sizes in x and out. */
  void resample(Strided x, int dim, Taps taps, Strided out);

  // ---- rows ------------------------------------------------------------------------------------

  /** Softmax, or its logarithm, along one dimension. */
  void softmax(Strided x, int dim, boolean log, Strided out);

  /** From the forward result y: y * (g - sum(g y)), or g - exp(y) * sum(g). */
  void softmaxBackward(Strided g, Strided y, int dim, boolean log, Strided gx);

  // ---- sequences ----

  /**
   * The connectionist temporal classification loss of each entry of a batch; infinite where a
   * target does not fit.
   *
   * @param logs [T, N, C]
   * @param loss [N]
   * @param alpha FLOAT64, contiguous [N, T, states]: what the gradient needs; or null
   */
  void ctc(Strided logs, CtcArgs args, Strided loss, Strided alpha);

  /**
   * Its gradient, for log-probabilities out of a log-softmax.
   *
   * @param g [N]
   * @param loss contiguous
   * @param zeroInfinity whether the gradient of an infinite loss is 0 and not NaN
   */
  void ctcBackward(
      Strided g,
      Strided logs,
      CtcArgs args,
      Strided loss,
      Strided alpha,
      boolean zeroInfinity,
      Strided gx);

  // ---- norms: x contiguous [pieces, rows, length], a row being all pieces with its number ----

  /**
   * The mean of each row and the mean square of the distances from it; with {@code mean} null the
   * mean square itself.
   *
   * @param mean contiguous [rows], or null
   * @param variance contiguous [rows]
   */
  void moments(Strided x, Strided mean, Strided variance);

  /**
   * out = (x - mean) * scale * weight + bias, mean and scale by row. The element with row-major
   * number k has weight and bias number (k / run) modulo their length. Either rows have one piece,
   * or there is one weight for each row.
   *
   * @param mean [rows], null: 0
   * @param weight [count], or null
   * @param bias [count], or null
   * @param run how many elements in memory share a weight; divides length
   */
  void normalise(
      Strided x, Strided mean, Strided scale, Strided weight, Strided bias, int run, Strided out);

  /**
   * The gradients of {@link #normalise}, where scale is 1 / sqrt(variance + eps) and with the mean
   * comes from x, unless they are constant.
   *
   * @param g contiguous, as x
   * @param gx null where it is not wanted
   * @param gw [count], null where it is not wanted
   * @param gb [count], null where it is not wanted
   */
  void normaliseBackward(
      Strided g,
      Strided x,
      Strided mean,
      Strided scale,
      Strided weight,
      int run,
      boolean constant,
      Strided gx,
      Strided gw,
      Strided gb);

  // ---- optimizers: one pass over one parameter ----

  /**
   * @param buffer momentum, or null
   */
  void sgd(Strided param, Strided grad, Strided buffer, OptimArgs.Sgd args);

  /**
   * @param maxSq AMSGrad's running maximum, or null
   */
  void adam(
      Strided param, Strided grad, Strided avg, Strided avgSq, Strided maxSq, OptimArgs.Adam args);
}
