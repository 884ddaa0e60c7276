package jackhammer.cli;

import jackhammer.Tensor;
import jackhammer.cli.plot.MistakeGrid;
import jackhammer.data.Example;
import jackhammer.nn.Layer;
import jackhammer.nn.Module;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** A network that tells apart what pictures show, or clips. */
final class PictureClassifier extends Classifier<Example> {
  static final String CLASSES = "classes";
  static final String BINARY = "binary";

  private final Layer layer;

  private <M extends Module & Layer> PictureClassifier(M network, Head head, List<String> classes) {
    super(network, head, classes);
    this.layer = network;
  }

  /**
   * A network that a recipe offers; {@code build} gets the number of its outputs. The run's facts
   * name the classes and say whether there is one output for two of them.
   */
  static <M extends Module & Layer> Model<PictureClassifier> model(
      String id, IntFunction<M> build, double lr, Schedule schedule) {
    return new Model<>(
        id,
        card -> {
          List<String> classes = card.strings(CLASSES);
          Head head = card.numbers(BINARY) == null ? Head.MANY : Head.TWO;
          return new PictureClassifier(build.apply(head.outputs(classes.size())), head, classes);
        },
        lr,
        schedule);
  }

  @Override
  Tensor outputs(Example batch) {
    return layer.call(batch.input());
  }

  @Override
  Tensor labels(Example batch) {
    return batch.target();
  }

  /** {@link Classifier#answer} for pictures or clips, by the names of their files. */
  int answer(Predict request, Map<String, Tensor> inputs, Map<String, Object> facts) {
    Map<String, Example> batches = new LinkedHashMap<>();
    inputs.forEach((name, x) -> batches.put(name, new Example(x.unsqueeze(0), Tensor.zeros(1))));
    return answer(request, batches, facts, "pictures", "file");
  }

  @Override
  Map<String, Supplier<BufferedImage>> pictures(Examples<Example> examples, Classified said) {
    return Map.of("mistakes.png", () -> mistakes(examples, said));
  }

  /** The mistakes of which the network was surest. */
  private BufferedImage mistakes(Examples<Example> examples, Classified said) {
    int[] wrong = said.mistakes();
    List<MistakeGrid.Mistake> shown =
        Arrays.stream(wrong)
            .limit(MistakeGrid.MOST)
            .mapToObj(
                i ->
                    new MistakeGrid.Mistake(
                        still(examples.batch(i).input().squeeze(0)),
                        classes().get(said.labels()[i]),
                        classes().get(said.choices()[i]),
                        said.sureness()[i]))
            .toList();
    return MistakeGrid.draw(
        String.format(
            Locale.ROOT,
            "%,d of %,d %s %s are taken for something else%s",
            wrong.length,
            examples.size(),
            examples.part().word(),
            examples.unit(),
            wrong.length > MistakeGrid.MOST
                ? "; the " + MistakeGrid.MOST + " of which the network is surest:"
                : wrong.length > 0 ? ", the surest first:" : "."),
        shown);
  }

  /**
   * A clip [1, T, H, W] as one picture: its frames over each other, the later the brighter; a
   * picture as it is.
   */
  private static Tensor still(Tensor picture) {
    if (picture.dim() == 3) {
      return picture;
    }
    long frames = picture.size(1);
    Tensor still = picture.select(1, 0).mul(0);
    for (int t = 0; t < frames; t++) {
      still = still.maximum(picture.select(1, t).mul((t + 1.0) / frames));
    }
    return still;
  }
}
