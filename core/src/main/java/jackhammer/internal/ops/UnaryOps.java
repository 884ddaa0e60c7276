package jackhammer.internal.ops;

import static jackhammer.internal.ops.Pointwise.Domain.ANY;
import static jackhammer.internal.ops.Pointwise.Domain.COUNT;
import static jackhammer.internal.ops.Pointwise.Domain.FLOAT;
import static jackhammer.internal.ops.Pointwise.Domain.FRACTION;
import static jackhammer.internal.ops.Pointwise.Domain.INTEGER;
import static jackhammer.internal.ops.Pointwise.Domain.NUMBER;
import static jackhammer.internal.ops.Pointwise.Domain.ROUNDING;
import static jackhammer.internal.ops.Pointwise.Keep.INPUT;
import static jackhammer.internal.ops.Pointwise.Keep.NOTHING;
import static jackhammer.internal.ops.Pointwise.Keep.OUTPUT;

import jackhammer.internal.kernel.Unary;
import jackhammer.internal.ops.Pointwise.UnaryOp;

/**
 * The table of the element-wise ops of one operand: PyTorch's name, the kernel, the types, what is
 * kept, the name of the gradient and the derivative from the upstream gradient g and the kept input
 * x or output y.
 */
public final class UnaryOps {
  private static final double LN2 = 0.6931471805599453;
  private static final double LN10 = 2.302585092994046;
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

  private UnaryOps() {}

  // spotless:off
  public static final UnaryOp NEG =
      new UnaryOp("neg", Unary.NEG, NUMBER, NOTHING, "NegBackward0", (g, x) -> g.neg());
  public static final UnaryOp ABS =
      new UnaryOp("abs", Unary.ABS, NUMBER, INPUT, "AbsBackward0", (g, x) -> g.mul(x.sign()));
  public static final UnaryOp SIGN =
      new UnaryOp("sign", Unary.SIGN, ANY, NOTHING, "SignBackward0", (g, x) -> g.mul(0));
  public static final UnaryOp SGN =
      new UnaryOp("sgn", Unary.SIGN, ANY, NOTHING, "SgnBackward0", (g, x) -> g.mul(0));
  public static final UnaryOp SQUARE =
      new UnaryOp("square", Unary.SQUARE, COUNT, INPUT, "PowBackward0", (g, x) -> g.mul(x).mul(2));
  public static final UnaryOp RELU =
      new UnaryOp(
          "relu",
          Unary.RELU,
          NUMBER,
          OUTPUT,
          "ReluBackward0",
          (g, y) -> BinaryOps.RELU_GRAD.apply(g, y));
  public static final UnaryOp RECIPROCAL =
      new UnaryOp(
          "reciprocal",
          Unary.RECIPROCAL,
          FLOAT,
          OUTPUT,
          "ReciprocalBackward0",
          (g, y) -> g.neg().mul(y.square()));
  public static final UnaryOp SQRT =
      new UnaryOp("sqrt", Unary.SQRT, FLOAT, OUTPUT, "SqrtBackward0", (g, y) -> g.div(y.mul(2)));
  public static final UnaryOp RSQRT =
      new UnaryOp(
          "rsqrt",
          Unary.RSQRT,
          FLOAT,
          OUTPUT,
          "RsqrtBackward0",
          (g, y) -> g.mul(-0.5).mul(y.pow(3)));
  public static final UnaryOp EXP =
      new UnaryOp("exp", Unary.EXP, FLOAT, OUTPUT, "ExpBackward0", (g, y) -> g.mul(y));
  public static final UnaryOp EXP2 =
      new UnaryOp("exp2", Unary.EXP2, FLOAT, OUTPUT, "Exp2Backward0", (g, y) -> g.mul(y).mul(LN2));
  public static final UnaryOp EXPM1 =
      new UnaryOp("expm1", Unary.EXPM1, FLOAT, OUTPUT, "Expm1Backward0", (g, y) -> g.mul(y.add(1)));
  public static final UnaryOp LOG =
      new UnaryOp("log", Unary.LOG, FLOAT, INPUT, "LogBackward0", (g, x) -> g.div(x));
  public static final UnaryOp LOG2 =
      new UnaryOp("log2", Unary.LOG2, FLOAT, INPUT, "Log2Backward0", (g, x) -> g.div(x.mul(LN2)));
  public static final UnaryOp LOG10 =
      new UnaryOp(
          "log10", Unary.LOG10, FLOAT, INPUT, "Log10Backward0", (g, x) -> g.div(x.mul(LN10)));
  public static final UnaryOp LOG1P =
      new UnaryOp("log1p", Unary.LOG1P, FLOAT, INPUT, "Log1PBackward0", (g, x) -> g.div(x.add(1)));
  public static final UnaryOp SIN =
      new UnaryOp("sin", Unary.SIN, FLOAT, INPUT, "SinBackward0", (g, x) -> g.mul(x.cos()));
  public static final UnaryOp COS =
      new UnaryOp("cos", Unary.COS, FLOAT, INPUT, "CosBackward0", (g, x) -> g.neg().mul(x.sin()));
  public static final UnaryOp TAN =
      new UnaryOp(
          "tan", Unary.TAN, FLOAT, OUTPUT, "TanBackward0", (g, y) -> g.mul(y.square().add(1)));
  public static final UnaryOp ASIN =
      new UnaryOp(
          "asin",
          Unary.ASIN,
          FLOAT,
          INPUT,
          "AsinBackward0",
          (g, x) -> g.mul(x.square().rsub(1).rsqrt()));
  public static final UnaryOp ACOS =
      new UnaryOp(
          "acos",
          Unary.ACOS,
          FLOAT,
          INPUT,
          "AcosBackward0",
          (g, x) -> g.neg().mul(x.square().rsub(1).rsqrt()));
  public static final UnaryOp ATAN =
      new UnaryOp(
          "atan", Unary.ATAN, FLOAT, INPUT, "AtanBackward0", (g, x) -> g.div(x.square().add(1)));
  public static final UnaryOp SINH =
      new UnaryOp("sinh", Unary.SINH, FLOAT, INPUT, "SinhBackward0", (g, x) -> g.mul(x.cosh()));
  public static final UnaryOp COSH =
      new UnaryOp("cosh", Unary.COSH, FLOAT, INPUT, "CoshBackward0", (g, x) -> g.mul(x.sinh()));
  public static final UnaryOp TANH =
      new UnaryOp(
          "tanh",
          Unary.TANH,
          FLOAT,
          OUTPUT,
          "TanhBackward0",
          (g, y) -> BinaryOps.TANH_GRAD.apply(g, y));
  public static final UnaryOp ASINH =
      new UnaryOp(
          "asinh",
          Unary.ASINH,
          FLOAT,
          INPUT,
          "AsinhBackward0",
          (g, x) -> g.mul(x.square().add(1).rsqrt()));
  public static final UnaryOp ACOSH =
      new UnaryOp(
          "acosh",
          Unary.ACOSH,
          FLOAT,
          INPUT,
          "AcoshBackward0",
          (g, x) -> g.mul(x.square().sub(1).rsqrt()));
  public static final UnaryOp ATANH =
      new UnaryOp(
          "atanh",
          Unary.ATANH,
          FLOAT,
          INPUT,
          "AtanhBackward0",
          (g, x) -> g.div(x.square().rsub(1)));
  public static final UnaryOp SIGMOID =
      new UnaryOp(
          "sigmoid",
          Unary.SIGMOID,
          FLOAT,
          OUTPUT,
          "SigmoidBackward0",
          (g, y) -> BinaryOps.SIGMOID_GRAD.apply(g, y));
  public static final UnaryOp ERF =
      new UnaryOp(
          "erf",
          Unary.ERF,
          FLOAT,
          INPUT,
          "ErfBackward0",
          (g, x) -> g.mul(x.square().neg().exp()).mul(TWO_OVER_SQRT_PI));
  public static final UnaryOp ERFC =
      new UnaryOp(
          "erfc",
          Unary.ERFC,
          FLOAT,
          INPUT,
          "ErfcBackward0",
          (g, x) -> g.mul(x.square().neg().exp()).mul(-TWO_OVER_SQRT_PI));
  public static final UnaryOp ERFINV =
      new UnaryOp(
          "erfinv",
          Unary.ERFINV,
          FLOAT,
          OUTPUT,
          "ErfinvBackward0",
          (g, y) -> g.mul(y.square().exp()).mul(1 / TWO_OVER_SQRT_PI));
  public static final UnaryOp LGAMMA =
      new UnaryOp(
          "lgamma", Unary.LGAMMA, FLOAT, INPUT, "LgammaBackward0", (g, x) -> g.mul(x.digamma()));
  public static final UnaryOp DIGAMMA =
      new UnaryOp(
          "digamma",
          Unary.DIGAMMA,
          FLOAT,
          INPUT,
          "DigammaBackward0",
          (g, x) -> g.mul(SpecialFunctions.trigamma(x)));
  public static final UnaryOp I0 =
      new UnaryOp("i0", Unary.I0, FLOAT, INPUT, "I0Backward0", (g, x) -> g.mul(x.i1()));
  public static final UnaryOp I1 =
      new UnaryOp(
          "i1",
          Unary.I1,
          FLOAT,
          INPUT,
          "SpecialI1Backward0",
          (g, x) -> g.mul(SpecialFunctions.i1Slope(x)));
  public static final UnaryOp FLOOR =
      new UnaryOp("floor", Unary.FLOOR, ROUNDING, NOTHING, "FloorBackward0", (g, x) -> g.mul(0));
  public static final UnaryOp CEIL =
      new UnaryOp("ceil", Unary.CEIL, ROUNDING, NOTHING, "CeilBackward0", (g, x) -> g.mul(0));
  public static final UnaryOp ROUND =
      new UnaryOp("round", Unary.ROUND, ROUNDING, NOTHING, "RoundBackward0", (g, x) -> g.mul(0));
  public static final UnaryOp TRUNC =
      new UnaryOp("trunc", Unary.TRUNC, ROUNDING, NOTHING, "TruncBackward0", (g, x) -> g.mul(0));
  public static final UnaryOp FRAC =
      new UnaryOp("frac", Unary.FRAC, FRACTION, NOTHING, "FracBackward0", (g, x) -> g);
  public static final UnaryOp BITWISE_NOT =
      new UnaryOp("bitwise_not", Unary.BITWISE_NOT, INTEGER, NOTHING, null, null);
  public static final UnaryOp LOGICAL_NOT =
      new UnaryOp("logical_not", Unary.LOGICAL_NOT, ANY, NOTHING, null, null);
  public static final UnaryOp IS_NAN = new UnaryOp("isnan", Unary.IS_NAN, ANY, NOTHING, null, null);
  public static final UnaryOp IS_INF = new UnaryOp("isinf", Unary.IS_INF, ANY, NOTHING, null, null);
  public static final UnaryOp IS_FINITE =
      new UnaryOp("isfinite", Unary.IS_FINITE, ANY, NOTHING, null, null);
  // spotless:on
}
