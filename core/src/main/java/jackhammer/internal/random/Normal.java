package jackhammer.internal.random;

import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;

/**
 * {@code normal_} and {@code randn}, by PyTorch's two paths.
 *
 * <ul>
 *   <li>16 elements or more, contiguous: uniforms everywhere, then {@link BoxMuller} on each block
 *       of 16. Where the number of elements is no multiple of 16, the last 16 elements are drawn
 *       afresh, so up to 15 of them overwrite the block before. A kept normal is neither used nor
 *       dropped.
 *   <li>Otherwise: one element at a time in double precision; the second half of each pair is kept
 *       in the stream for the next draw of this path, whatever its dtype.
 * </ul>
 */
public final class Normal {
  private Normal() {}

  /** Fills a floating-point view; {@code std >= 0}. */
  public static void fill(RandomStream g, Strided out, double mean, double std) {
    synchronized (g) {
      if (out.numel() >= BoxMuller.BLOCK && out.isContiguous()) {
        blocks(g.engine, out.storage(), out.offset(), out.numel(), mean, std);
      } else {
        Order.inMemory(out, (s, at, n) -> singly(g, s, at, n, mean, std));
      }
    }
  }

  private static void blocks(Mt19937 e, Storage s, int at, int n, double mean, double std) {
    switch (s.dtype()) {
      case FLOAT32 -> floats(e, s.floats(), at, n, (float) mean, (float) std);
      case FLOAT64 -> doubles(e, s.doubles(), at, n, mean, std);
      case FLOAT16, BFLOAT16 -> reduced(e, s, at, n, (float) mean, (float) std);
      default -> throw unfit(s);
    }
  }

  private static void floats(Mt19937 e, float[] out, int at, int n, float mean, float std) {
    Uniform.floats(e, out, at, n, 0, 1);
    BoxMuller.transform(out, at, n / BoxMuller.BLOCK, mean, std);
    if (n % BoxMuller.BLOCK != 0) {
      int tail = at + n - BoxMuller.BLOCK;
      Uniform.floats(e, out, tail, BoxMuller.BLOCK, 0, 1);
      BoxMuller.transform(out, tail, 1, mean, std);
    }
  }

  private static void doubles(Mt19937 e, double[] out, int at, int n, double mean, double std) {
    for (int i = at; i < at + n; i++) {
      out[i] = Uniform.unit(e.nextLong());
    }
    BoxMuller.transform(out, at, n / BoxMuller.BLOCK, mean, std);
    if (n % BoxMuller.BLOCK != 0) {
      int tail = at + n - BoxMuller.BLOCK;
      for (int i = tail; i < at + n; i++) {
        out[i] = Uniform.unit(e.nextLong());
      }
      BoxMuller.transform(out, tail, 1, mean, std);
    }
  }

  /** Computed in float32 block by block, so only whole blocks are drawn, and the tail. */
  private static void reduced(Mt19937 e, Storage s, int at, int n, float mean, float std) {
    float[] block = new float[BoxMuller.BLOCK];
    int whole = n - n % BoxMuller.BLOCK;
    for (int i = 0; i < whole; i += BoxMuller.BLOCK) {
      reducedBlock(e, block, s, at + i, mean, std);
    }
    if (whole < n) {
      reducedBlock(e, block, s, at + n - BoxMuller.BLOCK, mean, std);
    }
  }

  private static void reducedBlock(
      Mt19937 e, float[] block, Storage s, int at, float mean, float std) {
    Uniform.floats(e, block, 0, BoxMuller.BLOCK, 0, 1);
    BoxMuller.transform(block, 0, 1, mean, std);
    for (int i = 0; i < BoxMuller.BLOCK; i++) {
      Elements.set(s, at + i, block[i]);
    }
  }

  private static void singly(RandomStream g, Storage s, int at, int n, double mean, double std) {
    if (!s.dtype().isFloatingPoint()) {
      throw unfit(s);
    }
    for (int i = at; i < at + n; i++) {
      Elements.set(s, i, Math.fma(g.normal(), std, mean));
    }
  }

  private static IllegalArgumentException unfit(Storage s) {
    return new IllegalArgumentException("normal_ fills floating-point types, not " + s.dtype());
  }
}
