package jackhammer.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compiles a Java source file in memory and runs it, as {@code java FILE.java} does. */
@Command(
    name = "run",
    description = {
      "Run a Java source file with the library on its class path.",
      "Compact source files (a bare void main()) work, and so do further files beside it."
    })
final class Run extends CliCommand {
  @Parameters(index = "0", paramLabel = "FILE.java", description = "The program.")
  private Path file;

  @Parameters(index = "1..*", paramLabel = "ARG", description = "What the program gets.")
  private List<String> args = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (!file.toString().endsWith(".java")) {
      throw new UserError(file + ": expected a Java source file, whose name ends in .java");
    }
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": there is no such file");
    }
    SourceProgram program = SourceProgram.compile(file, err());
    if (program == null) {
      err().printf("jackhammer run: %s does not compile, see above%n", file);
      return Main.USER_ERROR;
    }
    return program.run(args.toArray(String[]::new), err());
  }
}
