package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * Makes each channel of each entry of (N, C, L) have mean 0 and variance 1 over all positions; with
 * {@code affine} it is then multiplied by a weight and a bias is added, which are learned:
 *
 * <pre>{@code
 * y = (x - mean) / sqrt(variance + eps) * weight + bias
 * }</pre>
 *
 * <ul>
 *   <li>Input and output: (N, C, L) or (C, L).
 *   <li>Options: eps 1e-5, momentum 0.1, affine false, bias true (if affine), trackRunningStats
 *       false (with it, running statistics are kept in training and used in evaluation), dtype
 *       float32.
 *   <li>Errors: {@link IllegalArgumentException} for an input of another shape, and for one with a
 *       single position, unless running statistics are used.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new InstanceNorm1d(100).call(randn(20, 100, 35));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm1d.html">torch.nn.InstanceNorm1d</a>
 */
public sealed class InstanceNorm1d extends InstanceNorm permits LazyInstanceNorm1d {

  /** For an input of so many channels. */
  public InstanceNorm1d(int numFeatures) {
    this(options(numFeatures));
  }

  /** With options, for example {@code o -> o.momentum(0.01)}. */
  public InstanceNorm1d(int numFeatures, UnaryOperator<Options> options) {
    this(Check.options("InstanceNorm1d", options, options(numFeatures)));
  }

  /** From its arguments as data. */
  public InstanceNorm1d(Options options) {
    super("InstanceNorm1d", false, options);
  }

  /** The lazy form. */
  InstanceNorm1d(String layer, Options options) {
    super(layer, true, options);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int numFeatures) {
    return Options.of("InstanceNorm1d", 1, numFeatures, false);
  }
}
