package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A distance where the target is 1, what is missing from it to a margin where the target is -1.
 *
 * <ul>
 *   <li>Input and target: of one size; targets 1 or -1.
 *   <li>Options: margin 1, reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new HingeEmbeddingLoss().call(rand(3), tensor(1., -1., 1.));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.HingeEmbeddingLoss.html">torch.nn.HingeEmbeddingLoss</a>
 */
public final class HingeEmbeddingLoss extends Loss {

  /**
   * The options, immutable.
   *
   * @param margin default 1
   * @param reduction none, mean or sum of the losses; default mean
   */
  public record Options(double margin, Reduction reduction) {
    /** Checks each of them by itself. */
    public Options {
      Check.notNull("HingeEmbeddingLoss", "reduction", reduction);
    }

    static final Options DEFAULT = new Options(1, Reduction.MEAN);

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
  public HingeEmbeddingLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.margin(2)}. */
  public HingeEmbeddingLoss(UnaryOperator<Options> options) {
    this.options = Check.options("HingeEmbeddingLoss", options, Options.DEFAULT);
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.hingeEmbeddingLoss(input, target, o -> options);
  }
}
