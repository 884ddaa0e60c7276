package jackhammer.nn;

import jackhammer.Tensor;

/**
 * min(max(x + 3, 0), 6) / 6, element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new Hardsigmoid().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html">torch.nn.Hardsigmoid</a>
 */
public final class Hardsigmoid extends Module implements Layer {
  private final boolean inplace;

  /** Leaves its input alone. */
  public Hardsigmoid() {
    this(false);
  }

  /**
   * @param inplace whether the input itself is changed
   */
  public Hardsigmoid(boolean inplace) {
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.hardsigmoid(x, inplace);
  }
}
