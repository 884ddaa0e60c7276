package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;

/**
 * One dimension made several.
 *
 * <pre>{@code
 * Tensor y = new Unflatten(1, 2, 5, 5).call(randn(32, 50)); // (32, 2, 5, 5)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Unflatten.html">torch.nn.Unflatten</a>
 */
public final class Unflatten extends Module implements Layer {
  private final int dim;
  private final long[] sizes;

  /**
   * @param dim the dimension that is cut
   * @param sizes what it is cut into; one of them may be -1
   */
  public Unflatten(int dim, long... sizes) {
    this.dim = dim;
    this.sizes = Check.notNull("Unflatten", "sizes", sizes).clone();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.unflatten(dim, sizes);
  }

  @Override
  protected String extraRepr() {
    return "dim=" + dim + ", unflattened_size=" + Dims.tuple(sizes);
  }
}
