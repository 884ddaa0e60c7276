package jackhammer.internal.random;

import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import java.util.function.DoubleSupplier;

/**
 * {@code exponential_}, {@code geometric_}, {@code cauchy_} and {@code log_normal_}: functions of
 * one 53-bit uniform number (the last: of one normal from the scalar path), computed in double
 * precision and rounded once to the type of the output.
 *
 * <p>The functions are {@link StrictMath}'s, so the numbers are the same on every machine; they are
 * within an ulp of a double of those that PyTorch's C library gives.
 */
public final class Continuous {
  private Continuous() {}

  /**
   * Density lambda exp(-lambda x). PyTorch's vendor library draws otherwise on Intel processors;
   * this is its portable path.
   */
  public static void exponential(RandomStream g, Strided out, double lambda) {
    double scale = -1 / lambda;
    fill(g, out, () -> scale * StrictMath.log1p(-g.uniform()));
  }

  /** Trials up to the first success, at least 1; any type; 0 &lt; p &lt; 1. */
  public static void geometric(RandomStream g, Strided out, double p) {
    double perTrial = StrictMath.log1p(-p);
    fill(g, out, () -> Math.ceil(StrictMath.log(g.uniform()) / perTrial));
  }

  /** Density sigma / (pi ((x - median)^2 + sigma^2)). */
  public static void cauchy(RandomStream g, Strided out, double median, double sigma) {
    fill(g, out, () -> median + sigma * StrictMath.tan(Math.PI * (g.uniform() - 0.5)));
  }

  /** The exponential of a normal with this mean and this standard deviation. */
  public static void logNormal(RandomStream g, Strided out, double mean, double std) {
    fill(g, out, () -> StrictMath.exp(Math.fma(g.normal(), std, mean)));
  }

  private static void fill(RandomStream g, Strided out, DoubleSupplier draw) {
    synchronized (g) {
      Order.inMemory(
          out,
          (s, at, n) -> {
            for (int i = at; i < at + n; i++) {
              Elements.set(s, i, draw.getAsDouble());
            }
          });
    }
  }
}
