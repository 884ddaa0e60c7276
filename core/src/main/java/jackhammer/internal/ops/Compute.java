package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Backend;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Kernels;
import jackhammer.internal.kernel.Strided;

/** What ops compute with. */
public final class Compute {
  private Compute() {}

  /** The kernels: the processor's, so far the only device. */
  public static Kernels kernels() {
    return Backend.kernels();
  }

  /** The numbers of {@code s} in another type; the same view if it has that type. */
  static Strided cast(Strided s, DType dtype) {
    if (s.dtype() == dtype) {
      return s;
    }
    Strided out = Strided.empty(dtype, s.sizes().clone());
    kernels().copy(s, out);
    return out;
  }

  /** The numbers of {@code s} in row-major order without gaps; the same view if they are. */
  public static Strided contiguous(Strided s) {
    return s.isContiguous() ? s : copy(s);
  }

  /** Fresh memory with the numbers of {@code s}, row-major. */
  public static Strided copy(Strided s) {
    Strided out = Strided.empty(s.dtype(), s.sizes().clone());
    kernels().copy(s, out);
    return out;
  }

  static Strided data(Tensor t) {
    return Tensors.data(t);
  }
}
