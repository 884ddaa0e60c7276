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
  static final float SELU_SCALE = 1.0507009873554805f;

  /** Alpha times the scale. */
  static final float SELU_BELOW = 1.7580993408473766f;

  /** 2 sqrt(2 / pi), and the same times 0.044715. */
  static final float BEND = 1.5957691216057308f;

  static final float BEND_CUBIC = 0.07135481627260025f;

  /** From here on 1 - sigmoid(bent(x)) is 0, or too small to be a float64. */
  static final float BEND_END = 40f;

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

  static float hardsigmoid(float x) {
    return Math.min(Math.max(x + 3f, 0f), 6f) / 6f;
  }

  static float hardsigmoidGradient(float g, float x) {
    return Math.abs(x) < 3f ? g / 6f : 0f;
  }

  static float selu(float x) {
    return x > 0f ? x * SELU_SCALE : FloatMath.expm1(x) * SELU_BELOW;
  }

  static float seluGradient(float g, float x) {
    return g * (x > 0f ? SELU_SCALE : FloatMath.exp(x) * SELU_BELOW);
  }

  /** (1 + tanh(y)) / 2 is sigmoid(2 y), which loses no digits where the tangent is near -1. */
  static float geluTanh(float x) {
    return x * FloatMath.sigmoid(x * (x * x * BEND_CUBIC + BEND));
  }

  /** Of (g, x): g (s + x s (1 - s) b') with s = sigmoid(b) and b = bent(x). */
  static float geluTanhGradient(float g, float x) {
    float c = Math.min(Math.max(x, -BEND_END), BEND_END);
    float square = c * c;
    float bent = c * (square * BEND_CUBIC + BEND);
    float z = FloatMath.exp(-Math.abs(bent));
    float d = 1f + z;
    float s = (bent < 0f ? z : 1f) / d;
    float rest = (bent < 0f ? 1f : z) / d;
    float slope = square * (3f * BEND_CUBIC) + BEND;
    return g * (s + c * s * rest * slope);
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
