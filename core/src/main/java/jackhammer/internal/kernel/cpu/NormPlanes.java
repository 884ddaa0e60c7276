package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;

/**
 * The elements of a norm as planes: neighbours in memory that are of one row and have one weight.
 *
 * @param count how many planes
 * @param length elements of each
 * @param perRow planes that lie side by side in one piece of a row
 * @param rows how many rows
 * @param weights how many weights
 * @param walks whether it is not so: a plane is what a row has side by side, and each of its
 *     elements has a weight of its own
 */
record NormPlanes(int count, int length, int perRow, int rows, int weights, boolean walks) {

  /**
   * @param run how many neighbours share a weight; nothing where there are no weights
   * @param weights what is as long as the weights, or null
   */
  static NormPlanes of(NormRows x, int run, Strided weights) {
    boolean walks = weights != null && run == 1 && x.length() > 1;
    int length = weights == null || walks ? x.length() : run;
    int numbers = weights == null ? x.rows() : weights.numel();
    int perRow = x.length() / length;
    return new NormPlanes(x.pieces() * x.rows() * perRow, length, perRow, x.rows(), numbers, walks);
  }

  int row(int plane) {
    return plane / perRow % rows;
  }

  /** What is done with some planes of n elements, or with n elements of one. */
  interface Some {
    /**
     * @param k number of the first element
     * @param rowStep how far the row is from one plane to the next
     * @param weightStep how far the weight is
     */
    void run(int planes, int n, int k, int row, int rowStep, int weight, int weightStep);
  }

  /** What is done with n elements from number k on, all of one row. */
  interface Run {
    /**
     * @param weight that of the first
     */
    void run(int n, int k, int row, int weight);
  }

  /** All elements, in parallel, in chunks that stay in the first-level cache. */
  void each(Some body) {
    if (length > ReduceLoop.BLOCK) {
      eachRun((n, k, row, _) -> body.run(1, n, k, row, 0, k / length % weights, 0));
      return;
    }
    Tasks.forRange(
        count, Tasks.unitsPerTask(length, Tasks.HEAVY), (from, to) -> some(from, to, body));
  }

  /** The planes of one row, on this thread. */
  void ofRow(int row, Some body) {
    some(row * perRow, (row + 1) * perRow, body);
  }

  private void some(int from, int to, Some body) {
    int rowStep = perRow == 1 ? 1 : 0;
    for (int p = from, n; p < to; p += n) {
      int untilRow = perRow == 1 ? rows - p % rows : perRow - p % perRow;
      n = Math.min(to - p, Math.min(untilRow, weights - p % weights));
      body.run(n, length, p * length, row(p), rowStep, p % weights, 1);
    }
  }

  /** All elements, where each has a weight of its own. */
  void eachRun(Run body) {
    int chunks = Reductions.blocks(length);
    Tasks.forRange(
        Math.multiplyExact(count, chunks),
        Tasks.unitsPerTask(Math.min(length, ReduceLoop.BLOCK), Tasks.HEAVY),
        (from, to) -> {
          for (int u = from; u < to; u++) {
            int first = u % chunks * ReduceLoop.BLOCK;
            int n = Math.min(length - first, ReduceLoop.BLOCK);
            int plane = u / chunks;
            int k = plane * length + first;
            body.run(n, k, row(plane), k % weights);
          }
        });
  }
}
