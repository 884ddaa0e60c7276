package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.text.PyFormat;

/**
 * x, but at least min_val and at most max_val, element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new Hardtanh().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html">torch.nn.Hardtanh</a>
 */
public final class Hardtanh extends Module implements Layer {
  private final double minVal;
  private final double maxVal;
  private final boolean inplace;

  /** With the least value = -1, the largest value, not below minVal = 1. */
  public Hardtanh() {
    this(-1, 1, false);
  }

  /** Leaves its input alone. */
  public Hardtanh(double minVal, double maxVal) {
    this(minVal, maxVal, false);
  }

  /**
   * @param minVal the least value
   * @param maxVal the largest value, not below minVal
   * @param inplace whether the input itself is changed
   */
  public Hardtanh(double minVal, double maxVal, boolean inplace) {
    if (!(minVal <= maxVal)) {
      throw new IllegalArgumentException(
          "Hardtanh: min_val must not be larger than max_val, got " + minVal + " and " + maxVal);
    }
    this.minVal = minVal;
    this.maxVal = maxVal;
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.hardtanh(x, minVal, maxVal, inplace);
  }

  @Override
  protected String extraRepr() {
    return "min_val="
        + PyFormat.repr(minVal)
        + ", max_val="
        + PyFormat.repr(maxVal)
        + Names.inplace(", ", inplace);
  }
}
