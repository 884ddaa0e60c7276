package jackhammer.vision;

/** From bytes to what a network sees: x / 255 in float32, as torchvision's {@code ToTensor}. */
final class Pixels {
  private static final float[] SCALED = new float[256];

  static {
    for (int x = 0; x < SCALED.length; x++) {
      SCALED[x] = x / 255f;
    }
  }

  private Pixels() {}

  /** Scales {@code n} bytes. */
  static void scale(byte[] from, int at, float[] to, int toAt, int n) {
    for (int i = 0; i < n; i++) {
      to[toAt + i] = SCALED[from[at + i] & 0xff];
    }
  }
}
