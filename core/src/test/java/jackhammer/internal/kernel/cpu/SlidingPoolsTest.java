package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.DType;
import jackhammer.internal.kernel.PoolArgs;
import jackhammer.internal.kernel.Strided;
import jackhammer.testing.BitsRecorder;
import jackhammer.testing.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sliding windows over planes of one and of several bands against the definition. */
@Tag("bits")
class SlidingPoolsTest {
  private static final int CASES = 60;

  /** Few values, so that cells are equal often; both zeros, infinities and NaN. */
  private static final float[] VALUES = {
    0f, -0f, 1f, -1f, 2f, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY
  };

  /** A pool of one geometry in all three dimensions, but for sizes. */
  private record Case(int[] in, int kernel, int stride, int pad, int dilation) {

    static Case random(Random random, boolean large) {
      int kernel = 1 + random.nextInt(3);
      int dilation = 1 + random.nextInt(2);
      int reach = 1 + (kernel - 1) * dilation;
      int[] in = {
        reach + random.nextInt(3),
        reach + (large ? 90 : 0) + random.nextInt(20),
        reach + (large ? 100 : 7) + random.nextInt(40)
      };
      return new Case(in, kernel, 1 + random.nextInt(2), random.nextInt(kernel / 2 + 1), dilation);
    }

    int[] out() {
      int[] out = new int[3];
      for (int d = 0; d < 3; d++) {
        out[d] = (in[d] + 2 * pad - (kernel - 1) * dilation - 1) / stride + 1;
      }
      return out;
    }

    PoolArgs args() {
      return new PoolArgs(three(kernel), three(stride), three(pad), three(dilation));
    }

    private static int[] three(int n) {
      return new int[] {n, n, n};
    }
  }

  private static Strided numbers(Random random, int... sizes) {
    Strided s = Strided.empty(DType.FLOAT32, sizes);
    float[] x = s.storage().floats();
    boolean special = random.nextInt(3) == 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = special ? VALUES[random.nextInt(VALUES.length)] : (float) random.nextGaussian();
    }
    return s;
  }

  /** One window: its largest cell by PyTorch's rules and where it lies, and its sum. */
  private static final class Window {
    float best = Float.NEGATIVE_INFINITY;
    long where = -1;
    float sum = 0f;
    int cells;

    Window(Case c, float[] x, int plane, int i, int j, int k) {
      int[] start = {i * c.stride - c.pad, j * c.stride - c.pad, k * c.stride - c.pad};
      int size = c.in[0] * c.in[1] * c.in[2];
      for (int t = 0; t < c.kernel * c.kernel * c.kernel; t++) {
        int d = start[0] + t / c.kernel / c.kernel * c.dilation;
        int h = start[1] + t / c.kernel % c.kernel * c.dilation;
        int w = start[2] + t % c.kernel * c.dilation;
        if (d < 0 || d >= c.in[0] || h < 0 || h >= c.in[1] || w < 0 || w >= c.in[2]) {
          continue;
        }
        int at = (d * c.in[1] + h) * c.in[2] + w;
        float v = x[plane * size + at];
        if (where < 0 || v > best || Float.isNaN(v)) {
          best = v;
          where = at;
        }
        sum += v;
        cells++;
      }
    }
  }

  @Test
  void followTheDefinition() {
    long seed = Seeds.next();
    System.out.println("SlidingPoolsTest seed " + seed);
    Random random = new Random(seed);
    for (int n = 0; n < CASES; n++) {
      Case c = Case.random(random, n % 6 == 0);
      int[] out = c.out();
      Strided x = numbers(random, 1, 2, c.in[0], c.in[1], c.in[2]);
      Strided best = Strided.empty(DType.FLOAT32, 1, 2, out[0], out[1], out[2]);
      Strided where = Strided.empty(DType.INT64, best.sizes().clone());
      Strided average = Strided.empty(DType.FLOAT32, best.sizes().clone());
      Pools.maxPool(x, c.args(), best, where);
      boolean averages = c.dilation == 1;
      if (averages) {
        Pools.avgPool(x, c.args(), false, 0, average);
      }
      float[] in = x.storage().floats();
      for (int o = 0; o < best.numel(); o++) {
        int i = o / out[2] / out[1] % out[0];
        Window w =
            new Window(c, in, o / out[2] / out[1] / out[0], i, o / out[2] % out[1], o % out[2]);
        String what = c + " window " + o + " seed " + seed;
        assertThat(bits(best, o)).as(what).isEqualTo(Float.floatToIntBits(w.best));
        assertThat(where.storage().longs()[o]).as(what).isEqualTo(w.where);
        if (averages) {
          assertThat(bits(average, o))
              .as("average, " + what)
              .isEqualTo(Float.floatToIntBits(w.sum / w.cells));
        }
      }
      if (averages) {
        BitsRecorder.record("pools/sliding average " + n, average.storage().floats());
      }
    }
  }

  private static int bits(Strided s, int i) {
    return Float.floatToIntBits(s.storage().floats()[i]);
  }
}
