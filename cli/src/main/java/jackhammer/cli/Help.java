package jackhammer.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What {@code --help} shows, for commands below commands too. picocli's own command of this name
 * overlooks options that do not exist.
 */
@Command(name = "help", description = "Show what a command does and its options.")
final class Help extends CliCommand {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command, as it is typed. Default: all commands.")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine().getParent();
    for (String word : words) {
      Map<String, CommandLine> known = command.getSubcommands();
      CommandLine next = known.get(word);
      if (next == null) {
        throw new UserError(
            "there is no command '%s'%s"
                .formatted(
                    String.join(" ", words.subList(0, words.indexOf(word) + 1)),
                    Suggestion.of(word, known.keySet())));
      }
      command = next;
    }
    command.usage(out());
    return 0;
  }
}
