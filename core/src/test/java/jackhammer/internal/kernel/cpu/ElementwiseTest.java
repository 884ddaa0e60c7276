package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import jackhammer.DType;
import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;
import jackhammer.testing.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Element-wise operations in all types and layouts: the loops against one element at a time. */
@Tag("bits")
class ElementwiseTest {
  private static final double[] VALUES = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -2.5,
    3,
    7,
    -7,
    100,
    1e-3,
    1e10,
    3e38,
    1e-40,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1.5,
    -0.3,
    12.25
  };

  private static double value(DType dtype, Random r) {
    return dtype.isFloatingPoint() ? VALUES[r.nextInt(VALUES.length)] : 1 + r.nextInt(100);
  }

  /** The same operation on 0-d copies of the elements, one by one, gives the same bits. */
  private interface Op {
    void run(Strided[] in, Strided out);
  }

  private static void layoutsAgree(String name, Op op, DType[] types, DType result, long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 6; round++) {
      int[] sizes = Layouts.sizes(random);
      Strided[] in = new Strided[types.length];
      for (int k = 0; k < in.length; k++) {
        DType t = types[k];
        in[k] = Layouts.operand(t, sizes, random, true, r -> value(t, r));
      }
      Strided out = Layouts.operand(result, sizes, random, false, r -> 3);
      op.run(in, out);
      for (int i = 0; i < out.numel(); i++) {
        Strided[] one = new Strided[in.length];
        for (int k = 0; k < in.length; k++) {
          one[k] = new Strided(in[k].storage(), in[k].position(i), new int[0], new int[0]);
        }
        Strided expected = Strided.zeros(result);
        op.run(one, expected);
        assertThat(Double.doubleToLongBits(Layouts.get(out, i)))
            .as("%s of %s, element %d, seed %d", name, types[0], i, seed)
            .isEqualTo(Double.doubleToLongBits(Layouts.get(expected, 0)));
      }
    }
  }

  @Test
  void everyLayoutGivesTheBitsOfTheElementsAlone() {
    long seed = Seeds.next();
    System.out.println("ElementwiseTest seed " + seed);
    for (DType t : DType.values()) {
      for (Unary op : Unary.values()) {
        if (has(op, t)) {
          DType result = op.isPredicate() ? DType.BOOL : t;
          layoutsAgree(
              op.name(),
              (in, out) -> Elementwise.unary(op, in[0], out),
              new DType[] {t},
              result,
              seed);
        }
      }
      for (Binary op : Binary.values()) {
        if (has(op, t)) {
          DType result = op.isPredicate() ? DType.BOOL : t;
          layoutsAgree(
              op.name(),
              (in, out) -> Elementwise.binary(op, in[0], in[1], out),
              new DType[] {t, t},
              result,
              seed);
        }
      }
      for (Ternary op : Ternary.values()) {
        if (t.isFloatingPoint() || LongOps.of(op) != null) {
          layoutsAgree(
              op.name(),
              (in, out) -> Elementwise.ternary(op, in[0], in[1], in[2], out),
              new DType[] {t, t, t},
              t,
              seed);
        }
      }
      layoutsAgree(
          "where",
          (in, out) -> Elementwise.where(in[0], in[1], in[2], out),
          new DType[] {DType.BOOL, t, t},
          t,
          seed);
    }
  }

  private static boolean has(Unary op, DType t) {
    return t.isFloatingPoint() ? FloatOps.of(op) != null || op.isPredicate() : isWhole(op);
  }

  private static boolean isWhole(Unary op) {
    return LongOps.of(op) != null || op.isPredicate();
  }

  private static boolean has(Binary op, DType t) {
    return op.isPredicate()
        || (t.isFloatingPoint() ? FloatOps.of(op) != null : LongOps.of(op) != null);
  }

  private static double floats(Binary op, double a, double b) {
    Strided out = Strided.zeros(op.isPredicate() ? DType.BOOL : DType.FLOAT32);
    Elementwise.binary(op, Strided.scalar(DType.FLOAT32, a), Strided.scalar(DType.FLOAT32, b), out);
    return Layouts.get(out, 0);
  }

  private static long whole(DType t, Binary op, long a, long b) {
    Strided out = Strided.zeros(t);
    Elementwise.binary(op, Strided.scalar(t, a), Strided.scalar(t, b), out);
    return Layouts.getLong(out, 0);
  }

  private static double floats(Unary op, double x) {
    Strided out = Strided.zeros(op.isPredicate() ? DType.BOOL : DType.FLOAT32);
    Elementwise.unary(op, Strided.scalar(DType.FLOAT32, x), out);
    return Layouts.get(out, 0);
  }

  @Test
  void integersWrapAsPyTorchs() {
    assertThat(whole(DType.UINT8, Binary.ADD, 200, 100)).isEqualTo(44);
    assertThat(whole(DType.INT8, Binary.MUL, 100, 2)).isEqualTo(-56);
    assertThat(whole(DType.INT32, Binary.SUB, Integer.MIN_VALUE, 1)).isEqualTo(Integer.MAX_VALUE);
    assertThat(whole(DType.INT32, Binary.FLOOR_DIVIDE, -7, 2)).isEqualTo(-4);
    assertThat(whole(DType.INT32, Binary.TRUNC_DIVIDE, -7, 2)).isEqualTo(-3);
    assertThat(whole(DType.INT64, Binary.REMAINDER, -7, 2)).isEqualTo(1);
    assertThat(whole(DType.INT64, Binary.REMAINDER, 7, -2)).isEqualTo(-1);
    assertThat(whole(DType.INT64, Binary.FMOD, -7, 2)).isEqualTo(-1);
    assertThat(whole(DType.INT64, Binary.POW, 3, 4)).isEqualTo(81);
    assertThat(whole(DType.INT64, Binary.POW, 2, -1)).isZero();
    assertThat(whole(DType.INT64, Binary.POW, -1, -3)).isEqualTo(-1);
    assertThat(whole(DType.INT8, Binary.SHIFT_LEFT, 1, 9)).isZero();
    assertThat(whole(DType.INT8, Binary.SHIFT_RIGHT, -8, -1)).isEqualTo(-1);
    assertThat(whole(DType.INT8, Binary.SHIFT_LEFT, -8, 2)).isEqualTo(-32);
  }

  /** Values that PyTorch 2.13 gives. */
  @Test
  void floatsAtTheEdgesAreAsPyTorchs() {
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    assertThat(floats(Unary.SIGN, nan)).isEqualTo(0);
    assertThat(floats(Unary.RELU, nan)).isNaN();
    assertThat(floats(Unary.RELU, -0.0)).isEqualTo(-0.0);
    assertThat(floats(Unary.ROUND, 2.5)).isEqualTo(2);
    assertThat(floats(Unary.FRAC, -2.5)).isEqualTo(-0.5);
    assertThat(floats(Unary.RSQRT, -0.0)).isEqualTo(-inf);
    assertThat(floats(Unary.LGAMMA, -2.5)).isCloseTo(-0.056243717, within(1e-7));
    assertThat(floats(Unary.DIGAMMA, 0.0)).isEqualTo(-inf);
    assertThat(floats(Unary.DIGAMMA, -1.5)).isCloseTo(0.70315677, within(1e-6));
    assertThat(floats(Unary.ERFINV, 0.5)).isCloseTo(0.47693628, within(1e-7));
    assertThat(floats(Unary.ERFINV, 1)).isEqualTo(inf);
    assertThat(floats(Unary.LOG, -1)).isNaN();
    assertThat(floats(Unary.SILU, -inf)).isNaN();
    assertThat(floats(Binary.POW, 1, nan)).isEqualTo(1);
    assertThat(floats(Binary.POW, -1, -inf)).isEqualTo(1);
    assertThat(floats(Binary.POW, nan, 0)).isEqualTo(1);
    assertThat(floats(Binary.REMAINDER, -5, 3)).isEqualTo(1);
    assertThat(floats(Binary.REMAINDER, -1, inf)).isEqualTo(inf);
    assertThat(floats(Binary.FLOOR_DIVIDE, -5, 3)).isEqualTo(-2);
    assertThat(floats(Binary.FLOOR_DIVIDE, 5, 0)).isEqualTo(inf);
    assertThat(floats(Binary.TRUNC_DIVIDE, -1, inf)).isEqualTo(-0.0);
    assertThat(floats(Binary.MAXIMUM, 1, nan)).isNaN();
    assertThat(floats(Binary.FMAX, 1, nan)).isEqualTo(1);
    assertThat(floats(Binary.XLOGY, 0, 0)).isEqualTo(0);
    assertThat(floats(Binary.XLOGY, 0, nan)).isNaN();
    assertThat(floats(Binary.LOGADDEXP, inf, inf)).isEqualTo(inf);
    assertThat(floats(Binary.NEXTAFTER, 5, 3)).isEqualTo(Math.nextDown(5f));
    assertThat(floats(Binary.RELU_GRAD, 2, nan)).isEqualTo(2);
    assertThat(floats(Binary.RELU_GRAD, 2, 0)).isEqualTo(0);
    assertThat(floats(Binary.NE, nan, nan)).isEqualTo(1);
    assertThat(floats(Binary.LT, nan, 1)).isEqualTo(0);
  }

  @Test
  void sixteenBitFloatsAreComputedInFloat32AndRoundedOnce() {
    for (DType t : new DType[] {DType.FLOAT16, DType.BFLOAT16}) {
      Strided a = Strided.scalar(t, 1.0 / 3);
      Strided b = Strided.scalar(t, 0.1);
      Strided out = Strided.zeros(t);
      Elementwise.binary(Binary.MUL, a, b, out);
      Strided expected = Strided.zeros(t);
      Elements.set(expected.storage(), 0, Layouts.get(a, 0) * Layouts.get(b, 0));
      assertThat(Layouts.get(out, 0)).isEqualTo(Layouts.get(expected, 0));
    }
  }

  @Test
  void theOutputMayBeAnInput() {
    Strided x = Strided.zeros(DType.FLOAT32, 1000);
    for (int i = 0; i < 1000; i++) {
      x.storage().floats()[i] = i;
    }
    Elementwise.binary(Binary.ADD, x, x, x);
    Elementwise.unary(
        Unary.SQUARE,
        x.reshapeContiguous(10, 100).transpose(0, 1),
        x.reshapeContiguous(10, 100).transpose(0, 1));
    for (int i = 0; i < 1000; i++) {
      assertThat(x.storage().floats()[i]).isEqualTo(4f * i * i);
    }
  }

  @Test
  void anOperationWithoutMeaningSaysSo() {
    Strided x = Strided.zeros(DType.INT64, 2);
    assertThat(catchThrowable(() -> Elementwise.unary(Unary.EXP, x, x)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("EXP has no meaning on integers");
  }
}
