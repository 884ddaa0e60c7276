package jackhammer;

import jackhammer.internal.ops.Affine;
import jackhammer.internal.ops.Contractions;
import jackhammer.internal.ops.Products;
import jackhammer.internal.ops.Statistics;

/**
 * The products of a {@link Tensor} with matrices and vectors, with PyTorch's names.
 *
 * <p>float32, float64 and the integer types; both operands have one type. float16 and bfloat16 are
 * refused: convert to float32 first. An element of a matrix product is the sum of one chain of
 * fused multiply-adds for each 256 terms, in order: the same bits whatever the sizes around it, the
 * number of threads and the SIMD width.
 *
 * <p>Every method throws {@link IllegalArgumentException} where sizes or types do not fit.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#blas-and-lapack-operations">torch,
 *     BLAS operations</a>
 */
public sealed interface LinalgOps permits Tensor {

  /**
   * The product of vectors, matrices or batches of matrices.
   *
   * <ul>
   *   <li>[K] and [K]: the {@link #dot} product, 0-d
   *   <li>[M, K] and [K]: {@link #mv}, [M]
   *   <li>[M, K] and [K, N]: {@link #mm}, [M, N]
   *   <li>[K] and [K, N]: as [1, K], [N]
   *   <li>[*, M, K] and [*, K, N]: matrix by matrix, [*, M, N]; the leading sizes broadcast, a
   *       vector on either side counts as one matrix
   * </ul>
   *
   * <pre>{@code
   * rand(8, 5, 3).matmul(rand(3, 4)).size(); // torch.Size([8, 5, 4])
   * }</pre>
   */
  default Tensor matmul(Tensor other) {
    return Products.matmul((Tensor) this, other);
  }

  /** The product of two matrices: [M, K] and [K, N] give [M, N]. */
  default Tensor mm(Tensor other) {
    return Products.mm((Tensor) this, other);
  }

  /** The products of two equal numbers of matrices: [B, M, K] and [B, K, N] give [B, M, N]. */
  default Tensor bmm(Tensor other) {
    return Products.bmm((Tensor) this, other);
  }

  /**
   * A matrix times a vector: [M, K] and [K] give [M]. Each element is summed as by {@link #dot},
   * which differs from {@link #mm} in the last bits.
   */
  default Tensor mv(Tensor vector) {
    return Products.mv((Tensor) this, vector);
  }

  /** The sum of the products of two vectors of equal size, in the order of {@link Tensor#sum()}. */
  default Tensor dot(Tensor other) {
    return Products.dot((Tensor) this, other);
  }

  /** Every element of this vector times every element of the other: [M] and [N] give [M, N]. */
  default Tensor outer(Tensor other) {
    return Products.outer((Tensor) this, other);
  }

  /** This tensor, broadcast, plus the product of two matrices. */
  default Tensor addmm(Tensor a, Tensor b) {
    return Affine.addmm((Tensor) this, a, b, 1, 1);
  }

  /** {@code beta} times this tensor plus {@code alpha} times a product; 0 skips this tensor. */
  default Tensor addmm(Tensor a, Tensor b, double beta, double alpha) {
    return Affine.addmm((Tensor) this, a, b, beta, alpha);
  }

  /** {@link #addmm(Tensor, Tensor)} in place. */
  default Tensor addmm_(Tensor a, Tensor b) {
    return Affine.addmm_((Tensor) this, a, b, 1, 1);
  }

  /** {@link #addmm(Tensor, Tensor, double, double)} in place. */
  default Tensor addmm_(Tensor a, Tensor b, double beta, double alpha) {
    return Affine.addmm_((Tensor) this, a, b, beta, alpha);
  }

  /** This tensor, broadcast, plus the products of two equal numbers of matrices. */
  default Tensor baddbmm(Tensor a, Tensor b) {
    return Affine.baddbmm((Tensor) this, a, b, 1, 1);
  }

  /** {@code beta} times this tensor plus {@code alpha} times the products; 0 skips this tensor. */
  default Tensor baddbmm(Tensor a, Tensor b, double beta, double alpha) {
    return Affine.baddbmm((Tensor) this, a, b, beta, alpha);
  }

  /** {@link #baddbmm(Tensor, Tensor)} in place. */
  default Tensor baddbmm_(Tensor a, Tensor b) {
    return Affine.baddbmm_((Tensor) this, a, b, 1, 1);
  }

  /** This tensor, broadcast, plus a matrix times a vector. */
  default Tensor addmv(Tensor a, Tensor vector) {
    return Affine.addmv((Tensor) this, a, vector, 1, 1);
  }

  /** {@code beta} times this tensor plus {@code alpha} times {@link #mv}; 0 skips this tensor. */
  default Tensor addmv(Tensor a, Tensor vector, double beta, double alpha) {
    return Affine.addmv((Tensor) this, a, vector, beta, alpha);
  }

  /** {@link #addmv(Tensor, Tensor)} in place. */
  default Tensor addmv_(Tensor a, Tensor vector) {
    return Affine.addmv_((Tensor) this, a, vector, 1, 1);
  }

  /** The sum of products over the last dimension of both; with a number, its product. */
  default Tensor inner(Tensor other) {
    return Contractions.inner((Tensor) this, other);
  }

  /** {@link #dot} of two vectors of real numbers. */
  default Tensor vdot(Tensor other) {
    return Products.dot((Tensor) this, other);
  }

  /** Kronecker's product: every element times all of the other tensor, in blocks. */
  default Tensor kron(Tensor other) {
    return Contractions.kron((Tensor) this, other);
  }

  /** This tensor, broadcast, plus {@link #outer} of two vectors. */
  default Tensor addr(Tensor a, Tensor b) {
    return Contractions.addr((Tensor) this, a, b, 1, 1);
  }

  /**
   * {@code beta} times this tensor plus {@code alpha} times {@link #outer}; 0 skips this tensor.
   */
  default Tensor addr(Tensor a, Tensor b, double beta, double alpha) {
    return Contractions.addr((Tensor) this, a, b, beta, alpha);
  }

  /** This tensor plus the sum over a batch of products of matrices. */
  default Tensor addbmm(Tensor a, Tensor b) {
    return Contractions.addbmm((Tensor) this, a, b, 1, 1);
  }

  /** {@code beta} times this tensor plus {@code alpha} times the sum of products. */
  default Tensor addbmm(Tensor a, Tensor b, double beta, double alpha) {
    return Contractions.addbmm((Tensor) this, a, b, beta, alpha);
  }

  /** The vector product along the first dimension of size 3. */
  default Tensor cross(Tensor other) {
    return Contractions.cross((Tensor) this, other, null);
  }

  /** The vector product along a dimension of size 3; the others broadcast. */
  default Tensor cross(Tensor other, long dim) {
    return Contractions.cross((Tensor) this, other, dim);
  }

  /** The Euclidean norm of the difference. */
  default Tensor dist(Tensor other) {
    return dist(other, 2);
  }

  /** The p-norm of the difference. */
  default Tensor dist(Tensor other, double p) {
    return ((Tensor) this).sub(other).norm(p);
  }

  /**
   * The covariances of variables in rows, one observation in each column, divided by one less than
   * the number of observations: (V, N) gives (V, V), (N) a number.
   */
  default Tensor cov() {
    return Statistics.cov((Tensor) this, 1);
  }

  /** {@link #cov()} divided by the number of observations less {@code correction}. */
  default Tensor cov(long correction) {
    return Statistics.cov((Tensor) this, correction);
  }

  /** The correlations of variables in rows: {@link #cov()} over both standard deviations. */
  default Tensor corrcoef() {
    return Statistics.corrcoef((Tensor) this);
  }

  /** The entries along a dimension, those of a p-norm above {@code maxNorm} scaled down to it. */
  default Tensor renorm(double p, long dim, double maxNorm) {
    return Statistics.renorm((Tensor) this, p, dim, maxNorm);
  }
}
