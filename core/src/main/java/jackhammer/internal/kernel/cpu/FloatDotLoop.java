package jackhammer.internal.kernel.cpu;

// Twins: Double

/** Sums of products of float32, each added to its lane by one fused multiply-add. */
class FloatDotLoop implements ReduceLoop {
  @Override
  public void block(Object a, int ai, Object b, int bi, int n, Object lanes, Object out, int oi) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] lane = (float[]) lanes;
    for (int l = 0; l < LANES; l++) {
      float sum = 0f;
      for (int j = l; j < n; j += LANES) {
        sum = Math.fma(x[ai + j], y[bi + j], sum);
      }
      lane[l] = sum;
    }
    ((float[]) out)[oi] = tree(lane);
  }

  /** The lanes' sum. */
  static float tree(float[] lane) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        lane[l] += lane[l + half];
      }
    }
    return lane[0];
  }

  @Override
  public void columns(Object a, int ai, int[] rows, int n, int columns, Object lanes) {
    throw new UnsupportedOperationException("a dot product has no columns");
  }

  @Override
  public void merge(Object a, int ai, Object b, int bi, Object out, int oi, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] z = (float[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = x[ai + i] + y[bi + i];
    }
  }
}
