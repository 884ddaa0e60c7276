package jackhammer.internal.kernel.cpu;

/** Functions on float64 that {@link StrictMath} lacks. */
final class DoubleMath {
  private static final double LN2 = 0.6931471805599453;
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private DoubleMath() {}

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
    double z = StrictMath.exp(-Math.abs(x));
    return (x < 0.0 ? z : 1.0) / (1.0 + z);
  }

  static double logSigmoid(double x) {
    return (x < 0.0 ? x : 0.0) - StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  static double softplus(double x) {
    return (x > 0.0 ? x : 0.0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  static double silu(double x) {
    return x * sigmoid(x);
  }

  static double gelu(double x) {
    return 0.5 * x * erfc(x * -0.7071067811865476);
  }

  static double logAddExp(double a, double b) {
    if (a == b && Double.isInfinite(a)) {
      return a;
    }
    return Math.max(a, b) + StrictMath.log1p(StrictMath.exp(-Math.abs(a - b)));
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
