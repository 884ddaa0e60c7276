package jackhammer.nn;

import jackhammer.Tensor;

/**
 * x * sigmoid(x), element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new SiLU().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SiLU.html">torch.nn.SiLU</a>
 */
public final class SiLU extends Module implements Layer {
  private final boolean inplace;

  /** Leaves its input alone. */
  public SiLU() {
    this(false);
  }

  /**
   * @param inplace whether the input itself is changed
   */
  public SiLU(boolean inplace) {
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.silu(x, inplace);
  }

  @Override
  protected String extraRepr() {
    return Names.inplace("", inplace);
  }
}
