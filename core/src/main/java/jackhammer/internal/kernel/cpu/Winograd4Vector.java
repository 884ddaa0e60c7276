package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Winograd4Plain} with vectors; loaded by name, through {@link Simd}. Each loop begins as
 * the plain one, see {@link WarmUp}.
 */
final class Winograd4Vector extends Winograd4Plain {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  private final WarmedLoops loops = new WarmedLoops();
  private final Warmed input;
  private final Warmed output;
  private final Warmed weights;

  Winograd4Vector() {
    super(L);
    int cells = cells();
    float[] x = new float[(cells + 1) * L];
    float[] y = new float[(cells + 1) * L];
    float[] tmp = new float[cells * L];
    int[] zeros = new int[2 * cells];
    input = loops.add(2 * 300, () -> vectorInput(2, x, zeros, tmp, y, 0, L, zeros));
    output =
        loops.add(
            2 * 2 * 250,
            () -> {
              vectorOutput(2, x, 0, L, L, x, 0, false, tmp, y, zeros);
              vectorOutput(2, x, 0, L, L, x, 0, true, tmp, y, zeros);
            });
    weights = loops.add(2 * 150, () -> vectorWeights(2, x, 0, zeros, tmp, y, 0, L, L));
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
    FloatVector product = FloatVector.broadcast(S, PRODUCT);
    FloatVector sum = FloatVector.broadcast(S, -SUM);
    FloatVector p = FloatVector.broadcast(S, P);
    FloatVector q = FloatVector.broadcast(S, Q);
    FloatVector p2 = FloatVector.broadcast(S, -P2);
    FloatVector q2 = FloatVector.broadcast(S, -Q2);
    for (int t = 0; t < tiles; t++, vo += ldv) {
      int a = t * REACH * REACH;
      for (int j = 0; j < REACH; j++, a++) {
        FloatVector d1 = FloatVector.fromArray(S, src, at[a + REACH]);
        FloatVector d2 = FloatVector.fromArray(S, src, at[a + 2 * REACH]);
        FloatVector d3 = FloatVector.fromArray(S, src, at[a + 3 * REACH]);
        FloatVector d4 = FloatVector.fromArray(S, src, at[a + 4 * REACH]);
        FloatVector e = q2.fma(d2, d4);
        FloatVector o = q2.fma(d1, d3);
        FloatVector f = p2.fma(d2, d4);
        FloatVector g = p2.fma(d1, d3);
        int y = j * L;
        FloatVector first = FloatVector.fromArray(S, src, at[a]);
        product.fma(first, sum.fma(d2, d4)).intoArray(tmp, y);
        p.fma(o, e).intoArray(tmp, y + REACH * L);
        p.neg().fma(o, e).intoArray(tmp, y + 2 * REACH * L);
        q.fma(g, f).intoArray(tmp, y + 3 * REACH * L);
        q.neg().fma(g, f).intoArray(tmp, y + 4 * REACH * L);
        FloatVector last = FloatVector.fromArray(S, src, at[a + 5 * REACH]);
        product.fma(d1, sum.fma(d3, last)).intoArray(tmp, y + 5 * REACH * L);
      }
      for (int i = 0; i < REACH; i++) {
        int x = i * REACH * L;
        int r = i * REACH;
        FloatVector d1 = FloatVector.fromArray(S, tmp, x + L);
        FloatVector d2 = FloatVector.fromArray(S, tmp, x + 2 * L);
        FloatVector d3 = FloatVector.fromArray(S, tmp, x + 3 * L);
        FloatVector d4 = FloatVector.fromArray(S, tmp, x + 4 * L);
        FloatVector e = q2.fma(d2, d4);
        FloatVector o = q2.fma(d1, d3);
        FloatVector f = p2.fma(d2, d4);
        FloatVector g = p2.fma(d1, d3);
        FloatVector first = FloatVector.fromArray(S, tmp, x);
        product.fma(first, sum.fma(d2, d4)).intoArray(v, vo + to[r]);
        p.fma(o, e).intoArray(v, vo + to[r + 1]);
        p.neg().fma(o, e).intoArray(v, vo + to[r + 2]);
        q.fma(g, f).intoArray(v, vo + to[r + 3]);
        q.neg().fma(g, f).intoArray(v, vo + to[r + 4]);
        FloatVector last = FloatVector.fromArray(S, tmp, x + 5 * L);
        product.fma(d1, sum.fma(d3, last)).intoArray(v, vo + to[r + 5]);
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
    FloatVector p = FloatVector.broadcast(S, P);
    FloatVector q = FloatVector.broadcast(S, Q);
    FloatVector p2 = FloatVector.broadcast(S, P2);
    FloatVector q2 = FloatVector.broadcast(S, Q2);
    FloatVector p3 = FloatVector.broadcast(S, P3);
    FloatVector q3 = FloatVector.broadcast(S, Q3);
    FloatVector b = FloatVector.fromArray(S, bias, bo);
    // What is at most this becomes zero; nothing is less than or equal to NaN.
    FloatVector limit = FloatVector.broadcast(S, relu ? 0f : Float.NaN);
    int down = REACH * step;
    for (int t = 0; t < tiles; t++, mo += ldm) {
      int x = mo;
      for (int y = 0; y < REACH * L; y += L, x += step) {
        FloatVector m1 = FloatVector.fromArray(S, m, x + down);
        FloatVector m2 = FloatVector.fromArray(S, m, x + 2 * down);
        FloatVector m3 = FloatVector.fromArray(S, m, x + 3 * down);
        FloatVector m4 = FloatVector.fromArray(S, m, x + 4 * down);
        FloatVector s = m1.add(m2);
        FloatVector d = m1.sub(m2);
        FloatVector u = m3.add(m4);
        FloatVector e = m3.sub(m4);
        FloatVector.fromArray(S, m, x).add(s.add(u)).intoArray(tmp, y);
        q.fma(e, p.mul(d)).intoArray(tmp, y + REACH * L);
        q2.fma(u, p2.mul(s)).intoArray(tmp, y + 2 * REACH * L);
        FloatVector m5 = FloatVector.fromArray(S, m, x + 5 * down);
        q3.fma(e, p3.fma(d, m5)).intoArray(tmp, y + 3 * REACH * L);
      }
      int a = t * SIDE * SIDE;
      for (int i = 0; i < SIDE; i++, a += SIDE) {
        int z = i * REACH * L;
        FloatVector m1 = FloatVector.fromArray(S, tmp, z + L);
        FloatVector m2 = FloatVector.fromArray(S, tmp, z + 2 * L);
        FloatVector m3 = FloatVector.fromArray(S, tmp, z + 3 * L);
        FloatVector m4 = FloatVector.fromArray(S, tmp, z + 4 * L);
        FloatVector s = m1.add(m2);
        FloatVector d = m1.sub(m2);
        FloatVector u = m3.add(m4);
        FloatVector e = m3.sub(m4);
        FloatVector y0 = FloatVector.fromArray(S, tmp, z).add(s.add(u)).add(b);
        FloatVector y1 = q.fma(e, p.mul(d)).add(b);
        FloatVector y2 = q2.fma(u, p2.mul(s)).add(b);
        FloatVector m5 = FloatVector.fromArray(S, tmp, z + 5 * L);
        FloatVector y3 = q3.fma(e, p3.fma(d, m5)).add(b);
        y0.blend(0f, y0.compare(VectorOperators.LE, limit)).intoArray(dst, at[a]);
        y1.blend(0f, y1.compare(VectorOperators.LE, limit)).intoArray(dst, at[a + 1]);
        y2.blend(0f, y2.compare(VectorOperators.LE, limit)).intoArray(dst, at[a + 2]);
        y3.blend(0f, y3.compare(VectorOperators.LE, limit)).intoArray(dst, at[a + 3]);
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
    FloatVector p = FloatVector.broadcast(S, P);
    FloatVector q = FloatVector.broadcast(S, Q);
    FloatVector p2 = FloatVector.broadcast(S, P2);
    FloatVector q2 = FloatVector.broadcast(S, Q2);
    for (int k = 0; k < n; k++, so += TAPS * L, uo += ldu) {
      for (int j = 0; j < 3; j++) {
        FloatVector g0 = FloatVector.fromArray(S, src, so + tap[j]);
        FloatVector g1 = FloatVector.fromArray(S, src, so + tap[j + 3]);
        FloatVector g2 = FloatVector.fromArray(S, src, so + tap[j + 6]);
        FloatVector e = p2.fma(g2, g0);
        FloatVector f = q2.fma(g2, g0);
        int y = j * L;
        g0.mul(G0).intoArray(tmp, y);
        p.fma(g1, e).mul(GP).intoArray(tmp, y + 3 * L);
        p.neg().fma(g1, e).mul(GP).intoArray(tmp, y + 6 * L);
        q.fma(g1, f).mul(GQ).intoArray(tmp, y + 9 * L);
        q.neg().fma(g1, f).mul(GQ).intoArray(tmp, y + 12 * L);
        g2.intoArray(tmp, y + 15 * L);
      }
      int y = uo;
      for (int i = 0; i < REACH; i++) {
        int x = i * 3 * L;
        FloatVector g0 = FloatVector.fromArray(S, tmp, x);
        FloatVector g1 = FloatVector.fromArray(S, tmp, x + L);
        FloatVector g2 = FloatVector.fromArray(S, tmp, x + 2 * L);
        FloatVector e = p2.fma(g2, g0);
        FloatVector f = q2.fma(g2, g0);
        g0.mul(G0).intoArray(u, y);
        p.fma(g1, e).mul(GP).intoArray(u, y + step);
        p.neg().fma(g1, e).mul(GP).intoArray(u, y + 2 * step);
        q.fma(g1, f).mul(GQ).intoArray(u, y + 3 * step);
        q.neg().fma(g1, f).mul(GQ).intoArray(u, y + 4 * step);
        g2.intoArray(u, y + 5 * step);
        y += REACH * step;
      }
    }
  }
}
