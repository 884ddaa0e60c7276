package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.text.PyFormat;
import java.util.function.UnaryOperator;

/**
 * Divides each number by a power of the mean square of its neighbours in the channels:
 *
 * <pre>{@code
 * y = x / (k + alpha * mean of x^2 over `size` channels)^beta
 * }</pre>
 *
 * <ul>
 *   <li>Input and output: (N, C, *). The window reaches over size / 2 channels before and (size -
 *       1) / 2 after; channels that are not there count as 0.
 *   <li>Options: alpha 1e-4, beta 0.75, k 1.
 *   <li>Errors: {@link IllegalArgumentException} if size is not positive or the input has fewer
 *       than 3 dimensions.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new LocalResponseNorm(2).call(randn(32, 5, 24, 24));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html">torch.nn.LocalResponseNorm</a>
 */
public final class LocalResponseNorm extends Module implements Layer {

  /**
   * The optional arguments.
   *
   * @param alpha factor of the mean square
   * @param beta exponent
   * @param k summand
   */
  public record Options(double alpha, double beta, double k) {
    static final Options DEFAULT = new Options(1e-4, 0.75, 1);

    /** With another factor of the mean square. */
    public Options alpha(double value) {
      return new Options(value, beta, k);
    }

    /** With another exponent. */
    public Options beta(double value) {
      return new Options(alpha, value, k);
    }

    /** With another summand. */
    public Options k(double value) {
      return new Options(alpha, beta, value);
    }
  }

  private final int size;
  private final Options options;

  /** Over so many channels. */
  public LocalResponseNorm(int size) {
    this(size, o -> o);
  }

  /** With options, for example {@code o -> o.alpha(1e-3)}. */
  public LocalResponseNorm(int size, UnaryOperator<Options> options) {
    this.options = Check.options("LocalResponseNorm", options, Options.DEFAULT);
    F.checkNeighbours("LocalResponseNorm", size);
    this.size = size;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.localResponseNorm("LocalResponseNorm", x, size, options);
  }

  @Override
  protected String extraRepr() {
    return String.format(
        "%d, alpha=%s, beta=%s, k=%s",
        size, PyFormat.repr(options.alpha), PyFormat.repr(options.beta), PyFormat.repr(options.k));
  }
}
