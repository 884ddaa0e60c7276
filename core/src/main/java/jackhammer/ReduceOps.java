package jackhammer;

import jackhammer.internal.ops.Reductions;
import jackhammer.internal.ops.Softmax;

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
}
