package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.testing.BitsRecorder;
import jackhammer.testing.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows of 2 by 2 windows against the definition, with plain loops and with vectors. */
@Tag("bits")
class HalvingTest {
  private static final int CASES = 400;

  /** Few values, so that cells are equal often; both zeros, infinities and NaN. */
  private static final float[] VALUES = {
    0f, -0f, 1f, -1f, 2f, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY
  };

  private final HalvingPlain best = best();

  private static HalvingPlain best() {
    HalvingPlain rows = Simd.load(HalvingPlain.class, "HalvingPlain", "HalvingVector");
    rows.doNotWarmUp();
    return rows;
  }

  @Test
  void followsTheDefinition() {
    long seed = Seeds.next();
    System.out.println("HalvingTest.followsTheDefinition seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      int count = 1 + random.nextInt(70);
      int width = 2 * count + random.nextInt(3);
      int x = random.nextInt(5);
      // Often nothing lies behind the last cell, so that a vector would reach beyond the array.
      int behind = random.nextBoolean() ? 0 : random.nextInt(100);
      float[] in = numbers(random, x + width + 2 * count + behind);
      int cell = random.nextInt(1000);
      check(new HalvingPlain(), in, x, width, count, cell, "plain, seed " + seed);
      check(best, in, x, width, count, cell, "seed " + seed);
    }
  }

  private static float[] numbers(Random random, int length) {
    float[] in = new float[length];
    boolean special = random.nextBoolean();
    for (int i = 0; i < length; i++) {
      in[i] = special ? VALUES[random.nextInt(VALUES.length)] : (float) random.nextGaussian();
    }
    return in;
  }

  private static void check(
      HalvingPlain rows, float[] in, int x, int width, int count, int cell, String what) {
    float[] out = new float[count + 2];
    long[] at = new long[count + 4];
    rows.row(in, x, width, count, out, 1, at, 3, cell);
    float[] alone = new float[count];
    rows.row(in, x, width, count, alone, 0, null, 0, cell);
    for (int k = 0; k < count; k++) {
      int where = largest(in, x + 2 * k, width);
      String which = "window " + k + " of " + count + ", width " + width + ", " + what;
      int bits = Float.floatToIntBits(in[where]);
      assertThat(at[3 + k]).as(which).isEqualTo(where - x + cell);
      assertThat(Float.floatToIntBits(out[1 + k])).as(which).isEqualTo(bits);
      assertThat(Float.floatToIntBits(alone[k])).as(which).isEqualTo(bits);
    }
    assertThat(out[0] == 0 && out[count + 1] == 0).as("beyond the outputs, " + what).isTrue();
    assertThat(at[2] == 0 && at[count + 3] == 0).as("beyond the places, " + what).isTrue();
  }

  /** The last NaN of a window, else the first of its largest cells. */
  private static int largest(float[] in, int x, int width) {
    int[] cells = {x, x + 1, x + width, x + width + 1};
    for (int i = 3; i >= 0; i--) {
      if (Float.isNaN(in[cells[i]])) {
        return cells[i];
      }
    }
    int largest = cells[0];
    for (int c : cells) {
      largest = in[c] > in[largest] ? c : largest;
    }
    return largest;
  }

  @Test
  void everyWidthAndMachineGivesTheSame() {
    Random random = new Random(3);
    float[] in = numbers(random, 400);
    float[] out = new float[90];
    long[] at = new long[90];
    best.row(in, 0, 200, 90, out, 0, at, 0, 0);
    BitsRecorder.record("halving/values", out);
    BitsRecorder.record("halving/places", at);
  }
}
