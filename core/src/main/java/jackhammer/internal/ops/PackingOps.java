package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;

/** Padded sequences, longest first, as the rows of their steps, and back. */
public final class PackingOps {

  private record Rows(long[] sizes, Tensor index) {}

  private static final Grad PACK =
      Grad.of(
          "PackPaddedSequenceBackward0",
          (g, s) -> {
            Rows rows = s.args();
            long[] flat = g.size().toLongArray();
            flat[0] = rows.sizes[0] * rows.sizes[1];
            Tensor zeros = Tensor.zeros(Tensor.size(flat), o -> o.dtype(g.dtype()));
            return new Tensor[] {zeros.indexAdd(0, rows.index, g).reshape(rows.sizes)};
          });

  private PackingOps() {}

  /**
   * The rows of each step one after the other.
   *
   * @param x [T, N, *], sequences in descending order of their lengths
   * @param batchSizes how many sequences have a step, for each step
   */
  public static Tensor pack(Tensor x, int[] batchSizes) {
    int rows = 0;
    for (int n : batchSizes) {
      rows += n;
    }
    long[] places = new long[rows];
    int at = 0;
    for (int t = 0; t < batchSizes.length; t++) {
      for (int n = 0; n < batchSizes[t]; n++) {
        places[at++] = t * x.size(1) + n;
      }
    }
    Tensor index = Tensor.tensor(places);
    Tensor out = x.detach().flatten(0, 1).indexSelect(0, index);
    Object args = new Rows(x.size().toLongArray(), index);
    return Graph.record(PACK, out, new Tensor[] {x}, Graph.nothing(), args);
  }

  /**
   * Back to [T, N, *], with a value where a sequence has ended.
   *
   * @param steps T, at least as many as there are batch sizes
   */
  public static Tensor pad(Tensor data, int[] batchSizes, long steps, double value) {
    long[] sizes = new long[(int) data.dim() + 1];
    sizes[0] = steps;
    sizes[1] = batchSizes[0];
    for (int d = 2; d < sizes.length; d++) {
      sizes[d] = data.size(d - 1);
    }
    Tensor out = Tensor.full(Tensor.size(sizes), value, o -> o.dtype(data.dtype()));
    long row = 0;
    for (int t = 0; t < batchSizes.length; ) {
      int end = t;
      while (end < batchSizes.length && batchSizes[end] == batchSizes[t]) {
        end++;
      }
      long count = (long) (end - t) * batchSizes[t];
      long[] block = sizes.clone();
      block[0] = end - t;
      block[1] = batchSizes[t];
      out.narrow(0, t, end - t)
          .narrow(1, 0, batchSizes[t])
          .copy_(data.narrow(0, row, count).reshape(block));
      row += count;
      t = end;
    }
    return out;
  }
}
