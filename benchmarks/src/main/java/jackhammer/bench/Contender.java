package jackhammer.bench;

/**
 * Somebody in the race: this library, or an opponent in a process of its own. One row at a time:
 * {@link #prepare}, then as many timed runs as the race wants, then the {@link #result} for the
 * check against float64.
 */
public interface Contender extends AutoCloseable {

  /** What is printed, with the version. */
  String name();

  /**
   * Makes the inputs of a row ready; drops those of the row before.
   *
   * @throws UnsupportedOperationException if this contender cannot do the row's work
   */
  void prepare(Row row, long seed);

  /** Does the work so many times in a row and returns the nanoseconds that it took in all. */
  long time(int calls);

  /**
   * Does the work once more and returns all outputs, one after the other in the order of {@link
   * Work#outputs()}.
   */
  float[] result();

  /**
   * Returns when nothing that belongs to it runs any more. Threads that computed go on spinning for
   * a while, OpenBLAS's for about 25 ms, and until then they hold a processor that the next one to
   * be measured needs.
   */
  default void rest() {}

  @Override
  void close();

  /** Whether it can still be asked; a process may die of a row. */
  default boolean isAlive() {
    return true;
  }
}
