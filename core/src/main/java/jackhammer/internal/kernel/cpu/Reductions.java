package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Strided;

final class Reductions {
  private Reductions() {}

  static void reduce(Reduce op, Strided x, Strided out) {
    throw new UnsupportedOperationException("reduce");
  }

  static void dot(Strided a, Strided b, Strided out) {
    throw new UnsupportedOperationException("dot");
  }
}
