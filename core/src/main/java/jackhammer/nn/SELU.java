package jackhammer.nn;

import jackhammer.Tensor;

/**
 * {@link ELU} with the scale and the alpha that keep mean 0 and variance 1 from layer to layer,
 * element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new SELU().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SELU.html">torch.nn.SELU</a>
 */
public final class SELU extends Module implements Layer {
  private final boolean inplace;

  /** Leaves its input alone. */
  public SELU() {
    this(false);
  }

  /**
   * @param inplace whether the input itself is changed
   */
  public SELU(boolean inplace) {
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.selu(x, inplace);
  }

  @Override
  protected String extraRepr() {
    return Names.inplace("", inplace);
  }
}
