package jackhammer.internal.kernel.cpu;

// Twins: Double, Long

import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/** Templates of the element-wise loops on float32, element by element; see {@link Stamp}. */
final class FloatLoops {
  private FloatLoops() {}

  static final class Unary implements Loop {
    private static final FloatFn.Of1 OP =
        Stamp.operation(MethodHandles.lookup(), FloatFn.Of1.class);

    @Override
    public void run(
        int n,
        Object o,
        int oi,
        Object a,
        int ai,
        int as,
        Object b,
        int bi,
        int bs,
        Object c,
        int ci,
        int cs) {
      float[] x = (float[]) a;
      float[] out = (float[]) o;
      for (int i = 0; i < n; i++) {
        out[oi + i] = OP.of(x[ai + i * as]);
      }
    }
  }

  static final class Binary implements Loop {
    private static final FloatFn.Of2 OP =
        Stamp.operation(MethodHandles.lookup(), FloatFn.Of2.class);

    @Override
    public void run(
        int n,
        Object o,
        int oi,
        Object a,
        int ai,
        int as,
        Object b,
        int bi,
        int bs,
        Object c,
        int ci,
        int cs) {
      float[] x = (float[]) a;
      float[] y = (float[]) b;
      float[] out = (float[]) o;
      if (as == 1 && bs == 1) {
        for (int i = 0; i < n; i++) {
          out[oi + i] = OP.of(x[ai + i], y[bi + i]);
        }
      } else if (as == 1) {
        float right = y[bi];
        for (int i = 0; i < n; i++) {
          out[oi + i] = OP.of(x[ai + i], right);
        }
      } else if (bs == 1) {
        float left = x[ai];
        for (int i = 0; i < n; i++) {
          out[oi + i] = OP.of(left, y[bi + i]);
        }
      } else {
        Arrays.fill(out, oi, oi + n, OP.of(x[ai], y[bi]));
      }
    }
  }

  static final class Ternary implements Loop {
    private static final FloatFn.Of3 OP =
        Stamp.operation(MethodHandles.lookup(), FloatFn.Of3.class);

    @Override
    public void run(
        int n,
        Object o,
        int oi,
        Object a,
        int ai,
        int as,
        Object b,
        int bi,
        int bs,
        Object c,
        int ci,
        int cs) {
      float[] x = (float[]) a;
      float[] y = (float[]) b;
      float[] z = (float[]) c;
      float[] out = (float[]) o;
      if (as == 1 && bs == 1 && cs == 0) { // a number as the last operand
        float right = z[ci];
        for (int i = 0; i < n; i++) {
          out[oi + i] = OP.of(x[ai + i], y[bi + i], right);
        }
      } else if (as == 1 && bs == 0 && cs == 0) { // two numbers
        float middle = y[bi];
        float right = z[ci];
        for (int i = 0; i < n; i++) {
          out[oi + i] = OP.of(x[ai + i], middle, right);
        }
      } else {
        for (int i = 0; i < n; i++) {
          out[oi + i] = OP.of(x[ai + i * as], y[bi + i * bs], z[ci + i * cs]);
        }
      }
    }
  }

  static final class Test1 implements Loop {
    private static final FloatFn.Test1 OP =
        Stamp.operation(MethodHandles.lookup(), FloatFn.Test1.class);

    @Override
    public void run(
        int n,
        Object o,
        int oi,
        Object a,
        int ai,
        int as,
        Object b,
        int bi,
        int bs,
        Object c,
        int ci,
        int cs) {
      float[] x = (float[]) a;
      byte[] out = (byte[]) o;
      for (int i = 0; i < n; i++) {
        out[oi + i] = (byte) (OP.of(x[ai + i * as]) ? 1 : 0);
      }
    }
  }

  static final class Test2 implements Loop {
    private static final FloatFn.Test2 OP =
        Stamp.operation(MethodHandles.lookup(), FloatFn.Test2.class);

    @Override
    public void run(
        int n,
        Object o,
        int oi,
        Object a,
        int ai,
        int as,
        Object b,
        int bi,
        int bs,
        Object c,
        int ci,
        int cs) {
      float[] x = (float[]) a;
      float[] y = (float[]) b;
      byte[] out = (byte[]) o;
      if (as == 1 && bs == 1) {
        for (int i = 0; i < n; i++) {
          out[oi + i] = (byte) (OP.of(x[ai + i], y[bi + i]) ? 1 : 0);
        }
      } else if (as == 1) {
        float right = y[bi];
        for (int i = 0; i < n; i++) {
          out[oi + i] = (byte) (OP.of(x[ai + i], right) ? 1 : 0);
        }
      } else {
        for (int i = 0; i < n; i++) {
          out[oi + i] = (byte) (OP.of(x[ai + i * as], y[bi + i * bs]) ? 1 : 0);
        }
      }
    }
  }

  /** Not stamped: a where the condition is 1, else b; operands in the order condition, a, b. */
  static final class Where implements Loop {
    @Override
    public void run(
        int n,
        Object o,
        int oi,
        Object a,
        int ai,
        int as,
        Object b,
        int bi,
        int bs,
        Object c,
        int ci,
        int cs) {
      byte[] condition = (byte[]) a;
      float[] x = (float[]) b;
      float[] y = (float[]) c;
      float[] out = (float[]) o;
      for (int i = 0; i < n; i++) {
        out[oi + i] = condition[ai + i * as] != 0 ? x[bi + i * bs] : y[ci + i * cs];
      }
    }
  }
}
