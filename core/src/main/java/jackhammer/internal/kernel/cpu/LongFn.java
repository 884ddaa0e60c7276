package jackhammer.internal.kernel.cpu;

/** Shapes of functions on int64. */
final class LongFn {
  private LongFn() {}

  interface Of1 {
    long of(long x);
  }

  interface Of2 {
    long of(long a, long b);
  }

  interface Of3 {
    long of(long a, long b, long c);
  }

  interface Test1 {
    boolean of(long x);
  }

  interface Test2 {
    boolean of(long a, long b);
  }
}
