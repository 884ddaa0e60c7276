package jackhammer.data;

import jackhammer.internal.ops.Check;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Batches of items that come by themselves; a task says nothing but "the next". */
final class IterableSource<T, B> implements Source<B> {
  private static final int[] NEXT = {};

  private final IterableDataset<T> dataset;
  private final Function<? super List<T>, ? extends B> collate;
  private final int batchSize;
  private final boolean dropLast;

  IterableSource(
      IterableDataset<T> dataset,
      Function<? super List<T>, ? extends B> collate,
      DataLoader.Options options) {
    Check.notNull("DataLoader", "dataset", dataset);
    Check.notNull("DataLoader", "collate", collate);
    this.dataset = dataset;
    this.collate = collate;
    this.batchSize = options.batchSize();
    this.dropLast = options.dropLast();
  }

  @Override
  public Iterator<int[]> tasks() {
    return Stream.generate(() -> NEXT).iterator();
  }

  @Override
  public Fetcher<B> fetcher() {
    Iterator<T> items = dataset.iterator();
    return new Fetcher<>() {
      private long count;
      private boolean ended;

      @Override
      public B fetch(int[] task) {
        List<T> batch = new ArrayList<>(batchSize);
        while (!ended && batch.size() < batchSize) {
          try {
            if (items.hasNext()) {
              batch.add(items.next());
              count++;
            } else {
              ended = true;
            }
          } catch (RuntimeException e) {
            throw new IllegalStateException(
                "IterableDataset: item %d, counted from 0, could not be loaded: %s"
                    .formatted(count, e),
                e);
          }
        }
        boolean tooFew = batch.isEmpty() || dropLast && batch.size() < batchSize;
        return tooFew ? null : collated(batch);
      }

      private B collated(List<T> batch) {
        try {
          return collate.apply(batch);
        } catch (RuntimeException e) {
          throw new IllegalStateException(
              "DataLoader: the items %d to %d, counted from 0, could not be made a batch: %s"
                  .formatted(count - batch.size(), count - 1, e.getMessage()),
              e);
        }
      }
    };
  }

  @Override
  public int size() {
    throw new UnsupportedOperationException(
        "DataLoader: an IterableDataset does not say how many items it has");
  }
}
