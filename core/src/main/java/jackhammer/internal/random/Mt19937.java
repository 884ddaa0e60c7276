package jackhammer.internal.random;

/**
 * The Mersenne Twister MT19937 of Matsumoto and Nishimura (1998), 32-bit outputs, period 2^19937 -
 * 1: the engine behind PyTorch's CPU generator.
 *
 * <p>Not thread safe; {@link RandomStream} holds the lock. Only the low 32 bits of a seed take
 * part, as in PyTorch.
 */
final class Mt19937 {
  static final int N = 624;
  private static final int M = 397;
  private static final int MATRIX_A = 0x9908b0df;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;

  final int[] state = new int[N];

  /**
   * Draws left before the state must be renewed, plus one. Kept together with {@link #next} in the
   * two-counter form of PyTorch's state record: a freshly seeded engine is (1, 0), one that has
   * just used up a block is (1, 624).
   */
  int left;

  int next;

  Mt19937(long seed) {
    seed(seed);
  }

  void seed(long seed) {
    int s = (int) seed;
    state[0] = s;
    for (int i = 1; i < N; i++) {
      s = 1812433253 * (s ^ (s >>> 30)) + i;
      state[i] = s;
    }
    left = 1;
    next = 0;
  }

  /** The next 32 bits. */
  int nextInt() {
    if (--left == 0) {
      renew();
    }
    return temper(state[next++]);
  }

  /** The next 64 bits: two draws, the first of them is the upper half. */
  long nextLong() {
    long high = nextInt();
    return high << 32 | nextInt() & 0xffffffffL;
  }

  /**
   * How many outputs, at least 1, can be read straight from {@link #state} at {@link #next}; renews
   * it if there are none.
   */
  int ready() {
    if (left == 1) {
      renew();
      left = N + 1;
    }
    return left - 1;
  }

  /** Marks {@code n <= ready()} outputs as used. */
  void skip(int n) {
    left -= n;
    next += n;
  }

  static int temper(int y) {
    y ^= y >>> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >>> 18;
  }

  /**
   * The next block of 624 untempered outputs. Two straight loops without branches, which C2 turns
   * into vector code.
   */
  private void renew() {
    int[] s = state;
    for (int i = 0; i < N - M; i++) {
      s[i] = s[i + M] ^ twist(s[i], s[i + 1]);
    }
    for (int i = N - M; i < N - 1; i++) {
      s[i] = s[i + M - N] ^ twist(s[i], s[i + 1]);
    }
    s[N - 1] = s[M - 1] ^ twist(s[N - 1], s[0]);
    left = N;
    next = 0;
  }

  private static int twist(int u, int v) {
    return (u & UPPER | v & LOWER) >>> 1 ^ -(v & 1) & MATRIX_A;
  }
}
