package jackhammer.ops;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What the tests of the suite do with samples. */
final class Runs {
  private Runs() {}

  /** A test for each row that fits. */
  static Stream<DynamicTest> each(Predicate<Row> which, Body body) {
    return OpSamples.all().stream()
        .filter(which)
        .map(row -> DynamicTest.dynamicTest(row.key, () -> body.run(row)));
  }

  /** A test of a row. */
  interface Body {
    void run(Row row) throws Exception;
  }

  static void forCases(Row row, BiConsumer<Integer, Row.Case> body) {
    for (int c = 0; c < row.cases.size(); c++) {
      body.accept(c, row.cases.get(c));
    }
  }

  static Tensor[] inputs(In[] inputs, DType floating, boolean wantGrads) {
    Tensor[] x = new Tensor[inputs.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = inputs[k].make(k, floating);
      if (wantGrads && x[k].isFloatingPoint()) {
        x[k].requiresGrad_();
      }
    }
    return x;
  }

  /** The gradients of the sum of all floating outputs times weights; null where there is none. */
  static Tensor[] gradients(Tensor[] outputs, Tensor[] inputs) {
    List<Tensor> outs = new ArrayList<>();
    List<Tensor> weights = new ArrayList<>();
    for (int o = 0; o < outputs.length; o++) {
      if (outputs[o].isFloatingPoint() && outputs[o].requiresGrad()) {
        outs.add(outputs[o]);
        weights.add(
            In.f(outputs[o].size().toLongArray())
                .in(.5, 1.5)
                .make(100 + o, DType.FLOAT64)
                .to(outputs[o].dtype()));
      }
    }
    List<Tensor> wanted = new ArrayList<>();
    for (Tensor x : inputs) {
      if (x.requiresGrad()) {
        wanted.add(x);
      }
    }
    Tensor[] result = new Tensor[inputs.length];
    if (outs.isEmpty() || wanted.isEmpty()) {
      return result;
    }
    Tensor[] none = new Tensor[0];
    Tensor[] found =
        Autograd.grad(
            outs.toArray(none),
            wanted.toArray(none),
            weights.toArray(none),
            o -> o.allowUnused(true).retainGraph(true));
    int next = 0;
    for (int k = 0; k < inputs.length; k++) {
      result[k] = inputs[k].requiresGrad() ? found[next++] : null;
    }
    return result;
  }
}
