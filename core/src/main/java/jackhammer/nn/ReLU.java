package jackhammer.nn;

import jackhammer.Tensor;

/**
 * max(x, 0), element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new ReLU().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html">torch.nn.ReLU</a>
 */
public final class ReLU extends Module implements Layer {

  private final boolean inplace;

  /** Leaves its input alone. */
  public ReLU() {
    this(false);
  }

  /**
   * @param inplace whether the input itself is changed
   */
  public ReLU(boolean inplace) {
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return inplace ? x.relu_() : x.relu();
  }

  @Override
  protected String extraRepr() {
    return inplace ? "inplace=True" : "";
  }
}
