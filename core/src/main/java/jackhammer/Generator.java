package jackhammer;

import jackhammer.internal.ops.Check;
import jackhammer.internal.random.Permutation;
import jackhammer.internal.random.RandomStream;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A source of random numbers with PyTorch's CPU generator (mt19937) behind it: from the same seed
 * it gives PyTorch's numbers, integers and uniforms bit for bit.
 *
 * <p>Functions that draw take an optional generator; without one they use the process-wide {@link
 * #defaultGenerator()}, which {@code Jackhammer.manualSeed} seeds. A generator that nobody has
 * seeded starts from 67280421310721, as PyTorch's.
 *
 * <pre>{@code
 * Generator g = new Generator().manualSeed(0);
 * Tensor x = rand(size(4), o -> o.generator(g)); // tensor([0.4963, 0.7682, 0.0885, 0.1320])
 * }</pre>
 *
 * <p>Thread safe: a tensor is always filled by one uninterrupted run of draws. Which thread comes
 * first is not defined, so threads that must be reproducible take a generator each.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.Generator.html">torch.Generator</a>
 */
public final class Generator {
  private static final Generator DEFAULT = new Generator();

  private final RandomStream stream = new RandomStream(RandomStream.DEFAULT_SEED);

  /** A generator with PyTorch's default seed. */
  public Generator() {}

  /** The generator that is used wherever none is given. */
  public static Generator defaultGenerator() {
    return DEFAULT;
  }

  /**
   * Starts again from a seed.
   *
   * @param seed any 64 bits; as in PyTorch only the low 32 reach the engine
   * @return this
   */
  public Generator manualSeed(long seed) {
    stream.seed(seed);
    return this;
  }

  /**
   * Starts again from a seed that differs from run to run.
   *
   * @return the seed, in [0, 2^53)
   */
  public long seed() {
    long seed = new SecureRandom().nextLong() & (1L << 53) - 1;
    stream.seed(seed);
    return seed;
  }

  /** The seed given last; read it as unsigned where it was given as a number above 2^63. */
  public long initialSeed() {
    return stream.seed();
  }

  /**
   * The next 32 bits, in [0, 2^32).
   *
   * @see #random64()
   */
  public long random() {
    return stream.random();
  }

  /**
   * The next 64 bits; {@code random64() & Long.MAX_VALUE} is what {@code torch.empty((),
   * dtype=int64).random_()} gives.
   */
  public long random64() {
    return stream.random64();
  }

  /**
   * The numbers 0 to n - 1 in random order: {@code torch.randperm(n)} as an array, with which
   * samplers shuffle.
   *
   * @throws IllegalArgumentException if n is negative
   */
  public long[] randperm(int n) {
    if (n < 0) {
      throw new IllegalArgumentException(
          "Generator.randperm: n must not be negative, but got " + n);
    }
    return Permutation.of(stream, n);
  }

  /** The whole state: what {@link #setState} takes to continue from here. */
  public State getState() {
    return new State(stream.state());
  }

  /**
   * Continues from a state.
   *
   * @return this
   */
  public Generator setState(State state) {
    stream.state(Check.notNull("Generator.setState", "state", state).bytes);
    return this;
  }

  /** What the functions of this package hand down to the loops that draw. */
  RandomStream stream() {
    return stream;
  }

  @Override
  public String toString() {
    return "<jackhammer.Generator, seed " + Long.toUnsignedString(initialSeed()) + ">";
  }

  /**
   * A generator's state at one moment: immutable, and byte for byte what PyTorch's {@code
   * get_state()} holds.
   */
  public static final class State {
    private final byte[] bytes;

    private State(byte[] bytes) {
      this.bytes = bytes;
    }

    /**
     * A state from its bytes; {@link #setState} checks them.
     *
     * @param bytes 5,056 bytes from {@link #toBytes()} or from PyTorch's {@code get_state()}
     */
    public static State of(byte[] bytes) {
      return new State(Check.notNull("State.of", "bytes", bytes).clone());
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
      return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof State s && Arrays.equals(bytes, s.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Generator.State["
          + bytes.length
          + " bytes, hash "
          + Integer.toHexString(hashCode())
          + "]";
    }
  }
}
