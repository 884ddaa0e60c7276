package jackhammer.nn;

import jackhammer.Tensor;

/**
 * The cosines of the angles between vectors: x1 x2 / (max(|x1|, eps) max(|x2|, eps)).
 *
 * <ul>
 *   <li>Inputs: (*, D, *), or any sizes that broadcast; D is dimension dim.
 *   <li>Output: (*, *), without that dimension.
 *   <li>Arguments: dim 1, eps 1e-8.
 * </ul>
 *
 * <pre>{@code
 * Tensor c = new CosineSimilarity().call(randn(100, 128), randn(100, 128)); // (100)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineSimilarity.html">torch.nn.CosineSimilarity</a>
 */
public final class CosineSimilarity extends Module {
  private final int dim;
  private final double eps;

  /** Along dimension 1. */
  public CosineSimilarity() {
    this(1);
  }

  /** Along a dimension. */
  public CosineSimilarity(int dim) {
    this(dim, 1e-8);
  }

  /** Along a dimension, with another least length. */
  public CosineSimilarity(int dim, double eps) {
    this.dim = dim;
    this.eps = eps;
  }

  /** The cosines of the vectors of x1 and x2. */
  public Tensor call(Tensor x1, Tensor x2) {
    return call(
        new Object[] {x1, x2}, in -> F.cosineSimilarity((Tensor) in[0], (Tensor) in[1], dim, eps));
  }
}
