package jackhammer.conformance;

import jackhammer.DType;
import jackhammer.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Puts the same values into tensors of different layout: an operation must not notice. */
final class Layouts {

  private Layouts() {}

  /**
   * A tensor of these values: contiguous, transposed, with gaps, or from the middle of a larger
   * one.
   */
  static Tensor tensor(Array a, Draw d) {
    int dims = a.shape().length;
    if (dims == 0 || a.values().length == 0) {
      return contiguous(a);
    }
    return switch (d.between(0, 5)) {
      case 0 -> transposed(a, d);
      case 1 -> middle(a, d.between(0, dims - 1));
      case 2 -> gaps(a, d.between(0, dims - 1));
      default -> contiguous(a);
    };
  }

  static Tensor contiguous(Array a) {
    long[] sizes = Arrays.stream(a.shape()).asLongStream().toArray();
    return Tensor.fromArray(a.values().clone(), a.values().length).reshape(sizes).to(a.dtype());
  }

  /** Stored in the reverse or in a rotated order of its dimensions. */
  private static Tensor transposed(Array a, Draw d) {
    int dims = a.shape().length;
    int turn = d.between(1, dims);
    long[] order =
        LongStream.range(0, dims)
            .map(i -> turn == dims ? dims - 1 - i : (i + turn) % dims)
            .toArray();
    long[] back = new long[dims];
    for (int i = 0; i < dims; i++) {
      back[(int) order[i]] = i;
    }
    return contiguous(a).permute(order).contiguous().permute(back);
  }

  /** One dimension is a piece of a larger one. */
  private static Tensor middle(Array a, int dim) {
    Tensor x = contiguous(a);
    Tensor margin = x.narrow(dim, 0, 1).mul(0).add(7).to(a.dtype());
    return Tensor.cat(dim, margin, x, margin).narrow(dim, 1, a.shape()[dim]);
  }

  /** Every second element of one dimension of something larger. */
  private static Tensor gaps(Array a, int dim) {
    Tensor x = contiguous(a).unsqueeze(dim + 1);
    return Tensor.cat(dim + 1, x, x.mul(0).to(a.dtype())).select(dim + 1, 0);
  }

  /** The values of a tensor. */
  static Array array(Tensor t) {
    int[] shape = IntStream.range(0, (int) t.dim()).map(i -> (int) t.size(i)).toArray();
    DType dtype = t.dtype();
    double[] values = t.detach().to(DType.FLOAT64).contiguous().ravel().toDoubleArray();
    return new Array(dtype, shape, values);
  }
}
