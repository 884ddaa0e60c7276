package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * Makes each channel of (N, C, L) or (N, C) have mean 0 and variance 1 over the batch and all
 * positions, then multiplies it by a weight and adds a bias, which are learned:
 *
 * <pre>{@code
 * y = (x - mean) / sqrt(variance + eps) * weight + bias
 * }</pre>
 *
 * <p>In training mean and variance (divided by n) are those of the input, and the running ones go
 * towards them: running = (1 - momentum) * running + momentum * new, with the variance divided by n
 * - 1. In evaluation the running ones are used.
 *
 * <ul>
 *   <li>Input and output: (N, C, L) or (N, C).
 *   <li>Options: eps 1e-5, momentum 0.1 (null: the running statistics are the mean of all batches),
 *       affine true, bias true, trackRunningStats true (without, the input's own statistics are
 *       used in evaluation as well), dtype float32.
 *   <li>Errors: {@link IllegalArgumentException} for an input of another shape, and in training for
 *       one with a single number for each channel.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new BatchNorm1d(100).call(randn(20, 100, 35));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html">torch.nn.BatchNorm1d</a>
 */
public sealed class BatchNorm1d extends BatchNorm permits LazyBatchNorm1d {

  /** For an input of so many channels. */
  public BatchNorm1d(int numFeatures) {
    this(options(numFeatures));
  }

  /** With options, for example {@code o -> o.momentum(0.01)}. */
  public BatchNorm1d(int numFeatures, UnaryOperator<Options> options) {
    this(Check.options("BatchNorm1d", options, options(numFeatures)));
  }

  /** From its arguments as data. */
  public BatchNorm1d(Options options) {
    super("BatchNorm1d", false, options);
  }

  /** The lazy form. */
  BatchNorm1d(String layer, Options options) {
    super(layer, true, options);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int numFeatures) {
    return Options.of("BatchNorm1d", 1, numFeatures, true);
  }
}
