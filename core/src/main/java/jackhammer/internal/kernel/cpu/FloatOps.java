package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

/**
 * What the element-wise operations are on one float32; null where they have no meaning. float16 and
 * bfloat16 come here too.
 */
final class FloatOps {
  private FloatOps() {}

  static FloatFn.Of1 of(Unary op) {
    return switch (op) {
      case NEG -> x -> -x;
      case ABS -> x -> Math.abs(x);
      case SIGN -> x -> x > 0f ? 1f : x < 0f ? -1f : 0f;
      case SQUARE -> x -> x * x;
      case RELU -> x -> x < 0f ? 0f : x;
      case RECIPROCAL -> x -> 1f / x;
      case SQRT -> x -> (float) Math.sqrt(x);
      case RSQRT -> x -> 1f / (float) Math.sqrt(x);
      case EXP -> FloatMath::exp;
      case EXP2 -> FloatMath::exp2;
      case EXPM1 -> FloatMath::expm1;
      case LOG -> FloatMath::log;
      case LOG2 -> FloatMath::log2;
      case LOG10 -> FloatMath::log10;
      case LOG1P -> FloatMath::log1p;
      case SIN -> FloatMath::sin;
      case COS -> FloatMath::cos;
      case TAN -> x -> (float) StrictMath.tan(x);
      case ASIN -> x -> (float) StrictMath.asin(x);
      case ACOS -> x -> (float) StrictMath.acos(x);
      case ATAN -> x -> (float) StrictMath.atan(x);
      case SINH -> x -> (float) StrictMath.sinh(x);
      case COSH -> x -> (float) StrictMath.cosh(x);
      case TANH -> FloatMath::tanh;
      case ASINH -> x -> (float) DoubleMath.asinh(x);
      case ACOSH -> x -> (float) DoubleMath.acosh(x);
      case ATANH -> x -> (float) DoubleMath.atanh(x);
      case SIGMOID -> FloatMath::sigmoid;
      case LOG_SIGMOID -> FloatMath::logSigmoid;
      case SOFTPLUS -> FloatMath::softplus;
      case SILU -> FloatMath::silu;
      case MISH -> FloatActivations::mish;
      case HARDSWISH -> FloatActivations::hardswish;
      case HARDSIGMOID -> FloatActivations::hardsigmoid;
      case SELU -> FloatActivations::selu;
      case GELU_TANH -> FloatActivations::geluTanh;
      case GELU -> FloatMath::gelu;
      case ERF -> FloatMath::erf;
      case ERFC -> FloatMath::erfc;
      case ERFINV -> x -> (float) DoubleMath.erfinv(x);
      case LGAMMA -> x -> (float) DoubleMath.lgamma(x);
      case DIGAMMA -> x -> (float) DoubleMath.digamma(x);
      case I0 -> x -> (float) SpecialMath.i0(x);
      case I1 -> x -> (float) SpecialMath.i1(x);
      case FLOOR -> x -> (float) Math.floor(x);
      case CEIL -> x -> (float) Math.ceil(x);
      case ROUND -> x -> (float) Math.rint(x);
      case TRUNC -> FloatOps::trunc;
      case FRAC -> x -> x - trunc(x);
      default -> null;
    };
  }

  static FloatFn.Test1 test(Unary op) {
    return switch (op) {
      case LOGICAL_NOT -> x -> x == 0f;
      case IS_NAN -> x -> x != x;
      case IS_INF -> x -> Math.abs(x) == Float.POSITIVE_INFINITY;
      case IS_FINITE -> x -> Math.abs(x) < Float.POSITIVE_INFINITY;
      default -> null;
    };
  }

  static FloatFn.Of2 of(Binary op) {
    return switch (op) {
      case ADD -> (a, b) -> a + b;
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case DIV -> (a, b) -> a / b;
      case FLOOR_DIVIDE -> FloatOps::floorDivide;
      case TRUNC_DIVIDE -> (a, b) -> trunc(a / b);
      case REMAINDER -> FloatOps::remainder;
      case FMOD -> (a, b) -> a % b;
      case POW -> FloatMath::pow;
      case MAXIMUM -> (a, b) -> Math.max(a, b);
      case MINIMUM -> (a, b) -> Math.min(a, b);
      case FMAX -> (a, b) -> a != a ? b : b != b ? a : Math.max(a, b);
      case FMIN -> (a, b) -> a != a ? b : b != b ? a : Math.min(a, b);
      case ATAN2 -> (a, b) -> (float) StrictMath.atan2(a, b);
      case HYPOT -> (a, b) -> (float) StrictMath.hypot(a, b);
      case COPYSIGN -> (a, b) -> FloatMath.copySign(a, b);
      case NEXTAFTER -> (a, b) -> Math.nextAfter(a, b);
      case XLOGY -> (a, b) -> b != b ? b : a == 0f ? 0f : a * FloatMath.log(b);
      case LOGADDEXP -> FloatMath::logAddExp;
      case IGAMMA -> (a, b) -> (float) SpecialMath.igamma(a, b);
      case IGAMMAC -> (a, b) -> (float) SpecialMath.igammac(a, b);
      case POLYGAMMA -> (a, b) -> (float) SpecialMath.polygamma(a, b);
      case RELU_GRAD -> (g, y) -> y <= 0f ? 0f : g;
      case SIGMOID_GRAD -> (g, y) -> g * (1f - y) * y;
      case TANH_GRAD -> (g, y) -> g * (1f - y * y);
      case LEAKY_RELU -> (x, slope) -> x > 0f ? x : x * slope;
      case SILU_GRAD -> FloatOps::siluGradient;
      case GELU_GRAD -> FloatMath::geluGradient;
      case MISH_GRAD -> FloatActivations::mishGradient;
      case SOFTPLUS_GRAD -> FloatActivations::softplusGradient;
      case HARDSWISH_GRAD -> FloatActivations::hardswishGradient;
      case HARDSIGMOID_GRAD -> FloatActivations::hardsigmoidGradient;
      case SELU_GRAD -> FloatActivations::seluGradient;
      case GELU_TANH_GRAD -> FloatActivations::geluTanhGradient;
      default -> null;
    };
  }

  static FloatFn.Test2 test(Binary op) {
    return switch (op) {
      case EQ -> (a, b) -> a == b;
      case NE -> (a, b) -> a != b;
      case LT -> (a, b) -> a < b;
      case LE -> (a, b) -> a <= b;
      case GT -> (a, b) -> a > b;
      case GE -> (a, b) -> a >= b;
      case LOGICAL_AND -> (a, b) -> a != 0f & b != 0f;
      case LOGICAL_OR -> (a, b) -> a != 0f | b != 0f;
      case LOGICAL_XOR -> (a, b) -> a != 0f ^ b != 0f;
      default -> null;
    };
  }

  static FloatFn.Of3 of(Ternary op) {
    return switch (op) {
      case ADD_SCALED -> (a, b, c) -> Math.fma(b, c, a);
      case CLAMP -> (a, b, c) -> Math.min(Math.max(a, b), c);
      case LERP -> FloatOps::lerp;
      case SELECT_EQUAL -> (a, b, c) -> b == c ? a : 0f;
      case LEAKY_RELU_GRAD -> (g, x, slope) -> x > 0f ? g : g * slope;
      case CAPPED_RELU_GRAD -> (g, x, top) -> x <= 0f || x >= top ? 0f : g;
      case ELU -> FloatActivations::elu;
      case ELU_GRAD -> FloatActivations::eluGradient;
    };
  }

  static FloatFn.Of2 of2(RowOp op) {
    return op == RowOp.EXP_SHIFTED ? (x, m) -> FloatMath.exp(x - m) : null;
  }

  static FloatFn.Of3 of3(RowOp op) {
    return switch (op) {
      case SHIFT_TWICE -> (x, m, l) -> x - m - l;
      case SOFTMAX_GRAD -> (g, y, s) -> y * (g - s);
      case LOG_SOFTMAX_GRAD -> (g, y, s) -> g - FloatMath.exp(y) * s;
      default -> null;
    };
  }

  /** Towards zero; -0.5 gives -0. */
  static float trunc(float x) {
    return (float) (x < 0f ? Math.ceil(x) : Math.floor(x));
  }

  /** The remainder with the divisor's sign. */
  private static float remainder(float a, float b) {
    float r = a % b;
    return r != 0f && (r < 0f) != (b < 0f) ? r + b : r;
  }

  /** Python's floor division: from the exact remainder, so that 1 // 0.1 is 9. */
  private static float floorDivide(float a, float b) {
    if (b == 0f) {
      return a / b;
    }
    float r = a % b;
    float q = (a - r) / b;
    if (r != 0f && (r < 0f) != (b < 0f)) {
      q -= 1f;
    }
    if (q == 0f) {
      return FloatMath.copySign(0f, a / b);
    }
    float floor = (float) Math.floor(q);
    return q - floor > 0.5f ? floor + 1f : floor;
  }

  private static float lerp(float a, float b, float weight) {
    boolean near = Math.abs(weight) < 0.5f;
    return Math.fma(near ? weight : weight - 1f, b - a, near ? a : b);
  }

  private static float siluGradient(float g, float x) {
    float s = FloatMath.sigmoid(x);
    return g * (s * (x * (1f - s) + 1f));
  }
}
