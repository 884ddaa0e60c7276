package jackhammer.internal.random;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One stream of random numbers with PyTorch's CPU semantics: the engine, the seed it was given, and
 * the second half of the last Box-Muller pair that the scalar normal path keeps for its next draw.
 *
 * <p>Thread safe. The bulk fills of this package lock the stream once for a whole call, so that two
 * threads that share a stream never interleave inside one tensor.
 */
public final class RandomStream {
  /** The seed of a generator that nobody has seeded: PyTorch's. */
  public static final long DEFAULT_SEED = 67280421310721L;

  /** Length in bytes of {@link #state()}. */
  public static final int STATE_BYTES = 5056;

  // Where the fields of PyTorch's state record lie (little endian). Bytes that are not named are
  // zero.
  private static final int AT_SEED = 0;
  private static final int AT_LEFT = 8;
  private static final int AT_SEEDED = 12;
  private static final int AT_NEXT = 16;
  private static final int AT_WORDS = 24; // 624 words, 8 bytes each
  private static final int AT_NORMAL = AT_WORDS + 8 * Mt19937.N + 8;
  private static final int AT_NORMAL_VALID = AT_NORMAL + 16;

  final Mt19937 engine;
  private long seed;

  // The sine half of a Box-Muller pair whose cosine half was handed out; one slot for all dtypes.
  private double nextNormal;
  private boolean hasNextNormal;

  /** A stream seeded with {@code seed}. */
  public RandomStream(long seed) {
    this.seed = seed;
    this.engine = new Mt19937(seed);
  }

  /** Starts again from {@code seed}; a kept normal is dropped. */
  public synchronized void seed(long seed) {
    this.seed = seed;
    engine.seed(seed);
    hasNextNormal = false;
  }

  /** The seed that was given last, as it was given (all 64 bits). */
  public synchronized long seed() {
    return seed;
  }

  /** The next 32 bits, as a value in [0, 2^32). */
  public synchronized long random() {
    return engine.nextInt() & 0xffffffffL;
  }

  /** The next 64 bits. */
  public synchronized long random64() {
    return engine.nextLong();
  }

  /** A double in [0, 1) with 53 random bits. The caller holds the lock. */
  double uniform() {
    return (engine.nextLong() & (1L << 53) - 1) * 0x1p-53;
  }

  /**
   * A standard normal in double precision by the scalar path: pairs, of which the second is kept.
   * The caller holds the lock.
   */
  double normal() {
    if (hasNextNormal) {
      hasNextNormal = false;
      return nextNormal;
    }
    double u1 = uniform();
    double u2 = uniform();
    double radius = Math.sqrt(-2.0 * StrictMath.log1p(-u2));
    double theta = 2.0 * Math.PI * u1;
    nextNormal = radius * StrictMath.sin(theta);
    hasNextNormal = true;
    return radius * StrictMath.cos(theta);
  }

  /** The whole state in the 5,056 bytes of {@code torch.Generator.get_state()}, byte for byte. */
  public synchronized byte[] state() {
    ByteBuffer b = ByteBuffer.allocate(STATE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(AT_SEED, seed);
    b.putInt(AT_LEFT, engine.left);
    b.putInt(AT_SEEDED, 1);
    b.putLong(AT_NEXT, engine.next);
    for (int i = 0; i < Mt19937.N; i++) {
      b.putLong(AT_WORDS + 8 * i, engine.state[i] & 0xffffffffL);
    }
    if (hasNextNormal) {
      b.putDouble(AT_NORMAL, nextNormal);
      b.putInt(AT_NORMAL_VALID, 1);
    }
    return b.array();
  }

  /**
   * Takes over a state that {@link #state()} or PyTorch wrote.
   *
   * @throws IllegalArgumentException if the bytes are no such state; the stream is then unchanged
   */
  public synchronized void state(byte[] state) {
    if (state.length != STATE_BYTES) {
      throw new IllegalArgumentException(
          "Generator.setState: expected a state of %d bytes, as getState() gives it, but got %d"
              .formatted(STATE_BYTES, state.length));
    }
    ByteBuffer b = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    int left = b.getInt(AT_LEFT);
    int seeded = b.getInt(AT_SEEDED);
    long next = b.getLong(AT_NEXT);
    // left = 1 stands both for "freshly seeded" (next 0) and for "block used up" (next 624).
    boolean consistent = left == 1 ? next == 0 || next == Mt19937.N : next == Mt19937.N + 1L - left;
    if (seeded != 1 || left < 1 || left > Mt19937.N || !consistent) {
      throw new IllegalArgumentException(
          ("Generator.setState: expected a valid mt19937 state (seeded = 1, 1 <= left <= 624, next = 625 - left), but got"
                  + " seeded = %d, left = %d, next = %d; the bytes are damaged or not a generator state")
              .formatted(seeded, left, next));
    }
    seed = b.getLong(AT_SEED);
    engine.left = left;
    engine.next = (int) next;
    for (int i = 0; i < Mt19937.N; i++) {
      engine.state[i] = (int) b.getLong(AT_WORDS + 8 * i);
    }
    hasNextNormal = b.getInt(AT_NORMAL_VALID) != 0;
    nextNormal = b.getDouble(AT_NORMAL);
  }

  @Override
  public String toString() {
    return "RandomStream[seed="
        + Long.toUnsignedString(seed())
        + ", state="
        + Arrays.hashCode(state())
        + "]";
  }
}
