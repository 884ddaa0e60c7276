package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.Factories;

/** The parameters of a layer that is being made, at once or when it sees its first input. */
final class Weights {
  private Weights() {}

  /** A parameter to be filled; an error names the layer. */
  static Parameter empty(String layer, DType dtype, long... sizes) {
    return new Parameter(Factories.empty(layer, Size.of(sizes), dtype));
  }

  /** The same for a layer that is lazy: without numbers until {@link #give}. */
  static Parameter emptyOrLater(boolean later, String layer, DType dtype, long... sizes) {
    return later ? Parameter.uninitialized(dtype) : empty(layer, dtype, sizes);
  }

  /** Whether a lazy layer still has no numbers here. */
  static boolean isWaiting(Module.Slot slot) {
    return slot.parameter() != null && slot.parameter().isUninitialized();
  }

  /** Memory for a parameter that waits for it; one that was loaded stays. */
  static void give(Module.Slot slot, String layer, long... sizes) {
    if (isWaiting(slot)) {
      Parameter p = slot.parameter();
      p.data_(Factories.empty(layer, Size.of(sizes), p.dtype()));
    }
  }

  /** A buffer without numbers until {@link #give(Tensor, String, long...)}. */
  static Tensor later(DType dtype) {
    Tensor t = Tensor.empty(Size.of(0), o -> o.dtype(dtype));
    Tensors.state(t).uninitialized(dtype);
    return t;
  }

  /**
   * Whether a parameter or buffer of a lazy layer has no numbers yet; null has none to wait for.
   */
  static boolean isWaiting(Tensor t) {
    return t != null && Tensors.state(t).isUninitialized();
  }

  /** Memory for a buffer that waits for it; one that was loaded stays. */
  static void give(Tensor buffer, String layer, long... sizes) {
    if (isWaiting(buffer)) {
      Tensor memory = Factories.empty(layer, Size.of(sizes), buffer.dtype()).keep();
      Tensors.state(buffer).data(Tensors.data(memory));
    }
  }

  /** The numbers of another parameter for one that waits, learned where that one is. */
  static void take(Module.Slot slot, Parameter other) {
    slot.parameter().data_(other).requiresGrad_(other.requiresGrad());
  }

  /** A buffer that begins with zeros; an error names the layer. */
  static Tensor zeros(String layer, DType dtype, long... sizes) {
    return Factories.empty(layer, Size.of(sizes), dtype).zero_();
  }

  /** Sets weights to 1 and biases to 0; either may be absent. */
  static void onesAndZeros_(Module.Slot weight, Module.Slot bias) {
    if (weight.get() != null) {
      Init.ones_(weight.get());
    }
    if (bias != null && bias.get() != null) {
      Init.zeros_(bias.get());
    }
  }

  static void checkType(String layer, DType dtype) {
    if (!Check.notNull(layer, "dtype", dtype).isFloatingPoint()) {
      throw new IllegalArgumentException(
          layer + ": dtype must be a floating-point type, got " + dtype);
    }
  }

  static void checkEps(String layer, double eps) {
    if (!(eps > 0)) {
      throw new IllegalArgumentException(
          layer + ": eps must be positive, or equal numbers give 0 / 0; got " + eps);
    }
  }

  /** The sizes of the last dimensions, at least one, as a user gave them. */
  static long[] lastSizes(String layer, long[] sizes) {
    Check.notNull(layer, "normalized_shape", sizes);
    Check.sizes(layer, sizes);
    if (sizes.length == 0) {
      throw new IllegalArgumentException(
          layer + ": normalized_shape must have at least one size, got none");
    }
    return sizes.clone();
  }
}
