package jackhammer.cli;

import picocli.CommandLine.Command;

/** Names what can be trained; each recipe is a command below this one. */
@Command(
    name = "train",
    synopsisSubcommandLabel = "RECIPE",
    subcommandsRepeatable = false,
    description = "Train a network on real data.",
    footer = {"", "jackhammer train RECIPE --help shows a recipe's options."})
final class Train extends CliCommand {
  @Override
  public Integer call() {
    throw new UserError(
        "expected what to train, one of: %s; for example: jackhammer train %s"
            .formatted(String.join(", ", Recipes.names()), Recipes.names().getFirst()));
  }
}
