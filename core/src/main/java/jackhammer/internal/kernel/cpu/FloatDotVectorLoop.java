package jackhammer.internal.kernel.cpu;

// Twins: Double

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatDotLoop} with vectors: the lanes of the rule are lanes of one or more of them. */
final class FloatDotVectorLoop extends FloatDotLoop {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  private final Warmed vectors =
      new Warmed(
          1_500,
          () -> {
            float[] x = new float[10 * LANES];
            float[] lane = new float[LANES];
            return () -> lanes(x, 0, x, 0, x.length, lane);
          });

  @Override
  public void block(Object a, int ai, Object b, int bi, int n, Object lanes, Object out, int oi) {
    if (!vectors.ready(n)) {
      super.block(a, ai, b, bi, n, lanes, out, oi);
      return;
    }
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] lane = (float[]) lanes;
    int whole = n - n % LANES;
    lanes(x, ai, y, bi, whole, lane);
    for (int j = whole; j < n; j++) {
      lane[j - whole] = Math.fma(x[ai + j], y[bi + j], lane[j - whole]);
    }
    ((float[]) out)[oi] = tree(lane, 0);
  }

  @Override
  public void doNotWarmUp() {
    vectors.skip();
  }

  /** One vector's share of the lanes after the other. */
  private static void lanes(float[] x, int xi, float[] y, int yi, int n, float[] lane) {
    for (int l = 0; l < LANES; l += L) {
      FloatVector sum = FloatVector.zero(S);
      for (int j = l; j < n; j += LANES) {
        sum = FloatVector.fromArray(S, x, xi + j).fma(FloatVector.fromArray(S, y, yi + j), sum);
      }
      sum.intoArray(lane, l);
    }
  }
}
