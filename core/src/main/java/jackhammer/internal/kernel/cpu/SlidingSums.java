package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.parallel.Workers;
import java.util.Arrays;
import java.util.function.IntConsumer;

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
 *   <li><b>by rows</b>: each row of outputs in vectors of its own. Where a row nearly fills them.
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

  /** Rows of a task, at most: a segment of their weights fits beside the sums. */
  private static final int ROWS = 300;

  /** Cycles, roughly, for choosing: of an FMA, of a run's copy into a panel, of a task. */
  private static final double FMA = 0.52;

  private static final double PIECE = 2.7;
  private static final double TASK = 3000;

  /** Of a number of the image that is read, or copied at a step. */
  private static final double READ = 0.2;

  private static final double COPY = 1;

  /** Of a weight that comes from beyond the level-2 cache. */
  private static final double WEIGHT = 1;

  /** Floats after which every step of k in place falls into another page of memory. */
  private static final int FAR = 1024;

  /**
   * Tiles of columns that all rows meet in turn: their panels fill a quarter of a level-2 cache.
   */
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

  /** What the columns are. */
  private enum Columns {
    SLIDING,
    BY_ROWS,
    GATHERED
  }

  private final Columns columns;
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
  private SlidingLayout inPlace;
  private SlidingLayout copied;

  /** Where a row goes: plane after plane of y, and in a plane with any strides. */
  record Target(
      float[] y, int offset, int plane, int[] stride, float[] bias, int biasOffset, boolean relu) {}

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
    columns = chooseColumns();
    gathered = columns == Columns.GATHERED;
  }

  /**
   * @param x planes [image, group, channel], from {@code x0}
   * @param a packed rows of each group, {@link ConvRows#padded} * k apart, from {@code a0}
   */
  SlidingSums of(float[] x, int x0, float[] a, int a0, Target target) {
    this.x = x;
    this.x0 = x0;
    this.a = a;
    this.a0 = a0;
    this.target = target;
    return this;
  }

  /** Does several of them at once, so that threads wait for each other once only. */
  static void run(SlidingSums... parts) {
    long work = 0;
    for (SlidingSums p : parts) {
      work += (long) p.images * p.groups * p.rows.rows * p.outPlane * p.k;
    }
    int threads = work < SERIAL ? 1 : Workers.threads();
    int[] end = new int[parts.length];
    int tasks = 0;
    for (int i = 0; i < parts.length; i++) {
      tasks += parts[i].prepare(threads);
      end[i] = tasks;
    }
    IntConsumer task =
        t -> {
          int i = 0;
          while (t >= end[i]) {
            i++;
          }
          parts[i].task(i == 0 ? t : t - end[i - 1]);
        };
    Tasks.run(threads, tasks, task);
  }

  /** How many tasks there are. */
  private int prepare(int threads) {
    if (images * outPlane == 0) {
      return 0;
    }
    plan(threads);
    inPlace = isDirect() ? SlidingLayout.inPlace(groups, channels, d, h, w) : null;
    copied = SlidingLayout.copied(channels, blockDepth, blockHeight, d, h, w);
    return (blocks() + blocksPerTask - 1) / blocksPerTask * groups * chunks;
  }

  // ---- choices -------------------------------------------------------------------------------

  private Columns chooseColumns() {
    double fma = 2 * FMA * rows.padded();
    double sliding = tiles(slidingLength(d.out, h.out)) * fma * images;
    double byRows = tiles(byRowsLength(d.out, h.out)) * fma * images;
    double exact = (double) images * outPlane / kernel.columns();
    double gathered = exact * (fma + pieces() * PIECE);
    if (isDirect() && inPlane >= FAR) {
      gathered /= 1.2;
    }
    if (gathered < Math.min(sliding, byRows)) {
      return Columns.GATHERED;
    }
    return byRows < sliding ? Columns.BY_ROWS : Columns.SLIDING;
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

  /** Vectors of a row of outputs. */
  private int rowVectors() {
    return (w.out + kernel.lanes - 1) / kernel.lanes;
  }

  private int byRowsLength(int depth, int height) {
    return depth * height * rowVectors() * kernel.lanes;
  }

  private int tiles(int length) {
    return (length + kernel.columns() - 1) / kernel.columns();
  }

  /** Whether no copy with padding is needed. */
  private boolean isDirect() {
    return d.inPlace() && h.inPlace() && w.inPlace();
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
    // Every task makes its own copy where one is needed: fewer of them then. At a step it takes so
    // long that parts of the plane are tried instead of parts of the rows.
    boolean direct = isDirect();
    boolean strided = w.step > 1;
    int highest = blockHeight;
    double best = Double.MAX_VALUE;
    int bestHeight = highest;
    int bestImages = 1;
    int bestChunks = 1;
    for (int parts = 1; parts <= (strided ? Math.min(2 * threads, highest) : 1); parts++) {
      blockHeight = Math.ceilDiv(highest, parts);
      boolean whole = blockDepth == d.out && blockHeight == h.out;
      int most = whole && gathered ? images : 1;
      for (int next = 1, n = 1; n <= most; n = next) {
        next = n == most ? n + 1 : Math.min(n + Math.max(1, n / 2), most);
        blockImages = n;
        for (int c = 1; c <= Math.min(rows.tiles, (direct ? 8 : 2) * threads); c++) {
          int chunkTiles = (rows.tiles + c - 1) / c;
          double columns = blockColumns();
          double height = (double) rows.padded() * chunkTiles / rows.tiles;
          if (columns * height > 3 * SUMS && n > 1
              || height > (direct ? ROWS : 2 * ROWS) && c < rows.tiles) {
            continue;
          }
          double perStep = 2 * FMA * height + (gathered ? PIECE * pieces() : 0);
          double cost =
              TASK
                  + tiles((int) columns) * perStep * k
                  + height * k * WEIGHT
                  + (strided ? COPY * copiedFloats() : READ * inPlane) * n * channels;
          double tasks = (double) blocks() * groups * c;
          // Many small tasks are put together afterwards, so they need not divide evenly.
          double rounds = Math.max(tasks / threads, Math.ceil(tasks / threads - 0.02));
          if (cost * rounds < best) {
            best = cost * rounds;
            bestHeight = blockHeight;
            bestImages = n;
            bestChunks = c;
          }
        }
      }
    }
    blockHeight = bestHeight;
    blockImages = bestImages;
    chunks = bestChunks;
    long blockWork = (long) blockColumns() * rows.padded() * k / chunks;
    int together = Math.clamp(100_000 / Math.max(blockWork, 1), 1, 1_000_000);
    int spare = blocks() * groups * chunks / (4 * threads);
    blocksPerTask = Math.clamp(together, 1, Math.max(1, spare));
  }

  private int blockColumns() {
    return switch (columns) {
      case SLIDING -> slidingLength(blockDepth, blockHeight);
      case BY_ROWS -> byRowsLength(blockDepth, blockHeight);
      case GATHERED -> blockImages * blockDepth * blockHeight * w.out;
    };
  }

  /** Of a block's copy of one channel of an image. */
  private double copiedFloats() {
    double slot = (double) (blockDepth + d.span) * (blockHeight + h.span) * (w.out + w.span);
    return slot * d.residue.length * h.residue.length * w.residue.length;
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

  // ---- one task ------------------------------------------------------------------------------

  private void task(int t) {
    int chunk = t % chunks;
    int group = t / chunks % groups;
    int from = t / chunks / groups * blocksPerTask;
    int to = Math.min(from + blocksPerTask, blocks());
    int step = (rows.tiles + chunks - 1) / chunks;
    int r0 = chunk * step;
    int r1 = Math.min(r0 + step, rows.tiles);
    for (int b = from; b < to && r0 < r1; b++) {
      new Block(group, b, r0, r1).compute();
    }
  }

  /** A block of outputs for some tiles of rows. */
  private final class Block {
    private final ConvScratch scratch = ConvScratch.own();
    private final int width = kernel.columns();
    private final int group;
    private final int r0;
    private final int r1;
    private final int firstRow;
    private final int n0;
    private final int n1;
    private final int d0;
    private final int d1;
    private final int h0;
    private final int h1;
    private final SlidingLayout layout;
    private final float[] source;

    /** Tiles of columns, and the sums [row, column]. */
    private final int tiles;

    private final int ldc;
    private final float[] sums;
    private final float[] sum;

    /**
     * Gathered columns: runs, those of tile t from starts[t], and panels of some tiles. Columns by
     * rows: where each vector begins.
     */
    private int[] from;

    private int[] to;
    private int[] starts;
    private float[] panels;

    /** Whether a vector that begins in the image may end beyond its array. */
    private boolean atEnd;

    /** Where the first output of the block meets offset 0 of the layout's table. */
    private int base;

    Block(int group, int number, int r0, int r1) {
      this.group = group;
      this.r0 = r0;
      this.r1 = r1;
      firstRow = rows.start(r0);
      int heightBlocks = heightBlocks();
      int depthBlocks = depthBlocks();
      h0 = number % heightBlocks * blockHeight;
      h1 = Math.min(h0 + blockHeight, h.out);
      d0 = number / heightBlocks % depthBlocks * blockDepth;
      d1 = Math.min(d0 + blockDepth, d.out);
      n0 = number / heightBlocks / depthBlocks * blockImages;
      n1 = Math.min(n0 + blockImages, images);
      layout = inPlace() ? inPlace : copied;
      source =
          layout == copied ? scratch.source(blockImages * copied.imagePitch + kernel.columns()) : x;
      int length =
          switch (columns) {
            case SLIDING -> positions(layout);
            case BY_ROWS -> byRowsLength(d1 - d0, h1 - h0);
            case GATHERED -> (n1 - n0) * (d1 - d0) * (h1 - h0) * w.out;
          };
      tiles = tiles(length);
      ldc = tiles * width;
      sums = scratch.sums((rows.start(r1) - firstRow) * ldc);
      sum = scratch.tile(kernel.maxRows() * width);
      if (gathered) {
        panels = scratch.panel(Math.min(tiles, TOGETHER) * panelSize());
        from = scratch.from(length + 1);
        to = scratch.to(length + 1);
        starts = scratch.starts(tiles + 1);
        findRuns();
      } else if (columns == Columns.BY_ROWS) {
        from = scratch.from(2 * tiles + 1);
        findVectors();
      }
    }

    /** Whether nothing is copied; what is gathered may even end where its array does. */
    private boolean inPlace() {
      if (inPlace == null) {
        return false;
      }
      base = x0 + (n0 * groups + group) * channels * inPlane + (d0 * h.in + h0) * w.in;
      int end = base + (n1 - 1 - n0) * inPlace.imagePitch + positions(inPlace) + inPlace.reach;
      atEnd = end + kernel.columns() > x.length;
      return gathered || !atEnd;
    }

    /** Positions of a layout from the first output to the last. */
    private int positions(SlidingLayout l) {
      return (d1 - d0 - 1) * l.slicePitch + (h1 - h0 - 1) * l.rowPitch + w.out;
    }

    private int panelSize() {
      return Gemm.SEGMENT * width + kernel.lanes;
    }

    void compute() {
      if (k == 0) {
        Arrays.fill(sums, 0, (rows.start(r1) - firstRow) * ldc, 0f);
      }
      for (int k0 = 0; k0 < k; k0 += Gemm.SEGMENT) {
        int kc = Math.min(Gemm.SEGMENT, k - k0);
        if (layout == copied) {
          int taps = k / channels;
          int c0 = k0 / taps;
          copySource(c0, (k0 + kc - 1) / taps + 1);
          base = -c0 * copied.channelPitch;
        }
        for (int t = 0; t < tiles; t += TOGETHER) {
          int end = Math.min(t + TOGETHER, tiles);
          if (gathered) {
            gather(t, end, k0, kc);
          }
          multiply(t, end, k0, kc);
        }
      }
      finish();
    }

    /** Some tiles of columns times all rows, over one segment. */
    private void multiply(int t0, int t1, int k0, int kc) {
      float[] b = gathered ? panels : source;
      int[] table = gathered ? kernel.panelRows : layout.table;
      int first = gathered ? 0 : k0;
      for (int r = r0; r < r1; r++) {
        int height = rows.height(r);
        int ao = a0 + (group * rows.padded() + rows.start(r)) * k + k0 * height;
        int co = (rows.start(r) - firstRow) * ldc + t0 * width;
        for (int t = t0; t < t1; t++, co += width) {
          int bo;
          int second = kernel.lanes;
          switch (columns) {
            case SLIDING -> bo = base + t * width;
            case BY_ROWS -> {
              bo = base + from[2 * t];
              second = from[2 * t + 1] - from[2 * t];
            }
            default -> bo = (t - t0) * panelSize();
          }
          if (k0 == 0) {
            kernel.tile(height, kc, a, ao, b, bo, second, table, first, sums, co, ldc);
          } else {
            kernel.tile(height, kc, a, ao, b, bo, second, table, first, sum, 0, width);
            kernel.add(height, sum, sums, co, ldc);
          }
        }
      }
    }

    /** Where the vectors of columns by rows begin; one beyond the last is the last again. */
    private void findVectors() {
      int vector = 0;
      for (int j = 0; j < d1 - d0; j++) {
        for (int i = 0; i < h1 - h0; i++) {
          for (int v = 0; v < rowVectors(); v++) {
            from[vector++] = j * layout.slicePitch + i * layout.rowPitch + v * kernel.lanes;
          }
        }
      }
      from[vector] = from[vector - 1];
    }

    /**
     * Packs some tiles, a few k of each in turn: from one k to the next it is far in a large image,
     * so what is read from memory for one tile is used for its neighbours at once.
     */
    private void gather(int t0, int t1, int k0, int kc) {
      int some = layout == inPlace ? 16 : kc;
      for (int i = 0; i < kc; i += some) {
        int steps = Math.min(some, kc - i);
        for (int t = t0; t < t1; t++) {
          int po = (t - t0) * panelSize() + i * width;
          if (atEnd && layout == inPlace && beyond(t, k0 + i, steps)) {
            packToEnd(t, k0 + i, steps, po);
            continue;
          }
          kernel.pack(
              source,
              base,
              layout.table,
              k0 + i,
              steps,
              from,
              to,
              starts[t],
              starts[t + 1],
              panels,
              po);
        }
      }
    }

    /** Whether a vector of a tile would end beyond the array at one of some steps of k. */
    private boolean beyond(int t, int k0, int steps) {
      int last = base + from[starts[t + 1] - 1] + kernel.lanes;
      for (int i = k0; i < k0 + steps; i++) {
        if (last + layout.table[i] > source.length) {
          return true;
        }
      }
      return false;
    }

    /** The same as {@link ConvKernel#pack}, up to the end of the array. */
    private void packToEnd(int t, int k0, int steps, int po) {
      for (int i = 0; i < steps; i++, po += width) {
        for (int p = starts[t]; p < starts[t + 1]; p++) {
          int at = base + layout.table[k0 + i] + from[p];
          int n = Math.min(kernel.lanes, source.length - at);
          System.arraycopy(source, at, panels, po + to[p], n);
        }
      }
    }

    /** Copies channels c0 to c1 of the block's images into the layout {@link #copied}. */
    private void copySource(int c0, int c1) {
      int slot = copied.slicePitch * (blockDepth + d.span);
      for (int n = n0; n < n1; n++) {
        for (int c = c0; c < c1; c++) {
          int dst = (n - n0) * copied.imagePitch + (c - c0) * copied.channelPitch;
          int src = x0 + ((n * groups + group) * channels + c) * inPlane;
          for (int rd : d.residue) {
            for (int rh : h.residue) {
              for (int rw : w.residue) {
                copySlot(src, rd, rh, rw, dst);
                dst += slot;
              }
            }
          }
        }
      }
    }

    private void copySlot(int plane, int rd, int rh, int rw, int to) {
      int rowLength = w.out + w.span;
      // The elements lo to hi of a row exist, of a column up to down; the others are padding.
      int lo = Math.clamp(-w.first, 0, rowLength);
      int hi = Math.clamp((w.in - rw + w.step - 1) / w.step - w.first, lo, rowLength);
      int high = h1 - h0 + h.span;
      int up = Math.clamp(-h.first - h0, 0, high);
      int down = Math.clamp((h.in - rh + h.step - 1) / h.step - h.first - h0, up, high);
      // Wide margins are cleared with all the rest at once: short loops cost more.
      boolean cleared = lo + rowLength - hi > rowLength / 16;
      for (int j = d0; j < d1 + d.span; j++) {
        int depth = (j + d.first) * d.step + rd;
        int slice = to + (j - d0) * copied.slicePitch;
        if (cleared || depth < 0 || depth >= d.in) {
          Arrays.fill(source, slice, slice + high * rowLength, 0f);
        } else {
          Arrays.fill(source, slice, slice + up * rowLength, 0f);
          Arrays.fill(source, slice + down * rowLength, slice + high * rowLength, 0f);
        }
        if (depth < 0 || depth >= d.in) {
          continue;
        }
        int row = slice + up * rowLength;
        int height = (up + h0 + h.first) * h.step + rh;
        int src = plane + (depth * h.in + height) * w.in + (lo + w.first) * w.step + rw;
        int pitch = h.step * w.in;
        if (w.step == 1) {
          kernel.copy(x, src, pitch, source, row + lo, rowLength, down - up, hi - lo);
        } else {
          kernel.copySteps(x, src, pitch, w.step, source, row + lo, rowLength, down - up, hi - lo);
        }
        for (int i = up; i < down && !cleared; i++, row += rowLength) {
          zero(source, row, lo);
          zero(source, row + hi, rowLength - hi);
        }
      }
    }

    /** The runs of neighbouring memory that make up the columns of each tile. */
    private void findRuns() {
      int column = 0;
      int runs = 0;
      int tile = 0;
      int room = 0;
      int end = -1;
      starts[0] = 0;
      for (int n = n0; n < n1; n++) {
        for (int j = d0; j < d1; j++) {
          for (int i = h0; i < h1; i++) {
            int src =
                (n - n0) * layout.imagePitch
                    + (j - d0) * layout.slicePitch
                    + (i - h0) * layout.rowPitch;
            for (int left = w.out; left > 0; ) {
              int inTile = column - tile * width;
              if (inTile == width) {
                starts[++tile] = runs;
                inTile = 0;
                end = -1;
              }
              if (src != end || room == 0) {
                from[runs] = src;
                to[runs++] = inTile;
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
      starts[tile + 1] = runs;
    }

    /** Brings the sums to their places, with bias and ReLU. */
    private void finish() {
      int[] stride = target.stride;
      int rowPitch =
          switch (columns) {
            case SLIDING -> layout.rowPitch;
            case BY_ROWS -> rowVectors() * kernel.lanes;
            case GATHERED -> w.out;
          };
      int slicePitch = columns == Columns.SLIDING ? layout.slicePitch : (h1 - h0) * rowPitch;
      int imagePitch = (d1 - d0) * slicePitch;
      int run = w.out;
      int heights = h1 - h0;
      if (stride[W] == 1 && stride[H] == w.out && rowPitch == w.out) {
        run *= heights;
        heights = 1;
      }
      boolean biased = target.bias != null;
      int endRow = Math.min(rows.start(r1), rows.rows);
      for (int row = firstRow; row < endRow; row++) {
        float bias = biased ? target.bias[target.biasOffset + group * rows.rows + row] : 0f;
        for (int n = n0; n < n1; n++) {
          int plane = target.offset + ((n * groups + group) * rows.rows + row) * target.plane;
          for (int j = d0; j < d1; j++) {
            int co = (row - firstRow) * ldc + (n - n0) * imagePitch + (j - d0) * slicePitch;
            int yo = plane + j * stride[D] + h0 * stride[H];
            if (stride[W] == 1) {
              kernel.finish(
                  sums,
                  co,
                  rowPitch,
                  target.y,
                  yo,
                  stride[H],
                  heights,
                  run,
                  biased,
                  bias,
                  target.relu);
              continue;
            }
            for (int i = 0; i < heights; i++, co += rowPitch, yo += stride[H]) {
              spread(sums, co, target.y, yo, run, stride[W], biased, bias, target.relu);
            }
          }
        }
      }
    }
  }

  private static void zero(float[] dst, int at, int n) {
    for (int i = 0; i < n; i++) {
      dst[at + i] = 0f;
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
