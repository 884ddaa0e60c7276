package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The logistic loss of several classes at once: the mean over the classes of the binary
 * cross-entropy of logits.
 *
 * <ul>
 *   <li>Input and target: (N, C), or (C); targets 0 or 1.
 *   <li>Options: weight [C], reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new MultiLabelSoftMarginLoss().call(randn(2, 3), ones(2, 3));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelSoftMarginLoss.html">torch.nn.MultiLabelSoftMarginLoss</a>
 */
public final class MultiLabelSoftMarginLoss extends Loss {

  /**
   * The options, immutable.
   *
   * @param weight one number for each class, [C]; default null
   * @param reduction none, mean or sum of the losses; default mean
   */
  public record Options(Tensor weight, Reduction reduction) {
    /** Checks each of them by itself. */
    public Options {
      Check.notNull("MultiLabelSoftMarginLoss", "reduction", reduction);
    }

    static final Options DEFAULT = new Options(null, Reduction.MEAN);

    /** With a number for each class. */
    public Options weight(Tensor value) {
      return new Options(value, reduction);
    }

    /** With another reduction. */
    public Options reduction(Reduction value) {
      return new Options(weight, value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  private final Options options;

  private final Supplier<Tensor> weight;

  /** The loss with all options at their defaults. */
  public MultiLabelSoftMarginLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.reduction("sum")}. */
  public MultiLabelSoftMarginLoss(UnaryOperator<Options> options) {
    this.options = Check.options("MultiLabelSoftMarginLoss", options, Options.DEFAULT);
    weight = registerBuffer("weight", this.options.weight);
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.multilabelSoftMarginLoss(input, target, o -> options.weight(weight.get()));
  }
}
