package jackhammer.internal.kernel.cpu;

// Twins: Double

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatNormLoop} a vector at a time. The lanes of a block are lanes of one or more vectors.
 * The last vector of a plane or a run overlaps the one before: results lie apart from operands.
 */
final class FloatVectorNormLoop extends FloatNormLoop {
  private static final VectorSpecies<Float> F = Wide.F;
  private static final int W = F.length();

  /** Elements of a call under trial, and one more, which fills no vector. */
  private static final int N = 10 * LANES;

  private final List<Warmed> all = new ArrayList<>();
  private final Warmed sums;
  private final Warmed distances;
  private final Warmed products;
  private final Warmed planes;
  private final Warmed runs;
  private final Warmed planeGradients;
  private final Warmed runGradients;
  private final Warmed columns;

  FloatVectorNormLoop() {
    int lines = FloatVectorNormSums.LINES;
    int width = 2 * W + 1;
    float[] x = new float[lines * width];
    NormArrays a = NormArrays.trial(x, new float[lines * width]);
    float[] lanes = new float[2 * LANES * Math.max(width, ABREAST)];
    double[] near = new double[ABREAST];
    sums =
        loop(
            1 + ABREAST,
            () -> {
              FloatVectorNormSums.addSums(x, 0, N + 1, lanes, 0);
              FloatVectorNormSums.addAbreast(x, 0, 0, N + 1, lanes);
            });
    distances =
        loop(
            2 * (1 + ABREAST),
            () -> {
              FloatVectorNormSums.addDistances(x, 0, N + 1, 0f, lanes, 0);
              FloatVectorNormSums.distancesAbreast(x, 0, 0, N + 1, near, lanes);
            });
    products =
        loop(
            4 * (1 + ABREAST),
            () -> {
              FloatVectorNormSums.addProducts(a, 0, 0, N + 1, 0, 0, lanes, 0);
              FloatVectorNormSums.addWeighted(a, 0, 0, N + 1, 0, 0, lanes, 0);
              FloatVectorNormSums.productsAbreast(a, 0, 0, 0, N + 1, 0, 0, lanes);
              FloatVectorNormSums.weightedAbreast(a, 0, 0, 0, N + 1, 0, 0, lanes);
            });
    planes =
        loop(
            4,
            () -> {
              affinePlanes(a, 1, N + 1, 0, 0, 0, 0, 0, 0);
              affinePlanes(a, 2, N, 0, 0, 0, 0, 0, 0);
            });
    runs =
        loop(
            3,
            () -> {
              affineRun(a, N + 1, 0, 0, 0, 0);
              affineRun(a, N, 0, 0, 0, 0);
            });
    planeGradients =
        loop(
            6,
            () -> {
              gradientPlanes(a, 1, N + 1, 0, 0, 0, 0, 0);
              gradientPlanes(a, 2, N, 0, 0, 0, 0, 0);
            });
    runGradients =
        loop(
            4,
            () -> {
              gradientRun(a, N + 1, 0, 0, 0);
              gradientRun(a, N, 0, 0, 0);
            });
    columns =
        loop(20, () -> FloatVectorNormSums.addColumns(a, 0, 0, 1, lines, width, width, lanes));
  }

  /**
   * @param steps how often the call goes over N elements; three nanoseconds for a vector of these
   */
  private Warmed loop(int steps, Runnable call) {
    Warmed loop = new Warmed(steps * (3L * N / W) + 300, () -> call);
    all.add(loop);
    if (Warming.OFF) {
      loop.skip();
    }
    return loop;
  }

  @Override
  public void doNotWarmUp() {
    all.forEach(Warmed::skip);
  }

  // ---- sums ----------------------------------------------------------------------------------

  @Override
  public void sums(Object x, int xi, int apart, int rows, int n, Object lanes) {
    if (!sums.ready((long) rows * n)) {
      super.sums(x, xi, apart, rows, n, lanes);
    } else if (rows == ABREAST) {
      FloatVectorNormSums.addAbreast((float[]) x, xi, apart, n, (float[]) lanes);
    } else {
      for (int row = 0; row < rows; row++) {
        FloatVectorNormSums.addSums(
            (float[]) x, xi + row * apart, n, (float[]) lanes, row * 2 * LANES);
      }
    }
  }

  @Override
  public void distances(Object x, int xi, int apart, int rows, int n, double[] near, Object lanes) {
    if (!distances.ready((long) rows * n)) {
      super.distances(x, xi, apart, rows, n, near, lanes);
    } else if (rows == ABREAST) {
      FloatVectorNormSums.distancesAbreast((float[]) x, xi, apart, n, near, (float[]) lanes);
    } else {
      for (int row = 0; row < rows; row++) {
        int at = xi + row * apart;
        FloatVectorNormSums.addDistances(
            (float[]) x, at, n, (float) near[row], (float[]) lanes, row * 2 * LANES);
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
    float[] lane = (float[]) lanes;
    if (!products.ready((long) rows * n)) {
      super.products(a, xi, gi, apart, rows, n, row, weight, step, lanes);
    } else if (rows == ABREAST && step == 0) {
      FloatVectorNormSums.productsAbreast(a, xi, gi, apart, n, row, weight, lane);
    } else if (rows == ABREAST) {
      FloatVectorNormSums.weightedAbreast(a, xi, gi, apart, n, row, weight, lane);
    } else {
      for (int r = 0; r < rows; r++) {
        int at = r * apart;
        if (step == 0) {
          FloatVectorNormSums.addProducts(a, xi + at, gi + at, n, row + r, weight, lane, r);
        } else {
          FloatVectorNormSums.addWeighted(a, xi + at, gi + at, n, row + r, weight, lane, r);
        }
      }
    }
  }

  // ---- results -------------------------------------------------------------------------------

  @Override
  public void planes(
      NormArrays a, int count, int n, int xi, int oi, int row, int rows, int weight, int weights) {
    if (n >= W && planes.ready((long) count * n)) {
      affinePlanes(a, count, n, xi, oi, row, rows, weight, weights);
    } else {
      super.planes(a, count, n, xi, oi, row, rows, weight, weights);
    }
  }

  private static void affinePlanes(
      NormArrays a, int count, int n, int xi, int oi, int row, int rows, int weight, int weights) {
    float[] x = (float[]) a.x;
    float[] out = (float[]) a.out;
    float[] mean = (float[]) a.mean;
    float[] scale = (float[]) a.scale;
    float[] w = (float[]) a.weight;
    float[] b = (float[]) a.bias;
    for (int p = 0; p < count; p++) {
      FloatVector m = FloatVector.broadcast(F, mean[a.mean0 + row + p * rows]);
      FloatVector r = FloatVector.broadcast(F, scale[a.scale0 + row + p * rows]);
      FloatVector by = FloatVector.broadcast(F, w[a.weight0 + weight + p * weights]);
      FloatVector plus = FloatVector.broadcast(F, b[a.bias0 + weight + p * weights]);
      int from = a.x0 + xi + p * n;
      int to = a.out0 + oi + p * n;
      int last = n - W;
      for (int j = 0; j < last; j += W) {
        FloatVector z = FloatVector.fromArray(F, x, from + j).sub(m).mul(r);
        z.fma(by, plus).intoArray(out, to + j);
      }
      FloatVector z = FloatVector.fromArray(F, x, from + last).sub(m).mul(r);
      z.fma(by, plus).intoArray(out, to + last);
    }
  }

  @Override
  public void run(NormArrays a, int n, int xi, int oi, int row, int weight) {
    if (n >= W && runs.ready(n)) {
      affineRun(a, n, xi, oi, row, weight);
    } else {
      super.run(a, n, xi, oi, row, weight);
    }
  }

  private static void affineRun(NormArrays a, int n, int xi, int oi, int row, int weight) {
    float[] x = (float[]) a.x;
    float[] out = (float[]) a.out;
    float[] w = (float[]) a.weight;
    float[] b = (float[]) a.bias;
    FloatVector m = FloatVector.broadcast(F, ((float[]) a.mean)[a.mean0 + row]);
    FloatVector r = FloatVector.broadcast(F, ((float[]) a.scale)[a.scale0 + row]);
    int from = a.x0 + xi;
    int to = a.out0 + oi;
    int w0 = a.weight0 + weight;
    int b0 = a.bias0 + weight;
    int last = n - W;
    for (int j = 0; j < last; j += W) {
      FloatVector z = FloatVector.fromArray(F, x, from + j).sub(m).mul(r);
      FloatVector plus = FloatVector.fromArray(F, b, b0 + j);
      z.fma(FloatVector.fromArray(F, w, w0 + j), plus).intoArray(out, to + j);
    }
    FloatVector z = FloatVector.fromArray(F, x, from + last).sub(m).mul(r);
    FloatVector plus = FloatVector.fromArray(F, b, b0 + last);
    z.fma(FloatVector.fromArray(F, w, w0 + last), plus).intoArray(out, to + last);
  }

  // ---- gradients -----------------------------------------------------------------------------

  @Override
  public void planeGradients(
      NormArrays a, int count, int n, int at, int row, int rows, int weight, int weights) {
    if (n >= W && planeGradients.ready((long) count * n)) {
      gradientPlanes(a, count, n, at, row, rows, weight, weights);
    } else {
      super.planeGradients(a, count, n, at, row, rows, weight, weights);
    }
  }

  private static void gradientPlanes(
      NormArrays a, int count, int n, int at, int row, int rows, int weight, int weights) {
    float[] x = (float[]) a.x;
    float[] g = (float[]) a.g;
    float[] out = (float[]) a.out;
    float[] mean = (float[]) a.mean;
    float[] scale = (float[]) a.scale;
    float[] w = (float[]) a.weight;
    float[] shift = (float[]) a.shift;
    float[] slope = (float[]) a.slope;
    float[] factor = (float[]) a.factor;
    for (int p = 0; p < count; p++) {
      int i = row + p * rows;
      FloatVector m = FloatVector.broadcast(F, mean[a.mean0 + i]);
      FloatVector r = FloatVector.broadcast(F, scale[a.scale0 + i]);
      FloatVector by = FloatVector.broadcast(F, w[a.weight0 + weight + p * weights]);
      FloatVector s = FloatVector.broadcast(F, shift[i]);
      FloatVector t = FloatVector.broadcast(F, slope[i]);
      FloatVector f = FloatVector.broadcast(F, factor[i]);
      int from = a.x0 + at + p * n;
      int up = a.g0 + at + p * n;
      int to = a.out0 + at + p * n;
      int last = n - W;
      for (int j = 0; j < last; j += W) {
        FloatVector h = FloatVector.fromArray(F, g, up + j).mul(by);
        FloatVector z = FloatVector.fromArray(F, x, from + j).sub(m).mul(r);
        h.add(z.fma(t, s)).mul(f).intoArray(out, to + j);
      }
      FloatVector h = FloatVector.fromArray(F, g, up + last).mul(by);
      FloatVector z = FloatVector.fromArray(F, x, from + last).sub(m).mul(r);
      h.add(z.fma(t, s)).mul(f).intoArray(out, to + last);
    }
  }

  @Override
  public void runGradients(NormArrays a, int n, int at, int row, int weight) {
    if (n >= W && runGradients.ready(n)) {
      gradientRun(a, n, at, row, weight);
    } else {
      super.runGradients(a, n, at, row, weight);
    }
  }

  private static void gradientRun(NormArrays a, int n, int at, int row, int weight) {
    float[] x = (float[]) a.x;
    float[] g = (float[]) a.g;
    float[] out = (float[]) a.out;
    float[] w = (float[]) a.weight;
    FloatVector m = FloatVector.broadcast(F, ((float[]) a.mean)[a.mean0 + row]);
    FloatVector r = FloatVector.broadcast(F, ((float[]) a.scale)[a.scale0 + row]);
    FloatVector s = FloatVector.broadcast(F, ((float[]) a.shift)[row]);
    FloatVector t = FloatVector.broadcast(F, ((float[]) a.slope)[row]);
    FloatVector f = FloatVector.broadcast(F, ((float[]) a.factor)[row]);
    int from = a.x0 + at;
    int up = a.g0 + at;
    int to = a.out0 + at;
    int w0 = a.weight0 + weight;
    int last = n - W;
    for (int j = 0; j < last; j += W) {
      FloatVector h = FloatVector.fromArray(F, g, up + j).mul(FloatVector.fromArray(F, w, w0 + j));
      FloatVector z = FloatVector.fromArray(F, x, from + j).sub(m).mul(r);
      h.add(z.fma(t, s)).mul(f).intoArray(out, to + j);
    }
    FloatVector h =
        FloatVector.fromArray(F, g, up + last).mul(FloatVector.fromArray(F, w, w0 + last));
    FloatVector z = FloatVector.fromArray(F, x, from + last).sub(m).mul(r);
    h.add(z.fma(t, s)).mul(f).intoArray(out, to + last);
  }

  @Override
  public void columns(
      NormArrays a, int at, int row, int rows, int lines, int length, int width, Object sums) {
    int done = 0;
    if (columns.ready((long) lines * width)) {
      done = lines - lines % (FloatVectorNormSums.LINES);
      FloatVectorNormSums.addColumns(a, at, row, rows, done, length, width, (float[]) sums);
    }
    int next = row + done * rows;
    super.columns(a, at + done * length, next, rows, lines - done, length, width, sums);
  }
}
