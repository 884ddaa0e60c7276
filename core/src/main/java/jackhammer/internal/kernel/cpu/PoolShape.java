package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.PoolArgs;
import jackhammer.internal.kernel.Strided;

/** The sizes of one pool, always with three spatial dimensions, as {@link ConvShape}. */
final class PoolShape {
  /** Images times channels: each has a plane of its own. */
  final int planes;

  final int[] in;
  final int[] out;
  final int[] kernel;
  final int[] stride;
  final int[] pad;
  final int[] dilation;
  final int inPlane;
  final int outPlane;

  PoolShape(Strided x, Strided y, PoolArgs args) {
    planes = x.size(0) * x.size(1);
    in = ConvShape.three(x.sizes(), 2, 1);
    out = ConvShape.three(y.sizes(), 2, 1);
    kernel = ConvShape.three(args.kernel(), 0, 1);
    stride = ConvShape.three(args.stride(), 0, 1);
    pad = ConvShape.three(args.padding(), 0, 0);
    dilation = ConvShape.three(args.dilation(), 0, 1);
    inPlane = in[D] * in[H] * in[W];
    outPlane = out[D] * out[H] * out[W];
  }

  /** The cells of window {@code i} along dimension {@code d}: from, to (exclusive). */
  int from(int d, int i) {
    int start = i * stride[d] - pad[d];
    if (start < 0) {
      start += (-start + dilation[d] - 1) / dilation[d] * dilation[d];
    }
    return start;
  }

  int to(int d, int i) {
    int start = i * stride[d] - pad[d];
    return Math.min(in[d], start + (kernel[d] - 1) * dilation[d] + 1);
  }

  /** The cells of window {@code i} along dimension {@code d} with those of the padding. */
  int paddedCells(int d, int i) {
    int start = i * stride[d] - pad[d];
    return Math.min(start + kernel[d], in[d] + pad[d]) - start;
  }
}
