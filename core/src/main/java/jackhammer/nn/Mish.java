package jackhammer.nn;

import jackhammer.Tensor;

/**
 * x * tanh(log(1 + exp(x))), element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new Mish().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Mish.html">torch.nn.Mish</a>
 */
public final class Mish extends Module implements Layer {
  private final boolean inplace;

  /** Leaves its input alone. */
  public Mish() {
    this(false);
  }

  /**
   * @param inplace whether the input itself is changed
   */
  public Mish(boolean inplace) {
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.mish(x, inplace);
  }

  @Override
  protected String extraRepr() {
    return Names.inplace("", inplace);
  }
}
