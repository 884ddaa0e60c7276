package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.DType;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import jackhammer.internal.parallel.Workers;

/**
 * The weight gradient of a 3 by 3 convolution at stride 1 by Winograd's method: a tile of 4 by 4
 * gradients and the 6 by 6 cells of the input below it take 36 products instead of 144 to add to
 * the nine taps, and the way back from 36 sums to nine taps is gone once for many tiles.
 *
 * <p><b>The order of the sums</b>, a rule of its own beside that of {@link Convolutions}: tiles
 * begin at output (0, 0) of a sample and lie side by side; cells outside the image, and gradients
 * outside the output, are zeros that take part. A {@link WinogradBlock} is as many whole rows of
 * tiles of a sample as have at most {@link #TOGETHER} tiles, at least one; where all rows have no
 * more, as many whole samples. Blocks make up groups of {@link #GROUP}, or of as many more as make
 * {@link #GROUPS} groups. For each of a tile's 36 cells the sum of transformed gradient times
 * transformed input is one chain of fused multiply-adds from +0 over the tiles of a block; the
 * blocks of a group are added in order, then turned into taps; then the groups are added in order.
 * The transforms are those of {@link WinogradGradientPlain} and, of the input, {@link
 * Winograd4Plain}.
 *
 * <p><b>Its error</b> against float64, in terms of that of PyTorch 2.13 on the same normal numbers,
 * with padding 1: of the largest error the median and the worst of five seeds, of the rms error the
 * median.
 *
 * <pre>
 * batch, channels, plane      by tiles              direct
 * 1 x  64 x 56 x 56       0.48  0.55  0.75    0.17  0.21  0.29
 * 2 x  64 x 28 x 28       0.73  0.99  1.03    0.29  0.30  0.41
 * 4 x 128 x 28 x 28       0.45  0.52  0.74    0.16  0.20  0.29
 * 8 x 256 x 14 x 14       0.70  0.81  1.13    0.28  0.32  0.41
 * 8 x 256 x  7 x  7       1.30  1.63  1.69    0.71  0.78  0.74
 * 8 x 512 x  7 x  7       1.45  1.58  1.69    0.72  0.81  0.74
 * </pre>
 *
 * <p>A task is a group, some panels of input channels and some tiles of output channels. It
 * transforms by itself what it needs, though others need the same: what one processor has just
 * written is slow to come to another. Nothing that is chosen here changes a bit of the result.
 */
final class WinogradGradient {
  /** Tiles of a chain, about. Part of the contract of bits; never tuned. */
  private static final int TOGETHER = 64;

  /** Blocks of a group at least, and how many groups there are at most. The same. */
  private static final int GROUP = 4;

  private static final int GROUPS = 16;

  /** Multiply-adds below which other threads cost more than they bring. */
  private static final long SERIAL = 400_000;

  /** Floats that a task transforms at a time, usually: a second cache. */
  static final int ROUND = 1 << 18;

  /** Floats of sums for which several blocks are multiplied in turn: a quarter of it. */
  private static final int SUMS = 1 << 16;

  // Nanoseconds, roughly, for choosing: of a multiply-add, of the transforms per tile and channel,
  // of a task.
  private static final double FMA = 0.0085;
  private static final double TRANSFORM = 5;
  private static final double TASK = 1000;

  private static final int SIDE = Winograd4Plain.SIDE;
  private static final int CELLS = Winograd4Plain.REACH * Winograd4Plain.REACH;
  private static final int TAPS = WinogradKernel.TAPS;
  private static final int APART = WinogradWeights.APART;

  /** The loops: of the input's tiles, of gradients and taps, of products and copies. */
  record Loops(WinogradKernel input, WinogradGradientPlain gradient, ConvKernel products) {}

  /** Those of this process; apart, so that they are made only when needed. */
  static final class Best {
    static final Loops OWN =
        new Loops(
            Winograd.Best.of(SIDE).kernel,
            Simd.load(
                WinogradGradientPlain.class, "WinogradGradientPlain", "WinogradGradientVector"),
            FloatConvolutions.Best.OWN.kernel);

    private Best() {}
  }

  private final Loops loops;
  private final ConvKernel products;
  private final int lanes;
  private final int width;
  private final ConvShape s;
  private final int round;
  private final int tilesWide;
  private final ConvRows rows;

  /** Of input channels. */
  private final int panels;

  private final WinogradBlock[] blocks;
  private final int groupBlocks;
  private final int groups;

  /** Panels and tiles of rows of a task. */
  private int somePanels;

  private int someRows;

  // What a call works on.
  private WinogradRun.Planes input;
  private WinogradRun.Planes gradient;
  private float[] gw;
  private int gw0;

  /** The taps of all groups but the first. */
  private float[] others;

  /**
   * @param round floats that a task transforms at a time: for tests
   */
  WinogradGradient(Loops loops, ConvShape s, int round) {
    this.loops = loops;
    this.s = s;
    this.round = round;
    products = loops.products;
    lanes = loops.input.lanes;
    width = products.columns();
    tilesWide = Math.ceilDiv(s.out[W], SIDE);
    rows = new ConvRows(products, s.oc);
    panels = Math.ceilDiv(s.ic, width);
    blocks = blocks();
    groupBlocks = Math.max(GROUP, Math.ceilDiv(blocks.length, GROUPS));
    groups = Math.ceilDiv(blocks.length, groupBlocks);
  }

  private WinogradBlock[] blocks() {
    int high = Math.ceilDiv(s.out[H], SIDE);
    int some = Math.clamp(TOGETHER / tilesWide, 1, high);
    int samples = some < high ? 1 : Math.clamp(TOGETHER / (high * tilesWide), 1, s.n);
    int parts = Math.ceilDiv(high, some);
    var all = new WinogradBlock[Math.ceilDiv(s.n, samples) * parts];
    for (int i = 0; i < all.length; i++) {
      int n = i / parts * samples;
      int r = i % parts * some;
      all[i] = new WinogradBlock(n, Math.min(n + samples, s.n), r, Math.min(r + some, high));
    }
    return all;
  }

  /** Whether it can be done so: the steps of a chain have places in one panel. */
  static boolean fits(ConvShape s) {
    return Winograd.fits(s)
        && s.kernel[D] == 1
        && s.in[D] == 1
        && s.out[D] == 1
        && s.n > 0
        && Math.ceilDiv(s.out[W], SIDE) <= Gemm.SEGMENT;
  }

  void run(Strided g, Strided x, Strided result) {
    gradient = new WinogradRun.Planes(g, s.oc, s.out);
    input = new WinogradRun.Planes(x, s.ic, s.in);
    gw = result.storage().floats();
    gw0 = result.offset();
    long tiles = 0;
    for (WinogradBlock b : blocks) {
      tiles += b.tiles(tilesWide);
    }
    int threads = tiles * CELLS * s.oc * s.ic < SERIAL ? 1 : Workers.threads();
    plan(threads, (double) tiles / groups);
    int weights = s.oc * s.ic * TAPS;
    Storage apart = null;
    if (groups > 1) {
      apart = Storage.uninitialised(DType.FLOAT32, Math.multiplyExact(groups - 1, weights));
      others = apart.floats();
    }
    int across = Math.ceilDiv(panels, somePanels);
    int down = Math.ceilDiv(rows.tiles, someRows);
    Tasks.run(
        threads,
        groups * across * down,
        t -> new Part(t / (across * down), t / down % across, t % down).compute());
    if (apart != null) {
      Tasks.forRange(
          weights,
          Tasks.LIGHT,
          (from, to) -> {
            for (int i = 0; i < groups - 1; i++) {
              products.add(others, i * weights + from, gw, gw0 + from, to - from);
            }
          });
      apart.recycle();
    }
  }

  private void plan(int threads, double tiles) {
    double best = Double.MAX_VALUE;
    for (int i = 1; i <= Math.min(panels, 2 * threads); i++) {
      for (int j = 1; j <= Math.min(rows.tiles, 2 * threads); j++) {
        int across = Math.ceilDiv(panels, i);
        int down = Math.ceilDiv(rows.tiles, j);
        double columns = across * width;
        double height = (double) rows.padded() * down / rows.tiles;
        double cost =
            TASK + tiles * (CELLS * columns * height * FMA + TRANSFORM * (columns + height));
        double tasks =
            (double) groups * Math.ceilDiv(panels, across) * Math.ceilDiv(rows.tiles, down);
        double all = cost * Math.ceil(tasks / threads);
        if (all < best) {
          best = all;
          somePanels = across;
          someRows = down;
        }
      }
    }
  }

  /** What one task does. */
  private final class Part {
    private final ConvScratch scratch = ConvScratch.own();
    private final float[] tmp = scratch.tile(Math.max(products.maxRows() * width, CELLS * lanes));
    private final int group;
    private final int p0;
    private final int p1;
    private final int r0;
    private final int r1;

    /** The blocks of the group, and those of a round, with their first tiles. */
    private final int last;

    private int first;
    private int end;
    private final int[] start;

    /** The transformed input, panel after panel, and gradients, a tile of rows after another. */
    private float[] v;

    private float[] u;

    Part(int group, int across, int down) {
      this.group = group;
      p0 = across * somePanels;
      p1 = Math.min(p0 + somePanels, panels);
      r0 = down * someRows;
      r1 = Math.min(r0 + someRows, rows.tiles);
      first = group * groupBlocks;
      last = Math.min(first + groupBlocks, blocks.length);
      start = new int[blocks.length + 1];
    }

    void compute() {
      int height = rows.start(r1) - rows.start(r0);
      int all = CELLS * (p1 - p0) * width * height;
      // Where the sums do not fit a cache they had better be met seldom.
      long most = Math.max(round, all) / (CELLS * ((p1 - p0) * width + height));
      int begin = first;
      for (; first < last; first = end) {
        end = first;
        start[first] = 0;
        do {
          start[end + 1] = start[end] + blocks[end].tiles(tilesWide);
          end++;
        } while (end < last && start[end] + blocks[end].tiles(tilesWide) <= most);
        v = scratch.panel((p1 - p0) * size(width));
        u = scratch.factor(rowsAt(r1));
        for (int b = first; b < end; b++) {
          transformInput(b);
          transformGradient(b);
        }
        boolean once = first == begin && end == last;
        int chunk = Math.clamp(SUMS / (CELLS * rows.maxHeight() * width), 1, r1 - r0);
        float[] sums = scratch.sums(once ? CELLS * rows.maxHeight() * chunk * width : all);
        for (int p = p0; p < p1; p++) {
          for (int r = r0; r < r1; r += chunk) {
            int at =
                once ? 0 : CELLS * width * ((p - p0) * height + rows.start(r) - rows.start(r0));
            multiply(p, r, Math.min(r + chunk, r1), sums, at, begin);
          }
        }
      }
    }

    // ---- where things are ----------------------------------------------------------------------

    /** Floats of a panel, or of a tile of rows, of that width, over the blocks of a round. */
    private int size(int width) {
      return at(end, width);
    }

    /** Where in a panel of that width a block begins. */
    private int at(int block, int width) {
      return CELLS * (start[block] * width + (block - first) * APART);
    }

    /** From one cell of a block to the next. */
    private int cellSize(int block, int width) {
      return blocks[block].tiles(tilesWide) * width + APART;
    }

    /** Where the transformed gradients for a tile of rows begin. */
    private int rowsAt(int tile) {
      int blocksApart = (end - first) * CELLS * APART;
      return CELLS * start[end] * (rows.start(tile) - rows.start(r0)) + (tile - r0) * blocksApart;
    }

    private int[] cells(int block, int width) {
      int[] to = new int[CELLS];
      for (int i = 0; i < CELLS; i++) {
        to[i] = i * cellSize(block, width);
      }
      return to;
    }

    // ---- transforms ----------------------------------------------------------------------------

    private void transformInput(int number) {
      WinogradBlock block = blocks[number];
      int[] pad = {s.pad[H], s.pad[W]};
      var met = new WinogradCells(input, lanes, SIDE, Winograd4Plain.REACH, pad, tilesWide, block);
      float[] strip = scratch.source(met.size());
      int[] places = scratch.from(met.count());
      met.places(places);
      int[] cells = cells(number, width);
      int tiles = block.tiles(tilesWide);
      for (int c = p0 * width; c < Math.min(p1 * width, s.ic); c += lanes) {
        met.copy(products, c, strip);
        int to = (c / width - p0) * size(width) + at(number, width) + c % width;
        loops.input.input(tiles, strip, places, tmp, v, to, width, cells);
      }
    }

    private void transformGradient(int number) {
      WinogradBlock block = blocks[number];
      var met = new WinogradCells(gradient, lanes, SIDE, SIDE, new int[2], tilesWide, block);
      float[] strip = scratch.source(met.size());
      int[] places = scratch.from(met.count());
      met.places(places);
      int tiles = block.tiles(tilesWide);
      for (int r = r0; r < r1; r++) {
        int height = rows.height(r);
        int real = Math.min(height, s.oc - rows.start(r));
        int[] cells = cells(number, height);
        int to = rowsAt(r) + at(number, height);
        // The last vector's surplus falls where the first one of the next tile is written later.
        for (int c = (real - 1) / lanes * lanes; c >= 0; c -= lanes) {
          met.copy(products, rows.start(r) + c, strip);
          loops.gradient.gradients(tiles, strip, places, tmp, u, to + c, height, cells);
        }
      }
    }

    // ---- products ------------------------------------------------------------------------------

    /** A panel with some tiles of rows, over the blocks of a round. */
    private void multiply(int panel, int from, int to, float[] sums, int at, int begin) {
      for (int b = first; b < end; b++) {
        int c = at;
        for (int r = from; r < to; r++) {
          multiply(panel, b, r, sums, c, b > begin);
          c += CELLS * rows.height(r) * width;
        }
      }
      for (int r = from; r < to && end == last; r++) {
        taps(panel, r, sums, at);
        at += CELLS * rows.height(r) * width;
      }
    }

    private void multiply(int panel, int block, int r, float[] sums, int c, boolean add) {
      int height = rows.height(r);
      int tiles = blocks[block].tiles(tilesWide);
      int a = rowsAt(r) + at(block, height);
      int b = (panel - p0) * size(width) + at(block, width);
      int[] table = products.panelRows;
      for (int i = 0; i < CELLS; i++, c += height * width) {
        if (add) {
          products.tile(height, tiles, u, a, v, b, products.lanes, table, 0, tmp, 0, width);
          products.add(tmp, 0, sums, c, height * width);
        } else {
          products.tile(height, tiles, u, a, v, b, products.lanes, table, 0, sums, c, width);
        }
        a += cellSize(block, height);
        b += cellSize(block, width);
      }
    }

    /** Brings the sums of a tile of rows with a panel to the weights. */
    private void taps(int panel, int r, float[] sums, int at) {
      float[] to = group == 0 ? gw : others;
      int base = group == 0 ? gw0 : (group - 1) * s.oc * s.ic * TAPS;
      int height = rows.height(r);
      int real = Math.min(height, s.oc - rows.start(r));
      int across = width / lanes;
      float[] made = scratch.source(real * across * TAPS * lanes);
      loops.gradient.taps(real * across, sums, at, height * width, tmp, made);
      for (int i = 0; i < across; i++) {
        int c = panel * width + i * lanes;
        if (c < s.ic) {
          int first = base + (rows.start(r) * s.ic + c) * TAPS;
          int step = across * TAPS * lanes;
          int channels = Math.min(lanes, s.ic - c);
          int from = i * TAPS * lanes;
          products.together(made, from, step, lanes, real, channels, to, first, s.ic * TAPS);
        }
      }
    }
  }
}
