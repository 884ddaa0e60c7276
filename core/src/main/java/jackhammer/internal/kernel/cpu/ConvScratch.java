package jackhammer.internal.kernel.cpu;

/** A thread's own memory for convolutions, kept from call to call. */
final class ConvScratch {
  private static final ThreadLocal<ConvScratch> OWN = ThreadLocal.withInitial(ConvScratch::new);

  private float[] source = {};
  private float[] panel = {};
  private float[] factor = {};
  private float[] sums = {};
  private float[] tile = {};
  private int[] from = {};
  private int[] to = {};
  private int[] starts = {};
  private float[] gradient = {};
  private float[] laidOut = {};
  private float[] results = {};
  private int[] pixels = {};

  static ConvScratch own() {
    return OWN.get();
  }

  /** A copy of input planes with their padding. */
  float[] source(int length) {
    return source = grown(source, length);
  }

  /** One packed tile of B. */
  float[] panel(int length) {
    return panel = grown(panel, length);
  }

  /** Another packed operand. */
  float[] factor(int length) {
    return factor = grown(factor, length);
  }

  /** Sums that are not finished. */
  float[] sums(int length) {
    return sums = grown(sums, length);
  }

  /** The sums of one segment of a tile. */
  float[] tile(int length) {
    return tile = grown(tile, length);
  }

  int[] from(int length) {
    return from = grown(from, length);
  }

  int[] to(int length) {
    return to = grown(to, length);
  }

  int[] starts(int length) {
    return starts = grown(starts, length);
  }

  // What follows belongs to a whole call: the thread that made the call lends it to the others.

  float[] gradient(int length) {
    return gradient = grown(gradient, length);
  }

  float[] laidOut(int length) {
    return laidOut = grown(laidOut, length);
  }

  float[] results(int length) {
    return results = grown(results, length);
  }

  int[] pixels(int length) {
    return pixels = grown(pixels, length);
  }

  private static float[] grown(float[] a, int length) {
    return a.length >= length ? a : new float[length + length / 8];
  }

  private static int[] grown(int[] a, int length) {
    return a.length >= length ? a : new int[length + length / 8];
  }
}
