package jackhammer.cli;

import jackhammer.Jackhammer;
import jackhammer.optim.LRScheduler;
import jackhammer.optim.Optimizer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains a network for some epochs, judges it after each, and saves what there is after each: the
 * weights and the numbers so far.
 *
 * @param <B> a batch
 * @param judged what it is judged by after each epoch
 * @param epochs how many
 */
record Training<B>(
    Task<B> task,
    Examples<B> train,
    Examples<B> judged,
    int batchSize,
    int epochs,
    Optimizer<?> optimizer,
    Schedule schedule) {

  private static final String METRICS = "metrics.csv";

  /** How often a note beside a progress bar changes. */
  private static final long NOTE_EVERY_NANOS = 100_000_000;

  /**
   * What came of it.
   *
   * @param epochs the last one without a test if it was interrupted
   * @param verdict of the last test, or null if there was none
   * @param seconds how long all epochs took, their tests included
   * @param interrupted whether the user ended it early
   */
  record Outcome(List<Epoch> epochs, Verdict verdict, double seconds, boolean interrupted) {
    long finishedEpochs() {
      return epochs.stream().filter(e -> e.judged() != null).count();
    }

    /** Training examples per second of training. */
    double samplesPerSecond() {
      return epochs.stream().mapToLong(e -> e.train().examples()).sum()
          / epochs.stream().mapToDouble(Epoch::trainSeconds).sum();
    }
  }

  /** Runs all epochs, or until the interrupt is requested. */
  Outcome run(SavedRun to, PrintWriter out, PrintWriter err, Interrupt interrupt) {
    EpochTable table = new EpochTable(task.measures(), judged.part(), train.unit());
    Optional<LRScheduler> rates = schedule.of(optimizer, epochs);
    var batches = train.shuffled(batchSize);
    List<Epoch> done = new ArrayList<>();
    Verdict verdict = null;
    long started = System.nanoTime();
    out.println(table.heading());
    out.flush();
    for (int number = 1; number <= epochs && !interrupt.isRequested(); number++) {
      double lr = optimizer.paramGroups().getFirst().options().lr();
      long epochStarted = System.nanoTime();
      Score learned;
      try (Progress progress = progress(err, "epoch " + number + "/" + epochs, train)) {
        learned = learn(batches, progress, interrupt);
      }
      double trainSeconds = secondsSince(epochStarted);
      Score tested = null;
      if (!interrupt.isRequested()) {
        try (Progress progress = progress(err, judged.part().word(), judged)) {
          verdict = task.judge(judged, progress);
        }
        tested = verdict.score();
      }
      Epoch epoch =
          new Epoch(number, lr, learned, tested, trainSeconds, secondsSince(epochStarted));
      done.add(epoch);
      out.println(table.line(epoch));
      if (tested != null) {
        task.afterEpoch(out);
      }
      out.flush();
      if (!Double.isFinite(learned.loss())) {
        err.println("The loss is no longer a number: a smaller --lr may help.");
      }
      to.save(task.module());
      to.write(METRICS, table.csv(done));
      rates.ifPresent(LRScheduler::step);
    }
    double seconds = secondsSince(started);
    // Asked for after the last test, the end comes too late to change anything.
    boolean interrupted = done.size() < epochs || done.getLast().judged() == null;
    if (interrupted) {
      out.println(
          done.isEmpty()
              ? "Interrupted before the first step."
              : "Interrupted. The weights and the numbers so far are in " + to.folder());
      out.flush();
    }
    return new Outcome(List.copyOf(done), verdict, seconds, interrupted);
  }

  /** One pass with learning. Stops early, between two steps, when the interrupt asks for it. */
  private Score learn(Iterable<B> batches, Progress progress, Interrupt interrupt) {
    task.module().train();
    Score sum = Score.NONE;
    long noted = 0;
    for (B batch : batches) {
      Score more = Jackhammer.step(() -> step(batch));
      sum = sum.plus(more);
      long now = System.nanoTime();
      if (now - noted > NOTE_EVERY_NANOS) {
        noted = now;
        progress.note(sum.text(task.measures()));
      }
      progress.by(more.examples());
      if (interrupt.isRequested()) {
        break;
      }
    }
    progress.note(sum.text(task.measures()));
    return sum;
  }

  private Score step(B batch) {
    optimizer.zeroGrad();
    Task.Step step = task.learn(batch);
    step.loss().backward();
    task.beforeStep();
    optimizer.step();
    return step.score();
  }

  private static Progress progress(PrintWriter err, String task, Examples<?> examples) {
    // The table says the same, and stays.
    return Progress.start(err, task, examples.size(), examples.unit()).fleeting();
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
