package jackhammer.nn;

import java.util.function.UnaryOperator;

/**
 * A {@link Linear} whose input features are those of its first input: until then it has no weights,
 * afterwards it is and prints as a Linear.
 *
 * <ul>
 *   <li>Input, output and options: as Linear.
 *   <li>Errors: as Linear; {@link IllegalStateException} where the weights are used before the
 *       first call.
 * </ul>
 *
 * <pre>{@code
 * var net = new Sequential(new Conv2d(1, 6, 5), new Flatten(), new LazyLinear(10));
 * net.call(randn(8, 1, 28, 28)); // (8, 10)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyLinear.html">torch.nn.LazyLinear</a>
 */
public final class LazyLinear extends Linear {

  /** A layer with bias. */
  public LazyLinear(int outFeatures) {
    this(outFeatures, o -> o);
  }

  /** A layer with options, for example {@code o -> o.bias(false)}. */
  public LazyLinear(int outFeatures, UnaryOperator<Options> options) {
    super("LazyLinear", true, 0, outFeatures, options);
  }
}
