package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.Strided;

/**
 * The rules of {@link Convolutions} written down as plain float32 loops: the oracle of the fast
 * forms.
 */
final class FloatConvLoops {
  private FloatConvLoops() {}

  /** How many k one chain covers. */
  private static final int SEGMENT = 256;

  static void forward(ConvShape s, Strided x, Strided w, Strided bias, boolean relu, Strided y) {
    float[] xs = x.storage().floats();
    float[] ws = w.storage().floats();
    float[] ys = y.storage().floats();
    int channels = s.groups * s.oc;
    int k = s.ic * s.taps;
    float[] row = new float[k];
    for (int n = 0; n < s.n; n++) {
      for (int group = 0; group < s.groups; group++) {
        int x0 = x.offset() + (n * s.groups + group) * s.ic * s.inPlane;
        for (int q = 0; q < s.outPlane; q++) {
          window(s, xs, x0, q, row);
          for (int o = group * s.oc; o < (group + 1) * s.oc; o++) {
            float v = chain(ws, w.offset() + o * k, row, k);
            if (bias != null) {
              v += bias.storage().floats()[bias.offset() + o];
            }
            ys[y.offset() + (n * channels + o) * s.outPlane + q] = relu ? Math.max(v, 0f) : v;
          }
        }
      }
    }
  }

  /** The cells under the window of output {@code q}, in the order of the weight. */
  private static void window(ConvShape s, float[] x, int x0, int q, float[] row) {
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
            row[k++] = inside(s.in, d, h, w) ? x[x0 + c * s.inPlane + at(s.in, d, h, w)] : 0f;
          }
        }
      }
    }
  }

  static void backwardData(ConvShape s, Strided g, Strided w, Strided gx) {
    float[] gs = g.storage().floats();
    float[] ws = w.storage().floats();
    float[] gxs = gx.storage().floats();
    float[] row = new float[s.oc * s.taps];
    float[] taps = new float[s.oc * s.taps];
    for (int n = 0; n < s.n; n++) {
      for (int group = 0; group < s.groups; group++) {
        int g0 = g.offset() + (n * s.groups + group) * s.oc * s.outPlane;
        int w0 = w.offset() + group * s.oc * s.ic * s.taps;
        for (int p = 0; p < s.inPlane; p++) {
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
                    inside(s.out, td, th, tw)
                        ? gs[g0 + o * s.outPlane + at(s.out, td, th, tw)]
                        : 0f;
                taps[k++] = ws[w0 + (o * s.ic + c) * s.taps + t];
              }
            }
            gxs[gx.offset() + ((n * s.groups + group) * s.ic + c) * s.inPlane + p] =
                chain(taps, 0, row, k);
          }
        }
      }
    }
  }

  static void backwardWeight(ConvShape s, Strided g, Strided x, Strided gw) {
    float[] gs = g.storage().floats();
    float[] xs = x.storage().floats();
    float[] gws = gw.storage().floats();
    for (int group = 0; group < s.groups; group++) {
      for (int o = 0; o < s.oc; o++) {
        for (int c = 0; c < s.ic; c++) {
          for (int t = 0; t < s.taps; t++) {
            int d0 = t / (s.kernel[H] * s.kernel[W]) * s.dilation[D] - s.pad[D];
            int h0 = t / s.kernel[W] % s.kernel[H] * s.dilation[H] - s.pad[H];
            int w0 = t % s.kernel[W] * s.dilation[W] - s.pad[W];
            float sum = 0f;
            float chain = 0f;
            long k = 0;
            for (int n = 0; n < s.n; n++) {
              int g0 = g.offset() + ((n * s.groups + group) * s.oc + o) * s.outPlane;
              int x0 = x.offset() + ((n * s.groups + group) * s.ic + c) * s.inPlane;
              for (int q = 0; q < s.outPlane; q++) {
                if (k != 0 && k % SEGMENT == 0) {
                  sum = k == SEGMENT ? chain : sum + chain;
                  chain = 0f;
                }
                k++;
                int d = q / (s.out[H] * s.out[W]) * s.stride[D] + d0;
                int h = q / s.out[W] % s.out[H] * s.stride[H] + h0;
                int w = q % s.out[W] * s.stride[W] + w0;
                chain =
                    Math.fma(
                        gs[g0 + q], inside(s.in, d, h, w) ? xs[x0 + at(s.in, d, h, w)] : 0f, chain);
              }
            }
            gws[gw.offset() + ((group * s.oc + o) * s.ic + c) * s.taps + t] =
                k <= SEGMENT ? chain : sum + chain;
          }
        }
      }
    }
  }

  /** The sum of products of k pairs by the rule of the matrix product. */
  private static float chain(float[] a, int a0, float[] b, int k) {
    float sum = 0f;
    for (int from = 0; from < k; from += SEGMENT) {
      int to = Math.min(from + SEGMENT, k);
      float chain = 0f;
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
