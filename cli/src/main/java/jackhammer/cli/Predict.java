package jackhammer.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks saved weights about the user's own input. */
@Command(
    name = "predict",
    sortOptions = false,
    description = {
      "Ask saved weights about new input.",
      "fashion-mnist and moving say what it shows, names where it comes from: the three likeliest"
          + " classes of each. autoencoder writes a picture of each beside what came back,"
          + " NAME.reconstruction.png. series forecasts the months after a month."
    })
final class Predict extends CliCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = {
        "fashion-mnist, autoencoder: pictures (PNG, JPEG, GIF, BMP or TIFF), which become grey and"
            + " 28 x 28 first.",
        "moving: clips, each a folder with a picture for each of 5 frames, in the order of their"
            + " names, an animated GIF of 5 frames, or one picture with the frames side by side.",
        "names: family names. series: months, such as 1997-06."
      })
  private List<String> inputs;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "The weights, model.safetensors with recipe.json beside it. Default: those that were saved"
              + " last.")
  private Path weights;

  @Option(
      names = "--invert",
      description =
          "Swap black and white first: for dark things on a light background, such as photographs.")
  private boolean invert;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute. Default: all.")
  private Integer threads;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    TrainingOptions.applyThreads(threads);
    SavedRun run = SavedRun.open(weights);
    return Recipes.of(run).predict(run, this);
  }

  /** As they were given: names of files, for example. */
  List<String> inputs() {
    return inputs;
  }

  boolean invert() {
    return invert;
  }

  JsonOption json() {
    return json;
  }
}
