package jackhammer.internal.kernel.cpu;

// Twins: Double

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/**
 * Average over windows on float32, a plane at a time on all threads: the cells inside the input are
 * added row-major in one chain from +0, then divided. The divisor is the caller's, or the cells of
 * the window: those inside the input, or those inside the input and its padding; cells that a
 * rounded-up output size puts beyond the padding never count. Gradients are added window after
 * window.
 */
final class FloatAveragePools {
  private FloatAveragePools() {}

  static void forward(PoolShape s, Strided x, boolean countIncludePad, int divisor, Strided y) {
    float[] in = x.storage().floats();
    float[] out = y.storage().floats();
    PoolShape.eachPlane(
        s.planes,
        s.inPlane,
        plane -> {
          PoolShape.Windows w = s.windows(plane);
          int x0 = x.offset() + plane * s.inPlane;
          int o = y.offset() + plane * s.outPlane;
          for (int i = 0; i < s.out[D]; i++) {
            for (int j = 0; j < s.out[H]; j++) {
              for (int k = 0; k < s.out[W]; k++, o++) {
                int by = divisor(w, i, j, k, countIncludePad, divisor);
                out[o] = by == 0 ? 0f : sum(s, w, in, x0, i, j, k) / by;
              }
            }
          }
        });
  }

  private static float sum(
      PoolShape s, PoolShape.Windows w, float[] x, int x0, int i, int j, int k) {
    int w0 = w.from()[W][k];
    int w1 = w.to()[W][k];
    float sum = 0f;
    for (int d = w.from()[D][i]; d < w.to()[D][i]; d++) {
      for (int h = w.from()[H][j]; h < w.to()[H][j]; h++) {
        int row = x0 + (d * s.in[H] + h) * s.in[W];
        for (int c = w0; c < w1; c++) {
          sum += x[row + c];
        }
      }
    }
    return sum;
  }

  static void backward(PoolShape s, Strided g, boolean countIncludePad, int divisor, Strided gx) {
    float[] from = g.storage().floats();
    float[] to = gx.storage().floats();
    PoolShape.eachPlane(
        s.planes,
        s.inPlane,
        plane -> {
          PoolShape.Windows w = s.windows(plane);
          int x0 = gx.offset() + plane * s.inPlane;
          int o = g.offset() + plane * s.outPlane;
          Arrays.fill(to, x0, x0 + s.inPlane, 0f);
          for (int i = 0; i < s.out[D]; i++) {
            for (int j = 0; j < s.out[H]; j++) {
              for (int k = 0; k < s.out[W]; k++, o++) {
                int by = divisor(w, i, j, k, countIncludePad, divisor);
                if (by != 0) {
                  spread(s, w, from[o] / by, to, x0, i, j, k);
                }
              }
            }
          }
        });
  }

  private static void spread(
      PoolShape s, PoolShape.Windows w, float v, float[] gx, int x0, int i, int j, int k) {
    int w0 = w.from()[W][k];
    int w1 = w.to()[W][k];
    for (int d = w.from()[D][i]; d < w.to()[D][i]; d++) {
      for (int h = w.from()[H][j]; h < w.to()[H][j]; h++) {
        int row = x0 + (d * s.in[H] + h) * s.in[W];
        for (int c = w0; c < w1; c++) {
          gx[row + c] += v;
        }
      }
    }
  }

  /** What a window's sum is divided by; 0 if it has no cell. */
  private static int divisor(
      PoolShape.Windows w, int i, int j, int k, boolean countIncludePad, int divisor) {
    int cells = w.cells(D, i) * w.cells(H, j) * w.cells(W, k);
    if (cells == 0 || divisor != 0) {
      return cells == 0 ? 0 : divisor;
    }
    return countIncludePad ? w.padded()[D][i] * w.padded()[H][j] * w.padded()[W][k] : cells;
  }
}
