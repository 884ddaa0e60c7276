package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.Strided;

/**
 * 3 by 3 convolutions at stride 1, and their data gradients, by Winograd's method: a tile of
 * outputs takes a product for each cell of its input instead of nine for each output. A 3-d one is
 * a 2-d one whose channels are those of the slices that its taps in depth meet; a slice is
 * transformed once for all of them.
 *
 * <p><b>The order of the sums</b>, a rule of its own beside that of {@link Convolutions}: tiles
 * begin at output (0, 0) of a sample and lie side by side; cells outside the image are zeros that
 * take part, and so do slices. For each of a tile's cells the sum over the channels of transformed
 * input times transformed weight follows the rule of {@link ChainProduct}, the transforms those of
 * {@link WinogradKernel}. The sums of several taps in depth go on from one another: groups of
 * channels of the first tap, then of the second. Then the bias is added, then ReLU taken. Chains
 * are shorter than elsewhere because rounding in them is most of the method's error.
 *
 * <p><b>Its error</b> against float64, in terms of that of PyTorch 2.13 on the same normal numbers,
 * with padding 1, forward and data gradient: of the largest error the median and the worst of five
 * seeds, of the rms error the median.
 *
 * <pre>
 * batch, channels, plane       forward            gradient         direct, forward
 * tiles of 4 by 4
 * 2 x  64 x 28 x 28       2.36  2.87  2.43    2.41  3.03  2.42    1.38  1.71  1.27
 * 1 x  64 x 56 x 56       2.66  2.93  2.38    2.51  3.08  2.38    1.48  1.97  1.26
 * 4 x 128 x 28 x 28       3.35  4.01  2.53    3.00  4.11  2.54    1.45  1.66  1.27
 * 8 x 256 x 14 x 14       3.16  3.37  2.55    2.95  3.35  2.55    1.42  1.55  1.28
 *
 * tiles of 2 by 2
 * 8 x 256 x  7 x  7       0.75  0.87  0.88    0.76  0.81  0.88    1.29  1.51  1.28
 * 8 x 512 x  7 x  7       0.75  0.79  0.86    0.73  0.92  0.86    1.24  1.38  1.23
 *
 * 3-d, of three seeds: tiles of 4 by 4, in the last row of 2 by 2
 * 1 x  64 x 16 x 28 x 28  1.59  1.80  1.51    1.50  1.53  1.51    0.68  0.68  0.77
 * 1 x 128 x  8 x 14 x 14  2.93  3.07  2.33    3.23  3.68  2.58    1.13  1.31  1.12
 * 1 x  32 x  8 x 56 x 56  2.15  2.28  2.21    3.49  3.71  3.73    1.16  1.23  1.14
 * 2 x 256 x  4 x  7 x  7  0.50  0.52  0.60    0.50  0.54  0.60    0.78  0.88  0.80
 * </pre>
 *
 * <p>An infinity or NaN makes NaN of all outputs of the tiles that it is in the input of, not only
 * of those that it is under the window of.
 */
final class Winograd {
  final WinogradKernel kernel;
  final ChainProduct products;
  final ConvKernel copies;

  Winograd(WinogradKernel kernel, ChainProduct products, ConvKernel copies) {
    this.kernel = kernel;
    this.products = products;
    this.copies = copies;
  }

  /** Those of this process; apart, so that they are made only when needed. */
  static final class Best {
    private static final ChainProduct PRODUCTS =
        Simd.load(ChainProduct.class, "ChainProduct", "ChainProductVector");
    private static final Winograd TWO = best("Winograd2Plain", "Winograd2Vector");
    private static final Winograd FOUR = best("Winograd4Plain", "Winograd4Vector");

    private Best() {}

    private static Winograd best(String plain, String vector) {
      WinogradKernel kernel = Simd.load(WinogradKernel.class, plain, vector);
      return new Winograd(kernel, PRODUCTS, FloatConvolutions.Best.OWN.kernel);
    }

    /** With tiles of 2 by 2 or of 4 by 4 outputs. */
    static Winograd of(int side) {
      return side == Winograd2Plain.SIDE ? TWO : FOUR;
    }
  }

  /** Whether it can be done so at all. */
  static boolean fits(ConvShape s) {
    return s.groups == 1
        && s.kernel[H] == 3
        && s.kernel[W] == 3
        && s.stride[D] == 1
        && s.stride[H] == 1
        && s.stride[W] == 1
        && s.dilation[D] == 1
        && s.dilation[H] == 1
        && s.dilation[W] == 1
        && s.ic > 0
        && s.oc > 0;
  }

  void forward(ConvShape s, Strided x, Strided w, Strided bias, boolean relu, Strided y) {
    int[] pad = s.pad;
    WinogradRun.Planes from = new WinogradRun.Planes(x, s.ic, s.in);
    WinogradRun.Planes to = new WinogradRun.Planes(y, s.oc, s.out);
    run(s, w, false, new WinogradRun(this, s.n, from, to, s.kernel[D], pad, bias, relu));
  }

  /** The convolution of the gradient with the weight turned around. */
  void backwardData(ConvShape s, Strided g, Strided w, Strided gx) {
    int[] pad = {s.kernel[D] - 1 - s.pad[D], 2 - s.pad[H], 2 - s.pad[W]};
    WinogradRun.Planes from = new WinogradRun.Planes(g, s.oc, s.out);
    WinogradRun.Planes to = new WinogradRun.Planes(gx, s.ic, s.in);
    run(s, w, true, new WinogradRun(this, s.n, from, to, s.kernel[D], pad, null, false));
  }

  /** What transformed weights depend on, besides the numbers. */
  private record Key(Winograd form, boolean turned, int offset, int oc, int ic, int depth) {}

  /**
   * A weight that is trained is used once in each direction between two changes: its transforms,
   * which take more memory than itself, are only made as a whole where several blocks of tiles want
   * them, or from the second use on.
   */
  private void run(ConvShape s, Strided w, boolean turned, WinogradRun run) {
    WinogradWeights weights = new WinogradWeights(this, s, turned);
    Key key = new Key(this, turned, w.offset(), s.oc, s.ic, s.kernel[D]);
    float[] source = w.storage().floats();
    PackedWeights u = PackedWeights.kept(w.storage(), key);
    if (u == null && run.hasFewBlocks() && !PackedWeights.wasUsed(w.storage(), key)) {
      run.run(weights, source, w.offset());
      return;
    }
    if (u == null) {
      u =
          PackedWeights.of(
              w.storage(), key, weights.size(), to -> weights.transform(source, w.offset(), to));
    }
    run.run(u.floats());
    u.release();
  }
}
