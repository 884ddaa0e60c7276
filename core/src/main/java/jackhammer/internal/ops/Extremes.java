package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.ValuesIndices;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Scan;
import jackhammer.internal.kernel.Strided;

/** Largest and smallest elements along a dimension, and where they are. */
public final class Extremes {
  private static final Grad MAX = chosen("MaxBackward0");
  private static final Grad MIN = chosen("MinBackward0");
  private static final Grad CUMMAX = running("CummaxBackward0");
  private static final Grad CUMMIN = running("CumminBackward0");

  private Extremes() {}

  /** Which dimension elements were chosen along, and whether it stayed. */
  record Chosen(int dim, int[] sizes, boolean keepDim) {}

  /**
   * The gradient of elements chosen along a dimension goes to where they were. Saved: the indices,
   * with the dimension.
   */
  static Grad chosen(String name) {
    return Grad.multi(
        name,
        (g, s) -> {
          Chosen c = s.args();
          if (c.sizes.length == 0) {
            return new Tensor[] {g[0]};
          }
          Tensor kept = c.keepDim ? g[0] : g[0].unsqueeze(c.dim);
          return new Tensor[] {Gathering.zeros(g[0], c.sizes).scatter(c.dim, s.tensor(0), kept)};
        });
  }

  private static Grad running(String name) {
    return Grad.multi(
        name,
        (g, s) -> {
          Chosen c = s.args();
          return new Tensor[] {
            c.sizes.length == 0
                ? g[0]
                : Gathering.zeros(g[0], c.sizes).scatterAdd(c.dim, s.tensor(0), g[0])
          };
        });
  }

  /**
   * Records values and indices, which have the dimension, and drops it if asked.
   *
   * @param grad one of {@link #chosen}
   */
  static ValuesIndices result(
      String op, Grad grad, Tensor x, int dim, boolean keepDim, Strided values, Strided indices) {
    boolean drops = !keepDim || x.dim() == 0;
    Tensor v = Tensors.wrap(drops ? values.select(dim, 0) : values);
    Tensor i = Tensors.wrap(drops ? indices.select(dim, 0) : indices);
    Graph.recordAll(
        grad,
        new Tensor[] {v, i},
        new Tensor[] {x},
        new Tensor[] {Tensors.wrap(indices)},
        new Chosen(dim, Tensors.data(x).sizes(), keepDim));
    return new ValuesIndices(v, i, op);
  }

  static Strided atLeast1d(Tensor x) {
    Strided s = Tensors.data(x);
    return s.dim() == 0 ? s.unsqueeze(0) : s;
  }

  static void checkNotEmpty(String op, Tensor x, int dim) {
    if (x.dim() > 0 && x.size(dim) == 0) {
      throw new IndexOutOfBoundsException(
          String.format(
              "%s: dimension %d of a tensor of size %s has no element to choose from",
              op, dim, Check.show(x)));
    }
  }

  public static ValuesIndices extreme(boolean max, Tensor x, long dim, boolean keepDim) {
    String op = max ? "max" : "min";
    int d = Check.dim(op, dim, (int) x.dim());
    checkNotEmpty(op, x, d);
    Strided[] out = argReduce(max, x, d);
    return result(op, max ? MAX : MIN, x, d, keepDim, out[0], out[1]);
  }

  /** Values and indices, with size 1 left in the dimension. */
  private static Strided[] argReduce(boolean max, Tensor x, int d) {
    Strided s = atLeast1d(x);
    int[] sizes = s.sizes().clone();
    sizes[d] = 1;
    Strided values = Strided.empty(x.dtype(), sizes);
    Strided indices = Strided.empty(DType.INT64, sizes.clone());
    Compute.kernels().argReduce(max, s, d, values, indices);
    return new Strided[] {values, indices};
  }

  /** Where the extreme is; {@code dim} null: its number in row-major order. */
  public static Tensor arg(boolean max, Tensor x, Long dim, boolean keepDim) {
    String op = max ? "argmax" : "argmin";
    if (x.dtype() == DType.BOOL) {
      throw new UnsupportedOperationException(
          op + ": not defined for a bool tensor; convert it to a number first");
    }
    if (dim == null) {
      if (x.numel() == 0) {
        throw new IndexOutOfBoundsException(
            op + ": a tensor of size " + Check.show(x) + " has no element; name a dimension");
      }
      Tensor flat = x.detach().reshape(-1);
      Tensor i = Tensors.wrap(argReduce(max, flat, 0)[1]);
      long[] ones = new long[(int) x.dim()];
      java.util.Arrays.fill(ones, 1);
      return i.view(keepDim ? ones : new long[0]);
    }
    int d = Check.dim(op, dim, (int) x.dim());
    checkNotEmpty(op, x, d);
    Strided i = argReduce(max, x, d)[1];
    return Tensors.wrap(!keepDim || x.dim() == 0 ? i.select(d, 0) : i);
  }

  /** The extreme so far, and its last place. */
  public static ValuesIndices cumulative(boolean max, Tensor x, long dim) {
    String op = max ? "cummax" : "cummin";
    int d = Check.dim(op, dim, (int) x.dim());
    Strided s = atLeast1d(x);
    Strided values = Strided.empty(x.dtype(), s.sizes().clone());
    Strided indices = Strided.empty(DType.INT64, s.sizes().clone());
    Compute.kernels().scan(max ? Scan.MAX : Scan.MIN, s, d, values, indices);
    Tensor v = Tensors.wrap(x.dim() == 0 ? values.select(0, 0) : values);
    Tensor i = Tensors.wrap(x.dim() == 0 ? indices.select(0, 0) : indices);
    Graph.recordAll(
        max ? CUMMAX : CUMMIN,
        new Tensor[] {v, i},
        new Tensor[] {x},
        new Tensor[] {i},
        new Chosen(d, Tensors.data(x).sizes(), true));
    return new ValuesIndices(v, i, op);
  }
}
