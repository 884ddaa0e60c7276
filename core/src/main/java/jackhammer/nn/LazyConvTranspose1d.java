package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A {@link ConvTranspose1d} whose input channels are those of its first input: until then it has no
 * weights, afterwards it is and prints as a ConvTranspose1d.
 *
 * <ul>
 *   <li>Input, output and options: as ConvTranspose1d.
 *   <li>Errors: as ConvTranspose1d; {@link IllegalStateException} where the weights are used before
 *       the first call.
 * </ul>
 *
 * <pre>{@code
 * var layer = new LazyConvTranspose1d(8, 3);
 * layer.call(randn(20, 16, 50));
 * layer.weight().size();
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose1d.html">torch.nn.LazyConvTranspose1d</a>
 */
public final class LazyConvTranspose1d extends ConvTranspose1d {

  /** A layer with all options at their defaults. */
  public LazyConvTranspose1d(int outChannels, int kernelSize) {
    this(outChannels, kernelSize, o -> o);
  }

  /** A layer with options, for example {@code o -> o.stride(2).bias(false)}. */
  public LazyConvTranspose1d(int outChannels, int kernelSize, UnaryOperator<Options> options) {
    this(Check.options("LazyConvTranspose1d", options, options(outChannels, kernelSize)));
  }

  /** A layer from its arguments as data. */
  public LazyConvTranspose1d(Options options) {
    super("LazyConvTranspose1d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int outChannels, int kernelSize) {
    return Options.of("LazyConvTranspose1d", 1, 0, outChannels, kernelSize);
  }
}
