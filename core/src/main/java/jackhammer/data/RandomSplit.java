package jackhammer.data;

import jackhammer.Generator;
import jackhammer.internal.ops.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code torch.utils.data.random_split}. */
final class RandomSplit {
  /** How far from 1 the sum of fractions may lie: Python's {@code math.isclose}. */
  private static final double CLOSE = 1e-9;

  private RandomSplit() {}

  static <T> List<Subset<T>> byLengths(Dataset<T> dataset, Generator generator, int[] lengths) {
    check(dataset, generator);
    Check.notNull("randomSplit", "lengths", lengths);
    long sum = 0;
    for (int length : lengths) {
      if (length < 0) {
        throw new IllegalArgumentException(
            "randomSplit: expected lengths of at least 0, got " + Arrays.toString(lengths));
      }
      sum += length;
    }
    if (sum != dataset.size()) {
      throw new IllegalArgumentException(
          "randomSplit: expected lengths that sum to the %d items of the data set, got %s = %d"
              .formatted(
                  dataset.size(),
                  Arrays.stream(lengths)
                      .mapToObj(Integer::toString)
                      .collect(Collectors.joining(" + ")),
                  sum));
    }
    long[] order = generator.randperm(dataset.size());
    List<Subset<T>> parts = new ArrayList<>();
    int from = 0;
    for (int length : lengths) {
      int[] indices = new int[length];
      for (int i = 0; i < length; i++) {
        indices[i] = (int) order[from + i];
      }
      parts.add(new Subset<>(dataset, indices));
      from += length;
    }
    return List.copyOf(parts);
  }

  private static void check(Dataset<?> dataset, Generator generator) {
    Check.notNull("randomSplit", "dataset", dataset);
    Check.notNull("randomSplit", "generator", generator);
  }

  static <T> List<Subset<T>> byFractions(
      Dataset<T> dataset, Generator generator, double[] fractions) {
    check(dataset, generator);
    Check.notNull("randomSplit", "fractions", fractions);
    double sum = 0;
    for (double f : fractions) {
      if (!(f >= 0 && f <= 1)) {
        throw new IllegalArgumentException(
            "randomSplit: expected fractions from 0 to 1, got " + Arrays.toString(fractions));
      }
      sum += f;
    }
    if (!(Math.abs(sum - 1) <= CLOSE)) {
      throw new IllegalArgumentException(
          "randomSplit: expected fractions that sum to 1, got %s, of which the sum is %s"
              .formatted(Arrays.toString(fractions), sum));
    }
    int[] lengths = new int[fractions.length];
    int rest = dataset.size();
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = (int) Math.floor(dataset.size() * fractions[i]);
      rest -= lengths[i];
    }
    for (int i = 0; i < rest; i++) {
      lengths[i % lengths.length]++;
    }
    return byLengths(dataset, generator, lengths);
  }
}
