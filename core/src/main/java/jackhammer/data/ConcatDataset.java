package jackhammer.data;

import jackhammer.internal.ops.Check;
import java.util.Arrays;
import java.util.List;

/**
 * Several data sets one after the other, as one.
 *
 * @param <T> the type of an item
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.ConcatDataset">torch.utils.data.ConcatDataset</a>
 */
public final class ConcatDataset<T> implements Dataset<T> {
  private final List<Dataset<T>> datasets;

  /** Where each part ends: PyTorch's {@code cumulative_sizes}. */
  private final int[] ends;

  /**
   * The items of the parts in their order.
   *
   * @throws IllegalArgumentException if there are no parts, or more than 2^31 - 1 items
   */
  public ConcatDataset(List<? extends Dataset<T>> datasets) {
    Check.noneNull(
        "ConcatDataset", "dataset", Check.notNull("ConcatDataset", "datasets", datasets).toArray());
    this.datasets = List.copyOf(datasets);
    if (this.datasets.isEmpty()) {
      throw new IllegalArgumentException("ConcatDataset: expected at least one data set, got none");
    }
    this.ends = new int[this.datasets.size()];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += this.datasets.get(i).size();
      if (end > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "ConcatDataset: expected at most 2147483647 items together, got more");
      }
      ends[i] = (int) end;
    }
  }

  /** The parts. */
  public List<Dataset<T>> datasets() {
    return datasets;
  }

  @Override
  public T get(int index) {
    Indices.check("ConcatDataset", index, size());
    // An empty part has the end of the one before it: the first end above the index is the one.
    int part = Arrays.binarySearch(ends, index);
    part = part < 0 ? -part - 1 : part + 1;
    while (ends[part] <= index) {
      part++;
    }
    return datasets.get(part).get(part == 0 ? index : index - ends[part - 1]);
  }

  @Override
  public int size() {
    return ends[ends.length - 1];
  }
}
