package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.testing.Seeds;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The functions on float32 against StrictMath in float64; FloatMathSweep visits every argument. */
class FloatMathTest {
  private record Bound(FloatFn.Of1 ours, DoubleUnaryOperator exact, double ulps) {}

  private static final Map<String, Bound> BOUNDS =
      Map.ofEntries(
          Map.entry("exp", new Bound(FloatMath::exp, StrictMath::exp, 2)),
          Map.entry("exp2", new Bound(FloatMath::exp2, DoubleMath::exp2, 2)),
          Map.entry("expm1", new Bound(FloatMath::expm1, StrictMath::expm1, 2)),
          Map.entry("log", new Bound(FloatMath::log, StrictMath::log, 2)),
          Map.entry("log2", new Bound(FloatMath::log2, DoubleMath::log2, 2)),
          Map.entry("log10", new Bound(FloatMath::log10, StrictMath::log10, 2)),
          Map.entry("log1p", new Bound(FloatMath::log1p, StrictMath::log1p, 2)),
          Map.entry("tanh", new Bound(FloatMath::tanh, StrictMath::tanh, 4)),
          Map.entry("sigmoid", new Bound(FloatMath::sigmoid, DoubleMath::sigmoid, 4)),
          Map.entry("softplus", new Bound(FloatMath::softplus, DoubleMath::softplus, 4)),
          Map.entry("logSigmoid", new Bound(FloatMath::logSigmoid, DoubleMath::logSigmoid, 4)),
          Map.entry("erf", new Bound(FloatMath::erf, DoubleMath::erf, 4)),
          Map.entry("erfc", new Bound(FloatMath::erfc, DoubleMath::erfc, 4)),
          Map.entry("sin", new Bound(FloatMath::sin, StrictMath::sin, 2)),
          Map.entry("cos", new Bound(FloatMath::cos, StrictMath::cos, 2)));

  private static void check(String name, Bound bound, float x) {
    float y = bound.ours.of(x);
    double exact = bound.exact.applyAsDouble(x);
    double error = FloatMathSweep.ulps(y, exact);
    if (!(error <= bound.ulps)) {
      assertThat(error).as("%s(%s) = %s, exactly %s", name, x, y, exact).isZero();
    }
  }

  @Test
  void errorsStayWithinTheirBounds() {
    long seed = Seeds.next();
    System.out.println("FloatMathTest seed " + seed);
    BOUNDS.forEach(
        (name, bound) -> {
          Random random = new Random(seed);
          for (int i = 0; i < 50_000; i++) {
            check(name, bound, Float.intBitsToFloat(random.nextInt()));
            check(name, bound, (float) random.nextGaussian());
            check(name, bound, (float) (30 * random.nextGaussian()));
            check(name, bound, Math.nextAfter(1f, 2.0) + i * 0x1p-22f);
          }
        });
  }

  @Test
  void edgesAreExact() {
    float inf = Float.POSITIVE_INFINITY;
    BOUNDS.forEach(
        (name, bound) -> {
          for (float x : new float[] {0f, -0f, inf, -inf, Float.NaN, Float.MIN_VALUE}) {
            check(name, bound, x);
          }
        });
    assertThat(FloatMath.exp(88.8f)).isEqualTo(inf);
    assertThat(FloatMath.exp(-104f)).isZero();
    assertThat(FloatMath.exp(-103.5f)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatMath.log(0f)).isEqualTo(-inf);
    assertThat(FloatMath.log(-1f)).isNaN();
    assertThat(FloatMath.log2(8f)).isEqualTo(3f);
    assertThat(FloatMath.log1p(-1f)).isEqualTo(-inf);
    assertThat(FloatMath.tanh(-inf)).isEqualTo(-1f);
    assertThat(Float.floatToIntBits(FloatMath.tanh(-0f))).isEqualTo(Integer.MIN_VALUE);
    assertThat(FloatMath.tanh(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatMath.sigmoid(-20f)).isEqualTo((float) (1 / (1 + StrictMath.exp(20))));
    assertThat(FloatMath.sigmoid(-100f)).isPositive();
    assertThat(FloatMath.erf(inf)).isEqualTo(1f);
    assertThat(FloatMath.sin(inf)).isNaN();
  }
}
