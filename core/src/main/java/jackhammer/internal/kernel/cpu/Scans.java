package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Scan;
import jackhammer.internal.kernel.Strided;

final class Scans {
  private Scans() {}

  static void argReduce(boolean max, Strided x, int dim, Strided values, Strided indices) {
    throw new UnsupportedOperationException("argReduce");
  }

  static void scan(Scan op, Strided x, int dim, Strided out, Strided indices) {
    throw new UnsupportedOperationException("scan");
  }
}
