package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The absolute difference of input and target.
 *
 * <ul>
 *   <li>Input and target: of one size; they are not broadcast.
 *   <li>Options: reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new L1Loss().call(randn(3, 5), randn(3, 5));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html">torch.nn.L1Loss</a>
 */
public final class L1Loss extends Loss {

  private final Options options;

  /** The loss with all options at their defaults. */
  public L1Loss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.reduction("sum")}. */
  public L1Loss(UnaryOperator<Options> options) {
    this.options = Check.options("L1Loss", options, Options.DEFAULT);
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.l1Loss(input, target, o -> options);
  }
}
