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
  /** Windows that are summed at once. */
  private static final int ABREAST = 8;

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
            for (int j = 0; j < s.out[H]; j++, o += s.out[W]) {
              row(s, w, in, x0, i, j, out, o);
              for (int k = 0; k < s.out[W]; k++) {
                int by = divisor(w, i, j, k, countIncludePad, divisor);
                out[o + k] = by == 0 ? 0f : out[o + k] / by;
              }
            }
          }
        });
  }

  /** The sums of a row of windows. */
  private static void row(
      PoolShape s, PoolShape.Windows w, float[] x, int x0, int i, int j, float[] out, int o) {
    int n = s.out[W];
    for (int k = 0; k < n; ) {
      int alike = 1;
      while (alike < ABREAST && k + alike < n && w.cells(W, k + alike) == w.cells(W, k)) {
        alike++;
      }
      if (alike > 2) {
        abreast(s, w, x, x0, i, j, k, alike, out, o);
      } else {
        for (int q = 0; q < alike; q++) {
          out[o + k + q] = sum(s, w, x, x0, i, j, k + q);
        }
      }
      k += alike;
    }
  }

  /**
   * Neighbouring windows of one width: each is a chain of additions that wait for one another, but
   * not for those of the others. What is missing of eight is the last one again.
   */
  private static void abreast(
      PoolShape s,
      PoolShape.Windows w,
      float[] x,
      int x0,
      int i,
      int j,
      int k,
      int alike,
      float[] out,
      int o) {
    int[] from = w.from()[W];
    int last = k + alike - 1;
    int w0 = from[k];
    int w1 = from[k + 1] - w0;
    int w2 = from[k + 2] - w0;
    int w3 = from[Math.min(k + 3, last)] - w0;
    int w4 = from[Math.min(k + 4, last)] - w0;
    int w5 = from[Math.min(k + 5, last)] - w0;
    int w6 = from[Math.min(k + 6, last)] - w0;
    int w7 = from[last] - w0;
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    float s4 = 0f;
    float s5 = 0f;
    float s6 = 0f;
    float s7 = 0f;
    int width = w.cells(W, k);
    for (int d = w.from()[D][i]; d < w.to()[D][i]; d++) {
      for (int h = w.from()[H][j]; h < w.to()[H][j]; h++) {
        int row = x0 + (d * s.in[H] + h) * s.in[W] + w0;
        for (int c = row; c < row + width; c++) {
          s0 += x[c];
          s1 += x[c + w1];
          s2 += x[c + w2];
          s3 += x[c + w3];
          s4 += x[c + w4];
          s5 += x[c + w5];
          s6 += x[c + w6];
          s7 += x[c + w7];
        }
      }
    }
    int to = o + k;
    out[o + last] = s7;
    out[o + Math.min(k + 6, last)] = s6;
    out[o + Math.min(k + 5, last)] = s5;
    out[o + Math.min(k + 4, last)] = s4;
    out[o + Math.min(k + 3, last)] = s3;
    out[to + 2] = s2;
    out[to + 1] = s1;
    out[to] = s0;
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
  static int divisor(
      PoolShape.Windows w, int i, int j, int k, boolean countIncludePad, int divisor) {
    int cells = w.cells(D, i) * w.cells(H, j) * w.cells(W, k);
    if (cells == 0 || divisor != 0) {
      return cells == 0 ? 0 : divisor;
    }
    return countIncludePad ? w.padded()[D][i] * w.padded()[H][j] * w.padded()[W][k] : cells;
  }
}
