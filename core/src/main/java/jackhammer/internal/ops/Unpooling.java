package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Scatter;
import jackhammer.internal.kernel.Strided;

/** The reverse of maximum pools: numbers put back to the places that they came from. */
public final class Unpooling {
  private static final Grad[] MAX = {
    null, null, gradient("MaxUnpool2DBackward0"), gradient("MaxUnpool3DBackward0")
  };

  private Unpooling() {}

  private static Grad gradient(String name) {
    return Grad.of(
        name,
        (g, s) -> {
          Tensor indices = s.tensor(0);
          int first = (int) indices.dim() - s.<Integer>args();
          Tensor found = g.flatten(first, -1).gather(-1, indices.flatten(first, -1));
          return new Tensor[] {found.reshape(indices.size().toLongArray())};
        });
  }

  /**
   * Zeros, and each number of x at its place; where several have one place, the last one stays.
   *
   * @param indices INT64 of x's size, places in the output planes
   * @param sizes of the output, for each spatial dimension
   */
  public static Tensor max(String op, int dims, Tensor x, Tensor indices, int[] sizes) {
    if (dims == 1) {
      return max(op, 2, x.unsqueeze(-2), indices.unsqueeze(-2), new int[] {1, sizes[0]})
          .squeeze(-2);
    }
    Strided in = Compute.contiguous(Tensors.data(x));
    Strided at = Compute.contiguous(Tensors.data(indices));
    int[] all = PoolOps.withSpatial(in.sizes(), sizes);
    Check.sizes(op, Reductions.toLong(all));
    Strided out = Strided.zeros(x.dtype(), all);
    int planes = 1;
    for (int d = 0; d < all.length - dims; d++) {
      planes *= all[d];
    }
    int cells = Strided.numel(sizes);
    int wrong = Compute.kernels().firstOutside(at, 0, cells);
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: indices must be places in the output planes, in [0, %d) for an output of size %s, got"
                  + " %d",
              op, cells, Check.show(sizes), at.storage().longs()[at.position(wrong)]));
    }
    if (in.numel() > 0) {
      int each = in.numel() / planes;
      Compute.kernels()
          .scatter(
              Scatter.SET,
              out.reshapeContiguous(planes, cells),
              1,
              at.reshapeContiguous(planes, each),
              in.reshapeContiguous(planes, each));
    }
    return Graph.record(
        MAX[dims], Tensors.wrap(out), new Tensor[] {x}, new Tensor[] {indices}, dims);
  }

  /** What does not depend on the size of the output. */
  public static void check(String op, int dims, Tensor x, Tensor indices) {
    PoolOps.checkInput(op, dims, x);
    Check.notNull(op, "indices", indices);
    if (indices.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          op + ": indices must be int64, got " + indices.dtype() + "; convert with to(INT64)");
    }
    if (!indices.size().equals(x.size())) {
      throw new IllegalArgumentException(
          String.format(
              "%s: indices must have the size of the input, %s, got %s",
              op, Check.show(x), Check.show(indices)));
    }
  }
}
