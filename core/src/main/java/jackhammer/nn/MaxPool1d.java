package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The largest element of each window over 1 spatial dimension.
 *
 * <ul>
 *   <li>Input: (N, C, L) or (C, L).
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
 * Tensor y = new MaxPool1d(3, 2).call(randn(20, 16, 50));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool1d.html">torch.nn.MaxPool1d</a>
 */
public final class MaxPool1d extends MaxPool {

  /** A pool whose stride is its window. */
  public MaxPool1d(int kernelSize) {
    this(options(kernelSize));
  }

  /** A pool with a stride, PyTorch's second argument. */
  public MaxPool1d(int kernelSize, int stride) {
    this(options(kernelSize).stride(stride));
  }

  /** A pool with options, for example {@code o -> o.stride(2).padding(1)}. */
  public MaxPool1d(int kernelSize, UnaryOperator<PoolGeometry> options) {
    this(Check.options("MaxPool1d", options, options(kernelSize)));
  }

  /** A pool from its arguments as data. */
  public MaxPool1d(PoolGeometry options) {
    super("MaxPool1d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(int kernelSize) {
    return PoolGeometry.of("MaxPool1d", 1, kernelSize);
  }
}
