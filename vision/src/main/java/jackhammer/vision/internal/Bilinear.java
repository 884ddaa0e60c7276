package jackhammer.vision.internal;

/**
 * Planes in another size, linearly: when they become smaller, every old pixel counts, because the
 * triangle of the interpolation widens with the factor.
 *
 * <p>Bytes are resized as by Pillow's {@code resize(..., BILINEAR)}, bit for bit: along the rows,
 * rounded to bytes, then along the columns. Floats are resized as by torchvision on tensors with
 * {@code antialias=True}.
 */
public final class Bilinear {
  /** Pillow's weights have this many binary places. */
  private static final int PLACES = 22;

  private Bilinear() {}

  /** The old pixels {@code from}, {@code from + 1}, ... with a weight each, which sum to 1. */
  private record Window(int from, double[] weights) {
    static Window[] of(int old, int now) {
      Window[] windows = new Window[now];
      double scale = (double) old / now;
      double reach = Math.max(scale, 1);
      for (int x = 0; x < now; x++) {
        double centre = (x + 0.5) * scale;
        int from = Math.max((int) (centre - reach + 0.5), 0);
        int to = Math.min((int) (centre + reach + 0.5), old);
        windows[x] = new Window(from, triangle(from, to, centre, reach));
      }
      return windows;
    }

    private static double[] triangle(int from, int to, double centre, double reach) {
      double[] w = new double[to - from];
      double sum = 0;
      for (int k = 0; k < w.length; k++) {
        w[k] = Math.max(1 - Math.abs((from + k - centre + 0.5) * (1 / reach)), 0);
        sum += w[k];
      }
      for (int k = 0; k < w.length; k++) {
        w[k] /= sum;
      }
      return w;
    }

    int[] fixed() {
      int[] fixed = new int[weights.length];
      for (int k = 0; k < fixed.length; k++) {
        fixed[k] = (int) (0.5 + weights[k] * (1 << PLACES));
      }
      return fixed;
    }
  }

  /** Bytes [count, h, w] as [count, newH, newW]. */
  public static byte[] resize(byte[] planes, int count, int h, int w, int newH, int newW) {
    byte[] wide = newW == w ? planes : along(planes, count * h, w, newW, 1);
    return newH == h ? wide : along(wide, count, h, newH, newW);
  }

  /** Floats [count, h, w] as [count, newH, newW]. */
  public static float[] resize(float[] planes, int count, int h, int w, int newH, int newW) {
    float[] wide = newW == w ? planes : along(planes, count * h, w, newW, 1);
    return newH == h ? wide : along(wide, count, h, newH, newW);
  }

  /** From [outer, old, inner] to [outer, now, inner]. */
  private static byte[] along(byte[] in, int outer, int old, int now, int inner) {
    byte[] out = new byte[outer * now * inner];
    Window[] windows = Window.of(old, now);
    for (int x = 0; x < now; x++) {
      int[] weights = windows[x].fixed();
      for (int o = 0; o < outer; o++) {
        int at = (o * old + windows[x].from) * inner;
        for (int i = 0; i < inner; i++) {
          int sum = 1 << PLACES - 1;
          for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * (in[at + k * inner + i] & 0xff);
          }
          out[(o * now + x) * inner + i] = (byte) Math.clamp(sum >> PLACES, 0, 255);
        }
      }
    }
    return out;
  }

  private static float[] along(float[] in, int outer, int old, int now, int inner) {
    float[] out = new float[outer * now * inner];
    Window[] windows = Window.of(old, now);
    for (int x = 0; x < now; x++) {
      double[] weights = windows[x].weights;
      for (int o = 0; o < outer; o++) {
        int at = (o * old + windows[x].from) * inner;
        for (int i = 0; i < inner; i++) {
          double sum = 0;
          for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * in[at + k * inner + i];
          }
          out[(o * now + x) * inner + i] = (float) sum;
        }
      }
    }
    return out;
  }
}
