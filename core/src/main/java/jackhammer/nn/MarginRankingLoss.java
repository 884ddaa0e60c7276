package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * Says which of two inputs should be larger: max(0, -t * (x1 - x2) + margin).
 *
 * <ul>
 *   <li>Inputs and target: of one size; targets 1 (the first) or -1.
 *   <li>Options: margin 0, reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new MarginRankingLoss().call(randn(3), randn(3), tensor(1., -1., 1.));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MarginRankingLoss.html">torch.nn.MarginRankingLoss</a>
 */
public final class MarginRankingLoss extends Module {

  /**
   * The options, immutable.
   *
   * @param margin default 0
   * @param reduction none, mean or sum of the losses; default mean
   */
  public record Options(double margin, Reduction reduction) {
    /** Checks each of them by itself. */
    public Options {
      Check.notNull("MarginRankingLoss", "reduction", reduction);
    }

    static final Options DEFAULT = new Options(0, Reduction.MEAN);

    /** With another margin. */
    public Options margin(double value) {
      return new Options(value, reduction);
    }

    /** With another reduction. */
    public Options reduction(Reduction value) {
      return new Options(margin, value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  private final Options options;

  /** The loss with all options at their defaults. */
  public MarginRankingLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.margin(0.5)}. */
  public MarginRankingLoss(UnaryOperator<Options> options) {
    this.options = Check.options("MarginRankingLoss", options, Options.DEFAULT);
  }

  /** The loss of input1, input2 and target. */
  public Tensor call(Tensor input1, Tensor input2, Tensor target) {
    return call(
        new Object[] {input1, input2, target},
        in -> F.marginRankingLoss((Tensor) in[0], (Tensor) in[1], (Tensor) in[2], o -> options));
  }
}
