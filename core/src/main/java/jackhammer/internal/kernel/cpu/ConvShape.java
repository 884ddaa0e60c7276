package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Strided;

/**
 * The sizes of one convolution, always with three spatial dimensions: 1-d and 2-d convolutions have
 * leading dimensions of size 1. Index 0 is depth, 1 is height, 2 is width.
 */
final class ConvShape {
  static final int D = 0;
  static final int H = 1;
  static final int W = 2;

  /** Images. */
  final int n;

  final int groups;

  /** Channels of the input and the output in one group. */
  final int ic;

  final int oc;

  final int[] in;
  final int[] out;
  final int[] kernel;
  final int[] stride;
  final int[] pad;
  final int[] dilation;

  /** Products of the three sizes. */
  final int inPlane;

  final int outPlane;
  final int taps;

  /**
   * @param x sizes of the input (or of its gradient)
   * @param w sizes of the weight (or of its gradient)
   * @param y sizes of the output (or of its gradient)
   */
  ConvShape(Strided x, Strided w, Strided y, ConvArgs args) {
    n = x.size(0);
    groups = args.groups();
    ic = x.size(1) / groups;
    oc = y.size(1) / groups;
    in = three(x.sizes(), 2, 1);
    out = three(y.sizes(), 2, 1);
    kernel = three(w.sizes(), 2, 1);
    stride = three(args.stride(), 0, 1);
    pad = three(args.padLow(), 0, 0);
    dilation = three(args.dilation(), 0, 1);
    inPlane = in[D] * in[H] * in[W];
    outPlane = out[D] * out[H] * out[W];
    taps = kernel[D] * kernel[H] * kernel[W];
  }

  /** The entries from {@code from} on, moved to the end of three. */
  static int[] three(int[] a, int from, int fill) {
    int missing = 3 - (a.length - from);
    int[] r = new int[3];
    for (int i = 0; i < 3; i++) {
      r[i] = i < missing ? fill : a[from + i - missing];
    }
    return r;
  }
}
