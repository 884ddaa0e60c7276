package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The largest element of each window over 2 spatial dimensions, where the windows stand at random
 * places, so that the output can have any size.
 *
 * <ul>
 *   <li>Input: (N, C, H, W) or (C, H, W).
 *   <li>Output: the same channels, with the spatial size asked for. {@link #callWithIndices} gives
 *       the places of the maxima too, PyTorch's {@code return_indices=True}.
 *   <li>Options: either outputSize or outputRatio, a part of the input's size between 0 and 1;
 *       randomSamples, the numbers that the windows' places come from (PyTorch's {@code
 *       _random_samples}; default: drawn at each call).
 *   <li>Errors: {@link IllegalArgumentException} for arguments that do not fit.
 *   <li>Source: Fractional Max-Pooling, Graham, arXiv 1412.6071.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new FractionalMaxPool2d(3, o -> o.outputSize(13, 12)).call(randn(20, 16, 50, 32));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.FractionalMaxPool2d.html">torch.nn.FractionalMaxPool2d</a>
 */
public final class FractionalMaxPool2d extends FractionalMaxPool {

  /** A pool with options, for example {@code o -> o.outputRatio(0.5)}. */
  public FractionalMaxPool2d(int kernelSize, UnaryOperator<FractionalGeometry> options) {
    this(Check.options("FractionalMaxPool2d", options, options(kernelSize)));
  }

  /** A pool with a window of different height and width, and options. */
  public FractionalMaxPool2d(Pair kernelSize, UnaryOperator<FractionalGeometry> options) {
    this(Check.options("FractionalMaxPool2d", options, options(kernelSize)));
  }

  /** A pool from its arguments as data. */
  public FractionalMaxPool2d(FractionalGeometry options) {
    super("FractionalMaxPool2d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static FractionalGeometry options(int kernelSize) {
    return FractionalGeometry.of("FractionalMaxPool2d", 2, kernelSize);
  }

  /** The arguments as data, all others at their defaults. */
  public static FractionalGeometry options(Pair kernelSize) {
    Check.notNull("FractionalMaxPool2d", "kernel_size", kernelSize);
    return FractionalGeometry.of("FractionalMaxPool2d", 2, kernelSize.h(), kernelSize.w());
  }
}
