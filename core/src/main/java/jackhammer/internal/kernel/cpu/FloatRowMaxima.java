package jackhammer.internal.kernel.cpu;

// Twins: Double

import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/** The largest element of each column among some rows on float32. */
final class FloatRowMaxima {
  private FloatRowMaxima() {}

  /**
   * @param rows of x, contiguous [.., length]
   * @param r the row of out, and of indices for where they came from, that takes the maxima
   */
  static void of(int[] rows, Strided x, Strided out, Strided indices, int r) {
    int length = out.size(1);
    float[] in = x.storage().floats();
    float[] best = out.storage().floats();
    long[] at = indices.storage().longs();
    int b = out.offset() + r * length;
    int a = indices.offset() + r * length;
    if (rows.length == 0) {
      Arrays.fill(best, b, b + length, 0f);
      Arrays.fill(at, a, a + length, -1);
      return;
    }
    System.arraycopy(in, x.offset() + rows[0] * length, best, b, length);
    Arrays.fill(at, a, a + length, rows[0]);
    for (int k = 1; k < rows.length; k++) {
      int s = x.offset() + rows[k] * length;
      for (int j = 0; j < length; j++) {
        float v = in[s + j];
        if (v > best[b + j]) {
          best[b + j] = v;
          at[a + j] = rows[k];
        }
      }
    }
  }
}
