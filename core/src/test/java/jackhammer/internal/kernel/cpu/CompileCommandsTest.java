package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The launcher's list of loops that are compiled first: all that know vectors, and nothing else.
 */
class CompileCommandsTest {
  private static final Path FILE = Path.of("src/main/jvm/vector-loops.compile");
  private static final String PACKAGE = "jackhammer.internal.kernel.cpu.";

  /** They call loops with vectors again and again, which then become part of them. */
  private static final Set<String> DRIVERS = Set.of("SlidingSums", "WeightGradient");

  /**
   * Bytes of a method that C2 makes part of any caller, and of one that it does where it is often
   * called.
   */
  private static final int SHORT = 35;

  private static final int FREQUENT = 325;

  private static final Pattern VECTOR = Pattern.compile("jdk/incubator/vector/[A-Z][a-z]+Vector;");

  private static List<String> patterns(String option) throws IOException {
    try (Stream<String> lines = Files.lines(FILE)) {
      return lines
          .filter(line -> line.startsWith(option + "," + PACKAGE))
          .map(line -> line.substring(line.indexOf(PACKAGE) + PACKAGE.length(), line.indexOf("*")))
          .toList();
    }
  }

  /** Top-level classes, and what is derived from them for float64. */
  private static Set<String> classesWithVectors() throws IOException {
    Path classes = Path.of("target/classes").resolve(PACKAGE.replace('.', '/'));
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (content.contains("jdk/incubator/vector")) {
          found.add(file.getFileName().toString().replaceAll("(\\$.*)?\\.class", ""));
        }
      }
    }
    return found;
  }

  @Test
  void everyClassWithVectorsIsInTheList() throws IOException {
    List<String> patterns = patterns("CompileThresholdScaling");
    assertThat(patterns).isEqualTo(patterns("BackgroundCompilation")).isSorted();
    Set<String> classes = classesWithVectors();
    assertThat(classes).isNotEmpty();
    assertThat(classes)
        .allSatisfy(c -> assertThat(patterns).anyMatch(pattern -> c.startsWith(pattern)));
    Set<String> withoutUse =
        patterns.stream()
            .filter(pattern -> classes.stream().noneMatch(c -> c.startsWith(pattern)))
            .collect(Collectors.toSet());
    assertThat(withoutUse).isEqualTo(DRIVERS);
  }

  /** Methods that take or give a vector, longer than what C2 makes part of any caller. */
  private static List<MethodModel> functionsOfVectors(Path classFile) throws IOException {
    return ClassFile.of().parse(classFile).methods().stream()
        .filter(m -> VECTOR.matcher(m.methodType().stringValue()).find())
        .filter(m -> length(m) > SHORT)
        .toList();
  }

  private static int length(MethodModel method) {
    return method.findAttribute(Attributes.code()).map(c -> c.codeLength()).orElse(0);
  }

  @Test
  void functionsOfVectorsBecomePartOfTheirLoops() throws IOException {
    List<String> inlined = patterns("inline");
    assertThat(inlined).isSorted();
    Path classes = Path.of("target/classes").resolve(PACKAGE.replace('.', '/'));
    Set<String> functions = new TreeSet<>();
    for (String name : classesWithVectors()) {
      for (MethodModel m : functionsOfVectors(classes.resolve(name + ".class"))) {
        functions.add(name);
        // For those who run without the launcher's flags.
        assertThat(length(m))
            .as(name + "." + m.methodName().stringValue())
            .isLessThanOrEqualTo(FREQUENT);
      }
    }
    assertThat(inlined).allSatisfy(c -> assertThat(classes.resolve(c + ".class")).exists());
    assertThat(functions).hasSizeGreaterThan(4);
    assertThat(functions).allSatisfy(f -> assertThat(inlined).anyMatch(f::startsWith));
  }
}
