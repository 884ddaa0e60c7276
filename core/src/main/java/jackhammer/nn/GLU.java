package jackhammer.nn;

import jackhammer.Tensor;

/**
 * The first half along a dimension times the sigmoid of the second half: the size of that
 * dimension, which must be even, is halved.
 *
 * <pre>{@code
 * Tensor y = new GLU().call(randn(4, 2)); // (4, 1)
 * }</pre>
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GLU.html">torch.nn.GLU</a>
 */
public final class GLU extends Module implements Layer {
  private final int dim;

  /** With the dimension that is halved; negative ones count from the end = -1. */
  public GLU() {
    this(-1);
  }

  /**
   * @param dim the dimension that is halved; negative ones count from the end
   */
  public GLU(int dim) {
    this.dim = dim;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.glu(x, dim);
  }

  @Override
  protected String extraRepr() {
    return "dim=" + dim;
  }
}
