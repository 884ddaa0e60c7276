package jackhammer;

import jackhammer.internal.ops.Arithmetic;
import jackhammer.internal.ops.BinaryOps;
import jackhammer.internal.ops.Clamping;
import jackhammer.internal.ops.Selecting;
import jackhammer.internal.ops.UnaryOps;

/**
 * The element-wise operations of a {@link Tensor}, with PyTorch's names. Operands broadcast: sizes
 * are aligned at the end, and a dimension of size 1 repeats. Methods that end in {@code _} change
 * the tensor itself and return it.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops">torch, pointwise
 *     ops</a>
 */
public sealed interface ElementwiseOps permits Tensor {

  /** -x. */
  default Tensor neg() {
    return UnaryOps.NEG.apply((Tensor) this);
  }

  /** {@link #neg()} in place. */
  default Tensor neg_() {
    return UnaryOps.NEG.applyInPlace((Tensor) this);
  }

  /** |x|. */
  default Tensor abs() {
    return UnaryOps.ABS.apply((Tensor) this);
  }

  /** {@link #abs()} in place. */
  default Tensor abs_() {
    return UnaryOps.ABS.applyInPlace((Tensor) this);
  }

  /** -1, 0 or 1; NaN gives 0. */
  default Tensor sign() {
    return UnaryOps.SIGN.apply((Tensor) this);
  }

  /** {@link #sign()} in place. */
  default Tensor sign_() {
    return UnaryOps.SIGN.applyInPlace((Tensor) this);
  }

  /** x * x. */
  default Tensor square() {
    return UnaryOps.SQUARE.apply((Tensor) this);
  }

  /** {@link #square()} in place. */
  default Tensor square_() {
    return UnaryOps.SQUARE.applyInPlace((Tensor) this);
  }

  /** max(x, 0); NaN stays. */
  default Tensor relu() {
    return UnaryOps.RELU.apply((Tensor) this);
  }

  /** {@link #relu()} in place. */
  default Tensor relu_() {
    return UnaryOps.RELU.applyInPlace((Tensor) this);
  }

  /** 1 / x. */
  default Tensor reciprocal() {
    return UnaryOps.RECIPROCAL.apply((Tensor) this);
  }

  /** {@link #reciprocal()} in place. */
  default Tensor reciprocal_() {
    return UnaryOps.RECIPROCAL.applyInPlace((Tensor) this);
  }

  /** The square root; NaN below 0. */
  default Tensor sqrt() {
    return UnaryOps.SQRT.apply((Tensor) this);
  }

  /** {@link #sqrt()} in place. */
  default Tensor sqrt_() {
    return UnaryOps.SQRT.applyInPlace((Tensor) this);
  }

  /** 1 / sqrt(x). */
  default Tensor rsqrt() {
    return UnaryOps.RSQRT.apply((Tensor) this);
  }

  /** {@link #rsqrt()} in place. */
  default Tensor rsqrt_() {
    return UnaryOps.RSQRT.applyInPlace((Tensor) this);
  }

  /** e to the x. */
  default Tensor exp() {
    return UnaryOps.EXP.apply((Tensor) this);
  }

  /** {@link #exp()} in place. */
  default Tensor exp_() {
    return UnaryOps.EXP.applyInPlace((Tensor) this);
  }

  /** 2 to the x. */
  default Tensor exp2() {
    return UnaryOps.EXP2.apply((Tensor) this);
  }

  /** {@link #exp2()} in place. */
  default Tensor exp2_() {
    return UnaryOps.EXP2.applyInPlace((Tensor) this);
  }

  /** exp(x) - 1, exact near 0. */
  default Tensor expm1() {
    return UnaryOps.EXPM1.apply((Tensor) this);
  }

  /** {@link #expm1()} in place. */
  default Tensor expm1_() {
    return UnaryOps.EXPM1.applyInPlace((Tensor) this);
  }

  /** The natural logarithm. */
  default Tensor log() {
    return UnaryOps.LOG.apply((Tensor) this);
  }

  /** {@link #log()} in place. */
  default Tensor log_() {
    return UnaryOps.LOG.applyInPlace((Tensor) this);
  }

  /** The logarithm to base 2. */
  default Tensor log2() {
    return UnaryOps.LOG2.apply((Tensor) this);
  }

  /** {@link #log2()} in place. */
  default Tensor log2_() {
    return UnaryOps.LOG2.applyInPlace((Tensor) this);
  }

  /** The logarithm to base 10. */
  default Tensor log10() {
    return UnaryOps.LOG10.apply((Tensor) this);
  }

  /** {@link #log10()} in place. */
  default Tensor log10_() {
    return UnaryOps.LOG10.applyInPlace((Tensor) this);
  }

  /** log(1 + x), exact near 0. */
  default Tensor log1p() {
    return UnaryOps.LOG1P.apply((Tensor) this);
  }

  /** {@link #log1p()} in place. */
  default Tensor log1p_() {
    return UnaryOps.LOG1P.applyInPlace((Tensor) this);
  }

  /** The sine, x in radians. */
  default Tensor sin() {
    return UnaryOps.SIN.apply((Tensor) this);
  }

  /** {@link #sin()} in place. */
  default Tensor sin_() {
    return UnaryOps.SIN.applyInPlace((Tensor) this);
  }

  /** The cosine, x in radians. */
  default Tensor cos() {
    return UnaryOps.COS.apply((Tensor) this);
  }

  /** {@link #cos()} in place. */
  default Tensor cos_() {
    return UnaryOps.COS.applyInPlace((Tensor) this);
  }

  /** The tangent, x in radians. */
  default Tensor tan() {
    return UnaryOps.TAN.apply((Tensor) this);
  }

  /** {@link #tan()} in place. */
  default Tensor tan_() {
    return UnaryOps.TAN.applyInPlace((Tensor) this);
  }

  /** The arc sine. */
  default Tensor asin() {
    return UnaryOps.ASIN.apply((Tensor) this);
  }

  /** {@link #asin()} in place. */
  default Tensor asin_() {
    return UnaryOps.ASIN.applyInPlace((Tensor) this);
  }

  /** The arc cosine. */
  default Tensor acos() {
    return UnaryOps.ACOS.apply((Tensor) this);
  }

  /** {@link #acos()} in place. */
  default Tensor acos_() {
    return UnaryOps.ACOS.applyInPlace((Tensor) this);
  }

  /** The arc tangent. */
  default Tensor atan() {
    return UnaryOps.ATAN.apply((Tensor) this);
  }

  /** {@link #atan()} in place. */
  default Tensor atan_() {
    return UnaryOps.ATAN.applyInPlace((Tensor) this);
  }

  /** The hyperbolic sine. */
  default Tensor sinh() {
    return UnaryOps.SINH.apply((Tensor) this);
  }

  /** {@link #sinh()} in place. */
  default Tensor sinh_() {
    return UnaryOps.SINH.applyInPlace((Tensor) this);
  }

  /** The hyperbolic cosine. */
  default Tensor cosh() {
    return UnaryOps.COSH.apply((Tensor) this);
  }

  /** {@link #cosh()} in place. */
  default Tensor cosh_() {
    return UnaryOps.COSH.applyInPlace((Tensor) this);
  }

  /** The hyperbolic tangent. */
  default Tensor tanh() {
    return UnaryOps.TANH.apply((Tensor) this);
  }

  /** {@link #tanh()} in place. */
  default Tensor tanh_() {
    return UnaryOps.TANH.applyInPlace((Tensor) this);
  }

  /** The inverse hyperbolic sine. */
  default Tensor asinh() {
    return UnaryOps.ASINH.apply((Tensor) this);
  }

  /** {@link #asinh()} in place. */
  default Tensor asinh_() {
    return UnaryOps.ASINH.applyInPlace((Tensor) this);
  }

  /** The inverse hyperbolic cosine. */
  default Tensor acosh() {
    return UnaryOps.ACOSH.apply((Tensor) this);
  }

  /** {@link #acosh()} in place. */
  default Tensor acosh_() {
    return UnaryOps.ACOSH.applyInPlace((Tensor) this);
  }

  /** The inverse hyperbolic tangent. */
  default Tensor atanh() {
    return UnaryOps.ATANH.apply((Tensor) this);
  }

  /** {@link #atanh()} in place. */
  default Tensor atanh_() {
    return UnaryOps.ATANH.applyInPlace((Tensor) this);
  }

  /** 1 / (1 + exp(-x)). */
  default Tensor sigmoid() {
    return UnaryOps.SIGMOID.apply((Tensor) this);
  }

  /** {@link #sigmoid()} in place. */
  default Tensor sigmoid_() {
    return UnaryOps.SIGMOID.applyInPlace((Tensor) this);
  }

  /** The error function. */
  default Tensor erf() {
    return UnaryOps.ERF.apply((Tensor) this);
  }

  /** {@link #erf()} in place. */
  default Tensor erf_() {
    return UnaryOps.ERF.applyInPlace((Tensor) this);
  }

  /** 1 - erf(x). */
  default Tensor erfc() {
    return UnaryOps.ERFC.apply((Tensor) this);
  }

  /** {@link #erfc()} in place. */
  default Tensor erfc_() {
    return UnaryOps.ERFC.applyInPlace((Tensor) this);
  }

  /** The inverse of the error function on (-1, 1). */
  default Tensor erfinv() {
    return UnaryOps.ERFINV.apply((Tensor) this);
  }

  /** {@link #erfinv()} in place. */
  default Tensor erfinv_() {
    return UnaryOps.ERFINV.applyInPlace((Tensor) this);
  }

  /** The next whole number below. */
  default Tensor floor() {
    return UnaryOps.FLOOR.apply((Tensor) this);
  }

  /** {@link #floor()} in place. */
  default Tensor floor_() {
    return UnaryOps.FLOOR.applyInPlace((Tensor) this);
  }

  /** The next whole number above. */
  default Tensor ceil() {
    return UnaryOps.CEIL.apply((Tensor) this);
  }

  /** {@link #ceil()} in place. */
  default Tensor ceil_() {
    return UnaryOps.CEIL.applyInPlace((Tensor) this);
  }

  /** The nearest whole number, halves to even. */
  default Tensor round() {
    return UnaryOps.ROUND.apply((Tensor) this);
  }

  /** {@link #round()} in place. */
  default Tensor round_() {
    return UnaryOps.ROUND.applyInPlace((Tensor) this);
  }

  /** The whole number towards zero. */
  default Tensor trunc() {
    return UnaryOps.TRUNC.apply((Tensor) this);
  }

  /** {@link #trunc()} in place. */
  default Tensor trunc_() {
    return UnaryOps.TRUNC.applyInPlace((Tensor) this);
  }

  /** x - trunc(x). */
  default Tensor frac() {
    return UnaryOps.FRAC.apply((Tensor) this);
  }

  /** {@link #frac()} in place. */
  default Tensor frac_() {
    return UnaryOps.FRAC.applyInPlace((Tensor) this);
  }

  /** All bits of an integer inverted; the logical not of a boolean. */
  default Tensor bitwiseNot() {
    return UnaryOps.BITWISE_NOT.apply((Tensor) this);
  }

  /** {@link #bitwiseNot()} in place. */
  default Tensor bitwiseNot_() {
    return UnaryOps.BITWISE_NOT.applyInPlace((Tensor) this);
  }

  /** BOOL: whether x is 0. */
  default Tensor logicalNot() {
    return UnaryOps.LOGICAL_NOT.apply((Tensor) this);
  }

  /** {@link #logicalNot()} in place. */
  default Tensor logicalNot_() {
    return UnaryOps.LOGICAL_NOT.applyInPlace((Tensor) this);
  }

  /** BOOL: whether x is NaN. */
  default Tensor isnan() {
    return UnaryOps.IS_NAN.apply((Tensor) this);
  }

  /** BOOL: whether x is infinite. */
  default Tensor isinf() {
    return UnaryOps.IS_INF.apply((Tensor) this);
  }

  /** BOOL: whether x is neither infinite nor NaN. */
  default Tensor isfinite() {
    return UnaryOps.IS_FINITE.apply((Tensor) this);
  }

  /** x + other. The sizes broadcast, the types promote. */
  default Tensor add(Tensor other) {
    return BinaryOps.ADD.apply((Tensor) this, other);
  }

  /** x + other. */
  default Tensor add(long other) {
    return BinaryOps.ADD.apply((Tensor) this, other);
  }

  /** x + other. */
  default Tensor add(double other) {
    return BinaryOps.ADD.apply((Tensor) this, other);
  }

  /** {@link #add(Tensor)} in place. */
  default Tensor add_(Tensor other) {
    return BinaryOps.ADD.applyInPlace((Tensor) this, other);
  }

  /** {@link #add(long)} in place. */
  default Tensor add_(long other) {
    return BinaryOps.ADD.applyInPlace((Tensor) this, other);
  }

  /** {@link #add(double)} in place. */
  default Tensor add_(double other) {
    return BinaryOps.ADD.applyInPlace((Tensor) this, other);
  }

  /** x - other. The sizes broadcast, the types promote. */
  default Tensor sub(Tensor other) {
    return BinaryOps.SUB.apply((Tensor) this, other);
  }

  /** x - other. */
  default Tensor sub(long other) {
    return BinaryOps.SUB.apply((Tensor) this, other);
  }

  /** x - other. */
  default Tensor sub(double other) {
    return BinaryOps.SUB.apply((Tensor) this, other);
  }

  /** {@link #sub(Tensor)} in place. */
  default Tensor sub_(Tensor other) {
    return BinaryOps.SUB.applyInPlace((Tensor) this, other);
  }

  /** {@link #sub(long)} in place. */
  default Tensor sub_(long other) {
    return BinaryOps.SUB.applyInPlace((Tensor) this, other);
  }

  /** {@link #sub(double)} in place. */
  default Tensor sub_(double other) {
    return BinaryOps.SUB.applyInPlace((Tensor) this, other);
  }

  /** x * other. The sizes broadcast, the types promote. */
  default Tensor mul(Tensor other) {
    return BinaryOps.MUL.apply((Tensor) this, other);
  }

  /** x * other. */
  default Tensor mul(long other) {
    return BinaryOps.MUL.apply((Tensor) this, other);
  }

  /** x * other. */
  default Tensor mul(double other) {
    return BinaryOps.MUL.apply((Tensor) this, other);
  }

  /** {@link #mul(Tensor)} in place. */
  default Tensor mul_(Tensor other) {
    return BinaryOps.MUL.applyInPlace((Tensor) this, other);
  }

  /** {@link #mul(long)} in place. */
  default Tensor mul_(long other) {
    return BinaryOps.MUL.applyInPlace((Tensor) this, other);
  }

  /** {@link #mul(double)} in place. */
  default Tensor mul_(double other) {
    return BinaryOps.MUL.applyInPlace((Tensor) this, other);
  }

  /** x / other, integers as floats. The sizes broadcast, the types promote. */
  default Tensor div(Tensor other) {
    return BinaryOps.DIV.apply((Tensor) this, other);
  }

  /** x / other, integers as floats. */
  default Tensor div(long other) {
    return BinaryOps.DIV.apply((Tensor) this, other);
  }

  /** x / other, integers as floats. */
  default Tensor div(double other) {
    return BinaryOps.DIV.apply((Tensor) this, other);
  }

  /** {@link #div(Tensor)} in place. */
  default Tensor div_(Tensor other) {
    return BinaryOps.DIV.applyInPlace((Tensor) this, other);
  }

  /** {@link #div(long)} in place. */
  default Tensor div_(long other) {
    return BinaryOps.DIV.applyInPlace((Tensor) this, other);
  }

  /** {@link #div(double)} in place. */
  default Tensor div_(double other) {
    return BinaryOps.DIV.applyInPlace((Tensor) this, other);
  }

  /**
   * x / other rounded to a whole number.
   *
   * @param roundingMode "trunc": towards 0; "floor": down
   */
  default Tensor div(Tensor other, String roundingMode) {
    return Arithmetic.div((Tensor) this, other, roundingMode);
  }

  /** {@link #div(Tensor, String)} in place. */
  default Tensor div_(Tensor other, String roundingMode) {
    return Arithmetic.div_((Tensor) this, other, roundingMode);
  }

  /** x / other rounded down. The sizes broadcast, the types promote. */
  default Tensor floorDivide(Tensor other) {
    return BinaryOps.FLOOR_DIVIDE.apply((Tensor) this, other);
  }

  /** x / other rounded down. */
  default Tensor floorDivide(long other) {
    return BinaryOps.FLOOR_DIVIDE.apply((Tensor) this, other);
  }

  /** x / other rounded down. */
  default Tensor floorDivide(double other) {
    return BinaryOps.FLOOR_DIVIDE.apply((Tensor) this, other);
  }

  /** {@link #floorDivide(Tensor)} in place. */
  default Tensor floorDivide_(Tensor other) {
    return BinaryOps.FLOOR_DIVIDE.applyInPlace((Tensor) this, other);
  }

  /** {@link #floorDivide(long)} in place. */
  default Tensor floorDivide_(long other) {
    return BinaryOps.FLOOR_DIVIDE.applyInPlace((Tensor) this, other);
  }

  /** {@link #floorDivide(double)} in place. */
  default Tensor floorDivide_(double other) {
    return BinaryOps.FLOOR_DIVIDE.applyInPlace((Tensor) this, other);
  }

  /** Python's x % other: the sign of other. The sizes broadcast, the types promote. */
  default Tensor remainder(Tensor other) {
    return BinaryOps.REMAINDER.apply((Tensor) this, other);
  }

  /** Python's x % other: the sign of other. */
  default Tensor remainder(long other) {
    return BinaryOps.REMAINDER.apply((Tensor) this, other);
  }

  /** Python's x % other: the sign of other. */
  default Tensor remainder(double other) {
    return BinaryOps.REMAINDER.apply((Tensor) this, other);
  }

  /** {@link #remainder(Tensor)} in place. */
  default Tensor remainder_(Tensor other) {
    return BinaryOps.REMAINDER.applyInPlace((Tensor) this, other);
  }

  /** {@link #remainder(long)} in place. */
  default Tensor remainder_(long other) {
    return BinaryOps.REMAINDER.applyInPlace((Tensor) this, other);
  }

  /** {@link #remainder(double)} in place. */
  default Tensor remainder_(double other) {
    return BinaryOps.REMAINDER.applyInPlace((Tensor) this, other);
  }

  /** C's fmod: the sign of x. The sizes broadcast, the types promote. */
  default Tensor fmod(Tensor other) {
    return BinaryOps.FMOD.apply((Tensor) this, other);
  }

  /** C's fmod: the sign of x. */
  default Tensor fmod(long other) {
    return BinaryOps.FMOD.apply((Tensor) this, other);
  }

  /** C's fmod: the sign of x. */
  default Tensor fmod(double other) {
    return BinaryOps.FMOD.apply((Tensor) this, other);
  }

  /** {@link #fmod(Tensor)} in place. */
  default Tensor fmod_(Tensor other) {
    return BinaryOps.FMOD.applyInPlace((Tensor) this, other);
  }

  /** {@link #fmod(long)} in place. */
  default Tensor fmod_(long other) {
    return BinaryOps.FMOD.applyInPlace((Tensor) this, other);
  }

  /** {@link #fmod(double)} in place. */
  default Tensor fmod_(double other) {
    return BinaryOps.FMOD.applyInPlace((Tensor) this, other);
  }

  /** The larger of x and other; NaN wins. The sizes broadcast, the types promote. */
  default Tensor maximum(Tensor other) {
    return BinaryOps.MAXIMUM.apply((Tensor) this, other);
  }

  /** The smaller of x and other; NaN wins. The sizes broadcast, the types promote. */
  default Tensor minimum(Tensor other) {
    return BinaryOps.MINIMUM.apply((Tensor) this, other);
  }

  /** The larger of x and other; NaN loses. The sizes broadcast, the types promote. */
  default Tensor fmax(Tensor other) {
    return BinaryOps.FMAX.apply((Tensor) this, other);
  }

  /** The smaller of x and other; NaN loses. The sizes broadcast, the types promote. */
  default Tensor fmin(Tensor other) {
    return BinaryOps.FMIN.apply((Tensor) this, other);
  }

  /** The angle of the point (other, x). The sizes broadcast, the types promote. */
  default Tensor atan2(Tensor other) {
    return BinaryOps.ATAN2.apply((Tensor) this, other);
  }

  /** {@link #atan2(Tensor)} in place. */
  default Tensor atan2_(Tensor other) {
    return BinaryOps.ATAN2.applyInPlace((Tensor) this, other);
  }

  /** sqrt(x * x + other * other). The sizes broadcast, the types promote. */
  default Tensor hypot(Tensor other) {
    return BinaryOps.HYPOT.apply((Tensor) this, other);
  }

  /** {@link #hypot(Tensor)} in place. */
  default Tensor hypot_(Tensor other) {
    return BinaryOps.HYPOT.applyInPlace((Tensor) this, other);
  }

  /** x * log(other), 0 where x is 0. The sizes broadcast, the types promote. */
  default Tensor xlogy(Tensor other) {
    return BinaryOps.XLOGY.apply((Tensor) this, other);
  }

  /** x * log(other), 0 where x is 0. */
  default Tensor xlogy(double other) {
    return BinaryOps.XLOGY.apply((Tensor) this, other);
  }

  /** {@link #xlogy(Tensor)} in place. */
  default Tensor xlogy_(Tensor other) {
    return BinaryOps.XLOGY.applyInPlace((Tensor) this, other);
  }

  /** {@link #xlogy(double)} in place. */
  default Tensor xlogy_(double other) {
    return BinaryOps.XLOGY.applyInPlace((Tensor) this, other);
  }

  /** log(exp(x) + exp(other)). The sizes broadcast, the types promote. */
  default Tensor logaddexp(Tensor other) {
    return BinaryOps.LOGADDEXP.apply((Tensor) this, other);
  }

  /** Bit by bit and. The sizes broadcast, the types promote. */
  default Tensor bitwiseAnd(Tensor other) {
    return BinaryOps.BITWISE_AND.apply((Tensor) this, other);
  }

  /** Bit by bit and. */
  default Tensor bitwiseAnd(long other) {
    return BinaryOps.BITWISE_AND.apply((Tensor) this, other);
  }

  /** {@link #bitwiseAnd(Tensor)} in place. */
  default Tensor bitwiseAnd_(Tensor other) {
    return BinaryOps.BITWISE_AND.applyInPlace((Tensor) this, other);
  }

  /** {@link #bitwiseAnd(long)} in place. */
  default Tensor bitwiseAnd_(long other) {
    return BinaryOps.BITWISE_AND.applyInPlace((Tensor) this, other);
  }

  /** Bit by bit or. The sizes broadcast, the types promote. */
  default Tensor bitwiseOr(Tensor other) {
    return BinaryOps.BITWISE_OR.apply((Tensor) this, other);
  }

  /** Bit by bit or. */
  default Tensor bitwiseOr(long other) {
    return BinaryOps.BITWISE_OR.apply((Tensor) this, other);
  }

  /** {@link #bitwiseOr(Tensor)} in place. */
  default Tensor bitwiseOr_(Tensor other) {
    return BinaryOps.BITWISE_OR.applyInPlace((Tensor) this, other);
  }

  /** {@link #bitwiseOr(long)} in place. */
  default Tensor bitwiseOr_(long other) {
    return BinaryOps.BITWISE_OR.applyInPlace((Tensor) this, other);
  }

  /** Bit by bit exclusive or. The sizes broadcast, the types promote. */
  default Tensor bitwiseXor(Tensor other) {
    return BinaryOps.BITWISE_XOR.apply((Tensor) this, other);
  }

  /** Bit by bit exclusive or. */
  default Tensor bitwiseXor(long other) {
    return BinaryOps.BITWISE_XOR.apply((Tensor) this, other);
  }

  /** {@link #bitwiseXor(Tensor)} in place. */
  default Tensor bitwiseXor_(Tensor other) {
    return BinaryOps.BITWISE_XOR.applyInPlace((Tensor) this, other);
  }

  /** {@link #bitwiseXor(long)} in place. */
  default Tensor bitwiseXor_(long other) {
    return BinaryOps.BITWISE_XOR.applyInPlace((Tensor) this, other);
  }

  /** x shifted left by other bits. The sizes broadcast, the types promote. */
  default Tensor bitwiseLeftShift(Tensor other) {
    return BinaryOps.SHIFT_LEFT.apply((Tensor) this, other);
  }

  /** x shifted left by other bits. */
  default Tensor bitwiseLeftShift(long other) {
    return BinaryOps.SHIFT_LEFT.apply((Tensor) this, other);
  }

  /** {@link #bitwiseLeftShift(Tensor)} in place. */
  default Tensor bitwiseLeftShift_(Tensor other) {
    return BinaryOps.SHIFT_LEFT.applyInPlace((Tensor) this, other);
  }

  /** {@link #bitwiseLeftShift(long)} in place. */
  default Tensor bitwiseLeftShift_(long other) {
    return BinaryOps.SHIFT_LEFT.applyInPlace((Tensor) this, other);
  }

  /** x shifted right by other bits, keeping the sign. The sizes broadcast, the types promote. */
  default Tensor bitwiseRightShift(Tensor other) {
    return BinaryOps.SHIFT_RIGHT.apply((Tensor) this, other);
  }

  /** x shifted right by other bits, keeping the sign. */
  default Tensor bitwiseRightShift(long other) {
    return BinaryOps.SHIFT_RIGHT.apply((Tensor) this, other);
  }

  /** {@link #bitwiseRightShift(Tensor)} in place. */
  default Tensor bitwiseRightShift_(Tensor other) {
    return BinaryOps.SHIFT_RIGHT.applyInPlace((Tensor) this, other);
  }

  /** {@link #bitwiseRightShift(long)} in place. */
  default Tensor bitwiseRightShift_(long other) {
    return BinaryOps.SHIFT_RIGHT.applyInPlace((Tensor) this, other);
  }

  /** BOOL: x == other. The sizes broadcast, the types promote. */
  default Tensor eq(Tensor other) {
    return BinaryOps.EQ.apply((Tensor) this, other);
  }

  /** BOOL: x == other. */
  default Tensor eq(long other) {
    return BinaryOps.EQ.apply((Tensor) this, other);
  }

  /** BOOL: x == other. */
  default Tensor eq(double other) {
    return BinaryOps.EQ.apply((Tensor) this, other);
  }

  /** BOOL: x != other. The sizes broadcast, the types promote. */
  default Tensor ne(Tensor other) {
    return BinaryOps.NE.apply((Tensor) this, other);
  }

  /** BOOL: x != other. */
  default Tensor ne(long other) {
    return BinaryOps.NE.apply((Tensor) this, other);
  }

  /** BOOL: x != other. */
  default Tensor ne(double other) {
    return BinaryOps.NE.apply((Tensor) this, other);
  }

  /** BOOL: x &lt; other. The sizes broadcast, the types promote. */
  default Tensor lt(Tensor other) {
    return BinaryOps.LT.apply((Tensor) this, other);
  }

  /** BOOL: x &lt; other. */
  default Tensor lt(long other) {
    return BinaryOps.LT.apply((Tensor) this, other);
  }

  /** BOOL: x &lt; other. */
  default Tensor lt(double other) {
    return BinaryOps.LT.apply((Tensor) this, other);
  }

  /** BOOL: x &lt;= other. The sizes broadcast, the types promote. */
  default Tensor le(Tensor other) {
    return BinaryOps.LE.apply((Tensor) this, other);
  }

  /** BOOL: x &lt;= other. */
  default Tensor le(long other) {
    return BinaryOps.LE.apply((Tensor) this, other);
  }

  /** BOOL: x &lt;= other. */
  default Tensor le(double other) {
    return BinaryOps.LE.apply((Tensor) this, other);
  }

  /** BOOL: x &gt; other. The sizes broadcast, the types promote. */
  default Tensor gt(Tensor other) {
    return BinaryOps.GT.apply((Tensor) this, other);
  }

  /** BOOL: x &gt; other. */
  default Tensor gt(long other) {
    return BinaryOps.GT.apply((Tensor) this, other);
  }

  /** BOOL: x &gt; other. */
  default Tensor gt(double other) {
    return BinaryOps.GT.apply((Tensor) this, other);
  }

  /** BOOL: x &gt;= other. The sizes broadcast, the types promote. */
  default Tensor ge(Tensor other) {
    return BinaryOps.GE.apply((Tensor) this, other);
  }

  /** BOOL: x &gt;= other. */
  default Tensor ge(long other) {
    return BinaryOps.GE.apply((Tensor) this, other);
  }

  /** BOOL: x &gt;= other. */
  default Tensor ge(double other) {
    return BinaryOps.GE.apply((Tensor) this, other);
  }

  /** BOOL: both are not 0. The sizes broadcast, the types promote. */
  default Tensor logicalAnd(Tensor other) {
    return BinaryOps.LOGICAL_AND.apply((Tensor) this, other);
  }

  /** BOOL: one of both is not 0. The sizes broadcast, the types promote. */
  default Tensor logicalOr(Tensor other) {
    return BinaryOps.LOGICAL_OR.apply((Tensor) this, other);
  }

  /** BOOL: exactly one of both is not 0. The sizes broadcast, the types promote. */
  default Tensor logicalXor(Tensor other) {
    return BinaryOps.LOGICAL_XOR.apply((Tensor) this, other);
  }

  /** x + alpha * other. */
  default Tensor add(Tensor other, double alpha) {
    return Arithmetic.add((Tensor) this, other, alpha);
  }

  /** {@link #add(Tensor, double)} in place. */
  default Tensor add_(Tensor other, double alpha) {
    return Arithmetic.add_((Tensor) this, other, alpha);
  }

  /** x - alpha * other. */
  default Tensor sub(Tensor other, double alpha) {
    return Arithmetic.sub((Tensor) this, other, alpha);
  }

  /** {@link #sub(Tensor, double)} in place. */
  default Tensor sub_(Tensor other, double alpha) {
    return Arithmetic.sub_((Tensor) this, other, alpha);
  }

  /** other - x. */
  default Tensor rsub(Tensor other) {
    return Arithmetic.rsub((Tensor) this, other);
  }

  /** other - x, Python's {@code 2 - x}. */
  default Tensor rsub(long other) {
    return Arithmetic.rsub((Tensor) this, other);
  }

  /** other - x, Python's {@code 2.0 - x}. */
  default Tensor rsub(double other) {
    return Arithmetic.rsub((Tensor) this, other);
  }

  /** x to the power of exponent. */
  default Tensor pow(Tensor exponent) {
    return BinaryOps.POW.apply((Tensor) this, exponent);
  }

  /** x to the power of exponent. */
  default Tensor pow(long exponent) {
    return Arithmetic.pow((Tensor) this, exponent);
  }

  /** x to the power of exponent. */
  default Tensor pow(double exponent) {
    return Arithmetic.pow((Tensor) this, exponent);
  }

  /** {@link #pow(Tensor)} in place. */
  default Tensor pow_(Tensor exponent) {
    return BinaryOps.POW.applyInPlace((Tensor) this, exponent);
  }

  /** {@link #pow(double)} in place. */
  default Tensor pow_(double exponent) {
    return BinaryOps.POW_SCALAR.applyInPlace((Tensor) this, exponent);
  }

  /** x + value * a * b. */
  default Tensor addcmul(Tensor a, Tensor b, double value) {
    return Arithmetic.addcmul((Tensor) this, a, b, value);
  }

  /** {@link #addcmul} in place. */
  default Tensor addcmul_(Tensor a, Tensor b, double value) {
    return Arithmetic.addcmul_((Tensor) this, a, b, value);
  }

  /** x + value * a / b. */
  default Tensor addcdiv(Tensor a, Tensor b, double value) {
    return Arithmetic.addcdiv((Tensor) this, a, b, value);
  }

  /** {@link #addcdiv} in place. */
  default Tensor addcdiv_(Tensor a, Tensor b, double value) {
    return Arithmetic.addcdiv_((Tensor) this, a, b, value);
  }

  /** x + weight * (end - x). */
  default Tensor lerp(Tensor end, double weight) {
    return Arithmetic.lerp((Tensor) this, end, weight);
  }

  /** x + weight * (end - x). */
  default Tensor lerp(Tensor end, Tensor weight) {
    return Selecting.lerp((Tensor) this, end, weight);
  }

  /** {@link #lerp(Tensor, double)} in place. */
  default Tensor lerp_(Tensor end, double weight) {
    return Arithmetic.lerp_((Tensor) this, end, weight);
  }

  /** Numbers below min become min, numbers above max become max; max wins over min. */
  default Tensor clamp(double min, double max) {
    return Arithmetic.clamp((Tensor) this, min, max);
  }

  /** Numbers below min become min, numbers above max become max. */
  default Tensor clamp(long min, long max) {
    return Arithmetic.clamp((Tensor) this, min, max);
  }

  /** Numbers below min become min, numbers above max become max; the bounds broadcast. */
  default Tensor clamp(Tensor min, Tensor max) {
    return Selecting.clamp((Tensor) this, min, max);
  }

  /** {@link #clamp(double, double)} in place. */
  default Tensor clamp_(double min, double max) {
    return Arithmetic.clamp_((Tensor) this, min, max);
  }

  /** {@link #clamp(long, long)} in place. */
  default Tensor clamp_(long min, long max) {
    return Arithmetic.clamp_((Tensor) this, min, max);
  }

  /** Numbers below min become min. */
  default Tensor clampMin(double min) {
    return Clamping.clampMin((Tensor) this, min);
  }

  /** Numbers below min become min. */
  default Tensor clampMin(long min) {
    return Clamping.clampMin((Tensor) this, min);
  }

  /** Numbers below min, which broadcasts, become min. */
  default Tensor clampMin(Tensor min) {
    return Clamping.clampMin((Tensor) this, min);
  }

  /** {@link #clampMin(double)} in place. */
  default Tensor clampMin_(double min) {
    return Clamping.clampMin_((Tensor) this, min);
  }

  /** {@link #clampMin(long)} in place. */
  default Tensor clampMin_(long min) {
    return Clamping.clampMin_((Tensor) this, min);
  }

  /** Numbers above max become max. */
  default Tensor clampMax(double max) {
    return Clamping.clampMax((Tensor) this, max);
  }

  /** Numbers above max become max. */
  default Tensor clampMax(long max) {
    return Clamping.clampMax((Tensor) this, max);
  }

  /** Numbers above max, which broadcasts, become max. */
  default Tensor clampMax(Tensor max) {
    return Clamping.clampMax((Tensor) this, max);
  }

  /** {@link #clampMax(double)} in place. */
  default Tensor clampMax_(double max) {
    return Clamping.clampMax_((Tensor) this, max);
  }

  /** {@link #clampMax(long)} in place. */
  default Tensor clampMax_(long max) {
    return Clamping.clampMax_((Tensor) this, max);
  }
}
