package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.parallel.Workers;
import jackhammer.testing.BitsRecorder;
import jackhammer.testing.Seeds;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reductions: the order of the sums as it is written down, and values against exact ones. */
@Tag("bits")
class ReductionsTest {
  private static final int THREADS = Workers.threads();

  @AfterEach
  void threadsAsBefore() {
    Workers.threads(THREADS);
  }

  /** The rule of Reductions' Javadoc, word by word, in float32 or float64. */
  private static double byTheRule(DType dtype, Reduce op, double[] row) {
    int blocks = Math.max(1, (row.length + 4095) / 4096);
    double[] results = new double[blocks];
    for (int b = 0; b < blocks; b++) {
      double[] lane = new double[16];
      Arrays.fill(lane, start(op));
      for (int j = 0; j < 4096 && b * 4096 + j < row.length; j++) {
        lane[j % 16] = step(dtype, op, lane[j % 16], row[b * 4096 + j]);
      }
      for (int half = 8; half > 0; half /= 2) {
        for (int l = 0; l < half; l++) {
          lane[l] = merge(dtype, op, lane[l], lane[l + half]);
        }
      }
      results[b] = lane[0];
    }
    while (results.length > 1) {
      double[] next = new double[(results.length + 1) / 2];
      for (int i = 0; i < next.length; i++) {
        next[i] =
            2 * i + 1 < results.length
                ? merge(dtype, op, results[2 * i], results[2 * i + 1])
                : results[2 * i];
      }
      results = next;
    }
    return results[0];
  }

  private static double start(Reduce op) {
    return switch (op) {
      case PROD -> 1;
      case MAX -> Double.NEGATIVE_INFINITY;
      case MIN -> Double.POSITIVE_INFINITY;
      default -> 0;
    };
  }

  private static double step(DType dtype, Reduce op, double lane, double x) {
    return switch (op) {
      case SUM_SQUARES ->
          dtype == DType.FLOAT64
              ? Math.fma(x, x, lane)
              : Math.fma((float) x, (float) x, (float) lane);
      case SUM_ABS -> merge(dtype, op, lane, Math.abs(x));
      default -> merge(dtype, op, lane, x);
    };
  }

  /** A float32 sum or product of two is the float64 one rounded: no double rounding can occur. */
  private static double merge(DType dtype, Reduce op, double a, double b) {
    double exact =
        switch (op) {
          case PROD -> a * b;
          case MAX -> Math.max(a, b);
          case MIN -> Math.min(a, b);
          default -> a + b;
        };
    return dtype == DType.FLOAT64 ? exact : (float) exact;
  }

  private static final Reduce[] FLOATING = {
    Reduce.SUM, Reduce.SUM_SQUARES, Reduce.SUM_ABS, Reduce.PROD, Reduce.MAX, Reduce.MIN
  };

  private static void assertRule(Reduce op, Strided x, Strided out, String what) {
    DType computed = x.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    Reductions.reduce(op, x, out);
    int n = x.dim();
    int rowLength = x.numel() / Math.max(1, out.numel());
    double[][] rows = new double[out.numel()][rowLength];
    int[] filled = new int[out.numel()];
    int[] index = new int[n];
    for (int i = 0; i < x.numel(); i++) {
      int rest = i;
      for (int d = n - 1; d >= 0; d--) {
        index[d] = rest % x.size(d);
        rest /= x.size(d);
      }
      int o = 0;
      for (int d = 0; d < n; d++) {
        o = o * out.size(d) + (out.size(d) == 1 ? 0 : index[d]);
      }
      rows[o][filled[o]++] = Layouts.get(x, i);
    }
    for (int o = 0; o < out.numel(); o++) {
      double expected = byTheRule(computed, op, rows[o]);
      Strided rounded = Strided.scalar(out.dtype(), expected);
      assertThat(Double.doubleToLongBits(Layouts.get(out, o)))
          .as("%s %s of %d elements, result %d: %s", what, op, rowLength, o, expected)
          .isEqualTo(Double.doubleToLongBits(Layouts.get(rounded, 0)));
    }
  }

  @Test
  void sumsFollowTheRuleInEveryLayout() {
    long seed = Seeds.next();
    System.out.println("ReductionsTest seed " + seed);
    Random random = new Random(seed);
    DType[] types = {DType.FLOAT32, DType.FLOAT64, DType.FLOAT16, DType.BFLOAT16};
    for (int round = 0; round < 400; round++) {
      DType t = types[random.nextInt(4)];
      int[] sizes = Layouts.sizes(random);
      int[] reduced = sizes.clone();
      for (int d = 0; d < sizes.length; d++) {
        if (random.nextBoolean()) {
          reduced[d] = 1;
        }
      }
      Strided x = Layouts.operand(t, sizes, random, true, r -> r.nextGaussian());
      Strided out = Layouts.operand(t, reduced, random, false, r -> 7);
      Reduce op = FLOATING[random.nextInt(FLOATING.length)];
      if (x.numel() > 0 || op != Reduce.MAX && op != Reduce.MIN) {
        assertRule(op, x, out, "seed " + seed);
      }
    }
  }

  @Test
  void rowsOfEveryLengthAroundBlocksAndLanes() {
    Random random = new Random(5);
    int[] lengths = {
      0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 100, 4080, 4095, 4096, 4097, 4111, 4113,
      8192, 8193, 12289, 20481, 28673
    };
    for (int n : lengths) {
      for (DType t : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
        for (Reduce op : new Reduce[] {Reduce.SUM, Reduce.SUM_SQUARES, Reduce.PROD}) {
          Strided x = Strided.empty(t, n, 3);
          Strided rows = Strided.empty(t, 3, n);
          for (int i = 0; i < x.numel(); i++) {
            double v = op == Reduce.PROD ? 1 + random.nextGaussian() / 100 : random.nextGaussian();
            Elements.set(x.storage(), i, v);
            Elements.set(rows.storage(), i, v);
          }
          assertRule(op, x, Strided.empty(t, 1, 3), "columns");
          assertRule(op, rows, Strided.empty(t, 3, 1), "rows");
          Strided wide = x.view(0, new int[] {n, 3, 7}, new int[] {3, 1, 0});
          assertRule(op, wide, Strided.empty(t, 1, 3, 7), "repeated");
          Strided out = Strided.empty(t, 1, 3);
          Reductions.reduce(op, x, out);
          BitsRecorder.record("reduce " + t + " " + op + " " + n, Layouts.values(out));
        }
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    Random random = new Random(6);
    Strided x = Strided.empty(DType.FLOAT32, 311, 977);
    for (int i = 0; i < x.numel(); i++) {
      x.storage().floats()[i] = (float) random.nextGaussian();
    }
    int[][] outs = {{1, 1}, {311, 1}, {1, 977}};
    for (int[] size : outs) {
      double[] first = null;
      for (int threads : new int[] {1, 2, 3, 7}) {
        Workers.threads(threads);
        Strided out = Strided.empty(DType.FLOAT32, size);
        Reductions.reduce(Reduce.SUM, x, out);
        double[] values = Layouts.values(out);
        first = first == null ? values : first;
        assertThat(values).isEqualTo(first);
      }
      BitsRecorder.record("reduce threads " + Arrays.toString(size), first);
    }
  }

  @Test
  void aLongSumIsNearTheExactOne() {
    int n = 1 << 21;
    Strided x = Strided.empty(DType.FLOAT32, n);
    Random random = new Random(7);
    BigDecimal exact = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      float v = random.nextFloat();
      x.storage().floats()[i] = v;
      exact = exact.add(new BigDecimal(v));
    }
    Strided out = Strided.empty(DType.FLOAT32, 1);
    Reductions.reduce(Reduce.SUM, x, out);
    double error = out.storage().floats()[0] / exact.doubleValue() - 1;
    assertThat(Math.abs(error)).isLessThan(2e-7);
  }

  @Test
  void nanWinsAgainstEverything() {
    for (DType t : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      for (int n : new int[] {1, 5, 16, 40, 5000}) {
        for (int at : new int[] {0, n / 2, n - 1}) {
          Strided x = Strided.empty(t, n, 5);
          for (int i = 0; i < x.numel(); i++) {
            Elements.set(x.storage(), i, i % 3 == 0 ? Double.POSITIVE_INFINITY : -i);
          }
          Elements.set(x.storage(), at * 5 + 2, Double.NaN);
          for (Reduce op : new Reduce[] {Reduce.MAX, Reduce.MIN, Reduce.SUM}) {
            Strided out = Strided.empty(t, 1, 5);
            Reductions.reduce(op, x, out);
            assertThat(Layouts.get(out, 2)).isNaN();
            assertThat(Layouts.get(out, 1)).isNotNaN();
            Strided all = Strided.empty(t, 1, 1);
            Reductions.reduce(op, x, all);
            assertThat(Layouts.get(all, 0)).isNaN();
          }
        }
      }
    }
  }

  @Test
  void integersAreSummedExactly() {
    long seed = Seeds.next();
    Random random = new Random(seed);
    DType[] types = {DType.UINT8, DType.INT8, DType.INT16, DType.INT32, DType.INT64, DType.BOOL};
    for (int round = 0; round < 200; round++) {
      DType t = types[random.nextInt(types.length)];
      int[] sizes = Layouts.sizes(random);
      Strided x = Layouts.operand(t, sizes, random, true, r -> r.nextInt());
      int[] ones = new int[sizes.length];
      Arrays.fill(ones, 1);
      Strided out = Strided.empty(DType.INT64, ones);
      long sum = 0;
      long product = 1;
      long nonzero = 0;
      for (int i = 0; i < x.numel(); i++) {
        sum += Layouts.getLong(x, i);
        product *= Layouts.getLong(x, i);
        nonzero += Layouts.getLong(x, i) != 0 ? 1 : 0;
      }
      String what = t + " " + Arrays.toString(sizes) + " seed " + seed;
      Reductions.reduce(Reduce.SUM, x, out);
      assertThat(out.storage().longs()[0]).as(what).isEqualTo(sum);
      Reductions.reduce(Reduce.PROD, x, out);
      assertThat(out.storage().longs()[0]).as(what).isEqualTo(product);
      Reductions.reduce(Reduce.COUNT_NONZERO, x, out);
      assertThat(out.storage().longs()[0]).as(what).isEqualTo(nonzero);
    }
  }

  @Test
  void anyAndAllOfEveryType() {
    for (DType t : DType.values()) {
      for (int n : new int[] {0, 1, 6, 5000}) {
        for (int ones : new int[] {0, 1, n}) {
          if (ones <= n) {
            Strided x = Strided.zeros(t, n, 2);
            for (int i = 0; i < ones; i++) {
              Elements.set(x.storage(), (n - 1 - i) * 2 + 1, 1L);
            }
            Strided out = Strided.zeros(DType.BOOL, 1, 2);
            Reductions.reduce(Reduce.ANY, x, out);
            assertThat(Layouts.values(out)).containsExactly(0, ones > 0 ? 1 : 0);
            Reductions.reduce(Reduce.ALL, x, out);
            assertThat(Layouts.values(out)).containsExactly(n == 0 ? 1 : 0, ones == n ? 1 : 0);
          }
        }
      }
    }
  }

  /** However many rows are added up at once. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void aMatrixTimesAVectorIsADotProductForEachRow(DType t) {
    Loops.dot(Kind.of(t)).doNotWarmUp();
    Random random = new Random(9);
    for (int n : new int[] {0, 1, 15, 16, 17, 100, 4097}) {
      for (int rows : new int[] {1, 3, 4, 5, 9}) {
        for (int gap : new int[] {0, 3}) {
          Strided all = Strided.empty(t, (rows + 1) * (n + gap));
          for (int i = 0; i < all.numel(); i++) {
            Elements.set(all.storage(), i, random.nextGaussian());
          }
          int vector = rows * (n + gap);
          Strided a = new Strided(all.storage(), 0, new int[] {rows, n}, new int[] {n + gap, 1});
          Strided x = new Strided(all.storage(), vector, new int[] {rows, n}, new int[] {0, 1});
          Strided out = Strided.empty(t, rows);
          Reductions.dot(a, x, out);
          BitsRecorder.record("mv " + t + " " + n + " " + rows + " " + gap, Layouts.values(out));
          Strided one = Strided.empty(t);
          for (int r = 0; r < rows; r++) {
            Reductions.dot(a.select(0, r), x.select(0, r), one);
            assertThat(Layouts.get(out, r)).isEqualTo(Layouts.get(one, 0));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void dotIsTheSumOfProductsByTheRule(DType t) {
    Loops.dot(Kind.of(t)).doNotWarmUp();
    Random random = new Random(8);
    for (int n : new int[] {0, 1, 5, 15, 16, 17, 33, 4096, 4097, 20000}) {
      for (int step : new int[] {1, 2}) {
        Strided all = Strided.empty(t, n * step * 2 + 2);
        for (int i = 0; i < all.numel(); i++) {
          Elements.set(all.storage(), i, random.nextGaussian());
        }
        Strided a = new Strided(all.storage(), 0, new int[] {n}, new int[] {step});
        Strided b = new Strided(all.storage(), n * step, new int[] {n}, new int[] {step});
        Strided out = Strided.empty(t);
        Reductions.dot(a, b, out);
        double exact = 0;
        double magnitude = 1e-30;
        for (int i = 0; i < n; i++) {
          exact += Layouts.get(a, i) * Layouts.get(b, i);
          magnitude += Math.abs(Layouts.get(a, i) * Layouts.get(b, i));
        }
        assertThat(Math.abs(Layouts.get(out, 0) - exact) / magnitude).isLessThan(1e-6);
        BitsRecorder.record("dot " + t + " " + n + " " + step, Layouts.values(out));
        Strided squares = Strided.empty(t, 1);
        Reductions.reduce(Reduce.SUM_SQUARES, a, squares);
        Reductions.dot(a, a, out);
        assertThat(Layouts.get(out, 0)).isEqualTo(Layouts.get(squares, 0));
      }
    }
  }
}
