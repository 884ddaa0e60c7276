package jackhammer.nn;

import jackhammer.Tensor;

/**
 * x / (1 + |x|), element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new Softsign().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softsign.html">torch.nn.Softsign</a>
 */
public final class Softsign extends Module implements Layer {

  /** It has no arguments. */
  public Softsign() {}

  @Override
  public Tensor forward(Tensor x) {
    return F.softsign(x);
  }
}
