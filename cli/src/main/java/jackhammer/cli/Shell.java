package jackhammer.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.tool.JavaShellToolBuilder;
import picocli.CommandLine.Command;

/**
 * JShell with the library imported, printing as a Python session does: the value of an expression,
 * and nothing for an assignment.
 */
@Command(
    name = "shell",
    description = {
      "An interactive session (JShell) with the library imported.",
      "Lines can be piped in: echo 'rand(2, 3)' | jackhammer shell"
    })
final class Shell extends CliCommand {
  private static final String MODE = "jackhammer";

  /**
   * By package, never {@code import module}, under which Parameter would be ambiguous; Module by
   * name, because java.lang has one. A package that is not on the class path is left out.
   */
  private static final List<String> IMPORTS =
      List.of(
          "jackhammer.*",
          "jackhammer.nn.*",
          "jackhammer.nn.Module",
          "jackhammer.optim.*",
          "jackhammer.data.*",
          "jackhammer.io.*",
          "jackhammer.vision.*",
          "jackhammer.text.*",
          "static jackhammer.Tensor.*",
          "static jackhammer.DType.*",
          "static jackhammer.nn.Pair.*",
          "static jackhammer.nn.Triple.*");

  @Override
  public Integer call() throws Exception {
    boolean interactive = Terminal.in();
    Path history = UserState.file("shell.properties");
    Map<String, String> memory = interactive ? load(history) : new HashMap<>();
    Path startup = Files.createTempFile("jackhammer-shell", ".jsh");
    try {
      Files.writeString(startup, startup(interactive));
      List<String> args = new ArrayList<>();
      args.addAll(List.of("--startup", startup.toString(), "--feedback", MODE));
      args.addAll(List.of("--class-path", System.getProperty("java.class.path")));
      for (String flag : JvmFlags.inherited()) {
        args.add("-R" + flag);
      }
      if (interactive) {
        out()
            .printf(
                "Jackhammer %s on Java %s. /exit or Ctrl-D ends, /help helps.%n",
                jackhammer.Jackhammer.version(), Runtime.version().feature());
      }
      out().flush();
      int code = tool(interactive).persistence(memory).start(args.toArray(String[]::new));
      if (interactive) {
        save(memory, history);
      }
      return code;
    } finally {
      Files.deleteIfExists(startup);
    }
  }

  /**
   * On a terminal JShell has to get System.in itself, or it would not edit lines. A pipe it echoes
   * to what it takes for the terminal's screen, so that one leads nowhere.
   */
  private static JavaShellToolBuilder tool(boolean interactive) {
    JavaShellToolBuilder tool = JavaShellToolBuilder.builder().err(System.err);
    if (interactive) {
      return tool.in(System.in, null).out(System.out);
    }
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return tool.in(new FilterInputStream(System.in) {}, null)
        .interactiveTerminal(false)
        .out(System.out, nowhere, System.out);
  }

  /** The commands and imports that JShell begins with. */
  static String startup(boolean interactive) throws IOException {
    String prompts = interactive ? "\">>> \" \"... \"" : "\"\" \"\"";
    String imports =
        IMPORTS.stream()
            .filter(Shell::exists)
            .map(name -> "import " + name + ";\n")
            .collect(Collectors.joining());
    try (InputStream in = Shell.class.getResourceAsStream("shell.jsh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@PROMPTS@", prompts)
          .replace("@IMPORTS@", imports);
    }
  }

  private static boolean exists(String imported) {
    String path =
        imported.replaceFirst("^static ", "").replaceFirst("\\.\\*$", "").replace('.', '/');
    ClassLoader loader = Shell.class.getClassLoader();
    return Stream.of(path + ".class", path + "/").anyMatch(p -> loader.getResource(p) != null);
  }

  private static Map<String, String> load(Path file) {
    Properties read = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      read.load(in);
    } catch (IOException | IllegalArgumentException e) {
      // The lines typed in earlier sessions are a comfort; without them the shell works all the
      // same.
      return new HashMap<>();
    }
    Map<String, String> map = new HashMap<>();
    read.forEach((k, v) -> map.put((String) k, (String) v));
    return map;
  }

  private void save(Map<String, String> map, Path file) {
    Properties p = new Properties();
    p.putAll(map);
    try {
      Files.createDirectories(file.getParent());
      try (var to = Files.newOutputStream(file)) {
        p.store(to, "Lines typed into jackhammer shell");
      }
    } catch (IOException e) {
      err().println("jackhammer shell: the lines typed could not be kept: " + e.getMessage());
    }
  }
}
