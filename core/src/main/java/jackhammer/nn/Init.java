package jackhammer.nn;

import jackhammer.Autograd;
import jackhammer.Tensor;

/**
 * Fills for weights, PyTorch's {@code torch.nn.init}: each changes a tensor in place, outside the
 * graph, and returns it. From the same seed they draw PyTorch's numbers.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.init.html">torch.nn.init</a>
 */
public final class Init {
  private Init() {}

  /** Uniform numbers in [a, b). */
  public static Tensor uniform_(Tensor t, double a, double b) {
    return Autograd.noGrad(() -> t.uniform_(a, b));
  }

  /** PyTorch's default for weights: U(-b, b) for both, b = 1 / sqrt(fan_in) of the weight. */
  static void uniformByFanIn_(Tensor weight, Tensor bias) {
    long fanIn = weight.numel() / Math.max(weight.size(0), 1);
    double gain = Math.sqrt(2.0 / (1 + 5));
    double bound = Math.sqrt(3.0) * (gain / Math.sqrt(fanIn));
    uniform_(weight, -bound, bound);
    if (bias != null) {
      double biasBound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
      uniform_(bias, -biasBound, biasBound);
    }
  }
}
