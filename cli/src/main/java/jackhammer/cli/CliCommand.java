package jackhammer.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a command inherits: where its output goes. */
@Command
abstract class CliCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Where results go. */
  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where progress and remarks go. */
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
