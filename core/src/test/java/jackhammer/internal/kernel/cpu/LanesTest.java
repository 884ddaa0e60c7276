package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Scan;
import jackhammer.internal.kernel.Strided;
import jackhammer.testing.Seeds;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Extremes, scans and sorts along a dimension, in all types and layouts, against the definition.
 */
class LanesTest {
  private static final int ROUNDS = 40;
  private final Random random = new Random();
  private final long seed = Seeds.next();

  {
    random.setSeed(seed);
    System.out.println("LanesTest seed " + seed);
  }

  private Strided data(DType type, int dims) {
    int[] sizes = new int[dims];
    int longest = random.nextInt(2 * dims);
    for (int d = 0; d < dims; d++) {
      sizes[d] = 1 + random.nextInt(d == longest ? 1500 : 6);
    }
    return Layouts.operand(
        type,
        sizes,
        random,
        true,
        r -> {
          if (type.isFloatingPoint() && r.nextInt(20) == 0) {
            return r.nextBoolean() ? Double.NaN : r.nextBoolean() ? -0.0 : Double.NEGATIVE_INFINITY;
          }
          return type == DType.UINT8 || type == DType.BOOL ? r.nextInt(9) : r.nextInt(17) - 8;
        });
  }

  /** Calls {@code body} with each lane's elements and its number among the lanes of size 1. */
  private interface Lane {
    void run(double[] v, int number);
  }

  private static void forLanes(Strided x, int dim, Lane body) {
    Strided first = x.narrow(dim, 0, 1);
    for (int i = 0; i < first.numel(); i++) {
      double[] v = new double[x.size(dim)];
      for (int k = 0; k < v.length; k++) {
        v[k] = Elements.getDouble(x.storage(), first.position(i) + k * x.stride(dim));
      }
      body.run(v, i);
    }
  }

  private static double at(Strided s, int dim, int lane, int k) {
    int p = s.narrow(dim, 0, 1).position(lane) + k * s.stride(dim);
    return Elements.getDouble(s.storage(), p);
  }

  private Strided like(DType type, Strided x, int dim, int n) {
    int[] sizes = x.sizes().clone();
    sizes[dim] = n;
    return Layouts.operand(type, sizes, random, false, r -> 1);
  }

  @Test
  void extremes() {
    for (DType type : DType.values()) {
      for (int round = 0; round < ROUNDS; round++) {
        Strided x = data(type, 1 + random.nextInt(3));
        int dim = random.nextInt(x.dim());
        boolean max = random.nextBoolean();
        Strided values = like(type, x, dim, 1);
        Strided indices = like(DType.INT64, x, dim, 1);
        Scans.argReduce(max, x, dim, values, indices);
        forLanes(
            x,
            dim,
            (v, lane) -> {
              int best = 0;
              for (int k = 1; k < v.length; k++) {
                boolean better = max ? v[k] > v[best] : v[k] < v[best];
                if (v[best] == v[best] && (better || v[k] != v[k])) {
                  best = k;
                }
              }
              String what = (max ? "max" : "min") + " of " + type + ", seed " + seed;
              assertThat(at(indices, dim, lane, 0)).as(what).isEqualTo(best);
              assertThat(at(values, dim, lane, 0)).as(what).isEqualTo((Double) v[best]);
            });
      }
    }
  }

  @Test
  void scans() {
    for (DType type : DType.values()) {
      for (Scan op : Scan.values()) {
        if (op == Scan.LOG_SUM_EXP && !type.isFloatingPoint()) {
          continue;
        }
        for (int round = 0; round < ROUNDS / 4; round++) {
          Strided x = data(type, 1 + random.nextInt(3));
          int dim = random.nextInt(x.dim());
          Strided out = like(type, x, dim, x.size(dim));
          boolean placed = op == Scan.MAX || op == Scan.MIN;
          Strided indices = placed ? like(DType.INT64, x, dim, x.size(dim)) : null;
          Scans.scan(op, x, dim, out, indices);
          String what = op + " of " + type + ", seed " + seed;
          forLanes(x, dim, (v, lane) -> checkScan(what, op, type, v, out, indices, dim, lane));
        }
      }
    }
  }

  private static void checkScan(
      String what,
      Scan op,
      DType type,
      double[] v,
      Strided out,
      Strided indices,
      int dim,
      int lane) {
    double carry = v[0];
    long whole = (long) v[0];
    int place = 0;
    Strided one = Strided.zeros(type);
    for (int k = 0; k < v.length; k++) {
      double x = v[k];
      if (k > 0) {
        switch (op) {
          case SUM -> {
            carry += x;
            whole += (long) x;
          }
          case PROD -> {
            carry *= x;
            whole *= (long) x;
          }
          case MAX, MIN -> {
            boolean takes = op == Scan.MAX ? x >= carry : x <= carry;
            if (x != x || (carry == carry && takes)) {
              carry = x;
              whole = (long) x;
              place = k;
            }
          }
          case LOG_SUM_EXP -> {
            double high = Math.max(carry, x);
            double low = Math.min(carry, x);
            carry =
                high == Double.NEGATIVE_INFINITY
                    ? high
                    : high + StrictMath.log1p(StrictMath.exp(low - high));
          }
        }
      }
      if (type.isFloatingPoint()) {
        Elements.set(one.storage(), 0, carry);
      } else {
        Elements.set(one.storage(), 0, whole);
      }
      double expected = Elements.getDouble(one.storage(), 0);
      assertThat(at(out, dim, lane, k)).as(what).isEqualTo((Double) expected);
      if (indices != null) {
        assertThat(at(indices, dim, lane, k)).as(what).isEqualTo(place);
      }
    }
  }

  @Test
  void sorts() {
    for (DType type : DType.values()) {
      for (int round = 0; round < ROUNDS; round++) {
        Strided x = data(type, 1 + random.nextInt(3));
        int dim = random.nextInt(x.dim());
        boolean descending = random.nextBoolean();
        int n = x.size(dim);
        int wanted = random.nextBoolean() ? n : 1 + random.nextInt(Math.min(n, 80));
        Strided values = like(type, x, dim, wanted);
        Strided indices = like(DType.INT64, x, dim, wanted);
        Sorting.sort(x, dim, descending, values, indices);
        forLanes(
            x,
            dim,
            (v, lane) -> {
              // Both zeros are equal, and every NaN above everything.
              Comparator<Integer> order = Comparator.comparingDouble(k -> v[k] + 0.0);
              Integer[] sorted = IntStream.range(0, v.length).boxed().toArray(Integer[]::new);
              java.util.Arrays.sort(sorted, descending ? order.reversed() : order);
              for (int k = 0; k < wanted; k++) {
                String what = "sort of " + type + ", element " + k + ", seed " + seed;
                assertThat(at(indices, dim, lane, k)).as(what).isEqualTo((int) sorted[k]);
                assertThat(at(values, dim, lane, k)).as(what).isEqualTo((Double) v[sorted[k]]);
              }
            });
      }
    }
  }

  @Test
  void wideNumbersAreSortedByAllTheirBits() {
    int n = 5000;
    long[] numbers = new long[n];
    double[] fractions = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = random.nextInt(3) == 0 ? random.nextLong() : random.nextLong() >> 30;
      fractions[i] = random.nextGaussian() * Math.scalb(1.0, random.nextInt(60) - 30);
    }
    for (boolean descending : new boolean[] {false, true}) {
      Strided x = Strided.zeros(DType.INT64, n);
      System.arraycopy(numbers, 0, x.storage().longs(), 0, n);
      Strided y = Strided.zeros(DType.FLOAT64, n);
      System.arraycopy(fractions, 0, y.storage().doubles(), 0, n);
      Strided values = Strided.zeros(DType.INT64, n);
      Strided floats = Strided.zeros(DType.FLOAT64, n);
      Sorting.sort(x, 0, descending, values, Strided.zeros(DType.INT64, n));
      Sorting.sort(y, 0, descending, floats, Strided.zeros(DType.INT64, n));
      long[] sorted = numbers.clone();
      double[] sortedFloats = fractions.clone();
      java.util.Arrays.sort(sorted);
      java.util.Arrays.sort(sortedFloats);
      for (int i = 0; i < n; i++) {
        int at = descending ? n - 1 - i : i;
        assertThat(values.storage().longs()[i]).as("seed %d", seed).isEqualTo(sorted[at]);
        assertThat(floats.storage().doubles()[i]).as("seed %d", seed).isEqualTo(sortedFloats[at]);
      }
    }
  }
}
