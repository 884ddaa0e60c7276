package jackhammer;

/**
 * What {@link IndexOps#index} takes besides numbers and tensors: Python's slices, {@code ...} and
 * {@code None}. Made by {@link Tensor#slice}, {@link Tensor#ELLIPSIS} and {@link Tensor#NONE}.
 */
public sealed interface Index {

  /**
   * Every {@code step}-th entry of a dimension from {@code start} up to, not including, {@code
   * end}. Negative numbers count from the end; what lies outside is cut off.
   *
   * @param start null: from the beginning
   * @param end null: to the end
   * @param step null: 1
   */
  record Slice(Long start, Long end, Long step) implements Index {
    public Slice {
      if (step != null && step <= 0) {
        throw new IllegalArgumentException("slice: step must be positive, got " + step);
      }
    }

    /** As Python writes it: {@code 1:3}. */
    @Override
    public String toString() {
      String range = text(start) + ":" + text(end);
      return step == null ? range : range + ":" + step;
    }

    private static String text(Long bound) {
      return bound == null ? "" : bound.toString();
    }
  }

  /** The two constants. */
  enum Mark implements Index {
    /** As many whole dimensions as are left: Python's {@code ...}. */
    ELLIPSIS,
    /** A new dimension of size 1: Python's {@code None}; in a slice an open end. */
    NONE
  }
}
