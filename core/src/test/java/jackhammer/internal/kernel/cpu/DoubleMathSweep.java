package jackhammer.internal.kernel.cpu;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Measures the largest error of the functions of {@link DoubleMath} over random float64 arguments
 * against numbers of twice the precision; run by hand, the figures stand in its Javadoc.
 *
 * <pre>
 * java -cp core/target/classes:core/target/test-classes jackhammer.internal.kernel.cpu.DoubleMathSweep [millions]
 * </pre>
 */
final class DoubleMathSweep {
  /** An unevaluated sum of two float64, of about 104 bits. */
  private record Twice(double high, double low) {
    static Twice of(double x) {
      return new Twice(x, 0);
    }

    /** The exact sum of two float64. */
    static Twice sum(double a, double b) {
      double s = a + b;
      double t = s - a;
      return new Twice(s, a - (s - t) + (b - t));
    }

    Twice plus(Twice o) {
      Twice s = sum(high, o.high);
      return sum(s.high, s.low + low + o.low);
    }

    Twice times(Twice o) {
      double p = high * o.high;
      return sum(p, Math.fma(high, o.high, -p) + high * o.low + low * o.high);
    }

    Twice over(Twice o) {
      double q = high / o.high;
      Twice rest = plus(o.times(of(-q)));
      return sum(q, (rest.high + rest.low) / o.high);
    }

    Twice minus() {
      return new Twice(-high, -low);
    }
  }

  private static final Twice ONE = Twice.of(1);
  private static final Twice LN2 = new Twice(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56);

  /** exp(x) - 1 for |x| below 0.4, by its series. */
  private static Twice smallExpm1(Twice x) {
    Twice sum = Twice.of(0);
    for (int n = 27; n > 0; n--) {
      sum = ONE.plus(sum).times(x).over(Twice.of(n));
    }
    return sum;
  }

  /** The factor 2^k is kept apart, or what is subnormal would lose its digits. */
  private static Twice exp(Twice x, int[] k) {
    k[0] = (int) Math.rint(x.high / LN2.high);
    return ONE.plus(smallExpm1(x.plus(LN2.times(Twice.of(-k[0])))));
  }

  private static Twice exp(Twice x) {
    int[] k = new int[1];
    Twice y = exp(x, k);
    double scale = StrictMath.scalb(1.0, k[0]);
    return new Twice(y.high * scale, y.low * scale);
  }

  private static Twice expm1(Twice x) {
    return Math.abs(x.high) < 0.34 ? smallExpm1(x) : exp(x).plus(Twice.of(-1));
  }

  /** One step of Newton from float64's own: log(x) = y + log(x exp(-y)). */
  private static Twice log(Twice x) {
    double y = StrictMath.log(x.high);
    Twice z = x.times(exp(Twice.of(-y))).plus(Twice.of(-1));
    return Twice.of(y).plus(z).plus(z.times(z).times(Twice.of(-0.5)));
  }

  private static Twice log1p(double x) {
    if (Math.abs(x) < 1e-5) { // x - x^2/2 + x^3/3 - ...
      Twice t = Twice.of(x);
      Twice sum = Twice.of(0);
      for (int n = 7; n > 0; n--) {
        sum = Twice.of(n % 2 == 1 ? 1 : -1).over(Twice.of(n)).plus(sum.times(t));
      }
      return sum.times(t);
    }
    return log(Twice.sum(1, x));
  }

  private static Twice tanh(double x) {
    Twice e = expm1(Twice.of(-2 * Math.abs(x)));
    Twice y = e.minus().over(e.plus(Twice.of(2)));
    return x < 0 ? y.minus() : y;
  }

  private static Twice sigmoid(double x) {
    Twice e = exp(Twice.of(-Math.abs(x)));
    return (x < 0 ? e : ONE).over(ONE.plus(e));
  }

  private record Pair(
      DoubleUnaryOperator ours, UnaryOperator<Twice> exact, double low, double high) {}

  private static final Map<String, Pair> FUNCTIONS = new LinkedHashMap<>();

  static {
    FUNCTIONS.put("exp", new Pair(DoubleMath::exp, DoubleMathSweep::exp, -700, 709));
    FUNCTIONS.put("expm1", new Pair(DoubleMath::expm1, DoubleMathSweep::expm1, -50, 709));
    FUNCTIONS.put("log", new Pair(DoubleMath::log, DoubleMathSweep::log, 0, 1e300));
    FUNCTIONS.put("log1p", new Pair(DoubleMath::log1p, x -> log1p(x.high), -1, 1e300));
    FUNCTIONS.put("tanh", new Pair(DoubleMath::tanh, x -> tanh(x.high), -25, 25));
    FUNCTIONS.put("sigmoid", new Pair(DoubleMath::sigmoid, x -> sigmoid(x.high), -700, 50));
  }

  private DoubleMathSweep() {}

  public static void main(String[] args) {
    int millions = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    for (Map.Entry<String, Pair> entry : FUNCTIONS.entrySet()) {
      Pair f = entry.getValue();
      SplittableRandom random = new SplittableRandom(1);
      double worst = 0;
      double at = 0;
      for (int i = 0; i < millions * 1_000_000; i++) {
        // A third is spread evenly, a third near 0 and 1, and a third over all magnitudes.
        double x =
            switch (i % 3) {
              case 0 -> random.nextDouble(Math.max(f.low, -100), Math.min(f.high, 100));
              case 1 -> random.nextDouble(Math.max(f.low, -2), 2);
              default ->
                  Math.clamp(
                      random.nextDouble(-1, 1) * StrictMath.scalb(1.0, random.nextInt(-60, 1000)),
                      f.low,
                      f.high);
            };
        if (x == f.low || x == f.high) {
          continue;
        }
        Twice exact = f.exact.apply(Twice.of(x));
        double error =
            Math.abs(f.ours.applyAsDouble(x) - exact.high - exact.low) / Math.ulp(exact.high);
        if (!(error <= worst)) {
          worst = error;
          at = x;
        }
      }
      System.out.printf(Locale.ROOT, "%-8s %.3f ulp at %s%n", entry.getKey(), worst, at);
    }
  }
}
