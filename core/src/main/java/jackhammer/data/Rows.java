package jackhammer.data;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;

/** Copies parts of a tensor's first dimension into a new tensor, each part in one go. */
final class Rows {
  private Rows() {}

  /** Whether the parts lie without gaps and nobody asks for gradients through the copy. */
  static boolean canCopy(Tensor t) {
    return t.isContiguous() && !t.requiresGrad();
  }

  /** The parts at {@code indices}, which exist, one under the other. */
  static Tensor copy(Tensor t, int[] indices) {
    Strided x = Tensors.data(t);
    int[] sizes = x.sizes().clone();
    int row = sizes[0] == 0 ? 0 : x.numel() / sizes[0];
    sizes[0] = indices.length;
    Strided out = Strided.empty(x.dtype(), sizes);
    Object from = array(x.storage());
    Object to = array(out.storage());
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(from, x.offset() + indices[i] * row, to, out.offset() + i * row, row);
    }
    return Tensors.wrap(out);
  }

  private static Object array(Storage s) {
    return switch (s.dtype()) {
      case FLOAT32 -> s.floats();
      case FLOAT64 -> s.doubles();
      case INT64 -> s.longs();
      case INT32 -> s.ints();
      case INT16, FLOAT16, BFLOAT16 -> s.shorts();
      case INT8, UINT8, BOOL -> s.bytes();
    };
  }
}
