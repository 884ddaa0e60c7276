package jackhammer.internal.kernel.cpu;

// Twins: Double

import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Taps;
import jackhammer.internal.parallel.Workers;
import java.util.Arrays;

/**
 * Weighted sums along one dimension on float32: the first product is rounded, each further one is
 * added by fma. Rows of the dimensions behind it are taken whole.
 */
final class FloatResampling {
  /** Products below which a second thread costs more than it saves. */
  private static final int PRODUCTS_PER_TASK = 16_384;

  private FloatResampling() {}

  /**
   * @param x contiguous, as [outer, inputs, inner]
   * @param y contiguous, as [outer, outputs, inner]
   */
  static void apply(Strided x, int inner, Taps taps, Strided y) {
    int outputs = taps.outputs();
    int rows = y.numel() / inner;
    float[] w = new float[taps.weight().length];
    for (int t = 0; t < w.length; t++) {
      w[t] = (float) taps.weight()[t];
    }
    long each = (long) inner * Math.max(1, w.length / Math.max(outputs, 1));
    int perTask = (int) Math.max(1, PRODUCTS_PER_TASK / each);
    Workers.run(
        (rows + perTask - 1) / perTask,
        task -> {
          int end = Math.min(rows, (task + 1) * perTask);
          if (inner == 1) {
            cells(x, taps, w, y, task * perTask, end);
          } else {
            rows(x, inner, taps, w, y, task * perTask, end);
          }
        });
  }

  private static void cells(Strided x, Taps taps, float[] w, Strided y, int begin, int end) {
    float[] in = x.storage().floats();
    float[] out = y.storage().floats();
    int[] first = taps.first();
    int[] cell = taps.cell();
    int outputs = taps.outputs();
    for (int r = begin; r < end; r++) {
      int i = r % outputs;
      int x0 = x.offset() + r / outputs * taps.inputs();
      float sum = 0f;
      int t = first[i];
      if (t < first[i + 1]) {
        sum = w[t] * in[x0 + cell[t]];
      }
      for (t++; t < first[i + 1]; t++) {
        sum = Math.fma(w[t], in[x0 + cell[t]], sum);
      }
      out[y.offset() + r] = sum;
    }
  }

  private static void rows(
      Strided x, int inner, Taps taps, float[] w, Strided y, int begin, int end) {
    float[] in = x.storage().floats();
    float[] out = y.storage().floats();
    int[] first = taps.first();
    int outputs = taps.outputs();
    for (int r = begin; r < end; r++) {
      int i = r % outputs;
      int x0 = x.offset() + r / outputs * taps.inputs() * inner;
      int y0 = y.offset() + r * inner;
      int t = first[i];
      if (t == first[i + 1]) {
        Arrays.fill(out, y0, y0 + inner, 0f);
        continue;
      }
      product(w[t], in, x0 + taps.cell()[t] * inner, out, y0, inner);
      for (t++; t < first[i + 1]; t++) {
        add(w[t], in, x0 + taps.cell()[t] * inner, out, y0, inner);
      }
    }
  }

  private static void product(float w, float[] in, int x0, float[] out, int y0, int n) {
    for (int j = 0; j < n; j++) {
      out[y0 + j] = w * in[x0 + j];
    }
  }

  private static void add(float w, float[] in, int x0, float[] out, int y0, int n) {
    for (int j = 0; j < n; j++) {
      out[y0 + j] = Math.fma(w, in[x0 + j], out[y0 + j]);
    }
  }
}
