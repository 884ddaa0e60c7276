package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.text.PyFormat;

/**
 * x where it is positive, else alpha * (exp(x) - 1), element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new ELU().call(randn(2));
 * }</pre>
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ELU.html">torch.nn.ELU</a>
 */
public final class ELU extends Module implements Layer {
  private final double alpha;
  private final boolean inplace;

  /** With what it comes near to below, negated = 1. */
  public ELU() {
    this(1, false);
  }

  /** Leaves its input alone. */
  public ELU(double alpha) {
    this(alpha, false);
  }

  /**
   * @param alpha what it comes near to below, negated
   * @param inplace whether the input itself is changed
   */
  public ELU(double alpha, boolean inplace) {
    this.alpha = alpha;
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.elu(x, alpha, inplace);
  }

  @Override
  protected String extraRepr() {
    return "alpha=" + PyFormat.repr(alpha) + Names.inplace(", ", inplace);
  }
}
