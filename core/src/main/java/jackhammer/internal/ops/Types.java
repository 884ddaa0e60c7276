package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;

/**
 * PyTorch's type promotion: tensors with dimensions decide; 0-d tensors count only if their
 * category (boolean, integer, floating) is higher, and numbers only if theirs is higher still.
 */
public final class Types {
  private Types() {}

  /** What a floating-point number, or a division of integers, becomes. */
  public static DType defaultFloat() {
    return DType.FLOAT32;
  }

  /** A number among the operands of an op. */
  static Tensor number(double value) {
    return asNumber(Strided.scalar(DType.FLOAT64, value));
  }

  /** A whole number among the operands of an op. */
  static Tensor number(long value) {
    return asNumber(Strided.scalar(DType.INT64, value));
  }

  private static Tensor asNumber(Strided s) {
    Tensor t = Tensors.wrap(s);
    Tensors.state(t).setNumber();
    return t;
  }

  static boolean isNumber(Tensor t) {
    return Tensors.state(t).isNumber();
  }

  /** The type in which the operands meet. */
  public static DType result(Tensor... operands) {
    DType dimensioned = null;
    DType zeroDim = null;
    DType number = null;
    for (Tensor t : operands) {
      if (isNumber(t)) {
        DType type = t.dtype().isFloatingPoint() ? defaultFloat() : t.dtype();
        number = number == null ? type : DType.promote(number, type);
      } else if (t.dim() == 0) {
        zeroDim = zeroDim == null ? t.dtype() : DType.promote(zeroDim, t.dtype());
      } else {
        dimensioned = dimensioned == null ? t.dtype() : DType.promote(dimensioned, t.dtype());
      }
    }
    return combine(combine(dimensioned, zeroDim), number);
  }

  private static DType combine(DType higher, DType lower) {
    if (higher == null || lower == null) {
      return higher == null ? lower : higher;
    }
    return higher.isLowerCategoryThan(lower) ? lower : higher;
  }

  /** An operand in the type of the computation. */
  static Strided operand(Tensor t, DType type) {
    Strided s = Tensors.data(t);
    if (s.dtype() == type) {
      return s;
    }
    return isNumber(t) ? number(s, type) : Compute.cast(s, type);
  }

  /** A number in the type of the computation, which is never of a lower category. */
  private static Strided number(Strided s, DType type) {
    if (type.isReducedFloat()) {
      return Compute.cast(s, type);
    }
    return s.dtype() == DType.FLOAT64
        ? Strided.scalar(type, s.storage().doubles()[0])
        : Strided.scalar(type, s.storage().longs()[0]);
  }

  /** Whether values of {@code from} may be written into a tensor of {@code to}. */
  static boolean canCast(DType from, DType to) {
    return !to.isLowerCategoryThan(from);
  }
}
