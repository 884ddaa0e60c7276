package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The mean of each window over 1 spatial dimension.
 *
 * <ul>
 *   <li>Input: (N, C, L) or (C, L).
 *   <li>Output: the same channels; each spatial size is floor((size + 2 * padding - kernel) /
 *       stride) + 1, with ceil instead of floor in ceil mode, where a window must start inside the
 *       input or the padding before it.
 *   <li>Options: stride (default: the window), padding 0 (at most half of the window), ceilMode
 *       false, countIncludePad true.
 *   <li>Errors: {@link IllegalArgumentException} for arguments that do not fit.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new AvgPool1d(3, 2).call(randn(20, 16, 50));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool1d.html">torch.nn.AvgPool1d</a>
 */
public final class AvgPool1d extends AvgPool {

  /** A pool whose stride is its window. */
  public AvgPool1d(int kernelSize) {
    this(options(kernelSize));
  }

  /** A pool with a stride, PyTorch's second argument. */
  public AvgPool1d(int kernelSize, int stride) {
    this(options(kernelSize).stride(stride));
  }

  /** A pool with options, for example {@code o -> o.stride(2).padding(1)}. */
  public AvgPool1d(int kernelSize, UnaryOperator<PoolGeometry> options) {
    this(Check.options("AvgPool1d", options, options(kernelSize)));
  }

  /** A pool from its arguments as data. */
  public AvgPool1d(PoolGeometry options) {
    super("AvgPool1d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(int kernelSize) {
    return PoolGeometry.of("AvgPool1d", 1, kernelSize);
  }
}
