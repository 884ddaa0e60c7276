package jackhammer.internal.kernel.cpu;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link PoolKernel} with vectors; loaded by name, through {@link Simd}. */
final class PoolVector extends PoolKernel {
  private static final VectorSpecies<Float> F = Wide.F;
  private static final int L = F.length();
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(F, i -> 2 * i % L);
  private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(F, i -> (2 * i + 1) % L);
  private static final VectorMask<Float> UPPER = F.indexInRange(0, L / 2).not();

  /** Vectors of a call under trial. */
  private static final int TRIAL = 12;

  private final Warmed split;
  private final Warmed add;
  private final Warmed choose;

  PoolVector() {
    super(L);
    float[] x = new float[2 * TRIAL * L];
    float[] y = new float[2 * TRIAL * L];
    int[] which = new int[TRIAL * L];
    split = loop(8, () -> vectorSplit(x, y, 0, TRIAL * L, TRIAL * L));
    add = loop(3, () -> vectorAdd(x, 0, y, TRIAL * L));
    choose = loop(8, () -> vectorChoose(x, 0, y, which, 1, TRIAL * L));
  }

  /**
   * @param operations on a vector: a nanosecond for each
   */
  private static Warmed loop(int operations, Runnable call) {
    Warmed loop = new Warmed(operations * TRIAL + 300L, () -> call);
    if (Warming.OFF) {
      loop.skip();
    }
    return loop;
  }

  @Override
  void doNotWarmUp() {
    split.skip();
    add.skip();
    choose.skip();
  }

  @Override
  void split(float[] s, float[] d, int even, int odd, int n) {
    if (split.ready(2L * n)) {
      vectorSplit(s, d, even, odd, n);
    } else {
      super.split(s, d, even, odd, n);
    }
  }

  private static void vectorSplit(float[] s, float[] d, int even, int odd, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector v = FloatVector.fromArray(F, s, 2 * i);
      FloatVector w = FloatVector.fromArray(F, s, 2 * i + L);
      v.rearrange(EVEN).blend(w.rearrange(EVEN), UPPER).intoArray(d, even + i);
      v.rearrange(ODD).blend(w.rearrange(ODD), UPPER).intoArray(d, odd + i);
    }
  }

  @Override
  void add(float[] x, int xi, float[] sum, int n) {
    if (add.ready(n)) {
      vectorAdd(x, xi, sum, n);
    } else {
      super.add(x, xi, sum, n);
    }
  }

  private static void vectorAdd(float[] x, int xi, float[] sum, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector.fromArray(F, x, xi + i).add(FloatVector.fromArray(F, sum, i)).intoArray(sum, i);
    }
  }

  @Override
  void choose(float[] x, int xi, float[] best, int[] which, int tap, int n) {
    if (choose.ready(n)) {
      vectorChoose(x, xi, best, which, tap, n);
    } else {
      super.choose(x, xi, best, which, tap, n);
    }
  }

  private static void vectorChoose(float[] x, int xi, float[] best, int[] which, int tap, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector v = FloatVector.fromArray(F, x, xi + i);
      FloatVector b = FloatVector.fromArray(F, best, i);
      VectorMask<Float> m = v.compare(GT, b).or(v.compare(NE, v));
      b.blend(v, m).intoArray(best, i);
      IntVector w = IntVector.fromArray(Wide.I, which, i);
      w.blend(tap, m.cast(Wide.I)).intoArray(which, i);
    }
  }
}
