package jackhammer;

import jackhammer.internal.ops.BinaryOps;
import jackhammer.internal.ops.SpecialFunctions;
import jackhammer.internal.ops.UnaryOps;

/**
 * The rarer functions of single elements of a {@link Tensor}, with PyTorch's names. What takes a
 * second tensor broadcasts the sizes and promotes the types.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops">torch, pointwise
 *     operations</a>
 */
public sealed interface SpecialOps permits Tensor {

  /** The magnitude of x with the sign of other, that of -0 included. */
  default Tensor copysign(Tensor other) {
    return BinaryOps.COPYSIGN.apply((Tensor) this, other);
  }

  /** The magnitude of x with the sign of other, that of -0.0 included. */
  default Tensor copysign(double other) {
    return BinaryOps.COPYSIGN.apply((Tensor) this, other);
  }

  /** {@link #copysign(Tensor)} in place. */
  default Tensor copysign_(Tensor other) {
    return BinaryOps.COPYSIGN.applyInPlace((Tensor) this, other);
  }

  /** {@link #copysign(double)} in place. */
  default Tensor copysign_(double other) {
    return BinaryOps.COPYSIGN.applyInPlace((Tensor) this, other);
  }

  /** Whether the sign is negative, that of -0.0 included. */
  default Tensor signbit() {
    return SpecialFunctions.signbit((Tensor) this);
  }

  /** log(x / (1 - x)), the inverse of {@link Tensor#sigmoid}; NaN outside of [0, 1]. */
  default Tensor logit() {
    return SpecialFunctions.logit((Tensor) this, -1);
  }

  /**
   * {@link #logit()} of x moved into [eps, 1 - eps]; below 0, eps changes nothing.
   *
   * <pre>{@code
   * tensor(0.0, 0.5, 1.0).logit(1e-6); // [-13.8155, 0, 13.8023]
   * }</pre>
   */
  default Tensor logit(double eps) {
    return SpecialFunctions.logit((Tensor) this, eps);
  }

  /** NaN becomes 0, infinities the largest and smallest numbers of the type. */
  default Tensor nanToNum() {
    return SpecialFunctions.nanToNum((Tensor) this, 0, null, null);
  }

  /** NaN and the infinities become these numbers. */
  default Tensor nanToNum(double nan, double posinf, double neginf) {
    return SpecialFunctions.nanToNum((Tensor) this, nan, posinf, neginf);
  }

  /** {@link #nanToNum()} in place. */
  default Tensor nanToNum_() {
    return SpecialFunctions.nanToNum_((Tensor) this);
  }

  /** 0 below 0, 1 above, and {@code values} at 0; both of one type. */
  default Tensor heaviside(Tensor values) {
    return SpecialFunctions.heaviside((Tensor) this, values);
  }

  /** The greatest common divisor of whole numbers; never negative. */
  default Tensor gcd(Tensor other) {
    return BinaryOps.GCD.apply((Tensor) this, other);
  }

  /** The least common multiple of whole numbers; never negative. */
  default Tensor lcm(Tensor other) {
    return BinaryOps.LCM.apply((Tensor) this, other);
  }

  /** Degrees to radians. */
  default Tensor deg2rad() {
    return SpecialFunctions.deg2rad((Tensor) this);
  }

  /** Radians to degrees. */
  default Tensor rad2deg() {
    return SpecialFunctions.rad2deg((Tensor) this);
  }

  /** sin(pi x) / (pi x), 1 at 0. */
  default Tensor sinc() {
    return SpecialFunctions.sinc((Tensor) this);
  }

  /** The logarithm of the magnitude of the gamma function. */
  default Tensor lgamma() {
    return UnaryOps.LGAMMA.apply((Tensor) this);
  }

  /** {@link #lgamma()} in place. */
  default Tensor lgamma_() {
    return UnaryOps.LGAMMA.applyInPlace((Tensor) this);
  }

  /** The derivative of {@link #lgamma()}. */
  default Tensor digamma() {
    return UnaryOps.DIGAMMA.apply((Tensor) this);
  }

  /** {@link #digamma()} in place. */
  default Tensor digamma_() {
    return UnaryOps.DIGAMMA.applyInPlace((Tensor) this);
  }

  /** Whether x is plus infinity. */
  default Tensor isposinf() {
    return ((Tensor) this).eq(Double.POSITIVE_INFINITY);
  }

  /** Whether x is minus infinity. */
  default Tensor isneginf() {
    return ((Tensor) this).eq(Double.NEGATIVE_INFINITY);
  }

  /** The modified Bessel function of the first kind and order 0. */
  default Tensor i0() {
    return UnaryOps.I0.apply((Tensor) this);
  }

  /** The modified Bessel function of the first kind and order 0. */
  default Tensor i0_() {
    return UnaryOps.I0.applyInPlace((Tensor) this);
  }

  /** The modified Bessel function of the first kind and order 1: torch.special.i1. */
  default Tensor i1() {
    return UnaryOps.I1.apply((Tensor) this);
  }

  /**
   * The n-th derivative of {@link #digamma}.
   *
   * @throws IllegalArgumentException if n is negative
   */
  default Tensor polygamma(long n) {
    return SpecialFunctions.polygamma(n, (Tensor) this);
  }

  /** The regularized lower incomplete gamma function of this and x; its gradient is x's alone. */
  default Tensor igamma(Tensor x) {
    return BinaryOps.IGAMMA.apply((Tensor) this, x);
  }

  /** The regularized upper incomplete gamma function of this and x; its gradient is x's alone. */
  default Tensor igammac(Tensor x) {
    return BinaryOps.IGAMMAC.apply((Tensor) this, x);
  }

  /** The next number that the type can hold, towards other; float32 and float64 only. */
  default Tensor nextafter(Tensor other) {
    return BinaryOps.NEXTAFTER.apply((Tensor) this, other);
  }

  /** The next number that the type can hold, towards other. */
  default Tensor nextafter_(Tensor other) {
    return BinaryOps.NEXTAFTER.applyInPlace((Tensor) this, other);
  }

  /** x * 2^exponent. */
  default Tensor ldexp(Tensor exponent) {
    return SpecialFunctions.ldexp((Tensor) this, exponent);
  }

  /** x * 2^exponent. */
  default Tensor ldexp_(Tensor exponent) {
    return SpecialFunctions.ldexp_((Tensor) this, exponent);
  }

  /** x = mantissa * 2^exponent with a mantissa in [1/2, 1), or 0, infinite or NaN as x is. */
  default Mantissa frexp() {
    return SpecialFunctions.frexp((Tensor) this);
  }

  /** log2(2^x + 2^other). */
  default Tensor logaddexp2(Tensor other) {
    return SpecialFunctions.logaddexp2((Tensor) this, other);
  }

  /** x^exponent in float64, whatever the types are. */
  default Tensor floatPower(Tensor exponent) {
    return SpecialFunctions.floatPower((Tensor) this, exponent);
  }

  /** x^exponent in float64, whatever the type is. */
  default Tensor floatPower(double exponent) {
    return ((Tensor) this).to(DType.FLOAT64).pow(exponent);
  }
}
