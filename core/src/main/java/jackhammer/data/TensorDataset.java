package jackhammer.data;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tensors whose first dimensions agree: item i is the i-th part of each.
 *
 * <p>A {@link DataLoader} over it, or over a {@link Subset} of it, copies whole batches out of the
 * tensors instead of stacking items.
 *
 * <pre>{@code
 * var data = new TensorDataset(rand(100, 1, 28, 28), randint(10, size(100)));
 * Tensor[] third = data.get(3); // third[0] is [1, 28, 28], third[1] is a number
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.TensorDataset">torch.utils.data.TensorDataset</a>
 */
public final class TensorDataset implements Dataset<Tensor[]> {
  private final Tensor[] tensors;
  private final int size;

  /**
   * A data set of these tensors, which are shared, not copied.
   *
   * @throws IllegalArgumentException if there are none, one has no dimensions, or their first sizes
   *     differ
   */
  public TensorDataset(Tensor... tensors) {
    Check.notNull("TensorDataset", "tensors", tensors);
    if (tensors.length == 0) {
      throw new IllegalArgumentException("TensorDataset: expected at least one tensor, got none");
    }
    for (int i = 0; i < tensors.length; i++) {
      Check.notNull("TensorDataset", "tensor " + i, tensors[i]);
      if (tensors[i].dim() == 0) {
        throw new IllegalArgumentException(
            "TensorDataset: expected tensors of at least 1 dimension, but tensor "
                + i
                + " is a single number");
      }
      if (tensors[i].size(0) != tensors[0].size(0)) {
        throw new IllegalArgumentException(
            "TensorDataset: expected tensors of one first size, got %s, but as tensor %d %s"
                .formatted(tensors[0].size(), i, tensors[i].size()));
      }
    }
    this.tensors = tensors.clone();
    this.size = (int) tensors[0].size(0);
  }

  /** The tensors. */
  public List<Tensor> tensors() {
    return List.of(tensors);
  }

  /** Views of the i-th parts. */
  @Override
  public Tensor[] get(int index) {
    Indices.check("TensorDataset", index, size);
    return Arrays.stream(tensors).map(t -> t.select(0, index)).toArray(Tensor[]::new);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Optional<Tensor[]> batch(int[] indices) {
    Check.notNull("TensorDataset", "indices", indices);
    if (!Arrays.stream(tensors).allMatch(Rows::canCopy)) {
      return Optional.empty();
    }
    for (int i : indices) {
      Indices.check("TensorDataset", i, size);
    }
    return Optional.of(
        Arrays.stream(tensors).map(t -> Rows.copy(t, indices)).toArray(Tensor[]::new));
  }
}
