package jackhammer.internal.text;

import jackhammer.DType;
import jackhammer.PrintOptions;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.memory.Storage;

/**
 * One style for all elements of a printed tensor: whole numbers with a bare point, fixed point or
 * scientific, and the width that the widest of them needs. It is found from the elements that will
 * be shown; zeros, infinities and NaNs choose neither the style nor the width.
 */
final class ElementFormat {
  private final DType dtype;
  private final int precision;
  private boolean whole = true;
  private boolean scientific;
  private int width = 1;

  /**
   * @param at storage positions of the elements that will be shown
   */
  ElementFormat(Storage s, int[] at, PrintOptions options) {
    dtype = s.dtype();
    precision = options.precision();
    if (dtype.isFloatingPoint()) {
      chooseStyle(s, at, options.sciMode());
    }
    for (int i : at) {
      if (!dtype.isFloatingPoint() || counts(Elements.getDouble(s, i))) {
        width = Math.max(width, text(s, i).length());
      }
    }
  }

  private static boolean counts(double v) {
    return v != 0 && Double.isFinite(v);
  }

  private void chooseStyle(Storage s, int[] at, Boolean asked) {
    double min = Double.POSITIVE_INFINITY;
    double max = 0;
    for (int i : at) {
      double v = Elements.getDouble(s, i);
      if (counts(v)) {
        min = Math.min(min, Math.abs(v));
        max = Math.max(max, Math.abs(v));
        whole &= v == Math.rint(v);
      }
    }
    if (max > 0) {
      scientific = asked != null ? asked : max / min > 1000 || max > 1e8 || min < 1e-4;
    }
  }

  int width() {
    return width;
  }

  /** The element at a storage position, padded on the left. */
  String format(Storage s, int at) {
    String text = text(s, at);
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private String text(Storage s, int at) {
    if (dtype == DType.BOOL) {
      return PyFormat.repr(Elements.getLong(s, at) != 0);
    }
    if (!dtype.isFloatingPoint()) {
      return Long.toString(Elements.getLong(s, at));
    }
    double v = Elements.getDouble(s, at);
    if (scientific) {
      return PyFormat.scientific(v, precision);
    }
    if (whole) {
      return PyFormat.fixed(v, 0) + (Double.isFinite(v) ? "." : "");
    }
    return PyFormat.fixed(v, precision);
  }
}
