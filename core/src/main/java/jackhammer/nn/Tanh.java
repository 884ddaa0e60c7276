package jackhammer.nn;

import jackhammer.Tensor;

/**
 * The hyperbolic tangent, element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new Tanh().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanh.html">torch.nn.Tanh</a>
 */
public final class Tanh extends Module implements Layer {

  /** It has no arguments. */
  public Tanh() {}

  @Override
  public Tensor forward(Tensor x) {
    return x.tanh();
  }
}
