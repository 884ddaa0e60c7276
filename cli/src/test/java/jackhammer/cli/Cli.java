package jackhammer.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs commands as a user does: in this JVM, or through the launcher. */
final class Cli {
  /** What a command left behind. */
  record Result(int code, String out, String err) {
    String lastLine() {
      List<String> lines = out.lines().toList();
      return lines.getLast();
    }
  }

  private Cli() {}

  /** Runs the command in this JVM. */
  static Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Result(code, out.toString(), err.toString());
  }

  /** Runs {@code ./jackhammer} on this test's class path, with {@code input} piped in. */
  static Result launch(Map<String, String> environment, String input, String... args)
      throws Exception {
    return launch(Path.of(""), environment, input, args);
  }

  /** The same in a working directory of the caller's. */
  static Result launch(
      Path directory, Map<String, String> environment, String input, String... args)
      throws Exception {
    Process process =
        launcher(environment, args).directory(directory.toAbsolutePath().toFile()).start();
    CompletableFuture<String> out = read(process.getInputStream());
    CompletableFuture<String> err = read(process.getErrorStream());
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("jackhammer " + String.join(" ", args) + " did not end");
    }
    return new Result(process.exitValue(), out.get(), err.get());
  }

  /** How to start {@code ./jackhammer} on this test's class path. */
  static ProcessBuilder launcher(Map<String, String> environment, String... args) {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JACKHAMMER_CLASS_PATH", classPath());
    builder.environment().put("JACKHAMMER_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JACKHAMMER_HEAP", "512m");
    builder
        .environment()
        .put(
            "JACKHAMMER_JAVA_OPTS", "-Djackhammer.state=" + System.getProperty("jackhammer.state"));
    builder.environment().putAll(environment);
    return builder;
  }

  static Path launcher() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("jackhammer"))) {
      folder = folder.getParent();
    }
    return folder.resolve("jackhammer");
  }

  private static String classPath() {
    String surefires = System.getProperty("surefire.test.class.path");
    return surefires != null ? surefires : System.getProperty("java.class.path");
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
