package jackhammer.internal.kernel.cpu;

import jackhammer.internal.parallel.Workers;

/**
 * Who computes which part of each step of a recurrent layer.
 *
 * <p>Steps follow each other; inside a step, rows are independent, and so are blocks of hidden
 * units until all of them are known. Where the matrix of the steps stays in a second-level cache,
 * each thread takes some rows through all steps, and nobody waits for anybody. Else each takes some
 * blocks of units, whose part of the matrix stays in its cache, and a step is a region of its own.
 */
final class RecurrentSchedule {
  /** Multiply-adds of all steps, or of one, below which other threads cost more than they bring. */
  private static final long SERIAL = 400_000;

  private static final long SERIAL_STEP = 150_000;

  /** Elements of a matrix that mostly stays in a second-level cache: about as many as fit. */
  private static final int RESIDENT = 1 << 18;

  /** The least rows of a thread that takes them through all steps. */
  private static final int FEW_ROWS = 4;

  private RecurrentSchedule() {}

  /** A part of a step: everything of it that needs no unit of the same part. */
  interface Phase {
    /**
     * @param k the number of the step in the order of computation
     * @param scratch of the thread
     */
    void run(int k, int fromRow, int toRow, int fromBlock, int toBlock, Object scratch);
  }

  /** Makes scratch for a task of at most so many rows. */
  interface Scratch {
    Object of(int rows);
  }

  /**
   * Runs all steps.
   *
   * @param steps how many
   * @param rows of the largest step
   * @param matrix elements of the matrices that a step multiplies by: its multiply-adds for a row
   * @param all rows of all steps
   * @param blocks of units in each phase
   */
  static void run(
      int steps, int rows, long all, long matrix, Scratch scratch, int[] blocks, Phase... phases) {
    int threads = all * matrix < SERIAL ? 1 : Workers.threads();
    int groups = Math.min(threads, rows / FEW_ROWS);
    if (groups > 1 && matrix <= RESIDENT) {
      int step = (rows + groups - 1) / groups;
      Workers.run(
          groups,
          g -> {
            int from = g * step;
            int to = Math.min(rows, from + step);
            Object mine = scratch.of(step);
            for (int k = 0; k < steps; k++) {
              for (int p = 0; p < phases.length; p++) {
                phases[p].run(k, from, to, 0, blocks[p], mine);
              }
            }
          });
      return;
    }
    int tasks = rows * matrix < SERIAL_STEP ? 1 : Math.min(threads, max(blocks));
    Object[] own = new Object[tasks];
    for (int t = 0; t < tasks; t++) {
      own[t] = scratch.of(rows);
    }
    for (int k = 0; k < steps; k++) {
      for (int p = 0; p < phases.length; p++) {
        phase(k, rows, blocks[p], phases[p], own);
      }
    }
  }

  private static void phase(int k, int rows, int blocks, Phase phase, Object[] scratch) {
    int tasks = Math.min(scratch.length, blocks);
    if (tasks == 1) {
      phase.run(k, 0, rows, 0, blocks, scratch[0]);
      return;
    }
    Workers.run(
        tasks,
        t -> {
          int from = (int) ((long) blocks * t / tasks);
          int to = (int) ((long) blocks * (t + 1) / tasks);
          phase.run(k, 0, rows, from, to, scratch[t]);
        });
  }

  private static int max(int[] numbers) {
    int most = 1;
    for (int n : numbers) {
      most = Math.max(most, n);
    }
    return most;
  }
}
