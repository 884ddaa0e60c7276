package jackhammer.nn;

import jackhammer.Tensor;

/**
 * Dimensions made one: by default all but the batch.
 *
 * <pre>{@code
 * Tensor y = new Flatten().call(randn(32, 16, 5, 5)); // (32, 400)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Flatten.html">torch.nn.Flatten</a>
 */
public final class Flatten extends Module implements Layer {
  private final int startDim;
  private final int endDim;

  /** Dimensions 1 to the last. */
  public Flatten() {
    this(1, -1);
  }

  /**
   * @param startDim the first dimension of those made one
   * @param endDim the last of them, included
   */
  public Flatten(int startDim, int endDim) {
    this.startDim = startDim;
    this.endDim = endDim;
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.flatten(startDim, endDim);
  }

  @Override
  protected String extraRepr() {
    return "start_dim=" + startDim + ", end_dim=" + endDim;
  }
}
