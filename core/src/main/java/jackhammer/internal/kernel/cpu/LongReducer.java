package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Reduce;

/** What a reduction does with one int64; every order gives the same result. */
interface LongReducer {
  /** What every lane holds at first. */
  long start();

  /** A lane that meets its next element. */
  long step(long lane, long x);

  /** Two lanes, or the results of two blocks. */
  default long merge(long a, long b) {
    return step(a, b);
  }

  /** The reducer of an operation, null where it has none of its own. */
  static LongReducer of(Reduce op) {
    return switch (op) {
      case SUM -> new Sum();
      case PROD -> new Product();
      case MAX -> new Max();
      case MIN -> new Min();
      default -> null;
    };
  }

  /** Sums. */
  final class Sum implements LongReducer {
    @Override
    public long start() {
      return 0;
    }

    @Override
    public long step(long lane, long x) {
      return lane + x;
    }
  }

  /** Products. */
  final class Product implements LongReducer {
    @Override
    public long start() {
      return 1;
    }

    @Override
    public long step(long lane, long x) {
      return lane * x;
    }
  }

  /** Largest. */
  final class Max implements LongReducer {
    @Override
    public long start() {
      return Long.MIN_VALUE;
    }

    @Override
    public long step(long lane, long x) {
      return Math.max(lane, x);
    }
  }

  /** Smallest. */
  final class Min implements LongReducer {
    @Override
    public long start() {
      return Long.MAX_VALUE;
    }

    @Override
    public long step(long lane, long x) {
      return Math.min(lane, x);
    }
  }
}
