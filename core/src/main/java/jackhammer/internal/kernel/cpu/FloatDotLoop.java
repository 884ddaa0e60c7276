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
    ((float[]) out)[oi] = tree(lane, 0);
  }

  /** The sum of the sixteen lanes from {@code at} on, in registers. */
  static float tree(float[] lane, int at) {
    float l0 = lane[at] + lane[at + 8];
    float l1 = lane[at + 1] + lane[at + 9];
    float l2 = lane[at + 2] + lane[at + 10];
    float l3 = lane[at + 3] + lane[at + 11];
    float l4 = lane[at + 4] + lane[at + 12];
    float l5 = lane[at + 5] + lane[at + 13];
    float l6 = lane[at + 6] + lane[at + 14];
    float l7 = lane[at + 7] + lane[at + 15];
    return ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7));
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
