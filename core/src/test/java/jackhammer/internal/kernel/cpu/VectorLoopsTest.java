package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.OptimArgs;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;
import jackhammer.testing.BitsRecorder;
import java.lang.reflect.Array;
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
  private static final Kind[] KINDS = {Kind.FLOAT, Kind.DOUBLE};

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

  private static final double[] NASTY_DOUBLES = {
    709.7,
    709.79,
    710.1,
    -745.1,
    -745.2,
    -746.5,
    -708.4,
    1e-310,
    4.9e-324,
    1e300,
    -1e308,
    37.0,
    -37.5,
    19.1,
    22.3,
    0.7071067811865475,
    0.7071067811865476,
    1.4142135623730951,
    1e-16,
    -1e-17,
    0x1p-28,
    0x1p-54,
    -0.9999999999999999
  };

  /** Half nasty numbers, half any bits at all; a byte is 0 or 1. */
  private static Object numbers(Kind kind, int n, int seed) {
    Random random = new Random(seed);
    Object x = kind.newArray(n);
    for (int i = 0; i < n; i++) {
      int choice = random.nextInt(5);
      double number =
          switch (choice) {
            case 0 -> NASTY[random.nextInt(NASTY.length)];
            case 1 -> NASTY_DOUBLES[random.nextInt(NASTY_DOUBLES.length)];
            case 2 -> 8 * random.nextGaussian();
            default -> random.nextGaussian();
          };
      long bits = random.nextLong();
      switch (x) {
        case float[] f -> f[i] = choice == 4 ? Float.intBitsToFloat((int) bits) : (float) number;
        case double[] d -> d[i] = choice == 4 ? Double.longBitsToDouble(bits) : number;
        case byte[] b -> b[i] = (byte) (bits & 1);
        default -> throw new IllegalArgumentException("" + kind);
      }
    }
    return x;
  }

  /** Bits of an element; all NaNs are one. */
  private static long bits(Object array, int i) {
    return switch (array) {
      case float[] f -> Float.floatToIntBits(f[i]);
      case double[] d -> Double.doubleToLongBits(d[i]);
      case byte[] b -> b[i];
      default -> throw new IllegalArgumentException("" + array);
    };
  }

  private static void same(String name, Object actual, Object expected, int from, int n) {
    for (int i = from; i < from + n; i++) {
      if (bits(expected, i) != bits(actual, i)) {
        assertThat(Array.get(actual, i))
            .as("%s, element %d", name, i)
            .isEqualTo(Array.get(expected, i));
        assertThat(bits(actual, i)).as("%s, element %d", name, i).isEqualTo(bits(expected, i));
      }
    }
  }

  private static void record(String name, Object x) {
    switch (x) {
      case float[] f -> BitsRecorder.record(name, f);
      case double[] d -> BitsRecorder.record(name, d);
      case byte[] b -> BitsRecorder.record(name, b);
      default -> throw new IllegalArgumentException("" + x);
    }
  }

  /**
   * Runs both loops for every length up to a few vectors, every step of the operands, and a long
   * one.
   */
  private static void same(String op, Loop plain, Loop found, int operands, Kind kind, Kind out) {
    String name = op + " " + kind;
    Loop vector = found == null ? plain : found;
    int many = 20_000;
    Object a = numbers(out == kind || out == Kind.TRUTH ? kind : Kind.TRUTH, many + 8, 1);
    Object b = numbers(kind, many + 8, 2);
    Object c = numbers(kind, many + 8, 3);
    Object expected = out.newArray(many + 8);
    Object actual = out.newArray(many + 8);
    for (int steps = 0; steps < 1 << operands; steps++) {
      int as = steps & 1;
      int bs = steps >> 1 & 1;
      int cs = steps >> 2 & 1;
      for (int k = 0; k <= 36; k++) {
        int n = k < 36 ? k : many;
        int from = k % 5;
        plain.run(n, expected, 1, a, from, as, b, from + 1, bs, c, from + 2, cs);
        vector.run(n, actual, 1, a, from, as, b, from + 1, bs, c, from + 2, cs);
        same(name + " steps " + steps + " of " + n, actual, expected, 0, n + 2);
      }
    }
    record("loop " + name, actual);
  }

  @Test
  void functionsOfOneOperand() {
    for (Kind kind : KINDS) {
      for (Unary op : Unary.values()) {
        boolean known = kind == Kind.FLOAT ? FloatOps.of(op) != null : DoubleOps.of(op) != null;
        if (known || op.isPredicate()) {
          Kind out = op.isPredicate() ? Kind.TRUTH : kind;
          same(op.name(), PLAIN.make(op, kind), VECTOR.make(op, kind), 1, kind, out);
        }
      }
    }
  }

  @Test
  void functionsOfTwoOperands() {
    for (Kind kind : KINDS) {
      for (Binary op : Binary.values()) {
        boolean known = kind == Kind.FLOAT ? FloatOps.of(op) != null : DoubleOps.of(op) != null;
        if (known || op.isPredicate()) {
          Kind out = op.isPredicate() ? Kind.TRUTH : kind;
          same(op.name(), PLAIN.make(op, kind), VECTOR.make(op, kind), 2, kind, out);
        }
      }
      RowOp exp = RowOp.EXP_SHIFTED;
      same(exp.name(), PLAIN.make(exp, kind), VECTOR.make(exp, kind), 2, kind, kind);
    }
  }

  @Test
  void functionsOfThreeOperands() {
    for (Kind kind : KINDS) {
      for (Ternary op : Ternary.values()) {
        same(op.name(), PLAIN.make(op, kind), VECTOR.make(op, kind), 3, kind, kind);
      }
      for (RowOp op : RowOp.values()) {
        if (FloatOps.of3(op) != null) {
          same(op.name(), PLAIN.make(op, kind), VECTOR.make(op, kind), 3, kind, kind);
        }
      }
    }
  }

  @Test
  void choosesByCondition() {
    for (Kind kind : KINDS) {
      Loop plain = PLAIN.makeWhere(kind);
      Loop found = VECTOR.makeWhere(kind);
      Loop vector = found == null ? plain : found;
      int many = 5_000;
      Object condition = numbers(Kind.TRUTH, many + 8, 4);
      Object a = numbers(kind, many + 8, 5);
      Object b = numbers(kind, many + 8, 6);
      Object expected = kind.newArray(many + 8);
      Object actual = kind.newArray(many + 8);
      for (int steps = 0; steps < 8; steps++) {
        int cs = steps & 1;
        int as = steps >> 1 & 1;
        int bs = steps >> 2 & 1;
        for (int n : new int[] {0, 1, 7, 8, 15, 16, 17, 33, many}) {
          plain.run(n, expected, 2, condition, 1, cs, a, 3, as, b, 2, bs);
          vector.run(n, actual, 2, condition, 1, cs, a, 3, as, b, 2, bs);
          same("where " + kind + " steps " + steps, actual, expected, 0, many + 8);
        }
      }
      record("where " + kind, actual);
    }
  }

  @Test
  void reductionsMeetInTheSameOrder() {
    for (Kind kind : KINDS) {
      for (Reduce op : Reduce.values()) {
        if (FloatReducer.of(op) != null) {
          same(op.name(), PLAIN.make(op, kind), VECTOR.make(op, kind), kind, true);
        }
      }
      same("dot", PLAIN.makeDot(kind), VECTOR.makeDot(kind), kind, false);
    }
  }

  private static void same(
      String op, ReduceLoop plain, ReduceLoop found, Kind kind, boolean hasColumns) {
    String name = op + " " + kind;
    ReduceLoop vector = found == null ? plain : found;
    vector.doNotWarmUp();
    int block = ReduceLoop.BLOCK;
    Random random = new Random(7);
    Object x = numbers(kind, block + 8, 8);
    Object y = numbers(kind, block + 8, 9);
    int columns = 67;
    Object lanes = kind.newArray(ReduceLoop.LANES * columns);
    Object lanes2 = kind.newArray(ReduceLoop.LANES * columns);
    int[] lengths = new int[120];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = i < 100 ? i : 1 + random.nextInt(block);
    }
    lengths[119] = block;
    Object expected = kind.newArray(lengths.length);
    Object actual = kind.newArray(lengths.length);
    for (int pass = 0; pass < 2; pass++) { // first as they are, then without what makes all NaN
      for (int i = 0; i < lengths.length; i++) {
        plain.block(x, i % 5, y, i % 3, lengths[i], lanes, expected, i);
        vector.block(x, i % 5, y, i % 3, lengths[i], lanes2, actual, i);
      }
      same(name, actual, expected, 0, lengths.length);
      record("reduce " + name + " " + pass, actual);
      if (hasColumns) {
        int[] rows = new int[41];
        for (int n : new int[] {1, 5, 16, 41}) {
          for (int j = 0; j < n; j++) {
            rows[j] = random.nextInt(block - columns);
          }
          for (int width : new int[] {1, 4, 8, 15, 16, 33, columns}) {
            plain.columns(x, 2, rows, n, width, lanes);
            vector.columns(x, 2, rows, n, width, lanes2);
            same(name + " columns", lanes2, lanes, 0, width);
          }
        }
      }
      plain.merge(x, 1, y, 0, lanes, 0, 100);
      vector.merge(x, 1, y, 0, lanes2, 0, 100);
      same(name + " merge", lanes2, lanes, 0, 100);
      tame(x);
      tame(y);
    }
  }

  private static void tame(Object x) {
    for (int i = 0; i < Array.getLength(x); i++) {
      switch (x) {
        case float[] f -> f[i] = f[i] > -4 && f[i] < 4 ? f[i] : i % 9 - 4.3f;
        case double[] d -> d[i] = d[i] > -4 && d[i] < 4 ? d[i] : i % 9 - 4.3;
        default -> throw new IllegalArgumentException("" + x);
      }
    }
  }

  @Test
  void optimizersStepAlike() {
    for (Kind kind : KINDS) {
      OptimLoop plain = PLAIN.makeOptim(kind);
      OptimLoop found = VECTOR.makeOptim(kind);
      OptimLoop vector = found == null ? plain : found;
      for (int n : new int[] {1, 16, 37, 1023, 1024, 3001}) {
        for (int options = 0; options < 32; options++) {
          boolean decays = (options & 1) != 0;
          boolean maximize = (options & 2) != 0;
          boolean third = (options & 4) != 0;
          boolean first = (options & 8) != 0;
          boolean nesterov = (options & 16) != 0;
          Object[] a = new Object[5];
          Object[] b = new Object[5];
          for (int i = 0; i < 5; i++) {
            a[i] = numbers(kind, n + 5, 20 + i);
            b[i] = numbers(kind, n + 5, 20 + i);
          }
          OptimArgs.Sgd sgd =
              new OptimArgs.Sgd(0.1, 0.9, 0.3, decays ? 0.01 : 0, nesterov, maximize, first);
          plain.sgd(a[0], 1, a[1], 2, third ? a[2] : null, 3, n, sgd);
          vector.sgd(b[0], 1, b[1], 2, third ? b[2] : null, 3, n, sgd);
          double beta = first ? 0.4 : 0.9;
          OptimArgs.Adam adam =
              new OptimArgs.Adam(
                  0.01, beta, 0.99, 1e-8, decays ? 0.02 : 0, nesterov, third, maximize, 3);
          AdamNumbers numbers = AdamNumbers.of(adam);
          plain.adam(a[0], 1, a[1], 2, a[2], 3, a[3], 0, third ? a[4] : null, 4, n, numbers);
          vector.adam(b[0], 1, b[1], 2, b[2], 3, b[3], 0, third ? b[4] : null, 4, n, numbers);
          for (int i = 0; i < 5; i++) {
            same("optimizers " + kind + " " + options + " array " + i, b[i], a[i], 0, n + 5);
          }
          if (n == 37) {
            record("optimizers " + kind + " " + options, b[0]);
          }
        }
      }
    }
  }
}
