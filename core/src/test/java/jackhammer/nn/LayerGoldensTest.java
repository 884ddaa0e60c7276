package jackhammer.nn;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.GradFn;
import jackhammer.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every row of goldens/layers-*.tsv, which conformance/goldens/layers.py made with PyTorch: outputs
 * and gradients in float64 and float32, names of grad_fn, inputs that are not contiguous, and the
 * gradients of the gradients against finite differences.
 */
class LayerGoldensTest {

  @TestFactory
  Stream<DynamicTest> convolutions() throws IOException {
    return tests("conv");
  }

  @TestFactory
  Stream<DynamicTest> pools() throws IOException {
    return tests("pool");
  }

  @TestFactory
  Stream<DynamicTest> losses() throws IOException {
    return tests("loss");
  }

  @TestFactory
  Stream<DynamicTest> others() throws IOException {
    return tests("other");
  }

  private static Stream<DynamicTest> tests(String name) throws IOException {
    return LayerRow.read(name).stream()
        .map(row -> DynamicTest.dynamicTest(row.toString(), () -> check(row)));
  }

  private static void check(LayerRow row) {
    Map<String, Tensor> in64 = inputs(row, DType.FLOAT64);
    Map<String, Tensor> out64 = compare(row, in64, 1e-7, 1e-7);
    Map<String, Tensor> out32 = compare(row, inputs(row, DType.FLOAT32), 1.3e-6, 1e-5);
    if (!row.op().equals("dropout")) { // whose mask follows the order of memory
      sameBits("not contiguous", out64, results(row, scattered(inputs(row, DType.FLOAT64))));
      sameBits("not contiguous", out32, results(row, scattered(inputs(row, DType.FLOAT32))));
    }
    function(row, out32);
    SecondOrder.check(row);
  }

  static Map<String, Tensor> inputs(LayerRow row, DType dtype) {
    Map<String, Tensor> result = new LinkedHashMap<>();
    row.inputs().forEach((name, input) -> result.put(name, input.make(dtype)));
    return result;
  }

  /** The same numbers with their dimensions in reverse order in memory. */
  private static Map<String, Tensor> scattered(Map<String, Tensor> inputs) {
    inputs.replaceAll(
        (name, t) -> {
          long[] reverse = new long[(int) t.dim()];
          for (int d = 0; d < reverse.length; d++) {
            reverse[d] = reverse.length - 1 - d;
          }
          return t.permute(reverse).contiguous().permute(reverse);
        });
    return inputs;
  }

  /** y, the places of a pool as i, and the gradient of each input as g and its name. */
  private static Map<String, Tensor> results(LayerRow row, Map<String, Tensor> inputs) {
    learning(row, inputs);
    LayerCalls.Result result = LayerCalls.layer(row, inputs);
    Map<String, Tensor> out = new LinkedHashMap<>();
    out.put("y", result.y());
    if (result.indices() != null) {
      out.put("i", result.indices());
    }
    List<String> names = new ArrayList<>();
    List<Tensor> leaves = new ArrayList<>();
    row.inputs()
        .forEach(
            (name, input) -> {
              if (input.learns() && !input.isClasses()) {
                names.add(name);
                leaves.add(inputs.get(name));
              }
            });
    Tensor[] grads =
        Autograd.grad(
            new Tensor[] {result.y()},
            leaves.toArray(new Tensor[0]),
            new Tensor[] {LayerRow.upstream(result.y())},
            o -> o);
    for (int i = 0; i < grads.length; i++) {
      out.put("g" + names.get(i), grads[i]);
    }
    return out;
  }

  static void learning(LayerRow row, Map<String, Tensor> inputs) {
    row.inputs()
        .forEach(
            (name, input) -> {
              if (input.learns() && !input.isClasses()) {
                inputs.put(name, inputs.get(name).detach().requiresGrad_());
              }
            });
  }

  private static Map<String, Tensor> compare(
      LayerRow row, Map<String, Tensor> inputs, double relative, double absolute) {
    Map<String, Tensor> out = results(row, inputs);
    DType dtype = inputs.get("x").dtype();
    assertThat(out.keySet()).isEqualTo(row.results().keySet());
    GradFn made = out.get("y").gradFn();
    assertThat(made == null ? "-" : made.name()).as("grad_fn").isEqualTo(row.gradFn());
    out.forEach(
        (name, actual) -> {
          LayerRow.Numbers expected = row.results().get(name);
          assertThat(actual.size().toLongArray())
              .as(name)
              .containsExactly(expected.sizes().stream().mapToLong(Long::longValue).toArray());
          assertThat(actual.dtype()).as(name).isEqualTo(name.equals("i") ? DType.INT64 : dtype);
          double[] a = actual.toDoubleArray();
          double[] e = expected.values();
          for (int i = 0; i < e.length; i++) {
            boolean close =
                Double.compare(a[i], e[i]) == 0
                    || Math.abs(a[i] - e[i]) <= absolute + relative * Math.abs(e[i]);
            if (!close) {
              throw new AssertionError(
                  String.format(
                      "%s %s: element %d is %s, PyTorch has %s", dtype, name, i, a[i], e[i]));
            }
          }
        });
    return out;
  }

  private static void sameBits(String what, Map<String, Tensor> a, Map<String, Tensor> b) {
    a.forEach(
        (name, t) ->
            assertThat(b.get(name).toDoubleArray())
                .as("%s %s", what, name)
                .isEqualTo(t.toDoubleArray()));
  }

  private static void function(LayerRow row, Map<String, Tensor> out) {
    Tensor y = LayerCalls.function(row, inputs(row, DType.FLOAT32));
    if (y != null) {
      assertThat(y.toDoubleArray()).as("as a function").isEqualTo(out.get("y").toDoubleArray());
    }
  }
}
