package jackhammer.internal.kernel.cpu;

// Twins: Double

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Templates of the loops between float32 and bytes of 0 and 1, a vector at a time; see {@link
 * Stamp}. For vectors of at least eight lanes: there are none of fewer bytes.
 */
final class FloatVectorTests {
  // Not private: a stamped copy is no member of this class.
  static final VectorSpecies<Float> F = Wide.F;
  static final VectorSpecies<Byte> B = Wide.F_BYTES;

  private FloatVectorTests() {}

  /** Whether vectors are long enough. */
  static boolean exist() {
    return B != null;
  }

  static void store(VectorMask<Float> mask, byte[] out, int at) {
    ByteVector.zero(B).blend((byte) 1, mask.cast(B)).intoArray(out, at);
  }

  static final class Test1 implements Loop {
    private static final FloatVectorFn.PairTest1 OP =
        Stamp.operation(MethodHandles.lookup(), FloatVectorFn.PairTest1.class);
    private static final FloatFn.Test1 SCALAR = OP.scalar();
    private static final FloatVectorFn.Test1 VECTOR = OP.vector();

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
      int bound = as == 1 ? F.loopBound(n) : 0;
      for (int i = 0; i < bound; i += F.length()) {
        store(VECTOR.of(FloatVector.fromArray(F, x, ai + i)), out, oi + i);
      }
      for (int i = bound; i < n; i++) {
        out[oi + i] = (byte) (SCALAR.of(x[ai + i * as]) ? 1 : 0);
      }
    }
  }

  static final class Test2 implements Loop {
    private static final FloatVectorFn.PairTest2 OP =
        Stamp.operation(MethodHandles.lookup(), FloatVectorFn.PairTest2.class);
    private static final FloatFn.Test2 SCALAR = OP.scalar();
    private static final FloatVectorFn.Test2 VECTOR = OP.vector();

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
      int done = 0;
      if (as == 1 && bs == 1) {
        done = both(x, ai, y, bi, out, oi, n);
      } else if (as == 1) {
        done = right(x, ai, y[bi], out, oi, n);
      } else if (bs == 1) {
        done = left(x[ai], y, bi, out, oi, n);
      }
      for (int i = done; i < n; i++) {
        out[oi + i] = (byte) (SCALAR.of(x[ai + i * as], y[bi + i * bs]) ? 1 : 0);
      }
    }

    private static int both(float[] x, int ai, float[] y, int bi, byte[] out, int oi, int n) {
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        FloatVector v = FloatVector.fromArray(F, x, ai + i);
        store(VECTOR.of(v, FloatVector.fromArray(F, y, bi + i)), out, oi + i);
      }
      return bound;
    }

    private static int right(float[] x, int ai, float y, byte[] out, int oi, int n) {
      FloatVector w = FloatVector.broadcast(F, y);
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        store(VECTOR.of(FloatVector.fromArray(F, x, ai + i), w), out, oi + i);
      }
      return bound;
    }

    private static int left(float x, float[] y, int bi, byte[] out, int oi, int n) {
      FloatVector v = FloatVector.broadcast(F, x);
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        store(VECTOR.of(v, FloatVector.fromArray(F, y, bi + i)), out, oi + i);
      }
      return bound;
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
      int done = 0;
      if (as == 0) {
        boolean left = condition[ai] != 0;
        same(left ? x : y, left ? bi : ci, left ? bs : cs, out, oi, n);
        return;
      }
      if (bs == 1 && cs == 1) {
        done = both(condition, ai, x, bi, y, ci, out, oi, n);
      } else if (bs == 1) {
        done = left(condition, ai, x, bi, y[ci], out, oi, n);
      } else if (cs == 1) {
        done = right(condition, ai, x[bi], y, ci, out, oi, n);
      } else {
        done = numbers(condition, ai, x[bi], y[ci], out, oi, n);
      }
      for (int i = done; i < n; i++) {
        out[oi + i] = condition[ai + i] != 0 ? x[bi + i * bs] : y[ci + i * cs];
      }
    }

    private static void same(float[] x, int xi, int xs, float[] out, int oi, int n) {
      if (xs == 1) {
        System.arraycopy(x, xi, out, oi, n);
      } else {
        Arrays.fill(out, oi, oi + n, x[xi]);
      }
    }

    private static int numbers(
        byte[] condition, int ai, float x, float y, float[] out, int oi, int n) {
      FloatVector v = FloatVector.broadcast(F, x);
      FloatVector w = FloatVector.broadcast(F, y);
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        w.blend(v, mask(condition, ai + i)).intoArray(out, oi + i);
      }
      return bound;
    }

    private static VectorMask<Float> mask(byte[] condition, int at) {
      return ByteVector.fromArray(B, condition, at).compare(VectorOperators.NE, 0).cast(F);
    }

    private static int both(
        byte[] condition,
        int ai,
        float[] x,
        int bi,
        float[] y,
        int ci,
        float[] out,
        int oi,
        int n) {
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        FloatVector w = FloatVector.fromArray(F, y, ci + i);
        w.blend(FloatVector.fromArray(F, x, bi + i), mask(condition, ai + i))
            .intoArray(out, oi + i);
      }
      return bound;
    }

    private static int left(
        byte[] condition, int ai, float[] x, int bi, float y, float[] out, int oi, int n) {
      FloatVector w = FloatVector.broadcast(F, y);
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        w.blend(FloatVector.fromArray(F, x, bi + i), mask(condition, ai + i))
            .intoArray(out, oi + i);
      }
      return bound;
    }

    private static int right(
        byte[] condition, int ai, float x, float[] y, int ci, float[] out, int oi, int n) {
      FloatVector v = FloatVector.broadcast(F, x);
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        FloatVector.fromArray(F, y, ci + i)
            .blend(v, mask(condition, ai + i))
            .intoArray(out, oi + i);
      }
      return bound;
    }
  }
}
