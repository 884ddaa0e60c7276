package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows copied at a step, from an array that ends with their last number. */
@Tag("bits")
class CopyStepsTest {
  private static final int ROWS = 3;
  private static final float UNTOUCHED = -1;

  @Test
  void everyNumberAndNothingBeside() {
    ConvKernel best = Simd.load(ConvKernel.class, "ConvPlain", "ConvVector");
    best.doNotWarmUp();
    for (ConvKernel kernel : new ConvKernel[] {new ConvPlain(), best}) {
      for (int step = 1; step <= 3; step++) {
        for (int n = 1; n <= 3 * kernel.lanes + 1; n++) {
          check(kernel, step, n);
        }
      }
    }
  }

  private static void check(ConvKernel kernel, int step, int n) {
    int fromPitch = step * n + 1;
    int toPitch = n + 2;
    float[] src = new float[2 + (ROWS - 1) * fromPitch + (n - 1) * step + 1];
    for (int i = 0; i < src.length; i++) {
      src[i] = i;
    }
    float[] got = new float[1 + ROWS * toPitch];
    Arrays.fill(got, UNTOUCHED);
    float[] expected = got.clone();
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < n; j++) {
        expected[1 + i * toPitch + j] = 2 + i * fromPitch + j * step;
      }
    }
    kernel.copySteps(src, 2, fromPitch, step, got, 1, toPitch, ROWS, n);
    assertThat(got).as("%d numbers at step %d, %s", n, step, kernel.getClass()).isEqualTo(expected);
  }
}
