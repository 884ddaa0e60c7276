package jackhammer.internal.random;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import java.util.Arrays;

/**
 * {@code randperm}: the numbers 0 to n - 1 in random order, by the two shuffles that PyTorch uses.
 * They give different permutations, so the length at which one takes over from the other is part of
 * the contract.
 */
public final class Permutation {
  /** From this length on, 32 bits are too few for an even choice by remainder: (2^32 - 1) / 20. */
  static final int LONG = (int) (0xffffffffL / 20);

  private Permutation() {}

  /** Fills a 1-d contiguous view; its type holds n - 1 exactly (the caller has checked). */
  public static void fill(RandomStream g, Strided out) {
    synchronized (g) {
      if (out.numel() < LONG) {
        forward(g.engine, out.storage(), out.offset(), out.numel());
      } else {
        insideOut(g.engine, out.storage(), out.offset(), out.numel());
      }
    }
  }

  /** The first {@code n} numbers in random order as an array. */
  public static long[] of(RandomStream g, int n) {
    Strided out = Strided.empty(DType.INT64, n);
    fill(g, out);
    return out.storage().length() == n
        ? out.storage().longs()
        : Arrays.copyOf(out.storage().longs(), n);
  }

  /** Fisher-Yates from the front; 32 bits for each place but the last. */
  private static void forward(Mt19937 e, Storage s, int at, int n) {
    if (s.dtype() == DType.INT64) {
      forward(e, s.longs(), at, n);
      return;
    }
    long[] whole = new long[n];
    forward(e, whole, 0, n);
    for (int i = 0; i < n; i++) {
      Elements.set(s, at + i, whole[i]);
    }
  }

  private static void forward(Mt19937 e, long[] out, int at, int n) {
    for (int i = 0; i < n; i++) {
      out[at + i] = i;
    }
    for (int i = 0; i < n - 1; i++) {
      int other = at + i + (int) ((e.nextInt() & 0xffffffffL) % (n - i));
      long kept = out[at + i];
      out[at + i] = out[other];
      out[other] = kept;
    }
  }

  /** The inside-out form, which initialises as it goes; 64 bits for every place. */
  static void insideOut(Mt19937 e, Storage s, int at, int n) {
    for (int i = 0; i < n; i++) {
      int other = (int) Long.remainderUnsigned(e.nextLong(), i + 1);
      Elements.set(s, at + i, Elements.getLong(s, at + other));
      Elements.set(s, at + other, (long) i);
    }
  }
}
