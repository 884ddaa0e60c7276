package jackhammer;

import jackhammer.internal.ops.Arithmetic;
import jackhammer.internal.ops.BinaryOps;
import jackhammer.internal.ops.Selecting;
import jackhammer.internal.ops.SpecialFunctions;
import jackhammer.internal.ops.UnaryOps;

/**
 * Sums, products, powers and their like of a {@link Tensor}, element by element, with PyTorch's
 * names. Operands broadcast: sizes are aligned at the end, and a dimension of size 1 repeats.
 * Methods that end in {@code _} change the tensor itself and return it.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops">torch, pointwise
 *     ops</a>
 */
public sealed interface ArithmeticOps permits Tensor {

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

  /** -1, 0 or 1. */
  default Tensor sgn() {
    return UnaryOps.SGN.apply((Tensor) this);
  }

  /** -1, 0 or 1. */
  default Tensor sgn_() {
    return UnaryOps.SGN.applyInPlace((Tensor) this);
  }

  /** +x: the tensor itself; booleans are refused. */
  default Tensor positive() {
    return SpecialFunctions.positive((Tensor) this);
  }

  /** x * x. */
  default Tensor square() {
    return UnaryOps.SQUARE.apply((Tensor) this);
  }

  /** {@link #square()} in place. */
  default Tensor square_() {
    return UnaryOps.SQUARE.applyInPlace((Tensor) this);
  }

  /** 1 / x. */
  default Tensor reciprocal() {
    return UnaryOps.RECIPROCAL.apply((Tensor) this);
  }

  /** {@link #reciprocal()} in place. */
  default Tensor reciprocal_() {
    return UnaryOps.RECIPROCAL.applyInPlace((Tensor) this);
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

  /** x + alpha * other. */
  default Tensor add(Tensor other, double alpha) {
    return Arithmetic.add((Tensor) this, other, alpha);
  }

  /** {@link #add(Tensor, double)} in place. */
  default Tensor add_(Tensor other, double alpha) {
    return Arithmetic.add_((Tensor) this, other, alpha);
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

  /** x - alpha * other. */
  default Tensor sub(Tensor other, double alpha) {
    return Arithmetic.sub((Tensor) this, other, alpha);
  }

  /** {@link #sub(Tensor, double)} in place. */
  default Tensor sub_(Tensor other, double alpha) {
    return Arithmetic.sub_((Tensor) this, other, alpha);
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
}
