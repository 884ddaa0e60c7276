package jackhammer.internal.kernel;

/**
 * One direction of one recurrent layer. Its rows are those of step 0, of step 1, and so on: {@code
 * batchSizes[t]} of step t, never more than of the step before. Row i of a step belongs to sequence
 * i.
 *
 * @param batchSizes rows of each step; the first is the number of sequences
 * @param reverse whether sequences are read from their ends
 */
public record RecurrentArgs(RecurrentCell cell, int[] batchSizes, boolean reverse) {

  /** The number of the step that is computed as the k-th. */
  public int step(int k) {
    return reverse ? batchSizes.length - 1 - k : k;
  }

  /** How many sequences there are. */
  public int sequences() {
    return batchSizes[0];
  }

  /** All steps of all sequences. */
  public int rows() {
    int rows = 0;
    for (int n : batchSizes) {
      rows += n;
    }
    return rows;
  }
}
