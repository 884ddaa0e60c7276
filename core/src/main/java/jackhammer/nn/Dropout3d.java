package jackhammer.nn;

import jackhammer.Tensor;

/**
 * In training, sets whole channels of (N, C, D, H, W) or (C, D, H, W) to 0 with probability p and
 * divides the others by 1 - p; in evaluation, gives back what it takes. The mask comes from the
 * process-wide generator.
 *
 * <pre>{@code
 * Tensor y = new Dropout3d(0.2).call(randn(20, 16, 4, 32, 32));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout3d.html">torch.nn.Dropout3d</a>
 */
public final class Dropout3d extends DropoutBase {

  /** p = 0.5. */
  public Dropout3d() {
    this(0.5);
  }

  /** With a probability of being set to 0. */
  public Dropout3d(double p) {
    this(p, false);
  }

  /**
   * @param p the probability of being set to 0
   * @param inplace whether the input itself is changed
   * @throws IllegalArgumentException if p is not in [0, 1]
   */
  public Dropout3d(double p, boolean inplace) {
    super("Dropout3d", p, inplace);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.dropout3d(x, p, isTraining(), inplace);
  }
}
