package jackhammer.nn;

import java.util.Locale;

/** How {@link F#interpolate} and {@link Upsample} find cells between the given ones. */
public enum InterpolationMode {
  /** The nearest cell, its edge counted as its place: PyTorch's default. */
  NEAREST,
  /** The cell whose middle is nearest, as image programs have it. */
  NEAREST_EXACT,
  /** A line between two cells, for (N, C, L). */
  LINEAR,
  /** Lines in both directions, for (N, C, H, W). */
  BILINEAR,
  /** A cubic polynomial through four cells in both directions, for (N, C, H, W). */
  BICUBIC,
  /** Lines in three directions, for (N, C, D, H, W). */
  TRILINEAR,
  /** Means of the cells that one cell of the result covers: {@link AdaptiveAvgPool2d}. */
  AREA,
  /** Three lobes of the windowed sinc, with antialias only, for (N, C, H, W). */
  LANCZOS;

  /**
   * PyTorch's name as a mode.
   *
   * @throws IllegalArgumentException listing the names if there is no such mode
   */
  public static InterpolationMode of(String name) {
    return Names.parse(InterpolationMode.class, "mode", name);
  }

  /** The number of spatial dimensions; 0 for any. */
  int dims() {
    return switch (this) {
      case NEAREST, NEAREST_EXACT, AREA -> 0;
      case LINEAR -> 1;
      case BILINEAR, BICUBIC, LANCZOS -> 2;
      case TRILINEAR -> 3;
    };
  }

  /** Whether the middles of the corner cells may be told to stay. */
  boolean hasCorners() {
    return dims() > 0 && this != LANCZOS;
  }

  /** PyTorch's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
