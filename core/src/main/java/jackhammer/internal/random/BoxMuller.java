package jackhammer.internal.random;

/**
 * The Box-Muller transform on blocks of 16 uniforms, as PyTorch lays them out: uniforms 0 to 7 of a
 * block give the radius sqrt(-2 log(1 - u)), uniforms 8 to 15 the angle; the cosines go to places 0
 * to 7 and the sines to 8 to 15.
 *
 * <p>In float32 the logarithm, sine and cosine are the single-precision polynomials of Moshier's
 * Cephes library in FMA form. They are good to about 1 ulp on the ranges that occur here (radius
 * argument in [2^-24, 1], angle in [0, 2 pi)), and, what decides, official PyTorch evaluates the
 * same polynomials in the same order on every x86 processor with AVX2: the normals, and with them
 * every initial weight made from normals, come out with PyTorch's bits and not merely close to
 * them.
 */
final class BoxMuller {
  static final int BLOCK = 16;
  private static final int HALF = BLOCK / 2;

  /**
   * Blocks that go through the loops at once: long enough for vector code, small enough to stay in
   * the L1 cache.
   */
  private static final int BATCH = 64;

  private static final float TWO_PI = (float) (2 * Math.PI);
  private static final float FOUR_OVER_PI = (float) (4 / Math.PI);

  // pi/4 in three parts, the first two exact under multiplication by small whole numbers.
  private static final float PI4_A = 0.78515625f;
  private static final float PI4_B = 2.4187564849853515625e-4f;
  private static final float PI4_C = 3.77489497744594108e-8f;

  private static final int SQRT_HALF_BITS = 0x3f3504f3;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float LN2_HIGH = 0.693359375f;

  private BoxMuller() {}

  /** Turns {@code blocks * 16} uniforms at {@code at} into normals. */
  static void transform(float[] data, int at, int blocks, float mean, float std) {
    int lanes = Math.min(blocks, BATCH) * HALF;
    float[] r = new float[lanes];
    float[] t = new float[lanes];
    for (int done = 0; done < blocks; done += BATCH) {
      int k = Math.min(BATCH, blocks - done);
      int from = at + done * BLOCK;
      for (int b = 0; b < k; b++) {
        System.arraycopy(data, from + b * BLOCK, r, b * HALF, HALF);
        System.arraycopy(data, from + b * BLOCK + HALF, t, b * HALF, HALF);
      }
      radius(r, k * HALF);
      turn(r, t, k * HALF, mean, std);
      for (int b = 0; b < k; b++) {
        System.arraycopy(r, b * HALF, data, from + b * BLOCK, HALF);
        System.arraycopy(t, b * HALF, data, from + b * BLOCK + HALF, HALF);
      }
    }
  }

  /** r = sqrt(-2 log(1 - r)). */
  private static void radius(float[] r, int n) {
    for (int i = 0; i < n; i++) {
      r[i] = (float) Math.sqrt(-2f * log(1f - r[i]));
    }
  }

  /** (r, t) = (r cos(2 pi t), r sin(2 pi t)) * std + mean. */
  private static void turn(float[] r, float[] t, int n, float mean, float std) {
    for (int i = 0; i < n; i++) {
      float angle = TWO_PI * t[i];
      // The octant, rounded up to an even one: x is then in [-pi/4, pi/4].
      int j = (int) (angle * FOUR_OVER_PI) + 1 & ~1;
      float y = j;
      float x = Math.fma(y, -PI4_A, angle);
      x = Math.fma(y, -PI4_B, x);
      x = Math.fma(y, -PI4_C, x);
      float z = x * x;

      float c = Math.fma(2.443315711809948e-5f, z, -1.388731625493765e-3f);
      c = Math.fma(c, z, 4.166664568298827e-2f);
      c = Math.fma(c * z, z, -(z * 0.5f)) + 1f;

      float s = Math.fma(-1.9515295891e-4f, z, 8.3321608736e-3f);
      s = Math.fma(s, z, -1.6666654611e-1f);
      s = Math.fma(s * z, x, x);

      // Which polynomial is the sine and which the cosine, and their signs, by bits instead of
      // branches.
      int cBits = Float.floatToRawIntBits(c);
      int sBits = Float.floatToRawIntBits(s);
      int keep = ((j & 2) >> 1) - 1;
      float sine = Float.intBitsToFloat((sBits & keep | cBits & ~keep) ^ (j & 4) << 29);
      float cosine = Float.intBitsToFloat((cBits & keep | sBits & ~keep) ^ (~(j - 2) & 4) << 29);
      float radius = r[i];
      r[i] = Math.fma(radius * cosine, std, mean);
      t[i] = Math.fma(radius * sine, std, mean);
    }
  }

  /** Natural logarithm of a normal number in (0, 1]. */
  private static float log(float v) {
    int bits = Float.floatToRawIntBits(v);
    int fraction = bits & 0x007fffff | 0x3f000000; // in [0.5, 1)
    int small = fraction - SQRT_HALF_BITS >> 31; // all ones below sqrt(1/2)
    float e = (bits >>> 23) - 126 + small;
    float x = Float.intBitsToFloat(fraction) - 1f + Float.intBitsToFloat(fraction & small);
    float z = x * x;
    float y = Math.fma(7.0376836292e-2f, x, -1.1514610310e-1f);
    y = Math.fma(y, x, 1.1676998740e-1f);
    y = Math.fma(y, x, -1.2420140846e-1f);
    y = Math.fma(y, x, 1.4249322787e-1f);
    y = Math.fma(y, x, -1.6668057665e-1f);
    y = Math.fma(y, x, 2.0000714765e-1f);
    y = Math.fma(y, x, -2.4999993993e-1f);
    y = Math.fma(y, x, 3.3333331174e-1f);
    y = Math.fma(y * x, z, e * LN2_LOW);
    y = Math.fma(z, -0.5f, y);
    return Math.fma(e, LN2_HIGH, x + y);
  }

  /** The same in double precision, where PyTorch calls the C library: equal to about 1e-15. */
  static void transform(double[] data, int at, int blocks, double mean, double std) {
    for (int b = at; b < at + blocks * BLOCK; b += BLOCK) {
      for (int i = b; i < b + HALF; i++) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - data[i]));
        double angle = 2 * Math.PI * data[i + HALF];
        data[i] = Math.fma(radius * StrictMath.cos(angle), std, mean);
        data[i + HALF] = Math.fma(radius * StrictMath.sin(angle), std, mean);
      }
    }
  }
}
