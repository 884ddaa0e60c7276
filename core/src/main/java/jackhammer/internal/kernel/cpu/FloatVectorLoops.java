package jackhammer.internal.kernel.cpu;

// Twins: Double

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Templates of the element-wise loops on float32, a vector at a time; see {@link Stamp}. What is
 * left at the end is done by the scalar form, which gives the same bits.
 */
final class FloatVectorLoops {
  private FloatVectorLoops() {}

  static final class Unary implements Loop {
    private static final VectorSpecies<Float> F = Wide.F;
    private static final FloatVectorFn.Pair1 OP =
        Stamp.operation(MethodHandles.lookup(), FloatVectorFn.Pair1.class);
    private static final FloatFn.Of1 SCALAR = OP.scalar();
    private static final FloatVectorFn.Of1 VECTOR = OP.vector();

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
      if (as == 0) {
        Arrays.fill(out, oi, oi + n, SCALAR.of(x[ai]));
        return;
      }
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        VECTOR.of(FloatVector.fromArray(F, x, ai + i)).intoArray(out, oi + i);
      }
      for (int i = bound; i < n; i++) {
        out[oi + i] = SCALAR.of(x[ai + i]);
      }
    }
  }

  /** For functions whose vector form cannot do every argument. */
  static final class Guarded implements Loop {
    private static final VectorSpecies<Float> F = Wide.F;
    private static final FloatVectorFn.Guarded OP =
        Stamp.operation(MethodHandles.lookup(), FloatVectorFn.Guarded.class);
    private static final FloatFn.Of1 SCALAR = OP.scalar();
    private static final FloatVectorFn.Of1 VECTOR = OP.vector();
    private static final FloatVectorFn.Domain DOMAIN = OP.domain();

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
      if (as == 0) {
        Arrays.fill(out, oi, oi + n, SCALAR.of(x[ai]));
        return;
      }
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        FloatVector v = FloatVector.fromArray(F, x, ai + i);
        if (DOMAIN.of(v).allTrue()) {
          VECTOR.of(v).intoArray(out, oi + i);
        } else {
          scalar(x, ai + i, out, oi + i, F.length());
        }
      }
      scalar(x, ai + bound, out, oi + bound, n - bound);
    }

    private static void scalar(float[] x, int ai, float[] out, int oi, int n) {
      for (int i = 0; i < n; i++) {
        out[oi + i] = SCALAR.of(x[ai + i]);
      }
    }
  }

  static final class Binary implements Loop {
    private static final VectorSpecies<Float> F = Wide.F;
    private static final FloatVectorFn.Pair2 OP =
        Stamp.operation(MethodHandles.lookup(), FloatVectorFn.Pair2.class);
    private static final FloatFn.Of2 SCALAR = OP.scalar();
    private static final FloatVectorFn.Of2 VECTOR = OP.vector();

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
        both(x, ai, y, bi, out, oi, n);
      } else if (as == 1) {
        right(x, ai, y[bi], out, oi, n);
      } else if (bs == 1) {
        left(x[ai], y, bi, out, oi, n);
      } else {
        Arrays.fill(out, oi, oi + n, SCALAR.of(x[ai], y[bi]));
      }
    }

    private static void both(float[] x, int ai, float[] y, int bi, float[] out, int oi, int n) {
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        FloatVector v = FloatVector.fromArray(F, x, ai + i);
        FloatVector w = FloatVector.fromArray(F, y, bi + i);
        VECTOR.of(v, w).intoArray(out, oi + i);
      }
      for (int i = bound; i < n; i++) {
        out[oi + i] = SCALAR.of(x[ai + i], y[bi + i]);
      }
    }

    private static void right(float[] x, int ai, float y, float[] out, int oi, int n) {
      FloatVector w = FloatVector.broadcast(F, y);
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        VECTOR.of(FloatVector.fromArray(F, x, ai + i), w).intoArray(out, oi + i);
      }
      for (int i = bound; i < n; i++) {
        out[oi + i] = SCALAR.of(x[ai + i], y);
      }
    }

    private static void left(float x, float[] y, int bi, float[] out, int oi, int n) {
      FloatVector v = FloatVector.broadcast(F, x);
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        VECTOR.of(v, FloatVector.fromArray(F, y, bi + i)).intoArray(out, oi + i);
      }
      for (int i = bound; i < n; i++) {
        out[oi + i] = SCALAR.of(x, y[bi + i]);
      }
    }
  }

  static final class Ternary implements Loop {
    private static final VectorSpecies<Float> F = Wide.F;
    private static final FloatVectorFn.Pair3 OP =
        Stamp.operation(MethodHandles.lookup(), FloatVectorFn.Pair3.class);
    private static final int BLOCK = 256;
    private static final FloatFn.Of3 SCALAR = OP.scalar();
    private static final FloatVectorFn.Of3 VECTOR = OP.vector();

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
      int done = 0;
      if (as == 1 && bs == 1 && cs == 1) {
        done = three(x, ai, y, bi, z, ci, out, oi, n);
      } else if (as == 1 && bs == 1) {
        done = two(x, ai, y, bi, z[ci], out, oi, n);
      } else if (as == 1 && bs == 0 && cs == 0) {
        done = one(x, ai, y[bi], z[ci], out, oi, n);
      } else if (as + bs + cs > 0) {
        done = blocks(x, ai, as, y, bi, bs, z, ci, cs, out, oi, n);
      }
      for (int i = done; i < n; i++) {
        out[oi + i] = SCALAR.of(x[ai + i * as], y[bi + i * bs], z[ci + i * cs]);
      }
    }

    /** What is rare: numbers are written out as runs. */
    private static int blocks(
        float[] x,
        int ai,
        int as,
        float[] y,
        int bi,
        int bs,
        float[] z,
        int ci,
        int cs,
        float[] out,
        int oi,
        int n) {
      int block = Math.min(n, BLOCK);
      float[] a = as == 1 ? x : filled(x[ai], block);
      float[] b = bs == 1 ? y : filled(y[bi], block);
      float[] c = cs == 1 ? z : filled(z[ci], block);
      int done = 0;
      while (n - done >= F.length()) {
        int at = as == 1 ? ai + done : 0;
        int bt = bs == 1 ? bi + done : 0;
        int ct = cs == 1 ? ci + done : 0;
        done += three(a, at, b, bt, c, ct, out, oi + done, Math.min(n - done, block));
      }
      return done;
    }

    private static float[] filled(float x, int n) {
      float[] run = new float[n];
      Arrays.fill(run, x);
      return run;
    }

    private static int three(
        float[] x, int ai, float[] y, int bi, float[] z, int ci, float[] out, int oi, int n) {
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        FloatVector v = FloatVector.fromArray(F, x, ai + i);
        FloatVector w = FloatVector.fromArray(F, y, bi + i);
        VECTOR.of(v, w, FloatVector.fromArray(F, z, ci + i)).intoArray(out, oi + i);
      }
      return bound;
    }

    private static int two(
        float[] x, int ai, float[] y, int bi, float z, float[] out, int oi, int n) {
      FloatVector u = FloatVector.broadcast(F, z);
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        FloatVector v = FloatVector.fromArray(F, x, ai + i);
        FloatVector w = FloatVector.fromArray(F, y, bi + i);
        VECTOR.of(v, w, u).intoArray(out, oi + i);
      }
      return bound;
    }

    private static int one(float[] x, int ai, float y, float z, float[] out, int oi, int n) {
      FloatVector w = FloatVector.broadcast(F, y);
      FloatVector u = FloatVector.broadcast(F, z);
      int bound = F.loopBound(n);
      for (int i = 0; i < bound; i += F.length()) {
        VECTOR.of(FloatVector.fromArray(F, x, ai + i), w, u).intoArray(out, oi + i);
      }
      return bound;
    }
  }
}
