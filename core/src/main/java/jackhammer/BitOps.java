package jackhammer;

import jackhammer.internal.ops.BinaryOps;
import jackhammer.internal.ops.UnaryOps;

/**
 * Bits and truth values of a {@link Tensor}, element by element, with PyTorch's names. Operands
 * broadcast; methods that end in {@code _} change the tensor itself.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops">torch, pointwise
 *     ops</a>
 */
public sealed interface BitOps permits Tensor {

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
}
