package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.text.PyFormat;

/**
 * log(1 + exp(beta * x)) / beta, and x itself where beta * x is above a threshold, element by
 * element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new Softplus().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html">torch.nn.Softplus</a>
 */
public final class Softplus extends Module implements Layer {
  private final double beta;
  private final double threshold;

  /** With how sharp the bend is = 1, above it the function is x = 20. */
  public Softplus() {
    this(1, 20);
  }

  /**
   * @param beta how sharp the bend is
   * @param threshold above it the function is x
   */
  public Softplus(double beta, double threshold) {
    F.checkNotZero("Softplus", "beta", beta);
    this.beta = beta;
    this.threshold = threshold;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.softplus(x, beta, threshold);
  }

  @Override
  protected String extraRepr() {
    return "beta=" + PyFormat.repr(beta) + ", threshold=" + PyFormat.repr(threshold);
  }
}
