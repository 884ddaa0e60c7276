package jackhammer.nn;

import static jackhammer.Tensor.rand;
import static jackhammer.Tensor.size;
import static jackhammer.Tensor.where;

import jackhammer.DType;
import jackhammer.Generator;
import jackhammer.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call of a layer or function and what PyTorch makes of it: a line of goldens/layers-*.tsv,
 * whose fields conformance/goldens/layers.py describes.
 *
 * @param number which of the key's cases this is
 */
record LayerCase(
    String key,
    int number,
    Map<String, String> args,
    Map<String, Input> inputs,
    Map<String, Input> state,
    String init,
    String repr,
    List<String> gradFns,
    Map<String, Numbers> results) {
  private static final String[] FILES = {
    "conv",
    "pad",
    "norm",
    "pool",
    "loss",
    "activation",
    "other",
    "vision",
    "embedding",
    "attention",
    "recurrent",
    "sequence",
    "distance"
  };
  private static final Map<String, List<LayerCase>> ALL = read();

  /** How an input is made, and whether its gradient is asked for. */
  record Input(String kind, long[] sizes, long seed, boolean learns) {

    /** Stays as the layer makes it. */
    boolean isKept() {
      return kind.equals("k");
    }

    /** Whether it is made of whole numbers or truth values, which have no gradient. */
    boolean isClasses() {
      return "acdefgmosw".indexOf(kind.charAt(0)) >= 0;
    }

    /** Whether a function of it can be compared with differences. */
    boolean isSmooth() {
      return "qtbh".indexOf(kind.charAt(0)) < 0;
    }

    /** The numbers, the same as in PyTorch. */
    Tensor make(DType floating) {
      Tensor u = rand(size(sizes), o -> o.generator(new Generator().manualSeed(seed)));
      double k = kind.length() > 1 ? Integer.parseInt(kind.substring(1)) : 0;
      Tensor x =
          switch (kind.charAt(0)) {
            case 'n' -> u.mul(2).sub(1);
            case 'u' -> u;
            case 'p' -> u.mul(0.9).add(0.05);
            case 'l' -> u.mul(100).sub(50);
            case 't' -> u.mul(4).floor();
            case 'h' -> u.mul(2).floor().mul(2).sub(1);
            case 'b' -> u.mul(2).floor();
            case 'c' -> u.mul(k).floor();
            case 'a' -> places(u, (int) k);
            case 'd' -> u.mul(k).floor().add(1);
            case 'g' -> u.mul(0).add(k);
            case 's' -> u.mul(k).floor().sub(1);
            case 'w' -> u.lt(k / 10);
            case 'e', 'f' -> beginnings(u, k, kind.charAt(0) == 'e');
            case 'm' -> where(u.gt(0.7), -100.0, u.mul(k).floor());
            case 'o' -> where(u.gt(0.7), 1.0, u.mul(k).floor());
            case 'q' ->
                where(
                    u.gt(0.9),
                    Double.NaN,
                    where(u.lt(0.1), Double.NEGATIVE_INFINITY, u.mul(4).floor()));
            default -> throw new AssertionError(kind);
          };
      return x.dtype() == DType.BOOL ? x : x.to(isClasses() ? DType.INT64 : floating);
    }
  }

  /** The order of u over its last k dimensions as one: places that are all different. */
  private static Tensor places(Tensor u, int k) {
    return u.flatten(-k, -1).argsort(-1).reshape(u.size().toLongArray());
  }

  /** Where pieces of k begin, and with {@code ends} where the last one ends. */
  private static Tensor beginnings(Tensor u, double k, boolean ends) {
    Tensor x = u.mul(k + 1).floor().sort().values();
    x.narrow(0, 0, 1).zero_();
    return ends ? Tensor.cat(0, x.narrow(0, 0, x.numel() - 1), Tensor.tensor(new double[] {k})) : x;
  }

  /** What PyTorch computed. */
  record Numbers(boolean isFloating, long[] sizes, double[] values) {}

  /** What the k-th output is multiplied with before its elements are added up. */
  static Tensor upstream(Tensor y, int k) {
    return new Input("n", y.size().toLongArray(), 999 + k, false).make(y.dtype());
  }

  /** All cases by key. */
  static Map<String, List<LayerCase>> all() {
    return ALL;
  }

  /** A case without goldens. */
  static LayerCase of(String key, int number, String args, String inputs) {
    return new LayerCase(
        key, number, Args.parse(args, ";"), inputs(inputs), Map.of(), "-", "", List.of(), Map.of());
  }

  private static Map<String, List<LayerCase>> read() {
    Map<String, List<LayerCase>> all = new LinkedHashMap<>();
    for (String file : FILES) {
      String name = "/goldens/layers-" + file + ".tsv";
      try (InputStream in = LayerCase.class.getResourceAsStream(name)) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .forEach(line -> add(all, line.split("\t", -1)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  private static void add(Map<String, List<LayerCase>> all, String[] f) {
    List<LayerCase> cases = all.computeIfAbsent(f[0], k -> new ArrayList<>());
    Map<String, Numbers> results = new LinkedHashMap<>();
    Args.parse(f[7], " ").forEach((name, numbers) -> results.put(name, numbers(numbers)));
    cases.add(
        new LayerCase(
            f[0],
            cases.size(),
            Args.parse(f[1], ";"),
            inputs(f[2]),
            inputs(f[3]),
            f[4],
            f[5].replace("\\n", "\n"),
            List.of(f[6].split(",")),
            results));
  }

  private static Map<String, Input> inputs(String text) {
    Map<String, Input> result = new LinkedHashMap<>();
    Args.parse(text, " ")
        .forEach(
            (name, spec) -> {
              String[] part = spec.split(":", -1);
              Input input =
                  new Input(
                      part[0], sizes(part[1]), Long.parseLong(part[2]), name.charAt(0) != '-');
              result.put(name.replace("-", ""), input);
            });
    return result;
  }

  private static long[] sizes(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
  }

  static Numbers numbers(String text) {
    String[] part = text.split(":", -1);
    byte[] bytes = Base64.getDecoder().decode(part[2]);
    double[] values = new double[bytes.length / 5];
    for (int i = 0; i < values.length; i++) {
      long bits = 0;
      for (int j = 0; j < 5; j++) {
        bits = bits << 8 | bytes[5 * i + j] & 0xff;
      }
      values[i] = Double.longBitsToDouble(bits << 24);
    }
    return new Numbers(part[0].equals("f"), sizes(part[1]), values);
  }

  /** The inputs' numbers, by name. */
  Map<String, Tensor> tensors(DType floating) {
    Map<String, Tensor> result = new HashMap<>();
    inputs.forEach((name, input) -> result.put(name, input.make(floating)));
    return result;
  }

  /** The names of the inputs that the call itself is given, in its order. */
  List<String> callInputs() {
    return inputs.keySet().stream().filter(name -> !args.containsValue("$" + name)).toList();
  }

  /** The first input's sizes. */
  long[] sizes() {
    return inputs.values().iterator().next().sizes;
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder(key).append(" ").append(number).append(args);
    inputs.forEach(
        (n, i) -> s.append(' ').append(n).append(Arrays.toString(i.sizes)).append(i.kind));
    return s.toString();
  }
}
