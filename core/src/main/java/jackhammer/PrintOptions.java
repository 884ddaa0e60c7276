package jackhammer;

import jackhammer.internal.ops.Check;

/**
 * How tensors are printed: the settings of {@code torch.set_printoptions} as an immutable value.
 *
 * <pre>{@code
 * PrintOptions.DEFAULT.precision(2).linewidth(120)
 * }</pre>
 *
 * @param precision digits after the point of floating-point numbers; default 4
 * @param threshold tensors with more elements than this are shown by their edges only; default 1000
 * @param edgeitems how many entries of each dimension are shown at its beginning and at its end
 *     then; default 3; with 0 a summary shows no numbers, and the size is printed instead
 * @param linewidth columns after which a line is broken; default 80
 * @param sciMode {@code TRUE} or {@code FALSE} to have scientific notation always or never, {@code
 *     null} (default) to have it where the largest number is above 1e8 or above 1000 times the
 *     smallest, or the smallest is below 1e-4 (zeros, infinities and NaNs left aside)
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.set_printoptions.html">torch.set_printoptions</a>
 */
public record PrintOptions(
    int precision, long threshold, int edgeitems, int linewidth, Boolean sciMode) {
  /** PyTorch's profile {@code default}. */
  public static final PrintOptions DEFAULT = new PrintOptions(4, 1000, 3, 80, null);

  /** PyTorch's profile {@code short}: 2 digits, 2 edge items. */
  public static final PrintOptions SHORT = DEFAULT.precision(2).edgeitems(2);

  /** PyTorch's profile {@code full}: every element, however many there are. */
  public static final PrintOptions FULL = DEFAULT.threshold(Long.MAX_VALUE);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a number is negative
   */
  public PrintOptions {
    check("precision", precision);
    check("threshold", threshold);
    check("edgeitems", edgeitems);
    check("linewidth", linewidth);
  }

  private static void check(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "PrintOptions: " + name + " must not be negative, but got " + value);
    }
  }

  /**
   * A profile by PyTorch's name: {@code "default"}, {@code "short"} or {@code "full"}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static PrintOptions profile(String name) {
    return switch (Check.notNull("PrintOptions.profile", "name", name)) {
      case "default" -> DEFAULT;
      case "short" -> SHORT;
      case "full" -> FULL;
      default ->
          throw new IllegalArgumentException(
              "PrintOptions: expected the profile \"default\", \"short\" or \"full\", but got \""
                  + name
                  + "\"");
    };
  }

  /** These options with another number of digits after the point. */
  public PrintOptions precision(int digits) {
    return new PrintOptions(digits, threshold, edgeitems, linewidth, sciMode);
  }

  /** These options with another number of elements that are still printed in full. */
  public PrintOptions threshold(long elements) {
    return new PrintOptions(precision, elements, edgeitems, linewidth, sciMode);
  }

  /** These options with another number of entries at each edge of a summary. */
  public PrintOptions edgeitems(int entries) {
    return new PrintOptions(precision, threshold, entries, linewidth, sciMode);
  }

  /** These options with another length of line. */
  public PrintOptions linewidth(int columns) {
    return new PrintOptions(precision, threshold, edgeitems, columns, sciMode);
  }

  /**
   * These options with scientific notation always, never, or ({@code null}) where the numbers ask
   * for it.
   */
  public PrintOptions sciMode(Boolean mode) {
    return new PrintOptions(precision, threshold, edgeitems, linewidth, mode);
  }
}
