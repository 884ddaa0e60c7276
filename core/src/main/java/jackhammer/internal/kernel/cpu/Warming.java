package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.OptimArgs;

/**
 * Loops that begin as the plain loop and become the vector loop with the same bits once that is
 * compiled; see {@link WarmUp}.
 *
 * <p>The trials go through every way of a loop (whole runs, repeated operands, what is left at the
 * end): a way that C2 has not seen is compiled as a trap, and whoever came to it first would fall
 * back to objects.
 */
final class Warming {
  /** Elements of one call of a trial: some vectors, and some elements that fill none. */
  private static final int N = 10 * Math.max(128, Simd.bits()) / Float.SIZE + 3;

  /**
   * Nanoseconds for a vector and for a call, compiled; three times what they took where they were
   * measured. With objects a vector takes thirty at least.
   */
  private static final int LIGHT = 6;

  private static final int TO_BYTES = 12;
  private static final int HEAVY = 26;
  private static final int TWO_STEPS = 52;
  private static final int OVERHEAD = 80;

  /** For a JVM that is to use the vector loops from the first call on, as tests do. */
  static final boolean OFF = Boolean.getBoolean("jackhammer.cold");

  private Warming() {}

  /**
   * @param heavy whether it is a function of many operations
   */
  static Loop loop(Loop plain, Loop vector, int operands, Kind in, Kind out, boolean heavy) {
    int light = out == Kind.TRUTH ? TO_BYTES : LIGHT;
    int nanos = vector instanceof TwoSteps ? TWO_STEPS : heavy ? HEAVY : light;
    return OFF ? vector : new Elements(plain, vector, operands, in, out, nanos);
  }

  static ReduceLoop reduce(ReduceLoop plain, ReduceLoop vector, Kind kind) {
    return OFF ? vector : new Reducing(plain, vector, kind);
  }

  static OptimLoop optim(OptimLoop plain, OptimLoop vector, Kind kind) {
    return OFF ? vector : new Optimizing(plain, vector, kind);
  }

  /** Numbers of no meaning, of both signs; one is beyond what vectors of sine can do. */
  private static Object numbers(Kind kind) {
    Object array = kind.newArray(N);
    for (int i = 0; i < N; i++) {
      double x = i == N / 2 ? 1e6 : i % 7 - 3.3;
      switch (array) {
        case float[] f -> f[i] = (float) x;
        case double[] d -> d[i] = x;
        case byte[] b -> b[i] = (byte) (i % 2);
        default -> throw new IllegalStateException("there are no vector loops of " + kind);
      }
    }
    return array;
  }

  private static long quick(Kind kind, int nanos, int passes) {
    int vectors = N * (kind == Kind.DOUBLE ? Double.SIZE : Float.SIZE) / Simd.bits();
    return passes * ((long) vectors * nanos + OVERHEAD);
  }

  /** An element-wise loop. */
  private static final class Elements implements Loop {
    private final Loop plain;
    private final Loop vector;
    private final Warmed warmed;

    Elements(Loop plain, Loop vector, int operands, Kind in, Kind out, int nanos) {
      this.plain = plain;
      this.vector = vector;
      Kind numbers = in == Kind.TRUTH ? out : in;
      int ways = 1 << operands;
      this.warmed =
          new Warmed(
              quick(numbers, nanos, operands == 1 ? 1 : ways),
              () -> {
                Object a = numbers(in);
                Object b = numbers(numbers);
                Object result = out.newArray(N);
                return () -> {
                  for (int steps = 0; steps < ways; steps++) {
                    int as = steps & 1 ^ 1;
                    int bs = steps >> 1 & 1 ^ 1;
                    int cs = steps >> 2 & 1 ^ 1;
                    vector.run(N, result, 0, a, 0, as, b, 0, bs, b, 0, cs);
                  }
                };
              });
    }

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
      (warmed.ready(n) ? vector : plain).run(n, o, oi, a, ai, as, b, bi, bs, c, ci, cs);
    }
  }

  /** A reduction. */
  private static final class Reducing implements ReduceLoop {
    private static final int ROWS = 4;
    private static final int COLUMNS = N / ROWS;

    private final ReduceLoop plain;
    private final ReduceLoop vector;
    private final Warmed warmed;

    Reducing(ReduceLoop plain, ReduceLoop vector, Kind kind) {
      this.plain = plain;
      this.vector = vector;
      this.warmed =
          new Warmed(
              quick(kind, LIGHT, 3),
              () -> {
                Object x = numbers(kind);
                Object lanes = kind.newArray(LANES * COLUMNS);
                int[] rows = new int[ROWS];
                for (int j = 0; j < ROWS; j++) {
                  rows[j] = j * COLUMNS;
                }
                return () -> {
                  vector.block(x, 0, null, 0, N, lanes, lanes, 0);
                  vector.block(x, 0, null, 0, LANES + 1, lanes, lanes, 0);
                  vector.columns(x, 0, rows, ROWS, COLUMNS, lanes);
                };
              });
    }

    @Override
    public void block(Object a, int ai, Object b, int bi, int n, Object lanes, Object out, int oi) {
      (warmed.ready(n) ? vector : plain).block(a, ai, b, bi, n, lanes, out, oi);
    }

    @Override
    public void columns(Object a, int ai, int[] rows, int n, int columns, Object lanes) {
      (warmed.ready((long) n * columns) ? vector : plain).columns(a, ai, rows, n, columns, lanes);
    }

    @Override
    public void merge(Object a, int ai, Object b, int bi, Object out, int oi, int n) {
      plain.merge(a, ai, b, bi, out, oi, n);
    }
  }

  /** Both optimizers, each with every option. */
  private static final class Optimizing implements OptimLoop {
    private static final OptimArgs.Sgd[] SGD = {
      new OptimArgs.Sgd(0, 0.5, 0, 0.5, false, false, false),
      new OptimArgs.Sgd(0, 0.5, 0, 0, true, true, false),
      new OptimArgs.Sgd(0, 0.5, 0, 0, false, false, true)
    };
    private static final AdamNumbers[] ADAM = {
      new AdamNumbers(1, 0, 1, 0.1, 0.9, 0.1, 1, 1, 0),
      new AdamNumbers(1, 0.5, 1, 0.1, 0.9, 0.1, 1, 1, 0)
    };

    private final OptimLoop plain;
    private final OptimLoop vector;
    private final Warmed sgd;
    private final Warmed adam;

    Optimizing(OptimLoop plain, OptimLoop vector, Kind kind) {
      this.plain = plain;
      this.vector = vector;
      this.sgd =
          new Warmed(
              quick(kind, LIGHT, 3 * 2 * SGD.length),
              () -> {
                Object x = kind.newArray(N);
                Object y = kind.newArray(N);
                Object z = kind.newArray(N);
                return () -> {
                  for (OptimArgs.Sgd args : SGD) {
                    vector.sgd(x, 0, y, 0, null, 0, N, args);
                    vector.sgd(x, 0, y, 0, z, 0, N, args);
                  }
                };
              });
      this.adam =
          new Warmed(
              quick(kind, LIGHT, 4 * 2 * ADAM.length),
              () -> {
                Object[] x = new Object[5];
                for (int i = 0; i < x.length; i++) {
                  x[i] = kind.newArray(N);
                }
                return () -> {
                  for (AdamNumbers args : ADAM) {
                    vector.adam(x[0], 0, x[1], 0, x[2], 0, x[3], 0, null, 0, N, args);
                    vector.adam(x[0], 0, x[1], 0, x[2], 0, x[3], 0, x[4], 0, N, args);
                  }
                };
              });
    }

    @Override
    public void sgd(
        Object param,
        int pi,
        Object grad,
        int gi,
        Object buffer,
        int bi,
        int n,
        OptimArgs.Sgd args) {
      (sgd.ready(n) ? vector : plain).sgd(param, pi, grad, gi, buffer, bi, n, args);
    }

    @Override
    public void adam(
        Object param,
        int pi,
        Object grad,
        int gi,
        Object avg,
        int mi,
        Object avgSq,
        int vi,
        Object maxSq,
        int xi,
        int n,
        AdamNumbers args) {
      (adam.ready(n) ? vector : plain)
          .adam(param, pi, grad, gi, avg, mi, avgSq, vi, maxSq, xi, n, args);
    }
  }
}
