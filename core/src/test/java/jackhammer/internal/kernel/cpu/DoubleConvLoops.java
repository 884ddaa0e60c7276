package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.Strided;

/** The rules of {@link Convolutions} as plain float64 loops, each result by itself: the oracle. */
final class DoubleConvLoops {
  private DoubleConvLoops() {}

  /** How many k one chain covers. */
  private static final int SEGMENT = 256;

  static void forward(ConvShape s, Strided x, Strided w, Strided bias, boolean relu, Strided y) {
    double[] xs = x.storage().doubles();
    double[] ws = w.storage().doubles();
    double[] ys = y.storage().doubles();
    int k = s.ic * s.taps;
    Tasks.forRange(
        s.n * s.groups * s.outPlane,
        Tasks.unitsPerTask((long) s.oc * k, Tasks.HEAVY),
        (from, to) -> {
          double[] row = new double[k];
          for (int i = from; i < to; i++) {
            int block = i / s.outPlane;
            int q = i % s.outPlane;
            window(s, xs, x.offset() + block * s.ic * s.inPlane, q, row);
            for (int o = 0; o < s.oc; o++) {
              int channel = block % s.groups * s.oc + o;
              double v = chain(ws, w.offset() + channel * k, row, k);
              if (bias != null) {
                v += bias.storage().doubles()[bias.offset() + channel];
              }
              ys[y.offset() + (block * s.oc + o) * s.outPlane + q] = relu ? Math.max(v, 0.0) : v;
            }
          }
        });
  }

  /** The cells under the window of output {@code q}, in the order of the weight. */
  private static void window(ConvShape s, double[] x, int x0, int q, double[] row) {
    int d0 = q / (s.out[H] * s.out[W]) * s.stride[D] - s.pad[D];
    int h0 = q / s.out[W] % s.out[H] * s.stride[H] - s.pad[H];
    int w0 = q % s.out[W] * s.stride[W] - s.pad[W];
    int k = 0;
    for (int c = 0; c < s.ic; c++) {
      for (int a = 0; a < s.kernel[D]; a++) {
        for (int b = 0; b < s.kernel[H]; b++) {
          for (int e = 0; e < s.kernel[W]; e++) {
            int d = d0 + a * s.dilation[D];
            int h = h0 + b * s.dilation[H];
            int w = w0 + e * s.dilation[W];
            row[k++] = inside(s.in, d, h, w) ? x[x0 + c * s.inPlane + at(s.in, d, h, w)] : 0.0;
          }
        }
      }
    }
  }

  static void backwardData(ConvShape s, Strided g, Strided w, Strided gx) {
    Tasks.forRange(
        s.n * s.groups * s.inPlane,
        Tasks.unitsPerTask((long) s.ic * s.oc * s.taps, Tasks.HEAVY),
        (from, to) -> {
          double[] row = new double[s.oc * s.taps];
          double[] taps = new double[s.oc * s.taps];
          for (int i = from; i < to; i++) {
            cells(s, g, w, gx, i, row, taps);
          }
        });
  }

  /** The gradient of the cell {@code i} of all planes of a group. */
  private static void cells(
      ConvShape s, Strided g, Strided w, Strided gx, int i, double[] row, double[] taps) {
    double[] gs = g.storage().doubles();
    double[] ws = w.storage().doubles();
    double[] gxs = gx.storage().doubles();
    int block = i / s.inPlane;
    int p = i % s.inPlane;
    int g0 = g.offset() + block * s.oc * s.outPlane;
    int w0 = w.offset() + block % s.groups * s.oc * s.ic * s.taps;
    int d = p / (s.in[H] * s.in[W]) + s.pad[D];
    int h = p / s.in[W] % s.in[H] + s.pad[H];
    int v = p % s.in[W] + s.pad[W];
    for (int c = 0; c < s.ic; c++) {
      int k = 0;
      for (int o = 0; o < s.oc; o++) {
        for (int t = 0; t < s.taps; t++) {
          int td = d - t / (s.kernel[H] * s.kernel[W]) * s.dilation[D];
          int th = h - t / s.kernel[W] % s.kernel[H] * s.dilation[H];
          int tw = v - t % s.kernel[W] * s.dilation[W];
          if (td % s.stride[D] != 0 || th % s.stride[H] != 0 || tw % s.stride[W] != 0) {
            continue;
          }
          td /= s.stride[D];
          th /= s.stride[H];
          tw /= s.stride[W];
          row[k] =
              inside(s.out, td, th, tw) ? gs[g0 + o * s.outPlane + at(s.out, td, th, tw)] : 0.0;
          taps[k++] = ws[w0 + (o * s.ic + c) * s.taps + t];
        }
      }
      gxs[gx.offset() + (block * s.ic + c) * s.inPlane + p] = chain(taps, 0, row, k);
    }
  }

  static void backwardWeight(ConvShape s, Strided g, Strided x, Strided gw) {
    double[] gws = gw.storage().doubles();
    Tasks.forRange(
        s.groups * s.oc * s.ic * s.taps,
        Tasks.unitsPerTask((long) s.n * s.outPlane, Tasks.HEAVY),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            gws[gw.offset() + i] = tap(s, g, x, i);
          }
        });
  }

  /** The gradient of the element {@code i} of the weight. */
  private static double tap(ConvShape s, Strided g, Strided x, int i) {
    double[] gs = g.storage().doubles();
    double[] xs = x.storage().doubles();
    int t = i % s.taps;
    int c = i / s.taps % s.ic;
    int channel = i / s.taps / s.ic;
    int group = channel / s.oc;
    int d0 = t / (s.kernel[H] * s.kernel[W]) * s.dilation[D] - s.pad[D];
    int h0 = t / s.kernel[W] % s.kernel[H] * s.dilation[H] - s.pad[H];
    int w0 = t % s.kernel[W] * s.dilation[W] - s.pad[W];
    double sum = 0.0;
    double chain = 0.0;
    long k = 0;
    for (int n = 0; n < s.n; n++) {
      int g0 = g.offset() + (n * s.groups * s.oc + channel) * s.outPlane;
      int x0 = x.offset() + ((n * s.groups + group) * s.ic + c) * s.inPlane;
      for (int q = 0; q < s.outPlane; q++) {
        if (k != 0 && k % SEGMENT == 0) {
          sum = k == SEGMENT ? chain : sum + chain;
          chain = 0.0;
        }
        k++;
        int d = q / (s.out[H] * s.out[W]) * s.stride[D] + d0;
        int h = q / s.out[W] % s.out[H] * s.stride[H] + h0;
        int w = q % s.out[W] * s.stride[W] + w0;
        chain =
            Math.fma(gs[g0 + q], inside(s.in, d, h, w) ? xs[x0 + at(s.in, d, h, w)] : 0.0, chain);
      }
    }
    return k <= SEGMENT ? chain : sum + chain;
  }

  /** The sum of products of k pairs by the rule of the matrix product. */
  private static double chain(double[] a, int a0, double[] b, int k) {
    double sum = 0.0;
    for (int from = 0; from < k; from += SEGMENT) {
      int to = Math.min(from + SEGMENT, k);
      double chain = 0.0;
      for (int i = from; i < to; i++) {
        chain = Math.fma(a[a0 + i], b[i], chain);
      }
      sum = from == 0 ? chain : sum + chain;
    }
    return sum;
  }

  private static boolean inside(int[] size, int d, int h, int w) {
    return d >= 0 && d < size[D] && h >= 0 && h < size[H] && w >= 0 && w < size[W];
  }

  private static int at(int[] size, int d, int h, int w) {
    return (d * size[H] + h) * size[W] + w;
  }
}
