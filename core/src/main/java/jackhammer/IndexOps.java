package jackhammer;

import jackhammer.internal.ops.Gathering;
import jackhammer.internal.ops.Indices;
import jackhammer.internal.ops.Masks;
import jackhammer.internal.ops.ScatterReduce;

/**
 * Reading and writing the elements of a {@link Tensor} by number, slice, mask or tensor of numbers,
 * with PyTorch's names. Index tensors are int64 or int32, masks bool.
 *
 * <pre>{@code
 * import static jackhammer.Tensor.*;
 *
 * x.index(0, slice(1, 3), ELLIPSIS, NONE);   // x[0, 1:3, ..., None]
 * x.index(x.gt(0));                          // x[x > 0]
 * x.indexPut_(0, mask);                      // x[mask] = 0
 * w.index(tensor(3, 1, 1));                  // w[[3, 1, 1]]
 * }</pre>
 *
 * <p>Where several values are written to one place, the last one in row-major order of the indices
 * stays; where they are added, they are added in that order. A number outside its dimension is an
 * {@link IndexOutOfBoundsException} that names it and its position.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/torch.html#indexing-slicing-joining-mutating-ops">
 *     torch, indexing</a>
 */
public sealed interface IndexOps permits Tensor {

  // ---- what Python writes with square brackets ----

  /**
   * Python's {@code x[indices]}. Each index is
   *
   * <ul>
   *   <li>a whole number: one entry of a dimension, which disappears; negative from the end
   *   <li>{@link Tensor#slice slice(1, 3)}: entries 1 and 2
   *   <li>{@link Tensor#ELLIPSIS}: all dimensions that are left
   *   <li>{@link Tensor#NONE}: a new dimension of size 1
   *   <li>an int64 tensor (or an int or long array, or a list): these entries; several such indices
   *       broadcast and are taken together. The size of the index takes the place of the
   *       dimensions, or comes first if there are others between them.
   *   <li>a bool tensor: a mask for as many dimensions as it has
   * </ul>
   *
   * <p>With numbers, slices, ellipsis and NONE only the result is a view; with tensors a copy.
   *
   * @throws IndexOutOfBoundsException if an index is outside its dimension, a mask has another
   *     size, or there are more indices than dimensions
   */
  default Tensor index(Object... indices) {
    return Indices.index((Tensor) this, indices);
  }

  /** Python's {@code x[indices] = value}; the value comes first. */
  default Tensor indexPut_(Tensor value, Object... indices) {
    return Indices.put_((Tensor) this, value, false, indices);
  }

  /** Python's {@code x[indices] = value}; the value comes first. */
  default Tensor indexPut_(double value, Object... indices) {
    return Indices.put_((Tensor) this, value, false, indices);
  }

  /** Python's {@code x[indices] = value}; the value comes first. */
  default Tensor indexPut_(long value, Object... indices) {
    return Indices.put_((Tensor) this, value, false, indices);
  }

  /** Python's {@code x[indices] = value} for a bool tensor; the value comes first. */
  default Tensor indexPut_(boolean value, Object... indices) {
    return Indices.put_((Tensor) this, value ? 1L : 0L, false, indices);
  }

  /** Adds a value at each place, as often as it is named: {@code accumulate=True}. */
  default Tensor indexPutAccumulate_(Tensor value, Object... indices) {
    return Indices.put_((Tensor) this, value, true, indices);
  }

  /** Adds a value at each place, as often as it is named: {@code accumulate=True}. */
  default Tensor indexPutAccumulate_(double value, Object... indices) {
    return Indices.put_((Tensor) this, value, true, indices);
  }

  /** {@link #indexPut_(Tensor, Object...)} on a copy. */
  default Tensor indexPut(Tensor value, Object... indices) {
    return Indices.put((Tensor) this, value, false, indices);
  }

  /** {@link #indexPutAccumulate_(Tensor, Object...)} on a copy. */
  default Tensor indexPutAccumulate(Tensor value, Object... indices) {
    return Indices.put((Tensor) this, value, true, indices);
  }

  // ---- entries of one dimension ----

  /** The entries of a dimension that a 1-d index names, in its order: a copy. */
  default Tensor indexSelect(long dim, Tensor index) {
    return Gathering.indexSelect((Tensor) this, dim, index);
  }

  /** Entry k of {@code source} is added to the entry index[k] of a copy. */
  default Tensor indexAdd(long dim, Tensor index, Tensor source) {
    return Gathering.indexAdd((Tensor) this, dim, index, source, 1);
  }

  /** {@code alpha} times entry k of {@code source} is added to the entry index[k] of a copy. */
  default Tensor indexAdd(long dim, Tensor index, Tensor source, double alpha) {
    return Gathering.indexAdd((Tensor) this, dim, index, source, alpha);
  }

  /** {@link #indexAdd(long, Tensor, Tensor)} in place. */
  default Tensor indexAdd_(long dim, Tensor index, Tensor source) {
    return Gathering.indexAdd_((Tensor) this, dim, index, source, 1);
  }

  /** {@link #indexAdd(long, Tensor, Tensor, double)} in place. */
  default Tensor indexAdd_(long dim, Tensor index, Tensor source, double alpha) {
    return Gathering.indexAdd_((Tensor) this, dim, index, source, alpha);
  }

  /** Entry k of {@code source} replaces the entry index[k] of a copy. */
  default Tensor indexCopy(long dim, Tensor index, Tensor source) {
    return Gathering.indexCopy((Tensor) this, dim, index, source);
  }

  /** {@link #indexCopy} in place. */
  default Tensor indexCopy_(long dim, Tensor index, Tensor source) {
    return Gathering.indexCopy_((Tensor) this, dim, index, source);
  }

  /** The entries that {@code index} names become a number, in a copy. */
  default Tensor indexFill(long dim, Tensor index, double value) {
    return Gathering.indexFill((Tensor) this, dim, index, value);
  }

  /** The entries that {@code index} names become a 0-d tensor, in a copy. */
  default Tensor indexFill(long dim, Tensor index, Tensor value) {
    return Gathering.indexFill((Tensor) this, dim, index, value);
  }

  /** {@link #indexFill(long, Tensor, double)} in place. */
  default Tensor indexFill_(long dim, Tensor index, double value) {
    return Gathering.indexFill_((Tensor) this, dim, index, value);
  }

  // ---- element by element along a dimension ----

  /**
   * For dim 1: {@code out[i][j][k] = this[i][index[i][j][k]][k]}, and so on; the size of the index.
   */
  default Tensor gather(long dim, Tensor index) {
    return Gathering.gather((Tensor) this, dim, index);
  }

  /** For dim 1: {@code out[i][index[i][j][k]][k] = src[i][j][k]} in a copy, and so on. */
  default Tensor scatter(long dim, Tensor index, Tensor src) {
    return Gathering.scatter((Tensor) this, dim, index, src);
  }

  /** {@link #scatter(long, Tensor, Tensor)} of one number. */
  default Tensor scatter(long dim, Tensor index, double value) {
    return Gathering.scatter((Tensor) this, dim, index, value);
  }

  /** {@link #scatter(long, Tensor, Tensor)} in place. */
  default Tensor scatter_(long dim, Tensor index, Tensor src) {
    return Gathering.scatter_((Tensor) this, dim, index, src, false);
  }

  /** {@link #scatter(long, Tensor, double)} in place. */
  default Tensor scatter_(long dim, Tensor index, double value) {
    return Gathering.scatter_((Tensor) this, dim, index, value);
  }

  /** {@link #scatter(long, Tensor, Tensor)}, but added to what is there. */
  default Tensor scatterAdd(long dim, Tensor index, Tensor src) {
    return Gathering.scatterAdd((Tensor) this, dim, index, src);
  }

  /** {@link #scatterAdd} in place. */
  default Tensor scatterAdd_(long dim, Tensor index, Tensor src) {
    return Gathering.scatter_((Tensor) this, dim, index, src, true);
  }

  /**
   * {@link #scatter(long, Tensor, Tensor)}, where all values for one place, and what is there, are
   * reduced to one.
   *
   * @param reduce "sum", "prod", "mean", "amax" or "amin"
   */
  default Tensor scatterReduce(long dim, Tensor index, Tensor src, String reduce) {
    return ScatterReduce.scatterReduce((Tensor) this, dim, index, src, reduce, true);
  }

  /**
   * {@link #scatterReduce(long, Tensor, Tensor, String)}.
   *
   * @param includeSelf whether what is there takes part
   */
  default Tensor scatterReduce(
      long dim, Tensor index, Tensor src, String reduce, boolean includeSelf) {
    return ScatterReduce.scatterReduce((Tensor) this, dim, index, src, reduce, includeSelf);
  }

  /** {@link #scatterReduce(long, Tensor, Tensor, String)} in place. */
  default Tensor scatterReduce_(long dim, Tensor index, Tensor src, String reduce) {
    return ScatterReduce.scatterReduce_((Tensor) this, dim, index, src, reduce, true);
  }

  /** {@link #gather} with an index that is broadcast except in {@code dim}. */
  default Tensor takeAlongDim(Tensor indices, long dim) {
    return Masks.takeAlongDim((Tensor) this, indices, dim);
  }

  /** The elements with these numbers in row-major order, in one dimension. */
  default Tensor takeAlongDim(Tensor indices) {
    return Masks.takeAlongDim((Tensor) this, indices, null);
  }

  // ---- masks, numbers in row-major order ----

  /** A number where the mask, which broadcasts, holds; else the element. */
  default Tensor maskedFill(Tensor mask, double value) {
    return Masks.maskedFill((Tensor) this, mask, value);
  }

  /** A 0-d tensor where the mask, which broadcasts, holds; else the element. */
  default Tensor maskedFill(Tensor mask, Tensor value) {
    return Masks.maskedFill((Tensor) this, mask, value);
  }

  /** {@link #maskedFill(Tensor, double)} in place. */
  default Tensor maskedFill_(Tensor mask, double value) {
    return Masks.maskedFill_((Tensor) this, mask, value);
  }

  /** {@link #maskedFill(Tensor, Tensor)} in place. */
  default Tensor maskedFill_(Tensor mask, Tensor value) {
    return Masks.maskedFill_((Tensor) this, mask, value);
  }

  /** The elements where the mask holds, in one dimension; both broadcast. */
  default Tensor maskedSelect(Tensor mask) {
    return Masks.maskedSelect((Tensor) this, mask);
  }

  /** A copy in which the true places of the mask take the elements of {@code source} in order. */
  default Tensor maskedScatter(Tensor mask, Tensor source) {
    return Masks.maskedScatter((Tensor) this, mask, source);
  }

  /** {@link #maskedScatter} in place. */
  default Tensor maskedScatter_(Tensor mask, Tensor source) {
    return Masks.maskedScatter_((Tensor) this, mask, source);
  }

  /** The elements with these numbers in row-major order; the size of the index. */
  default Tensor take(Tensor index) {
    return Masks.take((Tensor) this, index);
  }

  /** The element with number index[k] in row-major order becomes source[k], in a copy. */
  default Tensor put(Tensor index, Tensor source) {
    return Masks.put((Tensor) this, index, source, false);
  }

  /** {@link #put(Tensor, Tensor)} in place. */
  default Tensor put_(Tensor index, Tensor source) {
    return Masks.put_((Tensor) this, index, source, false);
  }

  /** {@link #put(Tensor, Tensor)} in place; {@code accumulate} adds to what is there. */
  default Tensor put_(Tensor index, Tensor source, boolean accumulate) {
    return Masks.put_((Tensor) this, index, source, accumulate);
  }

  /** INT64 coordinates of the elements that are not 0, one row for each: [count, dim]. */
  default Tensor nonzero() {
    return Masks.nonzero((Tensor) this);
  }

  /** The same as {@link #nonzero}. */
  default Tensor argwhere() {
    return Masks.nonzero((Tensor) this);
  }

  /** Entries of {@code source} along a dimension meet those that {@code index} names. */
  default Tensor indexReduce(long dim, Tensor index, Tensor source, String reduce) {
    return ScatterReduce.indexReduce((Tensor) this, dim, index, source, reduce, true);
  }

  /**
   * Entries of {@code source} along a dimension meet those that {@code index} names.
   *
   * @param reduce {@code "prod"}, {@code "mean"}, {@code "amax"} or {@code "amin"}
   * @param includeSelf whether this tensor's own elements count where something arrives
   */
  default Tensor indexReduce(
      long dim, Tensor index, Tensor source, String reduce, boolean includeSelf) {
    return ScatterReduce.indexReduce((Tensor) this, dim, index, source, reduce, includeSelf);
  }
}
