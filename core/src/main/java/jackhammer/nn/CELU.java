package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.text.PyFormat;

/**
 * x where it is positive, else alpha * (exp(x / alpha) - 1), element by element, on a tensor of any
 * size.
 *
 * <pre>{@code
 * Tensor y = new CELU().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CELU.html">torch.nn.CELU</a>
 */
public final class CELU extends Module implements Layer {
  private final double alpha;
  private final boolean inplace;

  /** With what it comes near to below, negated; not 0 = 1. */
  public CELU() {
    this(1, false);
  }

  /** Leaves its input alone. */
  public CELU(double alpha) {
    this(alpha, false);
  }

  /**
   * @param alpha what it comes near to below, negated; not 0
   * @param inplace whether the input itself is changed
   */
  public CELU(double alpha, boolean inplace) {
    F.checkNotZero("CELU", "alpha", alpha);
    this.alpha = alpha;
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.celu(x, alpha, inplace);
  }

  @Override
  protected String extraRepr() {
    return "alpha=" + PyFormat.repr(alpha) + Names.inplace(", ", inplace);
  }
}
