package jackhammer.data;

import jackhammer.Generator;
import jackhammer.internal.ops.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Items with an index from 0 to {@code size() - 1}: {@code torch.utils.data.Dataset}.
 *
 * <p>An item is whatever the training loop wants to see as a batch: a tensor, an array or a record
 * of tensors (see {@link Collate}). A {@link DataLoader} with worker threads calls {@link #get}
 * from several threads at once.
 *
 * <pre>{@code
 * record Squares(int size) implements Dataset<Tensor> {
 *   public Tensor get(int index) {
 *     return tensor((float) index * index);
 *   }
 * }
 * }</pre>
 *
 * @param <T> the type of an item
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.Dataset">torch.utils.data.Dataset</a>
 */
public interface Dataset<T> {
  /**
   * One item.
   *
   * @throws IndexOutOfBoundsException if there is no such item
   */
  T get(int index);

  /** How many items there are. */
  int size();

  /**
   * Several items, in that order: PyTorch's {@code __getitems__}.
   *
   * @throws IllegalStateException if one cannot be loaded; it names the index, and its cause is
   *     what {@link #get} threw
   */
  default List<T> getItems(int[] indices) {
    Check.notNull("Dataset.getItems", "indices", indices);
    List<T> items = new ArrayList<>(indices.length);
    for (int i : indices) {
      try {
        items.add(get(i));
      } catch (RuntimeException e) {
        throw new IllegalStateException("Dataset: item " + i + " could not be loaded: " + e, e);
      }
    }
    return items;
  }

  /**
   * A whole batch at once, for data sets that make it faster than item by item. It must equal
   * {@code Collate.defaultCollate(getItems(indices))}, and is used by loaders that collate by
   * default.
   *
   * @return the batch, or empty (the default) if there is no faster way
   */
  default Optional<T> batch(int[] indices) {
    return Optional.empty();
  }

  /**
   * A data set of the same length whose items are made from this one's, each time they are asked.
   */
  default <R> Dataset<R> map(Function<? super T, ? extends R> function) {
    Check.notNull("Dataset.map", "function", function);
    Dataset<T> source = this;
    return new Dataset<>() {
      @Override
      public R get(int index) {
        return function.apply(source.get(index));
      }

      @Override
      public int size() {
        return source.size();
      }
    };
  }

  /** A data set of the items of a list. */
  static <T> Dataset<T> of(List<? extends T> items) {
    Check.noneNull("Dataset.of", "item", Check.notNull("Dataset.of", "items", items).toArray());
    List<T> copy = List.copyOf(items);
    return new Dataset<>() {
      @Override
      public T get(int index) {
        return copy.get(Indices.check("Dataset", index, copy.size()));
      }

      @Override
      public int size() {
        return copy.size();
      }
    };
  }

  /**
   * Splits at random into parts of these lengths, with the permutation that {@code
   * torch.utils.data.random_split} draws from the default generator.
   *
   * <pre>{@code
   * var parts = randomSplit(data, 50_000, 10_000);
   * }</pre>
   *
   * @throws IllegalArgumentException if a length is negative or they do not sum to the data set's
   */
  static <T> List<Subset<T>> randomSplit(Dataset<T> dataset, int... lengths) {
    return randomSplit(dataset, Generator.defaultGenerator(), lengths);
  }

  /** The same with a generator of one's own. */
  static <T> List<Subset<T>> randomSplit(Dataset<T> dataset, Generator generator, int... lengths) {
    return RandomSplit.byLengths(dataset, generator, lengths);
  }

  /**
   * Splits at random into fractions that sum to 1; what rounding down leaves over goes to the parts
   * one by one, from the first.
   *
   * @throws IllegalArgumentException if a fraction is not in [0, 1] or they do not sum to 1
   */
  static <T> List<Subset<T>> randomSplit(Dataset<T> dataset, double... fractions) {
    return randomSplit(dataset, Generator.defaultGenerator(), fractions);
  }

  /** The same with a generator of one's own. */
  static <T> List<Subset<T>> randomSplit(
      Dataset<T> dataset, Generator generator, double... fractions) {
    return RandomSplit.byFractions(dataset, generator, fractions);
  }
}
