package jackhammer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final Dataset<String> LETTERS = Dataset.of(List.of("a", "b", "c", "d"));

  @Test
  void subsetsTakeItemsInAnyOrder() {
    Subset<String> s = new Subset<>(LETTERS, 3, 0, 3);
    assertThat(s.getItems(new int[] {0, 1, 2})).containsExactly("d", "a", "d");
    assertThat(s.get(1)).isEqualTo("a");
    assertThat(s.size()).isEqualTo(3);
    assertThat(s.dataset()).isSameAs(LETTERS);
    assertThat(new Subset<>(s, 2).get(0)).isEqualTo("d");
    assertThatThrownBy(() -> s.get(3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Subset: expected an index from 0 to 2, got 3");
    assertThatThrownBy(() -> new Subset<>(LETTERS, 0, 4))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Subset: expected indices from 0 to 3, got 4 at position 1");
  }

  @Test
  void concatenationsPassOverEmptyParts() {
    Dataset<String> none = Dataset.of(List.of());
    var all =
        new ConcatDataset<>(List.of(none, LETTERS, none, none, Dataset.of(List.of("e")), none));
    assertThat(all.size()).isEqualTo(5);
    assertThat(IntStream.range(0, 5).mapToObj(all::get)).containsExactly("a", "b", "c", "d", "e");
    assertThatThrownBy(() -> all.get(5))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("ConcatDataset: expected an index from 0 to 4, got 5");
    assertThatThrownBy(() -> all.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new ConcatDataset<>(List.<Dataset<String>>of(none)).get(0))
        .hasMessage("ConcatDataset: expected no index, because it is empty, got 0");
    assertThatThrownBy(() -> new ConcatDataset<String>(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one data set");
  }

  @Test
  void mapMakesItemsAnew() {
    assertThat(LETTERS.map(s -> s + s).get(2)).isEqualTo("cc");
    assertThat(LETTERS.map(s -> s + s).size()).isEqualTo(4);
    assertThatThrownBy(() -> LETTERS.get(4))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Dataset: expected an index from 0 to 3, got 4");
  }

  @Test
  void splitsSayWhatDoesNotAddUp() {
    assertThatThrownBy(() -> Dataset.randomSplit(LETTERS, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "randomSplit: expected lengths that sum to the 4 items of the data set, got 2 + 1 = 3");
    assertThatThrownBy(() -> Dataset.randomSplit(LETTERS, -1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("randomSplit: expected lengths of at least 0, got [-1, 5]");
    assertThatThrownBy(() -> Dataset.randomSplit(LETTERS, 0.5, 0.4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "randomSplit: expected fractions that sum to 1, got [0.5, 0.4], of which the sum is 0.9");
    for (double bad : new double[] {-0.5, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> Dataset.randomSplit(LETTERS, bad, 1 - bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected fractions from 0 to 1");
    }
  }

  @Test
  void samplersSayWhatTheyCannotDraw() {
    Dataset<String> none = Dataset.of(List.of());
    assertThatThrownBy(() -> new RandomSampler(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RandomSampler: expected numSamples of at least 1, got 0");
    assertThatThrownBy(() -> new RandomSampler(none, o -> o.numSamples(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got an empty one");
    assertThatThrownBy(() -> new RandomSampler(LETTERS, o -> o.numSamples(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected numSamples of at least 1, got 0");
    assertThatThrownBy(() -> new BatchSampler(new SequentialSampler(LETTERS), 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("BatchSampler: expected batchSize of at least 1, got 0");
  }
}
