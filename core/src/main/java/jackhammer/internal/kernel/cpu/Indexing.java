package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Scatter;
import jackhammer.internal.kernel.Strided;

final class Indexing {
  private Indexing() {}

  static int firstOutside(Strided index, long low, long high) {
    throw new UnsupportedOperationException("firstOutside");
  }

  static Strided nonzero(Strided x) {
    throw new UnsupportedOperationException("nonzero");
  }

  static void gather(Strided x, int dim, Strided index, Strided out) {
    throw new UnsupportedOperationException("gather");
  }

  static void scatter(Scatter op, Strided out, int dim, Strided index, Strided src) {
    throw new UnsupportedOperationException("scatter");
  }

  static void indexSelect(Strided x, int dim, Strided index, Strided out) {
    throw new UnsupportedOperationException("indexSelect");
  }

  static void indexAdd(Strided out, int dim, Strided index, Strided src) {
    throw new UnsupportedOperationException("indexAdd");
  }

  static void indexGet(Strided x, Strided[] indices, Strided out) {
    throw new UnsupportedOperationException("indexGet");
  }

  static void indexPut(Strided x, Strided[] indices, Strided values, boolean accumulate) {
    throw new UnsupportedOperationException("indexPut");
  }
}
