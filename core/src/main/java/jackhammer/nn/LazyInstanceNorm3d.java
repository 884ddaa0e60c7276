package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * An {@link InstanceNorm3d} whose channels are those of its first input: until then it has no
 * weights and no running statistics, afterwards it is and prints as an InstanceNorm3d.
 *
 * <ul>
 *   <li>Input and output: (N, C, D, H, W) or (C, D, H, W).
 *   <li>Options: as InstanceNorm3d, except that affine and trackRunningStats are true.
 *   <li>Errors: as InstanceNorm3d; {@link IllegalStateException} where the weights are used before
 *       the first call.
 * </ul>
 *
 * <pre>{@code
 * var layer = new LazyInstanceNorm3d();
 * layer.call(randn(20, 100, 35, 45, 10));
 * layer.weight().size(); // torch.Size([100])
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm3d.html">torch.nn.LazyInstanceNorm3d</a>
 */
public final class LazyInstanceNorm3d extends InstanceNorm3d {

  /** With all options at their defaults. */
  public LazyInstanceNorm3d() {
    this(o -> o);
  }

  /** With options, for example {@code o -> o.momentum(0.01)}. */
  public LazyInstanceNorm3d(UnaryOperator<Options> options) {
    super(
        "LazyInstanceNorm3d",
        Check.options("LazyInstanceNorm3d", options, Options.of("LazyInstanceNorm3d", 3, 0, true)));
  }
}
