package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The negative log likelihood of counts under Poisson distributions: exp(x) - t * x, or x - t *
 * log(x + eps).
 *
 * <ul>
 *   <li>Input and target: of one size; they are not broadcast.
 *   <li>Options: logInput true, full false, eps 1e-8, reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new PoissonNLLLoss().call(randn(5), tensor(0., 2., 1., 0., 3.));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PoissonNLLLoss.html">torch.nn.PoissonNLLLoss</a>
 */
public final class PoissonNLLLoss extends Loss {

  /**
   * The options, immutable.
   *
   * @param logInput whether the input is the logarithm of the rate; default true
   * @param full whether Stirling's approximation of log(t!) is added; default false
   * @param eps is added to the rate before its logarithm is taken; default 1e-8
   * @param reduction none, mean or sum of the losses; default mean
   */
  public record Options(boolean logInput, boolean full, double eps, Reduction reduction) {
    /** Checks each of them by itself. */
    public Options {
      Check.notNull("PoissonNLLLoss", "reduction", reduction);
      if (!(eps >= 0)) {
        throw new IllegalArgumentException("PoissonNLLLoss: eps must not be negative, got " + eps);
      }
    }

    static final Options DEFAULT = new Options(true, false, 1e-8, Reduction.MEAN);

    /** With an input that is the logarithm of the rate, or the rate. */
    public Options logInput(boolean value) {
      return new Options(value, full, eps, reduction);
    }

    /** With Stirling's approximation, or without. */
    public Options full(boolean value) {
      return new Options(logInput, value, eps, reduction);
    }

    /** With another summand of the rate. */
    public Options eps(double value) {
      return new Options(logInput, full, value, reduction);
    }

    /** With another reduction. */
    public Options reduction(Reduction value) {
      return new Options(logInput, full, eps, value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  private final Options options;

  /** The loss with all options at their defaults. */
  public PoissonNLLLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.full(true)}. */
  public PoissonNLLLoss(UnaryOperator<Options> options) {
    this.options = Check.options("PoissonNLLLoss", options, Options.DEFAULT);
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.poissonNllLoss(input, target, o -> options);
  }
}
