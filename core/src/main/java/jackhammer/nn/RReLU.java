package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.text.PyFormat;

/**
 * x where it is positive, else x times a number: in training one drawn for each element from
 * [lower, upper) with the process-wide generator, in evaluation their mean. On a tensor of any
 * size.
 *
 * <pre>{@code
 * Tensor y = new RReLU().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.RReLU.html">torch.nn.RReLU</a>
 */
public final class RReLU extends Module implements Layer {
  private final double lower;
  private final double upper;
  private final boolean inplace;

  /** With the least factor = 1.0 / 8, the largest factor = 1.0 / 3. */
  public RReLU() {
    this(1.0 / 8, 1.0 / 3, false);
  }

  /** Leaves its input alone. */
  public RReLU(double lower, double upper) {
    this(lower, upper, false);
  }

  /**
   * @param lower the least factor
   * @param upper the largest factor
   * @param inplace whether the input itself is changed
   */
  public RReLU(double lower, double upper, boolean inplace) {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "RReLU: lower must not be larger than upper, got " + lower + " and " + upper);
    }
    this.lower = lower;
    this.upper = upper;
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.rrelu(x, lower, upper, isTraining(), inplace);
  }

  @Override
  protected String extraRepr() {
    return "lower="
        + PyFormat.repr(lower)
        + ", upper="
        + PyFormat.repr(upper)
        + Names.inplace(", ", inplace);
  }
}
