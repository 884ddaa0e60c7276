package jackhammer.data;

import static jackhammer.Tensor.arange;
import static jackhammer.Tensor.fromArray;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.DType;
import jackhammer.Tensor;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorDatasetTest {
  private final Tensor x = arange(60L).reshape(10, 2, 3).toFloat();
  private final Tensor y = arange(100L, 110L);

  @Test
  void anItemIsThePartOfEachTensor() {
    TensorDataset data = new TensorDataset(x, y);
    assertThat(data.size()).isEqualTo(10);
    assertThat(data.get(4)[0].toFloatArray()).containsExactly(24, 25, 26, 27, 28, 29);
    assertThat(data.get(4)[0].size().toLongArray()).containsExactly(2, 3);
    assertThat(data.get(4)[1].itemLong()).isEqualTo(104);
    assertThat(data.get(4)[1].dim()).isZero();
    assertThat(data.tensors()).containsExactly(x, y);
  }

  @Test
  void wholeBatchesEqualStackedItemsForEveryTypeAndLayout() {
    for (DType type : DType.values()) {
      Tensor typed = arange(60L).to(type).reshape(10, 2, 3);
      Tensor offset = arange(66L).to(type).reshape(11, 2, 3).narrow(0, 1, 10);
      Tensor turned = arange(60L).to(type).reshape(2, 3, 10).permute(2, 0, 1);
      for (Tensor t : List.of(typed, offset, turned)) {
        TensorDataset data = new TensorDataset(t, y);
        int[] indices = {9, 0, 3, 3};
        Tensor[] slow = Collate.defaultCollate(data.getItems(indices));
        Tensor[] batch = data.batch(indices).orElse(slow);
        assertThat(data.batch(indices).isPresent()).isEqualTo(t != turned);
        assertThat(batch[0].dtype()).isEqualTo(type);
        assertThat(batch[0].size()).isEqualTo(slow[0].size());
        assertThat(batch[0].toDoubleArray()).isEqualTo(slow[0].toDoubleArray());
        assertThat(batch[1].toLongArray()).containsExactly(109, 100, 103, 103);
        assertThat(batch[0].isContiguous()).isTrue();
        assertThat(batch[0].sharesStorageWith(t)).isFalse();
      }
    }
  }

  @Test
  void aLoaderGivesTheSameOverASubsetAndWithWorkers() {
    Dataset<Tensor[]> data = new Subset<>(new TensorDataset(x, y), 8, 6, 4, 2);
    for (int workers : new int[] {0, 2}) {
      Iterator<Tensor[]> batches =
          new DataLoader<>(data, o -> o.batchSize(3).numWorkers(workers)).iterator();
      assertThat(batches.next()[1].toLongArray()).containsExactly(108, 106, 104);
      Tensor[] last = batches.next();
      assertThat(last[0].toFloatArray()).containsExactly(12, 13, 14, 15, 16, 17);
      assertThat(last[0].size().toLongArray()).containsExactly(1, 2, 3);
      assertThat(batches.hasNext()).isFalse();
    }
  }

  @Test
  void gradientsFlowThroughBatchesOfATensorThatAsksForThem() {
    Tensor w = zeros(4, 2).requiresGrad_();
    Tensor[] batch = new DataLoader<>(new TensorDataset(w), o -> o.batchSize(2)).iterator().next();
    assertThat(batch[0].requiresGrad()).isTrue();
  }

  @Test
  void emptyPartsAndEmptyDatasets() {
    assertThat(new TensorDataset(zeros(0, 3)).size()).isZero();
    assertThat(new DataLoader<>(new TensorDataset(zeros(0, 3)))).isEmpty();
    Tensor[] batch = new TensorDataset(zeros(3, 0)).batch(new int[] {2, 1}).orElseThrow();
    assertThat(batch[0].size().toLongArray()).containsExactly(2, 0);
  }

  @Test
  void saysWhichSizesDiffer() {
    assertThatThrownBy(() -> new TensorDataset(x, zeros(9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "TensorDataset: expected tensors of one first size, got torch.Size([10, 2, 3]), but as"
                + " tensor 1 torch.Size([9])");
    assertThatThrownBy(() -> new TensorDataset(tensor(1L).reshape()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tensor 0 is a single number");
    assertThatThrownBy(() -> new TensorDataset())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one tensor");
    assertThatThrownBy(() -> new TensorDataset(x, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tensor 1");
    assertThatThrownBy(() -> new DataLoader<>((Dataset<Tensor[]>) null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DataLoader")
        .hasMessageContaining("dataset");
    TensorDataset data = new TensorDataset(fromArray(new float[] {1, 2}));
    assertThatThrownBy(() -> data.get(2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("TensorDataset: expected an index from 0 to 1, got 2");
    assertThatThrownBy(() -> data.batch(new int[] {0, -1}))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("TensorDataset: expected an index from 0 to 1, got -1");
  }
}
