package jackhammer.bench;

/**
 * Fills inputs so that every contender, whatever its language, computes on the same bits: each
 * element is a hash of (seed, number of the tensor, index), nothing depends on an order of drawing.
 *
 * <p>The hash is a 32-bit mix of xor-shifts and multiplications. A float is the upper 24 bits as k
 * * 2^-23 - 1, which float32 holds exactly, times the scale (one rounding).
 */
public final class Fill {

  private Fill() {}

  /** Values of a float32 input, uniform in [-scale, scale). */
  public static float[] floats(Work.Input input, long seed, int number) {
    float[] a = new float[input.size()];
    int key = key(seed, number);
    for (int i = 0; i < a.length; i++) {
      a[i] = ((mix(mix(i) ^ key) >>> 8) * 0x1p-23f - 1f) * input.scale();
    }
    return a;
  }

  /** Values of an int64 input of labels. */
  public static long[] labels(Work.Input input, long seed, int number) {
    long[] a = new long[input.size()];
    int key = key(seed, number);
    for (int i = 0; i < a.length; i++) {
      a[i] = Integer.remainderUnsigned(mix(mix(i) ^ key), input.classes());
    }
    return a;
  }

  private static int key(long seed, int number) {
    return mix((int) seed ^ mix(number + 1));
  }

  private static int mix(int x) {
    x ^= x >>> 16;
    x *= 0x7feb352d;
    x ^= x >>> 15;
    x *= 0x846ca68b;
    return x ^ x >>> 16;
  }
}
