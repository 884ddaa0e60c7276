package jackhammer.cli;

import jackhammer.Jackhammer;
import jackhammer.optim.Adam;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Something that can be trained from the command line: {@code jackhammer train NAME}.
 *
 * <p>The course of a training is written here, once: options, seed, data, network, table of epochs,
 * files, JSON; and so is {@code eval}. A new recipe says what differs:
 *
 * <ol>
 *   <li>a {@link Task}: the network, what a batch costs, how answers are judged. Networks that tell
 *       classes apart extend {@link Classifier} and only say how a batch is asked.
 *   <li>a class like this one with picocli's {@code @Command}: the {@link #models} with their
 *       settings, the {@link #facts} that are saved with the weights, how to {@link #read}
 *       examples, and what {@link #predict} does with new input. Options of its own are fields of
 *       it.
 *   <li>its line in {@link Recipes}, and its rows in docs/commands.md, which the tests compare with
 *       what the command prints.
 * </ol>
 *
 * @param <B> a batch of examples
 * @param <T> what its networks do
 */
abstract class Recipe<B, T extends Task<B>> extends CliCommand {
  @Mixin private TrainingOptions training;
  @Mixin private JsonOption json;

  /** The name of a recipe on the command line and in {@link RunCard#recipe()}. */
  static String name(Class<?> type) {
    return type.getAnnotation(Command.class).name();
  }

  final String name() {
    return name(getClass());
  }

  /** The networks that it offers, the usual one first. */
  abstract List<Model<T>> models();

  /** The name of the network that the user chose. */
  String model() {
    return models().getFirst().id();
  }

  /** How many epochs suit it. */
  int epochs() {
    return 5;
  }

  /** Which data the user asked for; a recipe with such options mixes them in. */
  DataOptions data() {
    return new DataOptions();
  }

  /** Checks the options about data, and fetches what is to be fetched. */
  void prepare(DataOptions from, PrintWriter err) {
    from.expectNone(name());
  }

  /**
   * What must be remembered with the weights to build the network and to read data again, from the
   * options and, for a vocabulary say, the training data. See {@link RunCard#facts()}.
   *
   * @throws UserError if an option's value is none
   */
  abstract Map<String, Object> facts(DataOptions from);

  /**
   * Reads examples: all for {@link Part#TRAINING}, or {@link Part#TEST}.
   *
   * @param card with the facts, from this run or an earlier one
   */
  abstract Examples<B> read(DataOptions from, RunCard card, Part part);

  /** A line about the data, or several. */
  abstract String describe(Examples<B> train, Examples<B> judged);

  /** Those of the facts that are part of every command's JSON. */
  Map<String, Object> shown(RunCard card) {
    return Map.of();
  }

  /** {@code jackhammer predict}: what the saved weights say about new input. */
  abstract int predict(SavedRun run, Predict request);

  /**
   * {@code jackhammer generate}: something new of the kind that the network has learned.
   *
   * @throws UserError if it has learned to tell, not to make
   */
  int generate(SavedRun run, Generate request) {
    throw new UserError(
        "generate: expected weights of the recipe poems, got those of %s (%s); give --weights FILE"
            .formatted(name(), run.weights()));
  }

  /** The training options, for what else follows from them. */
  final TrainingOptions training() {
    return training;
  }

  @Override
  public Integer call() {
    Model<T> model = Model.of(models(), model(), "--model");
    training.apply();
    prepare(data(), err());
    double lr = training.lr(model.lr());
    Schedule schedule = training.schedule(model.schedule());
    Map<String, Object> settings = new LinkedHashMap<>();
    int epochs = training.epochs(epochs());
    settings.put("epochs", epochs);
    settings.put("batch_size", training.batchSize());
    settings.put("lr", lr);
    settings.put("schedule", schedule.id());
    settings.put("validation", training.validation());
    settings.put("limit", training.limit());
    settings.put("seed", training.seed());
    settings.put("jackhammer", Jackhammer.version());
    RunCard card = new RunCard(name(), model.id(), facts(data()), settings);

    Examples<B> train = read(data(), card, Part.TRAINING);
    Examples<B> judged;
    if (training.validation() == null) {
      judged = read(data(), card, Part.TEST);
    } else {
      var parts = train.holdOut(training.validation());
      train = parts.getFirst();
      judged = parts.getLast();
    }
    if (training.limit() != null) {
      train = train.first(training.limit());
      judged = judged.first(training.limit());
    }
    card = card.with("data", train.source());
    T task = model.build().apply(card);
    SavedRun run = SavedRun.create(training.out(name()), card);

    out().println(describe(train, judged));
    out()
        .printf(
            Locale.ROOT,
            "%s: %,d parameters; Adam, learning rate %s%s, batches of %d, seed %d, %d thread%s%n%n",
            model.id(),
            task.parameters(),
            lr,
            schedule == Schedule.CONSTANT ? "" : " falling (" + schedule.id() + ")",
            training.batchSize(),
            training.seed(),
            Jackhammer.threads(),
            Jackhammer.threads() == 1 ? "" : "s");

    var trainer =
        new Training<>(
            task,
            train,
            judged,
            training.batchSize(),
            epochs,
            new Adam(task.module().namedParameters(), lr),
            schedule);
    try (Interrupt interrupt = new Interrupt()) {
      var outcome = trainer.run(run, out(), err(), interrupt);
      if (!outcome.interrupted()) {
        report(run, task, judged.part(), outcome);
      }
      json.print(out(), facts(run, card, task, judged.part(), outcome));
      out().flush();
      return outcome.interrupted() ? Interrupt.EXIT_CODE : 0;
    }
  }

  private void report(SavedRun run, T task, Part judged, Training.Outcome outcome) {
    Verdict verdict = outcome.verdict();
    out().println();
    verdict.print(out());
    Plots.save(run, task.measures(), judged, outcome, err());
    out()
        .printf(
            Locale.ROOT,
            "%s %s after %d epoch%s in %.1f s. Results are in %s%n",
            judged.title(),
            verdict.score().text(task.measures()),
            outcome.epochs().size(),
            outcome.epochs().size() == 1 ? "" : "s",
            outcome.seconds(),
            run.folder());
  }

  private Map<String, Object> facts(
      SavedRun run, RunCard card, T task, Part judged, Training.Outcome outcome) {
    List<Measure> measures = task.measures();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("recipe", name());
    facts.put("model", card.model());
    facts.putAll(shown(card));
    facts.put("epochs", outcome.finishedEpochs());
    facts.put("batch_size", training.batchSize());
    for (String setting : List.of("lr", "schedule", "validation")) {
      facts.put(setting, card.settings().get(setting));
    }
    facts.put("seed", training.seed());
    facts.put("threads", Jackhammer.threads());
    facts.put("data", card.settings().get("data"));
    Score learned = outcome.epochs().isEmpty() ? Score.NONE : outcome.epochs().getLast().train();
    put(facts, Part.TRAINING, learned, measures);
    for (Part part : List.of(Part.TEST, Part.VALIDATION)) {
      boolean known = part == judged && outcome.verdict() != null;
      put(facts, part, known ? outcome.verdict().score() : Score.NONE, measures);
    }
    facts.put("seconds", outcome.seconds());
    facts.put("samples_per_second", outcome.samplesPerSecond());
    facts.put("weights", run.weights().toAbsolutePath());
    facts.put("interrupted", outcome.interrupted());
    return facts;
  }

  /** Values of a part; what is not known is written as null. */
  private static void put(
      Map<String, Object> facts, Part part, Score score, List<Measure> measures) {
    for (int i = 0; i < measures.size(); i++) {
      if (part != Part.TRAINING || measures.get(i).learning()) {
        facts.put(part.key() + "_" + measures.get(i).key(), score.value(measures, i));
      }
    }
  }

  /** {@code jackhammer eval}: how good the saved weights are on the test examples. */
  final int evaluate(SavedRun run, Eval request) {
    prepare(request.data(), request.err());
    T task = restore(run);
    Examples<B> test = run.read(card -> read(request.data(), card, Part.TEST));
    long started = System.nanoTime();
    Verdict verdict;
    try (Progress progress = Progress.start(request.err(), "test", test.size(), test.unit())) {
      verdict = task.judge(test, progress.fleeting());
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    verdict.print(request.out());
    request
        .out()
        .printf(
            Locale.ROOT,
            "Test %s on %,d %s from %s%n",
            verdict.score().text(task.measures()),
            test.size(),
            test.unit(),
            test.source());
    Map<String, Object> facts = facts(run);
    facts.put("data", test.source());
    facts.put("samples", test.size());
    put(facts, Part.TEST, verdict.score(), task.measures());
    facts.putAll(verdict.facts());
    facts.put("seconds", seconds);
    facts.put("samples_per_second", test.size() / seconds);
    request.json().print(request.out(), facts);
    return 0;
  }

  /**
   * The network of an earlier run with its weights, ready to be asked.
   *
   * @throws UserError if there is no such network, or the weights are another's
   */
  final T restore(SavedRun run) {
    Model<T> model =
        Model.of(models(), run.card().model(), run.cardFile() + ": \"model\" of this version");
    T task = run.read(model.build());
    run.load(task.module());
    task.module().eval();
    return task;
  }

  /** What eval and predict say first about saved weights in their JSON. */
  final Map<String, Object> facts(SavedRun run) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("recipe", run.card().recipe());
    facts.put("model", run.card().model());
    facts.putAll(shown(run.card()));
    facts.put("threads", Jackhammer.threads());
    facts.put("weights", run.weights().toAbsolutePath());
    return facts;
  }
}
