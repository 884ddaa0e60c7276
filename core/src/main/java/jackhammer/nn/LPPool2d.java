package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The p-norm of each window over 2 spatial dimensions: (sum of x^p)^(1/p), which is the sum for p =
 * 1 and the largest magnitude for p = infinity.
 *
 * <ul>
 *   <li>Input: (N, C, H, W) or (C, H, W).
 *   <li>Output: the same channels; each spatial size is floor((size - kernel) / stride) + 1, with
 *       ceil instead of floor in ceil mode. A window that hangs over the end then counts as if its
 *       cells had the mean of x^p.
 *   <li>Options: stride (default: the window), ceilMode false.
 *   <li>Errors: {@link IllegalArgumentException} for p = 0 and for arguments that do not fit.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new LPPool2d(2, 3).call(randn(20, 16, 50, 32));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool2d.html">torch.nn.LPPool2d</a>
 */
public final class LPPool2d extends LPPool {

  /** A pool whose stride is its window. */
  public LPPool2d(double normType, int kernelSize) {
    this(normType, options(kernelSize));
  }

  /** A pool with a stride. */
  public LPPool2d(double normType, int kernelSize, int stride) {
    this(normType, options(kernelSize).stride(stride));
  }

  /** A pool with options, for example {@code o -> o.stride(2).ceilMode(true)}. */
  public LPPool2d(double normType, int kernelSize, UnaryOperator<PoolGeometry> options) {
    this(normType, Check.options("LPPool2d", options, options(kernelSize)));
  }

  /** A pool with a window of different height and width; the stride is the window. */
  public LPPool2d(double normType, Pair kernelSize) {
    this(normType, options(kernelSize));
  }

  /** A pool with a window of different height and width, and options. */
  public LPPool2d(double normType, Pair kernelSize, UnaryOperator<PoolGeometry> options) {
    this(normType, Check.options("LPPool2d", options, options(kernelSize)));
  }

  /** A pool from its arguments as data. */
  public LPPool2d(double normType, PoolGeometry options) {
    super("LPPool2d", normType, options);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(int kernelSize) {
    return PoolGeometry.of("LPPool2d", 2, kernelSize);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(Pair kernelSize) {
    Check.notNull("LPPool2d", "kernel_size", kernelSize);
    return PoolGeometry.of("LPPool2d", 2, kernelSize.h(), kernelSize.w());
  }
}
