package jackhammer.bench;

/** Activation functions and their slopes in float64, by the definition. */
final class ReferenceActivation {
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
      default -> throw new IllegalArgumentException("no activation function " + op);
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** The normal distribution's function. */
  private static double below(double x) {
    return (1 + Reference.erf(x * Math.sqrt(0.5))) / 2;
  }
}
