package jackhammer.nn;

import jackhammer.Tensor;

/**
 * x times the probability that a standard normal number is below x, element by element, on a tensor
 * of any size.
 *
 * <pre>{@code
 * Tensor y = new GELU().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html">torch.nn.GELU</a>
 */
public final class GELU extends Module implements Layer {
  private final String approximate;

  /** The exact function. */
  public GELU() {
    this("none");
  }

  /**
   * @param approximate "none", or "tanh" for 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))
   */
  public GELU(String approximate) {
    F.checkApproximate("GELU", approximate);
    this.approximate = approximate;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.gelu(x, approximate);
  }

  @Override
  protected String extraRepr() {
    return "approximate='" + approximate + "'";
  }
}
