package jackhammer.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Another process, asked one question at a time: one JSON object per line goes to its standard
 * input, one comes back from its standard output. An answer with a key {@code error} is an
 * exception here; what the process writes to its standard error is kept in a file and quoted when
 * the process dies.
 */
public final class LineProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int QUOTED_CHARACTERS = 2000;

  /** Longer than the 10 ms in which systems count the time of a process. */
  private static final int WINDOW_MILLIS = 24;

  private static final int MOST_WINDOWS = 80;
  private static final int BLIND_MILLIS = 250;

  private final String what;
  private final Process process;
  private final BufferedWriter toProcess;
  private final BufferedReader fromProcess;
  private final Path errors;

  /**
   * Starts the process.
   *
   * @param what names the process in error texts
   * @param command program and arguments
   * @param environment variables to set; an empty value removes the variable
   */
  public LineProcess(String what, List<String> command, Map<String, String> environment) {
    this.what = what;
    try {
      errors = Files.createTempFile("jackhammer-peer", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      environment.forEach(
          (name, value) -> {
            if (value.isEmpty()) {
              builder.environment().remove(name);
            } else {
              builder.environment().put(name, value);
            }
          });
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(what + " does not start: " + String.join(" ", command), e);
    }
    toProcess =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    fromProcess =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** An empty question of the given kind, to be filled in. */
  public static ObjectNode question(String command) {
    return JSON.createObjectNode().put("cmd", command);
  }

  /** The mapper for what goes into a question. */
  public static ObjectMapper json() {
    return JSON;
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws UnsupportedOperationException if the answer is {@code {"unsupported": reason}}
   * @throws IllegalStateException if the answer is an error, or the process is gone
   */
  public JsonNode ask(ObjectNode question) {
    try {
      toProcess.write(JSON.writeValueAsString(question));
      toProcess.newLine();
      toProcess.flush();
      String line = fromProcess.readLine();
      if (line == null) {
        throw new IOException("end of its output");
      }
      JsonNode answer = JSON.readTree(line);
      if (answer.has("unsupported")) {
        throw new UnsupportedOperationException(what + ": " + answer.get("unsupported").asText());
      }
      if (answer.has("error")) {
        throw new IllegalStateException(what + ": " + answer.get("error").asText());
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(what + " is gone: " + e.getMessage() + "\n" + lastWords(), e);
    }
  }

  /** Whether the process still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Returns when the process has used no processor for a moment, or after two seconds. Where the
   * system does not say what a process uses, after a quarter of a second.
   */
  public void awaitIdle() {
    try {
      Optional<Duration> before = process.info().totalCpuDuration();
      if (before.isEmpty()) {
        Thread.sleep(BLIND_MILLIS);
        return;
      }
      for (int i = 0; i < MOST_WINDOWS; i++) {
        Thread.sleep(WINDOW_MILLIS);
        Optional<Duration> now = process.info().totalCpuDuration();
        if (now.equals(before)) {
          return;
        }
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String lastWords() {
    try {
      process.waitFor(2, TimeUnit.SECONDS);
      String text = Files.readString(errors, StandardCharsets.ISO_8859_1);
      return text.substring(Math.max(0, text.length() - QUOTED_CHARACTERS));
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Ends the process: it leaves by itself when its input ends, and is killed if it does not. */
  @Override
  public void close() {
    try {
      toProcess.close();
    } catch (IOException e) {
      process.destroy();
    }
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(errors);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      errors.toFile().deleteOnExit();
    }
  }
}
