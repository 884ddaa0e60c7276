package jackhammer.internal.kernel.cpu;

/**
 * Copies {@code rows} times {@code n} elements from one array into another of the same type.
 *
 * <p>Each type has its own call of arraycopy: where the type is not known, the JVM asks for it anew
 * in every call, which takes longer than to copy a short row.
 */
final class StridedCopy {
  private StridedCopy() {}

  /**
   * @param si first source element; {@code sr} the step to the next row, {@code ss} to the next
   *     element
   * @param di first target element; {@code dr} and {@code ds} likewise
   */
  static void rows(
      Object src, int si, int sr, int ss, Object dst, int di, int dr, int ds, int rows, int n) {
    switch (src) {
      case float[] s -> rows(s, si, sr, ss, (float[]) dst, di, dr, ds, rows, n);
      case double[] s -> rows(s, si, sr, ss, (double[]) dst, di, dr, ds, rows, n);
      case long[] s -> rows(s, si, sr, ss, (long[]) dst, di, dr, ds, rows, n);
      case int[] s -> rows(s, si, sr, ss, (int[]) dst, di, dr, ds, rows, n);
      case short[] s -> rows(s, si, sr, ss, (short[]) dst, di, dr, ds, rows, n);
      case byte[] s -> rows(s, si, sr, ss, (byte[]) dst, di, dr, ds, rows, n);
      default -> throw new IllegalStateException("not an array of numbers: " + src.getClass());
    }
  }

  /**
   * Copies the rows that {@code idx}, from place {@code at} on, names: row {@code idx[at + r *
   * step]} of the source becomes row r of the target. What does not change from row to row is asked
   * once, for a row may be short.
   */
  static void named(
      Object src,
      int si,
      int sr,
      int ss,
      long[] idx,
      int at,
      int step,
      Object dst,
      int di,
      int dr,
      int ds,
      int rows,
      int n) {
    if (ss == 1 && ds == 1 && src instanceof float[] s) {
      float[] d = (float[]) dst;
      for (int r = 0; r < rows; r++) {
        System.arraycopy(s, si + (int) idx[at + r * step] * sr, d, di + r * dr, n);
      }
    } else if (ss == 1 && ds == 1 && src instanceof double[] s) {
      double[] d = (double[]) dst;
      for (int r = 0; r < rows; r++) {
        System.arraycopy(s, si + (int) idx[at + r * step] * sr, d, di + r * dr, n);
      }
    } else {
      for (int r = 0; r < rows; r++) {
        rows(src, si + (int) idx[at + r * step] * sr, 0, ss, dst, di + r * dr, 0, ds, 1, n);
      }
    }
  }

  private static void rows(
      float[] src, int si, int sr, int ss, float[] dst, int di, int dr, int ds, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      int from = si + r * sr;
      int to = di + r * dr;
      if (ss == 1 && ds == 1) {
        System.arraycopy(src, from, dst, to, n);
        continue;
      }
      for (int i = 0; i < n; i++) {
        dst[to + i * ds] = src[from + i * ss];
      }
    }
  }

  private static void rows(
      double[] src, int si, int sr, int ss, double[] dst, int di, int dr, int ds, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      int from = si + r * sr;
      int to = di + r * dr;
      if (ss == 1 && ds == 1) {
        System.arraycopy(src, from, dst, to, n);
        continue;
      }
      for (int i = 0; i < n; i++) {
        dst[to + i * ds] = src[from + i * ss];
      }
    }
  }

  private static void rows(
      long[] src, int si, int sr, int ss, long[] dst, int di, int dr, int ds, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      int from = si + r * sr;
      int to = di + r * dr;
      if (ss == 1 && ds == 1) {
        System.arraycopy(src, from, dst, to, n);
        continue;
      }
      for (int i = 0; i < n; i++) {
        dst[to + i * ds] = src[from + i * ss];
      }
    }
  }

  private static void rows(
      int[] src, int si, int sr, int ss, int[] dst, int di, int dr, int ds, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      int from = si + r * sr;
      int to = di + r * dr;
      if (ss == 1 && ds == 1) {
        System.arraycopy(src, from, dst, to, n);
        continue;
      }
      for (int i = 0; i < n; i++) {
        dst[to + i * ds] = src[from + i * ss];
      }
    }
  }

  private static void rows(
      short[] src, int si, int sr, int ss, short[] dst, int di, int dr, int ds, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      int from = si + r * sr;
      int to = di + r * dr;
      if (ss == 1 && ds == 1) {
        System.arraycopy(src, from, dst, to, n);
        continue;
      }
      for (int i = 0; i < n; i++) {
        dst[to + i * ds] = src[from + i * ss];
      }
    }
  }

  private static void rows(
      byte[] src, int si, int sr, int ss, byte[] dst, int di, int dr, int ds, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      int from = si + r * sr;
      int to = di + r * dr;
      if (ss == 1 && ds == 1) {
        System.arraycopy(src, from, dst, to, n);
        continue;
      }
      for (int i = 0; i < n; i++) {
        dst[to + i * ds] = src[from + i * ss];
      }
    }
  }
}
