package jackhammer.internal.kernel.cpu;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

/**
 * The arithmetic roof of this processor, as this JVM can reach it: fused multiply-adds that touch
 * registers only, at the width of {@link Simd}. Nominal clocks say little; a share of the roof is
 * only honest against a figure taken in the same process, moments before or after.
 *
 * <pre>{@code
 * double roof = FmaRoof.gflops(2); // float32, two threads, about 0.1 s
 * }</pre>
 */
public final class FmaRoof {
  private static final int WARM_UP = 20_000;
  private static final int STEPS = 200_000;
  private static final int ROUNDS = 8;

  /** A loop of {@code steps} rounds of FMAs; returns something that depends on all of them. */
  abstract static class Loop {
    /** Floating-point operations of one step: two per multiply-add. */
    abstract int flopsPerStep();

    abstract double run(int steps);
  }

  /** Without vectors: one FMA at a time, eight chains side by side. */
  static final class Plain extends Loop {
    @Override
    int flopsPerStep() {
      return 16;
    }

    @Override
    double run(int steps) {
      float x = 0.999f;
      float a = 1;
      float b = 2;
      float c = 3;
      float d = 4;
      float e = 5;
      float f = 6;
      float g = 7;
      float h = 8;
      for (int i = 0; i < steps; i++) {
        a = Math.fma(a, x, x);
        b = Math.fma(b, x, x);
        c = Math.fma(c, x, x);
        d = Math.fma(d, x, x);
        e = Math.fma(e, x, x);
        f = Math.fma(f, x, x);
        g = Math.fma(g, x, x);
        h = Math.fma(h, x, x);
      }
      return a + b + c + d + e + f + g + h;
    }
  }

  private static volatile double sink;

  private FmaRoof() {}

  /**
   * Floating-point operations per nanosecond (GFLOP/s) of float32 on {@code threads} threads at
   * once: the best of several rounds. For float64 the roof is half of it with vectors.
   */
  public static double gflops(int threads) {
    Loop loop = Simd.load(Loop.class, "FmaRoof$Plain", "FmaRoofVector");
    long[][] spans = new long[threads][2 * ROUNDS];
    CyclicBarrier together = new CyclicBarrier(threads);
    CountDownLatch done = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      long[] span = spans[t];
      Thread.ofPlatform()
          .daemon()
          .name("jackhammer-roof-" + t)
          .start(
              () -> {
                try {
                  measure(loop, together, span);
                } finally {
                  done.countDown();
                }
              });
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the FMA roof was measured", e);
    }
    double flops = (double) loop.flopsPerStep() * STEPS * threads;
    double best = 0;
    for (int r = 0; r < ROUNDS; r++) {
      long begin = Long.MAX_VALUE;
      long end = Long.MIN_VALUE;
      for (long[] span : spans) {
        begin = Math.min(begin, span[2 * r]);
        end = Math.max(end, span[2 * r + 1]);
      }
      best = Math.max(best, flops / (end - begin));
    }
    return best;
  }

  private static void measure(Loop loop, CyclicBarrier together, long[] span) {
    double sum = 0;
    for (int i = 0; i < 20; i++) {
      sum += loop.run(WARM_UP);
    }
    try {
      for (int r = 0; r < ROUNDS; r++) {
        together.await();
        span[2 * r] = System.nanoTime();
        sum += loop.run(STEPS);
        span[2 * r + 1] = System.nanoTime();
      }
    } catch (Exception e) {
      throw new IllegalStateException("FMA roof: a thread was lost", e);
    }
    sink = sum;
  }
}
