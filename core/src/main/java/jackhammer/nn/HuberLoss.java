package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The squared difference where it is small, a multiple of the absolute one elsewhere: d^2 / 2 for
 * |d| &lt;= delta, else delta * (|d| - delta / 2).
 *
 * <ul>
 *   <li>Input and target: of one size; they are not broadcast.
 *   <li>Options: delta 1, reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new HuberLoss().call(randn(3, 5), randn(3, 5));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html">torch.nn.HuberLoss</a>
 */
public final class HuberLoss extends Loss {

  /**
   * The options, immutable.
   *
   * @param delta where the two meet; default 1
   * @param reduction none, mean or sum of the losses; default mean
   */
  public record Options(double delta, Reduction reduction) {
    /** Checks each of them by itself. */
    public Options {
      Check.notNull("HuberLoss", "reduction", reduction);
      if (!(delta > 0)) {
        throw new IllegalArgumentException("HuberLoss: delta must be positive, got " + delta);
      }
    }

    static final Options DEFAULT = new Options(1, Reduction.MEAN);

    /** With another place where the two meet. */
    public Options delta(double value) {
      return new Options(value, reduction);
    }

    /** With another reduction. */
    public Options reduction(Reduction value) {
      return new Options(delta, value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  private final Options options;

  /** The loss with all options at their defaults. */
  public HuberLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.delta(0.5)}. */
  public HuberLoss(UnaryOperator<Options> options) {
    this.options = Check.options("HuberLoss", options, Options.DEFAULT);
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.huberLoss(input, target, o -> options);
  }
}
