package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * Makes each channel of each entry of (N, C, H, W) have mean 0 and variance 1 over all positions;
 * with {@code affine} it is then multiplied by a weight and a bias is added, which are learned:
 *
 * <pre>{@code
 * y = (x - mean) / sqrt(variance + eps) * weight + bias
 * }</pre>
 *
 * <ul>
 *   <li>Input and output: (N, C, H, W) or (C, H, W).
 *   <li>Options: eps 1e-5, momentum 0.1, affine false, bias true (if affine), trackRunningStats
 *       false (with it, running statistics are kept in training and used in evaluation), dtype
 *       float32.
 *   <li>Errors: {@link IllegalArgumentException} for an input of another shape, and for one with a
 *       single position, unless running statistics are used.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new InstanceNorm2d(100).call(randn(20, 100, 35, 45));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html">torch.nn.InstanceNorm2d</a>
 */
public sealed class InstanceNorm2d extends InstanceNorm permits LazyInstanceNorm2d {

  /** For an input of so many channels. */
  public InstanceNorm2d(int numFeatures) {
    this(options(numFeatures));
  }

  /** With options, for example {@code o -> o.momentum(0.01)}. */
  public InstanceNorm2d(int numFeatures, UnaryOperator<Options> options) {
    this(Check.options("InstanceNorm2d", options, options(numFeatures)));
  }

  /** From its arguments as data. */
  public InstanceNorm2d(Options options) {
    super("InstanceNorm2d", false, options);
  }

  /** The lazy form. */
  InstanceNorm2d(String layer, Options options) {
    super(layer, true, options);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int numFeatures) {
    return Options.of("InstanceNorm2d", 2, numFeatures, false);
  }
}
