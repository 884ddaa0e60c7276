package jackhammer;

import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.Copying;
import jackhammer.internal.ops.Parts;
import jackhammer.internal.ops.Shapes;

/**
 * What changes the shape of a {@link Tensor}, with PyTorch's names. Everything here is a view of
 * the same numbers, except where it says that it copies. Dimensions count from 0, or from -1 at the
 * end.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/tensor_view.html">torch, tensor views</a>
 */
public sealed interface ShapeOps permits Tensor {

  /** Other sizes on the same memory; one may be -1. An error where that is impossible. */
  default Tensor view(long... sizes) {
    return Shapes.view((Tensor) this, sizes);
  }

  /** The size of {@code other} on the same memory. */
  default Tensor viewAs(Tensor other) {
    Check.notNull("viewAs", "other", other);
    return Shapes.view((Tensor) this, other.size().toLongArray());
  }

  /** Other sizes; one may be -1. Copies where a view is impossible. */
  default Tensor reshape(long... sizes) {
    return Shapes.reshape((Tensor) this, sizes);
  }

  /** The size of {@code other}; copies where a view is impossible. */
  default Tensor reshapeAs(Tensor other) {
    Check.notNull("reshapeAs", "other", other);
    return Shapes.reshape((Tensor) this, other.size().toLongArray());
  }

  /** One dimension; copies where a view is impossible. */
  default Tensor ravel() {
    return Shapes.reshape((Tensor) this, -1);
  }

  /** One dimension; copies where a view is impossible. */
  default Tensor flatten() {
    return Shapes.flatten((Tensor) this, 0, -1);
  }

  /** The dimensions from {@code startDim} on made one. */
  default Tensor flatten(long startDim) {
    return Shapes.flatten((Tensor) this, startDim, -1);
  }

  /** The dimensions from {@code startDim} to {@code endDim}, both included, made one. */
  default Tensor flatten(long startDim, long endDim) {
    return Shapes.flatten((Tensor) this, startDim, endDim);
  }

  /** One dimension made several; one of the sizes may be -1. */
  default Tensor unflatten(long dim, long... sizes) {
    return Shapes.unflatten((Tensor) this, dim, sizes);
  }

  /** Two dimensions exchanged. */
  default Tensor transpose(long a, long b) {
    return Shapes.transpose((Tensor) this, a, b);
  }

  /** The transposed matrix; a tensor of fewer dimensions as it is. */
  default Tensor t() {
    return Shapes.t((Tensor) this);
  }

  /**
   * A matrix with its dimensions exchanged: PyTorch's property {@code T}, the same as {@link #t}.
   */
  default Tensor T() {
    return Shapes.t((Tensor) this);
  }

  /** Two dimensions exchanged: NumPy's name of {@link #transpose}. */
  default Tensor swapaxes(long a, long b) {
    return Shapes.transpose((Tensor) this, a, b);
  }

  /** Two dimensions exchanged: another name of {@link #transpose}. */
  default Tensor swapdims(long a, long b) {
    return Shapes.transpose((Tensor) this, a, b);
  }

  /** The last two dimensions exchanged. */
  default Tensor mT() {
    return Shapes.transpose((Tensor) this, -2, -1);
  }

  /** The dimensions in another order. */
  default Tensor permute(long... order) {
    return Shapes.permute((Tensor) this, order);
  }

  /** One dimension moved to another place. */
  default Tensor movedim(long source, long destination) {
    return Shapes.movedim((Tensor) this, new long[] {source}, new long[] {destination});
  }

  /** Dimensions moved to other places. */
  default Tensor movedim(long[] source, long[] destination) {
    return Shapes.movedim((Tensor) this, source, destination);
  }

  /** Without the dimensions of size 1; without those named of them, if any are. */
  default Tensor squeeze(long... dims) {
    return Shapes.squeeze((Tensor) this, dims);
  }

  /** A new dimension of size 1. */
  default Tensor unsqueeze(long dim) {
    return Shapes.unsqueeze((Tensor) this, dim);
  }

  /** Dimensions of size 1 repeated without a copy; -1 keeps a size. */
  default Tensor expand(long... sizes) {
    return Shapes.expand((Tensor) this, sizes);
  }

  /** Expanded to a size. */
  default Tensor broadcastTo(long... sizes) {
    return Shapes.expand((Tensor) this, sizes);
  }

  /** Expanded to the size of {@code other}. */
  default Tensor expandAs(Tensor other) {
    Check.notNull("expandAs", "other", other);
    return Shapes.expand((Tensor) this, other.size().toLongArray());
  }

  /** {@code length} entries of a dimension from {@code start}. */
  default Tensor narrow(long dim, long start, long length) {
    return Parts.narrow((Tensor) this, dim, start, length);
  }

  /** One entry of a dimension, which disappears. */
  default Tensor select(long dim, long index) {
    return Parts.select((Tensor) this, dim, index);
  }

  /** Windows of {@code size} cells, {@code step} apart, in a new last dimension. */
  default Tensor unfold(long dim, long size, long step) {
    return Parts.unfold((Tensor) this, dim, size, step);
  }

  /** The diagonal of a matrix. */
  default Tensor diagonal() {
    return Parts.diagonal((Tensor) this, 0, 0, 1);
  }

  /** The diagonal {@code offset} places above that of two dimensions, in a new last dimension. */
  default Tensor diagonal(long offset, long dim1, long dim2) {
    return Parts.diagonal((Tensor) this, offset, dim1, dim2);
  }

  /** Any view that lies inside the storage. */
  default Tensor asStrided(long[] size, long[] stride, long storageOffset) {
    return Parts.asStrided((Tensor) this, size, stride, storageOffset);
  }

  /** Pieces of {@code size} along dimension 0. */
  default Tensor[] split(long size) {
    return Parts.split((Tensor) this, size, 0);
  }

  /** Pieces of {@code size}; the last one may be smaller. */
  default Tensor[] split(long size, long dim) {
    return Parts.split((Tensor) this, size, dim);
  }

  /** Pieces of these sizes. */
  default Tensor[] split(long[] sizes, long dim) {
    return Parts.split((Tensor) this, sizes, dim);
  }

  /** At most {@code chunks} pieces of equal size; the last one may be smaller. */
  default Tensor[] chunk(long chunks, long dim) {
    return Parts.chunk((Tensor) this, chunks, dim);
  }

  /** Pieces of sizes that differ by at most 1. */
  default Tensor[] tensorSplit(long sections, long dim) {
    return Parts.tensorSplit((Tensor) this, sections, dim);
  }

  /** The pieces between these places. */
  default Tensor[] tensorSplit(long[] places, long dim) {
    return Parts.tensorSplit((Tensor) this, places, dim);
  }

  /** The entries of dimension 0. */
  default Tensor[] unbind() {
    return Parts.unbind((Tensor) this, 0);
  }

  /** The entries of a dimension, which disappears. */
  default Tensor[] unbind(long dim) {
    return Parts.unbind((Tensor) this, dim);
  }

  /** The numbers row-major without gaps: this tensor if they are, else a copy. */
  default Tensor contiguous() {
    return Copying.contiguous((Tensor) this);
  }

  /** Parts along dimension 1, of a 1-d tensor along 0: see {@link #tensorSplit(long, long)}. */
  default Tensor[] hsplit(long sections) {
    return Parts.named("hsplit", (Tensor) this, sections);
  }

  /** The same, cut at these places. */
  default Tensor[] hsplit(long... places) {
    return Parts.named("hsplit", (Tensor) this, places);
  }

  /** Parts along dimension 0: see {@link #tensorSplit(long, long)}. */
  default Tensor[] vsplit(long sections) {
    return Parts.named("vsplit", (Tensor) this, sections);
  }

  /** Parts along dimension 2: see {@link #tensorSplit(long, long)}. */
  default Tensor[] dsplit(long sections) {
    return Parts.named("dsplit", (Tensor) this, sections);
  }

  /** At least 1 dimension: a 0-d tensor becomes (1). */
  default Tensor atleast1d() {
    Tensor x = (Tensor) this;
    return x.dim() == 0 ? x.reshape(1) : x;
  }

  /** At least 2 dimensions: (n) becomes (1, n). */
  default Tensor atleast2d() {
    Tensor x = (Tensor) this;
    return x.dim() == 0 ? x.reshape(1, 1) : x.dim() == 1 ? x.unsqueeze(0) : x;
  }

  /** At least 3 dimensions: (n) becomes (1, n, 1), (n, m) becomes (n, m, 1). */
  default Tensor atleast3d() {
    Tensor x = (Tensor) this;
    return x.dim() == 0
        ? x.reshape(1, 1, 1)
        : x.dim() == 1 ? x.unsqueeze(0).unsqueeze(-1) : x.dim() == 2 ? x.unsqueeze(-1) : x;
  }

  /** Parts of these sizes along a dimension: {@link #split(long[], long)}. */
  default Tensor[] splitWithSizes(long[] sizes, long dim) {
    return split(sizes, dim);
  }
}
