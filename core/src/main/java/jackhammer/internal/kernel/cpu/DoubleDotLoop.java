package jackhammer.internal.kernel.cpu;

/** Sums of products of float64, each added to its lane by one fused multiply-add. */
final class DoubleDotLoop implements ReduceLoop {
  @Override
  public void block(Object a, int ai, Object b, int bi, int n, Object lanes, Object out, int oi) {
    double[] x = (double[]) a;
    double[] y = (double[]) b;
    double[] lane = (double[]) lanes;
    for (int l = 0; l < LANES; l++) {
      double sum = 0.0;
      for (int j = l; j < n; j += LANES) {
        sum = Math.fma(x[ai + j], y[bi + j], sum);
      }
      lane[l] = sum;
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        lane[l] += lane[l + half];
      }
    }
    ((double[]) out)[oi] = lane[0];
  }

  @Override
  public void columns(Object a, int ai, int[] rows, int n, int columns, Object lanes) {
    throw new UnsupportedOperationException("a dot product has no columns");
  }

  @Override
  public void merge(Object a, int ai, Object b, int bi, Object out, int oi, int n) {
    double[] x = (double[]) a;
    double[] y = (double[]) b;
    double[] z = (double[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = x[ai + i] + y[bi + i];
    }
  }
}
