package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.DType;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.parallel.Workers;
import jackhammer.testing.BitsRecorder;
import jackhammer.testing.Seeds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Softmax against float64 by the definition, in every layout. */
@Tag("bits")
class RowsTest {
  private static final int THREADS = Workers.threads();

  @AfterEach
  void threadsAsBefore() {
    Workers.threads(THREADS);
  }

  /** The rows along {@code dim}: for each, the row-major numbers of its elements. */
  private static int[][] rows(Strided x, int dim) {
    int n = x.size(dim);
    int inner = 1;
    for (int d = dim + 1; d < x.dim(); d++) {
      inner *= x.size(d);
    }
    int[][] rows = new int[n == 0 ? 0 : x.numel() / n][n];
    for (int r = 0; r < rows.length; r++) {
      for (int j = 0; j < n; j++) {
        rows[r][j] = (r / inner * n + j) * inner + r % inner;
      }
    }
    return rows;
  }

  @Test
  void equalsTheDefinitionInEveryLayout() {
    long seed = Seeds.next();
    System.out.println("RowsTest seed " + seed);
    Random random = new Random(seed);
    DType[] types = {DType.FLOAT32, DType.FLOAT64, DType.FLOAT16, DType.BFLOAT16};
    for (int round = 0; round < 300; round++) {
      DType t = types[random.nextInt(4)];
      int[] sizes = Layouts.sizes(random);
      if (sizes.length == 0) {
        continue;
      }
      int dim = random.nextInt(sizes.length);
      Strided x = Layouts.operand(t, sizes, random, true, r -> 3 * r.nextGaussian());
      Strided g = Layouts.operand(t, sizes, random, true, r -> r.nextGaussian());
      double tolerance =
          switch (t) {
            case FLOAT64 -> 1e-14;
            case FLOAT32 -> 1e-6;
            case FLOAT16 -> 2e-3;
            default -> 2e-2;
          };
      for (boolean log : new boolean[] {false, true}) {
        Strided y = Layouts.operand(t, sizes, random, false, r -> 7);
        Rows.softmax(x, dim, log, y);
        Strided gx = Layouts.operand(t, sizes, random, false, r -> 7);
        Rows.softmaxBackward(g, y, dim, log, gx);
        for (int[] row : rows(x, dim)) {
          double max = Double.NEGATIVE_INFINITY;
          for (int i : row) {
            max = Math.max(max, Layouts.get(x, i));
          }
          double sum = 0;
          double dot = 0;
          for (int i : row) {
            sum += Math.exp(Layouts.get(x, i) - max);
            dot += Layouts.get(g, i) * (log ? 1 : Layouts.get(y, i));
          }
          for (int i : row) {
            double shifted = Layouts.get(x, i) - max;
            double expected = log ? shifted - Math.log(sum) : Math.exp(shifted) / sum;
            String what = t + " " + Arrays.toString(sizes) + " dim " + dim + " seed " + seed;
            double scale = Math.max(1, Math.abs(expected));
            assertThat(Math.abs(Layouts.get(y, i) - expected) / scale)
                .as(what)
                .isLessThan(tolerance);
            double value = Layouts.get(y, i);
            double gradient = Layouts.get(g, i);
            double back = log ? gradient - Math.exp(value) * dot : value * (gradient - dot);
            assertThat(Math.abs(Layouts.get(gx, i) - back) / Math.max(1, Math.abs(dot)))
                .as(what)
                .isLessThan(3 * tolerance);
          }
        }
      }
    }
  }

  private static Strided noise(Random random, int... sizes) {
    Strided x = Strided.empty(DType.FLOAT32, sizes);
    for (int i = 0; i < x.numel(); i++) {
      x.storage().floats()[i] = (float) (4 * random.nextGaussian());
    }
    return x;
  }

  @Test
  void aRowGivesTheSameBitsHoweverItLies() {
    Random random = new Random(1);
    for (int n : new int[] {1, 10, 17, 100, 4096, 4100, 9000}) {
      for (int columns : new int[] {1, 3, 8, 21, 40}) {
        Strided x = noise(random, n, columns);
        Strided g = noise(random, n, columns);
        for (boolean log : new boolean[] {false, true}) {
          Strided y = Strided.empty(DType.FLOAT32, n, columns);
          Strided gx = Strided.empty(DType.FLOAT32, n, columns);
          Rows.softmax(x, 0, log, y);
          Rows.softmaxBackward(g, y, 0, log, gx);
          for (int c = 0; c < columns; c++) {
            Strided row = Strided.empty(DType.FLOAT32, n);
            Copies.copy(x.select(1, c), row);
            Strided alone = Strided.empty(DType.FLOAT32, n);
            Rows.softmax(row, 0, log, alone);
            assertThat(Layouts.values(alone)).isEqualTo(Layouts.values(y.select(1, c)));
            Copies.copy(g.select(1, c), row);
            Strided back = Strided.empty(DType.FLOAT32, n);
            Rows.softmaxBackward(row, alone, 0, log, back);
            assertThat(Layouts.values(back)).isEqualTo(Layouts.values(gx.select(1, c)));
          }
          BitsRecorder.record("softmax " + n + " " + columns + " " + log, Layouts.values(y));
          BitsRecorder.record("softmax back " + n + " " + columns + " " + log, Layouts.values(gx));
        }
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    Strided x = noise(new Random(2), 60, 700, 9);
    for (int dim = 0; dim < 3; dim++) {
      double[] first = null;
      for (int threads : new int[] {1, 2, 3, 7}) {
        Workers.threads(threads);
        Strided y = Strided.empty(DType.FLOAT32, x.sizes());
        Rows.softmax(x, dim, false, y);
        double[] values = Layouts.values(y);
        first = first == null ? values : first;
        assertThat(values).isEqualTo(first);
      }
    }
  }

  /** What PyTorch gives. */
  @Test
  void infinitiesAndNan() {
    float inf = Float.POSITIVE_INFINITY;
    assertThat(softmax(-inf, 0, -inf)).containsExactly(0, 1, 0);
    assertThat(softmax(-inf, -inf)).containsOnly(Float.NaN);
    assertThat(softmax(inf, 1)).containsOnly(Float.NaN);
    assertThat(softmax(Float.NaN, 1)).containsOnly(Float.NaN);
    assertThat(softmax(1000, 1000)).containsExactly(0.5f, 0.5f);
  }

  private static float[] softmax(float... values) {
    Strided x = Strided.empty(DType.FLOAT32, values.length);
    System.arraycopy(values, 0, x.storage().floats(), 0, values.length);
    Strided y = Strided.empty(DType.FLOAT32, values.length);
    Rows.softmax(x, 0, false, y);
    return y.storage().floats();
  }
}
