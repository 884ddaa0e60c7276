package jackhammer.internal.kernel;

/** Element-wise functions of one operand. */
public enum Unary {
  // any number
  NEG,
  ABS,
  SIGN,
  SQUARE,
  RELU,
  // floating point; integers are cast before
  RECIPROCAL,
  SQRT,
  RSQRT,
  EXP,
  EXP2,
  EXPM1,
  LOG,
  LOG2,
  LOG10,
  LOG1P,
  SIN,
  COS,
  TAN,
  ASIN,
  ACOS,
  ATAN,
  SINH,
  COSH,
  TANH,
  ASINH,
  ACOSH,
  ATANH,
  SIGMOID,
  LOG_SIGMOID,
  SOFTPLUS,
  SILU,
  GELU,
  MISH,
  HARDSWISH,
  HARDSIGMOID,
  SELU,
  /** {@link #GELU} with a hyperbolic tangent in place of the normal distribution's function. */
  GELU_TANH,
  ERF,
  ERFC,
  ERFINV,
  LGAMMA,
  DIGAMMA,
  /** The modified Bessel function of order 0. */
  I0,
  /** The modified Bessel function of order 1. */
  I1,
  FLOOR,
  CEIL,
  /** Half to even. */
  ROUND,
  TRUNC,
  FRAC,
  // integers and booleans
  BITWISE_NOT,
  // any type in, BOOL out
  LOGICAL_NOT,
  IS_NAN,
  IS_INF,
  IS_FINITE;

  /** Whether the result is BOOL whatever the operand is. */
  public boolean isPredicate() {
    return compareTo(LOGICAL_NOT) >= 0;
  }
}
