package jackhammer.nn;

import jackhammer.Tensor;

/**
 * x - tanh(x), element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new Tanhshrink().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanhshrink.html">torch.nn.Tanhshrink</a>
 */
public final class Tanhshrink extends Module implements Layer {

  /** It has no arguments. */
  public Tanhshrink() {}

  @Override
  public Tensor forward(Tensor x) {
    return F.tanhshrink(x);
  }
}
