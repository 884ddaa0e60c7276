package jackhammer.nn;

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
}
