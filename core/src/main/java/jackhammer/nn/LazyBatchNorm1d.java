package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A {@link BatchNorm1d} whose channels are those of its first input: until then it has no weights
 * and no running statistics, afterwards it is and prints as a BatchNorm1d.
 *
 * <ul>
 *   <li>Input and output: (N, C) or (N, C, L).
 *   <li>Options: as BatchNorm1d.
 *   <li>Errors: as BatchNorm1d; {@link IllegalStateException} where the weights are used before the
 *       first call.
 * </ul>
 *
 * <pre>{@code
 * var layer = new LazyBatchNorm1d();
 * layer.call(randn(20, 100, 35));
 * layer.weight().size(); // torch.Size([100])
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm1d.html">torch.nn.LazyBatchNorm1d</a>
 */
public final class LazyBatchNorm1d extends BatchNorm1d {

  /** With all options at their defaults. */
  public LazyBatchNorm1d() {
    this(o -> o);
  }

  /** With options, for example {@code o -> o.momentum(0.01)}. */
  public LazyBatchNorm1d(UnaryOperator<Options> options) {
    super(
        "LazyBatchNorm1d",
        Check.options("LazyBatchNorm1d", options, Options.of("LazyBatchNorm1d", 1, 0, true)));
  }
}
