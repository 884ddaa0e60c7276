package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The binary cross-entropy of logits: sigmoid and {@link BCELoss} in one, without their overflow.
 *
 * <ul>
 *   <li>Input: logits of any size.
 *   <li>Target: of the same size.
 *   <li>Options: weight, reduction mean, posWeight.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new BCEWithLogitsLoss().call(randn(3), tensor(1.0, 0.0, 1.0));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html">torch.nn.BCEWithLogitsLoss</a>
 */
public final class BCEWithLogitsLoss extends Loss {

  /**
   * The options, immutable.
   *
   * @param weight a factor for each element, broadcast; default null
   * @param reduction none, mean or sum of the elements; default mean
   * @param posWeight a factor for positive targets, broadcast; default null
   */
  public record Options(Tensor weight, Reduction reduction, Tensor posWeight) {
    /** Checks what must be there. */
    public Options {
      Check.notNull("BCEWithLogitsLoss", "reduction", reduction);
    }

    static final Options DEFAULT = new Options(null, Reduction.MEAN, null);

    /** With {@code weight}: a factor for each element, broadcast; default null. */
    public Options weight(Tensor value) {
      return new Options(value, reduction, posWeight);
    }

    /** With {@code reduction}: none, mean or sum of the elements; default mean. */
    public Options reduction(Reduction value) {
      return new Options(weight, value, posWeight);
    }

    /** With {@code posWeight}: a factor for positive targets, broadcast; default null. */
    public Options posWeight(Tensor value) {
      return new Options(weight, reduction, value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  private final Options options;
  private final Supplier<Tensor> weight;
  private final Supplier<Tensor> posWeight;

  /** The loss with all options at their defaults. */
  public BCEWithLogitsLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.reduction("sum")}. */
  public BCEWithLogitsLoss(UnaryOperator<Options> options) {
    this.options = Check.options("BCEWithLogitsLoss", options, Options.DEFAULT);
    weight = registerBuffer("weight", this.options.weight());
    posWeight = registerBuffer("pos_weight", this.options.posWeight());
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.binaryCrossEntropyWithLogits(
        input, target, o -> options.weight(weight.get()).posWeight(posWeight.get()));
  }
}
