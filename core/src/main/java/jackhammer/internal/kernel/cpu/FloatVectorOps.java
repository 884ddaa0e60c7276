package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.Wide.F;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.NE;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** {@link FloatOps} for all lanes of a vector; null where only the scalar form exists. */
final class FloatVectorOps {
  private FloatVectorOps() {}

  static FloatVectorFn.Of1 of(Unary op) {
    return switch (op) {
      case NEG -> x -> x.neg();
      case ABS -> x -> x.abs();
      case SIGN -> x -> broadcast(F, 0f).blend(1f, x.compare(GT, 0f)).blend(-1f, x.compare(LT, 0f));
      case SQUARE -> x -> x.mul(x);
      case RELU -> x -> x.blend(0f, x.compare(LT, 0f));
      case RECIPROCAL -> x -> broadcast(F, 1f).div(x);
      case SQRT -> x -> x.sqrt();
      case RSQRT -> x -> broadcast(F, 1f).div(x.sqrt());
      case EXP -> FloatVectorMath::exp;
      case EXP2 -> FloatVectorMath::exp2;
      case EXPM1 -> FloatVectorMath::expm1;
      case LOG -> FloatVectorMath::log;
      case LOG2 -> FloatVectorMath::log2;
      case LOG10 -> FloatVectorMath::log10;
      case LOG1P -> FloatVectorMath::log1p;
      case SIN -> FloatVectorMath::sin;
      case COS -> FloatVectorMath::cos;
      case TANH -> FloatVectorMath::tanh;
      case SIGMOID -> FloatVectorMath::sigmoid;
      case SILU -> FloatVectorMath::silu;
      case MISH -> FloatVectorActivations::mish;
      case HARDSWISH -> FloatVectorActivations::hardswish;
      case HARDSIGMOID -> FloatVectorActivations::hardsigmoid;
      case SELU -> FloatVectorActivations::selu;
      case GELU_TANH -> FloatVectorActivations::geluTanh;
      case FLOOR -> FloatVectorMath::floor;
      case CEIL -> FloatVectorMath::ceil;
      case ROUND -> FloatVectorMath::rint;
      case TRUNC -> FloatVectorMath::trunc;
      case FRAC -> x -> x.sub(FloatVectorMath.trunc(x));
      default -> null;
    };
  }

  /** The lanes that the vector form can do, null if it can do all. */
  static FloatVectorFn.Domain domain(Unary op) {
    return op == Unary.SIN || op == Unary.COS ? FloatVectorMath::inAngleLimit : null;
  }

  /** The first of two steps, null for operations of one step. */
  static FloatVectorFn.Pair1 first(Unary op) {
    return switch (op) {
      case SOFTPLUS, LOG_SIGMOID ->
          new FloatVectorFn.Pair1(FloatMath::expMinusAbs, FloatVectorMath::expMinusAbs);
      case ERF -> new FloatVectorFn.Pair1(FloatMath::erfTail, FloatVectorMath::erfTail);
      case ERFC ->
          new FloatVectorFn.Pair1(FloatMath::expMinusSquare, FloatVectorMath::expMinusSquare);
      case GELU ->
          new FloatVectorFn.Pair1(
              FloatMath::expMinusHalfSquare, FloatVectorMath::expMinusHalfSquare);
      default -> null;
    };
  }

  /** The second step, of the operand and the result of the first. */
  static FloatVectorFn.Pair2 second(Unary op) {
    return switch (op) {
      case SOFTPLUS -> new FloatVectorFn.Pair2(FloatMath::softplus, FloatVectorMath::softplus);
      case LOG_SIGMOID ->
          new FloatVectorFn.Pair2(FloatMath::logSigmoid, FloatVectorMath::logSigmoid);
      case ERF -> new FloatVectorFn.Pair2(FloatMath::erf, FloatVectorMath::erf);
      case ERFC -> new FloatVectorFn.Pair2(FloatMath::erfc, FloatVectorMath::erfc);
      case GELU -> new FloatVectorFn.Pair2(FloatMath::gelu, FloatVectorMath::gelu);
      default -> null;
    };
  }

  static FloatVectorFn.Of2 of(Binary op) {
    return switch (op) {
      case ADD -> (a, b) -> a.add(b);
      case SUB -> (a, b) -> a.sub(b);
      case MUL -> (a, b) -> a.mul(b);
      case DIV -> (a, b) -> a.div(b);
      case TRUNC_DIVIDE -> (a, b) -> FloatVectorMath.trunc(a.div(b));
      case MAXIMUM -> (a, b) -> a.lanewise(MAX, b);
      case MINIMUM -> (a, b) -> a.lanewise(MIN, b);
      case FMAX ->
          (a, b) -> a.lanewise(MAX, b).blend(a, b.compare(NE, b)).blend(b, a.compare(NE, a));
      case FMIN ->
          (a, b) -> a.lanewise(MIN, b).blend(a, b.compare(NE, b)).blend(b, a.compare(NE, a));
      case COPYSIGN -> FloatVectorMath::copySign;
      case XLOGY ->
          (a, b) ->
              a.mul(FloatVectorMath.log(b)).blend(0f, a.compare(EQ, 0f)).blend(b, b.compare(NE, b));
      case RELU_GRAD -> (g, y) -> g.blend(0f, y.compare(LE, 0f));
      case SIGMOID_GRAD -> (g, y) -> g.mul(broadcast(F, 1f).sub(y)).mul(y);
      case TANH_GRAD -> (g, y) -> g.mul(broadcast(F, 1f).sub(y.mul(y)));
      case LEAKY_RELU -> (x, slope) -> x.mul(slope).blend(x, x.compare(GT, 0f));
      case SILU_GRAD -> FloatVectorOps::siluGradient;
      case MISH_GRAD -> FloatVectorActivations::mishGradient;
      case SOFTPLUS_GRAD -> FloatVectorActivations::softplusGradient;
      case HARDSWISH_GRAD -> FloatVectorActivations::hardswishGradient;
      case HARDSIGMOID_GRAD -> FloatVectorActivations::hardsigmoidGradient;
      case SELU_GRAD -> FloatVectorActivations::seluGradient;
      case GELU_TANH_GRAD -> FloatVectorActivations::geluTanhGradient;
      default -> null;
    };
  }

  static FloatVectorFn.Test1 test(Unary op) {
    return switch (op) {
      case LOGICAL_NOT -> x -> x.compare(EQ, 0f);
      case IS_NAN -> x -> x.compare(NE, x);
      case IS_INF -> x -> x.abs().compare(EQ, Float.POSITIVE_INFINITY);
      case IS_FINITE -> x -> x.abs().compare(LT, Float.POSITIVE_INFINITY);
      default -> null;
    };
  }

  static FloatVectorFn.Test2 test(Binary op) {
    return switch (op) {
      case EQ -> (a, b) -> a.compare(EQ, b);
      case NE -> (a, b) -> a.compare(NE, b);
      case LT -> (a, b) -> a.compare(LT, b);
      case LE -> (a, b) -> a.compare(LE, b);
      case GT -> (a, b) -> a.compare(GT, b);
      case GE -> (a, b) -> a.compare(GE, b);
      case LOGICAL_AND -> (a, b) -> a.compare(NE, 0f).and(b.compare(NE, 0f));
      case LOGICAL_OR -> (a, b) -> a.compare(NE, 0f).or(b.compare(NE, 0f));
      case LOGICAL_XOR -> (a, b) -> a.compare(NE, 0f).xor(b.compare(NE, 0f));
      default -> null;
    };
  }

  static FloatVectorFn.Of3 of(Ternary op) {
    return switch (op) {
      case ADD_SCALED -> (a, b, c) -> b.fma(c, a);
      case CLAMP -> (a, b, c) -> a.lanewise(MAX, b).lanewise(MIN, c);
      case LERP -> FloatVectorOps::lerp;
      case SELECT_EQUAL -> (a, b, c) -> broadcast(F, 0f).blend(a, b.compare(EQ, c));
      case LEAKY_RELU_GRAD -> (g, x, slope) -> g.mul(slope).blend(g, x.compare(GT, 0f));
      case CAPPED_RELU_GRAD ->
          (g, x, top) -> g.blend(0f, x.compare(LE, 0f)).blend(0f, x.compare(GE, top));
      case ELU -> FloatVectorActivations::elu;
      case ELU_GRAD -> FloatVectorActivations::eluGradient;
    };
  }

  static FloatVectorFn.Of2 of2(RowOp op) {
    return op == RowOp.EXP_SHIFTED ? (x, m) -> FloatVectorMath.exp(x.sub(m)) : null;
  }

  static FloatVectorFn.Of3 of3(RowOp op) {
    return switch (op) {
      case SHIFT_TWICE -> (x, m, l) -> x.sub(m).sub(l);
      case SOFTMAX_GRAD -> (g, y, s) -> y.mul(g.sub(s));
      case LOG_SOFTMAX_GRAD -> (g, y, s) -> g.sub(FloatVectorMath.exp(y).mul(s));
      default -> null;
    };
  }

  private static FloatVector siluGradient(FloatVector g, FloatVector x) {
    FloatVector s = FloatVectorMath.sigmoid(x);
    return g.mul(s.mul(x.mul(broadcast(F, 1f).sub(s)).add(1f)));
  }

  private static FloatVector lerp(FloatVector a, FloatVector b, FloatVector weight) {
    VectorMask<Float> near = weight.abs().compare(LT, 0.5f);
    return weight.sub(1f).blend(weight, near).fma(b.sub(a), b.blend(a, near));
  }
}
