package jackhammer.internal.kernel.cpu;

import jackhammer.internal.parallel.Workers;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who computes which part of each step of a recurrent layer.
 *
 * <p>Steps follow each other; inside a step, rows are independent, and so are blocks of hidden
 * units until all of them are known. Where the matrix of the steps stays in a second-level cache,
 * each thread takes some rows through all steps, and nobody waits for anybody. Else each takes some
 * blocks of units, whose part of the matrix stays in its cache, and a step is a region of its own.
 *
 * @param steps how many
 * @param rows of the largest step
 * @param all rows of all steps
 * @param matrix elements of the matrices that a step multiplies by: its multiply-adds for a row
 * @param threads that take part, known from the beginning
 */
record RecurrentSchedule(int steps, int rows, long all, long matrix, int threads) {
  /** Multiply-adds of all steps, or of one, below which other threads cost more than they bring. */
  private static final long SERIAL = 400_000;

  private static final long SERIAL_STEP = 150_000;

  /** Elements of a matrix that mostly stays in a second-level cache: about as many as fit. */
  static final int RESIDENT = 1 << 18;

  /** The least rows of a thread that takes them through all steps. */
  private static final int FEW_ROWS = 4;

  /**
   * A part of a step: everything of it that needs no unit of the same part.
   *
   * @param blocks of units
   */
  record Phase<S>(int blocks, Work<S> work) {}

  /** Computes some rows and blocks of a phase. */
  interface Work<S> {
    /**
     * @param k the number of the step in the order of computation
     * @param scratch of the thread
     */
    void run(int k, int fromRow, int toRow, int fromBlock, int toBlock, S scratch);
  }

  /** Makes scratch for a task of at most so many rows. */
  interface Scratch<S> {
    S of(int rows);
  }

  RecurrentSchedule(int steps, int rows, long all, long matrix) {
    this(steps, rows, all, matrix, all * matrix < SERIAL ? 1 : Workers.threads());
  }

  /** How many threads take rows through all steps, or 0 if each takes units. */
  private int groups() {
    int groups = threads == 1 ? 1 : Math.min(threads, rows / FEW_ROWS);
    return matrix > RESIDENT || groups == 1 && threads > 1 ? 0 : groups;
  }

  /** Whether a thread takes some rows through all steps. */
  boolean byRows() {
    return groups() > 0;
  }

  /** Whether each thread takes some blocks of units, and a step is worth that. */
  boolean byUnits() {
    return !byRows() && rows * matrix >= SERIAL_STEP;
  }

  /** Runs all steps. */
  <S> void run(Scratch<S> scratch, List<Phase<S>> phases) {
    int groups = groups();
    if (groups > 0) {
      int step = (rows + groups - 1) / groups;
      Workers.run(
          groups,
          g -> {
            int from = g * step;
            int to = Math.min(rows, from + step);
            S mine = scratch.of(step);
            for (int k = 0; k < steps; k++) {
              for (Phase<S> phase : phases) {
                phase.work.run(k, from, to, 0, phase.blocks, mine);
              }
            }
          });
      return;
    }
    int most = phases.stream().mapToInt(Phase::blocks).max().orElse(1);
    int tasks = rows * matrix < SERIAL_STEP ? 1 : Math.min(threads, most);
    List<S> own = Stream.generate(() -> scratch.of(rows)).limit(tasks).toList();
    for (int k = 0; k < steps; k++) {
      for (Phase<S> phase : phases) {
        run(k, phase, own);
      }
    }
  }

  private <S> void run(int k, Phase<S> phase, List<S> scratch) {
    int tasks = Math.min(scratch.size(), phase.blocks);
    if (tasks == 1) {
      phase.work.run(k, 0, rows, 0, phase.blocks, scratch.getFirst());
      return;
    }
    Workers.run(
        tasks,
        t -> {
          int from = (int) ((long) phase.blocks * t / tasks);
          int to = (int) ((long) phase.blocks * (t + 1) / tasks);
          phase.work.run(k, 0, rows, from, to, scratch.get(t));
        });
  }
}
