package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Winograd2Plain} with vectors; loaded by name, through {@link Simd}. Each loop begins as
 * the plain one, see {@link WarmUp}.
 */
final class Winograd2Vector extends Winograd2Plain {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  private final WarmedLoops loops = new WarmedLoops();
  private final Warmed input;
  private final Warmed output;
  private final Warmed weights;

  Winograd2Vector() {
    super(L);
    int cells = cells();
    float[] x = new float[3 * TAPS * L];
    float[] y = new float[3 * TAPS * L];
    float[] tmp = new float[cells * L];
    int[] zeros = new int[3 * cells];
    input = loops.add(3 * 100, () -> vectorInput(3, x, zeros, tmp, y, 0, L, zeros));
    output =
        loops.add(
            2 * 3 * 70,
            () -> {
              vectorOutput(3, x, 0, L, L, x, 0, false, tmp, y, zeros);
              vectorOutput(3, x, 0, L, L, x, 0, true, tmp, y, zeros);
            });
    weights = loops.add(3 * 90, () -> vectorWeights(3, x, 0, zeros, tmp, y, 0, L, L));
  }

  @Override
  void doNotWarmUp() {
    loops.skip();
  }

  @Override
  void input(int tiles, float[] src, int[] at, float[] tmp, float[] v, int vo, int ldv, int[] to) {
    if (input.ready((long) tiles * cells() * L)) {
      vectorInput(tiles, src, at, tmp, v, vo, ldv, to);
    } else {
      super.input(tiles, src, at, tmp, v, vo, ldv, to);
    }
  }

  private static void vectorInput(
      int tiles, float[] src, int[] at, float[] tmp, float[] v, int vo, int ldv, int[] to) {
    for (int t = 0; t < tiles; t++, vo += ldv) {
      int a = t * REACH * REACH;
      for (int j = 0; j < REACH; j++, a++) {
        FloatVector d0 = FloatVector.fromArray(S, src, at[a]);
        FloatVector d1 = FloatVector.fromArray(S, src, at[a + REACH]);
        FloatVector d2 = FloatVector.fromArray(S, src, at[a + 2 * REACH]);
        FloatVector d3 = FloatVector.fromArray(S, src, at[a + 3 * REACH]);
        int y = j * L;
        d0.sub(d2).intoArray(tmp, y);
        d1.add(d2).intoArray(tmp, y + REACH * L);
        d2.sub(d1).intoArray(tmp, y + 2 * REACH * L);
        d1.sub(d3).intoArray(tmp, y + 3 * REACH * L);
      }
      for (int i = 0; i < REACH; i++) {
        int x = i * REACH * L;
        int r = i * REACH;
        FloatVector d0 = FloatVector.fromArray(S, tmp, x);
        FloatVector d1 = FloatVector.fromArray(S, tmp, x + L);
        FloatVector d2 = FloatVector.fromArray(S, tmp, x + 2 * L);
        FloatVector d3 = FloatVector.fromArray(S, tmp, x + 3 * L);
        d0.sub(d2).intoArray(v, vo + to[r]);
        d1.add(d2).intoArray(v, vo + to[r + 1]);
        d2.sub(d1).intoArray(v, vo + to[r + 2]);
        d1.sub(d3).intoArray(v, vo + to[r + 3]);
      }
    }
  }

  @Override
  void output(
      int tiles,
      float[] m,
      int mo,
      int ldm,
      int step,
      float[] bias,
      int bo,
      boolean relu,
      float[] tmp,
      float[] dst,
      int[] at) {
    if (output.ready((long) tiles * cells() * L)) {
      vectorOutput(tiles, m, mo, ldm, step, bias, bo, relu, tmp, dst, at);
    } else {
      super.output(tiles, m, mo, ldm, step, bias, bo, relu, tmp, dst, at);
    }
  }

  private static void vectorOutput(
      int tiles,
      float[] m,
      int mo,
      int ldm,
      int step,
      float[] bias,
      int bo,
      boolean relu,
      float[] tmp,
      float[] dst,
      int[] at) {
    FloatVector b = FloatVector.fromArray(S, bias, bo);
    // What is at most this becomes zero; nothing is less than or equal to NaN.
    FloatVector limit = FloatVector.broadcast(S, relu ? 0f : Float.NaN);
    int down = REACH * step;
    for (int t = 0; t < tiles; t++, mo += ldm) {
      int x = mo;
      for (int y = 0; y < REACH * L; y += L, x += step) {
        FloatVector m0 = FloatVector.fromArray(S, m, x);
        FloatVector m1 = FloatVector.fromArray(S, m, x + down);
        FloatVector m2 = FloatVector.fromArray(S, m, x + 2 * down);
        FloatVector m3 = FloatVector.fromArray(S, m, x + 3 * down);
        m0.add(m1.add(m2)).intoArray(tmp, y);
        m1.sub(m2).sub(m3).intoArray(tmp, y + REACH * L);
      }
      int a = t * SIDE * SIDE;
      for (int i = 0; i < SIDE; i++, a += SIDE) {
        int z = i * REACH * L;
        FloatVector m0 = FloatVector.fromArray(S, tmp, z);
        FloatVector m1 = FloatVector.fromArray(S, tmp, z + L);
        FloatVector m2 = FloatVector.fromArray(S, tmp, z + 2 * L);
        FloatVector m3 = FloatVector.fromArray(S, tmp, z + 3 * L);
        FloatVector y0 = m0.add(m1.add(m2)).add(b);
        FloatVector y1 = m1.sub(m2).sub(m3).add(b);
        y0.blend(0f, y0.compare(VectorOperators.LE, limit)).intoArray(dst, at[a]);
        y1.blend(0f, y1.compare(VectorOperators.LE, limit)).intoArray(dst, at[a + 1]);
      }
    }
  }

  @Override
  void weights(
      int n, float[] src, int so, int[] tap, float[] tmp, float[] u, int uo, int ldu, int step) {
    if (weights.ready((long) n * cells() * L)) {
      vectorWeights(n, src, so, tap, tmp, u, uo, ldu, step);
    } else {
      super.weights(n, src, so, tap, tmp, u, uo, ldu, step);
    }
  }

  private static void vectorWeights(
      int n, float[] src, int so, int[] tap, float[] tmp, float[] u, int uo, int ldu, int step) {
    for (int k = 0; k < n; k++, so += TAPS * L, uo += ldu) {
      for (int j = 0; j < 3; j++) {
        FloatVector g0 = FloatVector.fromArray(S, src, so + tap[j]);
        FloatVector g1 = FloatVector.fromArray(S, src, so + tap[j + 3]);
        FloatVector g2 = FloatVector.fromArray(S, src, so + tap[j + 6]);
        FloatVector e = g0.add(g2);
        int y = j * L;
        g0.intoArray(tmp, y);
        e.add(g1).mul(0.5f).intoArray(tmp, y + 3 * L);
        e.sub(g1).mul(0.5f).intoArray(tmp, y + 6 * L);
        g2.intoArray(tmp, y + 9 * L);
      }
      int y = uo;
      for (int i = 0; i < REACH; i++) {
        int x = i * 3 * L;
        FloatVector g0 = FloatVector.fromArray(S, tmp, x);
        FloatVector g1 = FloatVector.fromArray(S, tmp, x + L);
        FloatVector g2 = FloatVector.fromArray(S, tmp, x + 2 * L);
        FloatVector e = g0.add(g2);
        g0.intoArray(u, y);
        e.add(g1).mul(0.5f).intoArray(u, y + step);
        e.sub(g1).mul(0.5f).intoArray(u, y + 2 * step);
        g2.intoArray(u, y + 3 * step);
        y += REACH * step;
      }
    }
  }
}
