package jackhammer.internal.random;

import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;

/**
 * {@code uniform_} and {@code rand}: numbers from [from, to), as PyTorch's builds for processors
 * with FMA give them: {@code fma(u, to - from, from)} in the computing type, where u has 24 random
 * bits (one 32-bit draw) for float32, float16 and bfloat16, and 53 (one 64-bit draw) for float64.
 *
 * <p>A result that rounding has carried up to {@code to} becomes {@code from}, as in PyTorch since
 * 2.13.
 */
public final class Uniform {
  private Uniform() {}

  /** Fills a floating-point view; {@code from <= to}. */
  public static void fill(RandomStream g, Strided out, double from, double to) {
    synchronized (g) {
      Order.inMemory(out, (s, at, n) -> fill(g.engine, s, at, n, from, to));
    }
  }

  private static void fill(Mt19937 e, Storage s, int at, int n, double from, double to) {
    switch (s.dtype()) {
      case FLOAT32 -> floats(e, s.floats(), at, n, (float) from, (float) to);
      case FLOAT64 -> doubles(e, s.doubles(), at, n, from, to);
      case FLOAT16, BFLOAT16 -> reduced(e, s, at, n, (float) from, (float) to);
      default ->
          throw new IllegalArgumentException(
              "uniform_ fills floating-point types, not " + s.dtype());
    }
  }

  static void floats(Mt19937 e, float[] out, int at, int n, float from, float to) {
    float span = to - from;
    int end = at + n;
    for (int i = at; i < end; ) {
      int k = Math.min(end - i, e.ready());
      block(e.state, e.next, out, i, k, span, from);
      e.skip(k);
      i += k;
    }
    // The largest u shows whether rounding can reach the upper bound at all.
    if (Math.fma(1f - 0x1p-24f, span, from) >= to) {
      for (int i = at; i < end; i++) {
        if (out[i] == to) {
          out[i] = from;
        }
      }
    }
  }

  // A loop without branches, so that C2 makes vector code of the tempering as well.
  private static void block(
      int[] state, int next, float[] out, int at, int n, float span, float from) {
    for (int i = 0; i < n; i++) {
      float u = (Mt19937.temper(state[next + i]) & 0xffffff) * 0x1p-24f;
      out[at + i] = Math.fma(u, span, from);
    }
  }

  private static void doubles(Mt19937 e, double[] out, int at, int n, double from, double to) {
    double span = to - from;
    for (int i = at; i < at + n; i++) {
      double v = Math.fma(unit(e.nextLong()), span, from);
      out[i] = v == to ? from : v;
    }
  }

  /** A double in [0, 1) from the low 53 bits. */
  static double unit(long bits) {
    return (bits & (1L << 53) - 1) * 0x1p-53;
  }

  private static void reduced(Mt19937 e, Storage s, int at, int n, float from, float to) {
    float[] u = new float[Math.min(n, 4096)];
    Elements.set(s, at, to);
    double top = Elements.getDouble(s, at);
    for (int done = 0; done < n; done += u.length) {
      int k = Math.min(u.length, n - done);
      float span = to - from;
      for (int i = 0; i < k; i++) {
        u[i] = Math.fma((e.nextInt() & 0xffffff) * 0x1p-24f, span, from);
      }
      for (int i = 0; i < k; i++) {
        int p = at + done + i;
        Elements.set(s, p, u[i]);
        if (Elements.getDouble(s, p) == top) {
          Elements.set(s, p, from);
        }
      }
    }
  }
}
