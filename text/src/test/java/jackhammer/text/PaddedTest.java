package jackhammer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import jackhammer.Tensor;
import jackhammer.data.DataLoader;
import jackhammer.data.Dataset;
import jackhammer.data.Example;
import jackhammer.nn.F;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaddedTest {
  /** As PyTorch reads a list: whole numbers are int64, others float32. */
  private static Tensor tensor(JsonNode list) {
    if (list.isEmpty()) {
      return Tensor.zeros(0);
    }
    if (list.get(0).isArray()) {
      return Tensor.stack(0, Goldens.each(list).stream().map(PaddedTest::tensor).toList());
    }
    if (list.get(0).isIntegralNumber()) {
      return Tensor.tensor(Goldens.each(list).stream().mapToLong(JsonNode::asLong).toArray());
    }
    return Tensor.tensor(Goldens.each(list).stream().mapToDouble(JsonNode::asDouble).toArray());
  }

  @Test
  void isWhatPadSequenceGives() {
    JsonNode cases = Goldens.read("tokens.json").get("padded");
    assertThat(cases.size()).isEqualTo(3);
    for (JsonNode c : cases) {
      List<Tensor> sequences =
          Goldens.each(c.get("sequences")).stream().map(PaddedTest::tensor).toList();
      Padded p = Padded.of(sequences, c.get("value").asDouble());
      assertThat(p.sequences().equal(tensor(c.get("padded")))).as(c.toString()).isTrue();
      assertThat(p.lengths().toLongArray())
          .isEqualTo(Goldens.each(c.get("sequences")).stream().mapToLong(JsonNode::size).toArray());
    }
  }

  @Test
  void aLoaderGivesBatchesOfTheirOwnLengths() {
    List<Example> words =
        List.of(
            new Example(Tensor.tensor(1, 2, 3), Tensor.tensor(0)),
            new Example(Tensor.arange(4, 5), Tensor.tensor(1)),
            new Example(Tensor.tensor(5, 6), Tensor.tensor(2)));
    List<String> batches = new ArrayList<>();
    for (PaddedExamples b :
        new DataLoader<>(Dataset.of(words), PaddedExamples::of, o -> o.batchSize(2))) {
      batches.add(b.input() + " " + b.lengths() + " " + b.target());
    }
    assertThat(batches)
        .containsExactly(
            "tensor([[1, 2, 3],\n        [4, 0, 0]]) tensor([3, 1]) tensor([0, 1])",
            "tensor([[5, 6]]) tensor([2]) tensor([2])");
  }

  @Test
  void targetsForEachPlaceAreFilledWithWhatCrossEntropyLeavesOut() {
    PaddedExamples b =
        PaddedExamples.of(
            List.of(
                new Example(Tensor.tensor(1, 2), Tensor.tensor(0, 1)),
                new Example(Tensor.arange(3, 4), Tensor.arange(1, 2))));
    assertThat(b.target().toLongArray()).containsExactly(0, 1, 1, -100);
    Tensor logits = Tensor.tensor(new double[] {1, 2, 0, 1, 3, 1, 9, -9}).reshape(4, 2);
    Tensor first = F.crossEntropy(logits.narrow(0, 0, 3), b.target().reshape(-1).narrow(0, 0, 3));
    assertThat(F.crossEntropy(logits, b.target().reshape(-1)).equal(first)).isTrue();
  }

  @Test
  void sequencesThatDifferInMoreThanLengthAreRefused() {
    assertThatThrownBy(() -> Padded.of(List.of(), 0)).hasMessageContaining("at least one");
    assertThatThrownBy(() -> PaddedExamples.of(List.of())).hasMessageContaining("at least one");
    assertThatThrownBy(() -> Padded.of(List.of(Tensor.zeros(2, 3), Tensor.zeros(2, 4)), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as number 1, torch.float32 of torch.Size([2, 4])");
    assertThatThrownBy(() -> Padded.of(List.of(Tensor.zeros(2), Tensor.arange(2)), 0))
        .hasMessageContaining("differ in L alone");
  }
}
