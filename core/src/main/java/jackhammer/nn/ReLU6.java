package jackhammer.nn;

import jackhammer.Tensor;

/**
 * min(max(x, 0), 6), element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new ReLU6().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU6.html">torch.nn.ReLU6</a>
 */
public final class ReLU6 extends Module implements Layer {
  private final boolean inplace;

  /** Leaves its input alone. */
  public ReLU6() {
    this(false);
  }

  /**
   * @param inplace whether the input itself is changed
   */
  public ReLU6(boolean inplace) {
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.relu6(x, inplace);
  }

  @Override
  protected String extraRepr() {
    return Names.inplace("", inplace);
  }
}
