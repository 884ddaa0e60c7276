package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;
import jackhammer.testing.BitsRecorder;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Vector loops against the plain ones, bit for bit, in one JVM. Where there is no SIMD both are the
 * plain ones; the recorded bits then show that they are what the vectors gave elsewhere.
 */
@Tag("bits")
class VectorLoopsTest {
  private static final LoopMaker PLAIN = new PlainLoops();
  private static final LoopMaker VECTOR = Simd.load(LoopMaker.class, "PlainLoops", "VectorLoops");

  private static final float[] NASTY = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    -0.5f,
    1.5f,
    2.5f,
    -2.5f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    1e-42f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    88.7f,
    88.73f,
    89f,
    -87.4f,
    -103.9f,
    -104.1f,
    128f,
    -126.5f,
    -149.5f,
    0.999f,
    1.001f,
    0.92f,
    3.93f,
    4.1f,
    10.05f,
    -10.2f,
    20f,
    -20f,
    1e-8f,
    -1e-8f,
    65536f,
    65537f,
    -1e30f,
    8388607.5f,
    -8388608f,
    4194304.5f,
    0.70710677f,
    0.7071068f
  };

  /** Half nasty numbers, half any bits at all. */
  private static float[] numbers(int n, int seed) {
    Random random = new Random(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (random.nextInt(4)) {
            case 0 -> NASTY[random.nextInt(NASTY.length)];
            case 1 -> (float) (8 * random.nextGaussian());
            case 2 -> (float) random.nextGaussian();
            default -> Float.intBitsToFloat(random.nextInt());
          };
    }
    return x;
  }

  /**
   * Runs both loops for every length up to a few vectors, every step of the operands, and a long
   * one.
   */
  private static void same(String name, Loop plain, Loop vector, int operands) {
    int many = 20_000;
    float[] a = numbers(many + 8, 1);
    float[] b = numbers(many + 8, 2);
    float[] c = numbers(many + 8, 3);
    float[] expected = new float[many + 8];
    float[] actual = new float[many + 8];
    for (int steps = 0; steps < 1 << operands; steps++) {
      int as = steps & 1;
      int bs = steps >> 1 & 1;
      int cs = steps >> 2 & 1;
      for (int n = 0; n < 36; n++) {
        check(name, plain, vector, a, as, b, bs, c, cs, n, n % 5, expected, actual);
      }
      check(name, plain, vector, a, as, b, bs, c, cs, many, 3, expected, actual);
    }
    BitsRecorder.record("loop " + name, actual);
  }

  private static void check(
      String name,
      Loop plain,
      Loop vector,
      float[] a,
      int as,
      float[] b,
      int bs,
      float[] c,
      int cs,
      int n,
      int from,
      float[] expected,
      float[] actual) {
    plain.run(n, expected, 1, a, from, as, b, from + 1, bs, c, from + 2, cs);
    vector.run(n, actual, 1, a, from, as, b, from + 1, bs, c, from + 2, cs);
    for (int i = 0; i < n; i++) {
      int x = Float.floatToIntBits(expected[i + 1]);
      int y = Float.floatToIntBits(actual[i + 1]);
      if (x != y) {
        assertThat(actual[i + 1])
            .as(
                "%s(%s, %s, %s), element %d of %d",
                name, a[from + i * as], b[from + 1 + i * bs], c[from + 2 + i * cs], i, n)
            .isEqualTo(expected[i + 1]);
      }
    }
  }

  @Test
  void functionsOfOneOperand() {
    for (Unary op : Unary.values()) {
      if (FloatOps.of(op) != null) {
        same(op.name(), PLAIN.make(op, Kind.FLOAT), VECTOR.make(op, Kind.FLOAT), 1);
      }
    }
  }

  @Test
  void functionsOfTwoOperands() {
    for (Binary op : Binary.values()) {
      if (FloatOps.of(op) != null) {
        same(op.name(), PLAIN.make(op, Kind.FLOAT), VECTOR.make(op, Kind.FLOAT), 2);
      }
    }
    same(
        "EXP_SHIFTED",
        PLAIN.make(RowOp.EXP_SHIFTED, Kind.FLOAT),
        VECTOR.make(RowOp.EXP_SHIFTED, Kind.FLOAT),
        2);
  }

  @Test
  void functionsOfThreeOperands() {
    for (Ternary op : Ternary.values()) {
      same(op.name(), PLAIN.make(op, Kind.FLOAT), VECTOR.make(op, Kind.FLOAT), 3);
    }
    for (RowOp op : RowOp.values()) {
      if (FloatOps.of3(op) != null) {
        same(op.name(), PLAIN.make(op, Kind.FLOAT), VECTOR.make(op, Kind.FLOAT), 3);
      }
    }
  }
}
