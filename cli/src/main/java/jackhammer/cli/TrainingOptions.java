package jackhammer.cli;

import jackhammer.Jackhammer;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What every recipe can be told. A mixin; call {@link #apply} before anything is computed. */
final class TrainingOptions {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training data. Default: the recipe's own.")
  private Integer epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Examples in a step. Default: ${DEFAULT-VALUE}.")
  private int batchSize = 64;

  @Option(
      names = "--lr",
      paramLabel = "X",
      description = "Learning rate. Default: the model's own.")
  private Double lr;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description =
          "constant, or cosine: the learning rate falls from epoch to epoch along half a cosine."
              + " Default: the model's own.")
  private Schedule schedule;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "Hold this share of the training pictures out, the last 0.1 of them for example, and test"
              + " on these; the test pictures are not looked at. To choose settings by.")
  private Double validation;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Learn from the first N training examples, and test on the first N others: for a quick"
              + " look. Default: all.")
  private Integer limit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Decides the initial weights and the shuffles: the same seed, the same numbers. Default:"
              + " ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute. Default: all. Results do not depend on it.")
  private Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the results; what is there of an earlier run is replaced. Default: a new one"
              + " in runs.")
  private Path out;

  /** Checks the values and seeds everything. */
  void apply() {
    if (epochs != null) {
      atLeastOne("--epochs", epochs);
    }
    atLeastOne("--batch-size", batchSize);
    if (lr != null && !(lr > 0 && Double.isFinite(lr))) {
      throw new UserError("--lr: expected a number above 0, got " + lr);
    }
    if (validation != null && !(validation > 0 && validation < 1)) {
      throw new UserError("--validation: expected a share between 0 and 1, got " + validation);
    }
    if (limit != null) {
      atLeastOne("--limit", limit);
    }
    applyThreads(threads);
    Jackhammer.manualSeed(seed);
  }

  /** Sets the number of threads where the user said one. */
  static void applyThreads(Integer threads) {
    if (threads != null) {
      atLeastOne("--threads", threads);
      Jackhammer.threads(threads);
    }
  }

  /** Checks a count that the user gave. */
  static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new UserError(option + ": expected at least 1, got " + value);
    }
  }

  /** The user's epochs, or the recipe's. */
  int epochs(int usual) {
    return epochs == null ? usual : epochs;
  }

  int batchSize() {
    return batchSize;
  }

  /** The user's learning rate, or the model's. */
  double lr(double usual) {
    return lr == null ? usual : lr;
  }

  /** The user's schedule, or the model's. */
  Schedule schedule(Schedule usual) {
    return schedule == null ? usual : schedule;
  }

  /** The share of the training examples to judge by instead of the test examples, or null. */
  Double validation() {
    return validation;
  }

  /** The most examples of each part, or null. */
  Integer limit() {
    return limit;
  }

  long seed() {
    return seed;
  }

  /** The folder for the results, which may not exist yet. */
  Path out(String recipe) {
    return out != null ? out : Path.of("runs", recipe + "-" + STAMP.format(LocalDateTime.now()));
  }
}
