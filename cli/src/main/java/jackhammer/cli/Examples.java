package jackhammer.cli;

import jackhammer.Autograd;
import jackhammer.Generator;
import jackhammer.Jackhammer;
import jackhammer.data.DataLoader;
import jackhammer.data.Dataset;
import jackhammer.data.Subset;
import jackhammer.nn.Module;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The examples that a network learns from or is judged by, ready to come in batches.
 *
 * @param <B> a batch
 */
final class Examples<B> {
  private static final int JUDGED_AT_ONCE = 256;

  private final Part part;
  private final int size;
  private final String unit;
  private final String source;
  private final Batches<B> batches;

  private Examples(Part part, int size, String unit, String source, Batches<B> batches) {
    this.part = part;
    this.size = size;
    this.unit = unit;
    this.source = source;
    this.batches = batches;
  }

  /** What makes batches, whatever the single items are. */
  private interface Batches<B> {
    DataLoader<B> load(UnaryOperator<DataLoader.Options> options);

    Batches<B> at(int... indices);
  }

  private record Stacked<B>(Dataset<B> items) implements Batches<B> {
    @Override
    public DataLoader<B> load(UnaryOperator<DataLoader.Options> options) {
      return new DataLoader<>(items, options);
    }

    @Override
    public Batches<B> at(int... indices) {
      return new Stacked<>(new Subset<>(items, indices));
    }
  }

  private record Collated<T, B>(Dataset<T> items, Function<List<T>, B> collate)
      implements Batches<B> {
    @Override
    public DataLoader<B> load(UnaryOperator<DataLoader.Options> options) {
      return new DataLoader<>(items, collate, options);
    }

    @Override
    public Batches<B> at(int... indices) {
      return new Collated<>(new Subset<>(items, indices), collate);
    }
  }

  /**
   * Items that are stacked to batches of the same type, as {@link jackhammer.data.Example}s are.
   *
   * @param unit what an item is, in the plural: "pictures"
   * @param source where they are from, in words
   */
  static <B> Examples<B> of(Part part, Dataset<B> items, String unit, String source) {
    return new Examples<>(part, items.size(), unit, source, new Stacked<>(items));
  }

  /** The same, with batches that {@code collate} makes: of items of different lengths, say. */
  static <T, B> Examples<B> of(
      Part part, Dataset<T> items, Function<List<T>, B> collate, String unit, String source) {
    return new Examples<>(part, items.size(), unit, source, new Collated<>(items, collate));
  }

  Part part() {
    return part;
  }

  int size() {
    return size;
  }

  String unit() {
    return unit;
  }

  String source() {
    return source;
  }

  /** All of them, in another order each time. */
  DataLoader<B> shuffled(int batchSize) {
    return batches.load(o -> o.batchSize(batchSize).shuffle(true));
  }

  /** Some of them as one batch. */
  B batch(int... indices) {
    // A generator of its own: to look at examples does not change what is drawn later.
    var one = batches.at(indices).load(o -> o.batchSize(indices.length).generator(new Generator()));
    return one.iterator().next();
  }

  /** Looks at a batch; {@code from} is the number of its first example. */
  interface Look<B> {
    Score at(B batch, int from);
  }

  /** One pass over all of them in order, without learning, and the sum of the scores. */
  Score pass(Module network, Progress progress, Look<B> look) {
    network.eval();
    Score sum = Score.NONE;
    for (B batch : batches.load(o -> o.batchSize(JUDGED_AT_ONCE))) {
      int from = (int) sum.examples();
      Score more = Jackhammer.step(() -> Autograd.noGrad(() -> look.at(batch, from)));
      sum = sum.plus(more);
      progress.by(more.examples());
    }
    return sum;
  }

  /**
   * Parts training examples in two, by their order and so the same for every seed: first those that
   * stay, then the last {@code share} of them, for validation.
   *
   * @throws UserError if one side would have none
   */
  List<Examples<B>> holdOut(double share) {
    int held = (int) Math.round(share * size);
    int kept = size - held;
    if (held == 0 || kept == 0) {
      throw new UserError(
          "--validation: expected a share that leaves %s on both sides, got %s of %,d"
              .formatted(unit, share, size));
    }
    return List.of(range(Part.TRAINING, 0, kept), range(Part.VALIDATION, kept, size));
  }

  /** The first {@code most} of them, or all. */
  Examples<B> first(int most) {
    return range(part, 0, Math.min(most, size));
  }

  private Examples<B> range(Part of, int from, int to) {
    int[] indices = IntStream.range(from, to).toArray();
    return new Examples<>(of, indices.length, unit, source, batches.at(indices));
  }
}
