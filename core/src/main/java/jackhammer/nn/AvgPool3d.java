package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The mean of each window over 3 spatial dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, D, H, W) or (C, D, H, W).
 *   <li>Output: the same channels; each spatial size is floor((size + 2 * padding - kernel) /
 *       stride) + 1, with ceil instead of floor in ceil mode, where a window must start inside the
 *       input or the padding before it.
 *   <li>Options: stride (default: the window), padding 0 (at most half of the window), ceilMode
 *       false, countIncludePad true, divisorOverride none.
 *   <li>Errors: {@link IllegalArgumentException} for arguments that do not fit.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new AvgPool3d(3, 2).call(randn(2, 16, 10, 50, 32));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool3d.html">torch.nn.AvgPool3d</a>
 */
public final class AvgPool3d extends AvgPool {

  /** A pool whose stride is its window. */
  public AvgPool3d(int kernelSize) {
    this(options(kernelSize));
  }

  /** A pool with a stride, PyTorch's second argument. */
  public AvgPool3d(int kernelSize, int stride) {
    this(options(kernelSize).stride(stride));
  }

  /** A pool with options, for example {@code o -> o.stride(2).padding(1)}. */
  public AvgPool3d(int kernelSize, UnaryOperator<PoolGeometry> options) {
    this(Check.options("AvgPool3d", options, options(kernelSize)));
  }

  /** A pool with a window of different depth, height and width; the stride is the window. */
  public AvgPool3d(Triple kernelSize) {
    this(options(kernelSize));
  }

  /** A pool with a window of different depth, height and width, and options. */
  public AvgPool3d(Triple kernelSize, UnaryOperator<PoolGeometry> options) {
    this(Check.options("AvgPool3d", options, options(kernelSize)));
  }

  /** A pool from its arguments as data. */
  public AvgPool3d(PoolGeometry options) {
    super("AvgPool3d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(int kernelSize) {
    return PoolGeometry.of("AvgPool3d", 3, kernelSize);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(Triple kernelSize) {
    Check.notNull("AvgPool3d", "kernel_size", kernelSize);
    return PoolGeometry.of("AvgPool3d", 3, kernelSize.d(), kernelSize.h(), kernelSize.w());
  }
}
