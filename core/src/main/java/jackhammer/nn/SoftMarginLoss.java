package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The logistic loss of signs: log(1 + exp(-t * x)).
 *
 * <ul>
 *   <li>Input and target: of one size; targets 1 or -1.
 *   <li>Options: reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new SoftMarginLoss().call(randn(3), tensor(1., -1., 1.));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SoftMarginLoss.html">torch.nn.SoftMarginLoss</a>
 */
public final class SoftMarginLoss extends Loss {

  private final Options options;

  /** The loss with all options at their defaults. */
  public SoftMarginLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.reduction("sum")}. */
  public SoftMarginLoss(UnaryOperator<Options> options) {
    this.options = Check.options("SoftMarginLoss", options, Options.DEFAULT);
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.softMarginLoss(input, target, o -> options);
  }
}
