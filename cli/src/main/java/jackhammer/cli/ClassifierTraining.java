package jackhammer.cli;

import jackhammer.data.DataLoader;
import jackhammer.data.Dataset;
import jackhammer.data.Example;
import jackhammer.optim.LRScheduler;
import jackhammer.optim.Optimizer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains a classifier for some epochs, judges it after each, and saves what there is after each:
 * the weights and the numbers so far.
 *
 * @param judged what it is tested on after each epoch
 * @param part which examples those are
 * @param epochs how many
 */
record ClassifierTraining(
    Classifier classifier,
    Dataset<Example> train,
    Dataset<Example> judged,
    Part part,
    int batchSize,
    int epochs,
    Optimizer<?> optimizer,
    Schedule schedule) {

  private static final String METRICS = "metrics.csv";

  /**
   * What came of it.
   *
   * @param epochs the last one without a test if it was interrupted
   * @param verdicts of the last test, or null if there was none
   * @param seconds how long all epochs took, their tests included
   * @param interrupted whether the user ended it early
   */
  record Outcome(List<Epoch> epochs, Verdicts verdicts, double seconds, boolean interrupted) {
    long finishedEpochs() {
      return epochs.stream().filter(e -> e.test() != null).count();
    }

    /** Training examples per second of training. */
    double samplesPerSecond() {
      return epochs.stream().mapToLong(e -> e.train().examples()).sum()
          / epochs.stream().mapToDouble(Epoch::trainSeconds).sum();
    }
  }

  /** Runs all epochs, or until the interrupt is requested. */
  Outcome run(SavedRun to, PrintWriter out, PrintWriter err, Interrupt interrupt) {
    Optional<LRScheduler> rates = schedule.of(optimizer, epochs);
    var batches = new DataLoader<>(train, o -> o.batchSize(batchSize).shuffle(true));
    List<Epoch> done = new ArrayList<>();
    Verdicts verdicts = null;
    long started = System.nanoTime();
    out.println(Epoch.heading(part));
    out.flush();
    for (int number = 1; number <= epochs && !interrupt.isRequested(); number++) {
      double lr = optimizer.paramGroups().getFirst().options().lr();
      long epochStarted = System.nanoTime();
      Score learned;
      try (Progress progress = progress(err, "epoch " + number + "/" + epochs, train)) {
        learned = classifier.train(batches, optimizer, progress, interrupt);
      }
      double trainSeconds = secondsSince(epochStarted);
      Score tested = null;
      if (!interrupt.isRequested()) {
        try (Progress progress = progress(err, part.word(), judged)) {
          verdicts = classifier.test(judged, progress);
        }
        tested = verdicts.score();
      }
      Epoch epoch =
          new Epoch(number, lr, learned, tested, trainSeconds, secondsSince(epochStarted));
      done.add(epoch);
      out.println(epoch.line());
      out.flush();
      if (!Double.isFinite(learned.loss())) {
        err.println("The loss is no longer a number: a smaller --lr may help.");
      }
      to.save(classifier.network().module());
      to.write(METRICS, Epoch.csv(done, part));
      rates.ifPresent(LRScheduler::step);
    }
    double seconds = secondsSince(started);
    // Asked for after the last test, the end comes too late to change anything.
    boolean interrupted = done.size() < epochs || done.getLast().test() == null;
    if (interrupted) {
      out.println(
          done.isEmpty()
              ? "Interrupted before the first step."
              : "Interrupted. The weights and the numbers so far are in " + to.folder());
      out.flush();
    }
    return new Outcome(List.copyOf(done), verdicts, seconds, interrupted);
  }

  private static Progress progress(PrintWriter err, String task, Dataset<Example> examples) {
    // The table says the same, and stays.
    return Progress.start(err, task, examples.size(), "pictures").fleeting();
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
