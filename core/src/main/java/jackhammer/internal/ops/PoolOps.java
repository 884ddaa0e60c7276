package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.PoolArgs;
import jackhammer.internal.kernel.PoolWindows;
import jackhammer.internal.kernel.Strided;

/** Pools over one, two or three spatial dimensions. */
public final class PoolOps {
  private static final Grad[] MAX = {
    null, null, max("MaxPool2DWithIndicesBackward0"), max("MaxPool3DWithIndicesBackward0")
  };
  private static final Grad[] AVERAGE = {
    null, null, average("AvgPool2DBackward0"), average("AvgPool3DBackward0")
  };

  /** What lies at the places of the maxima, and the reverse: each is the other's gradient. */
  private static final Grad PICKED =
      Grad.of(
          "MaxPoolPickBackward0",
          (g, s) -> new Tensor[] {scattered(g, s.tensor(0), s.<MaxSaved>args()), null});

  private static final Grad SCATTERED =
      Grad.of(
          "MaxPoolBackwardBackward0",
          (g, s) -> new Tensor[] {picked(g, s.tensor(0), s.<MaxSaved>args()), null});

  private PoolOps() {}

  private record MaxSaved(int[] sizes, int dims, PoolWindows windows) {}

  /** The gradient of a maximum pool under PyTorch's name. */
  static Grad max(String name) {
    return Grad.of(name, (g, s) -> new Tensor[] {scattered(g, s.tensor(0), s.<MaxSaved>args())});
  }

  private static Tensor scattered(Tensor g, Tensor indices, MaxSaved saved) {
    Strided gx = Strided.empty(g.dtype(), saved.sizes.clone());
    Strided gs = Compute.contiguous(Tensors.data(g));
    Strided is = Tensors.data(indices);
    boolean unbatched = saved.sizes.length == saved.dims + 1;
    Compute.kernels()
        .maxPoolBackward(
            unbatched ? lead(gs) : gs,
            saved.windows,
            unbatched ? lead(is) : is,
            unbatched ? lead(gx) : gx);
    return Graph.record(
        SCATTERED, Tensors.wrap(gx), new Tensor[] {g, indices}, new Tensor[] {indices}, saved);
  }

  private static Tensor picked(Tensor x, Tensor indices, MaxSaved saved) {
    Strided xs = Compute.contiguous(Tensors.data(x));
    Strided is = Tensors.data(indices);
    Strided out = Strided.empty(x.dtype(), is.sizes().clone());
    int planes = 1;
    int lead = saved.sizes.length - saved.dims;
    for (int d = 0; d < lead; d++) {
      planes *= saved.sizes[d];
    }
    int cells = planes == 0 ? 0 : xs.numel() / planes;
    int windows = planes == 0 ? 0 : is.numel() / planes;
    Compute.kernels()
        .gather(
            xs.reshapeContiguous(planes, cells),
            1,
            is.reshapeContiguous(planes, windows),
            out.reshapeContiguous(planes, windows));
    return Graph.record(
        PICKED, Tensors.wrap(out), new Tensor[] {x, indices}, new Tensor[] {indices}, saved);
  }

  /** A maximum pool's values and their places in the input planes. */
  public record Pooled(Tensor values, Tensor indices) {}

  static void checkMaximum(String op, Tensor x) {
    if (x.dtype() == DType.BOOL || x.dtype().isReducedFloat()) {
      throw new UnsupportedOperationException(op + ": not available for " + x.dtype());
    }
  }

  /** Output and indices; the indices cost little and the gradient needs them. */
  public static Pooled max(String op, int dims, Tensor x, PoolArgs args, boolean ceilMode) {
    checkInput(op, dims, x);
    checkMaximum(op, x);
    if (dims == 1) {
      Pooled wide = max(op, 2, x.unsqueeze(-2), widened(args), ceilMode);
      return new Pooled(wide.values.squeeze(-2), wide.indices.squeeze(-2));
    }
    return max(MAX[dims], dims, x, args, outputSizes(op, dims, x, args, ceilMode));
  }

  /**
   * The maxima of any windows.
   *
   * @param spatial how many windows there are along each spatial dimension
   */
  static Pooled max(Grad grad, int dims, Tensor x, PoolWindows windows, int[] spatial) {
    Strided in = Compute.contiguous(Tensors.data(x));
    int[] sizes = withSpatial(in.sizes(), spatial);
    Strided out = Strided.empty(x.dtype(), sizes);
    Strided indices = Strided.empty(DType.INT64, sizes.clone());
    boolean unbatched = sizes.length == dims + 1;
    Compute.kernels()
        .maxPool(
            unbatched ? lead(in) : in,
            windows,
            unbatched ? lead(out) : out,
            unbatched ? lead(indices) : indices);
    Tensor where = Tensors.wrap(indices);
    Tensor y =
        Graph.record(
            grad,
            Tensors.wrap(out),
            new Tensor[] {x},
            new Tensor[] {where},
            new MaxSaved(in.sizes(), dims, windows));
    return new Pooled(y, where);
  }

  /** The same sizes, the last ones exchanged for these. */
  static int[] withSpatial(int[] sizes, int[] spatial) {
    int[] result = sizes.clone();
    System.arraycopy(spatial, 0, result, sizes.length - spatial.length, spatial.length);
    return result;
  }

  /** With a batch dimension of one in front. */
  static Strided lead(Strided s) {
    int[] sizes = new int[s.dim() + 1];
    sizes[0] = 1;
    System.arraycopy(s.sizes(), 0, sizes, 1, s.dim());
    return s.reshapeContiguous(sizes);
  }

  /**
   * @param sizes of the input
   */
  private record AverageArgs(
      Grad grad, int dims, PoolWindows windows, boolean includePad, int divisor, int[] sizes) {}

  /** The gradient of an average pool under PyTorch's name. */
  static Grad average(String name) {
    return Grad.of(name, (g, s) -> new Tensor[] {averageBackward(g, s.<AverageArgs>args())});
  }

  private static final Grad AVERAGE_BACKWARD =
      Grad.of(
          "AvgPoolBackwardBackward0",
          (g, s) -> {
            AverageArgs args = s.args();
            return new Tensor[] {pooled(g, args, Tensors.data(s.tensor(0)).sizes())};
          });

  private static Tensor averageBackward(Tensor g, AverageArgs args) {
    Strided gs = Compute.contiguous(Tensors.data(g));
    Strided gx = Strided.empty(g.dtype(), args.sizes.clone());
    boolean unbatched = args.sizes.length == args.dims + 1;
    Compute.kernels()
        .avgPoolBackward(
            unbatched ? lead(gs) : gs,
            args.windows,
            args.includePad,
            args.divisor,
            unbatched ? lead(gx) : gx);
    return Graph.record(
        AVERAGE_BACKWARD, Tensors.wrap(gx), new Tensor[] {g}, new Tensor[] {g.detach()}, args);
  }

  private static Tensor pooled(Tensor x, AverageArgs args, int[] sizes) {
    Strided in = Compute.contiguous(Tensors.data(x));
    Strided out = Strided.empty(x.dtype(), sizes.clone());
    boolean unbatched = in.dim() == args.dims + 1;
    Compute.kernels()
        .avgPool(
            unbatched ? lead(in) : in,
            args.windows,
            args.includePad,
            args.divisor,
            unbatched ? lead(out) : out);
    return Graph.record(args.grad, Tensors.wrap(out), new Tensor[] {x}, Graph.nothing(), args);
  }

  /**
   * @param divisor 0 for the number of cells
   */
  public static Tensor average(
      String op,
      int dims,
      Tensor x,
      PoolArgs args,
      boolean ceilMode,
      boolean includePad,
      int divisor) {
    checkInput(op, dims, x);
    Check.floating(op, "input", x);
    Check.fullFloat(op, x.dtype());
    if (dims == 1) {
      return average(op, 2, x.unsqueeze(-2), widened(args), ceilMode, includePad, divisor)
          .squeeze(-2);
    }
    int[] sizes = Tensors.data(x).sizes();
    return pooled(
        x,
        new AverageArgs(AVERAGE[dims], dims, args, includePad, divisor, sizes),
        withSpatial(sizes, outputSizes(op, dims, x, args, ceilMode)));
  }

  /** The means of windows that lie inside. */
  static Tensor average(Grad grad, int dims, Tensor x, PoolWindows windows, int[] spatial) {
    int[] sizes = Tensors.data(x).sizes();
    return pooled(
        x, new AverageArgs(grad, dims, windows, false, 0, sizes), withSpatial(sizes, spatial));
  }

  private static PoolArgs widened(PoolArgs a) {
    return new PoolArgs(
        new int[] {1, a.kernel()[0]},
        new int[] {1, a.stride()[0]},
        new int[] {0, a.padding()[0]},
        new int[] {1, a.dilation()[0]});
  }

  static void checkInput(String op, int dims, Tensor x) {
    Check.notNull(op, "input", x);
    if (x.dim() != dims + 1 && x.dim() != dims + 2) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have %d dimensions (N, C, %s) or, without a batch, %d, got %s",
              op, dims + 2, ConvOps.letters(dims), dims + 1, Check.show(x)));
    }
    for (long d = x.dim() == dims + 2 ? 1 : 0; d < x.dim(); d++) {
      if (x.size(d) == 0) {
        throw new IllegalArgumentException(
            String.format(
                "%s: only the batch may be empty, but dimension %d of the input of size %s has size 0",
                op, d, Check.show(x)));
      }
    }
  }

  /**
   * Pools of one dimension run as ones of two, of which the first is no dimension of the user's.
   */
  private static boolean wide1d(String op) {
    return op.endsWith("1d");
  }

  /** How many windows there are along each spatial dimension. */
  private static int[] outputSizes(String op, int dims, Tensor x, PoolArgs a, boolean ceilMode) {
    int[] sizes = new int[dims];
    for (int d = 0; d < dims; d++) {
      int in = (int) x.size(d - dims);
      int pad = a.padding()[d];
      int stride = a.stride()[d];
      long reach = (long) a.dilation()[d] * (a.kernel()[d] - 1) + 1;
      long room = in + 2L * pad - reach;
      long n = Math.floorDiv(room + (ceilMode ? stride - 1 : 0), (long) stride) + 1;
      // The last window must start inside the input or the padding before it.
      if (ceilMode && (n - 1) * stride >= in + pad) {
        n--;
      }
      if (n <= 0 || in + 2L * pad > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            String.format(
                "%s: no window fits: in spatial dimension %d the output would have (%d + 2 * %d - %d * (%d"
                    + " - 1) - 1) / %d + 1 = %d cells (input, padding, dilation, kernel, stride)",
                op, wide1d(op) ? d - 1 : d, in, pad, a.dilation()[d], a.kernel()[d], stride, n));
      }
      sizes[d] = (int) n;
    }
    return sizes;
  }
}
