package jackhammer.nn;

import jackhammer.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The arguments of a case under PyTorch's names.
 *
 * @param values as they are written in the goldens
 * @param tensors what {@code $name} stands for
 */
record Args(Map<String, String> values, Map<String, Tensor> tensors) {

  /** From {@code k=v;k=v}. */
  static Map<String, String> parse(String text, String separator) {
    Map<String, String> result = new LinkedHashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(separator)) {
      int eq = pair.indexOf('=');
      result.put(pair.substring(0, eq), pair.substring(eq + 1));
    }
    return result;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name, String fallback) {
    return values.getOrDefault(name, fallback);
  }

  int integer(String name) {
    return Integer.parseInt(values.get(name));
  }

  int integer(String name, int fallback) {
    return has(name) ? integer(name) : fallback;
  }

  int[] integers(String name) {
    return Arrays.stream(values.get(name).split(","))
        .filter(n -> !n.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  long[] longs(String name) {
    return Arrays.stream(integers(name)).asLongStream().toArray();
  }

  double real(String name, double fallback) {
    String value = values.get(name);
    return value == null
        ? fallback
        : value.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value);
  }

  boolean flag(String name, boolean fallback) {
    return has(name) ? "True".equals(values.get(name)) : fallback;
  }

  Pair pair(String name) {
    int[] k = integers(name);
    return new Pair(k[0], k[k.length - 1]);
  }

  Triple triple(String name) {
    int[] k = integers(name);
    return new Triple(k[0], k[k.length / 2], k[k.length - 1]);
  }

  /** The tensor of an argument, or null. */
  Tensor tensor(String name) {
    return has(name) ? tensors.get(values.get(name).substring(1)) : null;
  }
}
