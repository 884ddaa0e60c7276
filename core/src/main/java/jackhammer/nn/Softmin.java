package jackhammer.nn;

import jackhammer.Tensor;

/**
 * {@link Softmax} of -x: positive numbers with sum 1 along one dimension. Input and output have one
 * size.
 *
 * <pre>{@code
 * Tensor y = new Softmin(1).call(randn(2, 3));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmin.html">torch.nn.Softmin</a>
 */
public final class Softmin extends Module implements Layer {
  private final int dim;

  /**
   * @param dim the dimension along which the numbers sum to 1; negative ones count from the end
   */
  public Softmin(int dim) {
    this.dim = dim;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.softmin(x, dim);
  }

  @Override
  protected String extraRepr() {
    return "dim=" + dim;
  }
}
