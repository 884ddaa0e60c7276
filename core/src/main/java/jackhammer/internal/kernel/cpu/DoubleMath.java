package jackhammer.internal.kernel.cpu;

/**
 * Functions on float64 whose bits are the same on every machine, with or without SIMD.
 *
 * <p>exp, expm1, log, log1p and what is made of them (tanh, sigmoid, silu) are the same operations
 * as their namesakes in {@link DoubleVectorMath}; whoever changes one changes both. The others are
 * what {@link StrictMath} lacks.
 *
 * <p>Largest errors in units of the last place over 8 million random arguments each, measured
 * against twice the precision with {@code DoubleMathSweep} among the tests: exp 1.03, expm1 1.81,
 * log 0.81, log1p 0.84, tanh 2.53, sigmoid 2.25.
 */
final class DoubleMath {
  /** 1.5 * 2^52: what is added to it is rounded to a whole number, which its low bits then hold. */
  static final double ROUND = 0x1.8p52;

  static final long ROUND_BITS = 0x4338000000000000L;
  static final double LOG2_E = 0x1.71547652b82fep0;
  static final double LN2_HIGH = 0x1.62e42fefp-1;
  static final double LN2_LOW = 0x1.473de6af278edp-34;

  /** Beyond these exp is infinite, or 0. */
  static final double EXP_HIGHEST = 710.0;

  static final double EXP_LOWEST = -746.0;

  /** Below this expm1 is -1. */
  static final double EXPM1_LOWEST = -80.0;

  /** exp(r) = 1 + r + r^2 (E0 + E1 r + ...) for |r| below ln(2)/2, relative error 2^-57.9. */
  static final double E0 = 0x1.000000000000ap-1;

  static final double E1 = 0x1.55555555554fap-3;
  static final double E2 = 0x1.555555555087dp-5;
  static final double E3 = 0x1.1111111127be7p-7;
  static final double E4 = 0x1.6c16c18429f02p-10;
  static final double E5 = 0x1.a01a012a5689dp-13;
  static final double E6 = 0x1.a0199a0cbb62bp-16;
  static final double E7 = 0x1.71df25558243ap-19;
  static final double E8 = 0x1.28ad72861acbep-22;
  static final double E9 = 0x1.ad7f6984cea6cp-26;

  /** exp(r) - 1 = r + r^2 (M0 + M1 r + ...), relative error 2^-61.7. */
  static final double M0 = 0.5;

  static final double M1 = 0x1.5555555555559p-3;
  static final double M2 = 0x1.555555555553fp-5;
  static final double M3 = 0x1.111111110f6dap-7;
  static final double M4 = 0x1.6c16c16c1f07cp-10;
  static final double M5 = 0x1.a01a01afd3e65p-13;
  static final double M6 = 0x1.a01a017bc56e2p-16;
  static final double M7 = 0x1.71ddf87ea997ep-19;
  static final double M8 = 0x1.27e5362e0bc67p-22;
  static final double M9 = 0x1.af5e7527a9383p-26;
  static final double M10 = 0x1.1ee88588b4f87p-29;

  /**
   * log(1 + f) = f - h + s (h + z (L0 + L1 z + ...)) with h = f^2/2, s = f / (2 + f), z = s^2, for
   * 1 + f from sqrt(1/2) to sqrt(2), 2^-59.5.
   */
  static final double L0 = 0x1.5555555555592p-1;

  static final double L1 = 0x1.999999997fd7ap-2;
  static final double L2 = 0x1.24924941f4e05p-2;
  static final double L3 = 0x1.c71c520615de0p-3;
  static final double L4 = 0x1.74663fa07a01fp-3;
  static final double L5 = 0x1.39a1a70c4652ap-3;
  static final double L6 = 0x1.2f0634596ccf8p-3;

  /** The bits of sqrt(1/2). */
  static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

  private static final double LN2 = 0.6931471805599453;
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private DoubleMath() {}

  static double exp(double x) {
    double c = x > EXP_HIGHEST ? EXP_HIGHEST : x < EXP_LOWEST ? EXP_LOWEST : x;
    double t = Math.fma(c, LOG2_E, ROUND);
    double n = t - ROUND;
    double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, c));
    double p = Math.fma(E9, r, E8);
    p = Math.fma(p, r, E7);
    p = Math.fma(p, r, E6);
    p = Math.fma(p, r, E5);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, E1);
    p = Math.fma(p, r, E0);
    p = 1.0 + Math.fma(p, r * r, r);
    // In two steps, of which only the second can round or overflow.
    long k = Double.doubleToRawLongBits(t) - ROUND_BITS;
    long half = k >> 1;
    return p * powerOfTwo(half) * powerOfTwo(k - half);
  }

  private static double powerOfTwo(long k) {
    return Double.longBitsToDouble((k + 1023) << 52);
  }

  static double expm1(double x) {
    double c = x > EXP_HIGHEST ? EXP_HIGHEST : x < EXPM1_LOWEST ? EXPM1_LOWEST : x;
    double y = 2.0 * halfExpm1(c);
    return Math.abs(x) < 0x1p-54 ? x : y;
  }

  /** (exp(c) - 1) / 2 for c from -80 to 710: half, because 2^1024 is infinite. */
  private static double halfExpm1(double c) {
    double t = Math.fma(c, LOG2_E, ROUND);
    double n = t - ROUND;
    double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, c));
    double p = Math.fma(M10, r, M9);
    p = Math.fma(p, r, M8);
    p = Math.fma(p, r, M7);
    p = Math.fma(p, r, M6);
    p = Math.fma(p, r, M5);
    p = Math.fma(p, r, M4);
    p = Math.fma(p, r, M3);
    p = Math.fma(p, r, M2);
    p = Math.fma(p, r, M1);
    p = Math.fma(p, r, M0);
    double m = Math.fma(p, r * r, r);
    double s = powerOfTwo(Double.doubleToRawLongBits(t) - ROUND_BITS - 1);
    return Math.fma(m, s, s - 0.5);
  }

  /** Through e = exp(-2|x|) - 1, which is exact for the smallest x: -e / (2 + e). */
  static double tanh(double x) {
    double a = Math.abs(x);
    double c = a > 20.0 ? -40.0 : -2.0 * a;
    double h = halfExpm1(c);
    double y = -h / (1.0 + h);
    return copySign(a < 0x1p-28 ? a : y, x);
  }

  /** The sign bit of {@code sign}, of a NaN too. */
  private static double copySign(double x, double sign) {
    long bits = Double.doubleToRawLongBits(x) & Long.MAX_VALUE;
    return Double.longBitsToDouble(bits | Double.doubleToRawLongBits(sign) & Long.MIN_VALUE);
  }

  static double log(double x) {
    boolean small = x < Double.MIN_NORMAL;
    double y = small ? x * 0x1p54 : x;
    long bits = Double.doubleToRawLongBits(y);
    long e = (bits - SQRT_HALF_BITS) >> 52;
    double f = Double.longBitsToDouble(bits - (e << 52)) - 1.0;
    double k = small ? e - 54 : e;
    double r = Math.fma(k, LN2_LOW, logTail(f));
    double z = Math.fma(k, LN2_HIGH, f + r);
    double edge = x > 0.0 ? x : x == 0.0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    return x > 0.0 && x < Double.POSITIVE_INFINITY ? z : edge;
  }

  /** log(1 + f) - f for 1 + f from sqrt(1/2) to sqrt(2). */
  private static double logTail(double f) {
    double s = f / (f + 2.0);
    double z = s * s;
    double h = 0.5 * f * f;
    double p = Math.fma(L6, z, L5);
    p = Math.fma(p, z, L4);
    p = Math.fma(p, z, L3);
    p = Math.fma(p, z, L2);
    p = Math.fma(p, z, L1);
    p = Math.fma(p, z, L0);
    return Math.fma(s, Math.fma(p, z, h), -h);
  }

  static double log1p(double x) {
    double u = 1.0 + x;
    double b = u - 1.0;
    double lost = 1.0 - (u - b) + (x - b); // 1 + x = u + lost, exactly
    double y = logOf(u, lost);
    double edge = x > 0.0 ? x : x == -1.0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    double z = x > -1.0 && x < Double.POSITIVE_INFINITY ? y : edge;
    return Math.abs(x) < 0x1p-54 ? x : z;
  }

  /** log(u + lost) for normal u, where lost is below an ulp of u. */
  private static double logOf(double u, double lost) {
    long bits = Double.doubleToRawLongBits(u);
    long e = (bits - SQRT_HALF_BITS) >> 52;
    double f = Double.longBitsToDouble(bits - (e << 52)) - 1.0;
    double k = e;
    double r = Math.fma(k, LN2_LOW, logTail(f) + lost / u);
    return Math.fma(k, LN2_HIGH, f + r);
  }

  static double exp2(double x) {
    return StrictMath.pow(2.0, x);
  }

  /** Exact for powers of two. */
  static double log2(double x) {
    if (!(x > 0.0 && x < Double.POSITIVE_INFINITY)) {
      return StrictMath.log(x);
    }
    double m = x;
    int k = 0;
    if (m < Double.MIN_NORMAL) {
      m *= 0x1p54;
      k = -54;
    }
    int e = Math.getExponent(m);
    m *= StrictMath.scalb(1.0, -e);
    k += e;
    if (m > 1.4142135623730951) {
      m *= 0.5;
      k++;
    }
    return k + StrictMath.log(m) / LN2;
  }

  /** C's rules: 1 to any power and -1 to an infinite one are 1. */
  static double pow(double x, double y) {
    if (x == 1.0 || x == -1.0 && Double.isInfinite(y)) {
      return 1.0;
    }
    return StrictMath.pow(x, y);
  }

  static double asinh(double x) {
    double a = Math.abs(x);
    double r =
        a > 0x1p28
            ? StrictMath.log(a) + LN2
            : StrictMath.log1p(a + a * a / (1.0 + Math.sqrt(a * a + 1.0)));
    return Math.copySign(r, x);
  }

  static double acosh(double x) {
    if (x > 0x1p28) {
      return StrictMath.log(x) + LN2;
    }
    double t = x - 1.0;
    return StrictMath.log1p(t + Math.sqrt(2.0 * t + t * t));
  }

  static double atanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(0.5 * StrictMath.log1p(2.0 * a / (1.0 - a)), x);
  }

  /** Through exp(-|x|): no digits are lost on either side. */
  static double sigmoid(double x) {
    double z = exp(-Math.abs(x));
    return (x < 0.0 ? z : 1.0) / (1.0 + z);
  }

  static double logSigmoid(double x) {
    return (x < 0.0 ? x : 0.0) - log1p(exp(-Math.abs(x)));
  }

  static double softplus(double x) {
    return (x > 0.0 ? x : 0.0) + log1p(exp(-Math.abs(x)));
  }

  static double silu(double x) {
    return x * sigmoid(x);
  }

  static double gelu(double x) {
    return 0.5 * x * erfc(x * -0.7071067811865476);
  }

  /** Of (g, x): g times the derivative of {@link #gelu}. */
  static double geluGradient(double g, double x) {
    double below = 0.5 * erfc(x * -0.7071067811865476);
    return g * (below + x * (exp(-0.5 * x * x) * 0.3989422804014327));
  }

  static double logAddExp(double a, double b) {
    if (a == b && Double.isInfinite(a)) {
      return a;
    }
    return Math.max(a, b) + log1p(exp(-Math.abs(a - b)));
  }

  static double erf(double x) {
    double a = Math.abs(x);
    if (a < 2.0) {
      return erfSeries(x);
    }
    return x != x ? x : Math.copySign(1.0 - erfcTail(a), x);
  }

  static double erfc(double x) {
    if (x < 0.5) {
      return 1.0 - erf(x);
    }
    return x < 2.0 ? 1.0 - erfSeries(x) : x != x ? x : erfcTail(x);
  }

  private static double erfSeries(double x) {
    double square = x * x;
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2.0 * square / (2 * n + 1);
      sum += term;
    }
    return TWO_OVER_SQRT_PI * StrictMath.exp(-square) * sum;
  }

  private static double erfcTail(double a) {
    if (a > 27.5) {
      return 0.0;
    }
    double fraction = 0.0;
    for (int n = 80; n > 0; n--) {
      fraction = 0.5 * n / (a + fraction);
    }
    double high = a - a % 0x1p-20; // its square is exact
    double rest = (high - a) * (high + a);
    return StrictMath.exp(-high * high)
        * StrictMath.exp(rest)
        * 0.5641895835477563
        / (a + fraction);
  }

  static double erfinv(double y) {
    double a = Math.abs(y);
    if (!(a < 1.0)) {
      return a == 1.0 ? Math.copySign(Double.POSITIVE_INFINITY, y) : Double.NaN;
    }
    if (a < 1e-8) {
      return y / TWO_OVER_SQRT_PI;
    }
    double l = StrictMath.log1p(-a * a);
    double t = 2.0 / (Math.PI * 0.147) + 0.5 * l;
    double x = Math.sqrt(Math.sqrt(t * t - l / 0.147) - t);
    for (int i = 0; i < 3; i++) { // Halley; each step triples the digits, of which there are 2
      double error = a < 0.5 ? erf(x) - a : (1.0 - a) - erfc(x);
      double step = error / (TWO_OVER_SQRT_PI * StrictMath.exp(-x * x));
      x -= step / (1.0 + x * step);
    }
    return Math.copySign(x, y);
  }

  /** The logarithm of |gamma(x)|. */
  static double lgamma(double x) {
    if (x != x || Double.isInfinite(x)) {
      return x * x;
    }
    if (x <= 0.0) {
      if (x == Math.floor(x)) {
        return Double.POSITIVE_INFINITY;
      }
      double sine = StrictMath.sin(Math.PI * (x - 2.0 * Math.rint(0.5 * x)));
      return StrictMath.log(Math.PI / Math.abs(sine)) - lgamma(1.0 - x);
    }
    if (x == 1.0 || x == 2.0) {
      return 0.0;
    }
    double product = 1.0;
    double z = x;
    while (z < 10.0) {
      product *= z;
      z += 1.0;
    }
    double w = 1.0 / (z * z);
    double series =
        (1.0 / 12
                + w
                    * (-1.0 / 360
                        + w
                            * (1.0 / 1260
                                + w
                                    * (-1.0 / 1680
                                        + w * (1.0 / 1188 + w * (-691.0 / 360360 + w / 156))))))
            / z;
    return (z - 0.5) * StrictMath.log(z) - z + HALF_LOG_TWO_PI + series - StrictMath.log(product);
  }

  /** The derivative of {@link #lgamma}. */
  static double digamma(double x) {
    if (x == 0.0) {
      return Math.copySign(Double.POSITIVE_INFINITY, -x);
    }
    double reflection = 0.0;
    double z = x;
    if (x < 0.0) {
      if (x == Math.floor(x)) {
        return Double.NaN;
      }
      reflection = -Math.PI / StrictMath.tan(Math.PI * (x - Math.floor(x)));
      z = 1.0 - x;
    }
    double sum = 0.0;
    while (z < 10.0) {
      sum -= 1.0 / z;
      z += 1.0;
    }
    double w = 1.0 / (z * z);
    double series =
        w
            * (1.0 / 12
                - w
                    * (1.0 / 120
                        - w
                            * (1.0 / 252
                                - w
                                    * (1.0 / 240
                                        - w * (1.0 / 132 - w * (691.0 / 32760 - w / 12))))));
    return sum + StrictMath.log(z) - 0.5 / z - series + reflection;
  }
}
