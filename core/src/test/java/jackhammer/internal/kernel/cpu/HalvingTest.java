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
      int count = 1 + random.nextInt(random.nextBoolean() ? 20 : 70);
      int rows = 1 + random.nextInt(6);
      int width = 2 * count + random.nextInt(3);
      int x = random.nextInt(5);
      // Often nothing lies behind the last cell, so that a vector would reach beyond the array.
      int behind = random.nextBoolean() ? 0 : random.nextInt(100);
      float[] in = numbers(random, x + (2 * rows - 1) * width + 2 * count + behind);
      int cell = random.nextInt(1000);
      int free = rows * count + (random.nextBoolean() ? 0 : random.nextInt(60));
      Case c = new Case(in, x, width, count, rows, cell, free);
      c.maxima(new HalvingPlain(), "plain, seed " + seed);
      c.maxima(best, "seed " + seed);
      c.gradient(new HalvingPlain(), random, "plain, seed " + seed);
      c.gradient(best, random, "seed " + seed);
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

  private record Case(float[] in, int x, int width, int count, int rows, int cell, int free) {

    /** Where the first cell of window k lies. */
    int first(int k) {
      return x + 2 * (k / count * width + k % count);
    }

    String of(int k, String what) {
      return "window " + k + " of " + rows + " x " + count + ", width " + width + ", " + what;
    }

    void maxima(HalvingPlain loops, String what) {
      float[] out = new float[free + 2];
      long[] at = new long[free + 4];
      loops.maxima(in, x, width, count, rows, out, 1, at, 3, cell, free);
      float[] alone = new float[free];
      loops.maxima(in, x, width, count, rows, alone, 0, null, 0, cell, free);
      for (int k = 0; k < rows * count; k++) {
        int where = largest(in, first(k), width);
        int bits = Float.floatToIntBits(in[where]);
        assertThat(at[3 + k]).as(of(k, what)).isEqualTo(where - x + cell);
        assertThat(Float.floatToIntBits(out[1 + k])).as(of(k, what)).isEqualTo(bits);
        assertThat(Float.floatToIntBits(alone[k])).as(of(k, what)).isEqualTo(bits);
      }
      assertThat(out[0] == 0 && out[free + 1] == 0).as("beyond the outputs, " + what).isTrue();
      assertThat(at[2] == 0 && at[free + 3] == 0).as("beyond the places, " + what).isTrue();
    }

    /** In rows without a rest, as every cell is in a window then. */
    void gradient(HalvingPlain loops, Random random, String what) {
      int wide = 2 * count;
      float[] g = numbers(random, free);
      long[] at = new long[free];
      float[] expected = new float[2 * rows * wide];
      for (int k = 0; k < rows * count; k++) {
        int corner = 2 * (k / count * wide + k % count);
        int where = corner + random.nextInt(2) * wide + random.nextInt(2);
        at[k] = where + cell;
        expected[where] += g[k];
      }
      int room = expected.length + free - rows * count;
      float[] gx = new float[room + 2];
      loops.spread(g, 0, at, 0, count, rows, cell, wide, gx, 1, room);
      for (int k = 0; k < expected.length; k++) {
        assertThat(Float.floatToIntBits(gx[1 + k]))
            .as("cell " + k + " of " + rows + " x " + count + ", " + what)
            .isEqualTo(Float.floatToIntBits(expected[k]));
      }
      assertThat(gx[0] == 0 && gx[room + 1] == 0).as("beyond the cells, " + what).isTrue();
    }
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
    best.maxima(in, 0, 60, 30, 3, out, 0, at, 0, 0, 90);
    BitsRecorder.record("halving/values", out);
    BitsRecorder.record("halving/places", at);
  }
}
