package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The taps of kernels brought apart and together: every number, and nothing beside them. */
@Tag("bits")
class NinesTest {
  private static final int TAPS = 9;
  private static final int BLOCKS = 3;
  private static final float UNTOUCHED = -1;

  private static ConvKernel[] kernels() {
    ConvKernel best = Simd.load(ConvKernel.class, "ConvPlain", "ConvVector");
    best.doNotWarmUp();
    return new ConvKernel[] {new ConvPlain(), best};
  }

  private static float[] numbers(int n) {
    float[] a = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = i;
    }
    return a;
  }

  private static float[] untouched(int n) {
    float[] a = new float[n];
    Arrays.fill(a, UNTOUCHED);
    return a;
  }

  @Test
  void apart() {
    for (ConvKernel kernel : kernels()) {
      for (int n = 1; n <= kernel.lanes; n++) {
        int stride = TAPS * n + 2;
        // With what a vector of the last block reads beyond it, and without.
        int end = 5 + (BLOCKS - 1) * stride + TAPS * n;
        for (int length : new int[] {end, end + TAPS * kernel.lanes}) {
          apart(kernel, n, stride, numbers(length));
        }
      }
    }
  }

  private static void apart(ConvKernel kernel, int n, int stride, float[] src) {
    int[] to = new int[TAPS];
    int[] step = new int[TAPS];
    for (int t = 0; t < TAPS; t++) {
      to[t] = 3 + (TAPS - 1 - t) * BLOCKS * (n + TAPS);
      step[t] = n + t;
    }
    float[] got = untouched(3 + TAPS * BLOCKS * (n + TAPS));
    float[] expected = got.clone();
    for (int b = 0; b < BLOCKS; b++) {
      for (int t = 0; t < TAPS; t++) {
        for (int i = 0; i < n; i++) {
          expected[to[t] + b * step[t] + i] = 5 + b * stride + i * TAPS + t;
        }
      }
    }
    kernel.apart(src, 5, stride, BLOCKS, n, got, to, step);
    assertThat(got).as("%d kernels of %s", n, kernel.getClass()).isEqualTo(expected);
  }

  @Test
  void together() {
    for (ConvKernel kernel : kernels()) {
      for (int n = 1; n <= kernel.lanes; n++) {
        int ld = n + 1;
        int step = TAPS * ld + 4;
        int stride = TAPS * n + 2;
        float[] src = numbers(7 + BLOCKS * step);
        float[] got = untouched(1 + BLOCKS * stride);
        float[] expected = got.clone();
        for (int b = 0; b < BLOCKS; b++) {
          for (int t = 0; t < TAPS; t++) {
            for (int i = 0; i < n; i++) {
              expected[1 + b * stride + i * TAPS + t] = 7 + b * step + t * ld + i;
            }
          }
        }
        kernel.together(src, 7, step, ld, BLOCKS, n, got, 1, stride);
        assertThat(got).as("%d kernels of %s", n, kernel.getClass()).isEqualTo(expected);
      }
    }
  }
}
