package jackhammer;

import jackhammer.internal.ops.Counting;
import jackhammer.internal.ops.Sorts;

/**
 * The elements of a {@link Tensor} in order, and how often they occur, with PyTorch's names. Sorts
 * are stable; NaN counts as largest; the default dimension is the last.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#comparison-ops">torch, comparison
 *     ops</a>
 */
public sealed interface SortOps permits Tensor {

  // ---- order ----

  /** The elements of the last dimension in ascending order, and where they were. */
  default ValuesIndices sort() {
    return Sorts.sort((Tensor) this, -1, false);
  }

  /** The elements of a dimension in ascending order, and where they were. */
  default ValuesIndices sort(long dim) {
    return Sorts.sort((Tensor) this, dim, false);
  }

  /** The elements of a dimension in order, and where they were. */
  default ValuesIndices sort(long dim, boolean descending) {
    return Sorts.sort((Tensor) this, dim, descending);
  }

  /** Where the elements of the last dimension in ascending order are. */
  default Tensor argsort() {
    return Sorts.argsort((Tensor) this, -1, false);
  }

  /** Where the elements of a dimension in ascending order are. */
  default Tensor argsort(long dim) {
    return Sorts.argsort((Tensor) this, dim, false);
  }

  /** Where the elements of a dimension in order are. */
  default Tensor argsort(long dim, boolean descending) {
    return Sorts.argsort((Tensor) this, dim, descending);
  }

  /** The {@code k} largest elements of the last dimension, largest first. */
  default ValuesIndices topk(long k) {
    return Sorts.topk((Tensor) this, k, -1, true);
  }

  /** The {@code k} largest elements of a dimension, largest first. */
  default ValuesIndices topk(long k, long dim) {
    return Sorts.topk((Tensor) this, k, dim, true);
  }

  /** The {@code k} largest or smallest elements of a dimension, in order. */
  default ValuesIndices topk(long k, long dim, boolean largest) {
    return Sorts.topk((Tensor) this, k, dim, largest);
  }

  /** The k-th smallest elements of the last dimension; k counts from 1. */
  default ValuesIndices kthvalue(long k) {
    return Sorts.kthvalue((Tensor) this, k, -1, false);
  }

  /** The k-th smallest elements of a dimension; k counts from 1. */
  default ValuesIndices kthvalue(long k, long dim, boolean keepDim) {
    return Sorts.kthvalue((Tensor) this, k, dim, keepDim);
  }

  /** The median of all elements, the lower of two; NaN if any element is. */
  default Tensor median() {
    return Sorts.median((Tensor) this, false);
  }

  /** The medians along a dimension, the lower of two; NaN if any element is. */
  default ValuesIndices median(long dim) {
    return Sorts.median((Tensor) this, dim, false, false);
  }

  /** The medians along a dimension, the lower of two; NaN if any element is. */
  default ValuesIndices median(long dim, boolean keepDim) {
    return Sorts.median((Tensor) this, dim, keepDim, false);
  }

  /** The median of all elements that are numbers. */
  default Tensor nanmedian() {
    return Sorts.median((Tensor) this, true);
  }

  /** The medians along a dimension of the elements that are numbers. */
  default ValuesIndices nanmedian(long dim, boolean keepDim) {
    return Sorts.median((Tensor) this, dim, keepDim, true);
  }

  /** The most frequent elements of the last dimension, the smallest of several. */
  default ValuesIndices mode() {
    return Sorts.mode((Tensor) this, -1, false);
  }

  /** The most frequent elements of a dimension, the smallest of several. */
  default ValuesIndices mode(long dim, boolean keepDim) {
    return Sorts.mode((Tensor) this, dim, keepDim);
  }

  // ---- quantiles ----

  /** The q-quantile of all elements, linear between two: 0 gives the smallest, 1 the largest. */
  default Tensor quantile(double q) {
    return Counting.quantile((Tensor) this, q, null, false, "linear");
  }

  /** The q-quantiles along a dimension, linear between two elements. */
  default Tensor quantile(double q, long dim, boolean keepDim) {
    return Counting.quantile((Tensor) this, q, dim, keepDim, "linear");
  }

  /** Quantiles of all elements; a 1-d {@code q} gives several. */
  default Tensor quantile(Tensor q) {
    return Counting.quantile((Tensor) this, q, null, false, "linear");
  }

  /** Quantiles along a dimension; a 1-d {@code q} gives several, in a new first dimension. */
  default Tensor quantile(Tensor q, long dim, boolean keepDim) {
    return Counting.quantile((Tensor) this, q, dim, keepDim, "linear");
  }

  /** The q-quantile of all elements that are numbers, linear between two; NaN if none is. */
  default Tensor nanquantile(double q) {
    return Counting.nanquantile((Tensor) this, q, null, false, "linear");
  }

  /** The q-quantiles along a dimension of the elements that are numbers, linear between two. */
  default Tensor nanquantile(double q, long dim, boolean keepDim) {
    return Counting.nanquantile((Tensor) this, q, dim, keepDim, "linear");
  }

  /**
   * Quantiles along a dimension of the elements that are numbers.
   *
   * @param interpolation "linear", "lower", "higher", "midpoint" or "nearest"
   */
  default Tensor nanquantile(Tensor q, long dim, boolean keepDim, String interpolation) {
    return Counting.nanquantile((Tensor) this, q, dim, keepDim, interpolation);
  }

  /**
   * Quantiles along a dimension.
   *
   * @param interpolation "linear", "lower", "higher", "midpoint" or "nearest"
   */
  default Tensor quantile(Tensor q, long dim, boolean keepDim, String interpolation) {
    return Counting.quantile((Tensor) this, q, dim, keepDim, interpolation);
  }

  // ---- how often ----

  /** The different elements in ascending order. */
  default Tensor unique() {
    return Counting.unique((Tensor) this).values();
  }

  /** The different elements in ascending order, which each element is, and how often they occur. */
  default UniqueElements uniqueWithCounts() {
    return Counting.unique((Tensor) this);
  }

  /** The elements without those that equal the one before, in row-major order. */
  default UniqueElements uniqueConsecutive() {
    return Counting.uniqueConsecutive((Tensor) this);
  }

  /** How often each number from 0 to the largest occurs in a 1-d integer tensor. */
  default Tensor bincount() {
    return Counting.bincount((Tensor) this, null, 0);
  }

  /** The same, for at least {@code minLength} numbers. */
  default Tensor bincount(long minLength) {
    return Counting.bincount((Tensor) this, null, minLength);
  }

  /** The sums of the weights of the elements that have each number. */
  default Tensor bincount(Tensor weights, long minLength) {
    return Counting.bincount((Tensor) this, weights, minLength);
  }

  /** How many elements fall into each of equal bins from the smallest to the largest, and where. */
  default Histogram histogram(long bins) {
    return Counting.histogram((Tensor) this, bins);
  }

  /**
   * How many elements fall into each of equal bins of [min, max], and where the bins are.
   *
   * @param weight what each element counts, of the size of this tensor; null for 1
   * @param density whether the bins' areas sum to 1
   */
  default Histogram histogram(long bins, double min, double max, Tensor weight, boolean density) {
    return Counting.histogram((Tensor) this, bins, min, max, weight, density);
  }

  /**
   * How many elements fall between each two of these edges, which do not fall; the last bin has its
   * upper edge too.
   */
  default Histogram histogram(Tensor edges) {
    return Counting.histogram((Tensor) this, edges, null, false);
  }

  /**
   * The same with weights.
   *
   * @param weight what each element counts, of the size of this tensor; null for 1
   * @param density whether the bins' areas sum to 1
   */
  default Histogram histogram(Tensor edges, Tensor weight, boolean density) {
    return Counting.histogram((Tensor) this, edges, weight, density);
  }

  /** How many elements fall into each of equal parts from the smallest to the largest. */
  default Tensor histc(long bins) {
    return Counting.histc((Tensor) this, bins, 0, 0);
  }

  /** How many elements fall into each of equal parts of [min, max]. */
  default Tensor histc(long bins, double min, double max) {
    return Counting.histc((Tensor) this, bins, min, max);
  }

  /** Sorted along the first dimension. */
  default Tensor msort() {
    return sort(0).values();
  }
}
