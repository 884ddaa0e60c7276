package jackhammer.bench;

import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The arithmetic roof of this machine at this moment: what a loop of nothing but float32
 * multiply-adds in registers reaches. Measured between the rounds of a row, because clock rates and
 * neighbours change.
 */
public final class Roof {

  private static final int TURNS = 1 << 19;
  private static final int CHAINS = 12;
  private static final int WARM_UP = 30;

  private final int threads;

  private Roof(int threads) {
    this.threads = threads;
  }

  /**
   * The roof for so many threads, warmed up; null without the module {@code jdk.incubator.vector}.
   */
  public static Roof of(int threads) {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return null;
    }
    for (int i = 0; i < WARM_UP; i++) {
      Loop.run(TURNS / 8);
    }
    return new Roof(threads);
  }

  /** GFLOP/s of all threads together, now; takes a few milliseconds. */
  public double gflops() {
    CountDownLatch start = new CountDownLatch(1);
    long[] nanos = new long[threads];
    Thread[] others = new Thread[threads - 1];
    for (int i = 0; i < others.length; i++) {
      int slot = i + 1;
      others[i] =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    try {
                      start.await();
                      nanos[slot] = timed();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });
    }
    start.countDown();
    nanos[0] = timed();
    double sum = rate(nanos[0]);
    try {
      for (int i = 0; i < others.length; i++) {
        others[i].join();
        sum += rate(nanos[i + 1]);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return sum;
  }

  /** The median of several measurements. */
  public static OptionalDouble median(double[] gflops) {
    return gflops.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Stats.of(gflops).median());
  }

  private static long timed() {
    long start = System.nanoTime();
    Loop.run(TURNS);
    return System.nanoTime() - start;
  }

  private static double rate(long nanos) {
    return 2.0 * TURNS * CHAINS * Loop.LANES / nanos;
  }

  /** Apart, so that {@link Roof} loads without the vector module. */
  private static final class Loop {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    private static float sink;

    /**
     * Twelve independent chains hide the latency of the unit; all converge to 1, so nothing
     * overflows.
     */
    static void run(int turns) {
      FloatVector m = FloatVector.broadcast(SPECIES, 0.5f);
      FloatVector a = m;
      FloatVector c0 = m, c1 = m, c2 = m, c3 = m, c4 = m, c5 = m;
      FloatVector c6 = m, c7 = m, c8 = m, c9 = m, c10 = m, c11 = m;
      for (int i = 0; i < turns; i++) {
        c0 = c0.fma(m, a);
        c1 = c1.fma(m, a);
        c2 = c2.fma(m, a);
        c3 = c3.fma(m, a);
        c4 = c4.fma(m, a);
        c5 = c5.fma(m, a);
        c6 = c6.fma(m, a);
        c7 = c7.fma(m, a);
        c8 = c8.fma(m, a);
        c9 = c9.fma(m, a);
        c10 = c10.fma(m, a);
        c11 = c11.fma(m, a);
      }
      FloatVector all = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
      all = all.add(c6).add(c7).add(c8).add(c9).add(c10).add(c11);
      sink = all.lane(0);
    }
  }
}
