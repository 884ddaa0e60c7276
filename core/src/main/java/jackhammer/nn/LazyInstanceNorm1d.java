package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * An {@link InstanceNorm1d} whose channels are those of its first input: until then it has no
 * weights and no running statistics, afterwards it is and prints as an InstanceNorm1d.
 *
 * <ul>
 *   <li>Input and output: (N, C, L) or (C, L).
 *   <li>Options: as InstanceNorm1d, except that affine and trackRunningStats are true.
 *   <li>Errors: as InstanceNorm1d; {@link IllegalStateException} where the weights are used before
 *       the first call.
 * </ul>
 *
 * <pre>{@code
 * var layer = new LazyInstanceNorm1d();
 * layer.call(randn(20, 100, 35));
 * layer.weight().size(); // torch.Size([100])
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm1d.html">torch.nn.LazyInstanceNorm1d</a>
 */
public final class LazyInstanceNorm1d extends InstanceNorm1d {

  /** With all options at their defaults. */
  public LazyInstanceNorm1d() {
    this(o -> o);
  }

  /** With options, for example {@code o -> o.momentum(0.01)}. */
  public LazyInstanceNorm1d(UnaryOperator<Options> options) {
    super(
        "LazyInstanceNorm1d",
        Check.options("LazyInstanceNorm1d", options, Options.of("LazyInstanceNorm1d", 1, 0, true)));
  }
}
