package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.parallel.Workers;
import java.util.Arrays;

/**
 * Sliding sums over images: y[n, g, row, i] = sum over (channel, tap) of a[g, row, (channel, tap)]
 * * x[n, g, channel, cell that tap meets at i]. Both the forward convolution and, phase by phase of
 * the stride, the data gradient are of this form.
 *
 * <p>It is a matrix product whose B, the unfolded image, is never made: a step of k begins where a
 * table says, in the image itself if every cell exists and steps are 1, else in a copy of a few
 * channels with their padding, in which neighbouring outputs meet neighbouring memory ({@link
 * ConvAxis}). The columns of a product are then either
 *
 * <ul>
 *   <li><b>sliding</b>: all positions of that memory from the first output to the last, those
 *       between the rows computed in vain; nothing is copied again. For wide rows and few output
 *       channels.
 *   <li><b>gathered</b>: the outputs only, also of several images, each tile packed just before its
 *       use. For small planes, where the positions between the rows would be a third of all.
 * </ul>
 *
 * <p>Nothing that is chosen here changes a bit of the result.
 */
final class SlidingSums {
  /** Multiply-adds below which other threads cost more than they bring. */
  private static final long SERIAL = 400_000;

  /** Floats of unfinished sums of one block: with what else is needed they fit a level-2 cache. */
  private static final int SUMS = 128 * 1024;

  /** Cycles, roughly, for choosing: of an FMA, of a run's copy into a panel, of a task. */
  private static final double FMA = 0.75;

  private static final double PIECE = 2;
  private static final double TASK = 3000;

  /** Of a weight that comes from beyond the level-2 cache. */
  private static final double WEIGHT = 1;

  /** Floats after which every step of k in place falls into another page of memory. */
  private static final int FAR = 1024;

  /** Tiles that are gathered together from an image in place. */
  private static final int TOGETHER = 8;

  private final ConvKernel kernel;
  private final int images;
  private final int groups;
  private final int channels;
  private final int k;
  private final ConvAxis d;
  private final ConvAxis h;
  private final ConvAxis w;
  private final int inPlane;
  private final int outPlane;
  private final ConvRows rows;

  private final boolean gathered;

  /** Sizes of a block of outputs: images (1 if it is a part of one), depth, height. */
  private int blockImages;

  private int blockDepth;
  private int blockHeight;
  private int chunks;
  private int blocksPerTask;

  // The operands of one run.
  private float[] x;
  private int x0;
  private float[] a;
  private int a0;
  private Target target;
  private Layout inPlace;
  private Layout copied;

  /** Where a row goes: plane after plane of y, and in a plane with any strides. */
  record Target(
      float[] y, int offset, int plane, int[] stride, float[] bias, int biasOffset, boolean relu) {}

  /** Where the source of a block lies in memory. */
  private static final class Layout {
    final int rowPitch;
    final int slicePitch;
    final int channelPitch;
    final int imagePitch;

    /** Of each k, counted from channel 0. */
    final int[] table;

    /** The greatest of the table. */
    final int reach;

    Layout(int rowPitch, int slicePitch, int channelPitch, int imagePitch, int[] table) {
      this.rowPitch = rowPitch;
      this.slicePitch = slicePitch;
      this.channelPitch = channelPitch;
      this.imagePitch = imagePitch;
      this.table = table;
      this.reach = Arrays.stream(table).max().orElse(0);
    }
  }

  SlidingSums(
      ConvKernel kernel, int images, int groups, int channels, ConvAxis[] axes, ConvRows rows) {
    this.kernel = kernel;
    this.images = images;
    this.groups = groups;
    this.channels = channels;
    this.d = axes[D];
    this.h = axes[H];
    this.w = axes[W];
    this.rows = rows;
    k = channels * d.taps.length * h.taps.length * w.taps.length;
    inPlane = d.in * h.in * w.in;
    outPlane = d.out * h.out * w.out;
    gathered = chooseGathered();
  }

  /**
   * @param x planes [image, group, channel], from {@code x0}
   * @param a packed rows of each group, {@link ConvRows#padded} * k apart, from {@code a0}
   */
  void run(float[] x, int x0, float[] a, int a0, Target target) {
    this.x = x;
    this.x0 = x0;
    this.a = a;
    this.a0 = a0;
    this.target = target;
    if (images * outPlane == 0) {
      return;
    }
    long work = (long) images * groups * rows.rows * outPlane * k;
    int threads = work < SERIAL ? 1 : Workers.threads();
    plan(threads);
    boolean direct = d.inPlace() && h.inPlace() && w.inPlace();
    inPlace = direct ? layoutInPlace() : null;
    copied = layoutCopied();
    int blocks = blocks();
    int tasks = (blocks + blocksPerTask - 1) / blocksPerTask;
    if (threads == 1) {
      for (int t = 0; t < tasks * groups * chunks; t++) {
        task(t);
      }
    } else {
      Workers.run(tasks * groups * chunks, this::task);
    }
  }

  // ---- choices -------------------------------------------------------------------------------

  private boolean chooseGathered() {
    int columns = kernel.columns();
    double fma = 2 * FMA * rows.padded();
    double sliding = tiles(slidingLength(d.out, h.out)) * fma * images;
    double exact = (double) images * outPlane / columns;
    if (d.inPlace() && h.inPlace() && w.inPlace() && inPlane >= FAR) {
      sliding *= 1.2;
    }
    return exact * (fma + pieces() * PIECE) < sliding;
  }

  /** Runs in a tile of gathered columns, about. */
  private double pieces() {
    int run = w.span == 0 ? h.span == 0 ? outPlane : h.out * w.out : w.out;
    return (double) kernel.columns() / Math.min(run, kernel.lanes) + 0.5;
  }

  private int slidingLength(int depth, int height) {
    int rowPitch = w.out + w.span;
    return ((depth - 1) * (height + h.span) + height - 1) * rowPitch + w.out;
  }

  private int tiles(int length) {
    return (length + kernel.columns() - 1) / kernel.columns();
  }

  private void plan(int threads) {
    blockImages = 1;
    blockDepth = d.out;
    blockHeight = h.out;
    while (blockColumns() * Math.min(rows.padded(), 512L) > SUMS
        && (blockDepth > 1 || blockHeight > 1)) {
      if (blockDepth > 1) {
        blockDepth = (blockDepth + 1) / 2;
      } else {
        blockHeight = (blockHeight + 1) / 2;
      }
    }
    boolean whole = blockDepth == d.out && blockHeight == h.out;
    double best = Double.MAX_VALUE;
    int bestImages = 1;
    int bestChunks = 1;
    int most = whole && gathered ? images : 1;
    for (int next = 1, n = 1; n <= most; n = next) {
      next = n == most ? n + 1 : Math.min(n + Math.max(1, n / 2), most);
      blockImages = n;
      for (int c = 1; c <= Math.min(rows.tiles, 2 * threads); c++) {
        int chunkTiles = (rows.tiles + c - 1) / c;
        double columns = blockColumns();
        double height = (double) rows.padded() * chunkTiles / rows.tiles;
        if (columns * height > 3 * SUMS && n > 1 || height > 600 && c < rows.tiles) {
          continue;
        }
        double perStep = 2 * FMA * height + (gathered ? PIECE * pieces() : 0);
        double cost =
            TASK
                + tiles((int) columns) * perStep * k
                + height * k * WEIGHT
                + 0.2 * n * channels * inPlane;
        double tasks = (double) blocks() * groups * c;
        // Many small tasks are put together afterwards, so they need not divide evenly.
        double rounds = Math.max(tasks / threads, Math.ceil(tasks / threads - 0.02));
        if (cost * rounds < best) {
          best = cost * rounds;
          bestImages = n;
          bestChunks = c;
        }
      }
    }
    blockImages = bestImages;
    chunks = bestChunks;
    long blockWork = (long) blockColumns() * rows.padded() * k / chunks;
    int together = Math.clamp(100_000 / Math.max(blockWork, 1), 1, 1_000_000);
    int spare = blocks() * groups * chunks / (4 * threads);
    blocksPerTask = Math.clamp(together, 1, Math.max(1, spare));
  }

  private int blockColumns() {
    return gathered
        ? blockImages * blockDepth * blockHeight * w.out
        : slidingLength(blockDepth, blockHeight);
  }

  private int depthBlocks() {
    return (d.out + blockDepth - 1) / blockDepth;
  }

  private int heightBlocks() {
    return (h.out + blockHeight - 1) / blockHeight;
  }

  private int blocks() {
    return (images + blockImages - 1) / blockImages * depthBlocks() * heightBlocks();
  }

  private Layout layoutInPlace() {
    int[] table = new int[k];
    int i = 0;
    for (int c = 0; c < channels; c++) {
      for (int td = 0; td < d.taps.length; td++) {
        for (int th = 0; th < h.taps.length; th++) {
          for (int tw = 0; tw < w.taps.length; tw++) {
            int depth = d.first + d.shift[td];
            int height = h.first + h.shift[th];
            table[i++] = c * inPlane + (depth * h.in + height) * w.in + w.first + w.shift[tw];
          }
        }
      }
    }
    return new Layout(w.in, h.in * w.in, inPlane, groups * channels * inPlane, table);
  }

  private Layout layoutCopied() {
    int rowPitch = w.out + w.span;
    int slicePitch = rowPitch * (blockHeight + h.span);
    int slot = slicePitch * (blockDepth + d.span);
    int channelPitch = slot * d.residue.length * h.residue.length * w.residue.length;
    int[] table = new int[k];
    int i = 0;
    for (int c = 0; c < channels; c++) {
      for (int td = 0; td < d.taps.length; td++) {
        for (int th = 0; th < h.taps.length; th++) {
          for (int tw = 0; tw < w.taps.length; tw++) {
            int number =
                (d.slot[td] * h.residue.length + h.slot[th]) * w.residue.length + w.slot[tw];
            table[i++] =
                c * channelPitch
                    + number * slot
                    + d.shift[td] * slicePitch
                    + h.shift[th] * rowPitch
                    + w.shift[tw];
          }
        }
      }
    }
    return new Layout(rowPitch, slicePitch, channelPitch, copiedChannels() * channelPitch, table);
  }

  /** The most channels that one segment of k touches. */
  private int copiedChannels() {
    int taps = channels == 0 ? 1 : Math.max(1, k / channels);
    return Math.min(channels, (Gemm.SEGMENT - 2) / taps + 2);
  }

  // ---- one task ------------------------------------------------------------------------------

  private void task(int t) {
    int chunk = t % chunks;
    int group = t / chunks % groups;
    int from = t / chunks / groups * blocksPerTask;
    int to = Math.min(from + blocksPerTask, blocks());
    int step = (rows.tiles + chunks - 1) / chunks;
    int r0 = chunk * step;
    int r1 = Math.min(r0 + step, rows.tiles);
    ConvScratch scratch = ConvScratch.own();
    for (int b = from; b < to && r0 < r1; b++) {
      block(scratch, group, b, r0, r1);
    }
  }

  private void block(ConvScratch scratch, int group, int block, int r0, int r1) {
    int heightBlocks = heightBlocks();
    int depthBlocks = depthBlocks();
    Box box = new Box();
    box.h0 = block % heightBlocks * blockHeight;
    box.h1 = Math.min(box.h0 + blockHeight, h.out);
    box.d0 = block / heightBlocks % depthBlocks * blockDepth;
    box.d1 = Math.min(box.d0 + blockDepth, d.out);
    box.n0 = block / heightBlocks / depthBlocks * blockImages;
    box.n1 = Math.min(box.n0 + blockImages, images);
    box.group = group;
    chooseSource(box);

    Layout layout = box.layout;
    int columns = gathered ? box.outputs(w.out) : box.positions(layout, w.out);
    int tiles = tiles(columns);
    int width = kernel.columns();
    int ldc = tiles * width;
    int firstRow = rows.start(r0);
    float[] c = scratch.sums((rows.start(r1) - firstRow) * ldc + kernel.lanes);
    int[] pieceFrom = null;
    int[] pieceTo = null;
    int[] starts = null;
    if (gathered) {
      pieceFrom = scratch.from(columns + 1);
      pieceTo = scratch.to(columns + 1);
      starts = scratch.starts(tiles + 1);
      pieces(box, pieceFrom, pieceTo, starts);
    }
    float[] source = layout == copied ? scratch.source(copiedLength()) : x;
    float[] sum = scratch.tile(kernel.maxRows() * width);
    int together = gathered ? layout == inPlace ? TOGETHER : 1 : 0;
    int panelSize = Gemm.SEGMENT * width + kernel.lanes;
    float[] panel = scratch.panel(together * panelSize);
    for (int k0 = 0; k0 < k; k0 += Gemm.SEGMENT) {
      int kc = Math.min(Gemm.SEGMENT, k - k0);
      int base = box.base;
      if (layout == copied) {
        int taps = k / channels;
        int c0 = k0 / taps;
        copySource(box, c0, (k0 + kc - 1) / taps + 1, source);
        base = -c0 * layout.channelPitch;
      }
      for (int t = 0; t < tiles; t++) {
        float[] b = source;
        int bo = base + t * width;
        int[] table = layout.table;
        int t0 = k0;
        if (gathered) {
          if (t % together == 0) {
            int end = Math.min(t + together, tiles);
            // In place a step of k is far from the next: a few of them for all tiles, so that
            // what is read from memory is used at once.
            int some = together == 1 ? kc : 16;
            for (int kk = 0; kk < kc; kk += some) {
              for (int i = t; i < end; i++) {
                kernel.pack(
                    source,
                    base,
                    table,
                    k0 + kk,
                    Math.min(some, kc - kk),
                    pieceFrom,
                    pieceTo,
                    starts[i],
                    starts[i + 1],
                    panel,
                    (i - t) * panelSize + kk * width);
              }
            }
          }
          b = panel;
          bo = t % together * panelSize;
          table = linear(width);
          t0 = 0;
        }
        for (int r = r0; r < r1; r++) {
          int height = rows.height(r);
          int ao = a0 + (group * rows.padded() + rows.start(r)) * k + k0 * height;
          int co = (rows.start(r) - firstRow) * ldc + t * width;
          if (k0 == 0) {
            kernel.tile(height, kc, a, ao, b, bo, kernel.lanes, table, t0, c, co, ldc);
          } else {
            kernel.tile(height, kc, a, ao, b, bo, kernel.lanes, table, t0, sum, 0, width);
            kernel.add(height, sum, c, co, ldc);
          }
        }
      }
    }
    if (k == 0) {
      Arrays.fill(c, 0, (rows.start(r1) - firstRow) * ldc, 0f);
    }
    finish(box, c, ldc, firstRow, Math.min(rows.start(r1), rows.rows));
  }

  private static final int[][] LINEAR = new int[129][];

  /** The table of a packed panel. */
  static int[] linear(int width) {
    int[] table = LINEAR[width];
    if (table == null) {
      table = new int[Gemm.SEGMENT];
      for (int i = 0; i < table.length; i++) {
        table[i] = i * width;
      }
      LINEAR[width] = table;
    }
    return table;
  }

  /** A block of outputs and where its source is. */
  private static final class Box {
    int n0;
    int n1;
    int d0;
    int d1;
    int h0;
    int h1;
    int group;
    Layout layout;

    /** Where the block's first output meets offset 0 of the table. */
    int base;

    int outputs(int width) {
      return (n1 - n0) * (d1 - d0) * (h1 - h0) * width;
    }

    /** Positions of the layout from the first output to the last. */
    int positions(Layout l, int width) {
      return (d1 - d0 - 1) * l.slicePitch + (h1 - h0 - 1) * l.rowPitch + width;
    }
  }

  /** In place if that is possible and a vector that begins inside ends inside the array. */
  private void chooseSource(Box box) {
    box.layout = copied;
    if (inPlace != null) {
      int base =
          x0 + (box.n0 * groups + box.group) * channels * inPlane + (box.d0 * h.in + box.h0) * w.in;
      int last = base + (box.n1 - 1 - box.n0) * inPlace.imagePitch;
      last += box.positions(inPlace, w.out) + inPlace.reach;
      if (last + kernel.columns() <= x.length) {
        box.layout = inPlace;
        box.base = base;
      }
    }
  }

  private int copiedLength() {
    return blockImages * copied.imagePitch + kernel.columns();
  }

  /** Copies channels c0 to c1 of the block's images into the layout {@link #copied}. */
  private void copySource(Box box, int c0, int c1, float[] dst) {
    int slot = copied.slicePitch * (blockDepth + d.span);
    for (int n = box.n0; n < box.n1; n++) {
      for (int c = c0; c < c1; c++) {
        int to = (n - box.n0) * copied.imagePitch + (c - c0) * copied.channelPitch;
        int from = x0 + ((n * groups + box.group) * channels + c) * inPlane;
        for (int rd : d.residue) {
          for (int rh : h.residue) {
            for (int rw : w.residue) {
              copySlot(box, from, rd, rh, rw, dst, to);
              to += slot;
            }
          }
        }
      }
    }
  }

  private void copySlot(Box box, int from, int rd, int rh, int rw, float[] dst, int to) {
    int width = w.out + w.span;
    // The elements [lo, hi) of a row exist, the others are padding.
    int lo = Math.clamp(-w.first, 0, width);
    int hi = Math.clamp((w.in - rw + w.step - 1) / w.step - w.first, lo, width);
    for (int j = box.d0; j < box.d1 + d.span; j++) {
      int depth = (j + d.first) * d.step + rd;
      boolean noSlice = depth < 0 || depth >= d.in;
      int row = to + (j - box.d0) * copied.slicePitch;
      for (int i = box.h0; i < box.h1 + h.span; i++, row += width) {
        int height = (i + h.first) * h.step + rh;
        if (noSlice || height < 0 || height >= h.in) {
          zero(dst, row, width);
          continue;
        }
        int src = from + (depth * h.in + height) * w.in + w.first * w.step + rw;
        zero(dst, row, lo);
        if (w.step == 1) {
          kernel.copy(x, src + lo, dst, row + lo, hi - lo);
        } else {
          kernel.copy(x, src + lo * w.step, w.step, dst, row + lo, hi - lo);
        }
        zero(dst, row + hi, width - hi);
      }
    }
  }

  private static void zero(float[] dst, int at, int n) {
    for (int i = 0; i < n; i++) {
      dst[at + i] = 0f;
    }
  }

  /** The runs of neighbouring memory that make up the columns of each tile. */
  private void pieces(Box box, int[] from, int[] to, int[] starts) {
    Layout l = box.layout;
    int width = kernel.columns();
    int column = 0;
    int pieces = 0;
    int tile = 0;
    int room = 0;
    int end = -1;
    starts[0] = 0;
    for (int n = box.n0; n < box.n1; n++) {
      for (int j = box.d0; j < box.d1; j++) {
        for (int i = box.h0; i < box.h1; i++) {
          int src =
              (n - box.n0) * l.imagePitch + (j - box.d0) * l.slicePitch + (i - box.h0) * l.rowPitch;
          for (int left = w.out; left > 0; ) {
            int inTile = column - tile * width;
            if (inTile == width) {
              starts[++tile] = pieces;
              inTile = 0;
              end = -1;
            }
            if (src != end || room == 0) {
              from[pieces] = src;
              to[pieces++] = inTile;
              room = kernel.lanes;
            }
            int some = Math.min(left, Math.min(room, width - inTile));
            src += some;
            end = src;
            room -= some;
            column += some;
            left -= some;
          }
        }
      }
    }
    starts[tile + 1] = pieces;
  }

  // ---- results -------------------------------------------------------------------------------

  /** Brings the sums of a block to their places, with bias and ReLU. */
  private void finish(Box box, float[] c, int ldc, int firstRow, int endRow) {
    Target t = target;
    int[] stride = t.stride;
    int rowPitch = gathered ? w.out : box.layout.rowPitch;
    int slicePitch = gathered ? (box.h1 - box.h0) * w.out : box.layout.slicePitch;
    int imagePitch = (box.d1 - box.d0) * slicePitch;
    int run = w.out;
    int heights = box.h1 - box.h0;
    if (stride[W] == 1 && stride[H] == w.out && rowPitch == w.out) {
      run *= heights;
      heights = 1;
    }
    for (int row = firstRow; row < endRow; row++) {
      boolean biased = t.bias != null;
      float bias = biased ? t.bias[t.biasOffset + box.group * rows.rows + row] : 0f;
      for (int n = box.n0; n < box.n1; n++) {
        int plane = t.offset + ((n * groups + box.group) * rows.rows + row) * t.plane;
        for (int j = box.d0; j < box.d1; j++) {
          int co = (row - firstRow) * ldc + (n - box.n0) * imagePitch + (j - box.d0) * slicePitch;
          int yo = plane + j * stride[D] + box.h0 * stride[H];
          for (int i = 0; i < heights; i++, co += rowPitch, yo += stride[H]) {
            if (stride[W] == 1) {
              kernel.finish(c, co, t.y, yo, run, biased, bias, t.relu);
            } else {
              spread(c, co, t.y, yo, run, stride[W], biased, bias, t.relu);
            }
          }
        }
      }
    }
  }

  private static void spread(
      float[] c,
      int co,
      float[] y,
      int yo,
      int n,
      int step,
      boolean biased,
      float bias,
      boolean relu) {
    for (int j = 0; j < n; j++) {
      float v = biased ? c[co + j] + bias : c[co + j];
      y[yo + j * step] = relu && v <= 0 ? 0 : v;
    }
  }
}
