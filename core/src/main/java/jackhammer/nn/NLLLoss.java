package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The negative log likelihood of classes: minus the log-probability of each target.
 *
 * <ul>
 *   <li>Input: log-probabilities (C), (N, C) or (N, C, d1, ...).
 *   <li>Target: class numbers (), (N) or (N, d1, ...), of any integer type.
 *   <li>Options: weight [C], ignoreIndex -100, reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new NLLLoss().call(randn(3, 5).logSoftmax(1), tensor(1, 0, 4));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html">torch.nn.NLLLoss</a>
 */
public final class NLLLoss extends Loss {

  /**
   * The options, immutable.
   *
   * @param weight one number for each class, [C]; default null
   * @param ignoreIndex a target that does not count; default -100
   * @param reduction none, mean or sum of the elements; default mean
   */
  public record Options(Tensor weight, long ignoreIndex, Reduction reduction) {
    /** Checks what must be there. */
    public Options {
      Check.notNull("NLLLoss", "reduction", reduction);
    }

    static final Options DEFAULT = new Options(null, -100, Reduction.MEAN);

    /** With {@code weight}: one number for each class, [C]; default null. */
    public Options weight(Tensor value) {
      return new Options(value, ignoreIndex, reduction);
    }

    /** With {@code ignoreIndex}: a target that does not count; default -100. */
    public Options ignoreIndex(long value) {
      return new Options(weight, value, reduction);
    }

    /** With {@code reduction}: none, mean or sum of the elements; default mean. */
    public Options reduction(Reduction value) {
      return new Options(weight, ignoreIndex, value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  private final Options options;
  private final Supplier<Tensor> weight;

  /** The loss with all options at their defaults. */
  public NLLLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.reduction("sum")}. */
  public NLLLoss(UnaryOperator<Options> options) {
    this.options = Check.options("NLLLoss", options, Options.DEFAULT);
    weight = registerBuffer("weight", this.options.weight());
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.nllLoss(input, target, o -> options.weight(weight.get()));
  }
}
