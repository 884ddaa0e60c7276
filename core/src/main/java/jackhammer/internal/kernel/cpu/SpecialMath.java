package jackhammer.internal.kernel.cpu;

/**
 * Special functions of one or two float64 numbers, the same on every machine: series, continued
 * fractions and asymptotic expansions, each where it converges in few steps.
 */
final class SpecialMath {
  private static final double EPS = 0x1p-53;

  /** Where the incomplete gamma functions change to an expansion in 1 / a. */
  private static final double LARGE = 1e5;

  /** B(2j) / (2j)! for j = 1, 2, ... */
  private static final double[] BERNOULLI = {
    1.0 / 12,
    -1.0 / 720,
    1.0 / 30240,
    -1.0 / 1209600,
    1.0 / 47900160,
    -691.0 / 1307674368000.0,
    1.0 / 74724249600.0
  };

  private SpecialMath() {}

  // ---- Bessel functions ----

  /** The modified Bessel function of the first kind and order 0. */
  static double i0(double x) {
    return bessel(0, Math.abs(x));
  }

  /** The same of order 1, the derivative of {@link #i0}. */
  static double i1(double x) {
    double y = bessel(1, Math.abs(x));
    return x < 0.0 ? -y : y;
  }

  private static double bessel(int order, double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    if (x <= 25.0) {
      double q = 0.25 * x * x;
      double term = order == 0 ? 1.0 : 0.5 * x;
      double sum = term;
      for (int k = 1; term > EPS * sum; k++) {
        term *= q / (k * (k + order));
        sum += term;
      }
      return sum;
    }
    double term = 1.0;
    double sum = 1.0;
    for (int k = 1; Math.abs(term) > EPS; k++) {
      double odd = 2 * k - 1;
      term *= (odd * odd - 4.0 * order * order) / (8.0 * k * x);
      sum += term;
    }
    // exp(x) alone would overflow before the function does.
    double root = StrictMath.exp(0.5 * x);
    return root / Math.sqrt(2.0 * Math.PI * x) * sum * root;
  }

  // ---- zeta, polygamma ----

  /** The sum of (q + k)^-s over k = 0, 1, ... for a whole s above 1: Euler's and Maclaurin's. */
  static double zeta(double s, double q) {
    if (q == Math.floor(q) && q <= 0.0) {
      return Double.POSITIVE_INFINITY;
    }
    if (q < 0.0) {
      double above = q - Math.floor(q);
      double sign = s % 2.0 == 0.0 ? 1.0 : -1.0;
      // What lies between q and 0, mirrored, is a difference of two such sums.
      return zeta(s, above) + sign * (zeta(s, 1.0 - above) - zeta(s, 1.0 - q));
    }
    double sum = 0.0;
    double w = q;
    while (w < 10.0) {
      sum += StrictMath.pow(w, -s);
      w += 1.0;
    }
    double power = StrictMath.pow(w, -s);
    sum += power * (w / (s - 1.0) + 0.5);
    double factor = s * power / w;
    for (int j = 0; j < BERNOULLI.length; j++) {
      sum += BERNOULLI[j] * factor;
      factor *= (s + 2 * j + 1) * (s + 2 * j + 2) / (w * w);
    }
    return sum;
  }

  /** The n-th derivative of digamma for a whole n above 0. */
  static double polygamma(double x, double n) {
    double z = zeta(n + 1.0, x) * StrictMath.exp(DoubleMath.lgamma(n + 1.0));
    return n % 2.0 == 0.0 ? -z : z;
  }

  // ---- incomplete gamma functions ----

  /** The regularized lower incomplete gamma function. */
  static double igamma(double a, double x) {
    if (!(a >= 0.0 && x >= 0.0) || a == 0.0 && x == 0.0) {
      return Double.NaN;
    }
    if (Double.isInfinite(a)) {
      return Double.isInfinite(x) ? Double.NaN : 0.0;
    }
    if (a == 0.0 || Double.isInfinite(x)) {
      return 1.0;
    }
    if (x == 0.0) {
      return 0.0;
    }
    if (a > LARGE) {
      return uniform(a, x, -1.0);
    }
    return x < a + 1.0 ? lowerSeries(a, x) : 1.0 - upperFraction(a, x);
  }

  /** The regularized upper incomplete gamma function. */
  static double igammac(double a, double x) {
    if (!(a >= 0.0 && x >= 0.0) || a == 0.0 && x == 0.0) {
      return Double.NaN;
    }
    if (Double.isInfinite(a)) {
      return Double.isInfinite(x) ? Double.NaN : 1.0;
    }
    if (a == 0.0 || Double.isInfinite(x)) {
      return 0.0;
    }
    if (x == 0.0) {
      return 1.0;
    }
    if (a > LARGE) {
      return uniform(a, x, 1.0);
    }
    return x < a + 1.0 ? 1.0 - lowerSeries(a, x) : upperFraction(a, x);
  }

  /** x^a exp(-x) / gamma(a). */
  private static double weight(double a, double x) {
    return StrictMath.exp(a * StrictMath.log(x) - x - DoubleMath.lgamma(a));
  }

  private static double lowerSeries(double a, double x) {
    double term = 1.0 / a;
    double sum = term;
    for (double n = a + 1.0; term > EPS * sum; n += 1.0) {
      term *= x / n;
      sum += term;
    }
    return sum * weight(a, x);
  }

  /** Legendre's continued fraction from its front, with the quotients of two recurrences. */
  private static double upperFraction(double a, double x) {
    double b = x + 1.0 - a;
    double c = 1.0 / Double.MIN_NORMAL;
    double d = 1.0 / b;
    double h = d;
    double step = 0.0;
    for (int i = 1; Math.abs(step - 1.0) > EPS * 2; i++) {
      double n = -i * (i - a);
      b += 2.0;
      d = 1.0 / nonZero(n * d + b);
      c = nonZero(b + n / c);
      step = d * c;
      h *= step;
    }
    return h * weight(a, x);
  }

  private static double nonZero(double x) {
    return Math.abs(x) < Double.MIN_NORMAL ? Double.MIN_NORMAL : x;
  }

  /**
   * For large a: the normal distribution in eta, where eta^2 / 2 = m - log(1 + m) with x = a (1 +
   * m), and a first correction; the next is smaller by a.
   *
   * @param side 1 for the upper function, -1 for the lower
   */
  private static double uniform(double a, double x, double side) {
    double m = (x - a) / a;
    boolean near = Math.abs(m) < 1e-3;
    double half =
        near
            ? m * m * (1.0 / 2 - m * (1.0 / 3 - m * (1.0 / 4 - m * (1.0 / 5 - m / 6))))
            : m - StrictMath.log1p(m);
    double eta = Math.copySign(Math.sqrt(2.0 * half), m);
    double correction =
        near ? -1.0 / 3 + eta * (1.0 / 12 - eta * (2.0 / 135 - eta / 864)) : 1.0 / m - 1.0 / eta;
    double normal = 0.5 * DoubleMath.erfc(side * eta * Math.sqrt(0.5 * a));
    return normal + side * correction * StrictMath.exp(-a * half) / Math.sqrt(2.0 * Math.PI * a);
  }
}
