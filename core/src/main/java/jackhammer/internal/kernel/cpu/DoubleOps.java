package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

/** What the element-wise operations are on one float64; null where they have no meaning. */
final class DoubleOps {
  private DoubleOps() {}

  static DoubleFn.Of1 of(Unary op) {
    return switch (op) {
      case NEG -> x -> -x;
      case ABS -> x -> Math.abs(x);
      case SIGN -> x -> x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : 0.0;
      case SQUARE -> x -> x * x;
      case RELU -> x -> x < 0.0 ? 0.0 : x;
      case RECIPROCAL -> x -> 1.0 / x;
      case SQRT -> x -> Math.sqrt(x);
      case RSQRT -> x -> 1.0 / Math.sqrt(x);
      case EXP -> DoubleMath::exp;
      case EXP2 -> DoubleMath::exp2;
      case EXPM1 -> DoubleMath::expm1;
      case LOG -> DoubleMath::log;
      case LOG2 -> DoubleMath::log2;
      case LOG10 -> StrictMath::log10;
      case LOG1P -> DoubleMath::log1p;
      case SIN -> StrictMath::sin;
      case COS -> StrictMath::cos;
      case TAN -> x -> StrictMath.tan(x);
      case ASIN -> x -> StrictMath.asin(x);
      case ACOS -> x -> StrictMath.acos(x);
      case ATAN -> x -> StrictMath.atan(x);
      case SINH -> x -> StrictMath.sinh(x);
      case COSH -> x -> StrictMath.cosh(x);
      case TANH -> DoubleMath::tanh;
      case ASINH -> x -> DoubleMath.asinh(x);
      case ACOSH -> x -> DoubleMath.acosh(x);
      case ATANH -> x -> DoubleMath.atanh(x);
      case SIGMOID -> DoubleMath::sigmoid;
      case LOG_SIGMOID -> DoubleMath::logSigmoid;
      case SOFTPLUS -> DoubleMath::softplus;
      case SILU -> DoubleMath::silu;
      case MISH -> DoubleActivations::mish;
      case HARDSWISH -> DoubleActivations::hardswish;
      case HARDSIGMOID -> DoubleActivations::hardsigmoid;
      case SELU -> DoubleActivations::selu;
      case GELU_TANH -> DoubleActivations::geluTanh;
      case GELU -> DoubleMath::gelu;
      case ERF -> DoubleMath::erf;
      case ERFC -> DoubleMath::erfc;
      case ERFINV -> x -> DoubleMath.erfinv(x);
      case LGAMMA -> x -> DoubleMath.lgamma(x);
      case DIGAMMA -> x -> DoubleMath.digamma(x);
      case I0 -> SpecialMath::i0;
      case I1 -> SpecialMath::i1;
      case FLOOR -> x -> Math.floor(x);
      case CEIL -> x -> Math.ceil(x);
      case ROUND -> x -> Math.rint(x);
      case TRUNC -> DoubleOps::trunc;
      case FRAC -> x -> x - trunc(x);
      default -> null;
    };
  }

  static DoubleFn.Test1 test(Unary op) {
    return switch (op) {
      case LOGICAL_NOT -> x -> x == 0.0;
      case IS_NAN -> x -> x != x;
      case IS_INF -> x -> Math.abs(x) == Double.POSITIVE_INFINITY;
      case IS_FINITE -> x -> Math.abs(x) < Double.POSITIVE_INFINITY;
      default -> null;
    };
  }

  static DoubleFn.Of2 of(Binary op) {
    return switch (op) {
      case ADD -> (a, b) -> a + b;
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case DIV -> (a, b) -> a / b;
      case FLOOR_DIVIDE -> DoubleOps::floorDivide;
      case TRUNC_DIVIDE -> (a, b) -> trunc(a / b);
      case REMAINDER -> DoubleOps::remainder;
      case FMOD -> (a, b) -> a % b;
      case POW -> DoubleMath::pow;
      case MAXIMUM -> (a, b) -> Math.max(a, b);
      case MINIMUM -> (a, b) -> Math.min(a, b);
      case FMAX -> (a, b) -> a != a ? b : b != b ? a : Math.max(a, b);
      case FMIN -> (a, b) -> a != a ? b : b != b ? a : Math.min(a, b);
      case ATAN2 -> (a, b) -> StrictMath.atan2(a, b);
      case HYPOT -> (a, b) -> StrictMath.hypot(a, b);
      case COPYSIGN -> (a, b) -> Math.copySign(a, b);
      case NEXTAFTER -> (a, b) -> Math.nextAfter(a, b);
      case XLOGY -> (a, b) -> b != b ? b : a == 0.0 ? 0.0 : a * StrictMath.log(b);
      case LOGADDEXP -> DoubleMath::logAddExp;
      case IGAMMA -> SpecialMath::igamma;
      case IGAMMAC -> SpecialMath::igammac;
      case POLYGAMMA -> SpecialMath::polygamma;
      case RELU_GRAD -> (g, y) -> y <= 0.0 ? 0.0 : g;
      case SIGMOID_GRAD -> (g, y) -> g * (1.0 - y) * y;
      case TANH_GRAD -> (g, y) -> g * (1.0 - y * y);
      case LEAKY_RELU -> (x, slope) -> x > 0.0 ? x : x * slope;
      case SILU_GRAD -> DoubleOps::siluGradient;
      case GELU_GRAD -> DoubleMath::geluGradient;
      case MISH_GRAD -> DoubleActivations::mishGradient;
      case SOFTPLUS_GRAD -> DoubleActivations::softplusGradient;
      case HARDSWISH_GRAD -> DoubleActivations::hardswishGradient;
      case HARDSIGMOID_GRAD -> DoubleActivations::hardsigmoidGradient;
      case SELU_GRAD -> DoubleActivations::seluGradient;
      case GELU_TANH_GRAD -> DoubleActivations::geluTanhGradient;
      default -> null;
    };
  }

  static DoubleFn.Test2 test(Binary op) {
    return switch (op) {
      case EQ -> (a, b) -> a == b;
      case NE -> (a, b) -> a != b;
      case LT -> (a, b) -> a < b;
      case LE -> (a, b) -> a <= b;
      case GT -> (a, b) -> a > b;
      case GE -> (a, b) -> a >= b;
      case LOGICAL_AND -> (a, b) -> a != 0.0 & b != 0.0;
      case LOGICAL_OR -> (a, b) -> a != 0.0 | b != 0.0;
      case LOGICAL_XOR -> (a, b) -> a != 0.0 ^ b != 0.0;
      default -> null;
    };
  }

  static DoubleFn.Of3 of(Ternary op) {
    return switch (op) {
      case ADD_SCALED -> (a, b, c) -> Math.fma(b, c, a);
      case CLAMP -> (a, b, c) -> Math.min(Math.max(a, b), c);
      case LERP -> DoubleOps::lerp;
      case SELECT_EQUAL -> (a, b, c) -> b == c ? a : 0.0;
      case LEAKY_RELU_GRAD -> (g, x, slope) -> x > 0.0 ? g : g * slope;
      case CAPPED_RELU_GRAD -> (g, x, top) -> x <= 0.0 || x >= top ? 0.0 : g;
      case ELU -> DoubleActivations::elu;
      case ELU_GRAD -> DoubleActivations::eluGradient;
    };
  }

  static DoubleFn.Of2 of2(RowOp op) {
    return op == RowOp.EXP_SHIFTED ? (x, m) -> DoubleMath.exp(x - m) : null;
  }

  static DoubleFn.Of3 of3(RowOp op) {
    return switch (op) {
      case SHIFT_TWICE -> (x, m, l) -> x - m - l;
      case SOFTMAX_GRAD -> (g, y, s) -> y * (g - s);
      case LOG_SOFTMAX_GRAD -> (g, y, s) -> g - DoubleMath.exp(y) * s;
      default -> null;
    };
  }

  /** Towards zero; -0.5 gives -0. */
  static double trunc(double x) {
    return (x < 0.0 ? Math.ceil(x) : Math.floor(x));
  }

  /** The remainder with the divisor's sign. */
  private static double remainder(double a, double b) {
    double r = a % b;
    return r != 0.0 && (r < 0.0) != (b < 0.0) ? r + b : r;
  }

  /** Python's floor division: from the exact remainder, so that 1 // 0.1 is 9. */
  private static double floorDivide(double a, double b) {
    if (b == 0.0) {
      return a / b;
    }
    double r = a % b;
    double q = (a - r) / b;
    if (r != 0.0 && (r < 0.0) != (b < 0.0)) {
      q -= 1.0;
    }
    if (q == 0.0) {
      return Math.copySign(0.0, a / b);
    }
    double floor = Math.floor(q);
    return q - floor > 0.5 ? floor + 1.0 : floor;
  }

  private static double lerp(double a, double b, double weight) {
    boolean near = Math.abs(weight) < 0.5;
    return Math.fma(near ? weight : weight - 1.0, b - a, near ? a : b);
  }

  private static double siluGradient(double g, double x) {
    double s = DoubleMath.sigmoid(x);
    return g * (s * (x * (1.0 - s) + 1.0));
  }
}
