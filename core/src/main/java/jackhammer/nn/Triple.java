package jackhammer.nn;

/** Depth, height and width of something that is no cube. */
public record Triple(int d, int h, int w) {

  /** For static import: {@code triple(3, 2, 2)}. */
  public static Triple triple(int d, int h, int w) {
    return new Triple(d, h, w);
  }
}
