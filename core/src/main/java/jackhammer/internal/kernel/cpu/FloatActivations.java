package jackhammer.internal.kernel.cpu;

// Twins: Double

/**
 * Activation functions of a few steps and their gradients, for one element.
 *
 * <p>Mish is x tanh(log(1 + e^x)). With u = 1 + e^x the tangent is (u^2 - 1) / (u^2 + 1), which
 * needs no logarithm: divided by e^2x where x is positive, numerator and denominator are made of z
 * = e^-|x| by additions alone, and what is missing to 1 is as exact.
 */
final class FloatActivations {
  private FloatActivations() {}

  /** From z = exp(-|x|): the numerator of the tangent. */
  private static float above(float x, float z) {
    return x < 0f ? z * (z + 2f) : 1f + 2f * z;
  }

  /** What the denominator has more. */
  private static float more(float x, float z) {
    return x < 0f ? 2f : 2f * z * z;
  }

  static float mish(float x) {
    float z = FloatMath.exp(-Math.abs(x));
    float n = above(x, z);
    return x * (n / (n + more(x, z)));
  }

  /** Of (g, x): g (t + x s (1 - t)(1 + t)) with the tangent t and s = sigmoid(x). */
  static float mishGradient(float g, float x) {
    float z = FloatMath.exp(-Math.abs(x));
    float n = above(x, z);
    float q = more(x, z);
    float t = n / (n + q);
    float s = (x < 0f ? z : 1f) / (1f + z);
    return g * (t + x * s * (q / (n + q) * (1f + t)));
  }

  static float hardswish(float x) {
    return x * Math.min(Math.max(x + 3f, 0f), 6f) / 6f;
  }

  static float hardswishGradient(float g, float x) {
    return x >= 3f ? g : x <= -3f ? 0f : g * (x / 3f + 0.5f);
  }

  /** Of (x, alpha, s): x where it is positive, else alpha (exp(s x) - 1). */
  static float elu(float x, float alpha, float s) {
    return x > 0f ? x : FloatMath.expm1(x * s) * alpha;
  }

  /** Of (g, x, alpha), for s = 1. */
  static float eluGradient(float g, float x, float alpha) {
    return g * (x > 0f ? 1f : FloatMath.exp(x) * alpha);
  }

  static float softplusGradient(float g, float x) {
    return g * FloatMath.sigmoid(x);
  }
}
