package jackhammer.nn;

import jackhammer.Tensor;

/**
 * In training, sets whole channels of (N, C, H, W), or of (N, C, L) as PyTorch takes 3 dimensions
 * here, to 0 with probability p and divides the others by 1 - p; in evaluation, gives back what it
 * takes. The mask comes from the process-wide generator.
 *
 * <pre>{@code
 * Tensor y = new Dropout2d(0.2).call(randn(20, 16, 32, 32));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout2d.html">torch.nn.Dropout2d</a>
 */
public final class Dropout2d extends DropoutBase {

  /** p = 0.5. */
  public Dropout2d() {
    this(0.5);
  }

  /** With a probability of being set to 0. */
  public Dropout2d(double p) {
    this(p, false);
  }

  /**
   * @param p the probability of being set to 0
   * @param inplace whether the input itself is changed
   * @throws IllegalArgumentException if p is not in [0, 1]
   */
  public Dropout2d(double p, boolean inplace) {
    super("Dropout2d", p, inplace);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.dropout2d(x, p, isTraining(), inplace);
  }
}
