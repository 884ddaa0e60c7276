package jackhammer.internal.kernel.cpu;

/**
 * Functions on float32 whose bits are the same on every machine, with or without SIMD.
 *
 * <p>Each is the same sequence of additions, multiplications, divisions and fused multiply-adds as
 * its namesake in {@link FloatVectorMath}; whoever changes one changes both. The polynomials are
 * minimax fits of our own with coefficients rounded to float32. No branch decides about a lane:
 * both sides are computed and one is taken, as vectors do it.
 *
 * <p>Largest errors in units of the last place of the result (one half is the least possible; a
 * subnormal result counts in steps of 2^-149), measured with {@code FloatMathSweep} among the
 * tests; of exp, log, tanh and sigmoid over all arguments, of the others over every 97th:
 *
 * <table>
 * <caption>ulp</caption>
 * <tr><td>exp</td><td>1.02</td></tr>
 * <tr><td>log</td><td>0.87</td></tr>
 * <tr><td>exp2, log2, log10, log1p</td><td>1.0</td></tr>
 * <tr><td>expm1</td><td>1.5</td></tr>
 * <tr><td>sin, cos</td><td>1.6</td></tr>
 * <tr><td>softplus, logSigmoid</td><td>1.7</td></tr>
 * <tr><td>sigmoid</td><td>2.5</td></tr>
 * <tr><td>tanh</td><td>2.5</td></tr>
 * <tr><td>erf</td><td>1.1</td></tr>
 * <tr><td>erfc</td><td>3.7</td></tr>
 * <tr><td>gelu</td><td>8.4</td></tr>
 * <tr><td>silu, where its result is subnormal</td><td>53</td></tr>
 * </table>
 */
final class FloatMath {
  /** 1.5 * 2^23: what is added to it is rounded to a whole number, which its low bits then hold. */
  static final float ROUND = 0x1.8p23f;

  static final int ROUND_BITS = 0x4b400000;
  static final float LOG2_E = 0x1.715476p0f;
  static final float LN2_HIGH = 0x1.62e43p-1f;
  static final float LN2_LOW = -0x1.05c61p-29f;

  /** Beyond these exp is infinite, or 0. */
  static final float EXP_HIGHEST = 89f;

  static final float EXP_LOWEST = -104f;
  static final float EXP2_HIGHEST = 129f;
  static final float EXP2_LOWEST = -151f;

  /** Below this expm1 is -1. */
  static final float EXPM1_LOWEST = -80f;

  /** exp(r) = 1 + r + r^2 (E0 + E1 r + ...) for |r| below ln(2)/2, relative error 2^-27.8. */
  static final float E0 = 0x1.fffffcp-2f;

  static final float E1 = 0x1.555490p-3f;
  static final float E2 = 0x1.5558f4p-5f;
  static final float E3 = 0x1.123a6ap-7f;
  static final float E4 = 0x1.6a233ep-10f;

  /** exp(r) - 1 = r + r^2 (M0 + M1 r + ...), relative error 2^-28.7. */
  static final float M0 = 0.5f;

  static final float M1 = 0x1.555556p-3f;
  static final float M2 = 0x1.5554aep-5f;
  static final float M3 = 0x1.111090p-7f;
  static final float M4 = 0x1.6d7526p-10f;
  static final float M5 = 0x1.a1a242p-13f;

  /**
   * log(1 + f) = f - f^2/2 + f^3 (L0 + L1 f + ...) for 1 + f from sqrt(1/2) to sqrt(2), 2^-27.2.
   */
  static final float L0 = 0x1.555554p-2f;

  static final float L1 = -0x1.000228p-2f;
  static final float L2 = 0x1.99a00ep-3f;
  static final float L3 = -0x1.5471b4p-3f;
  static final float L4 = 0x1.22d910p-3f;
  static final float L5 = -0x1.0d8a0ap-3f;
  static final float L6 = 0x1.0565bcp-3f;
  static final float L7 = -0x1.38b574p-4f;

  /** The bits of sqrt(1/2). */
  static final int SQRT_HALF_BITS = 0x3f3504f3;

  static final float LOG2_E_LOW = 0x1.4ae0cp-26f;
  static final float LOG10_E = 0x1.bcb7b2p-2f;
  static final float LOG10_E_LOW = -0x1.5b235ep-27f;
  static final float LOG10_2_HIGH = 0x1.344136p-2f;
  static final float LOG10_2_LOW = -0x1.ec10cp-27f;

  /** erf(x) = x + x (P0 + P1 x^2 + ...) for |x| below 1, relative error 2^-27.7. */
  static final float P0 = 0x1.06eba8p-3f;

  static final float P1 = -0x1.81273ep-2f;
  static final float P2 = 0x1.ce2cf8p-4f;
  static final float P3 = -0x1.b7f908p-6f;
  static final float P4 = 0x1.54058ap-8f;
  static final float P5 = -0x1.a3f5d2p-11f;
  static final float P6 = 0x1.4966ccp-14f;

  /** erf(x) = 1 - exp(-(G0 + G1 x + ...)) for x from 1 to 4, relative error 2^-27.4. */
  static final float G0 = 0x1.65e5e4p-12f;

  static final float G1 = 0x1.2088f8p0f;
  static final float G2 = 0x1.46bac0p-1f;
  static final float G3 = 0x1.a65464p-4f;
  static final float G4 = -0x1.65cd8cp-6f;
  static final float G5 = 0x1.825efap-9f;
  static final float G6 = -0x1.86e3ccp-13f;

  /** (1 + 2x) exp(x^2) erfc(x) = R0 + R1 q + ... with q = (x - 2) / (x + 2), x from 0 to 10.2. */
  static final float R0 = 0x1.46e80ep0f;

  static final float R1 = -0x1.7bf5fep-4f;
  static final float R2 = -0x1.540844p-3f;
  static final float R3 = 0x1.4ffb12p-3f;
  static final float R4 = -0x1.bc0bd4p-5f;
  static final float R5 = -0x1.079612p-7f;
  static final float R6 = 0x1.1b090cp-7f;
  static final float R7 = 0x1.4d3cdep-10f;
  static final float R8 = -0x1.487baep-10f;
  static final float R9 = -0x1.7b98bap-12f;
  static final float R10 = 0x1.d1b590p-16f;

  static final float SQRT_HALF = 0x1.6a09e6p-1f;

  /** 1 / sqrt(2 pi). */
  static final float ROOT_OF_TWO_PI_INVERSE = 0.3989423f;

  /** pi/2 in three parts. */
  static final float TWO_OVER_PI = 0x1.45f306p-1f;

  static final float HALF_PI_1 = 0x1.921fb6p0f;
  static final float HALF_PI_2 = -0x1.777a5cp-25f;
  static final float HALF_PI_3 = -0x1.ee59dap-50f;

  /** Up to here three parts of pi/2 are enough; {@link StrictMath} does the rest. */
  static final float ANGLE_LIMIT = 0x1p16f;

  /** sin(r) = r + r^3 (S0 + S1 r^2 + ...), cos(r) = 1 - r^2/2 + r^4 (C0 + ...), |r| below pi/4. */
  static final float S0 = -0x1.555546p-3f;

  static final float S1 = 0x1.11074cp-7f;
  static final float S2 = -0x1.9947cap-13f;
  static final float C0 = 0x1.55554ap-5f;
  static final float C1 = -0x1.6c0c76p-10f;
  static final float C2 = 0x1.99fc28p-16f;

  private FloatMath() {}

  static float exp(float x) {
    float c = x > EXP_HIGHEST ? EXP_HIGHEST : x < EXP_LOWEST ? EXP_LOWEST : x;
    float t = Math.fma(c, LOG2_E, ROUND);
    float n = t - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, c));
    return scale(expOf(r), Float.floatToRawIntBits(t) - ROUND_BITS);
  }

  static float exp2(float x) {
    float c = x > EXP2_HIGHEST ? EXP2_HIGHEST : x < EXP2_LOWEST ? EXP2_LOWEST : x;
    float t = c + ROUND;
    float r = (c - (t - ROUND)) * LN2_HIGH;
    return scale(expOf(r), Float.floatToRawIntBits(t) - ROUND_BITS);
  }

  /** exp for |r| below ln(2)/2. */
  private static float expOf(float r) {
    float p = Math.fma(E4, r, E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, E1);
    p = Math.fma(p, r, E0);
    return 1f + Math.fma(p, r * r, r);
  }

  /** x * 2^k in two steps, of which only the second can round or overflow. */
  private static float scale(float x, int k) {
    int half = k >> 1;
    return x * powerOfTwo(half) * powerOfTwo(k - half);
  }

  private static float powerOfTwo(int k) {
    return Float.intBitsToFloat((k + 127) << 23);
  }

  static float expm1(float x) {
    float c = x > EXP_HIGHEST ? EXP_HIGHEST : x < EXPM1_LOWEST ? EXPM1_LOWEST : x;
    float y = 2f * halfExpm1(c);
    return Math.abs(x) < 0x1p-25f ? x : y;
  }

  /** (exp(c) - 1) / 2 for c from -80 to 89: half, because 2^128 is infinite. */
  private static float halfExpm1(float c) {
    float t = Math.fma(c, LOG2_E, ROUND);
    float n = t - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, c));
    float p = Math.fma(M5, r, M4);
    p = Math.fma(p, r, M3);
    p = Math.fma(p, r, M2);
    p = Math.fma(p, r, M1);
    p = Math.fma(p, r, M0);
    float m = Math.fma(p, r * r, r);
    float s = powerOfTwo(Float.floatToRawIntBits(t) - ROUND_BITS - 1);
    return Math.fma(m, s, s - 0.5f);
  }

  /** Through e = exp(-2|x|) - 1, which is exact for the smallest x: -e / (2 + e). */
  static float tanh(float x) {
    float a = Math.abs(x);
    float c = a > 20f ? -40f : -2f * a;
    float h = halfExpm1(c);
    float y = -h / (1f + h);
    return copySign(a < 0x1p-13f ? a : y, x);
  }

  static float sigmoid(float x) {
    float z = exp(-Math.abs(x));
    return (x < 0f ? z : 1f) / (1f + z);
  }

  static float silu(float x) {
    return x * sigmoid(x);
  }

  static float log(float x) {
    boolean small = x < Float.MIN_NORMAL;
    float y = small ? x * 0x1p23f : x;
    int bits = Float.floatToRawIntBits(y);
    int e = (bits - SQRT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (e << 23)) - 1f;
    float k = small ? e - 23 : e;
    float r = Math.fma(k, LN2_LOW, logTail(f));
    return logEdges(x, Math.fma(k, LN2_HIGH, f + r));
  }

  static float log2(float x) {
    boolean small = x < Float.MIN_NORMAL;
    float y = small ? x * 0x1p23f : x;
    int bits = Float.floatToRawIntBits(y);
    int e = (bits - SQRT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (e << 23)) - 1f;
    float k = small ? e - 23 : e;
    float r = Math.fma(f, LOG2_E_LOW, logTail(f) * LOG2_E);
    return logEdges(x, k + Math.fma(f, LOG2_E, r));
  }

  static float log10(float x) {
    boolean small = x < Float.MIN_NORMAL;
    float y = small ? x * 0x1p23f : x;
    int bits = Float.floatToRawIntBits(y);
    int e = (bits - SQRT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (e << 23)) - 1f;
    float k = small ? e - 23 : e;
    float r = Math.fma(f, LOG10_E_LOW, logTail(f) * LOG10_E);
    r = Math.fma(k, LOG10_2_LOW, r);
    return logEdges(x, Math.fma(k, LOG10_2_HIGH, Math.fma(f, LOG10_E, r)));
  }

  /** log(1 + f) - f for 1 + f from sqrt(1/2) to sqrt(2). */
  private static float logTail(float f) {
    float p = Math.fma(L7, f, L6);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L3);
    p = Math.fma(p, f, L2);
    p = Math.fma(p, f, L1);
    p = Math.fma(p, f, L0);
    float s = f * f;
    return Math.fma(s * f, p, -0.5f * s);
  }

  private static float logEdges(float x, float y) {
    float edge = x > 0f ? x : x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
    return x > 0f && x < Float.POSITIVE_INFINITY ? y : edge;
  }

  static float log1p(float x) {
    float u = 1f + x;
    float b = u - 1f;
    float lost = 1f - (u - b) + (x - b); // 1 + x = u + lost, exactly
    float y = logOf(u, lost);
    float edge = x > 0f ? x : x == -1f ? Float.NEGATIVE_INFINITY : Float.NaN;
    float z = x > -1f && x < Float.POSITIVE_INFINITY ? y : edge;
    return Math.abs(x) < 0x1p-25f ? x : z;
  }

  /** log(u + lost) for normal u, where lost is below an ulp of u. */
  private static float logOf(float u, float lost) {
    int bits = Float.floatToRawIntBits(u);
    int e = (bits - SQRT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (e << 23)) - 1f;
    float k = e;
    float r = Math.fma(k, LN2_LOW, logTail(f) + lost / u);
    return Math.fma(k, LN2_HIGH, f + r);
  }

  // What is long is cut in two steps, each of which is a loop of its own on vectors: beyond some
  // fifty
  // operations C2 stops inlining, and a vector that crosses a call is allocated.

  /** exp(-|x|). */
  static float expMinusAbs(float x) {
    return exp(-Math.abs(x));
  }

  /** log(1 + z) for z from 0 to 1. */
  private static float logOnePlus(float z) {
    float u = 1f + z;
    return logOf(u, z - (u - 1f));
  }

  static float softplus(float x) {
    return softplus(x, expMinusAbs(x));
  }

  static float softplus(float x, float z) {
    return (x > 0f ? x : 0f) + logOnePlus(z);
  }

  static float logSigmoid(float x) {
    return logSigmoid(x, expMinusAbs(x));
  }

  static float logSigmoid(float x, float z) {
    return (x < 0f ? x : 0f) - logOnePlus(z);
  }

  static float logAddExp(float a, float b) {
    return logAddExp(a, b, expMinusAbs(a - b));
  }

  static float logAddExp(float a, float b, float z) {
    float y = Math.max(a, b) + logOnePlus(z);
    return a == b && Math.abs(a) == Float.POSITIVE_INFINITY ? a : y;
  }

  static float erf(float x) {
    return erf(x, erfTail(x));
  }

  /** 1 - erf(|x|) for |x| from 1. */
  static float erfTail(float x) {
    float a = Math.abs(x);
    float c = a > 4f ? 4f : a;
    float g = Math.fma(G6, c, G5);
    g = Math.fma(g, c, G4);
    g = Math.fma(g, c, G3);
    g = Math.fma(g, c, G2);
    g = Math.fma(g, c, G1);
    g = Math.fma(g, c, G0);
    return exp(-g);
  }

  static float erf(float x, float tail) {
    float far = copySign(1f - tail, x);
    return Math.abs(x) < 1f ? erfNear(x) : far;
  }

  /** erf for |x| below 1. */
  private static float erfNear(float x) {
    float s = x * x;
    float p = Math.fma(P6, s, P5);
    p = Math.fma(p, s, P4);
    p = Math.fma(p, s, P3);
    p = Math.fma(p, s, P2);
    p = Math.fma(p, s, P1);
    p = Math.fma(p, s, P0);
    return Math.fma(p, x, x);
  }

  static float erfc(float x) {
    return erfc(x, expMinusSquare(x));
  }

  /** exp(-x^2). */
  static float expMinusSquare(float x) {
    float a = Math.abs(x);
    float c = a > 10.5f ? 10.5f : a;
    return expOfMinus(c, c);
  }

  static float erfc(float x, float e) {
    float a = Math.abs(x);
    float c = a > 10.5f ? 10.5f : a;
    float tail = scaledErfc(c) * e;
    float far = x < 0f ? 2f - tail : tail;
    return a < 0.5f ? 1f - erfNear(x) : far;
  }

  /** exp(u^2) erfc(u) for u from 0 to 10.5. */
  private static float scaledErfc(float u) {
    float q = (u - 2f) / (u + 2f);
    float p = Math.fma(R10, q, R9);
    p = Math.fma(p, q, R8);
    p = Math.fma(p, q, R7);
    p = Math.fma(p, q, R6);
    p = Math.fma(p, q, R5);
    p = Math.fma(p, q, R4);
    p = Math.fma(p, q, R3);
    p = Math.fma(p, q, R2);
    p = Math.fma(p, q, R1);
    p = Math.fma(p, q, R0);
    return p / Math.fma(2f, u, 1f);
  }

  /** exp(-a b), with the digits that the product loses. */
  private static float expOfMinus(float a, float b) {
    float s = a * b;
    float e = exp(-s);
    return Math.fma(-Math.fma(a, b, -s), e, e);
  }

  /** x times the normal distribution's probability of being below x, from the tail of its sign. */
  static float gelu(float x) {
    return gelu(x, expMinusHalfSquare(x));
  }

  /** exp(-x^2 / 2). */
  static float expMinusHalfSquare(float x) {
    float a = Math.abs(x);
    float c = a > 14.5f ? 14.5f : a;
    return expOfMinus(0.5f * c, c);
  }

  static float gelu(float x, float e) {
    float a = Math.abs(x);
    float c = a > 14.5f ? 14.5f : a;
    float tail = 0.5f * scaledErfc(c * SQRT_HALF) * e;
    return x * (x < 0f ? tail : 1f - tail);
  }

  /** Of (g, x): g times the derivative of {@link #gelu}. */
  static float geluGradient(float g, float x) {
    return geluGradient(g, x, expMinusHalfSquare(x));
  }

  static float geluGradient(float g, float x, float e) {
    float a = Math.abs(x);
    float c = a > 14.5f ? 14.5f : a;
    float tail = 0.5f * scaledErfc(c * SQRT_HALF) * e;
    return g * ((x < 0f ? tail : 1f - tail) + x * (e * ROOT_OF_TWO_PI_INVERSE));
  }

  static float sin(float x) {
    if (!inAngleLimit(x)) {
      return (float) StrictMath.sin(x);
    }
    float t = Math.fma(x, TWO_OVER_PI, ROUND);
    float y = circle(angle(x, t - ROUND), Float.floatToRawIntBits(t));
    return x == 0f ? x : y;
  }

  static float cos(float x) {
    if (!inAngleLimit(x)) {
      return (float) StrictMath.cos(x);
    }
    float t = Math.fma(x, TWO_OVER_PI, ROUND);
    return circle(angle(x, t - ROUND), Float.floatToRawIntBits(t) + 1);
  }

  static boolean inAngleLimit(float x) {
    return Math.abs(x) <= ANGLE_LIMIT;
  }

  private static float angle(float x, float n) {
    float r = Math.fma(n, -HALF_PI_1, x);
    r = Math.fma(n, -HALF_PI_2, r);
    return Math.fma(n, -HALF_PI_3, r);
  }

  /** sin(r + quarters * pi/2) for |r| below pi/4. */
  private static float circle(float r, int quarters) {
    float s = r * r;
    float sine = Math.fma(Math.fma(S2, s, S1), s, S0);
    sine = Math.fma(s * r, sine, r);
    float cosine = Math.fma(Math.fma(C2, s, C1), s, C0);
    cosine = Math.fma(s * s, cosine, Math.fma(s, -0.5f, 1f));
    float y = (quarters & 1) == 0 ? sine : cosine;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ (quarters & 2) << 30);
  }

  /** C's rules: 1 to any power and -1 to an infinite one are 1. */
  static float pow(float x, float y) {
    return (float) DoubleMath.pow(x, y);
  }

  /** The sign bit of {@code sign}, of a NaN too. */
  static float copySign(float x, float sign) {
    int bits = Float.floatToRawIntBits(x) & 0x7fffffff;
    return Float.intBitsToFloat(bits | Float.floatToRawIntBits(sign) & 0x80000000);
  }
}
