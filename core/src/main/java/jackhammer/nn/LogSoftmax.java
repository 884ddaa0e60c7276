package jackhammer.nn;

import jackhammer.Tensor;

/**
 * The logarithm of {@link Softmax}, without its loss of digits. Input and output have one size.
 *
 * <pre>{@code
 * Tensor y = new LogSoftmax(1).call(randn(2, 3));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html">torch.nn.LogSoftmax</a>
 */
public final class LogSoftmax extends Module implements Layer {
  private final int dim;

  /**
   * @param dim the dimension along which the numbers sum to 1; negative ones count from the end
   */
  public LogSoftmax(int dim) {
    this.dim = dim;
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.logSoftmax(dim);
  }

  @Override
  protected String extraRepr() {
    return "dim=" + dim;
  }
}
