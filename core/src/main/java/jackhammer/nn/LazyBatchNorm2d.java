package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A {@link BatchNorm2d} whose channels are those of its first input: until then it has no weights
 * and no running statistics, afterwards it is and prints as a BatchNorm2d.
 *
 * <ul>
 *   <li>Input and output: (N, C, H, W).
 *   <li>Options: as BatchNorm2d.
 *   <li>Errors: as BatchNorm2d; {@link IllegalStateException} where the weights are used before the
 *       first call.
 * </ul>
 *
 * <pre>{@code
 * var layer = new LazyBatchNorm2d();
 * layer.call(randn(20, 100, 35, 45));
 * layer.weight().size(); // torch.Size([100])
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm2d.html">torch.nn.LazyBatchNorm2d</a>
 */
public final class LazyBatchNorm2d extends BatchNorm2d {

  /** With all options at their defaults. */
  public LazyBatchNorm2d() {
    this(o -> o);
  }

  /** With options, for example {@code o -> o.momentum(0.01)}. */
  public LazyBatchNorm2d(UnaryOperator<Options> options) {
    super(
        "LazyBatchNorm2d",
        Check.options("LazyBatchNorm2d", options, Options.of("LazyBatchNorm2d", 2, 0, true)));
  }
}
