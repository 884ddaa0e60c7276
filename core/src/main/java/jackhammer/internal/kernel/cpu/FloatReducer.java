package jackhammer.internal.kernel.cpu;

// Twins: Double

import jackhammer.internal.kernel.Reduce;

/** What a reduction does with one float32. */
interface FloatReducer {
  /** What every lane holds at first. */
  float start();

  /** A lane that meets its next element. */
  float step(float lane, float x);

  /** Two lanes, or the results of two blocks. */
  float merge(float a, float b);

  /** The reducer of an operation, null where it has none of its own. */
  static FloatReducer of(Reduce op) {
    return switch (op) {
      case SUM -> new Sum();
      case SUM_SQUARES -> new SumSquares();
      case SUM_ABS -> new SumAbs();
      case PROD -> new Product();
      case MAX -> new Max();
      case MIN -> new Min();
      default -> null;
    };
  }

  /** Sums. */
  class Sum implements FloatReducer {
    @Override
    public float start() {
      return 0f;
    }

    @Override
    public float step(float lane, float x) {
      return lane + x;
    }

    @Override
    public final float merge(float a, float b) {
      return a + b;
    }
  }

  /** Sums of squares, each added by one fused multiply-add. */
  final class SumSquares extends Sum {
    @Override
    public float step(float lane, float x) {
      return Math.fma(x, x, lane);
    }
  }

  /** Sums of magnitudes. */
  final class SumAbs extends Sum {
    @Override
    public float step(float lane, float x) {
      return lane + Math.abs(x);
    }
  }

  /** Products. */
  final class Product implements FloatReducer {
    @Override
    public float start() {
      return 1f;
    }

    @Override
    public float step(float lane, float x) {
      return lane * x;
    }

    @Override
    public float merge(float a, float b) {
      return a * b;
    }
  }

  /** Largest; NaN wins. */
  final class Max implements FloatReducer {
    @Override
    public float start() {
      return Float.NEGATIVE_INFINITY;
    }

    @Override
    public float step(float lane, float x) {
      return Math.max(lane, x);
    }

    @Override
    public float merge(float a, float b) {
      return Math.max(a, b);
    }
  }

  /** Smallest; NaN wins. */
  final class Min implements FloatReducer {
    @Override
    public float start() {
      return Float.POSITIVE_INFINITY;
    }

    @Override
    public float step(float lane, float x) {
      return Math.min(lane, x);
    }

    @Override
    public float merge(float a, float b) {
      return Math.min(a, b);
    }
  }
}
