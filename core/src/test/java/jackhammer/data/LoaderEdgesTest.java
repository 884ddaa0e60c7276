package jackhammer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The edges of an epoch, with and without workers. */
class LoaderEdgesTest {

  private static Dataset<Integer> numbers(int n) {
    return Dataset.of(IntStream.range(0, n).boxed().toList());
  }

  private static DataLoader<List<Integer>> loader(
      int n, UnaryOperator<DataLoader.Options> options) {
    return new DataLoader<>(numbers(n), List::copyOf, options);
  }

  private static List<List<Integer>> all(DataLoader<List<Integer>> loader) {
    List<List<Integer>> result = new ArrayList<>();
    loader.forEach(result::add);
    return result;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void anEmptyDatasetHasNoBatches(int workers) {
    DataLoader<List<Integer>> loader = loader(0, o -> o.batchSize(4).numWorkers(workers));
    assertThat(all(loader)).isEmpty();
    assertThat(loader.size()).isZero();
    Iterator<List<Integer>> it = loader.iterator();
    assertThatThrownBy(it::next).isInstanceOf(NoSuchElementException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void aSmallerDatasetThanABatchIsOneBatchOrNone(int workers) {
    assertThat(all(loader(3, o -> o.batchSize(4).numWorkers(workers))))
        .containsExactly(List.of(0, 1, 2));
    assertThat(all(loader(3, o -> o.batchSize(4).numWorkers(workers).dropLast(true)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void epochsMayRunInsideEachOtherAndBeLeftEarly(int workers) {
    DataLoader<List<Integer>> loader = loader(5, o -> o.batchSize(2).numWorkers(workers));
    List<List<Integer>> seen = new ArrayList<>();
    for (List<Integer> outer : loader) {
      seen.add(outer);
      for (List<Integer> inner : loader) {
        seen.add(inner);
        break;
      }
    }
    assertThat(seen)
        .containsExactly(
            List.of(0, 1), List.of(0, 1), List.of(2, 3), List.of(0, 1), List.of(4), List.of(0, 1));
    assertThat(all(loader)).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void itemsThatDoNotMakeABatchAreNamed(int workers) {
    Dataset<Tensor> uneven = numbers(6).map(i -> Tensor.ones(i < 4 ? 2 : i));
    Iterator<Tensor> it =
        new DataLoader<>(uneven, o -> o.batchSize(2).numWorkers(workers)).iterator();
    assertThat(it.next().size(0)).isEqualTo(2);
    it.next();
    assertThatThrownBy(it::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the items [4, 5] could not be made a batch")
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(it.hasNext()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void itemsOfAStreamThatDoNotMakeABatchAreNamed(int workers) {
    IterableDataset<Integer> stream = () -> IntStream.range(0, 6).boxed().iterator();
    DataLoader<Integer> loader =
        new DataLoader<>(
            stream,
            items -> {
              if (items.contains(3)) {
                throw new IllegalArgumentException("three");
              }
              return items.size();
            },
            o -> o.batchSize(2).numWorkers(workers));
    Iterator<Integer> it = loader.iterator();
    assertThat(it.next()).isEqualTo(2);
    assertThatThrownBy(it::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the items 2 to 3, counted from 0")
        .hasMessageContaining("three");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aSamplerThatNamesAnItemThatIsNotThereStopsTheEpoch(int workers) {
    List<int[]> batches = List.of(new int[] {0, 1}, new int[] {1, 9});
    Iterator<List<Integer>> it =
        loader(3, o -> o.batchSampler(batches).numWorkers(workers)).iterator();
    assertThat(it.next()).containsExactly(0, 1);
    assertThatThrownBy(it::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("item 9")
        .hasCauseInstanceOf(IndexOutOfBoundsException.class);
  }
}
