package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.Strided;

/**
 * 3 by 3 convolutions at stride 1, and their data gradients, by Winograd's method: a tile of
 * outputs takes a product for each cell of its input instead of nine for each output.
 *
 * <p><b>The order of the sums</b>, a rule of its own beside that of {@link Convolutions}: tiles
 * begin at output (0, 0) of a sample and lie side by side; cells outside the image are zeros that
 * take part. For each of a tile's cells the sum over the channels of transformed input times
 * transformed weight follows the rule of {@link ChainProduct}, the transforms those of {@link
 * WinogradKernel}. Then the bias is added, then ReLU taken. Chains are shorter than elsewhere
 * because rounding in them is most of the method's error.
 *
 * <p><b>Its error</b> against float64, in terms of that of PyTorch 2.13 on the same normal numbers,
 * with padding 1 and tiles of 4 by 4, forward and data gradient (first the largest error, then
 * rms):
 *
 * <pre>
 * batch, channels, plane      forward        gradient       direct, forward
 * 4 x  32 x 32 x 32         2.32   2.37    2.60   2.34       1.51   1.25
 * 2 x  64 x 28 x 28         3.19   2.44    2.43   2.43       2.06   1.26
 * 1 x  64 x 56 x 56         2.04   2.38    2.46   2.39       1.21   1.27
 * 4 x  96 x 28 x 28         3.71   2.49    2.65   2.51       1.53   1.27
 * 4 x 128 x 28 x 28         3.79   2.55    3.31   2.54       1.43   1.27
 * 8 x 192 x 14 x 14         3.41   2.56    2.64   2.54       1.49   1.27
 * 8 x 256 x 14 x 14         3.24   2.55    3.25   2.57       1.43   1.28
 * 4 x 384 x 14 x 14         2.75   2.53    2.84   2.53       1.11   1.25
 * 4 x 512 x 14 x 14         2.99   2.50    2.85   2.50       1.37   1.24
 *
 * tiles of 2 by 2
 * 1 x  64 x 56 x 56         0.59   0.80    0.54   0.80       1.44   1.27
 * 4 x 128 x 10 x 10         0.76   0.90    0.75   0.89       1.55   1.26
 * 8 x 256 x  7 x  7         0.78   0.88    0.73   0.88       1.56   1.27
 * 8 x 512 x  7 x  7         0.87   0.86    0.67   0.86       1.58   1.23
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
        && s.kernel[D] == 1
        && s.kernel[H] == 3
        && s.kernel[W] == 3
        && s.in[D] == 1
        && s.out[D] == 1
        && s.stride[H] == 1
        && s.stride[W] == 1
        && s.dilation[H] == 1
        && s.dilation[W] == 1
        && s.ic > 0
        && s.oc > 0;
  }

  void forward(ConvShape s, Strided x, Strided w, Strided bias, boolean relu, Strided y) {
    int[] pad = {s.pad[H], s.pad[W]};
    WinogradRun.Planes from = new WinogradRun.Planes(x, s.ic, s.in[H], s.in[W]);
    WinogradRun.Planes to = new WinogradRun.Planes(y, s.oc, s.out[H], s.out[W]);
    run(s, w, false, new WinogradRun(this, s.n, from, to, pad, bias, relu));
  }

  /** The convolution of the gradient with the weight turned around. */
  void backwardData(ConvShape s, Strided g, Strided w, Strided gx) {
    int[] pad = {2 - s.pad[H], 2 - s.pad[W]};
    WinogradRun.Planes from = new WinogradRun.Planes(g, s.oc, s.out[H], s.out[W]);
    WinogradRun.Planes to = new WinogradRun.Planes(gx, s.ic, s.in[H], s.in[W]);
    run(s, w, true, new WinogradRun(this, s.n, from, to, pad, null, false));
  }

  /** What transformed weights depend on, besides the numbers. */
  private record Key(Winograd form, boolean turned, int offset, int oc, int ic) {}

  private void run(ConvShape s, Strided w, boolean turned, WinogradRun run) {
    WinogradWeights weights = new WinogradWeights(this, s, turned);
    PackedWeights u =
        PackedWeights.of(
            w.storage(),
            new Key(this, turned, w.offset(), s.oc, s.ic),
            weights.size(),
            to -> weights.transform(w.storage().floats(), w.offset(), to));
    run.run(u.floats());
    u.release();
  }
}
