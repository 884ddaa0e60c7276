package jackhammer.conformance;

import jackhammer.DType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Random choices for one case: everything follows from the seed. */
final class Draw {

  private final SplittableRandom random;

  final long seed;

  /** The floating type of the whole case: most often float32. */
  final DType real;

  Draw(long seed) {
    this.seed = seed;
    random = new SplittableRandom(seed);
    real = chance(0.8) ? DType.FLOAT32 : DType.FLOAT64;
  }

  /** Of a type that is not drawn. */
  Draw(long seed, DType real) {
    this.seed = seed;
    random = new SplittableRandom(seed);
    this.real = real;
  }

  /** From low to high, both included. */
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** So many numbers from low to high. */
  int[] several(int count, int low, int high) {
    int[] a = new int[count];
    Arrays.setAll(a, _ -> between(low, high));
    return a;
  }

  /** Standard normal. */
  Array normal(int... shape) {
    return array(real, shape, random::nextGaussian);
  }

  /** Uniform in [low, high). */
  Array uniform(double low, double high, int... shape) {
    return array(real, shape, () -> random.nextDouble(low, high));
  }

  /** All different, in random order and one quarter apart: no ties, and no kink is near. */
  Array distinct(int... shape) {
    Array a = array(real, shape, () -> 0);
    double[] v = a.values();
    for (int i = 0; i < v.length; i++) {
      int j = random.nextInt(i + 1);
      v[i] = v[j];
      v[j] = (i - v.length / 2) / 4.0 + 0.125;
    }
    return a;
  }

  /** INT64 in [0, bound). */
  Array integers(int bound, int... shape) {
    return array(DType.INT64, shape, () -> random.nextInt(bound));
  }

  /** Small numbers that every type holds, never 0 as a divisor's would be. */
  Array small(DType type, int... shape) {
    return array(type, shape, () -> type == DType.BOOL ? 1 : between(1, 9));
  }

  private static Array array(DType dtype, int[] shape, DoubleSupplier next) {
    double[] values = new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      double v = next.getAsDouble();
      values[i] = dtype == DType.FLOAT32 ? (float) v : v;
    }
    return new Array(dtype, shape, values);
  }

  /** One element of this shape set to a NaN, an infinity or a zero. */
  void spoil(Array a) {
    if (a.values().length > 0) {
      a.values()[random.nextInt(a.values().length)] =
          of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0);
    }
  }

  /** A shape of so many dimensions, small; now and then empty. */
  int[] shape(int dims, int high) {
    int[] shape = several(dims, 1, high);
    if (dims > 0 && chance(0.03)) {
      shape[between(0, dims - 1)] = 0;
    }
    return shape;
  }
}
