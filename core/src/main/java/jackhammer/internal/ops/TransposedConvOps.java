package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/**
 * Transposed convolutions: the data gradient of the convolution that has the same weight, stride,
 * padding and dilation and leads from the output back to the input. So the three kernels of {@link
 * ConvOps} serve here too, each in another's place.
 */
public final class TransposedConvOps {
  private static final Grad CONVOLUTION =
      Grad.fused(
          "ConvolutionBackward0", TransposedConvOps::backward, TransposedConvOps::composition);

  private TransposedConvOps() {}

  private static Tensor[] backward(Tensor g, Saved s) {
    ConvArgs args = s.args();
    Strided x = Tensors.data(s.tensor(0));
    Strided w = Tensors.data(s.tensor(1));
    Strided gs = Compute.contiguous(Tensors.data(g));
    Tensor[] result = new Tensor[3];
    if (s.needs(0)) {
      Strided gx = Strided.empty(x.dtype(), x.sizes().clone());
      Compute.kernels().conv(gs, w, null, args, false, gx);
      result[0] = Tensors.wrap(gx);
    }
    if (s.needs(1)) {
      Strided gw = Strided.empty(w.dtype(), w.sizes().clone());
      Compute.kernels().convBackwardWeight(Compute.contiguous(x), gs, args, gw);
      result[1] = Tensors.wrap(gw);
    }
    if (s.needs(2)) {
      result[2] = ConvOps.biasGradient(g);
    }
    return result;
  }

  /** The same as a convolution of the input with zeros between its cells. */
  private static Tensor composition(Tensor[] in, Saved s) {
    ConvArgs args = s.args();
    Tensor x = in[0];
    Tensor w = in[1];
    int dims = (int) w.dim() - 2;
    long groups = args.groups();
    int[] none = new int[dims];
    int[] one = new int[dims];
    Arrays.fill(one, 1);
    long[] spatial = new long[dims];
    int[] low = new int[dims];
    int[] high = new int[dims];
    for (int d = 0; d < dims; d++) {
      spatial[d] = d + 2;
      x = spread(x, d + 2, args.stride()[d]);
      int reach = args.dilation()[d] * ((int) w.size(d + 2) - 1);
      low[d] = reach - args.padLow()[d];
      high[d] = reach - args.padHigh()[d];
    }
    Tensor flipped =
        w.flip(spatial).unflatten(0, groups, w.size(0) / groups).transpose(1, 2).flatten(0, 1);
    // All of the cells are added before any are cut, which may be more than there are.
    x = Padding.zeros(x, atLeastZero(low), atLeastZero(high));
    for (int d = 0; d < dims; d++) {
      long cutLow = Math.max(-low[d], 0);
      long cutHigh = Math.max(-high[d], 0);
      x = x.narrow(d + 2, cutLow, x.size(d + 2) - cutLow - cutHigh);
    }
    ConvArgs plain = new ConvArgs(one, none, none, args.dilation(), args.groups());
    return ConvOps.conv("ConvTranspose", dims, x, flipped, in[2], plain);
  }

  private static int[] atLeastZero(int[] values) {
    return Arrays.stream(values).map(v -> Math.max(v, 0)).toArray();
  }

  /** {@code stride - 1} zeros after each cell of a dimension but the last. */
  private static Tensor spread(Tensor x, int dim, int stride) {
    long n = x.size(dim);
    if (stride == 1 || n == 1) {
      return x;
    }
    int[] after = new int[(int) x.dim() - dim];
    after[0] = stride - 1;
    return Padding.zeros(x.unsqueeze(dim + 1), new int[after.length], after)
        .flatten(dim, dim + 1)
        .narrow(dim, 0, (n - 1) * stride + 1);
  }

  /**
   * The transposed convolution of an input that may lack the batch dimension.
   *
   * @param op the name in messages
   * @param args its padding are the cells that are cut off
   * @param outputPadding cells that the output has more at its end
   */
  public static Tensor conv(
      String op, int dims, Tensor x, Tensor w, Tensor b, ConvArgs args, int[] outputPadding) {
    check(op, dims, x, w, b, args.groups());
    int[] high = args.padHigh().clone();
    for (int d = 0; d < dims; d++) {
      high[d] = Math.subtractExact(high[d], outputPadding[d]);
    }
    ConvArgs all = new ConvArgs(args.stride(), args.padLow(), high, args.dilation(), args.groups());
    if (x.dim() == dims + 1) {
      return batched(op, x.unsqueeze(0), w, b, all).squeeze(0);
    }
    return batched(op, x, w, b, all);
  }

  private static Tensor batched(String op, Tensor x, Tensor w, Tensor b, ConvArgs args) {
    Strided xs = Compute.contiguous(Tensors.data(x));
    Strided ws = Tensors.data(w);
    int dims = ws.dim() - 2;
    int[] sizes = new int[dims + 2];
    sizes[0] = xs.size(0);
    sizes[1] = ws.size(1) * args.groups();
    for (int d = 0; d < dims; d++) {
      sizes[d + 2] = size(op, d, xs.size(d + 2), ws.size(d + 2), args);
    }
    Check.sizes(op, Reductions.toLong(sizes));
    Strided out = Strided.empty(xs.dtype(), sizes);
    Compute.kernels().convBackwardData(xs, ws, args, out);
    if (b != null) {
      Strided bias = Tensors.data(b.reshape(ConvOps.biasSize(dims, sizes[1])));
      Compute.kernels().binary(Binary.ADD, out, bias.expand(sizes), out);
    }
    return Graph.record(
        CONVOLUTION, Tensors.wrap(out), new Tensor[] {x, w, b}, new Tensor[] {x, w, b}, args);
  }

  private static int size(String op, int d, int in, int kernel, ConvArgs args) {
    int stride = args.stride()[d];
    int pad = args.padLow()[d];
    int more = pad - args.padHigh()[d];
    int dilation = args.dilation()[d];
    long unpadded = (in - 1L) * stride + dilation * (kernel - 1L) + more + 1;
    long size = unpadded - 2L * pad;
    if (in == 0 || size < 1 || ConvOps.checkPadded(op, d, unpadded) < 1) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the output would have no cells: in spatial dimension %d its size is (input - 1) *"
                  + " stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1 = (%d - 1)"
                  + " * %d - 2 * %d + %d * (%d - 1) + %d + 1 = %d; %s",
              op,
              d,
              in,
              stride,
              pad,
              dilation,
              kernel,
              more,
              size,
              in == 0 ? "only the batch may be empty" : "pad less"));
    }
    return (int) size;
  }

  private static void check(String op, int dims, Tensor x, Tensor w, Tensor b, int groups) {
    ConvOps.checkDims(op, dims, x, w, "in_channels, out_channels / groups");
    long channels = x.size(-dims - 1);
    if (w.size(0) % groups != 0 || w.size(0) == 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the input channels must be a positive multiple of groups = %d, the weight %s has %d",
              op, groups, Check.show(w), w.size(0)));
    }
    if (channels != w.size(0)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have in_channels = weight.size(0) = %d channels in dimension %d, got %d"
                  + " in an input of size %s",
              op, w.size(0), x.dim() - dims - 1, channels, Check.show(x)));
    }
    if (w.size(1) == 0) {
      throw new IllegalArgumentException(
          op + ": there must be at least one output channel, the weight has size " + Check.show(w));
    }
    ConvOps.checkBias(op, w, b, w.size(1) * groups);
  }
}
