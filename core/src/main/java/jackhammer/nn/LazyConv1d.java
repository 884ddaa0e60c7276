package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A {@link Conv1d} whose input channels are those of its first input: until then it has no weights,
 * afterwards it is and prints as a Conv1d.
 *
 * <ul>
 *   <li>Input, output and options: as Conv1d.
 *   <li>Errors: as Conv1d; {@link IllegalStateException} where the weights are used before the
 *       first call.
 * </ul>
 *
 * <pre>{@code
 * var layer = new LazyConv1d(8, 3);
 * layer.call(randn(20, 16, 50));
 * layer.weight().size();
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv1d.html">torch.nn.LazyConv1d</a>
 */
public final class LazyConv1d extends Conv1d {

  /** A layer with all options at their defaults. */
  public LazyConv1d(int outChannels, int kernelSize) {
    this(outChannels, kernelSize, o -> o);
  }

  /** A layer with options, for example {@code o -> o.stride(2).bias(false)}. */
  public LazyConv1d(int outChannels, int kernelSize, UnaryOperator<Options> options) {
    this(Check.options("LazyConv1d", options, options(outChannels, kernelSize)));
  }

  /** A layer from its arguments as data. */
  public LazyConv1d(Options options) {
    super("LazyConv1d", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int outChannels, int kernelSize) {
    return Options.of("LazyConv1d", 1, 0, outChannels, kernelSize);
  }
}
