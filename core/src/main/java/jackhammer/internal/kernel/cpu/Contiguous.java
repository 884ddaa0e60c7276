package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;

/** Row-major copies for kernels that do not follow strides. */
final class Contiguous {
  private Contiguous() {}

  /** The operand itself where it is contiguous already. */
  static Strided copyOf(Strided x) {
    if (x.isContiguous()) {
      return x;
    }
    Strided copy = Strided.empty(x.dtype(), x.sizes());
    Copies.copy(x, copy);
    return copy;
  }

  /** Where to write so that the result is contiguous; {@link #finish} brings it to its place. */
  static Strided target(Strided out) {
    return out.isContiguous() ? out : Strided.empty(out.dtype(), out.sizes());
  }

  static void finish(Strided target, Strided out) {
    if (target != out) {
      Copies.copy(target, out);
      target.storage().recycle();
    }
  }
}
