package jackhammer.internal.kernel.cpu;

// Twins: Double

import java.util.Arrays;

/** {@link NormLoop} on float32, element by element. */
class FloatNormLoop implements NormLoop {
  @Override
  public void sums(Object x, int xi, int apart, int rows, int n, Object lanes) {
    float[] from = (float[]) x;
    float[] lane = (float[]) lanes;
    for (int row = 0; row < rows; row++) {
      int at = xi + row * apart;
      int to = row * 2 * LANES;
      for (int l = 0; l < LANES; l++) {
        float sum = lane[to + l];
        for (int j = l; j < n; j += LANES) {
          sum += from[at + j];
        }
        lane[to + l] = sum;
      }
    }
  }

  @Override
  public void distances(Object x, int xi, int apart, int rows, int n, double[] near, Object lanes) {
    float[] from = (float[]) x;
    float[] lane = (float[]) lanes;
    for (int row = 0; row < rows; row++) {
      float m = (float) near[row];
      int at = xi + row * apart;
      int to = row * 2 * LANES;
      for (int l = to; l < to + LANES; l++) {
        float sum = lane[l];
        float squares = lane[LANES + l];
        for (int j = l - to; j < n; j += LANES) {
          float d = from[at + j] - m;
          sum += d;
          squares = Math.fma(d, d, squares);
        }
        lane[l] = sum;
        lane[LANES + l] = squares;
      }
    }
  }

  @Override
  public void products(
      NormArrays a,
      int xi,
      int gi,
      int apart,
      int rows,
      int n,
      int row,
      int weight,
      int step,
      Object lanes) {
    float[] x = (float[]) a.x;
    float[] g = (float[]) a.g;
    float[] w = (float[]) a.weight;
    float[] lane = (float[]) lanes;
    int wi = a.weight0 + weight;
    for (int i = 0; i < rows; i++) {
      float m = ((float[]) a.mean)[a.mean0 + row + i];
      float r = ((float[]) a.scale)[a.scale0 + row + i];
      int x0 = a.x0 + xi + i * apart;
      int g0 = a.g0 + gi + i * apart;
      int to = i * 2 * LANES;
      for (int l = 0; l < LANES; l++) {
        float sum = lane[to + l];
        float products = lane[to + LANES + l];
        for (int j = l; j < n; j += LANES) {
          float h = g[g0 + j] * w[wi + j * step];
          sum += h;
          products = Math.fma(h, (x[x0 + j] - m) * r, products);
        }
        lane[to + l] = sum;
        lane[to + LANES + l] = products;
      }
    }
  }

  @Override
  public double total(Object lanes, int at) {
    float[] lane = (float[]) lanes;
    float total = FloatDotLoop.tree(lane, at);
    Arrays.fill(lane, at, at + LANES, 0f);
    return total;
  }

  @Override
  public double mean(Object lanes, int at, int n) {
    float mean = (float) (total(lanes, at) / n);
    return mean;
  }

  @Override
  public void planes(
      NormArrays a, int count, int n, int xi, int oi, int row, int rows, int weight, int weights) {
    float[] w = (float[]) a.weight;
    float[] b = (float[]) a.bias;
    for (int p = 0; p < count; p++) {
      int wi = a.weight0 + weight + p * weights;
      int bi = a.bias0 + weight + p * weights;
      affine(a, n, xi + p * n, oi + p * n, row + p * rows, w, wi, b, bi, 0);
    }
  }

  @Override
  public void run(NormArrays a, int n, int xi, int oi, int row, int weight) {
    float[] w = (float[]) a.weight;
    float[] b = (float[]) a.bias;
    affine(a, n, xi, oi, row, w, a.weight0 + weight, b, a.bias0 + weight, 1);
  }

  private static void affine(
      NormArrays a,
      int n,
      int xi,
      int oi,
      int row,
      float[] w,
      int wi,
      float[] b,
      int bi,
      int step) {
    float[] x = (float[]) a.x;
    float[] out = (float[]) a.out;
    float m = ((float[]) a.mean)[a.mean0 + row];
    float r = ((float[]) a.scale)[a.scale0 + row];
    for (int j = 0; j < n; j++) {
      float z = (x[a.x0 + xi + j] - m) * r;
      out[a.out0 + oi + j] = Math.fma(z, w[wi + j * step], b[bi + j * step]);
    }
  }

  @Override
  public void planeGradients(
      NormArrays a, int count, int n, int at, int row, int rows, int weight, int weights) {
    for (int p = 0; p < count; p++) {
      gradients(a, n, at + p * n, row + p * rows, a.weight0 + weight + p * weights, 0);
    }
  }

  @Override
  public void runGradients(NormArrays a, int n, int at, int row, int weight) {
    gradients(a, n, at, row, a.weight0 + weight, 1);
  }

  private static void gradients(NormArrays a, int n, int at, int row, int wi, int step) {
    float[] x = (float[]) a.x;
    float[] g = (float[]) a.g;
    float[] w = (float[]) a.weight;
    float[] out = (float[]) a.out;
    float m = ((float[]) a.mean)[a.mean0 + row];
    float r = ((float[]) a.scale)[a.scale0 + row];
    float shift = ((float[]) a.shift)[row];
    float slope = ((float[]) a.slope)[row];
    float factor = ((float[]) a.factor)[row];
    for (int j = 0; j < n; j++) {
      float h = g[a.g0 + at + j] * w[wi + j * step];
      float z = (x[a.x0 + at + j] - m) * r;
      out[a.out0 + at + j] = (h + Math.fma(z, slope, shift)) * factor;
    }
  }

  @Override
  public void columns(
      NormArrays a, int at, int row, int rows, int lines, int length, int width, Object sums) {
    float[] x = (float[]) a.x;
    float[] g = (float[]) a.g;
    float[] lane = (float[]) sums;
    for (int j = 0; j < lines; j++) {
      int xi = a.x0 + at + j * length;
      int gi = a.g0 + at + j * length;
      float m = ((float[]) a.mean)[a.mean0 + row + j * rows];
      float r = ((float[]) a.scale)[a.scale0 + row + j * rows];
      int p = j % LANES * width;
      int s = p + LANES * width;
      for (int c = 0; c < width; c++) {
        lane[p + c] = Math.fma(g[gi + c], (x[xi + c] - m) * r, lane[p + c]);
        lane[s + c] += g[gi + c];
      }
    }
  }
}
