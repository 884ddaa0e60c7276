package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The p-norm of each window over 3 spatial dimensions: (sum of x^p)^(1/p), which is the sum for p =
 * 1 and the largest magnitude for p = infinity.
 *
 * <ul>
 *   <li>Input: (N, C, D, H, W) or (C, D, H, W).
 *   <li>Output: the same channels; each spatial size is floor((size - kernel) / stride) + 1, with
 *       ceil instead of floor in ceil mode. A window that hangs over the end then counts as if its
 *       cells had the mean of x^p.
 *   <li>Options: stride (default: the window), ceilMode false.
 *   <li>Errors: {@link IllegalArgumentException} for p = 0 and for arguments that do not fit.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new LPPool3d(2, 3).call(randn(2, 16, 10, 50, 32));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool3d.html">torch.nn.LPPool3d</a>
 */
public final class LPPool3d extends LPPool {

  /** A pool whose stride is its window. */
  public LPPool3d(double normType, int kernelSize) {
    this(normType, options(kernelSize));
  }

  /** A pool with a stride. */
  public LPPool3d(double normType, int kernelSize, int stride) {
    this(normType, options(kernelSize).stride(stride));
  }

  /** A pool with options, for example {@code o -> o.stride(2).ceilMode(true)}. */
  public LPPool3d(double normType, int kernelSize, UnaryOperator<PoolGeometry> options) {
    this(normType, Check.options("LPPool3d", options, options(kernelSize)));
  }

  /** A pool with a window of different depth, height and width; the stride is the window. */
  public LPPool3d(double normType, Triple kernelSize) {
    this(normType, options(kernelSize));
  }

  /** A pool with a window of different depth, height and width, and options. */
  public LPPool3d(double normType, Triple kernelSize, UnaryOperator<PoolGeometry> options) {
    this(normType, Check.options("LPPool3d", options, options(kernelSize)));
  }

  /** A pool from its arguments as data. */
  public LPPool3d(double normType, PoolGeometry options) {
    super("LPPool3d", normType, options);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(int kernelSize) {
    return PoolGeometry.of("LPPool3d", 3, kernelSize);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(Triple kernelSize) {
    Check.notNull("LPPool3d", "kernel_size", kernelSize);
    return PoolGeometry.of("LPPool3d", 3, kernelSize.d(), kernelSize.h(), kernelSize.w());
  }
}
