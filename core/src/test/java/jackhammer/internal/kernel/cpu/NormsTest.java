package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.parallel.Workers;
import jackhammer.testing.BitsRecorder;
import jackhammer.testing.Seeds;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Norms of rows of one and of several blocks against float64 by the definition. */
@Tag("bits")
class NormsTest {
  private static final int THREADS = Workers.threads();

  /** {pieces, rows, length, run, weights}; weights 0: none. */
  private static final int[][] LAYOUTS = {
    {3, 4, 1700, 1700, 4},
    {5, 3, 4096, 4096, 3},
    {700, 3, 7, 7, 3},
    {9000, 2, 1, 1, 2},
    {1, 5, 8193, 1, 8193},
    {1, 5, 9001, 0, 0},
    {1, 6, 6000, 2000, 6},
    {1, 6, 5001, 5001, 3},
    {1, 9000, 3, 1, 3},
    {1, 1, 17, 1, 17},
  };

  @AfterEach
  void threadsAsBefore() {
    Workers.threads(THREADS);
  }

  private static Strided random(DType t, Random random, double mean, int... sizes) {
    Strided s = Strided.empty(t, sizes);
    for (int i = 0; i < s.numel(); i++) {
      Elements.set(s.storage(), i, mean + random.nextGaussian());
    }
    return s;
  }

  private static double get(Strided s, int i) {
    return Elements.getDouble(s.storage(), i);
  }

  private static void close(String what, Strided actual, double[] expected, double tolerance) {
    double largest = 1;
    for (double e : expected) {
      largest = Math.max(largest, Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(get(actual, i))
          .as(what + " " + i)
          .isCloseTo(expected[i], within(tolerance * largest));
    }
  }

  @Test
  void equalsTheDefinition() {
    long seed = Seeds.next();
    System.out.println("NormsTest seed " + seed);
    Random random = new Random(seed);
    for (DType t : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      for (int[] layout : LAYOUTS) {
        for (boolean centred : new boolean[] {true, false}) {
          compare(t, layout, centred, random);
        }
      }
    }
  }

  private static void compare(DType t, int[] layout, boolean centred, Random random) {
    int pieces = layout[0];
    int rows = layout[1];
    int length = layout[2];
    boolean weighted = layout[4] > 0;
    int run = weighted ? layout[3] : 1;
    String what = t + " " + java.util.Arrays.toString(layout) + " centred " + centred + ": ";
    // far from 0, where the difference of two mean squares would have lost everything
    double far = centred && pieces * length > 100 ? 50 : 0;
    Strided x = random(t, random, far, pieces, rows, length);
    Strided g = random(t, random, 0.3, pieces, rows, length);
    Strided w = weighted ? random(t, random, 1, layout[4]) : null;
    Strided b = weighted ? random(t, random, 0, layout[4]) : null;
    Strided mean = centred ? Strided.empty(t, rows) : null;
    Strided variance = Strided.empty(t, rows);
    Norms.moments(x, mean, variance);
    int n = pieces * length;
    int[] row = IntStream.range(0, x.numel()).map(k -> k / length % rows).toArray();
    int[] weight =
        IntStream.range(0, x.numel()).map(k -> weighted ? k / run % layout[4] : 0).toArray();
    double[] m = new double[rows];
    double[] v = new double[rows];
    for (int k = 0; centred && k < row.length; k++) {
      m[row[k]] += get(x, k) / n;
    }
    for (int k = 0; k < row.length; k++) {
      v[row[k]] += Math.pow(get(x, k) - m[row[k]], 2) / n;
    }
    double eps = t == DType.FLOAT64 ? 1e-12 : 2e-6;
    if (centred) {
      close(what + "mean", mean, m, eps);
    }
    close(what + "variance", variance, v, eps);

    Strided scale = Strided.empty(t, rows);
    double[] r = new double[rows];
    for (int i = 0; i < rows; i++) {
      r[i] = 1 / Math.sqrt(v[i] + 0.1);
      Elements.set(scale.storage(), i, r[i]);
    }
    Strided y = Strided.empty(t, pieces, rows, length);
    Norms.normalise(x, mean, scale, w, b, run, y);
    double[] z = new double[row.length];
    double[] ys = new double[row.length];
    double[] h = new double[row.length];
    double[] sumH = new double[rows];
    double[] sumHz = new double[rows];
    double[] gw = new double[weighted ? layout[4] : 0];
    double[] gb = new double[gw.length];
    for (int k = 0; k < row.length; k++) {
      int i = row[k];
      z[k] = (get(x, k) - m[i]) * r[i];
      ys[k] = weighted ? z[k] * get(w, weight[k]) + get(b, weight[k]) : z[k];
      h[k] = weighted ? get(g, k) * get(w, weight[k]) : get(g, k);
      sumH[i] += h[k];
      sumHz[i] += h[k] * z[k];
      if (weighted) {
        gw[weight[k]] += get(g, k) * z[k];
        gb[weight[k]] += get(g, k);
      }
    }
    close(what + "output", y, ys, 4 * eps);

    for (boolean constant : new boolean[] {false, true}) {
      if (constant && weighted && run != length) {
        continue;
      }
      Strided gx = Strided.empty(t, pieces, rows, length);
      Strided dw = weighted ? Strided.empty(t, layout[4]) : null;
      Strided db = weighted ? Strided.empty(t, layout[4]) : null;
      Norms.normaliseBackward(g, x, mean, scale, w, run, constant, gx, dw, db);
      double[] expected = new double[row.length];
      for (int k = 0; k < row.length; k++) {
        int i = row[k];
        double shift = centred ? sumH[i] / n : 0;
        double slope = z[k] * sumHz[i] / n;
        expected[k] = r[i] * (constant ? h[k] : h[k] - shift - slope);
      }
      close(what + "gradient", gx, expected, 8 * eps);
      if (weighted) {
        // of float32 numbers around 50 the mean is known to 2e-6, for each of the addends
        double addends = 8 * eps * Math.sqrt((double) x.numel() / layout[4]);
        close(what + "gradient of weight", dw, gw, addends);
        close(what + "gradient of bias", db, gb, addends);
      }
    }
  }

  @Test
  void bitsAreTheSameOnAllThreads() {
    Random random = new Random(3);
    for (DType t : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      for (int[] layout : LAYOUTS) {
        Strided x = random(t, random, 2, layout[0], layout[1], layout[2]);
        Strided g = random(t, random, 0, layout[0], layout[1], layout[2]);
        Strided w = layout[4] > 0 ? random(t, random, 1, layout[4]) : null;
        int run = w == null ? 1 : layout[3];
        double[] first = null;
        for (int threads : new int[] {1, 2, 3, 7}) {
          Workers.threads(threads);
          Strided mean = Strided.empty(t, layout[1]);
          Strided scale = Strided.empty(t, layout[1]);
          Norms.moments(x, mean, scale);
          Strided y = Strided.empty(t, layout[0], layout[1], layout[2]);
          Norms.normalise(x, mean, scale, w, w, run, y);
          Strided gx = Strided.empty(t, layout[0], layout[1], layout[2]);
          Strided gw = w == null ? null : Strided.empty(t, layout[4]);
          Norms.normaliseBackward(g, x, mean, scale, w, run, false, gx, gw, null);
          double[] all =
              java.util.stream.Stream.of(mean, scale, y, gx, gw)
                  .filter(s -> s != null)
                  .flatMapToDouble(s -> IntStream.range(0, s.numel()).mapToDouble(i -> get(s, i)))
                  .toArray();
          first = first == null ? all : first;
          assertThat(all).as(threads + " threads").isEqualTo(first);
        }
        BitsRecorder.record(
            "norms/" + t + "/" + java.util.Arrays.toString(layout),
            java.util.Arrays.stream(first).mapToLong(Double::doubleToLongBits).toArray());
      }
    }
  }
}
