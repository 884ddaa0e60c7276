package jackhammer.data;

import jackhammer.internal.ops.Check;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/**
 * The indices of another sampler in groups.
 *
 * <pre>{@code
 * for (int[] batch : new BatchSampler(new SequentialSampler(data), 3, false)) { ... }
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.BatchSampler">torch.utils.data.BatchSampler</a>
 */
public final class BatchSampler implements Iterable<int[]> {
  /** A group grows from here: a batch size far above the number of items is no mistake. */
  private static final int MOST_AT_ONCE = 4096;

  private final Sampler sampler;
  private final int batchSize;
  private final boolean dropLast;

  /**
   * Groups of {@code batchSize}.
   *
   * @param dropLast whether a last group that is smaller is left out
   * @throws IllegalArgumentException unless {@code batchSize} is at least 1
   */
  public BatchSampler(Sampler sampler, int batchSize, boolean dropLast) {
    if (batchSize <= 0) {
      throw new IllegalArgumentException(
          "BatchSampler: expected batchSize of at least 1, got " + batchSize);
    }
    this.sampler = Check.notNull("BatchSampler", "sampler", sampler);
    this.batchSize = batchSize;
    this.dropLast = dropLast;
  }

  /** How many groups an epoch has. */
  public int size() {
    int n = sampler.size();
    return dropLast ? n / batchSize : Math.ceilDiv(n, batchSize);
  }

  @Override
  public Iterator<int[]> iterator() {
    PrimitiveIterator.OfInt indices = sampler.iterator();
    return new Iterator<>() {
      private int[] next;
      private boolean ended;

      @Override
      public boolean hasNext() {
        if (next == null && !ended) {
          int[] group = new int[Math.min(batchSize, MOST_AT_ONCE)];
          int count = 0;
          while (count < batchSize && indices.hasNext()) {
            if (count == group.length) {
              group = Arrays.copyOf(group, (int) Math.min(2L * count, batchSize));
            }
            group[count++] = indices.nextInt();
          }
          ended = count < batchSize;
          if (count == batchSize) {
            next = group;
          } else if (count > 0 && !dropLast) {
            next = Arrays.copyOf(group, count);
          }
        }
        return next != null;
      }

      @Override
      public int[] next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int[] group = next;
        next = null;
        return group;
      }
    };
  }
}
