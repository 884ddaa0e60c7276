package jackhammer.internal.kernel.cpu;

/**
 * The weights of a convolution transformed for {@link Winograd}: as B operands of the products, one
 * for each cell of a tile. A panel of rows (output channels, or input channels of a turned weight)
 * after another; in a panel cell after cell, in a cell k after k, the rows of a k side by side.
 */
final class WinogradWeights {
  /**
   * k that are copied before they are transformed: with their transforms they fit a first cache.
   */
  private static final int TOGETHER = 8;

  private final Winograd form;
  private final WinogradKernel kernel;
  private final boolean turned;
  private final int rows;
  private final int k;

  /** Between elements of the weight: from one row, and from one k, to the next. */
  private final int rowStride;

  private final int kStride;

  /** Where the taps are in a copy. */
  private final int[] taps = new int[WinogradKernel.TAPS];

  /**
   * @param turned rows are input channels, k output channels, taps from the last to the first
   */
  WinogradWeights(Winograd form, ConvShape s, boolean turned) {
    this.form = form;
    this.kernel = form.kernel;
    this.turned = turned;
    rows = turned ? s.ic : s.oc;
    k = turned ? s.oc : s.ic;
    rowStride = turned ? WinogradKernel.TAPS : s.ic * WinogradKernel.TAPS;
    kStride = turned ? s.ic * WinogradKernel.TAPS : WinogradKernel.TAPS;
    for (int i = 0; i < taps.length; i++) {
      taps[i] = (turned ? taps.length - 1 - i : i) * kernel.lanes;
    }
  }

  private int panels() {
    return Math.ceilDiv(rows, form.products.columns());
  }

  int size() {
    int panel = Math.multiplyExact(kernel.cells() * form.products.columns(), k);
    return Math.multiplyExact(panels(), panel);
  }

  void transform(float[] w, int at, float[] u) {
    int lanes = kernel.lanes;
    int groups = Math.ceilDiv(rows, lanes);
    int pieces = Math.ceilDiv(k, TOGETHER);
    int grain = Tasks.unitsPerTask((long) TOGETHER * lanes * kernel.cells(), Tasks.LIGHT);
    Tasks.forRange(
        groups * pieces,
        grain,
        (from, to) -> {
          for (int t = from; t < to; t++) {
            piece(w, at, u, t / pieces * lanes, t % pieces * TOGETHER);
          }
        });
  }

  /** A vector of rows, some k. */
  private void piece(float[] w, int at, float[] u, int row, int k0) {
    int lanes = kernel.lanes;
    int width = form.products.columns();
    int n = Math.min(TOGETHER, k - k0);
    int real = Math.min(lanes, rows - row);
    int copied = WinogradKernel.TAPS * lanes;
    ConvScratch scratch = ConvScratch.own();
    float[] source = scratch.source((TOGETHER + 1) * copied);
    float[] tmp = scratch.tile(kernel.cells() * lanes);
    int from = at + row * rowStride + k0 * kStride;
    if (turned) {
      for (int i = 0; i < n; i++) {
        int x = from + i * kStride;
        form.copies.transpose(
            w, x, rowStride, real, WinogradKernel.TAPS, source, i * copied, lanes);
      }
    } else {
      int columns = n * WinogradKernel.TAPS;
      form.copies.transpose(w, from, rowStride, real, columns, source, 0, lanes);
    }
    int step = k * width;
    int to = row / width * kernel.cells() * step + k0 * width + row % width;
    kernel.weights(n, source, 0, taps, tmp, u, to, width, step);
  }
}
