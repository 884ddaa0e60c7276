package jackhammer.nn;

import jackhammer.internal.text.PyFormat;
import java.util.Arrays;

/** The strings that PyTorch takes where this library has an enum. */
final class Names {
  private Names() {}

  /** The constant whose {@code toString} is {@code name}. */
  static <E extends Enum<E>> E parse(Class<E> type, String argument, String name) {
    for (E value : type.getEnumConstants()) {
      if (value.toString().equals(name)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            "%s: must be one of %s, got \"%s\"",
            argument, Arrays.toString(type.getEnumConstants()), name));
  }

  /** Python's spelling. */
  static String python(boolean value) {
    return value ? "True" : "False";
  }

  /** "inplace=True" after {@code before}, or nothing. */
  static String inplace(String before, boolean inplace) {
    return inplace ? before + "inplace=True" : "";
  }

  /** A number that was written without a point if it is whole. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e16
        ? Long.toString((long) value)
        : PyFormat.repr(value);
  }
}
