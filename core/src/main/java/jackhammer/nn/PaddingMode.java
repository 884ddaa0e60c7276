package jackhammer.nn;

import java.util.Locale;

/** What stands in the padding cells of a convolution. */
public enum PaddingMode {
  /** Zeros. */
  ZEROS,
  /** The input mirrored at its border, which is not repeated: 1234 becomes 32 1234 32. */
  REFLECT,
  /** The border cell repeated: 1234 becomes 11 1234 44. */
  REPLICATE,
  /** The input repeated: 1234 becomes 34 1234 12. */
  CIRCULAR;

  /**
   * PyTorch's name as a mode.
   *
   * @throws IllegalArgumentException listing the names if there is no such mode
   */
  public static PaddingMode of(String name) {
    return Names.parse(PaddingMode.class, "padding_mode", name);
  }

  /** The modes of {@link F#pad} that copy cells, by PyTorch's name. */
  static PaddingMode ofCells(String name) {
    for (PaddingMode mode : values()) {
      if (mode != ZEROS && mode.toString().equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            "pad: mode must be one of [constant, reflect, replicate, circular], got %s",
            name == null ? "null" : '"' + name + '"'));
  }

  /** PyTorch's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
