package jackhammer.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Autograd;
import jackhammer.Jackhammer;
import jackhammer.PrintOptions;
import jackhammer.io.CorruptFileException;
import jackhammer.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every public method and constructor, called with what nobody should give it: it works, or it says
 * in its own words what is wrong.
 */
class BadInputFuzzTest {
  private static final int TRIES =
      Integer.getInteger("jackhammer.tries", Boolean.getBoolean("jackhammer.thorough") ? 600 : 40);

  /** What an error may be, exactly: below these lie Java's own accidents. */
  private static final Set<Class<?>> SAID =
      Set.of(
          IllegalArgumentException.class,
          IndexOutOfBoundsException.class,
          IllegalStateException.class,
          UnsupportedOperationException.class,
          CorruptFileException.class);

  /** What a message may begin with: the name of a class or method of the library. */
  private static final Set<String> NAMES =
      PublicApi.all().stream()
          .flatMap(
              c ->
                  Stream.of(
                          Stream.of(c.getSimpleName()),
                          Arrays.stream(c.getDeclaredMethods()).map(Method::getName),
                          PublicApi.executables(c).stream().map(Executable::getName))
                      .flatMap(names -> names))
          .map(BadInputFuzzTest::plain)
          .collect(Collectors.toSet());

  @TempDir Path folder;

  private final int threads = Jackhammer.threads();

  /** What the calls have set for all that comes after them. */
  @AfterEach
  void restore() {
    Jackhammer.setPrintOptions(o -> PrintOptions.DEFAULT);
    Jackhammer.threads(threads);
    Autograd.setGradEnabled(true);
  }

  @Test
  void nothingFallsThrough() {
    long seed = Seeds.next();
    Map<String, String> found = new LinkedHashMap<>();
    int calls = 0;
    for (Class<?> c : PublicApi.all()) {
      for (Executable e : PublicApi.executables(c)) {
        Values values = new Values(seed ^ e.toGenericString().hashCode(), folder);
        for (int i = 0; i < TRIES; i++) {
          calls++;
          attempt(e, values, found);
        }
      }
    }
    assertThat(calls).isGreaterThan(40_000);
    assertThat(found.values().stream().collect(Collectors.joining("\n")))
        .as("calls that answered badly")
        .isEmpty();
  }

  private void attempt(Executable e, Values values, Map<String, String> found) {
    Object receiver = null;
    if (e instanceof Method && !Modifier.isStatic(e.getModifiers())) {
      receiver = values.receiver(e.getDeclaringClass());
      if (receiver == null) {
        return;
      }
    }
    Object[] args = values.arguments(e, true);
    String call = e.getDeclaringClass().getSimpleName() + "." + e.getName();
    List<String> shown = new ArrayList<>(Arrays.stream(args).map(Values::show).toList());
    if (receiver != null) {
      shown.addFirst("on " + Values.show(receiver));
    }
    try {
      if (e instanceof Constructor<?> k) {
        k.newInstance(args);
      } else {
        ((Method) e).invoke(receiver, args);
      }
    } catch (InvocationTargetException ite) {
      String fault = fault(ite.getCause());
      if (fault != null) {
        found.putIfAbsent(
            e.toGenericString() + ite.getCause().getClass() + at(ite.getCause()),
            call + shown + "\n    " + fault);
      }
    } catch (ReflectiveOperationException x) {
      throw new AssertionError(call + shown, x);
    }
  }

  /** What is wrong with an error; null if nothing is. */
  private static String fault(Throwable t) {
    if (t instanceof IOException || t instanceof UncheckedIOException) {
      return t.getMessage() == null ? t + at(t) : null;
    }
    if (t instanceof OutOfMemoryError) {
      return String.valueOf(t.getMessage()).startsWith("no memory for a tensor") ? null : t + at(t);
    }
    if (!SAID.contains(t.getClass())) {
      return t + at(t);
    }
    String text = String.valueOf(t.getMessage());
    if (t instanceof CorruptFileException c && text.startsWith(c.file() + ": ")) {
      return null;
    }
    int colon = text.indexOf(':');
    if (colon > 0) {
      for (String part : text.substring(0, colon).split("\\.")) {
        if (NAMES.contains(plain(part))) {
          return null;
        }
      }
    }
    return t.getClass().getSimpleName() + " without a name: " + text + at(t);
  }

  /** Where in the library it came from. */
  private static String at(Throwable t) {
    String here = BadInputFuzzTest.class.getPackageName();
    return Arrays.stream(t.getStackTrace())
        .filter(f -> f.getClassName().startsWith("jackhammer."))
        .filter(f -> !f.getClassName().startsWith(here))
        .limit(3)
        .map(f -> " < " + f.getFileName() + ":" + f.getLineNumber())
        .collect(Collectors.joining());
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
