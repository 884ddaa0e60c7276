package jackhammer.cli;

import jackhammer.cli.plot.Fonts;
import jackhammer.cli.plot.PairGrid;
import jackhammer.data.Dataset;
import jackhammer.data.Example;
import jackhammer.vision.FashionMnist;
import jackhammer.vision.models.SmallAutoencoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Pictures of Fashion-MNIST through a few numbers and back. */
@Command(
    name = "autoencoder",
    sortOptions = false,
    description = {
      "Train a network to give pictures back after it has made a few numbers of each: convolutions"
          + " with a stride and a pool down, transposed convolutions and an unpool up.",
      "The folder of the results gets model.safetensors (PyTorch reads it), recipe.json,"
          + " metrics.csv, curves.png and reconstructions.png."
    })
final class AutoencoderRecipe extends PictureRecipe<Reconstruction> {
  private static final String CODE = "code";

  @Option(
      names = "--code",
      paramLabel = "N",
      description = "How many numbers stand for a picture. Default: ${DEFAULT-VALUE}.")
  private int code = 32;

  @Override
  List<Model<Reconstruction>> models() {
    // With the best of the learning rates 0.002 and 0.005 by --validation 0.1, 5 epochs on the
    // pictures in the jar, seed 0: errors 0.0063 and 0.0058.
    return List.of(
        new Model<>(
            "conv",
            card ->
                new Reconstruction(
                    new SmallAutoencoder((int) card.number(CODE)), FashionMnist.CLASSES),
            5e-3,
            Schedule.COSINE));
  }

  @Override
  Map<String, Object> facts(DataOptions from) {
    TrainingOptions.atLeastOne("--code", code);
    return Map.of(CODE, code);
  }

  @Override
  Map<String, Object> shown(RunCard card) {
    return card.facts();
  }

  @Override
  Dataset<Example> seen(RunCard card, FashionMnist pictures) {
    return pictures;
  }

  @Override
  int predict(SavedRun run, Predict request) {
    Fonts.problem()
        .ifPresent(
            problem -> {
              throw new UserError(problem);
            });
    Reconstruction task = restore(run);
    List<Map<String, Object>> all = new ArrayList<>();
    GreyInput.pictures(request)
        .forEach(
            (name, x) -> {
              Path file = Path.of(name);
              PairGrid.Pair pair = task.pair(x, "error");
              Path to = file.resolveSibling(withoutEnding(file) + ".reconstruction.png");
              OutputFile.write(
                  to, PairGrid.draw(file.getFileName() + " and what came back", List.of(pair)));
              request
                  .out()
                  .printf(Locale.ROOT, "%s%n  error %.4f, see %s%n", name, pair.error(), to);
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("file", name);
              one.put("error", pair.error());
              one.put("reconstruction", to);
              all.add(one);
            });
    Map<String, Object> facts = facts(run);
    facts.put("pictures", all);
    request.json().print(request.out(), facts);
    return 0;
  }

  private static String withoutEnding(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
