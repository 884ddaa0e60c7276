package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.Strided;

/** Maximum pools with 2 by 2 windows side by side, on float32; results as {@link FloatMaxPools}. */
final class Halving {
  private static final HalvingPlain ROWS =
      Simd.load(HalvingPlain.class, "HalvingPlain", "HalvingVector");

  private Halving() {}

  static void forward(PoolShape s, Strided x, Strided y, Strided indices) {
    float[] in = x.storage().floats();
    float[] out = y.storage().floats();
    long[] at = indices == null ? null : indices.storage().longs();
    int at0 = indices == null ? 0 : indices.offset();
    PoolShape.eachPlane(
        s.planes,
        s.inPlane,
        plane -> {
          int x0 = x.offset() + plane * s.inPlane;
          int o = plane * s.outPlane;
          for (int i = 0; i < s.out[D]; i++) {
            for (int j = 0; j < s.out[H]; j++, o += s.out[W]) {
              int cell = (i * s.in[H] + 2 * j) * s.in[W];
              ROWS.row(in, x0 + cell, s.in[W], s.out[W], out, y.offset() + o, at, at0 + o, cell);
            }
          }
        });
  }
}
