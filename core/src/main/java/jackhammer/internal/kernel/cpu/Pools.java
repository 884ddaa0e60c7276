package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.PoolArgs;
import jackhammer.internal.kernel.Strided;

final class Pools {
  private Pools() {}

  static void maxPool(Strided x, PoolArgs args, Strided out, Strided indices) {
    throw new UnsupportedOperationException("maxPool");
  }

  static void maxPoolBackward(Strided g, Strided indices, Strided gx) {
    throw new UnsupportedOperationException("maxPoolBackward");
  }

  static void avgPool(Strided x, PoolArgs args, boolean countIncludePad, int divisor, Strided out) {
    throw new UnsupportedOperationException("avgPool");
  }

  static void avgPoolBackward(Strided g, PoolArgs args, boolean countIncludePad, int divisor, Strided gx) {
    throw new UnsupportedOperationException("avgPoolBackward");
  }
}
