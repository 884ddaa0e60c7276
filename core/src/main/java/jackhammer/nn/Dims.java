package jackhammer.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers given once for all spatial dimensions or once for each: checks and printed form. */
final class Dims {
  private Dims() {}

  /** As the user gave them: one number, or one for each dimension, each at least {@code least}. */
  static List<Integer> given(String layer, String argument, int dims, int least, int... values) {
    if (values.length != 1 && values.length != dims) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s takes one number or %d, one for each spatial dimension, got %s",
              layer, argument, dims, Arrays.toString(values)));
    }
    for (int v : values) {
      if (v < least) {
        throw new IllegalArgumentException(
            String.format(
                "%s: %s must be at least %d, got %s",
                layer,
                argument,
                least,
                values.length == 1 ? Integer.toString(v) : Arrays.toString(values)));
      }
    }
    return Arrays.stream(values).boxed().toList();
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
    String inner =
        Arrays.stream(values).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return "(" + inner + (values.length == 1 ? ",)" : ")");
  }

  /** A number as it was given, several as a tuple. */
  static String printed(List<Integer> given) {
    return given.size() == 1
        ? given.get(0).toString()
        : tuple(given.stream().mapToInt(Integer::intValue).toArray());
  }
}
