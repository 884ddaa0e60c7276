package jackhammer.autograd;

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
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** About a hundred small programs about the rules of autograd, each with its twin in PyTorch. */
class AutogradProgramsTest {
  private static final List<Class<?>> PROGRAMS =
      List.of(
          GraphPrograms.class,
          SizePrograms.class,
          InPlacePrograms.class,
          ModePrograms.class,
          HookPrograms.class,
          ModuleHookPrograms.class,
          FunctionPrograms.class);

  /** Where this library differs on purpose: program and fact, what it gives, and why. */
  private static final Map<String, Difference> DIFFERENCES =
      Map.of(
          "theLayoutOfGradients/x.grad",
          new Difference(
              "float32 [3,2] | 0.0 6.0 2.0 8.0 4.0 10.0 ; true",
              "a gradient is row-major whatever the layout of its leaf"),
          "aChangeWithItself/overlapping",
          new Difference("ok", "operands that overlap are read before anything is written"),
          "viewsMadeWithoutRecording/flags",
          new Difference("false ; false", "nothing made without recording requires a gradient"),
          "nestedModes/view",
          new Difference("false", "nothing made without recording requires a gradient"),
          "viewsOfSeveralOutputsDoNotChange/chunk",
          new Difference("ok", "a piece may change, see AutogradInPlaceTest"),
          "viewsOfSeveralOutputsDoNotChange/unbind",
          new Difference("ok", "a piece may change, see AutogradInPlaceTest"),
          "viewsOfSeveralOutputsDoNotChange/split",
          new Difference("ok", "a piece may change, see AutogradInPlaceTest"),
          "viewsOfSeveralOutputsDoNotChange/y",
          new Difference("float32 [4] | 9.0 9.0 6.0 8.0", "as above"),
          "hooksOfGrad/y x",
          new Difference(
              "float32 [2] | 400.0 800.0 ; float32 [2] | 8000.0 16000.0",
              "PyTorch leaves the hook of y out of y's gradient when x is asked for too, and only"
                  + " then"));

  private record Difference(String own, String why) {}

  static Stream<String> programs() {
    return goldens().keySet().stream();
  }

  private static Map<String, Map<String, String>> goldens() {
    try (InputStream in = AutogradProgramsTest.class.getResourceAsStream("/goldens/autograd.tsv")) {
      Map<String, Map<String, String>> result = new LinkedHashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .forEach(
              fields ->
                  result
                      .computeIfAbsent(camelCase(fields[0]), k -> new LinkedHashMap<>())
                      .put(fields[1], fields[2]));
      return result;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String camelCase(String name) {
    StringBuilder out = new StringBuilder();
    for (String word : name.split("_")) {
      out.append(out.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return out.toString();
  }

  private static Map<String, Method> twins() {
    Map<String, Method> result = new TreeMap<>();
    for (Class<?> c : PROGRAMS) {
      for (Method m : c.getDeclaredMethods()) {
        if (Arrays.equals(m.getParameterTypes(), new Class<?>[] {Facts.class})) {
          result.put(m.getName(), m);
        }
      }
    }
    return result;
  }

  @Test
  void everyProgramHasItsTwin() {
    assertThat(twins().keySet()).isEqualTo(new TreeSet<>(goldens().keySet()));
  }

  @Test
  void everyDifferenceIsOne() {
    DIFFERENCES.forEach(
        (key, difference) -> {
          String[] parts = key.split("/", 2);
          assertThat(goldens().get(parts[0]).get(parts[1]))
              .as(difference.why)
              .isNotNull()
              .isNotEqualTo(difference.own);
        });
  }

  @ParameterizedTest
  @MethodSource("programs")
  void statesWhatPyTorchStates(String program) throws Throwable {
    Facts facts = new Facts();
    try {
      Method twin = twins().get(program);
      twin.setAccessible(true);
      twin.invoke(null, facts);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    Map<String, String> golden = goldens().get(program);
    assertThat(facts.names()).containsExactlyElementsOf(golden.keySet());
    SoftAssertions softly = new SoftAssertions();
    golden.forEach(
        (fact, value) -> {
          Difference own = DIFFERENCES.get(program + "/" + fact);
          facts.compare(fact, own == null ? value : own.own, softly);
        });
    softly.assertAll();
  }
}
