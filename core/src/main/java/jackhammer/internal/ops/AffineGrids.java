package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.GradMode;
import jackhammer.internal.autograd.Graph;
import java.util.Arrays;

/** The places that affine maps send the cells of an image to. */
public final class AffineGrids {
  private static final Grad GRAD =
      Grad.of(
          "AffineGridGeneratorBackward0",
          (g, s) -> {
            Tensor base = s.args();
            return new Tensor[] {g.flatten(1, -2).transpose(1, 2).matmul(base.to(g.dtype()))};
          });

  private AffineGrids() {}

  /**
   * @param theta (N, 2, 3) or (N, 3, 4)
   * @param size (N, C, H, W) or (N, C, D, H, W)
   */
  public static Tensor grid(Tensor theta, long[] size, boolean corners) {
    int dims = size.length - 2;
    Tensor base = base(size, corners, theta.dtype());
    long[] sizes = Arrays.copyOfRange(size, 1, dims + 3);
    System.arraycopy(size, 2, sizes, 1, dims);
    sizes[0] = size[0];
    sizes[dims + 1] = dims;
    Tensor out = GradMode.with(false, () -> base.matmul(theta.transpose(1, 2)).reshape(sizes));
    return Graph.record(GRAD, out, new Tensor[] {theta}, Graph.nothing(), base);
  }

  /** For each cell its own place, the last dimension's first, and 1. */
  private static Tensor base(long[] size, boolean corners, DType dtype) {
    int dims = size.length - 2;
    long[] spatial = Arrays.copyOfRange(size, 2, size.length);
    Tensor[] columns = new Tensor[dims + 1];
    for (int d = 0; d < dims; d++) {
      long n = spatial[d];
      Tensor at =
          n == 1
              ? Tensor.zeros(Size.of(1), o -> o.dtype(dtype))
              : Tensor.linspace(-1, 1, n, o -> o.dtype(dtype));
      long[] own = new long[dims];
      Arrays.fill(own, 1);
      own[d] = n;
      Tensor scaled = corners ? at : at.mul(n - 1).div(n);
      columns[dims - 1 - d] = scaled.reshape(own).expand(spatial).reshape(-1);
    }
    columns[dims] = Tensor.onesLike(columns[0]);
    return Tensor.stack(1, columns);
  }
}
