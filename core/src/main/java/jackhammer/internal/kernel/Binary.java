package jackhammer.internal.kernel;

/**
 * Element-wise functions of two operands of one type. Numbers given as arguments (a slope, an
 * exponent) arrive as operands whose strides are all 0.
 */
public enum Binary {
  ADD,
  SUB,
  MUL,
  /** Floating point only: ops cast integers before. */
  DIV,
  /** Towards minus infinity, on every type; integer division by zero is refused above. */
  FLOOR_DIVIDE,
  /** Towards zero, on every type. */
  TRUNC_DIVIDE,
  /** The sign of the divisor, as Python's {@code %}. */
  REMAINDER,
  /** The sign of the dividend, as C's {@code fmod}. */
  FMOD,
  POW,
  /** NaN if either is. */
  MAXIMUM,
  /** NaN if either is. */
  MINIMUM,
  /** The other one if one is NaN. */
  FMAX,
  /** The other one if one is NaN. */
  FMIN,
  ATAN2,
  HYPOT,
  COPYSIGN,
  NEXTAFTER,
  /** x * log(y), 0 where x is 0. */
  XLOGY,
  LOGADDEXP,
  /** x where x &gt; 0, else x times the slope. */
  LEAKY_RELU,
  /** The regularized lower incomplete gamma function of (a, x). */
  IGAMMA,
  /** The regularized upper incomplete gamma function of (a, x). */
  IGAMMAC,
  /** Of (x, n): the n-th derivative of digamma, n at least 1. */
  POLYGAMMA,
  // integers and booleans
  BITWISE_AND,
  BITWISE_OR,
  BITWISE_XOR,
  SHIFT_LEFT,
  SHIFT_RIGHT,
  // integers only
  /** Never negative. */
  GCD,
  /** Never negative; 0 if either is. */
  LCM,
  // gradients: (upstream, saved)
  /** g where y &gt; 0, else 0; NaN in y passes g. */
  RELU_GRAD,
  /** g * y * (1 - y). */
  SIGMOID_GRAD,
  /** g * (1 - y * y). */
  TANH_GRAD,
  /** Of (g, x): g * s * (x * (1 - s) + 1) with s = sigmoid(x). */
  SILU_GRAD,
  /** Of (g, x), with the normal distribution's function and density at x: g * (F + x * f). */
  GELU_GRAD,
  /** Of (g, x): g * (t + x * sigmoid(x) * (1 - t * t)) with t = tanh(softplus(x)). */
  MISH_GRAD,
  /** Of (g, x): g * sigmoid(x). */
  SOFTPLUS_GRAD,
  /** Of (g, x): g from 3 on, 0 up to -3, g * (x / 3 + 1 / 2) between. */
  HARDSWISH_GRAD,
  /** Of (g, x): g / 6 between -3 and 3, else 0. */
  HARDSIGMOID_GRAD,
  /** Of (g, x): g times the derivative of {@link Unary#SELU}. */
  SELU_GRAD,
  /** Of (g, x): g times the derivative of {@link Unary#GELU_TANH}. */
  GELU_TANH_GRAD,
  // any type in, BOOL out
  EQ,
  NE,
  LT,
  LE,
  GT,
  GE,
  LOGICAL_AND,
  LOGICAL_OR,
  LOGICAL_XOR;

  /** Whether the result is BOOL whatever the operands are. */
  public boolean isPredicate() {
    return compareTo(EQ) >= 0;
  }
}
