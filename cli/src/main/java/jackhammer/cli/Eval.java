package jackhammer.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tests saved weights. */
@Command(
    name = "eval",
    sortOptions = false,
    description = "Test saved weights on the test data of the recipe that made them.")
final class Eval extends CliCommand {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "The weights, model.safetensors with recipe.json beside it. Default: those that were saved"
              + " last.")
  private Path weights;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute. Default: all.")
  private Integer threads;

  @Mixin private DataOptions data;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    TrainingOptions.applyThreads(threads);
    SavedRun run = SavedRun.open(weights);
    return Recipes.of(run).evaluate(run, this);
  }

  /** Which test data. */
  DataOptions data() {
    return data;
  }

  JsonOption json() {
    return json;
  }
}
