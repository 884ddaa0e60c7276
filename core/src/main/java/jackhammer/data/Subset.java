package jackhammer.data;

import jackhammer.internal.ops.Check;
import java.util.List;
import java.util.Optional;

/**
 * Some items of another data set, in any order, also more than once.
 *
 * <pre>{@code
 * var firstHundred = new Subset<>(data, IntStream.range(0, 100).toArray());
 * }</pre>
 *
 * @param <T> the type of an item
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.Subset">torch.utils.data.Subset</a>
 */
public final class Subset<T> implements Dataset<T> {
  private final Dataset<T> dataset;
  private final int[] indices;

  /**
   * The items of {@code dataset} at {@code indices}.
   *
   * @throws IndexOutOfBoundsException if the data set has no item of such an index
   */
  public Subset(Dataset<T> dataset, int... indices) {
    Check.notNull("Subset", "dataset", dataset);
    Check.notNull("Subset", "indices", indices);
    this.dataset = dataset;
    this.indices = indices.clone();
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= dataset.size()) {
        throw new IndexOutOfBoundsException(
            "Subset: expected indices from 0 to %d, got %d at position %d"
                .formatted(dataset.size() - 1, indices[i], i));
      }
    }
  }

  /** The data set that these items are from. */
  public Dataset<T> dataset() {
    return dataset;
  }

  /** A copy of the indices in it. */
  public int[] indices() {
    return indices.clone();
  }

  @Override
  public T get(int index) {
    return dataset.get(indices[Indices.check("Subset", index, indices.length)]);
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public List<T> getItems(int[] at) {
    return dataset.getItems(translate(at));
  }

  @Override
  public Optional<T> batch(int[] at) {
    return dataset.batch(translate(at));
  }

  private int[] translate(int[] at) {
    int[] there = new int[Check.notNull("Subset", "indices", at).length];
    for (int i = 0; i < at.length; i++) {
      there[i] = indices[Indices.check("Subset", at[i], indices.length)];
    }
    return there;
  }
}
