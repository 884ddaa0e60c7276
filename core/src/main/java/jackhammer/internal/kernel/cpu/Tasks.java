package jackhammer.internal.kernel.cpu;

import jackhammer.internal.parallel.Workers;
import java.util.function.IntConsumer;

/** Cuts loops into tasks of fixed size for the worker pool; who runs which never matters. */
final class Tasks {
  /** Elements per task where an element costs a few instructions: about 5 microseconds in cache. */
  static final int LIGHT = 1 << 16;

  /** Elements per task where an element costs tens of instructions. */
  static final int HEAVY = 1 << 14;

  private Tasks() {}

  /** Something done for the numbers from {@code from} to {@code to}. */
  interface Range {
    void run(int from, int to);
  }

  /** Runs {@code body} over 0 to {@code n} in pieces of {@code grain}; one piece stays here. */
  static void forRange(int n, int grain, Range body) {
    if (n <= grain) {
      body.run(0, n);
      return;
    }
    int tasks = (int) (((long) n + grain - 1) / grain);
    Workers.run(
        tasks,
        t -> {
          int from = t * grain;
          body.run(from, Math.min(n - from, grain) + from);
        });
  }

  /** Runs {@code task} for every number below {@code tasks}, here if there is but one thread. */
  static void run(int threads, int tasks, IntConsumer task) {
    if (threads == 1) {
      for (int t = 0; t < tasks; t++) {
        task.accept(t);
      }
    } else {
      Workers.run(tasks, task);
    }
  }

  /** How many units of {@code cost} elements each make up one task of {@code grain}. */
  static int unitsPerTask(long cost, int grain) {
    return (int) Math.max(1, grain / Math.max(1, cost));
  }
}
