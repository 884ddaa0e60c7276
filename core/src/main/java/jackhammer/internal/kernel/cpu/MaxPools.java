package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import java.util.Arrays;

/**
 * Maximum over windows. Of equal cells the first counts; NaN is larger than everything, and of
 * several NaNs the last one gives the index, as in PyTorch. A window without any cell inside the
 * input (large dilation over a small input) gives the lowest value and index -1, to which no
 * gradient flows.
 */
final class MaxPools {
  private MaxPools() {}

  static void floating(PoolShape s, Strided x, Strided y, Strided indices) {
    Storage in = x.storage();
    int o = 0;
    for (int plane = 0; plane < s.planes; plane++) {
      int x0 = x.offset() + plane * s.inPlane;
      for (int i = 0; i < s.out[D]; i++) {
        for (int j = 0; j < s.out[H]; j++) {
          for (int k = 0; k < s.out[W]; k++, o++) {
            double best = Double.NEGATIVE_INFINITY;
            int at = first(s, i, j, k);
            for (int d = s.from(D, i); d < s.to(D, i); d += s.dilation[D]) {
              for (int h = s.from(H, j); h < s.to(H, j); h += s.dilation[H]) {
                for (int w = s.from(W, k); w < s.to(W, k); w += s.dilation[W]) {
                  int cell = (d * s.in[H] + h) * s.in[W] + w;
                  double v = Elements.getDouble(in, x0 + cell);
                  if (v > best || v != v) {
                    best = v;
                    at = cell;
                  }
                }
              }
            }
            Elements.set(y.storage(), y.offset() + o, best);
            if (indices != null) {
              indices.storage().longs()[indices.offset() + o] = at;
            }
          }
        }
      }
    }
  }

  static void integer(PoolShape s, Strided x, Strided y, Strided indices) {
    Storage in = x.storage();
    long lowest = lowest(x.dtype());
    int o = 0;
    for (int plane = 0; plane < s.planes; plane++) {
      int x0 = x.offset() + plane * s.inPlane;
      for (int i = 0; i < s.out[D]; i++) {
        for (int j = 0; j < s.out[H]; j++) {
          for (int k = 0; k < s.out[W]; k++, o++) {
            long best = lowest;
            int at = first(s, i, j, k);
            for (int d = s.from(D, i); d < s.to(D, i); d += s.dilation[D]) {
              for (int h = s.from(H, j); h < s.to(H, j); h += s.dilation[H]) {
                for (int w = s.from(W, k); w < s.to(W, k); w += s.dilation[W]) {
                  int cell = (d * s.in[H] + h) * s.in[W] + w;
                  long v = Elements.getLong(in, x0 + cell);
                  if (v > best) {
                    best = v;
                    at = cell;
                  }
                }
              }
            }
            Elements.set(y.storage(), y.offset() + o, best);
            if (indices != null) {
              indices.storage().longs()[indices.offset() + o] = at;
            }
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
    int i = indices.offset();
    int from = g.offset();
    switch (gx.dtype()) {
      case FLOAT64 -> {
        double[] gs = g.storage().doubles();
        double[] gxs = gx.storage().doubles();
        Arrays.fill(gxs, gx.offset(), gx.offset() + gx.numel(), 0.0);
        for (int plane = 0; plane < planes; plane++) {
          int to = gx.offset() + plane * inPlane;
          for (int q = 0; q < outPlane; q++, i++, from++) {
            if (at[i] >= 0) {
              gxs[to + (int) at[i]] += gs[from];
            }
          }
        }
      }
      default ->
          throw new UnsupportedOperationException(
              "gradient of a max pool of " + gx.dtype() + ": only float32 and float64 have one");
    }
  }

  /** The first cell of a window, or -1 if it has none. */
  private static int first(PoolShape s, int i, int j, int k) {
    int d = s.from(D, i);
    int h = s.from(H, j);
    int w = s.from(W, k);
    boolean any = d < s.to(D, i) && h < s.to(H, j) && w < s.to(W, k);
    return any ? (d * s.in[H] + h) * s.in[W] + w : -1;
  }

  private static long lowest(DType dtype) {
    return switch (dtype) {
      case INT64 -> Long.MIN_VALUE;
      case INT32 -> Integer.MIN_VALUE;
      case INT16 -> Short.MIN_VALUE;
      case INT8 -> Byte.MIN_VALUE;
      default -> 0;
    };
  }
}
