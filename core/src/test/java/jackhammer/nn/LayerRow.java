package jackhammer.nn;

import static jackhammer.Tensor.rand;
import static jackhammer.Tensor.size;
import static jackhammer.Tensor.where;

import jackhammer.DType;
import jackhammer.Generator;
import jackhammer.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of goldens/layers-*.tsv; conformance/goldens/layers.py, which made it, says what is in it.
 */
record LayerRow(
    String op,
    Map<String, String> args,
    Map<String, Input> inputs,
    String gradFn,
    Map<String, Numbers> results) {

  /** How an input is made, and whether its gradient is asked for. */
  record Input(String kind, long[] sizes, long seed, boolean learns) {

    boolean isClasses() {
      return "cmo".indexOf(kind.charAt(0)) >= 0;
    }

    /** The input's numbers, the same as in PyTorch. */
    Tensor make(DType dtype) {
      Tensor u = rand(size(sizes), o -> o.generator(new Generator().manualSeed(seed)));
      double k = kind.length() > 1 ? Integer.parseInt(kind.substring(1)) : 0;
      Tensor x =
          switch (kind.charAt(0)) {
            case 'n' -> u.mul(2).sub(1);
            case 'u' -> u;
            case 'p' -> u.mul(0.9).add(0.05);
            case 'l' -> u.mul(100).sub(50);
            case 't' -> u.mul(4).floor();
            case 'b' -> u.mul(2).floor();
            case 'c' -> u.mul(k).floor();
            case 'm' -> where(u.gt(0.7), -100.0, u.mul(k).floor());
            case 'o' -> where(u.gt(0.7), 1.0, u.mul(k).floor());
            case 'q' ->
                where(
                    u.gt(0.9),
                    Double.NaN,
                    where(u.lt(0.1), Double.NEGATIVE_INFINITY, u.mul(4).floor()));
            default -> throw new AssertionError(kind);
          };
      return x.to(isClasses() ? DType.INT64 : dtype);
    }
  }

  /** What PyTorch computed. */
  record Numbers(List<Long> sizes, double[] values) {}

  static Tensor upstream(Tensor y) {
    return new Input("n", y.size().toLongArray(), 999, false).make(y.dtype());
  }

  static List<LayerRow> read(String name) throws IOException {
    try (InputStream in = LayerRow.class.getResourceAsStream("/goldens/layers-" + name + ".tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(LayerRow::parse)
          .toList();
    }
  }

  private static LayerRow parse(String line) {
    String[] f = line.split("\t", -1);
    Map<String, Input> inputs = new LinkedHashMap<>();
    split(f[2], " ")
        .forEach(
            (name, spec) -> {
              String[] part = spec.split(":", -1);
              inputs.put(
                  name.replace("-", ""),
                  new Input(
                      part[0], sizes(part[1]), Long.parseLong(part[2]), !name.startsWith("-")));
            });
    Map<String, Numbers> results = new LinkedHashMap<>();
    split(f[4], " ").forEach((name, numbers) -> results.put(name, numbers(numbers)));
    return new LayerRow(f[0], split(f[1], ";"), inputs, f[3], results);
  }

  private static Map<String, String> split(String text, String separator) {
    Map<String, String> result = new LinkedHashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(separator)) {
      int eq = pair.indexOf('=');
      result.put(pair.substring(0, eq), pair.substring(eq + 1));
    }
    return result;
  }

  private static long[] sizes(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
  }

  private static Numbers numbers(String text) {
    String[] part = text.split(":", -1);
    byte[] bytes = Base64.getDecoder().decode(part[1]);
    double[] values = new double[bytes.length / 5];
    for (int i = 0; i < values.length; i++) {
      long bits = 0;
      for (int j = 0; j < 5; j++) {
        bits = bits << 8 | bytes[5 * i + j] & 0xff;
      }
      values[i] = Double.longBitsToDouble(bits << 24);
    }
    return new Numbers(Arrays.stream(sizes(part[0])).boxed().toList(), values);
  }

  // ---- reading the options
  // ----------------------------------------------------------------------------

  boolean has(String name) {
    return args.containsKey(name);
  }

  String text(String name, String fallback) {
    return args.getOrDefault(name, fallback);
  }

  int[] ints(String name) {
    return Arrays.stream(args.get(name).split(",")).mapToInt(Integer::parseInt).toArray();
  }

  int number(String name, int fallback) {
    return has(name) ? Integer.parseInt(args.get(name)) : fallback;
  }

  double real(String name, double fallback) {
    return has(name) ? Double.parseDouble(args.get(name)) : fallback;
  }

  boolean flag(String name) {
    return "True".equals(args.get(name));
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder(op).append(args);
    inputs.forEach(
        (n, i) -> s.append(' ').append(n).append(Arrays.toString(i.sizes)).append(i.kind));
    return s.toString();
  }
}
