package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.Wide.D;
import static jdk.incubator.vector.DoubleVector.broadcast;
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
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/** {@link DoubleOps} for all lanes of a vector; null where only the scalar form exists. */
final class DoubleVectorOps {
  private DoubleVectorOps() {}

  static DoubleVectorFn.Of1 of(Unary op) {
    return switch (op) {
      case NEG -> x -> x.neg();
      case ABS -> x -> x.abs();
      case SIGN ->
          x -> broadcast(D, 0.0).blend(1.0, x.compare(GT, 0.0)).blend(-1.0, x.compare(LT, 0.0));
      case SQUARE -> x -> x.mul(x);
      case RELU -> x -> x.blend(0.0, x.compare(LT, 0.0));
      case RECIPROCAL -> x -> broadcast(D, 1.0).div(x);
      case SQRT -> x -> x.sqrt();
      case RSQRT -> x -> broadcast(D, 1.0).div(x.sqrt());
      case EXP -> DoubleVectorMath::exp;
      case LOG -> DoubleVectorMath::log;
      case EXPM1 -> DoubleVectorMath::expm1;
      case LOG1P -> DoubleVectorMath::log1p;
      case TANH -> DoubleVectorMath::tanh;
      case SIGMOID -> DoubleVectorMath::sigmoid;
      case SILU -> DoubleVectorMath::silu;
      case MISH -> DoubleVectorActivations::mish;
      case HARDSWISH -> DoubleVectorActivations::hardswish;
      case HARDSIGMOID -> DoubleVectorActivations::hardsigmoid;
      case SELU -> DoubleVectorActivations::selu;
      case GELU_TANH -> DoubleVectorActivations::geluTanh;
      default -> null;
    };
  }

  static DoubleVectorFn.Test1 test(Unary op) {
    return switch (op) {
      case LOGICAL_NOT -> x -> x.compare(EQ, 0.0);
      case IS_NAN -> x -> x.compare(NE, x);
      case IS_INF -> x -> x.abs().compare(EQ, Double.POSITIVE_INFINITY);
      case IS_FINITE -> x -> x.abs().compare(LT, Double.POSITIVE_INFINITY);
      default -> null;
    };
  }

  static DoubleVectorFn.Of2 of(Binary op) {
    return switch (op) {
      case ADD -> (a, b) -> a.add(b);
      case SUB -> (a, b) -> a.sub(b);
      case MUL -> (a, b) -> a.mul(b);
      case DIV -> (a, b) -> a.div(b);
      case MAXIMUM -> (a, b) -> a.lanewise(MAX, b);
      case MINIMUM -> (a, b) -> a.lanewise(MIN, b);
      case FMAX ->
          (a, b) -> a.lanewise(MAX, b).blend(a, b.compare(NE, b)).blend(b, a.compare(NE, a));
      case FMIN ->
          (a, b) -> a.lanewise(MIN, b).blend(a, b.compare(NE, b)).blend(b, a.compare(NE, a));
      case RELU_GRAD -> (g, y) -> g.blend(0.0, y.compare(LE, 0.0));
      case SIGMOID_GRAD -> (g, y) -> g.mul(broadcast(D, 1.0).sub(y)).mul(y);
      case TANH_GRAD -> (g, y) -> g.mul(broadcast(D, 1.0).sub(y.mul(y)));
      case LEAKY_RELU -> (x, slope) -> x.mul(slope).blend(x, x.compare(GT, 0.0));
      case SILU_GRAD -> DoubleVectorOps::siluGradient;
      case MISH_GRAD -> DoubleVectorActivations::mishGradient;
      case SOFTPLUS_GRAD -> DoubleVectorActivations::softplusGradient;
      case HARDSWISH_GRAD -> DoubleVectorActivations::hardswishGradient;
      case HARDSIGMOID_GRAD -> DoubleVectorActivations::hardsigmoidGradient;
      case SELU_GRAD -> DoubleVectorActivations::seluGradient;
      case GELU_TANH_GRAD -> DoubleVectorActivations::geluTanhGradient;
      default -> null;
    };
  }

  static DoubleVectorFn.Test2 test(Binary op) {
    return switch (op) {
      case EQ -> (a, b) -> a.compare(EQ, b);
      case NE -> (a, b) -> a.compare(NE, b);
      case LT -> (a, b) -> a.compare(LT, b);
      case LE -> (a, b) -> a.compare(LE, b);
      case GT -> (a, b) -> a.compare(GT, b);
      case GE -> (a, b) -> a.compare(GE, b);
      case LOGICAL_AND -> (a, b) -> a.compare(NE, 0.0).and(b.compare(NE, 0.0));
      case LOGICAL_OR -> (a, b) -> a.compare(NE, 0.0).or(b.compare(NE, 0.0));
      case LOGICAL_XOR -> (a, b) -> a.compare(NE, 0.0).xor(b.compare(NE, 0.0));
      default -> null;
    };
  }

  static DoubleVectorFn.Of3 of(Ternary op) {
    return switch (op) {
      case ADD_SCALED -> (a, b, c) -> b.fma(c, a);
      case CLAMP -> (a, b, c) -> a.lanewise(MAX, b).lanewise(MIN, c);
      case LERP -> DoubleVectorOps::lerp;
      case SELECT_EQUAL -> (a, b, c) -> broadcast(D, 0.0).blend(a, b.compare(EQ, c));
      case LEAKY_RELU_GRAD -> (g, x, slope) -> g.mul(slope).blend(g, x.compare(GT, 0.0));
      case CAPPED_RELU_GRAD ->
          (g, x, top) -> g.blend(0.0, x.compare(LE, 0.0)).blend(0.0, x.compare(GE, top));
      case ELU -> DoubleVectorActivations::elu;
      case ELU_GRAD -> DoubleVectorActivations::eluGradient;
    };
  }

  static DoubleVectorFn.Of2 of2(RowOp op) {
    return op == RowOp.EXP_SHIFTED ? (x, m) -> DoubleVectorMath.exp(x.sub(m)) : null;
  }

  static DoubleVectorFn.Of3 of3(RowOp op) {
    return switch (op) {
      case SHIFT_TWICE -> (x, m, l) -> x.sub(m).sub(l);
      case SOFTMAX_GRAD -> (g, y, s) -> y.mul(g.sub(s));
      case LOG_SOFTMAX_GRAD -> (g, y, s) -> g.sub(DoubleVectorMath.exp(y).mul(s));
      default -> null;
    };
  }

  private static DoubleVector siluGradient(DoubleVector g, DoubleVector x) {
    DoubleVector s = DoubleVectorMath.sigmoid(x);
    return g.mul(s.mul(x.mul(broadcast(D, 1.0).sub(s)).add(1.0)));
  }

  private static DoubleVector lerp(DoubleVector a, DoubleVector b, DoubleVector weight) {
    VectorMask<Double> near = weight.abs().compare(LT, 0.5);
    return weight.sub(1.0).blend(weight, near).fma(b.sub(a), b.blend(a, near));
  }
}
