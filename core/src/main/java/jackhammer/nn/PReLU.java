package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;

/**
 * x where it is positive, else x times a weight that is learned.
 *
 * <ul>
 *   <li>Input and output: (*), or (N, C, *) with a weight for each channel.
 *   <li>Errors: {@link IllegalArgumentException} if there is neither one weight nor one for each of
 *       the input's channels.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new PReLU().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PReLU.html">torch.nn.PReLU</a>
 */
public final class PReLU extends Module implements Layer {
  private final int numParameters;
  private final Slot weight;

  /** With one weight, 0.25 at first. */
  public PReLU() {
    this(1);
  }

  /** With so many weights, 0.25 at first. */
  public PReLU(int numParameters) {
    this(numParameters, 0.25);
  }

  /**
   * @param numParameters 1, or the channels of the input
   * @param init what each weight is at first
   */
  public PReLU(int numParameters, double init) {
    if (numParameters < 1) {
      throw new IllegalArgumentException(
          "PReLU: num_parameters must be at least 1, got " + numParameters);
    }
    this.numParameters = numParameters;
    weight = registerParameter("weight", Weights.empty("PReLU", DType.FLOAT32, numParameters));
    Init.constant_(weight.get(), init);
  }

  /** (num_parameters). */
  public Tensor weight() {
    return weight.get();
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.prelu(x, weight.get());
  }

  @Override
  protected String extraRepr() {
    return "num_parameters=" + numParameters;
  }
}
