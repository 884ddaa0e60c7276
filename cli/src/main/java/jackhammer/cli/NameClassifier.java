package jackhammer.cli;

import jackhammer.Tensor;
import jackhammer.cli.plot.ConfusionGrid;
import jackhammer.text.PaddedExamples;
import jackhammer.text.models.TextClassifier;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** A network that tells texts of classes of very different sizes apart. */
final class NameClassifier extends Classifier<PaddedExamples> {
  static final String CLASSES = "classes";

  /** The mean over the classes of the share that is right: small classes count as large ones do. */
  private static final Measure BALANCED =
      new Measure(
          "balanced_accuracy", "balanced", "%.2f %%", 100, "Balanced (%)", "0.##", v -> v, false);

  private final TextClassifier network;

  /** Makes a network for a number of tokens and of classes. */
  interface Build {
    TextClassifier of(int tokens, int classes);
  }

  NameClassifier(TextClassifier network, List<String> classes) {
    super(network, Head.MANY, classes);
    this.network = network;
  }

  @Override
  Tensor outputs(PaddedExamples batch) {
    return network.call(batch.input(), batch.lengths());
  }

  @Override
  Tensor labels(PaddedExamples batch) {
    return batch.target();
  }

  @Override
  public List<Measure> measures() {
    List<Measure> measures = new ArrayList<>(super.measures());
    measures.add(BALANCED);
    return measures;
  }

  @Override
  public Verdict judge(Examples<PaddedExamples> examples, Progress progress) {
    Classified said = classify(examples, progress);
    return new Balanced(said, Confusion.of(classes(), said.labels(), said.choices()));
  }

  @Override
  Map<String, Supplier<BufferedImage>> pictures(
      Examples<PaddedExamples> examples, Classified said) {
    Confusion confusion = Confusion.of(classes(), said.labels(), said.choices());
    return Map.of(
        "confusion.png",
        () ->
            ConfusionGrid.draw(
                "True language (rows), and what it was taken for (%)",
                confusion.classes(), confusion.counts()));
  }

  /** Beside what was said: how good it would be to say always the same. */
  private record Balanced(Classified said, Confusion confusion) implements Verdict {
    @Override
    public Score score() {
      return said.score().with(confusion.balanced());
    }

    @Override
    public void print(PrintWriter out) {
      said.print(out);
      out.printf(
          Locale.ROOT,
          "To say always %s would be right for %.2f %%, balanced %.2f %%.%n",
          confusion.classes().get(confusion.largest()),
          100 * majority(),
          100.0 / confusion.classes().size());
    }

    private double majority() {
      int[][] counts = confusion.counts();
      return (double) Arrays.stream(counts[confusion.largest()]).sum() / said.labels().length;
    }

    @Override
    public Map<String, Object> facts() {
      Map<String, Object> facts = new LinkedHashMap<>(said.facts());
      facts.put("majority_class", confusion.classes().get(confusion.largest()));
      facts.put("majority_accuracy", majority());
      return facts;
    }

    @Override
    public Map<String, Supplier<BufferedImage>> pictures() {
      return said.pictures();
    }
  }
}
