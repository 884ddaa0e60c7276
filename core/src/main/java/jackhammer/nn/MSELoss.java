package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The squared difference of input and target.
 *
 * <ul>
 *   <li>Input and target: of one size; they are not broadcast.
 *   <li>Options: reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new MSELoss().call(randn(3, 5), randn(3, 5));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html">torch.nn.MSELoss</a>
 */
public final class MSELoss extends Loss {

  private final Options options;

  /** The loss with all options at their defaults. */
  public MSELoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.reduction("sum")}. */
  public MSELoss(UnaryOperator<Options> options) {
    this.options = Check.options("MSELoss", options, Options.DEFAULT);
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.mseLoss(input, target, o -> options);
  }
}
