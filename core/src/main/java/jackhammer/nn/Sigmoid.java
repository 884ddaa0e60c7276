package jackhammer.nn;

import jackhammer.Tensor;

/**
 * 1 / (1 + exp(-x)), element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new Sigmoid().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html">torch.nn.Sigmoid</a>
 */
public final class Sigmoid extends Module implements Layer {

  /** It has no arguments. */
  public Sigmoid() {}

  @Override
  public Tensor forward(Tensor x) {
    return x.sigmoid();
  }
}
