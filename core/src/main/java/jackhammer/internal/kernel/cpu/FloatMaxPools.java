package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.Strided;
import jackhammer.internal.parallel.Workers;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** {@link MaxPools} on float32, a plane at a time on all threads, with the same results. */
final class FloatMaxPools {
  /** Cells below which a second thread costs more than it saves. */
  private static final int CELLS_PER_TASK = 16_384;

  private static final HalvingPlain HALVING =
      Simd.load(HalvingPlain.class, "HalvingPlain", "HalvingVector");

  private FloatMaxPools() {}

  static void forward(PoolShape s, Strided x, Strided y, Strided indices) {
    float[] in = x.storage().floats();
    float[] out = y.storage().floats();
    long[] at = indices == null ? null : indices.storage().longs();
    int at0 = indices == null ? 0 : indices.offset();
    boolean halves = isHalving(s);
    eachPlane(
        s.planes,
        s.inPlane,
        plane -> {
          int x0 = x.offset() + plane * s.inPlane;
          int o = plane * s.outPlane;
          if (halves) {
            halve(s, in, x0, out, y.offset() + o, at, at0 + o);
          } else {
            windows(s, in, x0, out, y.offset() + o, at, at0 + o);
          }
        });
  }

  /** Whole planes as tasks of some size; which thread takes which does not matter. */
  private static void eachPlane(int planes, int cells, IntConsumer plane) {
    int perTask = Math.max(1, CELLS_PER_TASK / Math.max(cells, 1));
    int tasks = (planes + perTask - 1) / perTask;
    Workers.run(
        tasks,
        task -> {
          int end = Math.min(planes, (task + 1) * perTask);
          for (int p = task * perTask; p < end; p++) {
            plane.accept(p);
          }
        });
  }

  /** 2 by 2 windows side by side, all of them inside: the pool that most networks have. */
  private static boolean isHalving(PoolShape s) {
    return s.kernel[D] == 1
        && s.stride[D] == 1
        && s.pad[D] == 0
        && s.kernel[H] == 2
        && s.kernel[W] == 2
        && s.stride[H] == 2
        && s.stride[W] == 2
        && s.pad[H] == 0
        && s.pad[W] == 0
        && s.dilation[H] == 1
        && s.dilation[W] == 1
        && 2 * s.out[H] <= s.in[H]
        && 2 * s.out[W] <= s.in[W];
  }

  private static void halve(
      PoolShape s, float[] in, int x0, float[] out, int y0, long[] at, int at0) {
    int o = 0;
    for (int i = 0; i < s.out[D]; i++) {
      for (int j = 0; j < s.out[H]; j++, o += s.out[W]) {
        int cell = (i * s.in[H] + 2 * j) * s.in[W];
        HALVING.row(in, x0 + cell, s.in[W], s.out[W], out, y0 + o, at, at0 + o, cell);
      }
    }
  }

  private static void windows(
      PoolShape s, float[] in, int x0, float[] out, int y0, long[] at, int at0) {
    int o = 0;
    for (int i = 0; i < s.out[D]; i++) {
      int d0 = s.from(D, i);
      int d1 = s.to(D, i);
      for (int j = 0; j < s.out[H]; j++) {
        int h0 = s.from(H, j);
        int h1 = s.to(H, j);
        for (int k = 0; k < s.out[W]; k++, o++) {
          int w0 = s.from(W, k);
          int w1 = s.to(W, k);
          float best = Float.NEGATIVE_INFINITY;
          int where = d0 < d1 && h0 < h1 && w0 < w1 ? (d0 * s.in[H] + h0) * s.in[W] + w0 : -1;
          for (int d = d0; d < d1; d += s.dilation[D]) {
            for (int h = h0; h < h1; h += s.dilation[H]) {
              int row = (d * s.in[H] + h) * s.in[W];
              for (int w = w0; w < w1; w += s.dilation[W]) {
                float v = in[x0 + row + w];
                if (v > best || v != v) {
                  best = v;
                  where = row + w;
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
    eachPlane(
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
