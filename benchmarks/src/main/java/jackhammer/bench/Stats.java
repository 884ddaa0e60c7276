package jackhammer.bench;

import java.util.Arrays;

/**
 * Median of some measurements and how far they scatter.
 *
 * @param median the middle one (the mean of the middle two)
 * @param spread half the distance between the quartiles, relative to the median
 */
public record Stats(double median, double spread) {

  /** Of at least one measurement. */
  public static Stats of(double[] values) {
    double[] v = values.clone();
    Arrays.sort(v);
    int n = v.length;
    double median = (v[(n - 1) / 2] + v[n / 2]) / 2;
    return new Stats(median, (v[n - 1 - n / 4] - v[n / 4]) / 2 / median);
  }
}
