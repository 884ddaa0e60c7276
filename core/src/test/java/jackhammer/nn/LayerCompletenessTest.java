package jackhammer.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jackhammer.DType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A layer, a loss or a function without a row fails the build. */
class LayerCompletenessTest {
  /** What holds other modules and computes nothing by itself. */
  private static final Set<String> CONTAINERS =
      Set.of(
          "Sequential",
          "Recurrent",
          "ModuleList",
          "ModuleDict",
          "ParameterList",
          "ParameterDict",
          "ParametrizationList");

  @Test
  void everyLayerAndLossHasARow() {
    Set<String> missing =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("jackhammer.nn")
                .stream()
                .filter(c -> c.isAssignableTo(Module.class) && c.isTopLevelClass())
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(missing).as("the search finds layers").contains("Conv2d", "CrossEntropyLoss");
    missing.removeAll(CONTAINERS);
    LayerSamples.all().forEach(row -> missing.remove(row.key));
    assertThat(missing).as("layers without a row in LayerSamples").isEmpty();
  }

  @Test
  void everyFunctionHasARow() {
    Set<String> missing = new TreeSet<>();
    for (Method m : F.class.getMethods()) {
      if (Modifier.isStatic(m.getModifiers())) {
        missing.add(m.getName());
      }
    }
    LayerSamples.all().forEach(row -> missing.removeAll(row.covers));
    assertThat(missing).as("methods of F that no row in LayerSamples covers").isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> everyRowHasCasesForWhatItSays() {
    return LayerSamples.rows(
        row -> true,
        row -> {
          assertThat(LayerCase.all()).as("run conformance/goldens/layers.py").containsKey(row.key);
          Set<LayerRun> runs =
              LayerCase.all().get(row.key).stream()
                  .map(c -> new LayerRun(row, c))
                  .collect(Collectors.toSet());
          if (row.function != null) {
            assertThat(runs)
                .as("cases for the function")
                .anyMatch(run -> run.function(run.tensors(DType.FLOAT32)) != null);
          }
          if (row.isUnbatched) {
            assertThat(runs).as("batched cases").anyMatch(run -> row.perRow.test(run.c()));
          }
        });
  }

  @Test
  void everyCaseHasARow() {
    Set<String> keys = new TreeSet<>(LayerCase.all().keySet());
    LayerSamples.all().forEach(row -> keys.remove(row.key));
    assertThat(keys).as("keys of the goldens without a row in LayerSamples").isEmpty();
  }
}
