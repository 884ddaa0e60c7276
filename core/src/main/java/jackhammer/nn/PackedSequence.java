package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.Arrays;

/**
 * Sequences of unequal length without padding: the rows of all first steps, of all second steps,
 * and so on, longest sequence first. Made by {@link RnnUtils#packPaddedSequence} and {@link
 * RnnUtils#packSequence}, taken by {@link RNN}, {@link LSTM} and {@link GRU}.
 *
 * @param data [rows, *]
 * @param batchSizes INT64, how many sequences have a step, for each step; never more than before
 * @param sortedIndices INT64, which sequence stands at each place; null: they came sorted
 * @param unsortedIndices INT64, the place of each sequence; null as sortedIndices
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.PackedSequence.html">torch.nn.utils.rnn.PackedSequence</a>
 */
public record PackedSequence(
    Tensor data, Tensor batchSizes, Tensor sortedIndices, Tensor unsortedIndices) {

  /**
   * Checks that the parts fit; a missing unsortedIndices is found from sortedIndices.
   *
   * @throws IllegalArgumentException if they do not
   */
  public PackedSequence {
    String op = "PackedSequence";
    Check.notNull(op, "data", data);
    Check.notNull(op, "batchSizes", batchSizes);
    if (batchSizes.dtype() != DType.INT64 || batchSizes.dim() != 1 || batchSizes.numel() == 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: batchSizes must be int64 numbers, one for each step, got %s of size %s",
              op, batchSizes.dtype(), batchSizes.size()));
    }
    long rows = 0;
    long before = Long.MAX_VALUE;
    for (long n : batchSizes.toLongArray()) {
      if (n < 1 || n > before) {
        throw new IllegalArgumentException(
            String.format(
                "%s: batchSizes must be positive and never grow, got %s",
                op, Arrays.toString(batchSizes.toLongArray())));
      }
      before = n;
      rows += n;
    }
    if (data.dim() == 0 || data.size(0) != rows) {
      throw new IllegalArgumentException(
          String.format(
              "%s: data must have as many rows as batchSizes add up to, %d, got size %s",
              op, rows, data.size()));
    }
    long sequences = batchSizes.toLongArray()[0];
    checkOrder("sortedIndices", sortedIndices, sequences);
    checkOrder("unsortedIndices", unsortedIndices, sequences);
    if (sortedIndices == null && unsortedIndices != null) {
      throw new IllegalArgumentException(
          op + ": unsortedIndices without sortedIndices have no meaning");
    }
    if (sortedIndices != null && unsortedIndices == null) {
      unsortedIndices = RnnUtils.invertPermutation(sortedIndices);
    }
  }

  /** Sequences that came sorted. */
  public PackedSequence(Tensor data, Tensor batchSizes) {
    this(data, batchSizes, null, null);
  }

  private static void checkOrder(String name, Tensor order, long sequences) {
    if (order != null && !(order.dim() == 1 && order.size(0) == sequences && isOrder(order))) {
      throw new IllegalArgumentException(
          String.format(
              "PackedSequence: %s must hold each of the numbers 0 to %d once, as int64, got %s of size"
                  + " %s",
              name, sequences - 1, order.dtype(), order.size()));
    }
  }

  static boolean isOrder(Tensor order) {
    if (order.dtype() != DType.INT64 || order.dim() != 1) {
      return false;
    }
    boolean[] seen = new boolean[(int) order.size(0)];
    for (long i : order.toLongArray()) {
      if (i < 0 || i >= seen.length || seen[(int) i]) {
        return false;
      }
      seen[(int) i] = true;
    }
    return true;
  }

  int[] sizes() {
    return Arrays.stream(batchSizes.toLongArray()).mapToInt(n -> (int) n).toArray();
  }

  /** The same sequences with other rows. */
  PackedSequence with(Tensor rows) {
    return new PackedSequence(rows, batchSizes, sortedIndices, unsortedIndices);
  }

  /** As Python prints it. */
  @Override
  public String toString() {
    return "PackedSequence(data=%s, batch_sizes=%s, sorted_indices=%s, unsorted_indices=%s)"
        .formatted(data, batchSizes, python(sortedIndices), python(unsortedIndices));
  }

  private static String python(Tensor t) {
    return t == null ? "None" : t.toString();
  }
}
