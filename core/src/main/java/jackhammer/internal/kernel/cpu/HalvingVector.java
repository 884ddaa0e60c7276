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

  private final Warmed warm;

  HalvingVector() {
    float[] in = new float[4 * L];
    float[] out = new float[L];
    long[] at = new long[L];
    // Every branch is taken: what C2 has not seen it leaves out, and vectors become objects when it
    // comes.
    warm =
        new Warmed(
            24 * 40 + 300L, // a nanosecond for each operation on vectors
            () ->
                () -> {
                  for (int i = 0; i < 24; i++) {
                    int n = i % 3 == 0 ? L : i % 3 == 1 ? 1 : L - 1;
                    vector(in, 0, L, n, out, 0, i < 12 ? at : null, 0, 0);
                  }
                });
  }

  @Override
  void doNotWarmUp() {
    warm.skip();
  }

  @Override
  void row(
      float[] in, int x, int width, int count, float[] out, int y, long[] at, int a, int cell) {
    int k = 0;
    if (warm.ready(4L * count)) {
      // Its vectors must not reach beyond the input's array.
      for (; k < count && x + 2 * k + width + 2 * L <= in.length; k += L) {
        int n = Math.min(L, count - k);
        vector(in, x + 2 * k, width, n, out, y + k, at, a + k, cell + 2 * k);
      }
    }
    if (k < count) {
      super.row(in, x + 2 * k, width, count - k, out, y + k, at, a + k, cell + 2 * k);
    }
  }

  /** At most L windows; a method without a loop, out of which C2 would draw checks of bounds. */
  private static void vector(
      float[] in, int x, int width, int count, float[] out, int y, long[] at, int a, int cell) {
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
    if (count == L) {
      best.intoArray(out, y);
    } else {
      best.intoArray(out, y, S.indexInRange(0, count));
    }
    if (at == null) {
      return;
    }
    LongVector low = (LongVector) where.convertShape(VectorOperators.I2L, LONGS, 0);
    LongVector high = (LongVector) where.convertShape(VectorOperators.I2L, LONGS, 1);
    if (count == L) {
      low.intoArray(at, a);
      high.intoArray(at, a + L / 2);
    } else {
      low.intoArray(at, a, LONGS.indexInRange(0, count));
      if (count > L / 2) {
        high.intoArray(at, a + L / 2, LONGS.indexInRange(0, count - L / 2));
      }
    }
  }
}
