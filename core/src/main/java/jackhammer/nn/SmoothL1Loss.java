package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The squared difference where it is small, the absolute one elsewhere: d^2 / (2 beta) for |d| &lt;
 * beta, else |d| - beta / 2.
 *
 * <ul>
 *   <li>Input and target: of one size; they are not broadcast.
 *   <li>Options: beta 1, reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new SmoothL1Loss().call(randn(3, 5), randn(3, 5));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html">torch.nn.SmoothL1Loss</a>
 */
public final class SmoothL1Loss extends Loss {

  /**
   * The options, immutable.
   *
   * @param beta where the two meet; 0: the absolute difference everywhere; default 1
   * @param reduction none, mean or sum of the losses; default mean
   */
  public record Options(double beta, Reduction reduction) {
    /** Checks each of them by itself. */
    public Options {
      Check.notNull("SmoothL1Loss", "reduction", reduction);
      if (!(beta >= 0)) {
        throw new IllegalArgumentException("SmoothL1Loss: beta must not be negative, got " + beta);
      }
    }

    static final Options DEFAULT = new Options(1, Reduction.MEAN);

    /** With another place where the two meet. */
    public Options beta(double value) {
      return new Options(value, reduction);
    }

    /** With another reduction. */
    public Options reduction(Reduction value) {
      return new Options(beta, value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  private final Options options;

  /** The loss with all options at their defaults. */
  public SmoothL1Loss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.beta(0.5)}. */
  public SmoothL1Loss(UnaryOperator<Options> options) {
    this.options = Check.options("SmoothL1Loss", options, Options.DEFAULT);
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.smoothL1Loss(input, target, o -> options);
  }
}
