package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/** Convolutions over one, two or three spatial dimensions. */
public final class ConvOps {
  private static final Grad CONVOLUTION =
      Grad.fused("ConvolutionBackward0", ConvOps::backward, ConvOps::composition);

  private ConvOps() {}

  private static Tensor[] backward(Tensor g, Saved s) {
    ConvArgs args = s.args();
    Strided x = Tensors.data(s.tensor(0));
    Strided w = Tensors.data(s.tensor(1));
    Strided gs = Compute.contiguous(Tensors.data(g));
    Tensor[] result = new Tensor[3];
    if (s.needs(0)) {
      Strided gx = Strided.empty(x.dtype(), x.sizes().clone());
      Compute.kernels().convBackwardData(gs, w, args, gx);
      result[0] = Tensors.wrap(gx);
    }
    if (s.needs(1)) {
      Strided gw = Strided.empty(w.dtype(), w.sizes().clone());
      Compute.kernels().convBackwardWeight(gs, x, args, gw);
      result[1] = Tensors.wrap(gw);
    }
    if (s.needs(2)) {
      result[2] = biasGradient(g);
    }
    return result;
  }

  static Tensor biasGradient(Tensor g) {
    long[] dims = new long[(int) g.dim() - 1];
    for (int d = 1; d < dims.length; d++) {
      dims[d] = d + 1;
    }
    return g.sum(dims);
  }

  /** A bias beside so many spatial dimensions. */
  static long[] biasSize(int dims, long channels) {
    long[] size = new long[dims + 1];
    Arrays.fill(size, 1);
    size[0] = channels;
    return size;
  }

  /** The same as windows of the padded input times the weight. */
  private static Tensor composition(Tensor[] in, Saved s) {
    ConvArgs args = s.args();
    Tensor w = in[1];
    int dims = (int) w.dim() - 2;
    long n = in[0].size(0);
    long groups = args.groups();
    long outPerGroup = w.size(0) / groups;
    Tensor windows = Padding.zeros(in[0], args.padLow(), args.padHigh());
    for (int d = 0; d < dims; d++) {
      long reach = (w.size(d + 2) - 1) * args.dilation()[d] + 1;
      windows = windows.unfold(d + 2, reach, args.stride()[d]);
      windows = Parts.slice(windows, -1, 0, reach, args.dilation()[d]);
    }
    // [N, C, o1..on, k1..kn] -> [G, N, o1..on, C/G, k1..kn]
    windows = windows.unflatten(1, groups, in[0].size(1) / groups);
    long[] order = new long[3 + 2 * dims];
    order[0] = 1;
    order[1] = 0;
    order[2 + dims] = 2;
    for (int d = 0; d < dims; d++) {
      order[2 + d] = 3 + d;
      order[3 + dims + d] = 3 + dims + d;
    }
    windows = windows.permute(order);
    long[] outSizes = new long[dims + 3];
    for (int i = 0; i < dims + 2; i++) {
      outSizes[i] = windows.size(i);
    }
    outSizes[dims + 2] = outPerGroup;
    long positions = 1;
    for (int i = 1; i < dims + 2; i++) {
      positions *= outSizes[i];
    }
    long taps = w.numel() / w.size(0);
    Tensor product =
        windows
            .reshape(groups, positions, taps)
            .matmul(w.reshape(groups, outPerGroup, taps).transpose(1, 2));
    // [G, N, o1..on, O/G] -> [N, O, o1..on]
    product = product.reshape(outSizes).movedim(dims + 2, 1).movedim(2, 0);
    Tensor y = product.flatten(1, 2);
    if (in[2] == null) {
      return y;
    }
    return y.add(in[2].reshape(biasSize(dims, w.size(0))));
  }

  /**
   * The convolution of an input that may lack the batch dimension.
   *
   * @param op the name in messages
   */
  public static Tensor conv(String op, int dims, Tensor x, Tensor w, Tensor b, ConvArgs args) {
    check(op, dims, x, w, b, args);
    if (x.dim() == dims + 1) {
      return batched(op, x.unsqueeze(0), w, b, args, false).squeeze(0);
    }
    return batched(op, x, w, b, args, false);
  }

  /**
   * The same with ReLU after it, which is computed while the sums are at hand; in the graph it is
   * an op of its own all the same. What is before it is not kept: neither gradient needs it.
   */
  public static Tensor convRelu(String op, int dims, Tensor x, Tensor w, Tensor b, ConvArgs args) {
    if (x.dim() == dims + 1) {
      return conv(op, dims, x, w, b, args).relu();
    }
    check(op, dims, x, w, b, args);
    return UnaryOps.RELU.done(batched(op, x, w, b, args, true));
  }

  /** Kernels count cells in 32 bits. */
  static long checkPadded(String op, int d, long padded) {
    if (padded > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              "%s: with its padding the input would have %d cells in spatial dimension %d, at most"
                  + " 2147483647 are possible",
              op, padded, d));
    }
    return padded;
  }

  private static Tensor batched(
      String op, Tensor x, Tensor w, Tensor b, ConvArgs args, boolean relu) {
    Strided xs = Compute.contiguous(Tensors.data(x));
    Strided ws = Tensors.data(w);
    int dims = ws.dim() - 2;
    int[] sizes = new int[dims + 2];
    sizes[0] = xs.size(0);
    sizes[1] = ws.size(0);
    for (int d = 0; d < dims; d++) {
      long padded = (long) xs.size(d + 2) + args.padLow()[d] + args.padHigh()[d];
      long reach = (long) args.dilation()[d] * (ws.size(d + 2) - 1) + 1;
      if (padded < reach) {
        throw new IllegalArgumentException(
            String.format(
                "%s: the kernel does not fit into the input: in spatial dimension %d it reaches over"
                    + " dilation * (kernel - 1) + 1 = %d * (%d - 1) + 1 = %d cells, the padded input"
                    + " has %d + %d + %d = %d; pad more or use a smaller kernel",
                op,
                d,
                args.dilation()[d],
                ws.size(d + 2),
                reach,
                xs.size(d + 2),
                args.padLow()[d],
                args.padHigh()[d],
                padded));
      }
      sizes[d + 2] = (int) ((checkPadded(op, d, padded) - reach) / args.stride()[d] + 1);
    }
    Check.sizes(op, Reductions.toLong(sizes));
    Strided out = Strided.empty(xs.dtype(), sizes);
    Compute.kernels().conv(xs, ws, b == null ? null : Tensors.data(b), args, relu, out);
    return Graph.record(
        CONVOLUTION, Tensors.wrap(out), new Tensor[] {x, w, b}, new Tensor[] {x, w, b}, args);
  }

  private static void check(String op, int dims, Tensor x, Tensor w, Tensor b, ConvArgs args) {
    checkDims(op, dims, x, w, "out_channels, in_channels / groups");
    int groups = args.groups();
    long channels = x.size(-dims - 1);
    if (w.size(0) % groups != 0 || w.size(0) == 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the output channels must be a positive multiple of groups = %d, the weight %s has %d",
              op, groups, Check.show(w), w.size(0)));
    }
    if (channels != w.size(1) * groups) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have in_channels = weight.size(1) * groups = %d * %d = %d channels in"
                  + " dimension %d, got %d in an input of size %s",
              op,
              w.size(1),
              groups,
              w.size(1) * groups,
              x.dim() - dims - 1,
              channels,
              Check.show(x)));
    }
    checkBias(op, w, b, w.size(0));
  }

  static void checkDims(String op, int dims, Tensor x, Tensor w, String channels) {
    checkInput(op, dims, x);
    Check.floating(op, "weight", w);
    Check.fullFloat(op, x.dtype());
    Check.sameType(op, "input", x.dtype(), "weight", w.dtype());
    checkWeightDims(op, dims, w, channels);
    for (int d = 0; d < dims; d++) {
      if (w.size(d + 2) == 0) {
        throw new IllegalArgumentException(
            op + ": a kernel must have at least one cell, the weight has size " + Check.show(w));
      }
    }
  }

  /** (N, C, spatial...) or without N, of floating point. */
  public static void checkInput(String op, int dims, Tensor x) {
    Check.floating(op, "input", x);
    if (x.dim() != dims + 1 && x.dim() != dims + 2) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have %d dimensions (N, C, %s) or, without a batch, %d, got %s",
              op, dims + 2, letters(dims), dims + 1, Check.show(x)));
    }
  }

  /** (channels, kernel...): what a function needs to know before it can count cells. */
  public static void checkWeightDims(String op, int dims, Tensor w, String channels) {
    if (w == null || w.dim() != dims + 2) {
      throw new IllegalArgumentException(
          String.format(
              "%s: weight must have %d dimensions (%s, kernel), got %s",
              op, dims + 2, channels, w == null ? "null" : Check.show(w)));
    }
  }

  static void checkBias(String op, Tensor w, Tensor b, long channels) {
    if (b != null) {
      Check.sameType(op, "bias", b.dtype(), "weight", w.dtype());
      if (b.dim() != 1 || b.size(0) != channels) {
        throw new IllegalArgumentException(
            String.format(
                "%s: bias must have one element for each of the %d output channels, got size %s",
                op, channels, Check.show(b)));
      }
    }
  }

  static String letters(int dims) {
    return dims == 1 ? "L" : dims == 2 ? "H, W" : "D, H, W";
  }
}
