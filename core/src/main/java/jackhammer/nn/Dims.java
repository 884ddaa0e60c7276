package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers given once for all spatial dimensions or once for each: checks and printed form. */
final class Dims {
  private Dims() {}

  /** As the user gave them: one number, or one for each dimension, each at least {@code least}. */
  static List<Integer> given(String layer, String argument, int dims, int least, int... values) {
    Check.notNull(layer, argument, values);
    return given(layer, argument, dims, least, Arrays.stream(values).boxed().toList());
  }

  /** The same from data. */
  static List<Integer> given(
      String layer, String argument, int dims, int least, List<Integer> values) {
    Check.noneNull(layer, argument, Check.notNull(layer, argument, values).toArray());
    if (values.size() != 1 && values.size() != dims) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s takes one number or %d, one for each spatial dimension, got %s",
              layer, argument, dims, values));
    }
    for (int v : values) {
      if (v < least) {
        throw new IllegalArgumentException(
            String.format(
                "%s: %s must be at least %d, got %s",
                layer, argument, least, values.size() == 1 ? v : values));
      }
    }
    return List.copyOf(values);
  }

  /** Options as data carry the name of the layer that made them, which messages use. */
  static void checkOwn(String layer, String op) {
    if (!layer.equals(op)) {
      throw new IllegalArgumentException(
          layer + ": options must be made by " + layer + ".options, these were made for " + op);
    }
  }

  /** The name of the layer that a lazy one becomes. */
  static String eager(String lazyName) {
    return lazyName.substring("Lazy".length());
  }

  /** One for each dimension. */
  static int[] each(List<Integer> given, int dims) {
    int[] result = new int[dims];
    for (int d = 0; d < dims; d++) {
      result[d] = given.get(given.size() == 1 ? 0 : d);
    }
    return result;
  }

  /** Python's tuple. */
  static String tuple(int... values) {
    return tuple(Arrays.stream(values).asLongStream().toArray());
  }

  /** Python's tuple. */
  static String tuple(long... values) {
    String inner = Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return "(" + inner + (values.length == 1 ? ",)" : ")");
  }

  /** A number as it was given, several as a tuple. */
  static String printed(List<Integer> given) {
    return given.size() == 1
        ? given.get(0).toString()
        : tuple(given.stream().mapToInt(Integer::intValue).toArray());
  }
}
