package jackhammer.ops;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** First and second derivatives against differences, in float64. */
class OpGradientsTest {

  @TestFactory
  Stream<DynamicTest> gradcheck() {
    return Runs.each(
        row -> row.checksGradient,
        row ->
            Runs.forCases(
                row,
                (c, sample) -> {
                  Tensor[] x = differentiable(sample);
                  if (x != null) {
                    Autograd.gradcheck(in -> Row.tensors(sample.call.on(in)), x);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> gradgradcheck() {
    return Runs.each(
        row -> row.checksSecond,
        row ->
            Runs.forCases(
                row,
                (c, sample) -> {
                  Tensor[] x = differentiable(sample);
                  if (x != null) {
                    Autograd.gradgradcheck(in -> Row.tensors(sample.call.on(in)), x);
                  }
                }));
  }

  /** The inputs, or null if the case has no gradient at all. */
  private static Tensor[] differentiable(Row.Case sample) {
    Tensor[] x = Runs.inputs(sample.inputs, DType.FLOAT64, true);
    boolean some = Arrays.stream(Row.tensors(sample.call.on(x))).anyMatch(Tensor::requiresGrad);
    return some ? x : null;
  }
}
