package jackhammer.vision.transforms;

import jackhammer.vision.internal.Luma;
import java.util.Arrays;

/** Arithmetic on colours: of bytes as Pillow does it, bit for bit, of floats as torchvision. */
final class Colours {
  private Colours() {}

  /** One plane of grey values. */
  static float[] grey(Picture p) {
    float[] d = p.data();
    int plane = p.height() * p.width();
    if (p.channels() == 1) {
      return d.clone();
    }
    float[] out = new float[plane];
    for (int i = 0; i < plane; i++) {
      float r = d[i];
      float g = d[plane + i];
      float b = d[2 * plane + i];
      out[i] =
          p.bytes() ? Luma.of((int) r, (int) g, (int) b) : 0.2989f * r + 0.587f * g + 0.114f * b;
    }
    return out;
  }

  static Picture brightness(Picture p, double factor) {
    return blend(p, new float[p.height() * p.width()], factor);
  }

  static Picture contrast(Picture p, double factor) {
    float[] grey = grey(p);
    double sum = 0;
    for (float g : grey) {
      sum += g;
    }
    double mean = sum / grey.length;
    Arrays.fill(grey, p.bytes() ? (int) (mean + 0.5) : (float) mean);
    return blend(p, grey, factor);
  }

  static Picture saturation(Picture p, double factor) {
    return p.channels() == 1 ? p : blend(p, grey(p), factor);
  }

  /** Between a plane, at 0, and the picture, at 1, or beyond; cut to what a picture can hold. */
  private static Picture blend(Picture p, float[] plane, double factor) {
    float[] out = new float[p.data().length];
    float share = (float) factor;
    for (int i = 0; i < out.length; i++) {
      float from = plane[i % plane.length];
      float to = p.data()[i];
      out[i] =
          p.bytes()
              ? (int) Math.clamp(from + share * (to - from), 0f, 255f)
              : Math.clamp(share * to + (float) (1 - factor) * from, 0f, 1f);
    }
    return p.with(out);
  }

  static Picture hue(Picture p, double turn) {
    if (p.channels() == 1) {
      return p;
    }
    int plane = p.height() * p.width();
    float[] out = new float[3 * plane];
    float[] rgb = new float[3];
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[c] = p.data()[c * plane + i];
      }
      if (p.bytes()) {
        turnBytes(rgb, (int) (turn * 255));
      } else {
        turnFloats(rgb, (float) turn);
      }
      for (int c = 0; c < 3; c++) {
        out[c * plane + i] = rgb[c];
      }
    }
    return p.with(out);
  }

  /** Hue from 0 to 1 of a colour whose channels are not all equal. */
  private static float hueOf(float r, float g, float b, float most, float span) {
    float rc = (most - r) / span;
    float gc = (most - g) / span;
    float bc = (most - b) / span;
    if (r == most) {
      return bc - gc;
    }
    // as in C, where 2.0 is a double
    return (float) (g == most ? 2.0 + rc - bc : 4.0 + gc - rc);
  }

  /** Through hue, saturation and value of a byte each. */
  private static void turnBytes(float[] rgb, int turn) {
    float most = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
    float span = most - Math.min(rgb[0], Math.min(rgb[1], rgb[2]));
    int h = 0;
    int s = 0;
    if (span != 0) {
      float six = hueOf(rgb[0], rgb[1], rgb[2], most, span);
      float one = (float) ((six / 6.0 + 1.0) % 1.0);
      h = Math.clamp((int) (one * 255.0), 0, 255);
      s = Math.clamp((int) (span / most * 255.0), 0, 255);
    }
    h = h + turn & 0xff;
    if (s == 0) {
      Arrays.fill(rgb, most);
      return;
    }
    float fh = (float) (h * 6.0 / 255.0);
    float fs = (float) (s / 255.0);
    int sector = (int) Math.floor(fh);
    float f = fh - sector;
    float low = Math.round(most * (1.0 - fs));
    float falling = Math.round(most * (1.0 - fs * f));
    float rising = Math.round(most * (1.0 - fs * (1.0 - f)));
    put(rgb, sector % 6, most, low, falling, rising);
  }

  private static void turnFloats(float[] rgb, float turn) {
    float most = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
    float span = most - Math.min(rgb[0], Math.min(rgb[1], rgb[2]));
    float s = span / (span == 0 ? 1 : most);
    float h = (hueOf(rgb[0], rgb[1], rgb[2], most, span == 0 ? 1 : span) / 6 + 1) % 1;
    h = h + turn;
    h = h - (float) Math.floor(h);
    float sector = (float) Math.floor(h * 6);
    float f = h * 6 - sector;
    float low = Math.clamp(most * (1 - s), 0f, 1f);
    float falling = Math.clamp(most * (1 - s * f), 0f, 1f);
    float rising = Math.clamp(most * (1 - s * (1 - f)), 0f, 1f);
    put(rgb, (int) sector % 6, most, low, falling, rising);
  }

  private static void put(
      float[] rgb, int sector, float most, float low, float falling, float rising) {
    float[][] channels = {
      {most, falling, low, low, rising, most},
      {rising, most, most, falling, low, low},
      {low, low, rising, most, most, falling}
    };
    for (int c = 0; c < 3; c++) {
      rgb[c] = channels[c][sector];
    }
  }
}
