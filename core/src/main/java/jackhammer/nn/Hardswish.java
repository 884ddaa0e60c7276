package jackhammer.nn;

import jackhammer.Tensor;

/**
 * x * min(max(x + 3, 0), 6) / 6, element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new Hardswish().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardswish.html">torch.nn.Hardswish</a>
 */
public final class Hardswish extends Module implements Layer {
  private final boolean inplace;

  /** Leaves its input alone. */
  public Hardswish() {
    this(false);
  }

  /**
   * @param inplace whether the input itself is changed
   */
  public Hardswish(boolean inplace) {
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.hardswish(x, inplace);
  }
}
