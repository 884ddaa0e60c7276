package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.text.PyFormat;

/**
 * x moved towards 0 by lambd, and 0 where |x| is at most lambd, element by element, on a tensor of
 * any size.
 *
 * <pre>{@code
 * Tensor y = new Softshrink().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softshrink.html">torch.nn.Softshrink</a>
 */
public final class Softshrink extends Module implements Layer {
  private final double lambd;

  /** With how far; not negative = 0.5. */
  public Softshrink() {
    this(0.5);
  }

  /**
   * @param lambd how far; not negative
   */
  public Softshrink(double lambd) {
    if (!(lambd >= 0)) {
      throw new IllegalArgumentException("Softshrink: lambd must not be negative, got " + lambd);
    }
    this.lambd = lambd;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.softshrink(x, lambd);
  }

  @Override
  protected String extraRepr() {
    return PyFormat.repr(lambd);
  }
}
