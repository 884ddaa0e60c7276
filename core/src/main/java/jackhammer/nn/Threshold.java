package jackhammer.nn;

import jackhammer.Tensor;

/**
 * x where it is above a threshold, else a value, element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new Threshold(0.1, 20).call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Threshold.html">torch.nn.Threshold</a>
 */
public final class Threshold extends Module implements Layer {
  private final double threshold;
  private final double value;
  private final boolean inplace;

  /** Leaves its input alone. */
  public Threshold(double threshold, double value) {
    this(threshold, value, false);
  }

  /**
   * @param threshold what x must be above
   * @param value what stands in its place
   * @param inplace whether the input itself is changed
   */
  public Threshold(double threshold, double value, boolean inplace) {
    this.threshold = threshold;
    this.value = value;
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.threshold(x, threshold, value, inplace);
  }

  @Override
  protected String extraRepr() {
    return "threshold="
        + Names.number(threshold)
        + ", value="
        + Names.number(value)
        + Names.inplace(", ", inplace);
  }
}
