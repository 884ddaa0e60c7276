package jackhammer.data;

import jackhammer.Generator;

/** Single whole numbers, spent from a generator as PyTorch spends them. */
final class Draw {
  /** From this range on PyTorch takes 64 bits for a number. */
  private static final int WIDE = 1 << 28;

  private Draw() {}

  /** {@code torch.empty((), dtype=torch.int64).random_()}. */
  static long seed(Generator g) {
    return g.random64() & Long.MAX_VALUE;
  }

  /** One number of {@code torch.randint(n, ...)}. */
  static long below(Generator g, int n) {
    return n < WIDE ? g.random() % n : Long.remainderUnsigned(g.random64(), n);
  }
}
