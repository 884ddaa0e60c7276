package jackhammer.cli;

import jackhammer.Jackhammer;
import jackhammer.bench.BenchCommand;
import jackhammer.io.CorruptFileException;
import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the command line begins. */
public final class Main {
  /** The commands in the order in which help shows them: a new one is a class and its line here. */
  private static final List<Class<? extends Callable<Integer>>> COMMANDS =
      List.of(
          Train.class,
          Eval.class,
          Predict.class,
          Generate.class,
          Run.class,
          Shell.class,
          BenchCommand.class,
          Doctor.class,
          Help.class);

  /** The exit code of a mistake in how a command was used. */
  static final int USER_ERROR = 2;

  private static final int FAILURE = 1;

  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    int code =
        run(
            writer(System.out, System.out.charset()),
            writer(System.err, System.err.charset()),
            args);
    if (code != 0) {
      System.exit(code);
    }
    // With 0, threads that a user's program started may still be at work, as under java.
  }

  /** Runs a command in this JVM and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Root());
    for (Class<? extends Callable<Integer>> command : COMMANDS) {
      line.addSubcommand(command);
    }
    Recipes.addTo(line.getSubcommands().get("train"));
    line.getSubcommands().values().forEach(Main::addHelp);
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.getSubcommands().get("run").setStopAtPositional(true);
    line.setParameterExceptionHandler((e, a) -> wrongUse(err, e));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(err, command, e));
    int code = line.execute(args);
    out.flush();
    err.flush();
    return code;
  }

  private static void addHelp(CommandLine command) {
    command.getSubcommands().values().forEach(Main::addHelp);
    if (command.getCommandSpec().findOption("--help") == null) {
      command.getCommandSpec().addOption(help());
    }
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this text.")
        .build();
  }

  private static int wrongUse(PrintWriter err, ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    String help = name.replaceFirst("^jackhammer", "jackhammer help");
    err.printf("%s: %s (see: %s)%n", name, WrongUse.message(e), help);
    return USER_ERROR;
  }

  private static int failed(PrintWriter err, CommandLine command, Exception e) {
    String name = command.getCommandSpec().qualifiedName();
    String message = usersMistake(e);
    if (message != null) {
      err.printf("%s: %s%n", name, oneLine(message));
      return USER_ERROR;
    }
    err.printf("%s: this is a fault of Jackhammer, please report it with what follows:%n", name);
    e.printStackTrace(err);
    return FAILURE;
  }

  /** What to tell the user, or null where the user is not to blame. */
  private static String usersMistake(Exception e) {
    return switch (e) {
      case UserError u -> u.getMessage();
      case CorruptFileException c -> c.getMessage();
      case NoSuchFileException f -> f.getFile() + ": there is no such file";
      case AccessDeniedException f -> f.getFile() + ": access denied";
      case FileSystemException f -> f.getMessage();
      case FileNotFoundException f -> f.getMessage();
      case UncheckedIOException u -> usersMistake(u.getCause());
      default -> null;
    };
  }

  static String oneLine(String message) {
    return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  private static PrintWriter writer(java.io.OutputStream stream, Charset charset) {
    return new PrintWriter(stream, true, charset);
  }

  /** The command without a command: shows what there is. */
  @Command(
      name = "jackhammer",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      description = "PyTorch's convolutional and recurrent networks in pure Java.",
      footer = {"", "jackhammer help COMMAND shows a command's options."})
  static final class Root implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      spec.commandLine().usage(spec.commandLine().getOut());
      return 0;
    }
  }

  /** Answers --version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"jackhammer " + Jackhammer.version()};
    }
  }
}
