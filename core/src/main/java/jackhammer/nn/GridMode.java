package jackhammer.nn;

import java.util.Locale;

/** How {@link F#gridSample} finds cells between the given ones. */
public enum GridMode {
  /** Lines between the cells around a place: PyTorch's default. */
  BILINEAR,
  /** The nearest cell. */
  NEAREST,
  /** Cubic polynomials through four cells in both directions, for images only. */
  BICUBIC;

  /**
   * PyTorch's name as a mode.
   *
   * @throws IllegalArgumentException listing the names if there is no such mode
   */
  public static GridMode of(String name) {
    return Names.parse(GridMode.class, "mode", name);
  }

  /** PyTorch's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
