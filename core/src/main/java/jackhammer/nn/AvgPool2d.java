package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The mean of each window over 2 spatial dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, H, W) or (C, H, W).
 *   <li>Output: the same channels; each spatial size is floor((size + 2 * padding - kernel) /
 *       stride) + 1, with ceil instead of floor in ceil mode, where a window must start inside the
 *       input or the padding before it.
 *   <li>Options: stride (default: the window), padding 0 (at most half of the window), ceilMode
 *       false, countIncludePad true, divisorOverride none.
 *   <li>Errors: {@link IllegalArgumentException} for arguments that do not fit.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new AvgPool2d(3, 2).call(randn(20, 16, 50, 32));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html">torch.nn.AvgPool2d</a>
 */
public final class AvgPool2d extends AvgPool {

  /** A pool whose stride is its window. */
  public AvgPool2d(int kernelSize) {
    this(options(kernelSize));
  }

  /** A pool with a stride, PyTorch's second argument. */
  public AvgPool2d(int kernelSize, int stride) {
    this(options(kernelSize).stride(stride));
  }

  /** A pool with options, for example {@code o -> o.stride(2).padding(1)}. */
  public AvgPool2d(int kernelSize, UnaryOperator<PoolGeometry> options) {
    this(Check.options("AvgPool2d", options, options(kernelSize)));
  }

  /** A pool with a window of different height and width; the stride is the window. */
  public AvgPool2d(Pair kernelSize) {
    this(options(kernelSize));
  }

  /** A pool with a window of different height and width, and options. */
  public AvgPool2d(Pair kernelSize, UnaryOperator<PoolGeometry> options) {
    this(Check.options("AvgPool2d", options, options(kernelSize)));
  }

  /** A pool from its arguments as data. */
  public AvgPool2d(PoolGeometry options) {
    super("AvgPool2d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(int kernelSize) {
    return PoolGeometry.of("AvgPool2d", 2, kernelSize);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(Pair kernelSize) {
    Check.notNull("AvgPool2d", "kernel_size", kernelSize);
    return PoolGeometry.of("AvgPool2d", 2, kernelSize.h(), kernelSize.w());
  }
}
