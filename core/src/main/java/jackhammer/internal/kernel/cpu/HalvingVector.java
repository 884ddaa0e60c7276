package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link HalvingPlain} with vectors, and so without a branch that depends on the numbers: which of
 * four cells is the largest cannot be foretold. Loaded by name, through {@link Simd}.
 */
final class HalvingVector extends HalvingPlain {
  private static final VectorShape SHAPE = VectorShape.forBitSize(Simd.bits());
  private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, SHAPE);
  private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
  private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SHAPE);
  private static final int L = S.length();
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % L);
  private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(S, i -> (2 * i + 1) % L);
  private static final VectorMask<Float> UPPER = S.indexInRange(0, L / 2).not();
  private static final IntVector LEFT = IntVector.zero(INTS).addIndex(2);

  private static final VectorShuffle<Float> TWICE_LOW = VectorShuffle.fromOp(S, i -> i / 2);
  private static final VectorShuffle<Float> TWICE_HIGH =
      VectorShuffle.fromOp(S, i -> L / 2 + i / 2);
  private static final VectorShuffle<Integer> INT_LOW = VectorShuffle.fromOp(INTS, i -> i / 2);
  private static final VectorShuffle<Integer> INT_HIGH =
      VectorShuffle.fromOp(INTS, i -> L / 2 + i / 2);

  /** Of the two cells of a window in a row of cells. */
  private static final IntVector SIDE = IntVector.zero(INTS).addIndex(1).and(1);

  private final Warmed warm;
  private final Warmed warmSpread;

  HalvingVector() {
    float[] in = new float[4 * L];
    float[] out = new float[4 * L];
    long[] at = new long[L];
    // Every branch is taken: what C2 has not seen it leaves out, and vectors become objects when it
    // comes.
    warm =
        new Warmed(
            24 * 40 + 300L, // a nanosecond for each operation on vectors
            () ->
                () -> {
                  for (int i = 0; i < 24; i++) {
                    vector(in, 0, L, out, 0, i < 12 ? at : null, 0, 0);
                  }
                });
    warmSpread =
        new Warmed(
            24 * 40 + 300L,
            () ->
                () -> {
                  for (int i = 0; i < 24; i++) {
                    gradients(in, 0, at, 0, 0, L, out, 0);
                  }
                });
  }

  @Override
  void doNotWarmUp() {
    warm.skip();
    warmSpread.skip();
  }

  @Override
  void maxima(
      float[] in,
      int x,
      int width,
      int count,
      int rows,
      float[] out,
      int y,
      long[] at,
      int a,
      int cell,
      int free) {
    // What a vector has more than its row falls on outputs that are written later. Neither that nor
    // what is read may reach beyond what there is.
    int more = Math.max(L - count, 0);
    int most = Math.min((free - more) / count, (in.length - x - 2 * more) / (2 * width));
    int done = 0;
    if (warm.ready(4L * rows * count)) {
      done = Math.clamp(most, 0, rows);
      for (int i = 0, k = 0, o = 0, c = 0; i < done; ) {
        vector(in, x + c, width, out, y + o, at, a + o, cell + c);
        // The last vector of a row overlaps the one before.
        k = k + L >= count ? 0 : Math.min(k + L, count - L);
        i += k == 0 ? 1 : 0;
        o = i * count + k;
        c = 2 * (i * width + k);
      }
    }
    if (done < rows) {
      int o = done * count;
      int c = 2 * done * width;
      super.maxima(in, x + c, width, count, rows - done, out, y + o, at, a + o, cell + c, free - o);
    }
  }

  /** L windows; a method without a loop, out of which C2 would draw checks of bounds. */
  private static void vector(
      float[] in, int x, int width, float[] out, int y, long[] at, int a, int cell) {
    FloatVector p = FloatVector.fromArray(S, in, x);
    FloatVector q = FloatVector.fromArray(S, in, x + L);
    FloatVector best = p.rearrange(EVEN).blend(q.rearrange(EVEN), UPPER);
    IntVector left = LEFT.add(cell);
    IntVector where = left;
    FloatVector v = p.rearrange(ODD).blend(q.rearrange(ODD), UPPER);
    VectorMask<Float> m = v.compare(VectorOperators.GT, best).or(v.compare(VectorOperators.NE, v));
    best = best.blend(v, m);
    where = where.blend(left.add(1), m.cast(INTS));
    p = FloatVector.fromArray(S, in, x + width);
    q = FloatVector.fromArray(S, in, x + width + L);
    v = p.rearrange(EVEN).blend(q.rearrange(EVEN), UPPER);
    m = v.compare(VectorOperators.GT, best).or(v.compare(VectorOperators.NE, v));
    best = best.blend(v, m);
    where = where.blend(left.add(width), m.cast(INTS));
    v = p.rearrange(ODD).blend(q.rearrange(ODD), UPPER);
    m = v.compare(VectorOperators.GT, best).or(v.compare(VectorOperators.NE, v));
    best = best.blend(v, m);
    where = where.blend(left.add(width + 1), m.cast(INTS));
    best.intoArray(out, y);
    if (at != null) {
      ((LongVector) where.convertShape(VectorOperators.I2L, LONGS, 0)).intoArray(at, a);
      ((LongVector) where.convertShape(VectorOperators.I2L, LONGS, 1)).intoArray(at, a + L / 2);
    }
  }

  @Override
  void spread(
      float[] g,
      int g0,
      long[] at,
      int a,
      int count,
      int rows,
      int cell,
      int width,
      float[] gx,
      int x,
      int free) {
    int more = Math.max(L - count, 0);
    int most =
        Math.min(
            (free - 2 * more) / (2 * width),
            (Math.min(g.length - g0, at.length - a) - more) / count);
    int done = 0;
    if (warmSpread.ready(4L * rows * count)) {
      done = Math.clamp(most, 0, rows);
      for (int i = 0, k = 0, o = 0, c = 0; i < done; ) {
        gradients(g, g0 + o, at, a + o, cell + c, width, gx, x + c);
        // The last vector of a row overlaps the one before.
        k = k + L >= count ? 0 : Math.min(k + L, count - L);
        i += k == 0 ? 1 : 0;
        o = i * count + k;
        c = 2 * (i * width + k);
      }
    }
    if (done < rows) {
      int o = done * count;
      int c = 2 * done * width;
      super.spread(g, g0 + o, at, a + o, count, rows - done, cell + c, width, gx, x + c, free - c);
    }
  }

  /** L windows, without a loop as {@link #vector}. */
  private static void gradients(
      float[] g, int g0, long[] at, int a, int cell, int width, float[] gx, int x) {
    // 0 + g, as where the gradient is added to what was cleared: of -0 this makes 0.
    FloatVector v = FloatVector.fromArray(S, g, g0).add(0f);
    IntVector low =
        (IntVector) LongVector.fromArray(LONGS, at, a).convertShape(VectorOperators.L2I, INTS, 0);
    IntVector high =
        (IntVector)
            LongVector.fromArray(LONGS, at, a + L / 2).convertShape(VectorOperators.L2I, INTS, -1);
    IntVector where = low.or(high).sub(LEFT.add(cell));
    FloatVector zero = FloatVector.zero(S);
    IntVector whereLow = where.rearrange(INT_LOW);
    IntVector whereHigh = where.rearrange(INT_HIGH);
    FloatVector vLow = v.rearrange(TWICE_LOW);
    FloatVector vHigh = v.rearrange(TWICE_HIGH);
    IntVector below = SIDE.add(width);
    zero.blend(vLow, whereLow.compare(VectorOperators.EQ, SIDE).cast(S)).intoArray(gx, x);
    zero.blend(vHigh, whereHigh.compare(VectorOperators.EQ, SIDE).cast(S)).intoArray(gx, x + L);
    zero.blend(vLow, whereLow.compare(VectorOperators.EQ, below).cast(S)).intoArray(gx, x + width);
    zero.blend(vHigh, whereHigh.compare(VectorOperators.EQ, below).cast(S))
        .intoArray(gx, x + width + L);
  }
}
