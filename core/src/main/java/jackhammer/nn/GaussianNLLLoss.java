package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The negative log likelihood under normal distributions: (log(var) + (x - t)^2 / var) / 2.
 *
 * <ul>
 *   <li>Input and target: of one size.
 *   <li>Variance: of that size, or with 1 as one of the sizes, or without the last size.
 *   <li>Options: full false, eps 1e-6, reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new GaussianNLLLoss().call(randn(5, 2), randn(5, 2), ones(5, 2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GaussianNLLLoss.html">torch.nn.GaussianNLLLoss</a>
 */
public final class GaussianNLLLoss extends Module {

  /**
   * The options, immutable.
   *
   * @param full whether log(2 pi) / 2 is added; default false
   * @param eps the least variance that is used; default 1e-6
   * @param reduction none, mean or sum of the losses; default mean
   */
  public record Options(boolean full, double eps, Reduction reduction) {
    /** Checks each of them by itself. */
    public Options {
      Check.notNull("GaussianNLLLoss", "reduction", reduction);
      if (!(eps > 0)) {
        throw new IllegalArgumentException("GaussianNLLLoss: eps must be positive, got " + eps);
      }
    }

    static final Options DEFAULT = new Options(false, 1e-6, Reduction.MEAN);

    /** With the constant term, or without. */
    public Options full(boolean value) {
      return new Options(value, eps, reduction);
    }

    /** With another least variance. */
    public Options eps(double value) {
      return new Options(full, value, reduction);
    }

    /** With another reduction. */
    public Options reduction(Reduction value) {
      return new Options(full, eps, value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  private final Options options;

  /** The loss with all options at their defaults. */
  public GaussianNLLLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.full(true)}. */
  public GaussianNLLLoss(UnaryOperator<Options> options) {
    this.options = Check.options("GaussianNLLLoss", options, Options.DEFAULT);
  }

  /** The loss of input, target and variance. */
  public Tensor call(Tensor input, Tensor target, Tensor variance) {
    return call(
        new Object[] {input, target, variance},
        in -> F.gaussianNllLoss((Tensor) in[0], (Tensor) in[1], (Tensor) in[2], o -> options));
  }
}
