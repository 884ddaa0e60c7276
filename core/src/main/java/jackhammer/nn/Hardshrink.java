package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.text.PyFormat;

/**
 * x, and 0 where |x| is at most lambd, element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new Hardshrink().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardshrink.html">torch.nn.Hardshrink</a>
 */
public final class Hardshrink extends Module implements Layer {
  private final double lambd;

  /** With up to where it is 0 = 0.5. */
  public Hardshrink() {
    this(0.5);
  }

  /**
   * @param lambd up to where it is 0
   */
  public Hardshrink(double lambd) {
    this.lambd = lambd;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.hardshrink(x, lambd);
  }

  @Override
  protected String extraRepr() {
    return PyFormat.repr(lambd);
  }
}
