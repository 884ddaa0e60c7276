package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The binary cross-entropy of probabilities: -(t * log(x) + (1 - t) * log(1 - x)), logarithms cut
 * at -100.
 *
 * <ul>
 *   <li>Input: probabilities between 0 and 1, of any size.
 *   <li>Target: of the same size.
 *   <li>Options: weight, reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new BCELoss().call(randn(3).sigmoid(), tensor(1.0, 0.0, 1.0));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html">torch.nn.BCELoss</a>
 */
public final class BCELoss extends Loss {

  /**
   * The options, immutable.
   *
   * @param weight a factor for each element, broadcast; default null
   * @param reduction none, mean or sum of the elements; default mean
   */
  public record Options(Tensor weight, Reduction reduction) {
    /** Checks what must be there. */
    public Options {
      Check.notNull("BCELoss", "reduction", reduction);
    }

    static final Options DEFAULT = new Options(null, Reduction.MEAN);

    /** With {@code weight}: a factor for each element, broadcast; default null. */
    public Options weight(Tensor value) {
      return new Options(value, reduction);
    }

    /** With {@code reduction}: none, mean or sum of the elements; default mean. */
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
  public BCELoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.reduction("sum")}. */
  public BCELoss(UnaryOperator<Options> options) {
    this.options = Check.options("BCELoss", options, Options.DEFAULT);
    weight = registerBuffer("weight", this.options.weight());
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.binaryCrossEntropy(input, target, o -> options.weight(weight.get()));
  }
}
