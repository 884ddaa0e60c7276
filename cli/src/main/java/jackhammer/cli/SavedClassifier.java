package jackhammer.cli;

import jackhammer.Autograd;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.io.CorruptFileException;
import jackhammer.vision.Images;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A classifier of pictures with the weights of an earlier training.
 *
 * @param run where they are from
 * @param classifier ready to be asked
 */
record SavedClassifier(SavedRun run, Classifier classifier) {
  private static final int SIDE = 28;

  /** How many classes predict shows. */
  private static final int BEST = 3;

  /** A picture whose border is lighter than this is unlike those that the network has seen. */
  private static final double LIGHT = 0.5;

  /**
   * Builds the network that the run names and loads its weights.
   *
   * @throws UserError if there is no such network, or the weights are another's
   */
  static SavedClassifier restore(SavedRun run) {
    RunCard card = run.card();
    PictureModel model =
        PictureModel.of(card.recipe(), card.model())
            .orElseThrow(
                () ->
                    new UserError(
                        "%s: expected a model of this version (%s), got '%s'"
                            .formatted(
                                run.cardFile(),
                                String.join(", ", PictureModel.ids(card.recipe())),
                                card.model())));
    Head head = card.binary() == null ? Head.MANY : Head.TWO;
    Network network = model.build(head.outputs(card.classes().size()));
    run.load(network.module());
    network.module().eval();
    return new SavedClassifier(run, new Classifier(network, head));
  }

  /** Tests on the test pictures. */
  int evaluate(Eval request, PictureData.Pictures test) {
    long started = System.nanoTime();
    Verdicts verdicts;
    try (Progress progress = Progress.start(request.err(), "test", test.size(), "pictures")) {
      verdicts = classifier.test(test.pictures(), progress.fleeting());
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    Score score = verdicts.score();
    Confusion confusion = Confusion.of(run.card().classes(), verdicts);
    confusion.print(request.out());
    request
        .out()
        .printf(
            Locale.ROOT,
            "%nTest accuracy %.2f %%, loss %.4f on %,d pictures from %s%n",
            100 * score.accuracy(),
            score.loss(),
            score.examples(),
            test.source());
    Map<String, Object> facts = facts();
    facts.put("data", test.source());
    facts.put("samples", score.examples());
    facts.put("test_loss", score.loss());
    facts.put("test_accuracy", score.accuracy());
    facts.put("confusion", confusion.rows());
    facts.put("seconds", seconds);
    facts.put("samples_per_second", score.examples() / seconds);
    request.json().print(request.out(), facts);
    return 0;
  }

  /** Says what pictures show. */
  int predict(Predict request) {
    List<Tensor> pictures = request.files().stream().map(f -> read(f, request)).toList();
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      Path file = request.files().get(i);
      Tensor x = pictures.get(i).unsqueeze(0);
      Tensor outputs = Autograd.noGrad(() -> classifier.network().layer().call(x));
      float[] likely = classifier.head().probabilities(outputs).toFloatArray();
      request.out().println(file);
      List<Map<String, Object>> best = new ArrayList<>();
      for (int c : likeliestFirst(likely)) {
        String name = run.card().classes().get(c);
        request.out().printf(Locale.ROOT, "  %6.2f %%  %s%n", 100 * likely[c], name);
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("class", name);
        choice.put("probability", (double) likely[c]);
        best.add(choice);
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("file", file);
      one.put("best", best);
      all.add(one);
    }
    Map<String, Object> facts = facts();
    facts.put("pictures", all);
    request.json().print(request.out(), facts);
    return 0;
  }

  private static Tensor read(Path file, Predict request) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": there is no such file");
    }
    Tensor picture;
    try {
      picture = Images.readGrey(file, SIDE, SIDE);
    } catch (CorruptFileException e) {
      throw new UserError(e.getMessage());
    }
    if (request.invert()) {
      return picture.rsub(1);
    }
    if (border(picture) > LIGHT) {
      request
          .err()
          .printf(
              "jackhammer predict: %s has a light background, the pictures that the network learned"
                  + " from a black one; --invert turns it round%n",
              file);
    }
    return picture;
  }

  /** The mean of the cells at the edge. */
  private static double border(Tensor picture) {
    Tensor inner = picture.narrow(1, 1, SIDE - 2).narrow(2, 1, SIDE - 2);
    return picture.sum().sub(inner.sum()).item() / (picture.numel() - inner.numel());
  }

  private static List<Integer> likeliestFirst(float[] likely) {
    return IntStream.range(0, likely.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -likely[c]))
        .limit(BEST)
        .toList();
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("recipe", run.card().recipe());
    facts.put("model", run.card().model());
    facts.put("classes", run.card().classes());
    facts.put("threads", Jackhammer.threads());
    facts.put("weights", run.weights().toAbsolutePath());
    return facts;
  }
}
