package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The cross-entropy of logits against classes, or against the probabilities of classes: log-softmax
 * and negative log likelihood in one.
 *
 * <ul>
 *   <li>Input: logits (C), (N, C) or (N, C, d1, ...).
 *   <li>Target: class numbers (), (N) or (N, d1, ...), of any integer type; or probabilities of the
 *       input's size.
 *   <li>Options: weight [C], ignoreIndex -100, reduction mean, labelSmoothing 0.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new CrossEntropyLoss().call(randn(3, 5), tensor(1, 0, 4));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html">torch.nn.CrossEntropyLoss</a>
 */
public final class CrossEntropyLoss extends Loss {

  /**
   * The options, immutable.
   *
   * @param weight one number for each class, [C]; default null
   * @param ignoreIndex a target that does not count; default -100
   * @param reduction none, mean or sum of the elements; default mean
   * @param labelSmoothing the share of probability that is spread over all classes; default 0
   */
  public record Options(
      Tensor weight, long ignoreIndex, Reduction reduction, double labelSmoothing) {
    /** Checks what must be there. */
    public Options {
      Check.notNull("CrossEntropyLoss", "reduction", reduction);
    }

    static final Options DEFAULT = new Options(null, -100, Reduction.MEAN, 0);

    /** With {@code weight}: one number for each class, [C]; default null. */
    public Options weight(Tensor value) {
      return new Options(value, ignoreIndex, reduction, labelSmoothing);
    }

    /** With {@code ignoreIndex}: a target that does not count; default -100. */
    public Options ignoreIndex(long value) {
      return new Options(weight, value, reduction, labelSmoothing);
    }

    /** With {@code reduction}: none, mean or sum of the elements; default mean. */
    public Options reduction(Reduction value) {
      return new Options(weight, ignoreIndex, value, labelSmoothing);
    }

    /**
     * With {@code labelSmoothing}: the share of probability that is spread over all classes;
     * default 0.
     */
    public Options labelSmoothing(double value) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            "CrossEntropyLoss: label_smoothing must lie between 0 and 1, got " + value);
      }
      return new Options(weight, ignoreIndex, reduction, value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  private final Options options;
  private final Supplier<Tensor> weight;

  /** The loss with all options at their defaults. */
  public CrossEntropyLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.reduction("sum")}. */
  public CrossEntropyLoss(UnaryOperator<Options> options) {
    this.options = Check.options("CrossEntropyLoss", options, Options.DEFAULT);
    weight = registerBuffer("weight", this.options.weight());
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.crossEntropy(input, target, o -> options.weight(weight.get()));
  }
}
