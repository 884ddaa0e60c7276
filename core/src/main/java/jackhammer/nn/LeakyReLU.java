package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.text.PyFormat;

/**
 * x where it is positive, else negative_slope * x, element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new LeakyReLU().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html">torch.nn.LeakyReLU</a>
 */
public final class LeakyReLU extends Module implements Layer {
  private final double negativeSlope;
  private final boolean inplace;

  /** With the factor below 0 = 0.01. */
  public LeakyReLU() {
    this(0.01, false);
  }

  /** Leaves its input alone. */
  public LeakyReLU(double negativeSlope) {
    this(negativeSlope, false);
  }

  /**
   * @param negativeSlope the factor below 0
   * @param inplace whether the input itself is changed
   */
  public LeakyReLU(double negativeSlope, boolean inplace) {
    this.negativeSlope = negativeSlope;
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.leakyRelu(x, negativeSlope, inplace);
  }

  @Override
  protected String extraRepr() {
    return "negative_slope=" + PyFormat.repr(negativeSlope) + Names.inplace(", ", inplace);
  }
}
