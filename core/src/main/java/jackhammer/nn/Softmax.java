package jackhammer.nn;

import jackhammer.Tensor;

/**
 * exp(x) divided by the sum of exp(x) along one dimension: positive numbers with sum 1. Input and
 * output have one size.
 *
 * <pre>{@code
 * Tensor y = new Softmax(1).call(randn(2, 3));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html">torch.nn.Softmax</a>
 */
public final class Softmax extends Module implements Layer {
  private final int dim;

  /**
   * @param dim the dimension along which the numbers sum to 1; negative ones count from the end
   */
  public Softmax(int dim) {
    this.dim = dim;
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.softmax(dim);
  }

  @Override
  protected String extraRepr() {
    return "dim=" + dim;
  }
}
