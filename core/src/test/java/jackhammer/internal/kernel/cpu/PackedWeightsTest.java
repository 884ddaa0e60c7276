package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.DType;
import jackhammer.internal.memory.Storage;
import org.junit.jupiter.api.Test;

/** How long a weight's packed copy lives. */
class PackedWeightsTest {
  private static final String LAYOUT = "twice";

  private static PackedWeights twice(Storage weight) {
    return PackedWeights.of(
        weight,
        LAYOUT,
        weight.length(),
        to -> {
          for (int i = 0; i < to.length; i++) {
            to[i] = 2 * weight.floats()[i];
          }
        });
  }

  @Test
  void isKeptUntilTheWeightChanges() {
    Storage weight = Storage.zeros(DType.FLOAT32, 100);
    PackedWeights first = twice(weight);
    first.release();
    assertThat(twice(weight)).isSameAs(first);
    weight.floats()[7] = 3;
    weight.changed();
    PackedWeights second = twice(weight);
    assertThat(second).isNotSameAs(first);
    assertThat(second.floats()[7]).isEqualTo(6);
  }

  @Test
  void itsMemoryIsUsedAgainWhenNobodyReadsIt() {
    Storage weight = Storage.zeros(DType.FLOAT32, 100);
    PackedWeights one = twice(weight);
    PackedWeights same = twice(weight);
    weight.changed();
    one.release();
    assertThat(same.floats()).hasSize(100);
    same.release();
    assertThatThrownBy(same::floats).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void endsWithTheWeight() {
    Storage weight = Storage.zeros(DType.FLOAT32, 100);
    PackedWeights packed = twice(weight);
    packed.release();
    assertThat(packed.floats()).hasSize(100);
    weight.recycle();
    assertThatThrownBy(packed::floats).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void ofTheUsersArrayNothingIsKept() {
    Storage weight = Storage.wrap(DType.FLOAT32, new float[100]);
    PackedWeights packed = twice(weight);
    weight.floats()[7] = 3;
    packed.release();
    assertThatThrownBy(packed::floats).isInstanceOf(IllegalStateException.class);
    assertThat(twice(weight).floats()[7]).isEqualTo(6);
  }

  @Test
  void whatIsWantedOnceOnlyIsNotKept() {
    Storage weight = Storage.zeros(DType.FLOAT64, 10);
    PackedWeights once = halves(weight);
    once.release();
    assertThatThrownBy(() -> once.storage().doubles()).isInstanceOf(IllegalStateException.class);
    PackedWeights again = halves(weight);
    again.release();
    assertThat(halves(weight)).isSameAs(again);
    weight.changed();
    PackedWeights first = halves(weight);
    first.release();
    assertThat(halves(weight)).isNotSameAs(first);
  }

  private static PackedWeights halves(Storage weight) {
    return PackedWeights.ofUsedTwice(
        weight, "halves", DType.FLOAT64, 10, to -> to.doubles()[0] = weight.doubles()[0] / 2);
  }
}
