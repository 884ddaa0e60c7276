package jackhammer.internal.kernel.cpu;

// Twins: Double

import static jackhammer.internal.kernel.cpu.NormLoop.ABREAST;
import static jackhammer.internal.kernel.cpu.NormLoop.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of {@link FloatVectorNormLoop}. The lanes of a block are lanes of one or more vectors;
 * what is left at the end of a block is added to its lanes element by element.
 */
final class FloatVectorNormSums {
  private static final VectorSpecies<Float> F = Wide.F;
  private static final int W = F.length();

  /** Lines of one lane that are added in one go. */
  private static final int GO = 4;

  /** What {@link #addColumns} does a multiple of. */
  static final int LINES = GO * LANES;

  private FloatVectorNormSums() {}

  static void addSums(float[] x, int xi, int n, float[] lane, int to) {
    int whole = n & -LANES;
    for (int l = 0; l < LANES; l += W) {
      FloatVector sum = FloatVector.fromArray(F, lane, to + l);
      for (int j = l; j < whole; j += LANES) {
        sum = FloatVector.fromArray(F, x, xi + j).add(sum);
      }
      sum.intoArray(lane, to + l);
    }
    restOfSums(x, xi + whole, n - whole, lane, to);
  }

  static void addAbreast(float[] x, int x0, int apart, int n, float[] lane) {
    int whole = n & -LANES;
    int x1 = x0 + apart;
    int x2 = x1 + apart;
    int x3 = x2 + apart;
    for (int l = 0; l < LANES; l += W) {
      FloatVector s0 = FloatVector.fromArray(F, lane, l);
      FloatVector s1 = FloatVector.fromArray(F, lane, 2 * LANES + l);
      FloatVector s2 = FloatVector.fromArray(F, lane, 4 * LANES + l);
      FloatVector s3 = FloatVector.fromArray(F, lane, 6 * LANES + l);
      for (int j = l; j < whole; j += LANES) {
        s0 = FloatVector.fromArray(F, x, x0 + j).add(s0);
        s1 = FloatVector.fromArray(F, x, x1 + j).add(s1);
        s2 = FloatVector.fromArray(F, x, x2 + j).add(s2);
        s3 = FloatVector.fromArray(F, x, x3 + j).add(s3);
      }
      s0.intoArray(lane, l);
      s1.intoArray(lane, 2 * LANES + l);
      s2.intoArray(lane, 4 * LANES + l);
      s3.intoArray(lane, 6 * LANES + l);
    }
    for (int row = 0; row < ABREAST; row++) {
      restOfSums(x, x0 + row * apart + whole, n - whole, lane, row * 2 * LANES);
    }
  }

  private static void restOfSums(float[] x, int xi, int n, float[] lane, int to) {
    for (int j = 0; j < n; j++) {
      lane[to + j] += x[xi + j];
    }
  }

  static void addDistances(float[] x, int xi, int n, float near, float[] lane, int to) {
    int whole = n & -LANES;
    FloatVector m = FloatVector.broadcast(F, near);
    for (int l = to; l < to + LANES; l += W) {
      FloatVector sum = FloatVector.fromArray(F, lane, l);
      FloatVector squares = FloatVector.fromArray(F, lane, LANES + l);
      for (int j = l - to; j < whole; j += LANES) {
        FloatVector d = FloatVector.fromArray(F, x, xi + j).sub(m);
        sum = d.add(sum);
        squares = d.fma(d, squares);
      }
      sum.intoArray(lane, l);
      squares.intoArray(lane, LANES + l);
    }
    restOfDistances(x, xi + whole, n - whole, near, lane, to);
  }

  static void distancesAbreast(float[] x, int x0, int apart, int n, double[] near, float[] lane) {
    int whole = n & -LANES;
    int x1 = x0 + apart;
    int x2 = x1 + apart;
    int x3 = x2 + apart;
    FloatVector m0 = FloatVector.broadcast(F, (float) near[0]);
    FloatVector m1 = FloatVector.broadcast(F, (float) near[1]);
    FloatVector m2 = FloatVector.broadcast(F, (float) near[2]);
    FloatVector m3 = FloatVector.broadcast(F, (float) near[3]);
    for (int l = 0; l < LANES; l += W) {
      FloatVector s0 = FloatVector.fromArray(F, lane, l);
      FloatVector q0 = FloatVector.fromArray(F, lane, LANES + l);
      FloatVector s1 = FloatVector.fromArray(F, lane, 2 * LANES + l);
      FloatVector q1 = FloatVector.fromArray(F, lane, 3 * LANES + l);
      FloatVector s2 = FloatVector.fromArray(F, lane, 4 * LANES + l);
      FloatVector q2 = FloatVector.fromArray(F, lane, 5 * LANES + l);
      FloatVector s3 = FloatVector.fromArray(F, lane, 6 * LANES + l);
      FloatVector q3 = FloatVector.fromArray(F, lane, 7 * LANES + l);
      for (int j = l; j < whole; j += LANES) {
        FloatVector d = FloatVector.fromArray(F, x, x0 + j).sub(m0);
        s0 = d.add(s0);
        q0 = d.fma(d, q0);
        d = FloatVector.fromArray(F, x, x1 + j).sub(m1);
        s1 = d.add(s1);
        q1 = d.fma(d, q1);
        d = FloatVector.fromArray(F, x, x2 + j).sub(m2);
        s2 = d.add(s2);
        q2 = d.fma(d, q2);
        d = FloatVector.fromArray(F, x, x3 + j).sub(m3);
        s3 = d.add(s3);
        q3 = d.fma(d, q3);
      }
      s0.intoArray(lane, l);
      q0.intoArray(lane, LANES + l);
      s1.intoArray(lane, 2 * LANES + l);
      q1.intoArray(lane, 3 * LANES + l);
      s2.intoArray(lane, 4 * LANES + l);
      q2.intoArray(lane, 5 * LANES + l);
      s3.intoArray(lane, 6 * LANES + l);
      q3.intoArray(lane, 7 * LANES + l);
    }
    for (int row = 0; row < ABREAST; row++) {
      int at = x0 + row * apart + whole;
      restOfDistances(x, at, n - whole, (float) near[row], lane, row * 2 * LANES);
    }
  }

  private static void restOfDistances(float[] x, int xi, int n, float near, float[] lane, int to) {
    for (int j = 0; j < n; j++) {
      float d = x[xi + j] - near;
      lane[to + j] += d;
      lane[to + LANES + j] = Math.fma(d, d, lane[to + LANES + j]);
    }
  }

  /** All elements share a weight. */
  static void addProducts(
      NormArrays a, int xi, int gi, int n, int row, int weight, float[] lane, int r) {
    float[] x = (float[]) a.x;
    float[] g = (float[]) a.g;
    float mean = ((float[]) a.mean)[a.mean0 + row];
    float scale = ((float[]) a.scale)[a.scale0 + row];
    float shared = ((float[]) a.weight)[a.weight0 + weight];
    int x0 = a.x0 + xi;
    int g0 = a.g0 + gi;
    int whole = n & -LANES;
    int to = r * 2 * LANES;
    FloatVector m = FloatVector.broadcast(F, mean);
    FloatVector s = FloatVector.broadcast(F, scale);
    FloatVector w = FloatVector.broadcast(F, shared);
    for (int l = 0; l < LANES; l += W) {
      FloatVector sum = FloatVector.fromArray(F, lane, to + l);
      FloatVector products = FloatVector.fromArray(F, lane, to + LANES + l);
      for (int j = l; j < whole; j += LANES) {
        FloatVector h = FloatVector.fromArray(F, g, g0 + j).mul(w);
        FloatVector z = FloatVector.fromArray(F, x, x0 + j).sub(m).mul(s);
        sum = h.add(sum);
        products = h.fma(z, products);
      }
      sum.intoArray(lane, to + l);
      products.intoArray(lane, to + LANES + l);
    }
    restOfProducts(a, xi + whole, gi + whole, n - whole, row, weight, 0, lane, r);
  }

  static void productsAbreast(
      NormArrays a, int xi, int gi, int apart, int n, int row, int weight, float[] lane) {
    float[] x = (float[]) a.x;
    float[] g = (float[]) a.g;
    float[] w = (float[]) a.weight;
    float[] mean = (float[]) a.mean;
    float[] scale = (float[]) a.scale;
    int whole = n & -LANES;
    int x0 = a.x0 + xi;
    int x1 = x0 + apart;
    int x2 = x1 + apart;
    int x3 = x2 + apart;
    int g0 = a.g0 + gi;
    int g1 = g0 + apart;
    int g2 = g1 + apart;
    int g3 = g2 + apart;
    int i = a.mean0 + row;
    FloatVector m0 = FloatVector.broadcast(F, mean[i]);
    FloatVector m1 = FloatVector.broadcast(F, mean[i + 1]);
    FloatVector m2 = FloatVector.broadcast(F, mean[i + 2]);
    FloatVector m3 = FloatVector.broadcast(F, mean[i + 3]);
    int k = a.scale0 + row;
    FloatVector r0 = FloatVector.broadcast(F, scale[k]);
    FloatVector r1 = FloatVector.broadcast(F, scale[k + 1]);
    FloatVector r2 = FloatVector.broadcast(F, scale[k + 2]);
    FloatVector r3 = FloatVector.broadcast(F, scale[k + 3]);
    FloatVector by = FloatVector.broadcast(F, w[a.weight0 + weight]);
    for (int l = 0; l < LANES; l += W) {
      FloatVector s0 = FloatVector.fromArray(F, lane, l);
      FloatVector q0 = FloatVector.fromArray(F, lane, LANES + l);
      FloatVector s1 = FloatVector.fromArray(F, lane, 2 * LANES + l);
      FloatVector q1 = FloatVector.fromArray(F, lane, 3 * LANES + l);
      FloatVector s2 = FloatVector.fromArray(F, lane, 4 * LANES + l);
      FloatVector q2 = FloatVector.fromArray(F, lane, 5 * LANES + l);
      FloatVector s3 = FloatVector.fromArray(F, lane, 6 * LANES + l);
      FloatVector q3 = FloatVector.fromArray(F, lane, 7 * LANES + l);
      for (int j = l; j < whole; j += LANES) {
        FloatVector h = FloatVector.fromArray(F, g, g0 + j).mul(by);
        s0 = h.add(s0);
        q0 = h.fma(FloatVector.fromArray(F, x, x0 + j).sub(m0).mul(r0), q0);
        h = FloatVector.fromArray(F, g, g1 + j).mul(by);
        s1 = h.add(s1);
        q1 = h.fma(FloatVector.fromArray(F, x, x1 + j).sub(m1).mul(r1), q1);
        h = FloatVector.fromArray(F, g, g2 + j).mul(by);
        s2 = h.add(s2);
        q2 = h.fma(FloatVector.fromArray(F, x, x2 + j).sub(m2).mul(r2), q2);
        h = FloatVector.fromArray(F, g, g3 + j).mul(by);
        s3 = h.add(s3);
        q3 = h.fma(FloatVector.fromArray(F, x, x3 + j).sub(m3).mul(r3), q3);
      }
      s0.intoArray(lane, l);
      q0.intoArray(lane, LANES + l);
      s1.intoArray(lane, 2 * LANES + l);
      q1.intoArray(lane, 3 * LANES + l);
      s2.intoArray(lane, 4 * LANES + l);
      q2.intoArray(lane, 5 * LANES + l);
      s3.intoArray(lane, 6 * LANES + l);
      q3.intoArray(lane, 7 * LANES + l);
    }
    for (int r = 0; r < ABREAST; r++) {
      int at = whole + r * apart;
      restOfProducts(a, xi + at, gi + at, n - whole, row + r, weight, 0, lane, r);
    }
  }

  /** The elements of a row have the weights one after the other. */
  static void addWeighted(
      NormArrays a, int xi, int gi, int n, int row, int weight, float[] lane, int r) {
    float[] x = (float[]) a.x;
    float[] g = (float[]) a.g;
    float[] w = (float[]) a.weight;
    float mean = ((float[]) a.mean)[a.mean0 + row];
    float scale = ((float[]) a.scale)[a.scale0 + row];
    int x0 = a.x0 + xi;
    int g0 = a.g0 + gi;
    int w0 = a.weight0 + weight;
    int whole = n & -LANES;
    int to = r * 2 * LANES;
    FloatVector m = FloatVector.broadcast(F, mean);
    FloatVector s = FloatVector.broadcast(F, scale);
    for (int l = 0; l < LANES; l += W) {
      FloatVector sum = FloatVector.fromArray(F, lane, to + l);
      FloatVector products = FloatVector.fromArray(F, lane, to + LANES + l);
      for (int j = l; j < whole; j += LANES) {
        FloatVector h =
            FloatVector.fromArray(F, g, g0 + j).mul(FloatVector.fromArray(F, w, w0 + j));
        FloatVector z = FloatVector.fromArray(F, x, x0 + j).sub(m).mul(s);
        sum = h.add(sum);
        products = h.fma(z, products);
      }
      sum.intoArray(lane, to + l);
      products.intoArray(lane, to + LANES + l);
    }
    restOfProducts(a, xi + whole, gi + whole, n - whole, row, weight + whole, 1, lane, r);
  }

  static void weightedAbreast(
      NormArrays a, int xi, int gi, int apart, int n, int row, int weight, float[] lane) {
    float[] x = (float[]) a.x;
    float[] g = (float[]) a.g;
    float[] w = (float[]) a.weight;
    float[] mean = (float[]) a.mean;
    float[] scale = (float[]) a.scale;
    int whole = n & -LANES;
    int x0 = a.x0 + xi;
    int x1 = x0 + apart;
    int x2 = x1 + apart;
    int x3 = x2 + apart;
    int g0 = a.g0 + gi;
    int g1 = g0 + apart;
    int g2 = g1 + apart;
    int g3 = g2 + apart;
    int i = a.mean0 + row;
    FloatVector m0 = FloatVector.broadcast(F, mean[i]);
    FloatVector m1 = FloatVector.broadcast(F, mean[i + 1]);
    FloatVector m2 = FloatVector.broadcast(F, mean[i + 2]);
    FloatVector m3 = FloatVector.broadcast(F, mean[i + 3]);
    int k = a.scale0 + row;
    FloatVector r0 = FloatVector.broadcast(F, scale[k]);
    FloatVector r1 = FloatVector.broadcast(F, scale[k + 1]);
    FloatVector r2 = FloatVector.broadcast(F, scale[k + 2]);
    FloatVector r3 = FloatVector.broadcast(F, scale[k + 3]);
    int w0 = a.weight0 + weight;
    for (int l = 0; l < LANES; l += W) {
      FloatVector s0 = FloatVector.fromArray(F, lane, l);
      FloatVector q0 = FloatVector.fromArray(F, lane, LANES + l);
      FloatVector s1 = FloatVector.fromArray(F, lane, 2 * LANES + l);
      FloatVector q1 = FloatVector.fromArray(F, lane, 3 * LANES + l);
      FloatVector s2 = FloatVector.fromArray(F, lane, 4 * LANES + l);
      FloatVector q2 = FloatVector.fromArray(F, lane, 5 * LANES + l);
      FloatVector s3 = FloatVector.fromArray(F, lane, 6 * LANES + l);
      FloatVector q3 = FloatVector.fromArray(F, lane, 7 * LANES + l);
      for (int j = l; j < whole; j += LANES) {
        FloatVector by = FloatVector.fromArray(F, w, w0 + j);
        FloatVector h = FloatVector.fromArray(F, g, g0 + j).mul(by);
        s0 = h.add(s0);
        q0 = h.fma(FloatVector.fromArray(F, x, x0 + j).sub(m0).mul(r0), q0);
        h = FloatVector.fromArray(F, g, g1 + j).mul(by);
        s1 = h.add(s1);
        q1 = h.fma(FloatVector.fromArray(F, x, x1 + j).sub(m1).mul(r1), q1);
        h = FloatVector.fromArray(F, g, g2 + j).mul(by);
        s2 = h.add(s2);
        q2 = h.fma(FloatVector.fromArray(F, x, x2 + j).sub(m2).mul(r2), q2);
        h = FloatVector.fromArray(F, g, g3 + j).mul(by);
        s3 = h.add(s3);
        q3 = h.fma(FloatVector.fromArray(F, x, x3 + j).sub(m3).mul(r3), q3);
      }
      s0.intoArray(lane, l);
      q0.intoArray(lane, LANES + l);
      s1.intoArray(lane, 2 * LANES + l);
      q1.intoArray(lane, 3 * LANES + l);
      s2.intoArray(lane, 4 * LANES + l);
      q2.intoArray(lane, 5 * LANES + l);
      s3.intoArray(lane, 6 * LANES + l);
      q3.intoArray(lane, 7 * LANES + l);
    }
    for (int r = 0; r < ABREAST; r++) {
      int at = whole + r * apart;
      restOfProducts(a, xi + at, gi + at, n - whole, row + r, weight + whole, 1, lane, r);
    }
  }

  private static void restOfProducts(
      NormArrays a, int xi, int gi, int n, int row, int weight, int step, float[] lane, int r) {
    float[] x = (float[]) a.x;
    float[] g = (float[]) a.g;
    float[] w = (float[]) a.weight;
    float mean = ((float[]) a.mean)[a.mean0 + row];
    float scale = ((float[]) a.scale)[a.scale0 + row];
    int to = r * 2 * LANES;
    for (int j = 0; j < n; j++) {
      float h = g[a.g0 + gi + j] * w[a.weight0 + weight + j * step];
      lane[to + j] += h;
      float z = (x[a.x0 + xi + j] - mean) * scale;
      lane[to + LANES + j] = Math.fma(h, z, lane[to + LANES + j]);
    }
  }

  static void addColumns(
      NormArrays a, int at, int row, int rows, int lines, int length, int width, float[] sums) {
    for (int first = 0; first < lines; first += LINES) {
      for (int l = 0; l < LANES; l++) {
        int line = first + l;
        int i = row + line * rows;
        addLines(a, at + line * length, i, LANES * rows, LANES * length, width, sums, l * width);
      }
    }
  }

  /** The next lines of one lane, which is read and written once for all of them. */
  private static void addLines(
      NormArrays a, int at, int row, int next, int apart, int width, float[] lane, int to) {
    float[] x = (float[]) a.x;
    float[] g = (float[]) a.g;
    float[] mean = (float[]) a.mean;
    float[] scale = (float[]) a.scale;
    int i = a.mean0 + row;
    FloatVector m0 = FloatVector.broadcast(F, mean[i]);
    FloatVector m1 = FloatVector.broadcast(F, mean[i + next]);
    FloatVector m2 = FloatVector.broadcast(F, mean[i + 2 * next]);
    FloatVector m3 = FloatVector.broadcast(F, mean[i + 3 * next]);
    int k = a.scale0 + row;
    FloatVector r0 = FloatVector.broadcast(F, scale[k]);
    FloatVector r1 = FloatVector.broadcast(F, scale[k + next]);
    FloatVector r2 = FloatVector.broadcast(F, scale[k + 2 * next]);
    FloatVector r3 = FloatVector.broadcast(F, scale[k + 3 * next]);
    int x0 = a.x0 + at;
    int g0 = a.g0 + at;
    int plain = to + LANES * width;
    int whole = width & -W;
    for (int c = 0; c < whole; c += W) {
      FloatVector products = FloatVector.fromArray(F, lane, to + c);
      FloatVector sum = FloatVector.fromArray(F, lane, plain + c);
      FloatVector h = FloatVector.fromArray(F, g, g0 + c);
      products = h.fma(FloatVector.fromArray(F, x, x0 + c).sub(m0).mul(r0), products);
      sum = h.add(sum);
      h = FloatVector.fromArray(F, g, g0 + apart + c);
      products = h.fma(FloatVector.fromArray(F, x, x0 + apart + c).sub(m1).mul(r1), products);
      sum = h.add(sum);
      h = FloatVector.fromArray(F, g, g0 + 2 * apart + c);
      products = h.fma(FloatVector.fromArray(F, x, x0 + 2 * apart + c).sub(m2).mul(r2), products);
      sum = h.add(sum);
      h = FloatVector.fromArray(F, g, g0 + 3 * apart + c);
      products = h.fma(FloatVector.fromArray(F, x, x0 + 3 * apart + c).sub(m3).mul(r3), products);
      sum = h.add(sum);
      products.intoArray(lane, to + c);
      sum.intoArray(lane, plain + c);
    }
    for (int c = whole; c < width; c++) {
      for (int j = 0; j < GO; j++) {
        float h = g[g0 + j * apart + c];
        float z = (x[x0 + j * apart + c] - mean[i + j * next]) * scale[k + j * next];
        lane[to + c] = Math.fma(h, z, lane[to + c]);
        lane[plain + c] += h;
      }
    }
  }
}
