package jackhammer;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.nn.F;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Results of several tensors: in PyTorch's order and printed as Python prints them
 * (conformance/goldens/return_types.py).
 */
class ReturnTypesTest {
  private static final Tensor X =
      Tensor.tensor(new double[][] {{3, -1, 2, 2.5}, {0.5, 4, -2, 4.5}});
  private static final Tensor EVEN = Tensor.tensor(new long[][] {{1, 3, 3, 2}, {2, 2, 5, 1}});

  private static Map<String, Supplier<?>> calls() {
    Map<String, Supplier<?>> calls = new LinkedHashMap<>();
    calls.put("max", () -> X.max(1));
    calls.put("max.keepdim", () -> X.max(0, true));
    calls.put("max.grad", () -> X.clone().requiresGrad_().max(1));
    calls.put("aminmax", () -> X.aminmax(1, false));
    calls.put("min", () -> X.min(1));
    calls.put("sort", () -> X.sort(1));
    calls.put("sort.descending", () -> X.sort(1, true));
    calls.put("topk", () -> X.topk(2));
    calls.put("kthvalue", () -> X.kthvalue(2));
    calls.put("median", () -> X.median(1));
    calls.put("nanmedian", () -> X.nanmedian(1, false));
    calls.put("mode", () -> EVEN.mode(1, false));
    calls.put("cummax", () -> X.cummax(1));
    calls.put("cummin", () -> X.cummin(1));
    calls.put("unique", () -> EVEN.uniqueWithCounts());
    calls.put("unique_consecutive", () -> EVEN.uniqueConsecutive());
    calls.put("frexp", () -> X.frexp());
    calls.put("histogram", () -> X.histogram(3));
    calls.put("max_pool", () -> F.maxPool1dWithIndices(X, 2, o -> o));
    return calls;
  }

  private static Map<String, String> goldens() throws IOException {
    Map<String, String> result = new LinkedHashMap<>();
    try (InputStream in = ReturnTypesTest.class.getResourceAsStream("/goldens/return_types.txt")) {
      for (String part : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^# ")) {
        if (!part.isEmpty()) {
          int end = part.indexOf('\n');
          result.put(part.substring(0, end), part.substring(end + 1).stripTrailing());
        }
      }
    }
    return result;
  }

  @TestFactory
  Stream<DynamicTest> theyPrintAsInPython() throws IOException {
    Map<String, String> goldens = goldens();
    assertThat(calls().keySet()).isEqualTo(goldens.keySet());
    return calls().entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(),
                    () -> assertThat(e.getValue().get()).hasToString(goldens.get(e.getKey()))));
  }

  /** Positional use of a record cannot mean another thing than in Python. */
  @Test
  void theyAreInPyTorchsOrder() {
    assertThat(components(ValuesIndices.class)).startsWith("values", "indices");
    assertThat(components(UniqueElements.class)).containsExactly("values", "inverse", "counts");
    assertThat(components(MinMax.class)).containsExactly("min", "max");
    assertThat(components(Mantissa.class)).containsExactly("mantissa", "exponent");
    assertThat(components(Histogram.class)).containsExactly("hist", "binEdges");
    var r = X.max(1);
    assertThat(r.values()).hasToString("tensor([3.0000, 4.5000])");
    assertThat(r.indices()).hasToString("tensor([0, 3])");
  }

  private static String[] components(Class<?> record) {
    return Arrays.stream(record.getRecordComponents())
        .map(RecordComponent::getName)
        .toArray(String[]::new);
  }
}
