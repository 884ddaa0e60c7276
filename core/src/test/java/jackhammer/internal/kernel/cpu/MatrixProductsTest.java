package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixProductsTest {
  private static Strided random(DType dtype, long seed, int... sizes) {
    Random r = new Random(seed);
    Strided x = Strided.empty(dtype, sizes);
    for (int i = 0; i < x.numel(); i++) {
      if (dtype.isFloatingPoint()) {
        Elements.set(x.storage(), i, r.nextGaussian());
      } else {
        Elements.set(x.storage(), i, (long) r.nextInt(256) - 100);
      }
    }
    return x;
  }

  private static double get(Strided x, int... index) {
    int at = x.offset();
    for (int d = 0; d < index.length; d++) {
      at += index[d] * x.stride(d);
    }
    return Elements.getDouble(x.storage(), at);
  }

  /** Against float64, element by element, for 4-d operands. */
  private static void check(Strided a, Strided b, Strided bias, boolean relu, Strided c) {
    MatrixProducts.matmul(a, b, bias, relu, c);
    double tolerance = c.dtype() == DType.FLOAT32 ? 2e-5 : 1e-12;
    int k = a.size(3);
    for (int x = 0; x < c.size(0); x++) {
      for (int y = 0; y < c.size(1); y++) {
        for (int i = 0; i < c.size(2); i++) {
          for (int j = 0; j < c.size(3); j++) {
            double sum = bias == null ? 0 : get(bias, j);
            for (int t = 0; t < k; t++) {
              sum += get(a, x, y, i, t) * get(b, x, y, t, j);
            }
            double want = relu ? Math.max(sum, 0) : sum;
            assertThat(Math.abs(get(c, x, y, i, j) - want))
                .isLessThan(tolerance * (1 + Math.abs(want)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void batchesAsTheyLie(DType t) {
    Strided a = random(t, 1, 2, 3, 5, 7);
    Strided b = random(t, 2, 2, 3, 7, 40);
    Strided w = random(t, 3, 1, 1, 7, 40);
    int[] all = {2, 3, 7, 40};
    Strided bias = random(t, 4, 40);
    check(a, b, null, false, Strided.empty(t, 2, 3, 5, 40));
    check(a, w.expand(all), bias, true, Strided.empty(t, 2, 3, 5, 40));
    check(
        a.narrow(0, 1, 1).expand(new int[] {2, 3, 5, 7}),
        b,
        bias,
        false,
        Strided.empty(t, 2, 3, 5, 40));
    check(random(t, 5, 2, 3, 7, 5).transpose(2, 3), b, null, true, Strided.empty(t, 2, 3, 5, 40));
    check(
        random(t, 6, 3, 2, 5, 7).transpose(0, 1),
        w.expand(all),
        null,
        false,
        Strided.empty(t, 2, 3, 5, 40));
    check(
        random(t, 7, 2, 5, 3, 7).transpose(1, 2),
        w.expand(all),
        null,
        false,
        Strided.empty(t, 2, 3, 5, 40));
    check(a, b, null, false, Strided.empty(t, 2, 3, 40, 5).transpose(2, 3));
    check(a, w.expand(all), null, false, Strided.empty(t, 2, 5, 3, 40).transpose(1, 2));
    check(a, b, bias.narrow(0, 3, 1).expand(new int[] {40}), false, Strided.empty(t, 2, 3, 5, 40));
  }

  @Test
  void aWeightThatIsUsedAgainKeepsItsPackedCopyUntilItChanges() {
    Strided x = random(DType.FLOAT32, 8, 1, 1, 3, 100);
    Storage s = random(DType.FLOAT32, 9, 64, 100).storage();
    Strided w = new Strided(s, 0, new int[] {1, 1, 100, 64}, new int[] {0, 0, 1, 100});
    for (int use = 0; use < 4; use++) {
      check(x, w, null, false, Strided.empty(DType.FLOAT32, 1, 1, 3, 64));
    }
    Elements.set(s, 17, 5.0);
    s.changed();
    for (int use = 0; use < 4; use++) {
      check(x, w, null, false, Strided.empty(DType.FLOAT32, 1, 1, 3, 64));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INT64", "INT32", "INT16", "INT8", "UINT8"})
  void integersWrapAround(DType t) {
    Strided a = random(t, 10, 2, 4, 9);
    Strided b = random(t, 11, 2, 9, 6);
    Strided c = Strided.empty(t, 2, 6, 4).transpose(1, 2);
    MatrixProducts.matmul(a, b, null, false, c);
    for (int x = 0; x < 2; x++) {
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 6; j++) {
          long sum = 0;
          for (int k = 0; k < 9; k++) {
            sum += (long) get(a, x, i, k) * (long) get(b, x, k, j);
          }
          Strided want = Strided.scalar(t, sum);
          assertThat(get(c, x, i, j)).isEqualTo(Elements.getDouble(want.storage(), 0));
        }
      }
    }
  }

  @Test
  void integersBeyondTheirTypeWrap() {
    Strided a = Strided.of(Storage.wrap(DType.INT64, new long[] {Long.MAX_VALUE, 3}), 1, 2);
    Strided b = Strided.of(Storage.wrap(DType.INT64, new long[] {2, 1}), 2, 1);
    Strided c = Strided.empty(DType.INT64, 1, 1);
    MatrixProducts.matmul(a, b, null, false, c);
    assertThat(c.storage().longs()[0]).isEqualTo(1);
  }

  @Test
  void emptyOperands() {
    Strided c = Strided.empty(DType.FLOAT32, 2, 3);
    Strided bias = random(DType.FLOAT32, 12, 3);
    MatrixProducts.matmul(
        Strided.empty(DType.FLOAT32, 2, 0), Strided.empty(DType.FLOAT32, 0, 3), bias, false, c);
    for (int i = 0; i < 6; i++) {
      assertThat(Elements.getDouble(c.storage(), i)).isEqualTo(get(bias, i % 3));
    }
    MatrixProducts.matmul(
        Strided.empty(DType.FLOAT32, 0, 4),
        Strided.empty(DType.FLOAT32, 4, 3),
        bias,
        false,
        Strided.empty(DType.FLOAT32, 0, 3));
  }
}
