package jackhammer.nn;

import static jackhammer.Tensor.randn;
import static jackhammer.Tensor.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.testing.Close;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rows of {@link EmbeddingLayers} do not say. */
class EmbeddingTest {
  private static final long[][] WORDS = {{3, 3, 3, 1}, {1, 0, 5, 5}};

  @BeforeEach
  void sameNumbers() {
    Jackhammer.manualSeed(0);
  }

  @Test
  void int32IndicesAreLikeInt64() {
    Embedding words = new Embedding(7, 3);
    Tensor x = tensor(WORDS);
    Close.assertSameBits("int32", words.call(x.to(DType.INT32)), words.call(x));
    EmbeddingBag bags = new EmbeddingBag(7, 3);
    Tensor y = bags.call(x.reshape(-1).to(DType.INT32), tensor(0, 3).to(DType.INT32));
    Close.assertSameBits("int32", y, bags.call(x.reshape(-1), tensor(0, 3)));
  }

  @Test
  void reducedFloatsAreSummedAsFloat32() {
    Tensor table = randn(7, 3).to(DType.BFLOAT16);
    Tensor weight = table.clone().requiresGrad_();
    Tensor x = tensor(WORDS);
    Tensor y = F.embedding(x, weight);
    y.sum().backward();
    assertThat(y.dtype()).isEqualTo(DType.BFLOAT16);
    assertThat(weight.grad().select(1, 0).toDoubleArray()).containsExactly(1, 2, 0, 3, 0, 2, 0);
    Tensor bag = F.embeddingBag(x, table, null, o -> o.mode("sum"));
    Tensor expected = table.to(DType.FLOAT32).indexSelect(0, x.reshape(-1)).reshape(2, 4, 3).sum(1);
    Close.assertSameBits("bag", bag, expected.to(DType.BFLOAT16));
    Tensor largest = F.embeddingBag(x, table, null, o -> o.mode("max"));
    Close.assertSameBits(
        "max", largest, table.indexSelect(0, x.reshape(-1)).reshape(2, 4, 3).amax(1));
  }

  /** PyTorch's bags divide by the frequency of another index; its embedding is right. */
  @Test
  void bagsDivideByTheFrequencyAsEmbeddingsDo() {
    Tensor weight = randn(7, 3).requiresGrad_();
    Tensor x = tensor(WORDS);
    for (String mode : new String[] {"sum", "mean"}) {
      Tensor bag = F.embeddingBag(x, weight, null, o -> o.mode(mode).scaleGradByFreq(true));
      Tensor rows = F.embedding(x, weight, o -> o.scaleGradByFreq(true));
      Tensor whole = mode.equals("sum") ? rows.sum(1) : rows.mean(1);
      Tensor[] ups = {randn(2, 3)};
      Tensor[] of = {weight};
      Tensor actual = Autograd.grad(new Tensor[] {bag}, of, ups, o -> o)[0];
      Tensor expected = Autograd.grad(new Tensor[] {whole}, of, ups, o -> o)[0];
      assertThat(actual.sub(expected).abs().max().item()).as(mode).isLessThan(1e-6);
    }
  }

  @Test
  void aTableOfGivenVectorsSharesTheirMemoryAndIsFrozen() {
    Tensor vectors = randn(4, 2);
    Embedding frozen = Embedding.fromPretrained(vectors);
    assertThat(frozen.weight().sharesStorageWith(vectors)).isTrue();
    assertThat(frozen.weight().requiresGrad()).isFalse();
    assertThat(frozen).hasToString("Embedding(4, 2)");
    Embedding free = Embedding.fromPretrained(vectors, false, o -> o.paddingIdx(-1));
    assertThat(free.weight().requiresGrad()).isTrue();
    assertThat(free).hasToString("Embedding(4, 2, padding_idx=3)");
    assertThat(free.weight().select(0, 3).toDoubleArray())
        .as("the row for padding stays")
        .isEqualTo(vectors.select(0, 3).toDoubleArray());
    EmbeddingBag bag = EmbeddingBag.fromPretrained(vectors, true, o -> o.mode("sum"));
    assertThat(bag.call(tensor(new long[][] {{0, 1}})).toDoubleArray())
        .isEqualTo(vectors.narrow(0, 0, 2).sum(0).toDoubleArray());
  }

  @Test
  void longRowsAreShortenedInPlace() {
    Embedding words = new Embedding(5, 3, o -> o.maxNorm(0.5));
    Tensor before = words.weight().detach().clone();
    Tensor y = words.call(tensor(1, 3));
    assertThat(y.norm(2, 1).max().item()).isLessThanOrEqualTo(0.5 + 1e-6);
    for (int row : new int[] {0, 2, 4}) {
      Close.assertSameBits(
          "row " + row, words.weight().select(0, row).detach(), before.select(0, row));
    }
    Close.assertSameBits("row 1", words.weight().select(0, 1).detach(), y.select(0, 0).detach());
  }

  @Test
  void aBagWithoutIndicesIsZero() {
    for (String mode : new String[] {"sum", "mean", "max"}) {
      Tensor weight = randn(3, 2).requiresGrad_();
      Tensor y =
          F.embeddingBag(
              tensor(1, 2), weight, tensor(0, 0, 2), o -> o.mode(mode).includeLastOffset(true));
      assertThat(y.select(0, 0).toDoubleArray()).as(mode).containsExactly(0, 0);
      Tensor none = F.embeddingBag(Tensor.zeros(2, 0).toLong(), weight, null, o -> o.mode(mode));
      assertThat(none.toDoubleArray()).as(mode).containsExactly(0, 0, 0, 0);
      none.sum().backward();
      assertThat(weight.grad().toDoubleArray()).as(mode).containsOnly(0);
    }
  }
}
