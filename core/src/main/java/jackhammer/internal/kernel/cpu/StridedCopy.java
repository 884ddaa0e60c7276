package jackhammer.internal.kernel.cpu;

/** Copies {@code rows} times {@code n} elements from one array into another of the same type. */
final class StridedCopy {
  private StridedCopy() {}

  /**
   * @param si first source element; {@code sr} the step to the next row, {@code ss} to the next
   *     element
   * @param di first target element; {@code dr} and {@code ds} likewise
   */
  static void rows(
      Object src, int si, int sr, int ss, Object dst, int di, int dr, int ds, int rows, int n) {
    if (ss == 1 && ds == 1) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(src, si + r * sr, dst, di + r * dr, n);
      }
      return;
    }
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

  private static void rows(
      float[] src, int si, int sr, int ss, float[] dst, int di, int dr, int ds, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      int from = si + r * sr;
      int to = di + r * dr;
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
      for (int i = 0; i < n; i++) {
        dst[to + i * ds] = src[from + i * ss];
      }
    }
  }
}
