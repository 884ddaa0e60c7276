package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;

/** Additions into memory that may be shown several times: one after the other, in a fixed order. */
final class Overlaps {
  private Overlaps() {}

  static void add(Strided in, Strided out) {
    int n = in.numel();
    int dims = in.dim();
    int[] index = new int[dims];
    int from = in.offset();
    int to = out.offset();
    for (int i = 0; i < n; i++) {
      add(in.storage(), from, out.storage(), to);
      for (int d = dims - 1; d >= 0; d--) {
        from += in.stride(d);
        to += out.stride(d);
        if (++index[d] < in.size(d)) {
          break;
        }
        from -= in.stride(d) * in.size(d);
        to -= out.stride(d) * out.size(d);
        index[d] = 0;
      }
    }
  }

  private static void add(Storage in, int from, Storage out, int to) {
    switch (in.dtype()) {
      case FLOAT32 -> out.floats()[to] += in.floats()[from];
      case FLOAT64 -> out.doubles()[to] += in.doubles()[from];
      case FLOAT16, BFLOAT16 ->
          Elements.set(out, to, Elements.getDouble(out, to) + Elements.getDouble(in, from));
      default -> Elements.set(out, to, Elements.getLong(out, to) + Elements.getLong(in, from));
    }
  }
}
