package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;

/**
 * {@link Softmax} over the channels at each position of (N, C, H, W) or (C, H, W).
 *
 * <pre>{@code
 * Tensor y = new Softmax2d().call(randn(2, 3, 12, 13));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax2d.html">torch.nn.Softmax2d</a>
 */
public final class Softmax2d extends Module implements Layer {

  /** It has no arguments. */
  public Softmax2d() {}

  @Override
  public Tensor forward(Tensor x) {
    Check.notNull("Softmax2d", "input", x);
    if (x.dim() != 3 && x.dim() != 4) {
      throw new IllegalArgumentException(
          "Softmax2d: input must have 4 dimensions (N, C, H, W) or, without a batch, 3, got "
              + Check.show(x));
    }
    return x.softmax(-3);
  }
}
