package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.DType;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/**
 * Average over windows: the cells inside the input are added row-major in one chain from +0, then
 * divided. The divisor is the caller's, or the cells of the window: those inside the input, or
 * those inside the input and its padding; cells that a rounded-up output size puts beyond the
 * padding never count.
 */
final class AveragePools {
  private AveragePools() {}

  static void forward(PoolShape s, Strided x, boolean countIncludePad, int divisor, Strided y) {
    int o = y.offset();
    for (int plane = 0; plane < s.planes; plane++) {
      int x0 = x.offset() + plane * s.inPlane;
      for (int i = 0; i < s.out[D]; i++) {
        for (int j = 0; j < s.out[H]; j++) {
          for (int k = 0; k < s.out[W]; k++, o++) {
            int by = divisor(s, i, j, k, countIncludePad, divisor);
            switch (y.dtype()) {
              case FLOAT32 ->
                  y.storage().floats()[o] =
                      by == 0 ? 0f : sum(s, x.storage().floats(), x0, i, j, k) / by;
              case FLOAT64 ->
                  y.storage().doubles()[o] =
                      by == 0 ? 0.0 : sum(s, x.storage().doubles(), x0, i, j, k) / by;
              default -> throw unsupported(y);
            }
          }
        }
      }
    }
  }

  private static float sum(PoolShape s, float[] x, int x0, int i, int j, int k) {
    float sum = 0f;
    for (int d = s.from(D, i); d < s.to(D, i); d++) {
      for (int h = s.from(H, j); h < s.to(H, j); h++) {
        int row = x0 + (d * s.in[H] + h) * s.in[W];
        for (int w = s.from(W, k); w < s.to(W, k); w++) {
          sum += x[row + w];
        }
      }
    }
    return sum;
  }

  private static double sum(PoolShape s, double[] x, int x0, int i, int j, int k) {
    double sum = 0.0;
    for (int d = s.from(D, i); d < s.to(D, i); d++) {
      for (int h = s.from(H, j); h < s.to(H, j); h++) {
        int row = x0 + (d * s.in[H] + h) * s.in[W];
        for (int w = s.from(W, k); w < s.to(W, k); w++) {
          sum += x[row + w];
        }
      }
    }
    return sum;
  }

  static void backward(PoolShape s, Strided g, boolean countIncludePad, int divisor, Strided gx) {
    switch (gx.dtype()) {
      case FLOAT32 -> Arrays.fill(gx.storage().floats(), gx.offset(), gx.offset() + gx.numel(), 0f);
      case FLOAT64 ->
          Arrays.fill(gx.storage().doubles(), gx.offset(), gx.offset() + gx.numel(), 0.0);
      default -> throw unsupported(gx);
    }
    int o = g.offset();
    for (int plane = 0; plane < s.planes; plane++) {
      int x0 = gx.offset() + plane * s.inPlane;
      for (int i = 0; i < s.out[D]; i++) {
        for (int j = 0; j < s.out[H]; j++) {
          for (int k = 0; k < s.out[W]; k++, o++) {
            int by = divisor(s, i, j, k, countIncludePad, divisor);
            if (by == 0) {
              continue;
            }
            if (gx.storage().dtype() == DType.FLOAT32) {
              spread(s, g.storage().floats()[o] / by, gx.storage().floats(), x0, i, j, k);
            } else {
              spread(s, g.storage().doubles()[o] / by, gx.storage().doubles(), x0, i, j, k);
            }
          }
        }
      }
    }
  }

  private static void spread(PoolShape s, float v, float[] gx, int x0, int i, int j, int k) {
    for (int d = s.from(D, i); d < s.to(D, i); d++) {
      for (int h = s.from(H, j); h < s.to(H, j); h++) {
        int row = x0 + (d * s.in[H] + h) * s.in[W];
        for (int w = s.from(W, k); w < s.to(W, k); w++) {
          gx[row + w] += v;
        }
      }
    }
  }

  private static void spread(PoolShape s, double v, double[] gx, int x0, int i, int j, int k) {
    for (int d = s.from(D, i); d < s.to(D, i); d++) {
      for (int h = s.from(H, j); h < s.to(H, j); h++) {
        int row = x0 + (d * s.in[H] + h) * s.in[W];
        for (int w = s.from(W, k); w < s.to(W, k); w++) {
          gx[row + w] += v;
        }
      }
    }
  }

  /** What a window's sum is divided by; 0 if it has no cell. */
  private static int divisor(
      PoolShape s, int i, int j, int k, boolean countIncludePad, int divisor) {
    int cells = cells(s, D, i) * cells(s, H, j) * cells(s, W, k);
    if (cells == 0 || divisor != 0) {
      return cells == 0 ? 0 : divisor;
    }
    return countIncludePad
        ? s.paddedCells(D, i) * s.paddedCells(H, j) * s.paddedCells(W, k)
        : cells;
  }

  private static int cells(PoolShape s, int d, int i) {
    return Math.max(s.to(d, i) - s.from(d, i), 0);
  }

  private static UnsupportedOperationException unsupported(Strided t) {
    return new UnsupportedOperationException(
        "average pool of " + t.dtype() + ": only float32 and float64 can be averaged");
  }
}
