package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A {@link ConvTranspose3d} whose input channels are those of its first input: until then it has no
 * weights, afterwards it is and prints as a ConvTranspose3d.
 *
 * <ul>
 *   <li>Input, output and options: as ConvTranspose3d.
 *   <li>Errors: as ConvTranspose3d; {@link IllegalStateException} where the weights are used before
 *       the first call.
 * </ul>
 *
 * <pre>{@code
 * var layer = new LazyConvTranspose3d(8, 3);
 * layer.call(randn(2, 3, 8, 16, 16));
 * layer.weight().size();
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose3d.html">torch.nn.LazyConvTranspose3d</a>
 */
public final class LazyConvTranspose3d extends ConvTranspose3d {

  /** A layer with all options at their defaults. */
  public LazyConvTranspose3d(int outChannels, int kernelSize) {
    this(outChannels, kernelSize, o -> o);
  }

  /** A layer with options, for example {@code o -> o.stride(2).bias(false)}. */
  public LazyConvTranspose3d(int outChannels, int kernelSize, UnaryOperator<Options> options) {
    this(Check.options("LazyConvTranspose3d", options, options(outChannels, kernelSize)));
  }

  /** With a window of different depth, height and width. */
  public LazyConvTranspose3d(int outChannels, Triple kernelSize) {
    this(outChannels, kernelSize, o -> o);
  }

  /** With a window of different depth, height and width, and options. */
  public LazyConvTranspose3d(int outChannels, Triple kernelSize, UnaryOperator<Options> options) {
    this(Check.options("LazyConvTranspose3d", options, options(outChannels, kernelSize)));
  }

  /** A layer from its arguments as data. */
  public LazyConvTranspose3d(Options options) {
    super("LazyConvTranspose3d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int outChannels, int kernelSize) {
    return Options.of("LazyConvTranspose3d", 3, 0, outChannels, kernelSize);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int outChannels, Triple k) {
    Check.notNull("LazyConvTranspose3d", "kernel_size", k);
    return Options.of("LazyConvTranspose3d", 3, 0, outChannels, k.d(), k.h(), k.w());
  }
}
