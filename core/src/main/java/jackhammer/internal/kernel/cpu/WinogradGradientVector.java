package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.Winograd4Plain.G0;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.GP;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.GQ;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.P;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.P2;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.Q;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.Q2;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.REACH;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.SIDE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link WinogradGradientPlain} with vectors; loaded by name, through {@link Simd}. Each loop
 * begins as the plain one, see {@link WarmUp}.
 */
final class WinogradGradientVector extends WinogradGradientPlain {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  private final WarmedLoops loops = new WarmedLoops();
  private final Warmed gradients;
  private final Warmed taps;

  WinogradGradientVector() {
    super(L);
    int cells = REACH * REACH;
    float[] x = new float[(cells + 1) * L];
    float[] y = new float[(cells + 1) * L];
    float[] tmp = new float[cells * L];
    int[] zeros = new int[2 * cells];
    gradients = loops.add(2 * 250, () -> vectorGradients(2, x, zeros, tmp, y, 0, L, zeros));
    taps = loops.add(2 * 180, () -> vectorTaps(2, x, 0, L, tmp, y));
  }

  @Override
  void doNotWarmUp() {
    loops.skip();
  }

  @Override
  void gradients(
      int tiles, float[] src, int[] at, float[] tmp, float[] v, int vo, int ldv, int[] to) {
    if (gradients.ready((long) tiles * REACH * REACH * L)) {
      vectorGradients(tiles, src, at, tmp, v, vo, ldv, to);
    } else {
      super.gradients(tiles, src, at, tmp, v, vo, ldv, to);
    }
  }

  private static void vectorGradients(
      int tiles, float[] src, int[] at, float[] tmp, float[] v, int vo, int ldv, int[] to) {
    FloatVector p = FloatVector.broadcast(S, P);
    FloatVector q = FloatVector.broadcast(S, Q);
    FloatVector p2 = FloatVector.broadcast(S, P2);
    FloatVector q2 = FloatVector.broadcast(S, Q2);
    for (int t = 0; t < tiles; t++, vo += ldv) {
      int a = t * SIDE * SIDE;
      for (int j = 0; j < SIDE; j++, a++) {
        FloatVector g0 = FloatVector.fromArray(S, src, at[a]);
        FloatVector g1 = FloatVector.fromArray(S, src, at[a + SIDE]);
        FloatVector g2 = FloatVector.fromArray(S, src, at[a + 2 * SIDE]);
        FloatVector g3 = FloatVector.fromArray(S, src, at[a + 3 * SIDE]);
        FloatVector e = p2.fma(g2, g0);
        FloatVector o = p2.fma(g3, g1);
        FloatVector f = q2.fma(g2, g0);
        FloatVector h = q2.fma(g3, g1);
        int y = j * L;
        g0.mul(G0).intoArray(tmp, y);
        p.fma(o, e).mul(GP).intoArray(tmp, y + SIDE * L);
        p.neg().fma(o, e).mul(GP).intoArray(tmp, y + 2 * SIDE * L);
        q.fma(h, f).mul(GQ).intoArray(tmp, y + 3 * SIDE * L);
        q.neg().fma(h, f).mul(GQ).intoArray(tmp, y + 4 * SIDE * L);
        g3.intoArray(tmp, y + 5 * SIDE * L);
      }
      for (int i = 0; i < REACH; i++) {
        int x = i * SIDE * L;
        int r = i * REACH;
        FloatVector g0 = FloatVector.fromArray(S, tmp, x);
        FloatVector g1 = FloatVector.fromArray(S, tmp, x + L);
        FloatVector g2 = FloatVector.fromArray(S, tmp, x + 2 * L);
        FloatVector g3 = FloatVector.fromArray(S, tmp, x + 3 * L);
        FloatVector e = p2.fma(g2, g0);
        FloatVector o = p2.fma(g3, g1);
        FloatVector f = q2.fma(g2, g0);
        FloatVector h = q2.fma(g3, g1);
        g0.mul(G0).intoArray(v, vo + to[r]);
        p.fma(o, e).mul(GP).intoArray(v, vo + to[r + 1]);
        p.neg().fma(o, e).mul(GP).intoArray(v, vo + to[r + 2]);
        q.fma(h, f).mul(GQ).intoArray(v, vo + to[r + 3]);
        q.neg().fma(h, f).mul(GQ).intoArray(v, vo + to[r + 4]);
        g3.intoArray(v, vo + to[r + 5]);
      }
    }
  }

  @Override
  void taps(int n, float[] m, int mo, int step, float[] tmp, float[] dst) {
    if (taps.ready((long) n * REACH * REACH * L)) {
      vectorTaps(n, m, mo, step, tmp, dst);
    } else {
      super.taps(n, m, mo, step, tmp, dst);
    }
  }

  private static void vectorTaps(int n, float[] m, int mo, int step, float[] tmp, float[] dst) {
    FloatVector p = FloatVector.broadcast(S, P);
    FloatVector q = FloatVector.broadcast(S, Q);
    FloatVector p2 = FloatVector.broadcast(S, P2);
    FloatVector q2 = FloatVector.broadcast(S, Q2);
    int down = REACH * step;
    int z = 0;
    for (int k = 0; k < n; k++, mo += L) {
      int x = mo;
      for (int y = 0; y < REACH * L; y += L, x += step) {
        FloatVector m1 = FloatVector.fromArray(S, m, x + down);
        FloatVector m2 = FloatVector.fromArray(S, m, x + 2 * down);
        FloatVector m3 = FloatVector.fromArray(S, m, x + 3 * down);
        FloatVector m4 = FloatVector.fromArray(S, m, x + 4 * down);
        FloatVector s = m1.add(m2);
        FloatVector u = m3.add(m4);
        FloatVector.fromArray(S, m, x).add(s.add(u)).intoArray(tmp, y);
        q.fma(m3.sub(m4), p.mul(m1.sub(m2))).intoArray(tmp, y + REACH * L);
        FloatVector m5 = FloatVector.fromArray(S, m, x + 5 * down);
        q2.fma(u, p2.fma(s, m5)).intoArray(tmp, y + 2 * REACH * L);
      }
      for (int i = 0; i < WINDOW; i++, z += WINDOW * L) {
        int w = i * REACH * L;
        FloatVector m1 = FloatVector.fromArray(S, tmp, w + L);
        FloatVector m2 = FloatVector.fromArray(S, tmp, w + 2 * L);
        FloatVector m3 = FloatVector.fromArray(S, tmp, w + 3 * L);
        FloatVector m4 = FloatVector.fromArray(S, tmp, w + 4 * L);
        FloatVector s = m1.add(m2);
        FloatVector u = m3.add(m4);
        FloatVector.fromArray(S, tmp, w).add(s.add(u)).intoArray(dst, z);
        q.fma(m3.sub(m4), p.mul(m1.sub(m2))).intoArray(dst, z + L);
        FloatVector m5 = FloatVector.fromArray(S, tmp, w + 5 * L);
        q2.fma(u, p2.fma(s, m5)).intoArray(dst, z + 2 * L);
      }
    }
  }
}
