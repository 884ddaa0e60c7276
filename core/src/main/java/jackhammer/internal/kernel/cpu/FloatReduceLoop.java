package jackhammer.internal.kernel.cpu;

// Twins: Double, Long

import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/** Template of the reductions of float32, element by element; see {@link Stamp}. */
final class FloatReduceLoop implements ReduceLoop {
  private static final FloatReducer OP =
      Stamp.operation(MethodHandles.lookup(), FloatReducer.class);

  @Override
  public void block(Object a, int ai, Object b, int bi, int n, Object lanes, Object out, int oi) {
    float[] x = (float[]) a;
    float[] lane = (float[]) lanes;
    lanes(x, ai, n, lane);
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        lane[l] = OP.merge(lane[l], lane[l + half]);
      }
    }
    ((float[]) out)[oi] = lane[0];
  }

  /** Sixteen named lanes: an array would be read and written again at every step. */
  private static void lanes(float[] x, int from, int n, float[] lane) {
    float start = OP.start();
    float l0 = start;
    float l1 = start;
    float l2 = start;
    float l3 = start;
    float l4 = start;
    float l5 = start;
    float l6 = start;
    float l7 = start;
    float l8 = start;
    float l9 = start;
    float l10 = start;
    float l11 = start;
    float l12 = start;
    float l13 = start;
    float l14 = start;
    float l15 = start;
    int whole = n & -LANES;
    for (int i = from; i < from + whole; i += LANES) {
      l0 = OP.step(l0, x[i]);
      l1 = OP.step(l1, x[i + 1]);
      l2 = OP.step(l2, x[i + 2]);
      l3 = OP.step(l3, x[i + 3]);
      l4 = OP.step(l4, x[i + 4]);
      l5 = OP.step(l5, x[i + 5]);
      l6 = OP.step(l6, x[i + 6]);
      l7 = OP.step(l7, x[i + 7]);
      l8 = OP.step(l8, x[i + 8]);
      l9 = OP.step(l9, x[i + 9]);
      l10 = OP.step(l10, x[i + 10]);
      l11 = OP.step(l11, x[i + 11]);
      l12 = OP.step(l12, x[i + 12]);
      l13 = OP.step(l13, x[i + 13]);
      l14 = OP.step(l14, x[i + 14]);
      l15 = OP.step(l15, x[i + 15]);
    }
    lane[0] = l0;
    lane[1] = l1;
    lane[2] = l2;
    lane[3] = l3;
    lane[4] = l4;
    lane[5] = l5;
    lane[6] = l6;
    lane[7] = l7;
    lane[8] = l8;
    lane[9] = l9;
    lane[10] = l10;
    lane[11] = l11;
    lane[12] = l12;
    lane[13] = l13;
    lane[14] = l14;
    lane[15] = l15;
    for (int j = whole; j < n; j++) {
      lane[j - whole] = OP.step(lane[j - whole], x[from + j]);
    }
  }

  @Override
  public void columns(Object a, int ai, int[] rows, int n, int columns, Object lanes) {
    float[] x = (float[]) a;
    float[] lane = (float[]) lanes;
    Arrays.fill(lane, 0, LANES * columns, OP.start());
    for (int j = 0; j < n; j++) {
      int from = ai + rows[j];
      int to = j % LANES * columns;
      for (int c = 0; c < columns; c++) {
        lane[to + c] = OP.step(lane[to + c], x[from + c]);
      }
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      int n2 = half * columns;
      for (int c = 0; c < n2; c++) {
        lane[c] = OP.merge(lane[c], lane[c + n2]);
      }
    }
  }

  @Override
  public void merge(Object a, int ai, Object b, int bi, Object out, int oi, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] z = (float[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = OP.merge(x[ai + i], y[bi + i]);
    }
  }
}
