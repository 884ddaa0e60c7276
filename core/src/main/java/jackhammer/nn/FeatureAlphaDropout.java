package jackhammer.nn;

import jackhammer.Tensor;

/**
 * {@link AlphaDropout} of whole channels of (N, C, *).
 *
 * <pre>{@code
 * Tensor y = new FeatureAlphaDropout(0.2).call(randn(20, 16, 4, 32, 32));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.FeatureAlphaDropout.html">torch.nn.FeatureAlphaDropout</a>
 */
public final class FeatureAlphaDropout extends DropoutBase {

  /** p = 0.5. */
  public FeatureAlphaDropout() {
    this(0.5);
  }

  /** With a probability of being dropped. */
  public FeatureAlphaDropout(double p) {
    this(p, false);
  }

  /**
   * @param p the probability of being dropped
   * @param inplace whether the input itself is changed
   * @throws IllegalArgumentException if p is not in [0, 1]
   */
  public FeatureAlphaDropout(double p, boolean inplace) {
    super("FeatureAlphaDropout", p, inplace);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.featureAlphaDropout(x, p, isTraining(), inplace);
  }
}
