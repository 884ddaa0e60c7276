package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * An {@link InstanceNorm2d} whose channels are those of its first input: until then it has no
 * weights and no running statistics, afterwards it is and prints as an InstanceNorm2d.
 *
 * <ul>
 *   <li>Input and output: (N, C, H, W) or (C, H, W).
 *   <li>Options: as InstanceNorm2d, except that affine and trackRunningStats are true.
 *   <li>Errors: as InstanceNorm2d; {@link IllegalStateException} where the weights are used before
 *       the first call.
 * </ul>
 *
 * <pre>{@code
 * var layer = new LazyInstanceNorm2d();
 * layer.call(randn(20, 100, 35, 45));
 * layer.weight().size(); // torch.Size([100])
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm2d.html">torch.nn.LazyInstanceNorm2d</a>
 */
public final class LazyInstanceNorm2d extends InstanceNorm2d {

  /** With all options at their defaults. */
  public LazyInstanceNorm2d() {
    this(o -> o);
  }

  /** With options, for example {@code o -> o.momentum(0.01)}. */
  public LazyInstanceNorm2d(UnaryOperator<Options> options) {
    super(
        "LazyInstanceNorm2d",
        Check.options("LazyInstanceNorm2d", options, Options.of("LazyInstanceNorm2d", 2, 0, true)));
  }
}
