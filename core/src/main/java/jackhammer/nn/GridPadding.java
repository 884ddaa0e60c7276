package jackhammer.nn;

import java.util.Locale;

/** What {@link F#gridSample} finds outside of the image. */
public enum GridPadding {
  /** Zeros. */
  ZEROS,
  /** The nearest cell of the border. */
  BORDER,
  /** The image mirrored at its border, as often as needed. */
  REFLECTION;

  /**
   * PyTorch's name as a mode.
   *
   * @throws IllegalArgumentException listing the names if there is no such mode
   */
  public static GridPadding of(String name) {
    return Names.parse(GridPadding.class, "padding_mode", name);
  }

  /** PyTorch's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
