package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A {@link BatchNorm3d} whose channels are those of its first input: until then it has no weights
 * and no running statistics, afterwards it is and prints as a BatchNorm3d.
 *
 * <ul>
 *   <li>Input and output: (N, C, D, H, W).
 *   <li>Options: as BatchNorm3d.
 *   <li>Errors: as BatchNorm3d; {@link IllegalStateException} where the weights are used before the
 *       first call.
 * </ul>
 *
 * <pre>{@code
 * var layer = new LazyBatchNorm3d();
 * layer.call(randn(20, 100, 35, 45, 10));
 * layer.weight().size(); // torch.Size([100])
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm3d.html">torch.nn.LazyBatchNorm3d</a>
 */
public final class LazyBatchNorm3d extends BatchNorm3d {

  /** With all options at their defaults. */
  public LazyBatchNorm3d() {
    this(o -> o);
  }

  /** With options, for example {@code o -> o.momentum(0.01)}. */
  public LazyBatchNorm3d(UnaryOperator<Options> options) {
    super(
        "LazyBatchNorm3d",
        Check.options("LazyBatchNorm3d", options, Options.of("LazyBatchNorm3d", 3, 0, true)));
  }
}
