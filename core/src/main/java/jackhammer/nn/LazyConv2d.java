package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A {@link Conv2d} whose input channels are those of its first input: until then it has no weights,
 * afterwards it is and prints as a Conv2d.
 *
 * <ul>
 *   <li>Input, output and options: as Conv2d.
 *   <li>Errors: as Conv2d; {@link IllegalStateException} where the weights are used before the
 *       first call.
 * </ul>
 *
 * <pre>{@code
 * var layer = new LazyConv2d(8, 3);
 * layer.call(randn(8, 3, 32, 32));
 * layer.weight().size();
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv2d.html">torch.nn.LazyConv2d</a>
 */
public final class LazyConv2d extends Conv2d {

  /** A layer with all options at their defaults. */
  public LazyConv2d(int outChannels, int kernelSize) {
    this(outChannels, kernelSize, o -> o);
  }

  /** A layer with options, for example {@code o -> o.stride(2).bias(false)}. */
  public LazyConv2d(int outChannels, int kernelSize, UnaryOperator<Options> options) {
    this(Check.options("LazyConv2d", options, options(outChannels, kernelSize)));
  }

  /** With a window of different height and width. */
  public LazyConv2d(int outChannels, Pair kernelSize) {
    this(outChannels, kernelSize, o -> o);
  }

  /** With a window of different height and width, and options. */
  public LazyConv2d(int outChannels, Pair kernelSize, UnaryOperator<Options> options) {
    this(Check.options("LazyConv2d", options, options(outChannels, kernelSize)));
  }

  /** A layer from its arguments as data. */
  public LazyConv2d(Options options) {
    super("LazyConv2d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int outChannels, int kernelSize) {
    return Options.of("LazyConv2d", 2, 0, outChannels, kernelSize);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int outChannels, Pair k) {
    Check.notNull("LazyConv2d", "kernel_size", k);
    return Options.of("LazyConv2d", 2, 0, outChannels, k.h(), k.w());
  }
}
