package jackhammer;

import jackhammer.internal.ops.Extremes;
import jackhammer.internal.ops.Reductions;
import jackhammer.internal.ops.Softmax;
import jackhammer.internal.ops.Statistics;

/**
 * The reductions of a {@link Tensor}, with PyTorch's names. Dimensions count from 0, or from -1 at
 * the end; without any, everything is reduced to a 0-d tensor. {@code keepDim} leaves reduced
 * dimensions with size 1.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#reduction-ops">torch, reduction
 *     ops</a>
 */
public sealed interface ReduceOps permits Tensor {

  /** The sum of all elements; integers add up in int64. */
  default Tensor sum() {
    return Reductions.sum((Tensor) this, new long[0], false, null);
  }

  /** The sum of all elements, computed in a type. */
  default Tensor sum(DType dtype) {
    return Reductions.sum((Tensor) this, new long[0], false, dtype);
  }

  /** The sum over these dimensions. */
  default Tensor sum(long... dims) {
    return Reductions.sum((Tensor) this, dims, false, null);
  }

  /** The sum over one dimension. */
  default Tensor sum(long dim, boolean keepDim) {
    return Reductions.sum((Tensor) this, new long[] {dim}, keepDim, null);
  }

  /** The sum over these dimensions. */
  default Tensor sum(long[] dims, boolean keepDim) {
    return Reductions.sum((Tensor) this, dims, keepDim, null);
  }

  /** Summed over what broadcasting from {@code sizes} had repeated. */
  default Tensor sumToSize(long... sizes) {
    return Reductions.sumToSize((Tensor) this, sizes);
  }

  /** The mean of all elements; floating point only. */
  default Tensor mean() {
    return Reductions.mean((Tensor) this, new long[0], false, null);
  }

  /** The mean over these dimensions. */
  default Tensor mean(long... dims) {
    return Reductions.mean((Tensor) this, dims, false, null);
  }

  /** The mean over one dimension. */
  default Tensor mean(long dim, boolean keepDim) {
    return Reductions.mean((Tensor) this, new long[] {dim}, keepDim, null);
  }

  /** The mean over these dimensions. */
  default Tensor mean(long[] dims, boolean keepDim) {
    return Reductions.mean((Tensor) this, dims, keepDim, null);
  }

  /** The largest element; NaN if there is one. */
  default Tensor max() {
    return Reductions.extreme(true, (Tensor) this);
  }

  /** The smallest element; NaN if there is one. */
  default Tensor min() {
    return Reductions.extreme(false, (Tensor) this);
  }

  /** The largest elements over these dimensions; equal ones share the gradient. */
  default Tensor amax(long... dims) {
    return Reductions.amax(true, (Tensor) this, dims, false);
  }

  /** The largest elements over these dimensions. */
  default Tensor amax(long[] dims, boolean keepDim) {
    return Reductions.amax(true, (Tensor) this, dims, keepDim);
  }

  /** The smallest elements over these dimensions; equal ones share the gradient. */
  default Tensor amin(long... dims) {
    return Reductions.amax(false, (Tensor) this, dims, false);
  }

  /** The smallest elements over these dimensions. */
  default Tensor amin(long[] dims, boolean keepDim) {
    return Reductions.amax(false, (Tensor) this, dims, keepDim);
  }

  /** BOOL: whether any element along a dimension is not 0. */
  default Tensor any(long dim) {
    return Reductions.truth(true, (Tensor) this, new long[] {dim}, false);
  }

  /** BOOL: whether every element along a dimension is not 0. */
  default Tensor all(long dim) {
    return Reductions.truth(false, (Tensor) this, new long[] {dim}, false);
  }

  /** BOOL: whether any element is not 0. */
  default Tensor any() {
    return Reductions.truth(true, (Tensor) this, new long[0], false);
  }

  /** BOOL: whether any element along a dimension is not 0. */
  default Tensor any(long dim, boolean keepDim) {
    return Reductions.truth(true, (Tensor) this, new long[] {dim}, keepDim);
  }

  /** BOOL: whether every element is not 0. */
  default Tensor all() {
    return Reductions.truth(false, (Tensor) this, new long[0], false);
  }

  /** BOOL: whether every element along a dimension is not 0. */
  default Tensor all(long dim, boolean keepDim) {
    return Reductions.truth(false, (Tensor) this, new long[] {dim}, keepDim);
  }

  /** INT64: how many elements are not 0. */
  default Tensor countNonzero(long... dims) {
    return Reductions.countNonzero((Tensor) this, dims);
  }

  /** exp(x) divided by its sum along a dimension. */
  default Tensor softmax(long dim) {
    return Softmax.softmax((Tensor) this, dim);
  }

  /** The logarithm of {@link #softmax}. */
  default Tensor logSoftmax(long dim) {
    return Softmax.logSoftmax((Tensor) this, dim);
  }

  // ---- extremes and where they are ----

  /** The largest elements along a dimension, and the first place of each. */
  default ValuesIndices max(long dim) {
    return Extremes.extreme(true, (Tensor) this, dim, false);
  }

  /** The largest elements along a dimension, and the first place of each. */
  default ValuesIndices max(long dim, boolean keepDim) {
    return Extremes.extreme(true, (Tensor) this, dim, keepDim);
  }

  /** The smallest elements along a dimension, and the first place of each. */
  default ValuesIndices min(long dim) {
    return Extremes.extreme(false, (Tensor) this, dim, false);
  }

  /** The smallest elements along a dimension, and the first place of each. */
  default ValuesIndices min(long dim, boolean keepDim) {
    return Extremes.extreme(false, (Tensor) this, dim, keepDim);
  }

  /** INT64: the number, in row-major order, of the largest element. */
  default Tensor argmax() {
    return Extremes.arg(true, (Tensor) this, null, false);
  }

  /** INT64: where the largest elements along a dimension are, the first of equal ones. */
  default Tensor argmax(long dim) {
    return Extremes.arg(true, (Tensor) this, dim, false);
  }

  /** INT64: where the largest elements along a dimension are, the first of equal ones. */
  default Tensor argmax(long dim, boolean keepDim) {
    return Extremes.arg(true, (Tensor) this, dim, keepDim);
  }

  /** INT64: the number, in row-major order, of the smallest element. */
  default Tensor argmin() {
    return Extremes.arg(false, (Tensor) this, null, false);
  }

  /** INT64: where the smallest elements along a dimension are, the first of equal ones. */
  default Tensor argmin(long dim) {
    return Extremes.arg(false, (Tensor) this, dim, false);
  }

  /** INT64: where the smallest elements along a dimension are, the first of equal ones. */
  default Tensor argmin(long dim, boolean keepDim) {
    return Extremes.arg(false, (Tensor) this, dim, keepDim);
  }

  // ---- statistics ----

  /** The variance of all elements: squared distances from the mean, over n - 1. */
  default Tensor var() {
    return Statistics.var((Tensor) this, new long[0], 1, false);
  }

  /** The variance over these dimensions, over n - 1. */
  default Tensor var(long... dims) {
    return Statistics.var((Tensor) this, dims, 1, false);
  }

  /** The variance over one dimension, over n - 1. */
  default Tensor var(long dim, boolean keepDim) {
    return Statistics.var((Tensor) this, new long[] {dim}, 1, keepDim);
  }

  /** The variance over these dimensions (none: all), over n - correction. */
  default Tensor var(long[] dims, double correction, boolean keepDim) {
    return Statistics.var((Tensor) this, dims, correction, keepDim);
  }

  /** The standard deviation of all elements: the root of {@link #var()}. */
  default Tensor std() {
    return Statistics.std((Tensor) this, new long[0], 1, false);
  }

  /** The standard deviation over these dimensions. */
  default Tensor std(long... dims) {
    return Statistics.std((Tensor) this, dims, 1, false);
  }

  /** The standard deviation over one dimension. */
  default Tensor std(long dim, boolean keepDim) {
    return Statistics.std((Tensor) this, new long[] {dim}, 1, keepDim);
  }

  /** The standard deviation over these dimensions (none: all), with n - correction. */
  default Tensor std(long[] dims, double correction, boolean keepDim) {
    return Statistics.std((Tensor) this, dims, correction, keepDim);
  }

  /** The Euclidean norm of all elements. */
  default Tensor norm() {
    return Statistics.norm((Tensor) this, 2, new long[0], false);
  }

  /**
   * The p-norm of all elements: (sum |x|^p)^(1/p); the largest magnitude for {@code
   * Double.POSITIVE_INFINITY}, the number of elements that are not 0 for 0.
   */
  default Tensor norm(double p) {
    return Statistics.norm((Tensor) this, p, new long[0], false);
  }

  /** The p-norms over one dimension. */
  default Tensor norm(double p, long dim) {
    return Statistics.norm((Tensor) this, p, new long[] {dim}, false);
  }

  /** The p-norms over one dimension. */
  default Tensor norm(double p, long dim, boolean keepDim) {
    return Statistics.norm((Tensor) this, p, new long[] {dim}, keepDim);
  }

  /** The p-norms over these dimensions. */
  default Tensor norm(double p, long[] dims, boolean keepDim) {
    return Statistics.norm((Tensor) this, p, dims, keepDim);
  }

  /** log(sum(exp(x))) over a dimension, without overflow. */
  default Tensor logsumexp(long dim) {
    return Statistics.logsumexp((Tensor) this, new long[] {dim}, false);
  }

  /** log(sum(exp(x))) over a dimension, without overflow. */
  default Tensor logsumexp(long dim, boolean keepDim) {
    return Statistics.logsumexp((Tensor) this, new long[] {dim}, keepDim);
  }

  /** log(sum(exp(x))) over these dimensions, without overflow. */
  default Tensor logsumexp(long[] dims, boolean keepDim) {
    return Statistics.logsumexp((Tensor) this, dims, keepDim);
  }

  /** The product of all elements; integers multiply in int64. */
  default Tensor prod() {
    return Statistics.prod((Tensor) this, null, false, null);
  }

  /** The product over one dimension. */
  default Tensor prod(long dim) {
    return Statistics.prod((Tensor) this, dim, false, null);
  }

  /** The product over one dimension. */
  default Tensor prod(long dim, boolean keepDim) {
    return Statistics.prod((Tensor) this, dim, keepDim, null);
  }

  /** The sum of all elements that are not NaN. */
  default Tensor nansum() {
    return Statistics.nansum((Tensor) this, new long[0], false);
  }

  /** The sum over these dimensions of the elements that are not NaN. */
  default Tensor nansum(long[] dims, boolean keepDim) {
    return Statistics.nansum((Tensor) this, dims, keepDim);
  }

  /** The mean of all elements that are not NaN. */
  default Tensor nanmean() {
    return Statistics.nanmean((Tensor) this, new long[0], false);
  }

  /** The mean over these dimensions of the elements that are not NaN. */
  default Tensor nanmean(long[] dims, boolean keepDim) {
    return Statistics.nanmean((Tensor) this, dims, keepDim);
  }

  /** The smallest and the largest of all elements; the gradient is shared among equal ones. */
  default MinMax aminmax() {
    return new MinMax(amin(), amax());
  }

  /** The smallest and the largest elements along a dimension. */
  default MinMax aminmax(long dim, boolean keepDim) {
    return new MinMax(amin(new long[] {dim}, keepDim), amax(new long[] {dim}, keepDim));
  }
}
