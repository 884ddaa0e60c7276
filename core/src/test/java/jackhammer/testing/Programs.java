package jackhammer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * Small programs with twins in PyTorch: a golden file of lines program, fact, value, and classes
 * with a static method for each program that states the same facts.
 */
public final class Programs {
  private final Map<String, Map<String, String>> goldens = new LinkedHashMap<>();
  private final Map<String, Method> twins = new TreeMap<>();

  /**
   * @param file in the goldens of the test resources
   * @param classes whose static methods of a {@link Facts} are the twins
   */
  public Programs(String file, List<Class<?>> classes) {
    try (InputStream in = Programs.class.getResourceAsStream("/goldens/" + file)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .forEach(
              fields ->
                  goldens
                      .computeIfAbsent(camelCase(fields[0]), k -> new LinkedHashMap<>())
                      .put(fields[1], fields[2]));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    for (Class<?> c : classes) {
      for (Method m : c.getDeclaredMethods()) {
        if (Arrays.equals(m.getParameterTypes(), new Class<?>[] {Facts.class})) {
          m.setAccessible(true);
          twins.put(m.getName(), m);
        }
      }
    }
  }

  private static String camelCase(String name) {
    StringBuilder out = new StringBuilder();
    for (String word : name.split("_")) {
      out.append(out.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return out.toString();
  }

  public Stream<String> names() {
    return goldens.keySet().stream();
  }

  /** What PyTorch states, by "program/fact"; null if nothing. */
  public String golden(String key) {
    String[] parts = key.split("/", 2);
    return goldens.get(parts[0]).get(parts[1]);
  }

  /** Fails where a program of the goldens has no twin, or the other way round. */
  public void checkComplete() {
    assertThat(twins.keySet()).isEqualTo(new TreeSet<>(goldens.keySet()));
  }

  /**
   * Runs a twin and compares.
   *
   * @param expected from a fact and PyTorch's value to the value that is expected here
   */
  public void check(String program, BinaryOperator<String> expected) throws Throwable {
    Facts facts = new Facts();
    try {
      twins.get(program).invoke(null, facts);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    Map<String, String> golden = goldens.get(program);
    assertThat(facts.names()).containsExactlyElementsOf(golden.keySet());
    SoftAssertions softly = new SoftAssertions();
    golden.forEach((fact, value) -> facts.compare(fact, expected.apply(fact, value), softly));
    softly.assertAll();
  }
}
