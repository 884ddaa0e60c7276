package jackhammer;

import jackhammer.internal.ops.Arranging;
import jackhammer.internal.ops.Diagonals;
import jackhammer.internal.ops.Parts;

/**
 * The elements of a {@link Tensor} in another order, repeated, or of a triangle or diagonal only,
 * with PyTorch's names. Everything here is a copy; {@link ShapeOps} has the views.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#other-operations">torch, other
 *     operations</a>
 */
public sealed interface ArrangeOps permits Tensor {

  /** The entries of the named dimensions in reverse. */
  default Tensor flip(long... dims) {
    return Arranging.flip((Tensor) this, dims);
  }

  /** Left and right exchanged: {@code flip(1)}. */
  default Tensor fliplr() {
    return Arranging.flip((Tensor) this, 1);
  }

  /** Up and down exchanged: {@code flip(0)}. */
  default Tensor flipud() {
    return Arranging.flip((Tensor) this, 0);
  }

  /** All elements moved in row-major order; those pushed out come back in at the start. */
  default Tensor roll(long shift) {
    return Arranging.roll((Tensor) this, new long[] {shift}, new long[0]);
  }

  /** Entries moved along a dimension; those pushed out come back in on the other side. */
  default Tensor roll(long shift, long dim) {
    return Arranging.roll((Tensor) this, new long[] {shift}, new long[] {dim});
  }

  /** Entries moved along several dimensions. */
  default Tensor roll(long[] shifts, long[] dims) {
    return Arranging.roll((Tensor) this, shifts, dims);
  }

  /** The whole tensor again and again along each dimension; more dimensions are added in front. */
  default Tensor repeat(long... repeats) {
    return Arranging.repeat((Tensor) this, repeats);
  }

  /** {@link #repeat} for the last dimensions. */
  default Tensor tile(long... repeats) {
    return Arranging.tile((Tensor) this, repeats);
  }

  /** Each element several times in a row, in one dimension. */
  default Tensor repeatInterleave(long repeats) {
    return Arranging.repeatInterleave((Tensor) this, repeats, null);
  }

  /** Each entry of a dimension several times in a row. */
  default Tensor repeatInterleave(long repeats, long dim) {
    return Arranging.repeatInterleave((Tensor) this, repeats, dim);
  }

  /** Each entry of a dimension as often as a 1-d tensor says. */
  default Tensor repeatInterleave(Tensor repeats, long dim) {
    return Arranging.repeatInterleave((Tensor) this, repeats, dim);
  }

  /** Each element as often as a 1-d tensor says, in one dimension. */
  default Tensor repeatInterleave(Tensor repeats) {
    return Arranging.repeatInterleave((Tensor) this, repeats, null);
  }

  // ---- triangles, diagonals ----

  /** Matrices with zeros above the diagonal. */
  default Tensor tril() {
    return Diagonals.tril((Tensor) this, 0);
  }

  /** Matrices with zeros above the diagonal {@code diagonal} places above the main one. */
  default Tensor tril(long diagonal) {
    return Diagonals.tril((Tensor) this, diagonal);
  }

  /** {@link #tril(long)} in place. */
  default Tensor tril_(long diagonal) {
    return Diagonals.tril_((Tensor) this, diagonal);
  }

  /** Matrices with zeros below the diagonal. */
  default Tensor triu() {
    return Diagonals.triu((Tensor) this, 0);
  }

  /** Matrices with zeros below the diagonal {@code diagonal} places above the main one. */
  default Tensor triu(long diagonal) {
    return Diagonals.triu((Tensor) this, diagonal);
  }

  /** {@link #triu(long)} in place. */
  default Tensor triu_(long diagonal) {
    return Diagonals.triu_((Tensor) this, diagonal);
  }

  /** Of a vector the matrix with this diagonal, of a matrix its diagonal. */
  default Tensor diag() {
    return Diagonals.diag((Tensor) this, 0);
  }

  /** {@link #diag()} for the diagonal {@code offset} places above the main one. */
  default Tensor diag(long offset) {
    return Diagonals.diag((Tensor) this, offset);
  }

  /** The last dimension as the diagonal of two new ones at the end. */
  default Tensor diagEmbed() {
    return Diagonals.diagEmbed((Tensor) this, 0, -2, -1);
  }

  /** The last dimension as a diagonal of two new ones. */
  default Tensor diagEmbed(long offset, long dim1, long dim2) {
    return Diagonals.diagEmbed((Tensor) this, offset, dim1, dim2);
  }

  /** The sum of the diagonal of a matrix. */
  default Tensor trace() {
    return Diagonals.trace((Tensor) this);
  }

  /** A quarter turn in the first two dimensions, from the first towards the second. */
  default Tensor rot90() {
    return Arranging.rot90((Tensor) this, 1, 0, 1);
  }

  /** {@code k} quarter turns from dimension {@code first} towards {@code second}. */
  default Tensor rot90(long k, long first, long second) {
    return Arranging.rot90((Tensor) this, k, first, second);
  }

  /** A matrix with all elements on a diagonal. */
  default Tensor diagflat() {
    return diagflat(0);
  }

  /** A matrix with all elements on a diagonal: above the main one by {@code offset}. */
  default Tensor diagflat(long offset) {
    return Diagonals.diagEmbed(((Tensor) this).reshape(-1), offset, 0, 1);
  }

  /** A copy with {@code src} in the place of {@link Tensor#select}. */
  default Tensor selectScatter(Tensor src, long dim, long index) {
    return Arranging.with("selectScatter", (Tensor) this, src, x -> x.select(dim, index));
  }

  /**
   * A copy with {@code src} in the place of a slice: every {@code step}-th entry from {@code start}
   * to before {@code end}.
   */
  default Tensor sliceScatter(Tensor src, long dim, long start, long end, long step) {
    return Arranging.with(
        "sliceScatter", (Tensor) this, src, x -> Parts.slice(x, dim, start, end, step));
  }

  /** A copy with {@code src} in the place of {@link Tensor#diagonal}. */
  default Tensor diagonalScatter(Tensor src, long offset, long dim1, long dim2) {
    return Arranging.with(
        "diagonalScatter", (Tensor) this, src, x -> x.diagonal(offset, dim1, dim2));
  }
}
