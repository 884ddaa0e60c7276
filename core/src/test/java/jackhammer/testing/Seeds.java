package jackhammer.testing;

/**
 * Where random tests get their seeds: the same on every build, so that a build says something about
 * the change that it builds; the one to replay with {@code -Djackhammer.seed=N}; and another one
 * every time with {@code -Djackhammer.seed=random}, to look further than a build does.
 */
public final class Seeds {
  private static final long USUAL = 20_261_123L;

  private Seeds() {}

  /** The seed, printed with how to replay it. */
  public static long next() {
    boolean random = "random".equals(System.getProperty("jackhammer.seed"));
    long seed = random ? System.nanoTime() : Long.getLong("jackhammer.seed", USUAL);
    StackTraceElement test = Thread.currentThread().getStackTrace()[2];
    String name = test.getClassName().substring(test.getClassName().lastIndexOf('.') + 1);
    System.out.printf(
        "%s: seed %d; replay: mvn -pl core test -Dtest=%s -Djackhammer.seed=%d%n",
        name, seed, name, seed);
    return seed;
  }
}
