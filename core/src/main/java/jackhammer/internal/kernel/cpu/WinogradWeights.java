package jackhammer.internal.kernel.cpu;

/**
 * The weights of a convolution transformed for {@link Winograd}: as B operands of the products, one
 * for each cell of a tile. A panel of rows (output channels, or input channels of a turned weight)
 * after another; in a panel cell after cell, in a cell tap in depth after tap and of each k after
 * k, the rows of a k side by side.
 */
final class WinogradWeights {
  /**
   * k that are copied before they are transformed: with their transforms they fit a first cache.
   */
  private static final int TOGETHER = 8;

  /** Floats between cells, without which they would meet in few sets of a cache. */
  static final int APART = 48;

  private final Winograd form;
  private final WinogradKernel kernel;
  private final boolean turned;
  private final int rows;
  private final int depth;

  /** Channels of a tap in depth. */
  private final int k;

  /** Between elements of the weight: from one row, and from one k, to the next. */
  private final int rowStride;

  private final int kStride;

  /** Where the taps are in a copy. */
  private final int[] taps = new int[WinogradKernel.TAPS];

  private final int[] places = new int[WinogradKernel.TAPS];
  private final int[] steps = new int[WinogradKernel.TAPS];

  /**
   * @param turned rows are input channels, k output channels, taps from the last to the first
   */
  WinogradWeights(Winograd form, ConvShape s, boolean turned) {
    this.form = form;
    this.kernel = form.kernel;
    this.turned = turned;
    rows = turned ? s.ic : s.oc;
    k = turned ? s.oc : s.ic;
    depth = s.kernel[ConvShape.D];
    rowStride = turned ? s.taps : s.ic * s.taps;
    kStride = turned ? s.ic * s.taps : s.taps;
    for (int i = 0; i < taps.length; i++) {
      taps[i] = (turned ? taps.length - 1 - i : i) * kernel.lanes;
      places[i] = i * kernel.lanes;
      steps[i] = taps.length * kernel.lanes;
    }
  }

  private int panels() {
    return Math.ceilDiv(rows, form.products.columns());
  }

  int size() {
    return Math.multiplyExact(panels(), panelSize(form, depth * k));
  }

  /** From one panel to the next, for so many k. */
  static int panelSize(Winograd form, int k) {
    return Math.multiplyExact(form.kernel.cells(), cellSize(form, k));
  }

  /** From one cell to the next. */
  static int cellSize(Winograd form, int k) {
    return Math.addExact(Math.multiplyExact(k, form.products.columns()), APART);
  }

  void transform(float[] w, int at, float[] u) {
    int each = Math.ceilDiv(k, TOGETHER);
    int pieces = depth * each;
    int cost = TOGETHER * form.products.columns() * kernel.cells();
    Tasks.forRange(
        panels() * pieces,
        Tasks.unitsPerTask(cost, Tasks.LIGHT),
        (from, to) -> {
          for (int t = from; t < to; t++) {
            // In the order in which the weight lies in memory.
            int panel = turned ? t % panels() : t / pieces;
            int piece = turned ? t / panels() : t % pieces;
            piece(w, at, u, panel, piece / each, piece % each * TOGETHER);
          }
        });
  }

  /** Some k of a panel and of a tap in depth. */
  private void piece(float[] w, int at, float[] u, int panel, int tap, int k0) {
    int width = form.products.columns();
    int n = Math.min(TOGETHER, k - k0);
    int step = TOGETHER * width;
    float[] made = ConvScratch.own().sums(kernel.cells() * step);
    few(w, at, panel, tap, k0, n, made, 0, step);
    int to = panel * panelSize(form, depth * k) + (tap * k + k0) * width;
    for (int i = 0; i < kernel.cells(); i++, to += cellSize(form, depth * k)) {
      System.arraycopy(made, i * step, u, to, n * width);
    }
  }

  /**
   * The k from {@code k0} to {@code end} of a panel and of a tap in depth: those of cell i from
   * {@code u[i * step]} on.
   */
  void transform(float[] w, int at, int panel, int tap, int k0, int end, float[] u, int step) {
    int width = form.products.columns();
    for (int i = k0; i < end; i += TOGETHER) {
      few(w, at, panel, tap, i, Math.min(TOGETHER, end - i), u, (i - k0) * width, step);
    }
  }

  private void few(
      float[] w, int at, int panel, int tap, int k0, int n, float[] u, int uo, int step) {
    int lanes = kernel.lanes;
    int width = form.products.columns();
    ConvScratch scratch = ConvScratch.own();
    float[] source = scratch.source((TOGETHER + 1) * WinogradKernel.TAPS * lanes);
    float[] tmp = scratch.tile(kernel.cells() * lanes);
    int first = panel * width;
    int plane = at + (turned ? depth - 1 - tap : tap) * WinogradKernel.TAPS;
    for (int row = first; row < Math.min(first + width, rows); row += lanes) {
      int real = Math.min(lanes, rows - row);
      copy(w, plane + row * rowStride + k0 * kStride, real, n, source);
      kernel.weights(n, source, 0, taps, tmp, u, uo + row - first, width, step);
    }
  }

  /** Tap after tap of some k, rows side by side. */
  private void copy(float[] w, int from, int real, int n, float[] to) {
    int taps = WinogradKernel.TAPS;
    int lanes = kernel.lanes;
    if (kStride == taps) {
      form.copies.transpose(w, from, rowStride, real, n * taps, to, 0, lanes);
    } else if (rowStride == taps) {
      form.copies.apart(w, from, kStride, n, real, to, places, steps);
    } else {
      for (int i = 0; i < n; i++) {
        int x = from + i * kStride;
        form.copies.transpose(w, x, rowStride, real, taps, to, i * taps * lanes, lanes);
      }
    }
  }
}
