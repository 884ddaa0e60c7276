package jackhammer.bench;

import jackhammer.internal.kernel.cpu.FmaRoof;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs rows: every contender in turn, A B A B, the others idle meanwhile; warmed up first, then the
 * median of several rounds, with the arithmetic roof measured in between.
 */
public final class Race {

  private static final long SEED = 20240917;
  private static final Stats NOT_MEASURED = new Stats(Double.NaN, Double.NaN);

  /**
   * Two runs of the warm-up that differ by less than this count as equal; three equal ones end it.
   */
  private static final double STABLE = 0.05;

  private static final int STABLE_RUNS = 3;

  /** The roof is measured again after so many rounds: clock rates and neighbours change. */
  private static final int ROUNDS_PER_ROOF = 4;

  /**
   * How long to measure.
   *
   * @param rounds how often each contender is measured
   * @param roundNanos about how long one measurement runs
   * @param warmUpNanos at least so long is warmed up
   * @param warmUpLimitNanos at most so long
   */
  public record Effort(int rounds, long roundNanos, long warmUpNanos, long warmUpLimitNanos) {
    static final Effort FULL = new Effort(11, 25_000_000, 1_500_000_000, 6_000_000_000L);
    static final Effort QUICK = new Effort(5, 12_000_000, 1_000_000_000, 3_000_000_000L);
  }

  /** A contender while one row is run. */
  private static final class Runner {
    final Contender contender;
    final double error;
    final double[] millis;
    int calls;

    Runner(Contender contender, double error, int rounds) {
      this.contender = contender;
      this.error = error;
      this.millis = new double[rounds];
    }
  }

  private final List<Contender> contenders;
  private final Effort effort;
  private final int threads;
  private final Consumer<String> notes;

  /**
   * @param contenders ours first, then the opponents
   * @param threads how many threads each of them was told to use
   * @param notes is told which rows cannot be shown
   */
  public Race(List<Contender> contenders, int threads, Effort effort, Consumer<String> notes) {
    this.notes = notes;
    this.contenders = List.copyOf(contenders);
    this.threads = threads;
    this.effort = effort;
  }

  /** Runs one row: an outcome for each opponent, or one without an opponent if there is none. */
  public List<Outcome> run(Row row) {
    Reference reference = Reference.of(row.work(), SEED);
    List<Runner> runners = new ArrayList<>();
    for (Contender c : contenders) {
      runners.add(prepare(c, row, reference));
    }
    List<Double> roofs = new ArrayList<>();
    for (int round = 0; round < effort.rounds; round++) {
      for (int i = 0; i < runners.size(); i++) {
        Runner r = runners.get(i);
        if (r != null) {
          try {
            settle();
            awake(r);
            r.millis[round] = r.contender.time(r.calls) / 1e6 / r.calls;
          } catch (IllegalStateException e) {
            runners.set(i, lost(r.contender, row, e));
          }
        }
      }
      if (row.work().flops() > 0 && round % ROUNDS_PER_ROOF == 0) {
        settle();
        roofs.add(FmaRoof.gflops(threads));
      }
    }

    Runner ours = runners.getFirst();
    double roofGflops =
        roofs.isEmpty()
            ? Double.NaN
            : Stats.of(roofs.stream().mapToDouble(d -> d).toArray()).median();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 1; i < runners.size(); i++) {
      Runner r = runners.get(i);
      outcomes.add(
          new Outcome(
              row,
              threads,
              stats(ours),
              contenders.get(i).name(),
              stats(r),
              roofGflops,
              error(ours),
              error(r)));
    }
    if (outcomes.isEmpty()) {
      outcomes.add(
          new Outcome(
              row, threads, stats(ours), null, NOT_MEASURED, roofGflops, error(ours), Double.NaN));
    }
    return outcomes;
  }

  private static Stats stats(Runner r) {
    return r == null ? NOT_MEASURED : Stats.of(r.millis);
  }

  private static double error(Runner r) {
    return r == null ? Double.NaN : r.error;
  }

  /** Inputs, the check, the warm-up; null if the contender cannot do this row. */
  private Runner prepare(Contender contender, Row row, Reference reference) {
    try {
      contender.prepare(row, SEED);
      Runner runner = new Runner(contender, reference.error(contender.result()), effort.rounds);
      warmUp(runner);
      return runner;
    } catch (UnsupportedOperationException e) {
      return null;
    } catch (IllegalStateException e) {
      return lost(contender, row, e);
    }
  }

  /** Nothing, and a note, of a contender that died of a row; the other rows are still to come. */
  private Runner lost(Contender contender, Row row, IllegalStateException e) {
    if (contender.isAlive()) {
      throw e;
    }
    notes.accept(
        row.name()
            + " is not shown against "
            + contender.name()
            + ", which died: "
            + e.getMessage());
    return null;
  }

  /**
   * Untimed calls for the length of a measurement: threads that slept are only spread over the
   * processors after some milliseconds. How many calls fill a measurement is found again with them,
   * for if a warm-up met a busy machine, a measurement of its few calls would end before that.
   */
  private void awake(Runner runner) {
    long nanos = 0;
    while (nanos < effort.roundNanos / 2) {
      long each = Math.max(1, runner.contender.time(runner.calls));
      nanos += each;
      runner.calls = Math.clamp(runner.calls * effort.roundNanos / each, 1, 1 << 20);
    }
  }

  private void warmUp(Runner runner) {
    long start = System.nanoTime();
    long calls = 1;
    double last = 0;
    int equal = 0;
    settle();
    while (true) {
      long nanos = Math.max(1, runner.contender.time((int) calls));
      double each = (double) nanos / calls;
      equal = Math.abs(each - last) < STABLE * last ? equal + 1 : 1;
      last = each;
      calls = Math.clamp((long) (effort.roundNanos / each), 1, Math.min(4 * calls, 1 << 20));
      long spent = System.nanoTime() - start;
      if (spent > effort.warmUpLimitNanos || spent > effort.warmUpNanos && equal >= STABLE_RUNS) {
        break;
      }
    }
    runner.calls = (int) calls;
  }

  /** Waits until no contender's threads spin. */
  private void settle() {
    contenders.forEach(Contender::rest);
  }
}
