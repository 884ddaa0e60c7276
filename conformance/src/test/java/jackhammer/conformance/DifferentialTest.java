package jackhammer.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Random configurations of every operation, values and gradients against libtorch. To run one case
 * again, as its failure says:
 *
 * <pre>
 * mvn -pl conformance -am -Pthorough test -Dtest=DifferentialTest -Djackhammer.case=conv2d:17 ...
 * </pre>
 *
 * {@code -Djackhammer.seed=N} starts elsewhere than at 1, {@code -Djackhammer.seed=random}
 * elsewhere every time, {@code -Djackhammer.cases=N} tries more or fewer, {@code
 * -Djackhammer.operations=lstm|gru} those that match only.
 */
@EnabledIfSystemProperty(named = "jackhammer.thorough", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferentialTest {

  private static final long FIRST_SEED =
      "random".equals(System.getProperty("jackhammer.seed"))
          ? System.nanoTime()
          : Long.getLong("jackhammer.seed", 1);
  private static final int CASES = Integer.getInteger("jackhammer.cases", 1000);
  private static final String OPERATIONS = System.getProperty("jackhammer.operations", ".*");

  /** Failures of one operation that are shown in full. */
  private static final int SHOWN = 5;

  private Libtorch torch;

  @BeforeAll
  void start() {
    torch = Libtorch.start();
  }

  @AfterAll
  void stop() {
    torch.close();
  }

  @TestFactory
  Stream<DynamicTest> likeLibtorch() {
    String one = System.getProperty("jackhammer.case");
    if (one != null) {
      int colon = one.indexOf(':');
      String op = one.substring(0, colon);
      long seed = Long.parseLong(one.substring(colon + 1));
      return Stream.of(dynamicTest(one, () -> assertThat(failure(op, seed)).isNull()));
    }
    return StreamSupport.stream(Problems.operations().spliterator(), false)
        .filter(op -> op.matches(OPERATIONS))
        .map(op -> dynamicTest(op + ", seeds from " + FIRST_SEED, () -> compare(op)));
  }

  private void compare(String op) {
    List<String> failures = new ArrayList<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      String failure = failure(op, seed);
      if (failure != null) {
        failures.add(failure);
      }
    }
    assertThat(failures.stream().limit(SHOWN).toList())
        .as("%s: %d of %d cases differ", op, failures.size(), CASES)
        .isEmpty();
  }

  /** What is wrong with a case and how to run it again; null if nothing is. */
  private String failure(String op, long seed) {
    Problem p = Problems.of(op, seed);
    String difference = difference(p, seed);
    return difference == null
        ? null
        : "-Djackhammer.case=%s:%d  %s%n    %s".formatted(op, seed, p, difference);
  }

  private String difference(Problem p, long seed) {
    Libtorch.Answer theirs = null;
    String refusal = null;
    try {
      theirs = torch.run(p.script(), p.inputs(), p.grad());
    } catch (IllegalStateException e) {
      refusal = e.getMessage();
      if (!torch.isAlive()) {
        torch.close();
        torch = Libtorch.start();
        return "libtorch crashed: " + refusal;
      }
    }
    Libtorch.Answer ours;
    try {
      ours = ours(p, new Draw(~seed));
    } catch (RuntimeException e) {
      return refusal != null ? null : "threw " + e + " at " + e.getStackTrace()[0];
    }
    return refusal != null ? "libtorch refuses: " + refusal : difference(p, theirs, ours);
  }

  private String difference(Problem p, Libtorch.Answer theirs, Libtorch.Answer ours) {
    List<Array> a = all(ours);
    List<Array> b = all(theirs);
    Libtorch.Answer float64 = null;
    for (int i = 0; i < b.size(); i++) {
      String what =
          i < theirs.outputs().size() ? "output " + i : "gradient " + (i - theirs.outputs().size());
      if (b.get(i) == null || a.get(i) == null) {
        if (a.get(i) != b.get(i)) {
          return what + ": expected " + b.get(i) + ", got " + a.get(i);
        }
        continue;
      }
      String difference = Comparison.difference(a.get(i), b.get(i));
      if (difference == null) {
        continue;
      }
      if (b.get(i).dtype() == DType.FLOAT32) {
        float64 = float64 == null ? torch.run(p.script(), inFloat64(p), p.grad()) : float64;
        Array reference = all(float64).get(i);
        if (a.get(i).values().length == reference.values().length
            && Comparison.asGoodAs(a.get(i), b.get(i), reference)) {
          continue;
        }
      }
      return what + ": " + difference;
    }
    return null;
  }

  private static List<Array> inFloat64(Problem p) {
    return p.inputs().stream()
        .map(x -> x.dtype() == DType.FLOAT32 ? x.to(DType.FLOAT64) : x)
        .toList();
  }

  private static List<Array> all(Libtorch.Answer answer) {
    return Stream.concat(answer.outputs().stream(), answer.gradients().stream()).toList();
  }

  /** The same by this library, its inputs in layouts that the draw chooses. */
  private static Libtorch.Answer ours(Problem p, Draw layouts) {
    Tensor[] in =
        p.inputs().stream()
            .map(a -> p.anyLayout() ? Layouts.tensor(a, layouts) : Layouts.contiguous(a))
            .toArray(Tensor[]::new);
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < in.length; i++) {
      if (p.grad().get(i)) {
        leaves.add(in[i].requiresGrad_());
      }
    }
    Tensor[] outputs = p.ours().apply(in);
    List<Array> arrays = Stream.of(outputs).map(Layouts::array).toList();
    Tensor[] roots = Stream.of(outputs).filter(Tensor::requiresGrad).toArray(Tensor[]::new);
    if (roots.length == 0) {
      return new Libtorch.Answer(arrays, List.of());
    }
    Tensor[] cotangents = Stream.of(roots).map(DifferentialTest::cotangent).toArray(Tensor[]::new);
    Tensor[] g =
        Autograd.grad(roots, leaves.toArray(Tensor[]::new), cotangents, o -> o.allowUnused(true));
    List<Array> gradients = new ArrayList<>();
    for (Tensor t : g) {
      gradients.add(t == null ? null : Layouts.array(t));
    }
    return new Libtorch.Answer(arrays, gradients);
  }

  private static Tensor cotangent(Tensor y) {
    double[] g = IntStream.range(0, (int) y.numel()).mapToDouble(Libtorch::cotangent).toArray();
    return Tensor.fromArray(g, g.length).to(y.dtype()).reshapeAs(y.detach());
  }
}
