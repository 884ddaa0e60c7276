package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The reverse of {@link MaxPool2d}: zeros, with each maximum at the place that it came from.
 *
 * <ul>
 *   <li>Input: the maxima, (N, C, H, W) or (C, H, W), and their places as {@link
 *       MaxPool#callWithIndices} gives them.
 *   <li>Output: the same channels; each spatial size is (size - 1) * stride - 2 * padding + kernel,
 *       or what the call is given, which may differ by less than the stride. Where several maxima
 *       have one place, the last one stays.
 *   <li>Options: stride (default: the window), padding 0.
 *   <li>Errors: {@link IllegalArgumentException} for arguments that do not fit, and for places
 *       outside of the output.
 * </ul>
 *
 * <pre>{@code
 * var r = new MaxPool2d(2).callWithIndices(x);
 * Tensor y = new MaxUnpool2d(2).call(r.output(), r.indices(), x.size());
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool2d.html">torch.nn.MaxUnpool2d</a>
 */
public final class MaxUnpool2d extends MaxUnpool {

  /** For a pool whose stride is its window. */
  public MaxUnpool2d(int kernelSize) {
    this(options(kernelSize));
  }

  /** For a pool with a stride, PyTorch's second argument. */
  public MaxUnpool2d(int kernelSize, int stride) {
    this(options(kernelSize).stride(stride));
  }

  /** For a pool with options, for example {@code o -> o.stride(2).padding(1)}. */
  public MaxUnpool2d(int kernelSize, UnaryOperator<PoolGeometry> options) {
    this(Check.options("MaxUnpool2d", options, options(kernelSize)));
  }

  /** For a window of different height and width; the stride is the window. */
  public MaxUnpool2d(Pair kernelSize) {
    this(options(kernelSize));
  }

  /** For a window of different height and width, with options. */
  public MaxUnpool2d(Pair kernelSize, UnaryOperator<PoolGeometry> options) {
    this(Check.options("MaxUnpool2d", options, options(kernelSize)));
  }

  /** From its arguments as data. */
  public MaxUnpool2d(PoolGeometry options) {
    super("MaxUnpool2d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(int kernelSize) {
    return PoolGeometry.of("MaxUnpool2d", 2, kernelSize);
  }

  /** The arguments as data, all others at their defaults. */
  public static PoolGeometry options(Pair kernelSize) {
    Check.notNull("MaxUnpool2d", "kernel_size", kernelSize);
    return PoolGeometry.of("MaxUnpool2d", 2, kernelSize.h(), kernelSize.w());
  }
}
