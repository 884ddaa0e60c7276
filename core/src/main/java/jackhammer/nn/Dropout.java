package jackhammer.nn;

import jackhammer.Tensor;

/**
 * In training, sets each element to 0 with probability p and divides the others by 1 - p; in
 * evaluation, gives back what it takes. The mask comes from the process-wide generator.
 *
 * <pre>{@code
 * Tensor y = new Dropout(0.2).call(randn(20, 16));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html">torch.nn.Dropout</a>
 */
public final class Dropout extends DropoutBase {

  /** p = 0.5. */
  public Dropout() {
    this(0.5);
  }

  /** With a probability of being set to 0. */
  public Dropout(double p) {
    this(p, false);
  }

  /**
   * @param p the probability of being set to 0
   * @param inplace whether the input itself is changed
   * @throws IllegalArgumentException if p is not in [0, 1]
   */
  public Dropout(double p, boolean inplace) {
    super("Dropout", p, inplace);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.dropout(x, p, isTraining(), inplace);
  }
}
