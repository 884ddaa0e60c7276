package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The Kullback-Leibler divergence of a distribution from a target: t * (log t - x).
 *
 * <ul>
 *   <li>Input: log-probabilities, of any size.
 *   <li>Target: probabilities, or with logTarget their logarithms, of the same size.
 *   <li>Options: reduction mean, logTarget false. The divergence by the book is that of
 *       "batchmean"; the mean divides by all elements, as in PyTorch.
 * </ul>
 *
 * <pre>{@code
 * Tensor x = randn(3, 5).logSoftmax(1);
 * Tensor loss = new KLDivLoss(o -> o.reduction("batchmean")).call(x, rand(3, 5).softmax(1));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html">torch.nn.KLDivLoss</a>
 */
public final class KLDivLoss extends Loss {

  /**
   * The options, immutable.
   *
   * @param reduction none, mean or sum of the elements; default mean
   * @param batchMean whether the sum is divided by the first size; default false
   * @param logTarget whether the target holds logarithms; default false
   */
  public record Options(Reduction reduction, boolean batchMean, boolean logTarget) {
    /** Checks what must be there. */
    public Options {
      Check.notNull("KLDivLoss", "reduction", reduction);
      if (batchMean && reduction != Reduction.SUM) {
        throw new IllegalArgumentException(
            "KLDivLoss: batchmean is the sum divided by the first size; with it reduction must be"
                + " sum, got "
                + reduction);
      }
    }

    static final Options DEFAULT = new Options(Reduction.MEAN, false, false);

    /** With another reduction. */
    public Options reduction(Reduction value) {
      return new Options(value, false, logTarget);
    }

    /** With another reduction, by PyTorch's name: none, mean, sum or batchmean. */
    public Options reduction(String name) {
      return "batchmean".equals(name)
          ? new Options(Reduction.SUM, true, logTarget)
          : reduction(Reduction.of(name));
    }

    /** With a target that holds logarithms, or not. */
    public Options logTarget(boolean value) {
      return new Options(reduction, batchMean, value);
    }
  }

  private final Options options;

  /** The loss with all options at their defaults. */
  public KLDivLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.reduction("batchmean")}. */
  public KLDivLoss(UnaryOperator<Options> options) {
    this.options = Check.options("KLDivLoss", options, Options.DEFAULT);
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.klDiv(input, target, o -> options);
  }
}
