package jackhammer.data;

import jackhammer.internal.ops.Check;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * From the first item to the last.
 *
 * @param dataset the data set that is visited
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.SequentialSampler">torch.utils.data.SequentialSampler</a>
 */
public record SequentialSampler(Dataset<?> dataset) implements Sampler {
  /** Checks that there is a data set. */
  public SequentialSampler {
    Check.notNull("SequentialSampler", "dataset", dataset);
  }

  @Override
  public PrimitiveIterator.OfInt iterator() {
    return IntStream.range(0, dataset.size()).iterator();
  }

  @Override
  public int size() {
    return dataset.size();
  }
}
