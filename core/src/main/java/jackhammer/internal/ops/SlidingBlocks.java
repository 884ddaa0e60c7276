package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Strided;

/**
 * The windows of a picture as columns of a matrix, and the columns added up to a picture: each is
 * the gradient of the other. A cell that several windows show is added up in the order of its
 * places in them, row by row, from +0.
 */
public final class SlidingBlocks {

  /**
   * How the window moves; each array is (height, width).
   *
   * @param kernel cells of the window
   * @param dilation distance of its cells
   * @param padding zero cells on both sides
   * @param stride steps of the window
   */
  public record Window(int[] kernel, int[] dilation, int[] padding, int[] stride) {
    private int cells() {
      return kernel[0] * kernel[1];
    }

    private long blocks(long size, int d) {
      return Math.floorDiv(
              size + 2L * padding[d] - dilation[d] * (kernel[d] - 1L) - 1, (long) stride[d])
          + 1;
    }
  }

  /** What both directions know: the window and the picture's height and width. */
  private record Place(Window window, int[] plane) {
    int blocks(int d) {
      return (int) window.blocks(plane[d], d);
    }
  }

  private static final Grad COLUMNS =
      Grad.of("Im2ColBackward0", (g, s) -> new Tensor[] {toPicture(g, s.<Place>args())});

  private static final Grad PICTURE =
      Grad.of("Col2ImBackward0", (g, s) -> new Tensor[] {toColumns(g, s.<Place>args())});

  private SlidingBlocks() {}

  /** (N, C, H, W) to (N, C * cells of the window, windows), or without N. */
  public static Tensor unfold(String op, Tensor x, Window w) {
    checkFloating(op, x);
    checkRank(op, x, 4, "(N, C, H, W)");
    int[] plane = {(int) x.size(-2), (int) x.size(-1)};
    checkBlocks(op, w, plane, "pad more or use a smaller kernel");
    return toColumns(x, new Place(w, plane));
  }

  /** (N, C * cells of the window, windows) to (N, C, H, W), or without N. */
  public static Tensor fold(String op, Tensor x, int[] outputSize, Window w) {
    checkFloating(op, x);
    checkRank(op, x, 3, "(N, C * kernel cells, blocks)");
    Check.sizes(op, w.kernel[0], w.kernel[1]);
    checkBlocks(op, w, outputSize, "fold into a larger output");
    Place place = new Place(w, outputSize);
    if (x.size(-2) % w.cells() != 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: dimension %d of input must be channels * kernel cells, a multiple of %d * %d = %d,"
                  + " got %d in an input of size %s",
              op, x.dim() - 2, w.kernel[0], w.kernel[1], w.cells(), x.size(-2), Check.show(x)));
    }
    long blocks = (long) place.blocks(0) * place.blocks(1);
    if (x.size(-1) != blocks) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the last dimension of input must have one entry for each of the %d * %d = %d"
                  + " windows of the output (%d, %d), got %d in an input of size %s",
              op,
              place.blocks(0),
              place.blocks(1),
              blocks,
              outputSize[0],
              outputSize[1],
              x.size(-1),
              Check.show(x)));
    }
    return toPicture(x, place);
  }

  private static Tensor toColumns(Tensor x, Place place) {
    Window w = place.window;
    Strided in = batched(Tensors.data(x), 4);
    int n = in.size(0);
    int c = in.size(1);
    int oh = place.blocks(0);
    int ow = place.blocks(1);
    int[] sizes = {n, c, w.kernel[0], w.kernel[1], oh, ow};
    Check.sizes("unfold", Reductions.toLong(sizes));
    Strided out = Strided.empty(x.dtype(), sizes);
    Strided p = padded(in, w);
    int sh = p.stride(2);
    int sw = p.stride(3);
    Compute.kernels()
        .copy(
            p.view(
                p.offset(),
                sizes,
                new int[] {
                  p.stride(0),
                  p.stride(1),
                  w.dilation[0] * sh,
                  w.dilation[1] * sw,
                  w.stride[0] * sh,
                  w.stride[1] * sw
                }),
            out);
    int rows = c * w.cells();
    Strided result =
        x.dim() == 3
            ? out.reshapeContiguous(rows, oh * ow)
            : out.reshapeContiguous(n, rows, oh * ow);
    return Graph.record(COLUMNS, Tensors.wrap(result), new Tensor[] {x}, Graph.nothing(), place);
  }

  private static Tensor toPicture(Tensor x, Place place) {
    Window w = place.window;
    Strided in = Compute.contiguous(batched(Tensors.data(x), 3));
    int n = in.size(0);
    int c = in.size(1) / w.cells();
    int oh = place.blocks(0);
    int ow = place.blocks(1);
    int h = place.plane[0];
    int v = place.plane[1];
    int[] sizes = {n, c, h + 2 * w.padding[0], v + 2 * w.padding[1]};
    Check.sizes("fold", Reductions.toLong(sizes));
    Strided sum = Strided.zeros(x.dtype(), sizes);
    Strided columns = in.reshapeContiguous(n, c, w.kernel[0], w.kernel[1], oh, ow);
    int[] steps = {
      sum.stride(0), sum.stride(1), w.stride[0] * sum.stride(2), w.stride[1] * sum.stride(3)
    };
    for (int i = 0; i < w.kernel[0]; i++) {
      for (int j = 0; j < w.kernel[1]; j++) {
        int first = i * w.dilation[0] * sum.stride(2) + j * w.dilation[1] * sum.stride(3);
        Strided places = sum.view(sum.offset() + first, new int[] {n, c, oh, ow}, steps);
        Compute.kernels().binary(Binary.ADD, places, columns.select(2, i).select(2, j), places);
      }
    }
    Strided inner = sum.narrow(2, w.padding[0], h).narrow(3, w.padding[1], v);
    Strided result = Compute.contiguous(x.dim() == 2 ? inner.select(0, 0) : inner);
    return Graph.record(PICTURE, Tensors.wrap(result), new Tensor[] {x}, Graph.nothing(), place);
  }

  private static Strided batched(Strided x, int dims) {
    return x.dim() == dims ? x : x.unsqueeze(0);
  }

  private static Strided padded(Strided x, Window w) {
    if (w.padding[0] == 0 && w.padding[1] == 0) {
      return x;
    }
    int h = x.size(2);
    int v = x.size(3);
    int[] sizes = {x.size(0), x.size(1), h + 2 * w.padding[0], v + 2 * w.padding[1]};
    Check.sizes("unfold", Reductions.toLong(sizes));
    Strided p = Strided.zeros(x.dtype(), sizes);
    Compute.kernels().copy(x, p.narrow(2, w.padding[0], h).narrow(3, w.padding[1], v));
    return p;
  }

  private static void checkFloating(String op, Tensor x) {
    Check.floating(op, "input", x);
  }

  private static void checkRank(String op, Tensor x, int dims, String letters) {
    if (x.dim() != dims && x.dim() != dims - 1) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have %d dimensions %s or, without a batch, %d, got %s",
              op, dims, letters, dims - 1, Check.show(x)));
    }
    for (int d = 1 - (int) (dims - x.dim()); d < x.dim(); d++) {
      if (x.size(d) == 0) {
        throw new IllegalArgumentException(
            String.format(
                "%s: only the batch may be empty, but dimension %d of input %s has no entries",
                op, d, Check.show(x)));
      }
    }
  }

  private static void checkBlocks(String op, Window w, int[] plane, String remedy) {
    for (int d = 0; d < 2; d++) {
      long blocks = w.blocks(plane[d], d);
      ConvOps.checkPadded(op, d, plane[d] + 2L * w.padding[d]);
      if (blocks < 1) {
        throw new IllegalArgumentException(
            String.format(
                "%s: no window fits: in spatial dimension %d there are (size + 2 * padding - dilation"
                    + " * (kernel - 1) - 1) / stride + 1 = (%d + 2 * %d - %d * (%d - 1) - 1) / %d + 1"
                    + " = %d; %s",
                op,
                d,
                plane[d],
                w.padding[d],
                w.dilation[d],
                w.kernel[d],
                w.stride[d],
                blocks,
                remedy));
      }
    }
  }
}
