package jackhammer.data;

import jackhammer.Generator;
import jackhammer.internal.ops.Check;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.UnaryOperator;

/**
 * All items in random order, or items drawn with replacement.
 *
 * <p>Without a generator each epoch takes a seed from the default generator and draws from a new
 * one, as PyTorch does: from the same seed the order is PyTorch's.
 *
 * <pre>{@code
 * new RandomSampler(data)
 * new RandomSampler(data, o -> o.replacement(true).numSamples(1000))
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.RandomSampler">torch.utils.data.RandomSampler</a>
 */
public final class RandomSampler implements Sampler {
  /** With replacement PyTorch draws runs of this length. */
  private static final int RUN = 32;

  private final Dataset<?> dataset;
  private final Options options;

  /** All items once, in random order. */
  public RandomSampler(Dataset<?> dataset) {
    this(dataset, o -> o);
  }

  /**
   * A random order as the options say.
   *
   * @throws IllegalArgumentException if nothing would be drawn, or from nothing
   */
  public RandomSampler(Dataset<?> dataset, UnaryOperator<Options> options) {
    this.dataset = Check.notNull("RandomSampler", "dataset", dataset);
    this.options = Check.options("RandomSampler", options, new Options(false, 0, null));
    if (size() <= 0) {
      throw new IllegalArgumentException(
          "RandomSampler: expected numSamples of at least 1, got "
              + size()
              + "; the data set is empty");
    }
    if (dataset.size() == 0) {
      throw new IllegalArgumentException(
          "RandomSampler: expected a data set with items to draw from, got an empty one");
    }
  }

  /**
   * How to draw.
   *
   * @param replacement whether an item can come again in the same epoch; default false
   * @param numSamples how many to draw; 0, the default, means as many as there are items. Above
   *     that, without replacement, one random order follows the other
   * @param generator draws the order; default null: see the class
   */
  public record Options(boolean replacement, int numSamples, Generator generator) {
    /** A copy with another {@code replacement}. */
    public Options replacement(boolean replacement) {
      return new Options(replacement, numSamples, generator);
    }

    /**
     * A copy with another {@code numSamples}.
     *
     * @throws IllegalArgumentException unless it is at least 1
     */
    public Options numSamples(int numSamples) {
      if (numSamples <= 0) {
        throw new IllegalArgumentException(
            "RandomSampler: expected numSamples of at least 1, got " + numSamples);
      }
      return new Options(replacement, numSamples, generator);
    }

    /** A copy with another {@code generator}. */
    public Options generator(Generator generator) {
      return new Options(replacement, numSamples, generator);
    }
  }

  @Override
  public int size() {
    return options.numSamples > 0 ? options.numSamples : dataset.size();
  }

  @Override
  public PrimitiveIterator.OfInt iterator() {
    return new Draws(dataset.size(), size());
  }

  /**
   * Draws piece by piece, each piece when its first index is asked for, and the last, which may be
   * empty, when all before are used up: other users of the generator see the same numbers as in
   * PyTorch.
   */
  private final class Draws implements PrimitiveIterator.OfInt {
    private final int n;
    private final int pieceSize;
    private final int fullPieces;
    private final int rest;
    private Generator generator;
    private int pieces;
    private long[] piece = {};
    private int at;
    private int end;

    Draws(int n, int samples) {
      this.n = n;
      this.pieceSize = options.replacement ? RUN : n;
      this.fullPieces = samples / pieceSize;
      this.rest = samples % pieceSize;
    }

    @Override
    public boolean hasNext() {
      while (at == end && pieces <= fullPieces) {
        draw(pieces < fullPieces ? pieceSize : rest);
        pieces++;
      }
      return at < end;
    }

    private void draw(int count) {
      if (generator == null) {
        generator = options.generator != null ? options.generator : seeded();
      }
      if (options.replacement) {
        piece = new long[count];
        for (int i = 0; i < count; i++) {
          piece[i] = Draw.below(generator, n);
        }
      } else {
        piece = generator.randperm(n);
      }
      at = 0;
      end = count;
    }

    private static Generator seeded() {
      return new Generator().manualSeed(Draw.seed(Generator.defaultGenerator()));
    }

    @Override
    public int nextInt() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return (int) piece[at++];
    }
  }
}
