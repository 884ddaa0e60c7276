package jackhammer.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.DType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The oracle itself, on what can be worked out by hand; and that the generators only make what
 * libtorch accepts.
 */
@EnabledIfSystemProperty(named = "jackhammer.thorough", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibtorchTest {

  private static final int CONFIGURATIONS = 200;

  private Libtorch torch;

  @BeforeAll
  void start() {
    torch = Libtorch.start();
  }

  @AfterAll
  void stop() {
    torch.close();
  }

  private static Array floats(double... values) {
    return new Array(DType.FLOAT32, new int[] {values.length}, values);
  }

  @Test
  void outputsAndGradientsComeBack() {
    Array x = floats(1, 2, 3);
    Libtorch.Answer a =
        torch.run("return [a0 * a0 * a1]", List.of(x, floats(2, 2, 2)), List.of(true, false));
    assertThat(a.outputs().getFirst().values()).containsExactly(2, 8, 18);
    assertThat(a.gradients()).hasSize(1);
    assertThat(a.gradients().getFirst().values())
        .containsExactly(
            Libtorch.cotangent(0) * 4, Libtorch.cotangent(1) * 8, Libtorch.cotangent(2) * 12);
  }

  @Test
  void typesAndEmptyShapesSurviveTheJourney() {
    Array empty = new Array(DType.FLOAT64, new int[] {2, 0}, new double[0]);
    Array longs = new Array(DType.INT64, new int[] {}, new double[] {-5});
    Libtorch.Answer a =
        torch.run("return [a0, a1, a1 < 0]", List.of(empty, longs), List.of(false, false));
    assertThat(a.outputs().get(0).shape()).containsExactly(2, 0);
    assertThat(a.outputs().get(0).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(a.outputs().get(1).values()).containsExactly(-5);
    assertThat(a.outputs().get(2).dtype()).isEqualTo(DType.BOOL);
  }

  @Test
  void whatLibtorchRefusesIsAnExceptionWithItsWords() {
    assertThatThrownBy(
            () -> torch.run("return [torch.mm(a0, a0)]", List.of(floats(1, 2)), List.of(false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must be a matrix");
  }

  @Test
  void generatorsMakeConfigurationsThatLibtorchAccepts() {
    List<String> refused = new ArrayList<>();
    for (String op : Problems.operations()) {
      for (long seed = 1; seed <= CONFIGURATIONS; seed++) {
        Problem p = Problems.of(op, seed);
        try {
          torch.run(p.script(), p.inputs(), p.grad());
        } catch (IllegalStateException e) {
          if (op.equals("program")) {
            continue; // makes some on purpose
          }
          refused.add(op + " seed " + seed + ": " + p + "\n" + e.getMessage());
        }
      }
    }
    assertThat(refused).isEmpty();
  }
}
