package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.DType;
import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.testing.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values of the convolutions against the definition in double precision. */
class ConvolutionsTest {
  private static final int CASES = Boolean.getBoolean("jackhammer.thorough") ? 3000 : 150;

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void equalsTheDefinition(DType dtype) {
    long seed = Seeds.next();
    System.out.println("ConvolutionsTest.equalsTheDefinition seed " + seed);
    Random random = new Random(seed);
    double tolerance = dtype == DType.FLOAT32 ? 1e-5 : 1e-13;
    for (int i = 0; i < CASES; i++) {
      ConvCase c = ConvCase.random(random);
      String what = c + " seed " + seed;
      Strided x = ConvCase.fill(dtype, c.xSize(), random);
      Strided w = ConvCase.fill(dtype, c.wSize(), random);
      Strided g = ConvCase.fill(dtype, c.ySize(), random);
      Strided b = c.bias() ? ConvCase.fill(dtype, new int[] {c.wSize()[0]}, random) : null;
      double[] xs = ConvCase.doubles(x);
      double[] ws = ConvCase.doubles(w);
      double[] gs = ConvCase.doubles(g);

      Strided y = garbage(dtype, c.ySize());
      Convolutions.conv(x, w, b, c.args(), c.relu(), y);
      assertClose(y, c.forward(xs, ws, b == null ? null : ConvCase.doubles(b)), tolerance, what);
      Strided gx = garbage(dtype, c.xSize());
      Convolutions.backwardData(g, w, c.args(), gx);
      assertClose(gx, c.backwardData(gs, ws), tolerance, what);
      Strided gw = garbage(dtype, c.wSize());
      Convolutions.backwardWeight(g, x, c.args(), gw);
      assertClose(gw, c.backwardWeight(gs, xs), tolerance, what);
    }
  }

  @Test
  void noImagesGiveNoOutputAndAZeroWeightGradient() {
    ConvArgs args = new ConvArgs(new int[] {1}, new int[] {1}, new int[] {1}, new int[] {1}, 1);
    Strided x = Strided.empty(DType.FLOAT32, 0, 3, 8);
    Strided w = ConvCase.fill(DType.FLOAT32, new int[] {4, 3, 3}, new Random(1));
    Strided y = Strided.empty(DType.FLOAT32, 0, 4, 8);
    Strided gw = garbage(DType.FLOAT32, new int[] {4, 3, 3});
    Convolutions.conv(x, w, null, args, false, y);
    Convolutions.backwardData(y, w, args, x);
    Convolutions.backwardWeight(y, x, args, gw);
    assertThat(gw.storage().floats()).containsOnly(0f);
  }

  @Test
  void reluKeepsNan() {
    ConvArgs args = new ConvArgs(new int[] {1}, new int[] {0}, new int[] {0}, new int[] {1}, 1);
    Strided x = Strided.zeros(DType.FLOAT32, 1, 1, 3);
    x.storage().floats()[1] = Float.NaN;
    x.storage().floats()[2] = -5f;
    Strided w = Strided.zeros(DType.FLOAT32, 1, 1, 1);
    w.storage().floats()[0] = 1f;
    Strided y = garbage(DType.FLOAT32, new int[] {1, 1, 3});
    Convolutions.conv(x, w, null, args, true, y);
    assertThat(y.storage().floats()).containsExactly(0f, Float.NaN, 0f);
  }

  /** An output full of NaN: whoever adds to it instead of writing is seen. */
  static Strided garbage(DType dtype, int[] size) {
    Strided t = Strided.empty(dtype, size);
    for (int i = 0; i < t.numel(); i++) {
      Elements.set(t.storage(), i, Double.NaN);
    }
    return t;
  }

  private static void assertClose(Strided got, double[] expected, double tolerance, String what) {
    double largest = 1;
    for (double e : expected) {
      largest = Math.max(largest, Math.abs(e));
    }
    double[] values = ConvCase.doubles(got);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(values[i] - expected[i]) <= tolerance * largest)) {
        throw new AssertionError(
            "element " + i + ": expected " + expected[i] + " but was " + values[i] + ", " + what);
      }
    }
  }
}
