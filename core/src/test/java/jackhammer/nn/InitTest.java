package jackhammer.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.DType;
import jackhammer.Generator;
import jackhammer.Jackhammer;
import jackhammer.Size;
import jackhammer.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of goldens/init.tsv, which conformance/goldens/inits.py made with PyTorch. */
class InitTest {

  /** Layers of the rows that are not in this library yet. */
  private static final Set<String> LATER =
      Set.of(
          "ConvTranspose1d",
          "ConvTranspose2d",
          "ConvTranspose3d",
          "RNN",
          "LSTM",
          "GRU",
          "LSTMCell",
          "Embedding");

  private record Row(
      String kind,
      String name,
      String args,
      String sizes,
      String how,
      String payload,
      String next) {

    Map<String, String> named() {
      Map<String, String> result = new HashMap<>();
      for (String arg : args.split(",")) {
        int eq = arg.indexOf('=');
        if (eq > 0) {
          result.put(arg.substring(0, eq).strip(), arg.substring(eq + 1).strip());
        }
      }
      return result;
    }

    double number(String name, double fallback) {
      String value = named().get(name);
      return value == null ? fallback : Double.parseDouble(value);
    }

    Tensor target() {
      DType dtype =
          DType.valueOf(named().getOrDefault("dtype", "float32").toUpperCase(Locale.ROOT));
      long[] size = Arrays.stream(sizes.split(",")).mapToLong(Long::parseLong).toArray();
      return Tensor.full(Size.of(size), 7.0, o -> o.dtype(dtype));
    }
  }

  private static List<Row> rows() throws IOException {
    try (InputStream in = InitTest.class.getResourceAsStream("/goldens/init.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(f -> new Row(f[0], f[1], f[2], f[3], f[4], f[5], f[6]))
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> rowsOfPyTorch() throws IOException {
    return rows().stream()
        .filter(row -> !row.kind.equals("layer") || !LATER.contains(row.name))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.kind + " " + row.name + "(" + row.args + ") " + row.sizes,
                    () -> check(row)));
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 0, 1e-8, 1, 2",
    "FLOAT32, 0, 1, 2, 1e30",
    "FLOAT32, 1, 1e-8, 0.1, 0.1",
    "BFLOAT16, 0, 0.05, 1, 1.01",
    "FLOAT64, -1e300, 1, 0, 1"
  })
  void truncatedNormalThatWouldNotEnd(DType dtype, double mean, double std, double a, double b) {
    Tensor t = Tensor.zeros(Size.of(3), o -> o.dtype(dtype));
    assertThatThrownBy(() -> Init.truncNormal_(t, mean, std, a, b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("truncNormal_: nearly no", "got", dtype.toString(), "raise std");
    assertThat(t.toDoubleArray()).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 0, 0.02, 1, 1.5",
    "FLOAT32, 0, 1, 2, 200",
    "FLOAT32, 1, 1e-3, 0.5, 0.5",
    "BFLOAT16, 0, 0.5, 1, 2",
    "FLOAT64, 5, 1e-6, 0, 1e-12"
  })
  void truncatedNormalInTheTail(DType dtype, double mean, double std, double a, double b) {
    Tensor t = Tensor.zeros(Size.of(100), o -> o.dtype(dtype));
    Init.truncNormal_(t, mean, std, a, b);
    assertThat(DoubleStream.of(t.toDoubleArray())).allMatch(x -> x >= a && x <= b);
  }

  private static void check(Row row) {
    Jackhammer.manualSeed(0);
    switch (row.kind) {
      case "function" -> {
        Tensor t = apply(row, row.target());
        compare(t, row.payload, row.how);
        checkNext(row);
      }
      case "gain" -> {
        double param = row.number("param", Double.NaN);
        double gain =
            Double.isNaN(param)
                ? Init.calculateGain(row.name)
                : Init.calculateGain(row.name, param);
        assertThat(gain).isEqualTo(Double.parseDouble(row.payload));
      }
      case "error" ->
          assertThatThrownBy(() -> apply(row, row.target()))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageMatching("(?s).*(got|one of).*");
      case "layer" -> {
        Module layer = layer(row);
        Map<String, ? extends Tensor> parameters = layer.namedParameters();
        String[] expected = row.payload.split(" ");
        assertThat(parameters).hasSize(expected.length);
        for (String e : expected) {
          String[] nameAndBytes = e.split(":");
          compare(parameters.get(nameAndBytes[0]), nameAndBytes[1], row.how);
        }
        checkNext(row);
      }
      default -> throw new AssertionError(row.kind);
    }
  }

  /** As many random numbers were drawn as PyTorch draws. */
  private static void checkNext(Row row) {
    assertThat(Generator.defaultGenerator().random64() & Long.MAX_VALUE)
        .isEqualTo(Long.parseLong(row.next));
  }

  private static void compare(Tensor t, String hex, String how) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    ByteBuffer own = t.toByteBuffer();
    if (how.equals("bits")) {
      byte[] actual = new byte[own.remaining()];
      own.get(actual);
      assertThat(HexFormat.of().formatHex(actual)).isEqualTo(hex);
      return;
    }
    Tensor expected =
        Tensor.fromByteBuffer(
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN),
            t.dtype(),
            t.size().toLongArray());
    double[] actual = t.toDoubleArray();
    double[] wanted = expected.toDoubleArray();
    for (int i = 0; i < wanted.length; i++) {
      assertThat(actual[i])
          .isCloseTo(wanted[i], Offset.offset(1e-6 * Math.max(1, Math.abs(wanted[i]))));
    }
  }

  private static Tensor apply(Row row, Tensor t) {
    double a = row.number("a", Double.NaN);
    return switch (row.name) {
      case "uniform_" -> Init.uniform_(t, row.number("a", 0), row.number("b", 1));
      case "normal_" -> Init.normal_(t, row.number("mean", 0), row.number("std", 1));
      case "trunc_normal_" ->
          Init.truncNormal_(
              t,
              row.number("mean", 0),
              row.number("std", 1),
              Double.isNaN(a) ? -2 : a,
              row.number("b", 2));
      case "constant_" -> Init.constant_(t, row.number("val", 0));
      case "ones_" -> Init.ones_(t);
      case "zeros_" -> Init.zeros_(t);
      case "eye_" -> Init.eye_(t);
      case "dirac_" -> Init.dirac_(t, (int) row.number("groups", 1));
      case "xavier_uniform_" -> Init.xavierUniform_(t, row.number("gain", 1));
      case "xavier_normal_" -> Init.xavierNormal_(t, row.number("gain", 1));
      case "kaiming_uniform_" -> Init.kaimingUniform_(t, o -> kaiming(row, o));
      case "kaiming_normal_" -> Init.kaimingNormal_(t, o -> kaiming(row, o));
      case "orthogonal_" -> Init.orthogonal_(t, row.number("gain", 1), null);
      case "sparse_" -> Init.sparse_(t, row.number("sparsity", 0), row.number("std", 0.01), null);
      default -> throw new AssertionError("no such function: " + row.name);
    };
  }

  private static Init.KaimingOptions kaiming(Row row, Init.KaimingOptions o) {
    Map<String, String> named = row.named();
    return o.a(row.number("a", 0))
        .mode(named.getOrDefault("mode", "fan_in"))
        .nonlinearity(named.getOrDefault("nonlinearity", "leaky_relu"));
  }

  private static Module layer(Row row) {
    String plain = row.args.replaceAll(",? *[a-z]+=[^,)]*", "");
    boolean bias = !"False".equals(row.named().get("bias"));
    int groups = (int) row.number("groups", 1);
    int padding = (int) row.number("padding", 0);
    int[] n =
        Arrays.stream(plain.replaceAll("[()]", "").split(","))
            .map(String::strip)
            .mapToInt(Integer::parseInt)
            .toArray();
    return switch (row.name) {
      case "Linear" -> new Linear(n[0], n[1], o -> o.bias(bias));
      case "Bilinear" -> new Bilinear(n[0], n[1], n[2], o -> o.bias(bias));
      case "Conv1d" -> new Conv1d(n[0], n[1], n[2], o -> o.groups(groups).bias(bias));
      case "Conv2d" ->
          new Conv2d(
              n[0],
              n[1],
              new Pair(n[2], n[n.length - 1]),
              o -> o.groups(groups).bias(bias).padding(padding));
      case "Conv3d" ->
          new Conv3d(
              n[0],
              n[1],
              n.length == 3 ? new Triple(n[2], n[2], n[2]) : new Triple(n[2], n[3], n[4]),
              o -> o.groups(groups).bias(bias));
      default -> throw new AssertionError("no such layer: " + row.name);
    };
  }
}
