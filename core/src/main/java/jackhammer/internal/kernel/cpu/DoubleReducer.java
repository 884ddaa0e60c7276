package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Reduce;

/** What a reduction does with one float64. */
interface DoubleReducer {
  /** What every lane holds at first. */
  double start();

  /** A lane that meets its next element. */
  double step(double lane, double x);

  /** Two lanes, or the results of two blocks. */
  double merge(double a, double b);

  /** The reducer of an operation, null where it has none of its own. */
  static DoubleReducer of(Reduce op) {
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
  class Sum implements DoubleReducer {
    @Override
    public double start() {
      return 0.0;
    }

    @Override
    public double step(double lane, double x) {
      return lane + x;
    }

    @Override
    public final double merge(double a, double b) {
      return a + b;
    }
  }

  /** Sums of squares, each added by one fused multiply-add. */
  final class SumSquares extends Sum {
    @Override
    public double step(double lane, double x) {
      return Math.fma(x, x, lane);
    }
  }

  /** Sums of magnitudes. */
  final class SumAbs extends Sum {
    @Override
    public double step(double lane, double x) {
      return lane + Math.abs(x);
    }
  }

  /** Products. */
  final class Product implements DoubleReducer {
    @Override
    public double start() {
      return 1.0;
    }

    @Override
    public double step(double lane, double x) {
      return lane * x;
    }

    @Override
    public double merge(double a, double b) {
      return a * b;
    }
  }

  /** Largest; NaN wins. */
  final class Max implements DoubleReducer {
    @Override
    public double start() {
      return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double step(double lane, double x) {
      return Math.max(lane, x);
    }

    @Override
    public double merge(double a, double b) {
      return Math.max(a, b);
    }
  }

  /** Smallest; NaN wins. */
  final class Min implements DoubleReducer {
    @Override
    public double start() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public double step(double lane, double x) {
      return Math.min(lane, x);
    }

    @Override
    public double merge(double a, double b) {
      return Math.min(a, b);
    }
  }
}
