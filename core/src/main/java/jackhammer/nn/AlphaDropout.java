package jackhammer.nn;

import jackhammer.Tensor;

/**
 * In training, sets each element with probability p to the lowest value of {@link SELU}, then
 * scales and moves all so that mean 0 and variance 1 stay; in evaluation, gives back what it takes.
 * The mask comes from the process-wide generator.
 *
 * <pre>{@code
 * Tensor y = new AlphaDropout(0.2).call(randn(20, 16));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AlphaDropout.html">torch.nn.AlphaDropout</a>
 */
public final class AlphaDropout extends DropoutBase {

  /** p = 0.5. */
  public AlphaDropout() {
    this(0.5);
  }

  /** With a probability of being dropped. */
  public AlphaDropout(double p) {
    this(p, false);
  }

  /**
   * @param p the probability of being dropped
   * @param inplace whether the input itself is changed
   * @throws IllegalArgumentException if p is not in [0, 1]
   */
  public AlphaDropout(double p, boolean inplace) {
    super("AlphaDropout", p, inplace);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.alphaDropout(x, p, isTraining(), inplace);
  }
}
