package jackhammer.internal.random;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;

/**
 * {@code random_} and {@code randint}: whole numbers in tensors of any type.
 *
 * <p>The number of random bits spent per element follows the size of the range, not the dtype: 32
 * below 2^28 numbers, 64 from there on (so that the remainder, which is how both become numbers of
 * the range, stays nearly uniform).
 */
public final class Integers {
  private static final long WIDE = 1L << 28;

  private Integers() {}

  /**
   * Numbers from [base, base + range), cast to the type of {@code out}.
   *
   * @param range how many numbers there are, unsigned, not 0
   */
  public static void fill(RandomStream g, Strided out, long range, long base) {
    boolean wide = Long.compareUnsigned(range, WIDE) >= 0;
    synchronized (g) {
      Order.inMemory(out, (s, at, n) -> remainders(g.engine, s, at, n, wide, range, base));
    }
  }

  /** All 64 bits as a signed number: {@code random_(Long.MIN_VALUE)} without an upper bound. */
  public static void fillAllBits(RandomStream g, Strided out) {
    synchronized (g) {
      Order.inMemory(
          out,
          (s, at, n) -> {
            for (int i = at; i < at + n; i++) {
              Elements.set(s, i, g.engine.nextLong());
            }
          });
    }
  }

  /**
   * {@code random_()} without bounds: 0 to the largest number of an integer type, 0 to 2^digits
   * (the range of whole numbers without gaps) of a floating type, 0 or 1 of bool. INT64 and FLOAT64
   * spend 64 bits an element, all others 32.
   */
  public static void fillDefault(RandomStream g, Strided out) {
    DType t = out.dtype();
    boolean wide = t == DType.INT64 || t == DType.FLOAT64;
    synchronized (g) {
      Order.inMemory(out, (s, at, n) -> remainders(g.engine, s, at, n, wide, defaultRange(t), 0));
    }
  }

  /** How many numbers {@code random_()} without bounds chooses from, unsigned. */
  static long defaultRange(DType t) {
    return switch (t) {
      case BOOL -> 2;
      case UINT8 -> 1L << 8;
      case INT8 -> 1L << 7;
      case INT16 -> 1L << 15;
      case INT32 -> 1L << 31;
      case INT64 -> Long.MIN_VALUE; // 2^63
      case BFLOAT16 -> (1L << 8) + 1;
      case FLOAT16 -> (1L << 11) + 1;
      case FLOAT32 -> (1L << 24) + 1;
      case FLOAT64 -> (1L << 53) + 1;
    };
  }

  private static void remainders(
      Mt19937 e, Storage s, int at, int n, boolean wide, long range, long base) {
    if (s.dtype() == DType.INT64) {
      long[] out = s.longs();
      for (int i = at; i < at + n; i++) {
        out[i] = draw(e, wide, range) + base;
      }
    } else {
      for (int i = at; i < at + n; i++) {
        Elements.set(s, i, draw(e, wide, range) + base);
      }
    }
  }

  private static long draw(Mt19937 e, boolean wide, long range) {
    return Long.remainderUnsigned(wide ? e.nextLong() : e.nextInt() & 0xffffffffL, range);
  }
}
