package jackhammer.vision.transforms;

import java.util.Arrays;
import java.util.Locale;

/** What stands in the cells around a picture. */
public enum PaddingMode {
  /** A number. */
  CONSTANT,
  /** The nearest pixel. */
  EDGE,
  /** The picture mirrored at its outermost pixels, which are not repeated. */
  REFLECT,
  /** The picture mirrored at its edge, the outermost pixels repeated. */
  SYMMETRIC;

  /**
   * By torchvision's name.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static PaddingMode of(String name) {
    return Arrays.stream(values())
        .filter(m -> m.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "paddingMode: expected one of %s, got '%s'"
                        .formatted(Arrays.toString(values()), name)));
  }

  /** The index inside [0, n) that shows at {@code i}, or -1 for the constant. */
  int source(int i, int n) {
    if (i >= 0 && i < n) {
      return i;
    }
    return switch (this) {
      case CONSTANT -> -1;
      case EDGE -> Math.clamp(i, 0, n - 1);
      case REFLECT -> i < 0 ? -i : 2 * n - 2 - i;
      case SYMMETRIC -> i < 0 ? -i - 1 : 2 * n - 1 - i;
    };
  }

  /** The most cells that can be added beside n. */
  int most(int n) {
    return switch (this) {
      case CONSTANT, EDGE -> Integer.MAX_VALUE / 4;
      case REFLECT -> n - 1;
      case SYMMETRIC -> n;
    };
  }

  /** As torchvision spells it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
