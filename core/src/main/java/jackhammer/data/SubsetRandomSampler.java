package jackhammer.data;

import jackhammer.Generator;
import jackhammer.internal.ops.Check;
import java.util.Arrays;
import java.util.PrimitiveIterator;

/**
 * Some indices in random order, each once.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.SubsetRandomSampler">torch.utils.data.SubsetRandomSampler</a>
 */
public final class SubsetRandomSampler implements Sampler {
  private final int[] indices;
  private final Generator generator;

  /** These indices, in an order from the default generator. */
  public SubsetRandomSampler(int... indices) {
    this(Generator.defaultGenerator(), indices);
  }

  /** These indices, in an order from {@code generator}. */
  public SubsetRandomSampler(Generator generator, int... indices) {
    this.indices = Check.notNull("SubsetRandomSampler", "indices", indices).clone();
    this.generator = Check.notNull("SubsetRandomSampler", "generator", generator);
  }

  @Override
  public PrimitiveIterator.OfInt iterator() {
    return new LazyIndices(
        () ->
            Arrays.stream(generator.randperm(indices.length))
                .mapToInt(i -> indices[(int) i])
                .toArray());
  }

  @Override
  public int size() {
    return indices.length;
  }
}
