package jackhammer.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import java.util.Arrays;

/**
 * An input of a sample: the same numbers here and in conformance/goldens/ops.py.
 *
 * <p>Numbers are spread evenly over an interval and all differ, so that they meet no tie and no
 * point where a function has no derivative.
 *
 * @param lo smallest; {@code hi} is not reached
 * @param literal for an input written out: nested arrays
 */
public record In(Kind kind, double lo, double hi, long[] size, Object literal) {

  /** What the numbers are. */
  public enum Kind {
    FLOAT,
    INT,
    BOOL,
    LITERAL
  }

  private static final double PHI = 0.6180339887498949;
  private static final double PSI = 0.7548776662466927;

  /** Floating-point numbers in [-2, 2), of the type that the suite runs in. */
  public static In f(long... size) {
    return new In(Kind.FLOAT, -2, 2, size, null);
  }

  /** INT64 numbers from -3 to 3. */
  public static In i(long... size) {
    return new In(Kind.INT, -3, 4, size, null);
  }

  /** Booleans. */
  public static In b(long... size) {
    return new In(Kind.BOOL, 0, 1, size, null);
  }

  /** These numbers: int64 or bool, or floats of the type that the suite runs in. */
  public static In lit(Object nested) {
    return new In(Kind.LITERAL, 0, 0, null, nested);
  }

  /** The same in another interval. */
  public In in(double low, double high) {
    return new In(kind, low, high, size, literal);
  }

  /** The j-th number in [0, 1) of the k-th input. */
  static double spread(int k, long j) {
    double t = 0.5 + (j + 1) * PHI + k * PSI;
    return t - Math.floor(t);
  }

  /**
   * The tensor.
   *
   * @param k which input of the case this is
   */
  Tensor make(int k, DType floating) {
    if (kind == Kind.LITERAL) {
      Tensor t = Tensor.tensor(literal);
      return t.isFloatingPoint() ? Tensor.tensor(literal, o -> o.dtype(floating)) : t;
    }
    double[] numbers = new double[(int) Arrays.stream(size).reduce(1, (a, b) -> a * b)];
    for (int j = 0; j < numbers.length; j++) {
      double v = lo + (hi - lo) * spread(k, j);
      numbers[j] = kind == Kind.INT ? Math.floor(v) : kind == Kind.BOOL ? Math.floor(2 * v) : v;
    }
    DType type = kind == Kind.INT ? DType.INT64 : kind == Kind.BOOL ? DType.BOOL : floating;
    return Tensor.fromArray(numbers).to(type).clone().view(size);
  }

  boolean isFloat() {
    return kind == Kind.FLOAT || (kind == Kind.LITERAL && Tensor.tensor(literal).isFloatingPoint());
  }

  @Override
  public String toString() {
    return kind + (size == null ? "" : Arrays.toString(size));
  }
}
