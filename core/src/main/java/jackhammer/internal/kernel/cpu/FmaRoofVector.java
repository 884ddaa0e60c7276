package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link FmaRoof} with vectors: twelve chains, enough for two units with a latency of five. */
final class FmaRoofVector extends FmaRoof.Loop {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));

  @Override
  int flopsPerStep() {
    return 2 * 12 * S.length();
  }

  @Override
  double run(int steps) {
    FloatVector x = FloatVector.broadcast(S, 0.999f);
    FloatVector a = FloatVector.broadcast(S, 1f);
    FloatVector b = FloatVector.broadcast(S, 2f);
    FloatVector c = FloatVector.broadcast(S, 3f);
    FloatVector d = FloatVector.broadcast(S, 4f);
    FloatVector e = FloatVector.broadcast(S, 5f);
    FloatVector f = FloatVector.broadcast(S, 6f);
    FloatVector g = FloatVector.broadcast(S, 7f);
    FloatVector h = FloatVector.broadcast(S, 8f);
    FloatVector i = FloatVector.broadcast(S, 9f);
    FloatVector j = FloatVector.broadcast(S, 10f);
    FloatVector k = FloatVector.broadcast(S, 11f);
    FloatVector l = FloatVector.broadcast(S, 12f);
    for (int step = 0; step < steps; step++) {
      a = a.fma(x, x);
      b = b.fma(x, x);
      c = c.fma(x, x);
      d = d.fma(x, x);
      e = e.fma(x, x);
      f = f.fma(x, x);
      g = g.fma(x, x);
      h = h.fma(x, x);
      i = i.fma(x, x);
      j = j.fma(x, x);
      k = k.fma(x, x);
      l = l.fma(x, x);
    }
    FloatVector sum =
        a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l);
    return sum.lane(0);
  }
}
