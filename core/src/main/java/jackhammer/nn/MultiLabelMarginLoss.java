package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The hinge loss of several classes at once: max(0, 1 - x[j] + x[i]) for each target j and each
 * class i that is none, their sum divided by C.
 *
 * <ul>
 *   <li>Input: (N, C), or (C).
 *   <li>Target: of the same size, an integer type: classes, up to the first -1.
 *   <li>Options: reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new MultiLabelMarginLoss().call(randn(4), tensor(3, 0, -1, 1));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelMarginLoss.html">torch.nn.MultiLabelMarginLoss</a>
 */
public final class MultiLabelMarginLoss extends Loss {

  private final Options options;

  /** The loss with all options at their defaults. */
  public MultiLabelMarginLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.reduction("sum")}. */
  public MultiLabelMarginLoss(UnaryOperator<Options> options) {
    this.options = Check.options("MultiLabelMarginLoss", options, Options.DEFAULT);
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.multilabelMarginLoss(input, target, o -> options);
  }
}
