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
    int rows = s.out[H];
    int count = s.out[W];
    PoolShape.eachTask(
        s.planes,
        s.inPlane,
        (first, end) -> {
          int o = first * s.outPlane;
          int last = end * s.outPlane;
          for (int plane = first; plane < end; plane++) {
            for (int i = 0; i < s.out[D]; i++, o += rows * count) {
              int cell = i * s.in[H] * s.in[W];
              int x0 = x.offset() + plane * s.inPlane + cell;
              int y0 = y.offset() + o;
              ROWS.maxima(in, x0, s.in[W], count, rows, out, y0, at, at0 + o, cell, last - o);
            }
          }
        });
  }

  /** For windows that leave no cell out. */
  static void backward(PoolShape s, Strided g, Strided indices, Strided gx) {
    float[] from = g.storage().floats();
    float[] to = gx.storage().floats();
    long[] at = indices.storage().longs();
    int rows = s.out[H];
    int count = s.out[W];
    PoolShape.eachTask(
        s.planes,
        s.inPlane,
        (first, end) -> {
          int o = first * s.outPlane;
          for (int plane = first; plane < end; plane++) {
            for (int i = 0; i < s.out[D]; i++, o += rows * count) {
              int cell = i * s.in[H] * s.in[W];
              int x = plane * s.inPlane + cell;
              int free = end * s.inPlane - x;
              int at0 = indices.offset() + o;
              int x0 = gx.offset() + x;
              ROWS.spread(from, g.offset() + o, at, at0, count, rows, cell, s.in[W], to, x0, free);
            }
          }
        });
  }
}
