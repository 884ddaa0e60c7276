package jackhammer.internal.kernel.cpu;

/** Moves single elements to and from computed places, in arrays of any type of number. */
final class Moves {
  private Moves() {}

  private static IllegalStateException unknown(Object array) {
    return new IllegalStateException("not an array of numbers: " + array.getClass());
  }

  /** dst[d + j ds] = src[base + j step + idx[i + j is] scale]. */
  static void pull(
      Object src,
      int base,
      int step,
      int scale,
      long[] idx,
      int i,
      int is,
      Object dst,
      int d,
      int ds,
      int n) {
    switch (src) {
      case float[] s -> pull(s, base, step, scale, idx, i, is, (float[]) dst, d, ds, n);
      case double[] s -> pull(s, base, step, scale, idx, i, is, (double[]) dst, d, ds, n);
      case long[] s -> pull(s, base, step, scale, idx, i, is, (long[]) dst, d, ds, n);
      case int[] s -> pull(s, base, step, scale, idx, i, is, (int[]) dst, d, ds, n);
      case short[] s -> pull(s, base, step, scale, idx, i, is, (short[]) dst, d, ds, n);
      case byte[] s -> pull(s, base, step, scale, idx, i, is, (byte[]) dst, d, ds, n);
      default -> throw unknown(src);
    }
  }

  private static void pull(
      float[] src,
      int base,
      int step,
      int scale,
      long[] idx,
      int i,
      int is,
      float[] dst,
      int d,
      int ds,
      int n) {
    for (int j = 0; j < n; j++) {
      dst[d + j * ds] = src[base + j * step + (int) idx[i + j * is] * scale];
    }
  }

  private static void pull(
      double[] src,
      int base,
      int step,
      int scale,
      long[] idx,
      int i,
      int is,
      double[] dst,
      int d,
      int ds,
      int n) {
    for (int j = 0; j < n; j++) {
      dst[d + j * ds] = src[base + j * step + (int) idx[i + j * is] * scale];
    }
  }

  private static void pull(
      long[] src,
      int base,
      int step,
      int scale,
      long[] idx,
      int i,
      int is,
      long[] dst,
      int d,
      int ds,
      int n) {
    for (int j = 0; j < n; j++) {
      dst[d + j * ds] = src[base + j * step + (int) idx[i + j * is] * scale];
    }
  }

  private static void pull(
      int[] src,
      int base,
      int step,
      int scale,
      long[] idx,
      int i,
      int is,
      int[] dst,
      int d,
      int ds,
      int n) {
    for (int j = 0; j < n; j++) {
      dst[d + j * ds] = src[base + j * step + (int) idx[i + j * is] * scale];
    }
  }

  private static void pull(
      short[] src,
      int base,
      int step,
      int scale,
      long[] idx,
      int i,
      int is,
      short[] dst,
      int d,
      int ds,
      int n) {
    for (int j = 0; j < n; j++) {
      dst[d + j * ds] = src[base + j * step + (int) idx[i + j * is] * scale];
    }
  }

  private static void pull(
      byte[] src,
      int base,
      int step,
      int scale,
      long[] idx,
      int i,
      int is,
      byte[] dst,
      int d,
      int ds,
      int n) {
    for (int j = 0; j < n; j++) {
      dst[d + j * ds] = src[base + j * step + (int) idx[i + j * is] * scale];
    }
  }

  /** dst[base + j step + idx[i + j is] scale] = src[s0 + j ss]. */
  static void push(
      Object src,
      int s0,
      int ss,
      long[] idx,
      int i,
      int is,
      Object dst,
      int base,
      int step,
      int scale,
      int n) {
    switch (src) {
      case float[] s -> push(s, s0, ss, idx, i, is, (float[]) dst, base, step, scale, n);
      case double[] s -> push(s, s0, ss, idx, i, is, (double[]) dst, base, step, scale, n);
      case long[] s -> push(s, s0, ss, idx, i, is, (long[]) dst, base, step, scale, n);
      case int[] s -> push(s, s0, ss, idx, i, is, (int[]) dst, base, step, scale, n);
      case short[] s -> push(s, s0, ss, idx, i, is, (short[]) dst, base, step, scale, n);
      case byte[] s -> push(s, s0, ss, idx, i, is, (byte[]) dst, base, step, scale, n);
      default -> throw unknown(src);
    }
  }

  private static void push(
      float[] src,
      int s0,
      int ss,
      long[] idx,
      int i,
      int is,
      float[] dst,
      int base,
      int step,
      int scale,
      int n) {
    for (int j = 0; j < n; j++) {
      dst[base + j * step + (int) idx[i + j * is] * scale] = src[s0 + j * ss];
    }
  }

  private static void push(
      double[] src,
      int s0,
      int ss,
      long[] idx,
      int i,
      int is,
      double[] dst,
      int base,
      int step,
      int scale,
      int n) {
    for (int j = 0; j < n; j++) {
      dst[base + j * step + (int) idx[i + j * is] * scale] = src[s0 + j * ss];
    }
  }

  private static void push(
      long[] src,
      int s0,
      int ss,
      long[] idx,
      int i,
      int is,
      long[] dst,
      int base,
      int step,
      int scale,
      int n) {
    for (int j = 0; j < n; j++) {
      dst[base + j * step + (int) idx[i + j * is] * scale] = src[s0 + j * ss];
    }
  }

  private static void push(
      int[] src,
      int s0,
      int ss,
      long[] idx,
      int i,
      int is,
      int[] dst,
      int base,
      int step,
      int scale,
      int n) {
    for (int j = 0; j < n; j++) {
      dst[base + j * step + (int) idx[i + j * is] * scale] = src[s0 + j * ss];
    }
  }

  private static void push(
      short[] src,
      int s0,
      int ss,
      long[] idx,
      int i,
      int is,
      short[] dst,
      int base,
      int step,
      int scale,
      int n) {
    for (int j = 0; j < n; j++) {
      dst[base + j * step + (int) idx[i + j * is] * scale] = src[s0 + j * ss];
    }
  }

  private static void push(
      byte[] src,
      int s0,
      int ss,
      long[] idx,
      int i,
      int is,
      byte[] dst,
      int base,
      int step,
      int scale,
      int n) {
    for (int j = 0; j < n; j++) {
      dst[base + j * step + (int) idx[i + j * is] * scale] = src[s0 + j * ss];
    }
  }

  /** dst[d + j ds] = src[place[j]]. */
  static void pullAt(Object src, int[] place, Object dst, int d, int ds, int n) {
    switch (src) {
      case float[] s -> pullAt(s, place, (float[]) dst, d, ds, n);
      case double[] s -> pullAt(s, place, (double[]) dst, d, ds, n);
      case long[] s -> pullAt(s, place, (long[]) dst, d, ds, n);
      case int[] s -> pullAt(s, place, (int[]) dst, d, ds, n);
      case short[] s -> pullAt(s, place, (short[]) dst, d, ds, n);
      case byte[] s -> pullAt(s, place, (byte[]) dst, d, ds, n);
      default -> throw unknown(src);
    }
  }

  private static void pullAt(float[] src, int[] place, float[] dst, int d, int ds, int n) {
    for (int j = 0; j < n; j++) {
      dst[d + j * ds] = src[place[j]];
    }
  }

  private static void pullAt(double[] src, int[] place, double[] dst, int d, int ds, int n) {
    for (int j = 0; j < n; j++) {
      dst[d + j * ds] = src[place[j]];
    }
  }

  private static void pullAt(long[] src, int[] place, long[] dst, int d, int ds, int n) {
    for (int j = 0; j < n; j++) {
      dst[d + j * ds] = src[place[j]];
    }
  }

  private static void pullAt(int[] src, int[] place, int[] dst, int d, int ds, int n) {
    for (int j = 0; j < n; j++) {
      dst[d + j * ds] = src[place[j]];
    }
  }

  private static void pullAt(short[] src, int[] place, short[] dst, int d, int ds, int n) {
    for (int j = 0; j < n; j++) {
      dst[d + j * ds] = src[place[j]];
    }
  }

  private static void pullAt(byte[] src, int[] place, byte[] dst, int d, int ds, int n) {
    for (int j = 0; j < n; j++) {
      dst[d + j * ds] = src[place[j]];
    }
  }

  /** dst[place[j]] = src[s0 + j ss]. */
  static void pushAt(Object src, int s0, int ss, Object dst, int[] place, int n) {
    switch (src) {
      case float[] s -> pushAt(s, s0, ss, (float[]) dst, place, n);
      case double[] s -> pushAt(s, s0, ss, (double[]) dst, place, n);
      case long[] s -> pushAt(s, s0, ss, (long[]) dst, place, n);
      case int[] s -> pushAt(s, s0, ss, (int[]) dst, place, n);
      case short[] s -> pushAt(s, s0, ss, (short[]) dst, place, n);
      case byte[] s -> pushAt(s, s0, ss, (byte[]) dst, place, n);
      default -> throw unknown(src);
    }
  }

  private static void pushAt(float[] src, int s0, int ss, float[] dst, int[] place, int n) {
    for (int j = 0; j < n; j++) {
      dst[place[j]] = src[s0 + j * ss];
    }
  }

  private static void pushAt(double[] src, int s0, int ss, double[] dst, int[] place, int n) {
    for (int j = 0; j < n; j++) {
      dst[place[j]] = src[s0 + j * ss];
    }
  }

  private static void pushAt(long[] src, int s0, int ss, long[] dst, int[] place, int n) {
    for (int j = 0; j < n; j++) {
      dst[place[j]] = src[s0 + j * ss];
    }
  }

  private static void pushAt(int[] src, int s0, int ss, int[] dst, int[] place, int n) {
    for (int j = 0; j < n; j++) {
      dst[place[j]] = src[s0 + j * ss];
    }
  }

  private static void pushAt(short[] src, int s0, int ss, short[] dst, int[] place, int n) {
    for (int j = 0; j < n; j++) {
      dst[place[j]] = src[s0 + j * ss];
    }
  }

  private static void pushAt(byte[] src, int s0, int ss, byte[] dst, int[] place, int n) {
    for (int j = 0; j < n; j++) {
      dst[place[j]] = src[s0 + j * ss];
    }
  }
}
