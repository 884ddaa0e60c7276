package jackhammer.data;

import static jackhammer.DType.FLOAT64;

import jackhammer.Generator;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.function.UnaryOperator;

/**
 * Indices drawn with probabilities in proportion to weights; often used to balance classes.
 *
 * <pre>{@code
 * new WeightedRandomSampler(new double[] {0.1, 0.9, 0.4}, 5, o -> o)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.WeightedRandomSampler">torch.utils.data.WeightedRandomSampler</a>
 */
public final class WeightedRandomSampler implements Sampler {
  private final Tensor weights;
  private final int numSamples;
  private final Options options;

  /** {@code numSamples} indices an epoch, drawn with replacement. */
  public WeightedRandomSampler(double[] weights, int numSamples) {
    this(weights, numSamples, o -> o);
  }

  /**
   * {@code numSamples} indices an epoch.
   *
   * @param weights one for each item, at least 0, finite, not all 0; they need not sum to 1
   * @throws IllegalArgumentException if a weight is negative or not finite or all are 0, if nothing
   *     would be drawn, or if more would be drawn without replacement than there are weights above
   *     0
   */
  public WeightedRandomSampler(double[] weights, int numSamples, UnaryOperator<Options> options) {
    this.options = Check.options("WeightedRandomSampler", options, new Options(true, null));
    Check.notNull("WeightedRandomSampler", "weights", weights);
    int positive = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "WeightedRandomSampler: expected weights of at least 0, got %s at index %d"
                .formatted(weights[i], i));
      }
      positive += weights[i] > 0 ? 1 : 0;
    }
    if (positive == 0) {
      throw new IllegalArgumentException(
          "WeightedRandomSampler: expected at least one weight above 0, got none among "
              + weights.length);
    }
    if (numSamples <= 0) {
      throw new IllegalArgumentException(
          "WeightedRandomSampler: expected numSamples of at least 1, got " + numSamples);
    }
    if (!this.options.replacement && numSamples > positive) {
      throw new IllegalArgumentException(
          "WeightedRandomSampler: expected at most %d samples without replacement, because so many"
                  .formatted(positive)
              + " weights are above 0, got "
              + numSamples);
    }
    this.weights = Tensor.tensor(weights, o -> o.dtype(FLOAT64));
    this.numSamples = numSamples;
  }

  /**
   * How to draw.
   *
   * @param replacement whether an index can come again in the same epoch; default true
   * @param generator draws; default null, the default generator
   */
  public record Options(boolean replacement, Generator generator) {
    /** A copy with another {@code replacement}. */
    public Options replacement(boolean replacement) {
      return new Options(replacement, generator);
    }

    /** A copy with another {@code generator}. */
    public Options generator(Generator generator) {
      return new Options(replacement, generator);
    }
  }

  @Override
  public PrimitiveIterator.OfInt iterator() {
    return new LazyIndices(
        () ->
            Arrays.stream(
                    weights
                        .multinomial(numSamples, options.replacement, options.generator)
                        .toLongArray())
                .mapToInt(i -> (int) i)
                .toArray());
  }

  @Override
  public int size() {
    return numSamples;
  }
}
