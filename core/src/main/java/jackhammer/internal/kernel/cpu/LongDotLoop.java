package jackhammer.internal.kernel.cpu;

/** Sums of products of int64, wrapping. */
final class LongDotLoop implements ReduceLoop {
  @Override
  public void block(Object a, int ai, Object b, int bi, int n, Object lanes, Object out, int oi) {
    long[] x = (long[]) a;
    long[] y = (long[]) b;
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[ai + i] * y[bi + i];
    }
    ((long[]) out)[oi] = sum;
  }

  @Override
  public void columns(Object a, int ai, int[] rows, int n, int columns, Object lanes) {
    throw new UnsupportedOperationException("a dot product has no columns");
  }

  @Override
  public void merge(Object a, int ai, Object b, int bi, Object out, int oi, int n) {
    long[] x = (long[]) a;
    long[] y = (long[]) b;
    long[] z = (long[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = x[ai + i] + y[bi + i];
    }
  }
}
