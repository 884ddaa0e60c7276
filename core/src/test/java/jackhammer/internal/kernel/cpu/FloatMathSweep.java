package jackhammer.internal.kernel.cpu;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Measures the largest error of the functions of {@link FloatMath} over float32 arguments; run by
 * hand, the figures stand in its Javadoc.
 *
 * <pre>
 * java -cp core/target/classes:core/target/test-classes jackhammer.internal.kernel.cpu.FloatMathSweep [step]
 * [functions...]</pre>
 *
 * Step 1 visits all 2^32 arguments. {@code -Dparts=0-63} visits some of the 256 parts into which
 * the highest eight bits divide them.
 */
final class FloatMathSweep {
  private record Pair(FloatFn.Of1 ours, DoubleUnaryOperator exact) {}

  private static final Map<String, Pair> FUNCTIONS = new LinkedHashMap<>();

  static {
    FUNCTIONS.put("exp", new Pair(FloatMath::exp, StrictMath::exp));
    FUNCTIONS.put("exp2", new Pair(FloatMath::exp2, DoubleMath::exp2));
    FUNCTIONS.put("expm1", new Pair(FloatMath::expm1, StrictMath::expm1));
    FUNCTIONS.put("log", new Pair(FloatMath::log, StrictMath::log));
    FUNCTIONS.put("log2", new Pair(FloatMath::log2, DoubleMath::log2));
    FUNCTIONS.put("log10", new Pair(FloatMath::log10, StrictMath::log10));
    FUNCTIONS.put("log1p", new Pair(FloatMath::log1p, StrictMath::log1p));
    FUNCTIONS.put("tanh", new Pair(FloatMath::tanh, StrictMath::tanh));
    FUNCTIONS.put("sigmoid", new Pair(FloatMath::sigmoid, DoubleMath::sigmoid));
    FUNCTIONS.put("silu", new Pair(FloatMath::silu, DoubleMath::silu));
    FUNCTIONS.put("softplus", new Pair(FloatMath::softplus, DoubleMath::softplus));
    FUNCTIONS.put("logSigmoid", new Pair(FloatMath::logSigmoid, DoubleMath::logSigmoid));
    FUNCTIONS.put("erf", new Pair(FloatMath::erf, DoubleMath::erf));
    FUNCTIONS.put("erfc", new Pair(FloatMath::erfc, DoubleMath::erfc));
    FUNCTIONS.put("gelu", new Pair(FloatMath::gelu, DoubleMath::gelu));
    FUNCTIONS.put("sin", new Pair(FloatMath::sin, StrictMath::sin));
    FUNCTIONS.put("cos", new Pair(FloatMath::cos, StrictMath::cos));
  }

  private FloatMathSweep() {}

  private record Worst(double ulps, float at, float value, double exact) {
    static Worst of(Worst a, Worst b) {
      return a.ulps >= b.ulps ? a : b;
    }
  }

  public static void main(String[] args) {
    int step = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    String[] parts = System.getProperty("parts", "0-255").split("-");
    int first = Integer.parseInt(parts[0]);
    int last = Integer.parseInt(parts[1]);
    for (String name : FUNCTIONS.keySet()) {
      boolean asked = args.length < 2;
      for (int i = 1; i < args.length; i++) {
        asked |= args[i].equals(name);
      }
      if (asked) {
        Pair f = FUNCTIONS.get(name);
        Worst worst =
            IntStream.rangeClosed(first, last)
                .parallel()
                .mapToObj(part -> sweep(f, part, step))
                .reduce(Worst::of)
                .orElseThrow();
        System.out.printf(
            Locale.ROOT,
            "%-11s %.3f ulp at %s (%a): %s for %s%n",
            name,
            worst.ulps,
            worst.at,
            worst.at,
            worst.value,
            worst.exact);
      }
    }
  }

  private static Worst sweep(Pair f, int part, int step) {
    Worst worst = new Worst(-1, 0, 0, 0);
    for (long bits = (long) part << 24; bits < (part + 1L) << 24; bits += step) {
      float x = Float.intBitsToFloat((int) bits);
      float y = f.ours.of(x);
      double exact = f.exact.applyAsDouble(x);
      double error = ulps(y, exact);
      if (!(error <= worst.ulps)) {
        worst = new Worst(error, x, y, exact);
      }
    }
    return worst;
  }

  /** The distance of a result from the exact one, in places of the float32 nearest to that. */
  static double ulps(float y, double exact) {
    float nearest = (float) exact;
    if (Float.compare(y, nearest) == 0 || y != y && exact != exact) {
      double error = Math.abs(y - exact) / Math.ulp(nearest);
      return error == error ? error : 0; // both infinite, or both NaN
    }
    if (Float.isInfinite(y) || Float.isInfinite(nearest) || y != y || exact != exact) {
      return Double.POSITIVE_INFINITY;
    }
    return y == nearest ? 0 : Math.abs(y - exact) / Math.ulp(nearest);
  }
}
