package jackhammer.internal.kernel.cpu;

// Twins: Double

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/**
 * Maximum over windows on float32, a plane at a time on all threads. Of equal cells the first
 * counts; NaN is larger than everything, and of several NaNs the last one gives the index, as in
 * PyTorch. A window without any cell inside the input (large dilation over a small input) gives the
 * lowest value and index -1, to which no gradient flows.
 */
final class FloatMaxPools {
  private FloatMaxPools() {}

  /**
   * @param indices where the places of the maxima go, or null
   */
  static void forward(PoolShape s, Strided x, Strided y, Strided indices) {
    float[] in = x.storage().floats();
    float[] out = y.storage().floats();
    long[] at = indices == null ? null : indices.storage().longs();
    int at0 = indices == null ? 0 : indices.offset();
    PoolShape.eachPlane(
        s.planes,
        s.inPlane,
        plane -> {
          int o = plane * s.outPlane;
          windows(
              s,
              s.windows(plane),
              in,
              x.offset() + plane * s.inPlane,
              out,
              y.offset() + o,
              at,
              at0 + o);
        });
  }

  private static void windows(
      PoolShape s,
      PoolShape.Windows w,
      float[] in,
      int x0,
      float[] out,
      int y0,
      long[] at,
      int at0) {
    int o = 0;
    for (int i = 0; i < s.out[D]; i++) {
      int d0 = w.from()[D][i];
      int d1 = w.to()[D][i];
      for (int j = 0; j < s.out[H]; j++) {
        int h0 = w.from()[H][j];
        int h1 = w.to()[H][j];
        for (int k = 0; k < s.out[W]; k++, o++) {
          int w0 = w.from()[W][k];
          int w1 = w.to()[W][k];
          float best = Float.NEGATIVE_INFINITY;
          int where = d0 < d1 && h0 < h1 && w0 < w1 ? (d0 * s.in[H] + h0) * s.in[W] + w0 : -1;
          for (int d = d0; d < d1; d += w.step()[D]) {
            for (int h = h0; h < h1; h += w.step()[H]) {
              int row = (d * s.in[H] + h) * s.in[W];
              for (int c = w0; c < w1; c += w.step()[W]) {
                float v = in[x0 + row + c];
                if (v > best || v != v) {
                  best = v;
                  where = row + c;
                }
              }
            }
          }
          out[y0 + o] = best;
          if (at != null) {
            at[at0 + o] = where;
          }
        }
      }
    }
  }

  static void backward(Strided g, Strided indices, Strided gx) {
    int planes = gx.size(0) * gx.size(1);
    int inPlane = gx.numel() / planes;
    int outPlane = g.numel() / planes;
    long[] at = indices.storage().longs();
    float[] from = g.storage().floats();
    float[] to = gx.storage().floats();
    PoolShape.eachPlane(
        planes,
        inPlane,
        plane -> {
          int to0 = gx.offset() + plane * inPlane;
          Arrays.fill(to, to0, to0 + inPlane, 0f);
          int at0 = indices.offset() + plane * outPlane;
          int from0 = g.offset() + plane * outPlane;
          for (int q = 0; q < outPlane; q++) {
            int where = (int) at[at0 + q];
            if (where >= 0) {
              to[to0 + where] += from[from0 + q];
            }
          }
        });
  }
}
