package jackhammer.internal.random;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;

/**
 * {@code bernoulli_}, {@code bernoulli} and the masks of dropout: 1 where a uniform number is below
 * p, else 0.
 *
 * <p>With a number p each element spends one 64-bit draw, of which 53 bits make a double. That is
 * PyTorch's portable path; on Intel processors its official builds ask a vendor library instead,
 * which gives other masks there. With a tensor of probabilities PyTorch has one path everywhere: 53
 * bits for a FLOAT64 tensor, 24 bits for the narrower ones.
 */
public final class Bernoulli {
  private Bernoulli() {}

  /**
   * One probability for all; {@code out} may have any type.
   *
   * <p>For dropout: PyTorch draws a mask of the input's type with {@code 1 - p} (nothing is drawn
   * when p is 0 or 1, in evaluation mode, or for no elements), divides it by {@code 1 - p} and
   * multiplies.
   */
  public static void fill(RandomStream g, Strided out, double p) {
    // k * 2^-53 < p exactly when k < ceil(p * 2^53): the scaling is exact.
    long bound = (long) Math.ceil(p * 0x1p53);
    synchronized (g) {
      Order.inMemory(out, (s, at, n) -> fill(g.engine, s, at, n, bound));
    }
  }

  private static void fill(Mt19937 e, Storage s, int at, int n, long bound) {
    switch (s.dtype()) {
      case FLOAT32 -> {
        float[] out = s.floats();
        for (int i = at; i < at + n; i++) {
          out[i] = draw(e, bound);
        }
      }
      case FLOAT64 -> {
        double[] out = s.doubles();
        for (int i = at; i < at + n; i++) {
          out[i] = draw(e, bound);
        }
      }
      case BOOL, UINT8, INT8 -> {
        byte[] out = s.bytes();
        for (int i = at; i < at + n; i++) {
          out[i] = (byte) draw(e, bound);
        }
      }
      default -> {
        for (int i = at; i < at + n; i++) {
          Elements.set(s, i, (long) draw(e, bound));
        }
      }
    }
  }

  private static int draw(Mt19937 e, long bound) {
    return (e.nextLong() & (1L << 53) - 1) < bound ? 1 : 0;
  }

  /**
   * A probability per element; {@code p} is of a floating type and has the sizes of {@code out}
   * (expanded if need be).
   */
  public static void fill(RandomStream g, Strided out, Strided p) {
    int[] order = Order.byStride(out);
    Strided o = Order.permute(out, order);
    Strided q = Order.permute(p, order);
    boolean wide = p.dtype() == DType.FLOAT64;
    synchronized (g) {
      for (int i = 0; i < o.numel(); i++) {
        double u = wide ? g.uniform() : (g.engine.nextInt() & 0xffffff) * 0x1p-24;
        boolean one = u < Elements.getDouble(q.storage(), q.position(i));
        Elements.set(o.storage(), o.position(i), one ? 1L : 0L);
      }
    }
  }
}
