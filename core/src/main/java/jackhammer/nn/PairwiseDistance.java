package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The distances of vectors: the norm of x1 - x2 + eps along the last dimension.
 *
 * <ul>
 *   <li>Inputs: (N, D) or (D), or any sizes that broadcast.
 *   <li>Output: (N) or (), with keepdim (N, 1) or (1).
 *   <li>Options: p 2, eps 1e-6, keepdim false.
 * </ul>
 *
 * <pre>{@code
 * Tensor d = new PairwiseDistance().call(randn(100, 128), randn(100, 128)); // (100)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PairwiseDistance.html">torch.nn.PairwiseDistance</a>
 */
public final class PairwiseDistance extends Module {

  /**
   * The options, immutable.
   *
   * @param p which norm; default 2
   * @param eps is added to the differences; default 1e-6
   * @param keepdim whether the last dimension stays, with size 1; default false
   */
  public record Options(double p, double eps, boolean keepdim) {
    static final Options DEFAULT = new Options(2, 1e-6, false);

    /** With another norm. */
    public Options p(double value) {
      return new Options(value, eps, keepdim);
    }

    /** With another summand of the differences. */
    public Options eps(double value) {
      return new Options(p, value, keepdim);
    }

    /** With the last dimension, or without. */
    public Options keepdim(boolean value) {
      return new Options(p, eps, value);
    }
  }

  private final Options options;

  /** With all options at their defaults. */
  public PairwiseDistance() {
    this(o -> o);
  }

  /** With options, for example {@code o -> o.p(1)}. */
  public PairwiseDistance(UnaryOperator<Options> options) {
    this.options = Check.options("PairwiseDistance", options, Options.DEFAULT);
  }

  /** The distances of the vectors of x1 from those of x2. */
  public Tensor call(Tensor x1, Tensor x2) {
    return call(
        new Object[] {x1, x2},
        in -> F.pairwiseDistance((Tensor) in[0], (Tensor) in[1], o -> options));
  }
}
