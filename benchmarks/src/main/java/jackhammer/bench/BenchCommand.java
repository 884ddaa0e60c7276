package jackhammer.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import jackhammer.ConvolutionAlgorithm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code jackhammer bench}: the race against libtorch and, where there is one, the official
 * PyTorch.
 */
@Command(
    name = "bench",
    sortOptions = false,
    description = {
      "Races against libtorch (from Maven, in a process of its own) and the official Python PyTorch.",
      "ratio = opponent's time / ours: above 1 we win. Errors are relative to float64."
    })
public final class BenchCommand implements Callable<Integer> {

  private static final long LISTEN_MILLIS = 500;

  /** From this share of the processors on, other programs disturb. */
  private static final double BUSY = 0.08;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  private boolean help;

  @Option(
      names = "--suite",
      split = ",",
      paramLabel = "SUITE",
      description = "gemm, conv, elementwise, rnn or models; several with commas. Default: all.")
  private List<String> suites = List.of();

  @Option(
      names = "--row",
      paramLabel = "TEXT",
      description = "Only rows whose name contains this text.")
  private String rowText = "";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of each side. Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--quick", description = "Fewer rows, fewer and shorter rounds.")
  private boolean quick;

  @Option(names = "--short", description = "Every row, in fewer and shorter rounds.")
  private boolean shortRounds;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "-",
      description =
          "Writes {\"rows\": [...]} to FILE; without FILE as the last line of standard output.")
  private String json;

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description =
          "A Python with torch installed: adds the official PyTorch as a second opponent.")
  private Path python;

  @Option(names = "--no-libtorch", description = "Leaves libtorch out.")
  private boolean noLibtorch;

  @Option(names = "--kernels", description = "Races our bare kernels, without tensors around them.")
  private boolean kernels;

  @Option(
      names = "--step",
      description = "Each of our calls in a Jackhammer.step, which uses its memory again.")
  private boolean step;

  @Override
  public Integer call() throws IOException {
    List<Row> rows = selected();
    PrintWriter out = spec.commandLine().getOut();
    List<Outcome> outcomes = new ArrayList<>();
    List<Contender> contenders = contenders();
    try {
      Race race =
          new Race(
              contenders,
              threads,
              quick || shortRounds ? Race.Effort.QUICK : Race.Effort.FULL,
              note -> spec.commandLine().getErr().println("bench: " + note));
      out.printf(
          Locale.ROOT,
          "%s%s against %s, %d thread%s each%n",
          contenders.getFirst().name(),
          step ? " in steps" : "",
          contenders.size() == 1
              ? "nobody"
              : contenders.stream()
                  .skip(1)
                  .map(Contender::name)
                  .collect(Collectors.joining(" and ")),
          threads,
          threads == 1 ? "" : "s");
      warnIfBusy();
      String suite = "";
      for (Row row : rows) {
        if (!row.suite().equals(suite)) {
          suite = row.suite();
          out.printf("%n%s%n%s", suite, Outcome.heading());
        }
        for (Outcome o : race.run(row)) {
          out.print(o.line());
          outcomes.add(o);
        }
        out.flush();
      }
    } finally {
      contenders.forEach(Contender::close);
    }
    summary(out, outcomes);
    if (json != null) {
      writeJson(outcomes);
    }
    return 0;
  }

  private List<Row> selected() {
    Path folder = json == null ? null : Path.of(json).toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new ParameterException(
          spec.commandLine(), "--json: expected a file in a folder that is there, got " + json);
    }
    for (String s : suites) {
      if (!Rows.suites().contains(s)) {
        throw new ParameterException(
            spec.commandLine(),
            "--suite: expected one of " + String.join(", ", Rows.suites()) + ", got '" + s + "'");
      }
    }
    if (threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--threads: expected at least 1, got " + threads);
    }
    List<Row> rows =
        Rows.all().stream()
            .filter(r -> suites.isEmpty() || suites.contains(r.suite()))
            .filter(r -> r.name().contains(rowText))
            .filter(r -> !quick || r.quick())
            .toList();
    if (rows.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--row: no row's name contains '" + rowText + "'");
    }
    return rows;
  }

  private List<Contender> contenders() {
    List<Contender> list = new ArrayList<>();
    list.add(kernels ? new KernelContender(threads) : new Ours(threads, step));
    if (!noLibtorch) {
      try {
        list.add(Peer.libtorch(LibtorchJars.classPath(spec.commandLine().getErr()), threads));
      } catch (IOException | IllegalStateException e) {
        spec.commandLine().getErr().println("bench: without libtorch: " + e.getMessage());
      }
    }
    if (python != null) {
      try {
        list.add(Peer.python(python, threads));
      } catch (IllegalStateException | UncheckedIOException e) {
        list.forEach(Contender::close);
        throw new ParameterException(spec.commandLine(), "--python: " + e.getMessage(), e);
      }
    }
    return list;
  }

  /** Everybody waits now, so what the machine does it does for others. */
  private void warnIfBusy() {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    machine.getCpuLoad(); // counts from here
    try {
      Thread.sleep(LISTEN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    double load = machine.getCpuLoad();
    if (load > BUSY) {
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "bench: other programs use %.0f %% of the processors: these figures say little%n",
              load * 100);
    }
  }

  /** The geometric mean of the ratios, for each suite and opponent. */
  private static void summary(PrintWriter out, List<Outcome> outcomes) {
    outcomes.stream()
        .filter(o -> Double.isFinite(o.ratio()))
        .filter(o -> o.row().algorithm() == ConvolutionAlgorithm.AUTO)
        .collect(
            Collectors.groupingBy(
                o -> String.format(Locale.ROOT, "%-12s against %s", o.row().suite(), o.peer()),
                LinkedHashMap::new,
                Collectors.averagingDouble(o -> Math.log(o.ratio()))))
        .forEach(
            (key, mean) ->
                out.printf(
                    Locale.ROOT, "%ngeometric mean of the ratios, %s: %.2f", key, Math.exp(mean)));
    out.println();
  }

  private void writeJson(List<Outcome> outcomes) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    ArrayNode rows = root.putArray("rows");
    outcomes.forEach(o -> rows.add(o.json(mapper)));
    String text = mapper.writeValueAsString(root);
    if (json.equals("-")) {
      spec.commandLine().getOut().println(text);
    } else {
      Files.writeString(Path.of(json), text + "\n");
    }
  }
}
