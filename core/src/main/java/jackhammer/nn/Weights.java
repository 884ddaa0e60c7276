package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Size;
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
}
