package jackhammer.cli;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.data.Dataset;
import jackhammer.data.Example;
import jackhammer.data.Subset;
import java.util.Optional;
import java.util.stream.IntStream;

/** The examples of two of the labels: the first is class 0, the second class 1. */
final class TwoClasses implements Dataset<Example> {
  private final Subset<Example> examples;
  private final int second;

  /**
   * @param labels those of {@code all}, int64 [N]
   */
  TwoClasses(Dataset<Example> all, Tensor labels, int first, int second) {
    long[] numbers = labels.toLongArray();
    this.examples =
        new Subset<>(
            all,
            IntStream.range(0, numbers.length)
                .filter(i -> numbers[i] == first || numbers[i] == second)
                .toArray());
    this.second = second;
  }

  @Override
  public Example get(int index) {
    return numbered(examples.get(index));
  }

  @Override
  public Optional<Example> batch(int[] indices) {
    return examples.batch(indices).map(this::numbered);
  }

  private Example numbered(Example e) {
    return new Example(e.input(), e.target().eq((long) second).to(DType.INT64));
  }

  @Override
  public int size() {
    return examples.size();
  }
}
