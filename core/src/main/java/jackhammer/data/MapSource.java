package jackhammer.data;

import jackhammer.internal.ops.Check;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Batches of items that have an index; a task is the indices of a batch. */
final class MapSource<B> implements Source<B> {
  private final Function<int[], B> load;
  private final Iterable<int[]> batches;

  private MapSource(Dataset<?> dataset, Function<int[], B> load, DataLoader.Options options) {
    Check.notNull("DataLoader", "dataset", dataset);
    this.load = load;
    if (options.batchSampler() != null) {
      this.batches = options.batchSampler();
    } else {
      Sampler order;
      if (options.sampler() != null) {
        order = options.sampler();
      } else if (options.shuffle()) {
        order = new RandomSampler(dataset, o -> o.generator(options.generator()));
      } else {
        order = new SequentialSampler(dataset);
      }
      this.batches = new BatchSampler(order, options.batchSize(), options.dropLast());
    }
  }

  /** Batches by the default collate function, or the data set's own faster way to the same. */
  static <B> MapSource<B> collatingByDefault(Dataset<B> dataset, DataLoader.Options options) {
    return new MapSource<>(
        dataset,
        indices ->
            whole(dataset, indices)
                .orElseGet(
                    () -> collated(Collate::<B>defaultCollate, dataset.getItems(indices), indices)),
        options);
  }

  static <T, B> MapSource<B> collatingBy(
      Dataset<T> dataset,
      Function<? super List<T>, ? extends B> collate,
      DataLoader.Options options) {
    Check.notNull("DataLoader", "collate", collate);
    return new MapSource<>(
        dataset, indices -> collated(collate, dataset.getItems(indices), indices), options);
  }

  private static <T, B> B collated(
      Function<? super List<T>, ? extends B> collate, List<T> items, int[] indices) {
    try {
      return collate.apply(items);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "DataLoader: the items %s could not be made a batch: %s"
              .formatted(Arrays.toString(indices), e.getMessage()),
          e);
    }
  }

  private static <B> Optional<B> whole(Dataset<B> dataset, int[] indices) {
    try {
      return dataset.batch(indices);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "DataLoader: the batch of the items %s could not be loaded: %s"
              .formatted(Arrays.toString(indices), e),
          e);
    }
  }

  @Override
  public Iterator<int[]> tasks() {
    return batches.iterator();
  }

  @Override
  public Fetcher<B> fetcher() {
    return indices -> {
      B batch = load.apply(indices);
      if (batch == null) {
        throw new IllegalStateException(
            "DataLoader: expected a batch from the collate function, got null");
      }
      return batch;
    };
  }

  @Override
  public int size() {
    return switch (batches) {
      case BatchSampler b -> b.size();
      case Collection<int[]> c -> c.size();
      default ->
          throw new UnsupportedOperationException(
              "DataLoader: expected a BatchSampler or a collection as batchSampler, got "
                  + batches.getClass().getName()
                  + ", which does not say how many batches it has");
    };
  }
}
