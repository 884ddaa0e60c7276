package jackhammer;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor: an immutable list of whole numbers that prints as PyTorch's {@code
 * torch.Size}.
 *
 * <pre>{@code
 * System.out.println(Tensor.zeros(2, 3).size()); // torch.Size([2, 3])
 * }</pre>
 */
public final class Size extends AbstractList<Long> implements RandomAccess {
  private final long[] dims;

  private Size(long[] dims) {
    this.dims = dims;
  }

  /** The sizes given, outermost first; none at all is the size of a 0-d tensor. */
  public static Size of(long... dims) {
    if (dims == null) {
      throw new IllegalArgumentException("size: sizes must not be null");
    }
    return new Size(dims.clone());
  }

  @Override
  public Long get(int index) {
    if (index < 0 || index >= dims.length) {
      throw new IndexOutOfBoundsException(
          "Size: index must be in [0, " + (dims.length - 1) + "] for " + this + ", got " + index);
    }
    return dims[index];
  }

  @Override
  public int size() {
    return dims.length;
  }

  /** The number of elements: the product of all sizes, 1 for a 0-d tensor. */
  public long numel() {
    long product = 1;
    for (long d : dims) {
      product = Math.multiplyExact(product, d);
    }
    return product;
  }

  /** A copy as an array. */
  public long[] toLongArray() {
    return dims.clone();
  }

  @Override
  public String toString() {
    return Arrays.stream(dims)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "torch.Size([", "])"));
  }
}
