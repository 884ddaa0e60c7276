package jackhammer.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets saved weights write. */
@Command(
    name = "generate",
    sortOptions = false,
    description = "Write something new with saved weights: poems, with those of the recipe poems.")
final class Generate extends CliCommand {
  @Option(names = "--prompt", paramLabel = "TEXT", description = "How it begins. Default: nothing.")
  private String prompt = "";

  @Option(
      names = "--temperature",
      paramLabel = "X",
      description =
          "Below 1 the likely becomes likelier, above 1 the unlikely; at 0 the likeliest is taken"
              + " always. Default: ${DEFAULT-VALUE}.")
  private double temperature = 0.8;

  @Option(names = "--count", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}.")
  private int count = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides the draws: the same seed, the same text. Default: ${DEFAULT-VALUE}.")
  private long seed;

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

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    if (!(temperature >= 0 && Double.isFinite(temperature))) {
      throw new UserError("--temperature: expected a number from 0 on, got " + temperature);
    }
    if (count < 1) {
      throw new UserError("--count: expected at least 1, got " + count);
    }
    TrainingOptions.applyThreads(threads);
    SavedRun run = SavedRun.open(weights);
    return Recipes.of(run).generate(run, this);
  }

  String prompt() {
    return prompt;
  }

  double temperature() {
    return temperature;
  }

  int count() {
    return count;
  }

  long seed() {
    return seed;
  }

  JsonOption json() {
    return json;
  }
}
