package jackhammer;

import jackhammer.internal.ops.BinaryOps;
import jackhammer.internal.ops.UnaryOps;

/**
 * Mathematical functions of a {@link Tensor}, element by element, with PyTorch's names. Operands
 * broadcast; methods that end in {@code _} change the tensor itself.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops">torch, pointwise
 *     ops</a>
 */
public sealed interface FunctionOps permits Tensor {

  /** max(x, 0); NaN stays. */
  default Tensor relu() {
    return UnaryOps.RELU.apply((Tensor) this);
  }

  /** {@link #relu()} in place. */
  default Tensor relu_() {
    return UnaryOps.RELU.applyInPlace((Tensor) this);
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
}
