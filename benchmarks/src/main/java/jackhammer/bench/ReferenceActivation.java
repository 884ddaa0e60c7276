package jackhammer.bench;

/** Activation functions and their slopes in float64, by the definition. */
final class ReferenceActivation {
  private static final double SELU_ALPHA = 1.6732632423543772848;
  private static final double SELU_SCALE = 1.0507009873554804934;

  private ReferenceActivation() {}

  static double value(String op, double x) {
    return switch (op) {
      case "silu" -> x * sigmoid(x);
      case "gelu" -> x * below(x);
      case "leaky relu" -> x > 0 ? x : 0.01 * x;
      case "mish" -> x * StrictMath.tanh(softplus(x));
      case "softplus" -> softplus(x);
      case "hardswish" -> x * Math.clamp(x + 3, 0, 6) / 6;
      case "elu" -> x > 0 ? x : StrictMath.expm1(x);
      case "selu" -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * StrictMath.expm1(x));
      case "gelu tanh" -> x / 2 * (1 + StrictMath.tanh(bent(x)));
      case "hardsigmoid" -> Math.clamp(x + 3, 0, 6) / 6;
      default -> throw new IllegalArgumentException("no activation function " + op);
    };
  }

  static double slope(String op, double x) {
    return switch (op) {
      case "silu" -> sigmoid(x) * (1 + x * sigmoid(-x));
      case "gelu" -> below(x) + x * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      case "leaky relu" -> x > 0 ? 1 : 0.01;
      case "mish" -> {
        double t = StrictMath.tanh(softplus(x));
        yield t + x * sigmoid(x) * (1 - t * t);
      }
      case "softplus" -> sigmoid(x);
      case "hardswish" -> x >= 3 ? 1 : x <= -3 ? 0 : x / 3 + 0.5;
      case "elu" -> x > 0 ? 1 : StrictMath.exp(x);
      case "selu" -> SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * StrictMath.exp(x));
      case "gelu tanh" -> {
        double t = StrictMath.tanh(bent(x));
        double slope = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
        yield (1 + t + x * (1 - t * t) * slope) / 2;
      }
      case "hardsigmoid" -> Math.abs(x) < 3 ? 1.0 / 6 : 0;
      default -> throw new IllegalArgumentException("no activation function " + op);
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** What GELU with a tangent takes the tangent of. */
  private static double bent(double x) {
    return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
  }

  /** The normal distribution's function. */
  private static double below(double x) {
    return (1 + Reference.erf(x * Math.sqrt(0.5))) / 2;
  }
}
