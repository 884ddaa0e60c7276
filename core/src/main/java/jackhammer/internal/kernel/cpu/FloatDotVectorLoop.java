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
          3_000,
          () -> {
            float[] x = new float[10 * LANES];
            float[] lane = new float[ABREAST * LANES];
            return () -> {
              lanes(x, 0, x, 0, x.length, lane);
              lanesAbreast(x, 0, LANES, x, 0, x.length - ABREAST * LANES, lane);
            };
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
  public void blocks(
      Object a, int ai, int stride, Object b, int bi, int n, Object lanes, Object out, int oi) {
    if (!vectors.ready(n)) {
      super.blocks(a, ai, stride, b, bi, n, lanes, out, oi);
      return;
    }
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] lane = (float[]) lanes;
    int whole = n - n % LANES;
    lanesAbreast(x, ai, stride, y, bi, whole, lane);
    for (int r = 0; r < ABREAST; r++) {
      int to = r * LANES - whole;
      for (int j = whole; j < n; j++) {
        lane[to + j] = Math.fma(x[ai + r * stride + j], y[bi + j], lane[to + j]);
      }
      ((float[]) out)[oi + r] = tree(lane, r * LANES);
    }
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

  /** Four rows at once: one alone would wait for each of its additions. */
  private static void lanesAbreast(
      float[] x, int xi, int stride, float[] y, int yi, int n, float[] lane) {
    for (int l = 0; l < LANES; l += L) {
      FloatVector s0 = FloatVector.zero(S);
      FloatVector s1 = FloatVector.zero(S);
      FloatVector s2 = FloatVector.zero(S);
      FloatVector s3 = FloatVector.zero(S);
      for (int j = l; j < n; j += LANES) {
        FloatVector v = FloatVector.fromArray(S, y, yi + j);
        int at = xi + j;
        s0 = FloatVector.fromArray(S, x, at).fma(v, s0);
        s1 = FloatVector.fromArray(S, x, at + stride).fma(v, s1);
        s2 = FloatVector.fromArray(S, x, at + 2 * stride).fma(v, s2);
        s3 = FloatVector.fromArray(S, x, at + 3 * stride).fma(v, s3);
      }
      s0.intoArray(lane, l);
      s1.intoArray(lane, l + LANES);
      s2.intoArray(lane, l + 2 * LANES);
      s3.intoArray(lane, l + 3 * LANES);
    }
  }
}
