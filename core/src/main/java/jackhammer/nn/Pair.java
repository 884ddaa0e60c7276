package jackhammer.nn;

/** Height and width of something that is no square. */
public record Pair(int h, int w) {

  /** For static import: {@code pair(3, 2)}. */
  public static Pair pair(int h, int w) {
    return new Pair(h, w);
  }
}
