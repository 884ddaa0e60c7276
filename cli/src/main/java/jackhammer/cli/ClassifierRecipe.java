package jackhammer.cli;

import jackhammer.Jackhammer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/**
 * A recipe whose network tells classes of pictures apart: from the options to the table of epochs,
 * the confusion matrix and the files. What differs is which network, and what it sees.
 */
abstract class ClassifierRecipe extends Recipe {
  @Mixin private TrainingOptions training;
  @Mixin private PictureData data;
  @Mixin private JsonOption json;

  /** The network that the user chose. */
  abstract PictureModel model();

  /** The two labels that are to be told apart, or null for all. */
  abstract List<Integer> labels();

  /** Reads what the network sees. */
  abstract PictureData.Pictures read(PictureData from, boolean train, List<Integer> labels);

  /** A line about what is made of the pictures, if anything. */
  Optional<String> about() {
    return Optional.empty();
  }

  @Override
  public Integer call() {
    PictureModel model = model();
    List<Integer> labels = labels();
    data.prepare(err());
    PictureData.Pictures train = read(data, true, labels);
    training.apply();
    PictureData.Pictures judged;
    if (training.validation() == null) {
      judged = read(data, false, labels);
    } else {
      var parts = train.holdOut(training.validation());
      train = parts.getFirst();
      judged = parts.getLast();
    }

    Head head = labels == null ? Head.MANY : Head.TWO;
    double lr = training.lr(model.lr());
    Schedule schedule = training.schedule(model.schedule());
    Network network = model.build(head.outputs(train.classes().size()));
    var trainer =
        new ClassifierTraining(
            new Classifier(network, head),
            train.pictures(),
            judged.pictures(),
            judged.part(),
            training.batchSize(),
            training.epochs(),
            model.optimizer(network, lr),
            schedule);

    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("epochs", training.epochs());
    settings.put("batch_size", training.batchSize());
    settings.put("lr", lr);
    settings.put("schedule", schedule.id());
    settings.put("validation", training.validation());
    settings.put("seed", training.seed());
    settings.put("data", train.source());
    settings.put("jackhammer", Jackhammer.version());
    RunCard card = new RunCard(name(), model.id(), train.classes(), labels, settings);
    SavedRun run = SavedRun.create(training.out(name()), card);

    out().println(PictureData.describe(train, judged));
    about().ifPresent(out()::println);
    out()
        .printf(
            Locale.ROOT,
            "%s: %,d parameters; Adam, learning rate %s%s, batches of %d, seed %d, %d thread%s%n%n",
            model.id(),
            network.parameters(),
            lr,
            schedule == Schedule.CONSTANT ? "" : " falling (" + schedule.id() + ")",
            training.batchSize(),
            training.seed(),
            Jackhammer.threads(),
            Jackhammer.threads() == 1 ? "" : "s");

    try (Interrupt interrupt = new Interrupt()) {
      var outcome = trainer.run(run, out(), err(), interrupt);
      if (!outcome.interrupted()) {
        report(run, train.classes(), judged, outcome);
      }
      json.print(out(), facts(run, card, judged.part(), outcome));
      out().flush();
      return outcome.interrupted() ? Interrupt.EXIT_CODE : 0;
    }
  }

  private void report(
      SavedRun run,
      List<String> classes,
      PictureData.Pictures judged,
      ClassifierTraining.Outcome outcome) {
    Verdicts verdicts = outcome.verdicts();
    out().println();
    Confusion.of(classes, verdicts).print(out());
    out().println();
    Plots.save(run, outcome.epochs(), judged, verdicts, err());
    out()
        .printf(
            Locale.ROOT,
            "%s accuracy %.2f %% after %d epoch%s in %.1f s. Results are in %s%n",
            judged.part() == Part.TEST ? "Test" : "Validation",
            100 * verdicts.score().accuracy(),
            outcome.epochs().size(),
            outcome.epochs().size() == 1 ? "" : "s",
            outcome.seconds(),
            run.folder());
  }

  private Map<String, Object> facts(
      SavedRun run, RunCard card, Part judged, ClassifierTraining.Outcome outcome) {
    List<Epoch> epochs = outcome.epochs();
    Epoch last = epochs.isEmpty() ? null : epochs.getLast();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("recipe", name());
    facts.put("model", card.model());
    facts.put("classes", card.classes());
    facts.put("binary", card.binary());
    facts.put("epochs", outcome.finishedEpochs());
    facts.put("batch_size", training.batchSize());
    for (String setting : List.of("lr", "schedule", "validation")) {
      facts.put(setting, card.settings().get(setting));
    }
    facts.put("seed", training.seed());
    facts.put("threads", Jackhammer.threads());
    facts.put("data", card.settings().get("data"));
    facts.put("train_loss", last == null ? null : last.train().loss());
    facts.put("train_accuracy", last == null ? null : last.train().accuracy());
    for (Part part : List.of(Part.TEST, Part.VALIDATION)) {
      Score score =
          part != judged || outcome.verdicts() == null ? null : outcome.verdicts().score();
      facts.put(part.word() + "_loss", score == null ? null : score.loss());
      facts.put(part.word() + "_accuracy", score == null ? null : score.accuracy());
    }
    facts.put("seconds", outcome.seconds());
    facts.put("samples_per_second", outcome.samplesPerSecond());
    facts.put("weights", run.weights().toAbsolutePath());
    facts.put("interrupted", outcome.interrupted());
    return facts;
  }

  @Override
  int evaluate(SavedRun run, Eval request) {
    request.data().prepare(request.err());
    return SavedClassifier.restore(run)
        .evaluate(request, read(request.data(), false, run.card().binary()));
  }
}
