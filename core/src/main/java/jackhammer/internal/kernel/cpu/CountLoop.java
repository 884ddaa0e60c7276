package jackhammer.internal.kernel.cpu;

import java.util.Arrays;

/** Counts the ones among bytes of 0 and 1, in int64. */
final class CountLoop implements ReduceLoop {
  @Override
  public void block(Object a, int ai, Object b, int bi, int n, Object lanes, Object out, int oi) {
    byte[] x = (byte[]) a;
    int count = 0;
    for (int i = 0; i < n; i++) {
      count += x[ai + i];
    }
    ((long[]) out)[oi] = count;
  }

  @Override
  public void columns(Object a, int ai, int[] rows, int n, int columns, Object lanes) {
    byte[] x = (byte[]) a;
    long[] count = (long[]) lanes;
    Arrays.fill(count, 0, columns, 0);
    for (int j = 0; j < n; j++) {
      int from = ai + rows[j];
      for (int c = 0; c < columns; c++) {
        count[c] += x[from + c];
      }
    }
  }

  @Override
  public void merge(Object a, int ai, Object b, int bi, Object out, int oi, int n) {
    long[] x = (long[]) a;
    long[] y = (long[]) b;
    long[] z = (long[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = x[ai + i] + y[bi + i];
    }
  }
}
