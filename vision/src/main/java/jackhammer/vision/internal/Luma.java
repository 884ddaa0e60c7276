package jackhammer.vision.internal;

/** How light a colour is. */
public final class Luma {
  private Luma() {}

  /**
   * Pillow's {@code convert("L")}, which is ITU-R 601: 0.299 red + 0.587 green + 0.114 blue, in 16
   * binary places, rounded.
   */
  public static int of(int r, int g, int b) {
    return r * 19595 + g * 38470 + b * 7471 + 0x8000 >> 16;
  }
}
