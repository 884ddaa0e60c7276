package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The largest element of each window over 3 spatial dimensions, where the windows stand at random
 * places, so that the output can have any size.
 *
 * <ul>
 *   <li>Input: (N, C, D, H, W) or (C, D, H, W).
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
 * Tensor y = new FractionalMaxPool3d(3, o -> o.outputRatio(0.5)).call(randn(2, 16, 10, 50, 32));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.FractionalMaxPool3d.html">torch.nn.FractionalMaxPool3d</a>
 */
public final class FractionalMaxPool3d extends FractionalMaxPool {

  /** A pool with options, for example {@code o -> o.outputRatio(0.5)}. */
  public FractionalMaxPool3d(int kernelSize, UnaryOperator<FractionalGeometry> options) {
    this(Check.options("FractionalMaxPool3d", options, options(kernelSize)));
  }

  /** A pool with a window of different depth, height and width, and options. */
  public FractionalMaxPool3d(Triple kernelSize, UnaryOperator<FractionalGeometry> options) {
    this(Check.options("FractionalMaxPool3d", options, options(kernelSize)));
  }

  /** A pool from its arguments as data. */
  public FractionalMaxPool3d(FractionalGeometry options) {
    super("FractionalMaxPool3d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static FractionalGeometry options(int kernelSize) {
    return FractionalGeometry.of("FractionalMaxPool3d", 3, kernelSize);
  }

  /** The arguments as data, all others at their defaults. */
  public static FractionalGeometry options(Triple kernelSize) {
    Check.notNull("FractionalMaxPool3d", "kernel_size", kernelSize);
    return FractionalGeometry.of(
        "FractionalMaxPool3d", 3, kernelSize.d(), kernelSize.h(), kernelSize.w());
  }
}
