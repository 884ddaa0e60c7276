package jackhammer.internal.kernel.cpu;

// Twins: Double

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Template of the reductions of float32, a vector at a time; see {@link Stamp}. The sixteen lanes
 * of a block are one, two or four vectors, whose elements meet as {@link Reductions} says at every
 * width.
 */
final class FloatVectorReduceLoop implements ReduceLoop {
  private static final VectorSpecies<Float> F = Wide.F;
  private static final int W = F.length();
  private static final FloatVectorReducer OP =
      Stamp.operation(MethodHandles.lookup(), FloatVectorReducer.class);
  private static final FloatReducer SCALAR = OP.scalar();
  private static final FloatVectorFn.Of2 STEP = OP.step();

  /** What lanes begin with: broadcast where they do, since a method for that stayed a call. */
  private static final float START = SCALAR.start();

  @Override
  public void block(Object a, int ai, Object b, int bi, int n, Object lanes, Object out, int oi) {
    float[] x = (float[]) a;
    float[] lane = (float[]) lanes;
    int whole = n & -LANES;
    if (OP.anyOrder() && W == LANES && n >= 4 * LANES) {
      whole = n & -4 * LANES;
      ofFour(x, ai, whole, lane);
    } else if (W == LANES) {
      one(x, ai, whole, lane);
    } else if (W * 2 == LANES) {
      two(x, ai, whole, lane);
    } else {
      four(x, ai, whole, lane);
    }
    for (int j = whole; j < n; j++) {
      int l = j % LANES;
      lane[l] = SCALAR.step(lane[l], x[ai + j]);
    }
    ((float[]) out)[oi] = SCALAR.merge(half(lane, 0), half(lane, 1));
  }

  /** The tree over the lanes, written out: a loop would store and load what it has just added. */
  private static float half(float[] lane, int l) {
    float first = SCALAR.merge(pair(lane, l), pair(lane, l + 4));
    float second = SCALAR.merge(pair(lane, l + 2), pair(lane, l + 6));
    return SCALAR.merge(first, second);
  }

  private static float pair(float[] lane, int l) {
    return SCALAR.merge(lane[l], lane[l + LANES / 2]);
  }

  private static void one(float[] x, int from, int n, float[] lane) {
    FloatVector l = FloatVector.broadcast(F, START);
    for (int i = 0; i < n; i += W) {
      l = STEP.of(l, FloatVector.fromArray(F, x, from + i));
    }
    l.intoArray(lane, 0);
  }

  private static void two(float[] x, int from, int n, float[] lane) {
    FloatVector l = FloatVector.broadcast(F, START);
    FloatVector m = FloatVector.broadcast(F, START);
    for (int i = 0; i < n; i += 2 * W) {
      l = STEP.of(l, FloatVector.fromArray(F, x, from + i));
      m = STEP.of(m, FloatVector.fromArray(F, x, from + i + W));
    }
    l.intoArray(lane, 0);
    m.intoArray(lane, W);
  }

  private static void four(float[] x, int from, int n, float[] lane) {
    FloatVector l = FloatVector.broadcast(F, START);
    FloatVector m = FloatVector.broadcast(F, START);
    FloatVector o = FloatVector.broadcast(F, START);
    FloatVector p = FloatVector.broadcast(F, START);
    for (int i = 0; i < n; i += 4 * W) {
      l = STEP.of(l, FloatVector.fromArray(F, x, from + i));
      m = STEP.of(m, FloatVector.fromArray(F, x, from + i + W));
      o = STEP.of(o, FloatVector.fromArray(F, x, from + i + 2 * W));
      p = STEP.of(p, FloatVector.fromArray(F, x, from + i + 3 * W));
    }
    l.intoArray(lane, 0);
    m.intoArray(lane, W);
    o.intoArray(lane, 2 * W);
    p.intoArray(lane, 3 * W);
  }

  /** Four chains, which do not wait for one another, where the result is the same. */
  private static void ofFour(float[] x, int from, int n, float[] lane) {
    FloatVector l = FloatVector.broadcast(F, START);
    FloatVector m = FloatVector.broadcast(F, START);
    FloatVector o = FloatVector.broadcast(F, START);
    FloatVector p = FloatVector.broadcast(F, START);
    for (int i = 0; i < n; i += 4 * W) {
      l = STEP.of(l, FloatVector.fromArray(F, x, from + i));
      m = STEP.of(m, FloatVector.fromArray(F, x, from + i + W));
      o = STEP.of(o, FloatVector.fromArray(F, x, from + i + 2 * W));
      p = STEP.of(p, FloatVector.fromArray(F, x, from + i + 3 * W));
    }
    STEP.of(STEP.of(l, m), STEP.of(o, p)).intoArray(lane, 0);
  }

  @Override
  public void columns(Object a, int ai, int[] rows, int n, int columns, Object lanes) {
    float[] x = (float[]) a;
    float[] lane = (float[]) lanes;
    Arrays.fill(lane, 0, LANES * columns, START);
    for (int j = 0; j < n; j++) {
      row(x, ai + rows[j], columns, lane, j % LANES * columns);
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      merge(lane, 0, lane, half * columns, lane, 0, half * columns);
    }
  }

  private static void row(float[] x, int from, int columns, float[] lane, int to) {
    int bound = F.loopBound(columns);
    for (int c = 0; c < bound; c += W) {
      FloatVector l = FloatVector.fromArray(F, lane, to + c);
      STEP.of(l, FloatVector.fromArray(F, x, from + c)).intoArray(lane, to + c);
    }
    for (int c = bound; c < columns; c++) {
      lane[to + c] = SCALAR.step(lane[to + c], x[from + c]);
    }
  }

  @Override
  public void merge(Object a, int ai, Object b, int bi, Object out, int oi, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] z = (float[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = SCALAR.merge(x[ai + i], y[bi + i]);
    }
  }
}
