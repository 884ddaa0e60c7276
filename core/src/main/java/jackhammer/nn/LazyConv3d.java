package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A {@link Conv3d} whose input channels are those of its first input: until then it has no weights,
 * afterwards it is and prints as a Conv3d.
 *
 * <ul>
 *   <li>Input, output and options: as Conv3d.
 *   <li>Errors: as Conv3d; {@link IllegalStateException} where the weights are used before the
 *       first call.
 * </ul>
 *
 * <pre>{@code
 * var layer = new LazyConv3d(8, 3);
 * layer.call(randn(2, 3, 8, 16, 16));
 * layer.weight().size();
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv3d.html">torch.nn.LazyConv3d</a>
 */
public final class LazyConv3d extends Conv3d {

  /** A layer with all options at their defaults. */
  public LazyConv3d(int outChannels, int kernelSize) {
    this(outChannels, kernelSize, o -> o);
  }

  /** A layer with options, for example {@code o -> o.stride(2).bias(false)}. */
  public LazyConv3d(int outChannels, int kernelSize, UnaryOperator<Options> options) {
    this(Check.options("LazyConv3d", options, options(outChannels, kernelSize)));
  }

  /** With a window of different depth, height and width. */
  public LazyConv3d(int outChannels, Triple kernelSize) {
    this(outChannels, kernelSize, o -> o);
  }

  /** With a window of different depth, height and width, and options. */
  public LazyConv3d(int outChannels, Triple kernelSize, UnaryOperator<Options> options) {
    this(Check.options("LazyConv3d", options, options(outChannels, kernelSize)));
  }

  /** A layer from its arguments as data. */
  public LazyConv3d(Options options) {
    super("LazyConv3d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int outChannels, int kernelSize) {
    return Options.of("LazyConv3d", 3, 0, outChannels, kernelSize);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int outChannels, Triple k) {
    Check.notNull("LazyConv3d", "kernel_size", k);
    return Options.of("LazyConv3d", 3, 0, outChannels, k.d(), k.h(), k.w());
  }
}
