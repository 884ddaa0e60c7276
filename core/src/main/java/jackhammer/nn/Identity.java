package jackhammer.nn;

import jackhammer.Tensor;

/**
 * Gives back what it takes: a place holder.
 *
 * <pre>{@code
 * Tensor y = new Identity().call(x); // x
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Identity.html">torch.nn.Identity</a>
 */
public final class Identity extends Module implements Layer {

  /** It has no arguments. */
  public Identity() {}

  @Override
  public Tensor forward(Tensor x) {
    return x;
  }
}
