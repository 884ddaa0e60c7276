package jackhammer;

import jackhammer.internal.ops.Arithmetic;
import jackhammer.internal.ops.BinaryOps;
import jackhammer.internal.ops.Clamping;
import jackhammer.internal.ops.Selecting;
import jackhammer.internal.ops.UnaryOps;

/**
 * Numbers of a {@link Tensor} rounded, or kept between bounds, element by element, with PyTorch's
 * names. Operands broadcast; methods that end in {@code _} change the tensor itself.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops">torch, pointwise
 *     ops</a>
 */
public sealed interface BoundOps permits Tensor {

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
