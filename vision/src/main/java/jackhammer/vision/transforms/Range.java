package jackhammer.vision.transforms;

/**
 * From where to where something is drawn.
 *
 * @param from the least
 * @param to the most
 */
public record Range(double from, double to) {
  /** For static import: {@code range(0.8, 1.2)}. */
  public static Range range(double from, double to) {
    return new Range(from, to);
  }

  /** As Python prints the tuple. */
  @Override
  public String toString() {
    return "(" + from + ", " + to + ")";
  }
}
