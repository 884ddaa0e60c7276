package jackhammer.data;

import jackhammer.Generator;
import jackhammer.internal.ops.Check;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/**
 * Makes batches of a data set, shuffled or not, on the calling thread or ahead of it on worker
 * threads.
 *
 * <p>Each call of {@link #iterator()} is an epoch. From the same seed the shuffle is PyTorch's, and
 * as many random numbers are consumed; the batches and their order never depend on the timing of
 * the workers.
 *
 * <pre>{@code
 * var loader = new DataLoader<>(new FashionMnist(), o -> o.batchSize(64).shuffle(true));
 * for (Example batch : loader) {
 *   Tensor loss = criterion.call(net.call(batch.input()), batch.target());
 *   ...
 * }
 * }</pre>
 *
 * <p>An item that cannot be loaded stops the epoch with an {@link IllegalStateException} that names
 * the item; its cause is what the data set threw.
 *
 * @param <B> the type of a batch; without a collate function that of an item, see {@link Collate}
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.DataLoader">torch.utils.data.DataLoader</a>
 */
public final class DataLoader<B> implements Iterable<B> {
  private final Options options;
  private final Source<B> source;

  /** Batches of one item each, in order. */
  public DataLoader(Dataset<B> dataset) {
    this(dataset, o -> o);
  }

  /**
   * Batches that {@link Collate#defaultCollate} makes: tensors are stacked, arrays, records, lists
   * and maps keep their kind.
   *
   * @throws IllegalArgumentException if options exclude each other
   */
  public DataLoader(Dataset<B> dataset, UnaryOperator<Options> options) {
    this.options = Check.options("DataLoader", options, Options.DEFAULTS).checked();
    this.source =
        MapSource.collatingByDefault(Check.notNull("DataLoader", "dataset", dataset), this.options);
  }

  /**
   * Batches that {@code collate} makes of a list of items.
   *
   * @throws IllegalArgumentException if options exclude each other
   */
  public <T> DataLoader(
      Dataset<T> dataset,
      Function<? super List<T>, ? extends B> collate,
      UnaryOperator<Options> options) {
    this.options = Check.options("DataLoader", options, Options.DEFAULTS).checked();
    this.source =
        MapSource.collatingBy(
            Check.notNull("DataLoader", "dataset", dataset),
            Check.notNull("DataLoader", "collate", collate),
            this.options);
  }

  /**
   * Batches of items in the order in which they come.
   *
   * @throws IllegalArgumentException if a shuffle or a sampler is asked for
   */
  public DataLoader(IterableDataset<B> dataset, UnaryOperator<Options> options) {
    this.options = Check.options("DataLoader", options, Options.DEFAULTS).checkedForIterable();
    this.source =
        new IterableSource<>(
            Check.notNull("DataLoader", "dataset", dataset), Collate::defaultCollate, this.options);
  }

  /** The same with a collate function. */
  public <T> DataLoader(
      IterableDataset<T> dataset,
      Function<? super List<T>, ? extends B> collate,
      UnaryOperator<Options> options) {
    this.options = Check.options("DataLoader", options, Options.DEFAULTS).checkedForIterable();
    this.source =
        new IterableSource<>(
            Check.notNull("DataLoader", "dataset", dataset),
            Check.notNull("DataLoader", "collate", collate),
            this.options);
  }

  /** Starts an epoch. With workers, it loads ahead from this moment on. */
  @Override
  public Iterator<B> iterator() {
    Generator g = options.generator != null ? options.generator : Generator.defaultGenerator();
    // PyTorch draws the workers' seed even where there are none.
    long baseSeed = Draw.seed(g);
    return options.numWorkers == 0
        ? new DirectIterator<>(source)
        : new WorkerIterator<>(source, options, baseSeed);
  }

  /**
   * How many batches an epoch has.
   *
   * @throws UnsupportedOperationException over an {@link IterableDataset}, which has no length
   */
  public int size() {
    return source.size();
  }

  /** The options, as data. */
  public Options options() {
    return options;
  }

  /**
   * What a loader can be told, with PyTorch's defaults.
   *
   * @param batchSize items in a batch; default 1
   * @param shuffle whether each epoch has another random order; default false
   * @param sampler the order instead; default null
   * @param batchSampler the batches instead of all the above, often a {@link BatchSampler}; default
   *     null
   * @param numWorkers threads that load ahead; default 0, the calling thread loads
   * @param dropLast whether a last batch that is smaller is left out; default false
   * @param generator draws the shuffle and the workers' seeds; default null, the default generator
   * @param prefetchFactor batches that each worker is ahead; default 0, which means 2 with workers
   * @param workerInitFn called with the worker's number when a worker starts an epoch; default null
   */
  public record Options(
      int batchSize,
      boolean shuffle,
      Sampler sampler,
      Iterable<int[]> batchSampler,
      int numWorkers,
      boolean dropLast,
      Generator generator,
      int prefetchFactor,
      IntConsumer workerInitFn) {
    private static final Options DEFAULTS =
        new Options(1, false, null, null, 0, false, null, 0, null);

    /**
     * A copy with another {@code batchSize}.
     *
     * @throws IllegalArgumentException unless it is at least 1
     */
    public Options batchSize(int batchSize) {
      return new Options(
          atLeast("batchSize", 1, batchSize),
          shuffle,
          sampler,
          batchSampler,
          numWorkers,
          dropLast,
          generator,
          prefetchFactor,
          workerInitFn);
    }

    /** A copy with another {@code shuffle}. */
    public Options shuffle(boolean shuffle) {
      return new Options(
          batchSize,
          shuffle,
          sampler,
          batchSampler,
          numWorkers,
          dropLast,
          generator,
          prefetchFactor,
          workerInitFn);
    }

    /** A copy with another {@code sampler}. */
    public Options sampler(Sampler sampler) {
      return new Options(
          batchSize,
          shuffle,
          sampler,
          batchSampler,
          numWorkers,
          dropLast,
          generator,
          prefetchFactor,
          workerInitFn);
    }

    /** A copy with another {@code batchSampler}. */
    public Options batchSampler(Iterable<int[]> batchSampler) {
      return new Options(
          batchSize,
          shuffle,
          sampler,
          batchSampler,
          numWorkers,
          dropLast,
          generator,
          prefetchFactor,
          workerInitFn);
    }

    /**
     * A copy with another {@code numWorkers}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Options numWorkers(int numWorkers) {
      return new Options(
          batchSize,
          shuffle,
          sampler,
          batchSampler,
          atLeast("numWorkers", 0, numWorkers),
          dropLast,
          generator,
          prefetchFactor,
          workerInitFn);
    }

    /** A copy with another {@code dropLast}. */
    public Options dropLast(boolean dropLast) {
      return new Options(
          batchSize,
          shuffle,
          sampler,
          batchSampler,
          numWorkers,
          dropLast,
          generator,
          prefetchFactor,
          workerInitFn);
    }

    /** A copy with another {@code generator}. */
    public Options generator(Generator generator) {
      return new Options(
          batchSize,
          shuffle,
          sampler,
          batchSampler,
          numWorkers,
          dropLast,
          generator,
          prefetchFactor,
          workerInitFn);
    }

    /**
     * A copy with another {@code prefetchFactor}.
     *
     * @throws IllegalArgumentException unless it is at least 1
     */
    public Options prefetchFactor(int prefetchFactor) {
      return new Options(
          batchSize,
          shuffle,
          sampler,
          batchSampler,
          numWorkers,
          dropLast,
          generator,
          atLeast("prefetchFactor", 1, prefetchFactor),
          workerInitFn);
    }

    /** A copy with another {@code workerInitFn}. */
    public Options workerInitFn(IntConsumer workerInitFn) {
      return new Options(
          batchSize,
          shuffle,
          sampler,
          batchSampler,
          numWorkers,
          dropLast,
          generator,
          prefetchFactor,
          workerInitFn);
    }

    private static int atLeast(String option, int least, int value) {
      if (value < least) {
        throw new IllegalArgumentException(
            "DataLoader: expected %s of at least %d, got %d".formatted(option, least, value));
      }
      return value;
    }

    private Options checked() {
      if (sampler != null && shuffle) {
        throw new IllegalArgumentException(
            "DataLoader: expected a sampler or shuffle(true), got both; the sampler decides the"
                + " order, a RandomSampler shuffles");
      }
      if (batchSampler != null && (batchSize != 1 || shuffle || sampler != null || dropLast)) {
        throw new IllegalArgumentException(
            "DataLoader: expected no batchSize, shuffle, sampler or dropLast beside a batchSampler,"
                + " which decides all of it, got batchSize=%d, shuffle=%s, sampler=%s, dropLast=%s"
                    .formatted(batchSize, shuffle, sampler, dropLast));
      }
      if (numWorkers == 0 && prefetchFactor != 0) {
        throw new IllegalArgumentException(
            "DataLoader: expected numWorkers of at least 1 beside prefetchFactor=%d, got 0; without"
                    .formatted(prefetchFactor)
                + " workers nothing is loaded ahead");
      }
      return this;
    }

    private Options checkedForIterable() {
      if (shuffle || sampler != null || batchSampler != null) {
        throw new IllegalArgumentException(
            "DataLoader: expected no shuffle, sampler or batchSampler over an IterableDataset,"
                + " whose items have no index, got shuffle=%s, sampler=%s, batchSampler=%s"
                    .formatted(shuffle, sampler, batchSampler));
      }
      return checked();
    }

    /** How many batches each worker is ahead. */
    int prefetch() {
      return prefetchFactor == 0 ? 2 : prefetchFactor;
    }
  }
}
