package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The largest element of each window over 3 spatial dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, D, H, W) or (C, D, H, W).
 *   <li>Output: the same channels; each spatial size is floor((size + 2 * padding - dilation *
 *       (kernel - 1) - 1) / stride) + 1, with ceil instead of floor in ceil mode, where a window
 *       must start inside the input or the padding before it.
 *   <li>Options: stride (default: the window), padding 0 (at most half of the window; a padding
 *       cell is never the largest), dilation 1, ceilMode false, returnIndices false (see {@link
 *       #callWithIndices}).
 *   <li>Errors: {@link IllegalArgumentException} for arguments that do not fit.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new MaxPool3d(3, 2).call(randn(2, 16, 10, 50, 32));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool3d.html">torch.nn.MaxPool3d</a>
 */
public final class MaxPool3d extends MaxPool {

  /** A pool whose stride is its window. */
  public MaxPool3d(int kernelSize) {
    this(options(kernelSize));
  }

  /** A pool with a stride, PyTorch's second argument. */
  public MaxPool3d(int kernelSize, int stride) {
    this(options(kernelSize).stride(stride));
  }

  /** A pool with options, for example {@code o -> o.stride(2).padding(1)}. */
  public MaxPool3d(int kernelSize, UnaryOperator<PoolGeometry> options) {
    this(Check.options("MaxPool3d", options, options(kernelSize)));
  }

  /** A pool with a window of different depth, height and width; the stride is the window. */
  public MaxPool3d(Triple kernelSize) {
    this(options(kernelSize));
  }

  /** A pool with a window of different depth, height and width, and options. */
  public MaxPool3d(Triple kernelSize, UnaryOperator<PoolGeometry> options) {
    this(Check.options("MaxPool3d", options, options(kernelSize)));
  }

  /** A pool from its arguments as data. */
  public MaxPool3d(PoolGeometry options) {
    super("MaxPool3d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(int kernelSize) {
    return PoolGeometry.of("MaxPool3d", 3, kernelSize);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(Triple kernelSize) {
    Check.notNull("MaxPool3d", "kernel_size", kernelSize);
    return PoolGeometry.of("MaxPool3d", 3, kernelSize.d(), kernelSize.h(), kernelSize.w());
  }
}
