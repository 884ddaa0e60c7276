package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.parallel.Workers;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The weight gradient of a float32 convolution: gw[o, (channel, tap)] = sum over the pixels (n, od,
 * oh, ow) of g[o, pixel] * x[channel, cell that tap meets at pixel].
 *
 * <p>A product with M = output channels, N = weights of one of them, K = pixels. Its columns must
 * lie side by side, so the input is laid out channels last, with its padding: there the channels of
 * one cell are neighbours, and without dilation those of the whole row of a kernel. A step of k, a
 * pixel, begins where a table says, whatever the stride. Where rows of a kernel are much shorter
 * than a vector they are gathered into a panel first.
 *
 * <p>The segments of k, 256 pixels each, are added in order: by one thread per part of the weight,
 * or, for small weights, from sums that are kept apart until all are there.
 */
final class WeightGradient {
  private static final long SERIAL = 400_000;

  /**
   * Floats of one copied operand at a time, usually: what is longer is done in rounds, whose copies
   * are still in a cache when they are used.
   */
  static final int ROUND = 1 << 20;

  /** Floats of sums that may be kept apart. */
  private static final int APART = 1 << 18;

  private static final int CHUNK = 1 << 16;

  /** Weights that are written at a time. */
  private static final int TOGETHER = 1 << 13;

  private static final double FMA = 0.75;
  private static final double PIECE = 2;

  private final ConvKernel kernel;
  private final ConvShape s;
  private final int round;
  private final ConvRows rows;
  private final int width;
  private final int pixels;

  /** Sizes of an image laid out channels last, with padding. */
  private final int[] padded = new int[3];

  private final int imageSize;

  // Columns: tile after tile, each two vectors.
  private boolean gathered;
  private int tiles;

  /** Where the vectors of tile i begin in place: the first, and the second from there. */
  private int[] first;

  private int[] second;

  /** The runs that make up the tiles of a panel: those of tile i from starts[i]. */
  private int[] from;

  private int[] to;
  private int[] starts;

  /** Which weight column i of all tiles is; -1: none. */
  private int[] weightOf;

  // What a call works on.
  private float[] g;
  private int g0;
  private float[] x;
  private int x0;
  private float[] gw;
  private int gw0;
  private int threads;

  // The images of a round: their g packed, their x channels last, where each pixel begins.
  private int n0;
  private int n1;
  private float[] packedG;
  private float[] lastX;
  private int[] at;
  private float[] sums;

  WeightGradient(ConvKernel kernel, ConvShape s, int round) {
    this.kernel = kernel;
    this.s = s;
    this.round = round;
    rows = new ConvRows(kernel, s.oc);
    width = kernel.columns();
    pixels = s.n * s.outPlane;
    int size = s.ic;
    for (int d = 0; d < 3; d++) {
      padded[d] = (s.out[d] - 1) * s.stride[d] + (s.kernel[d] - 1) * s.dilation[d] + 1;
      size *= padded[d];
    }
    imageSize = size;
    columns();
  }

  void run(float[] g, int g0, float[] x, int x0, float[] gw, int gw0) {
    int weights = s.oc * s.ic * s.taps;
    if (pixels == 0) {
      Arrays.fill(gw, gw0, gw0 + s.groups * weights, 0f);
      return;
    }
    this.g = g;
    this.g0 = g0;
    this.x = x;
    this.x0 = x0;
    this.gw = gw;
    this.gw0 = gw0;
    threads = (long) pixels * s.groups * weights < SERIAL ? 1 : Workers.threads();
    int segments = (pixels + Gemm.SEGMENT - 1) / Gemm.SEGMENT;
    int apart = groupSums() * s.groups;
    boolean keepApart = threads > 1 && segments >= 2 * threads && (long) segments * apart <= APART;
    ConvScratch scratch = ConvScratch.own();
    sums = scratch.results(keepApart ? segments * apart : apart);
    int perImage = Math.max(s.groups * imageSize, s.groups * rows.padded() * s.outPlane);
    int images = Math.max(round / perImage, Gemm.SEGMENT / s.outPlane + 2);
    for (int q0 = 0; q0 < pixels; ) {
      n0 = q0 / s.outPlane;
      n1 = Math.min(n0 + images, s.n);
      int q1 = n1 == s.n ? pixels : n1 * s.outPlane / Gemm.SEGMENT * Gemm.SEGMENT;
      prepare(scratch);
      if (keepApart) {
        segmentsApart(q0, q1);
      } else {
        segmentsInOrder(q0, q1);
      }
      q0 = q1;
    }
    if (keepApart) {
      for (int i = 1; i < segments; i++) {
        kernel.add(sums, i * apart, sums, 0, apart);
      }
    }
    scatter();
  }

  /** Sums of one group: tile after tile of columns, in each all rows. */
  private int groupSums() {
    return tiles * rows.padded() * width;
  }

  // ---- columns -------------------------------------------------------------------------------

  private void columns() {
    boolean joined = s.dilation[W] == 1;
    int runs = s.kernel[D] * s.kernel[H] * (joined ? 1 : s.kernel[W]);
    int run = s.ic * (joined ? s.kernel[W] : 1);
    int[] begin = new int[runs];
    for (int r = 0; r < runs; r++) {
      int tw = joined ? 0 : r % s.kernel[W];
      int row = joined ? r : r / s.kernel[W];
      int th = row % s.kernel[H];
      int td = row / s.kernel[H];
      begin[r] =
          ((td * s.dilation[D] * padded[H] + th * s.dilation[H]) * padded[W] + tw * s.dilation[W])
              * s.ic;
    }
    int lanes = kernel.lanes;
    int vectors = runs * ((run + lanes - 1) / lanes);
    int inPlaceTiles = (vectors + 1) / 2;
    int packedTiles = (runs * run + width - 1) / width;
    double fma = 2 * FMA * rows.padded();
    double pieces = (double) vectors + packedTiles * 0.5;
    gathered = packedTiles * fma + pieces * PIECE < inPlaceTiles * fma;
    tiles = gathered ? packedTiles : inPlaceTiles;
    weightOf = new int[tiles * width];
    Arrays.fill(weightOf, -1);
    if (gathered) {
      gatheredColumns(begin, run);
    } else {
      columnsInPlace(begin, run);
    }
  }

  private void gatheredColumns(int[] begin, int run) {
    int most = begin.length * run;
    from = new int[most];
    to = new int[most];
    starts = new int[tiles + 1];
    int column = 0;
    int pieces = 0;
    for (int r = 0; r < begin.length; r++) {
      for (int i = 0; i < run; ) {
        int inTile = column % width;
        starts[column / width + 1] = pieces + 1;
        from[pieces] = begin[r] + i;
        to[pieces++] = inTile;
        for (int end = Math.min(i + Math.min(kernel.lanes, width - inTile), run); i < end; i++) {
          weightOf[column++] = weight(r, i);
        }
      }
    }
  }

  private void columnsInPlace(int[] begin, int run) {
    first = new int[tiles];
    second = new int[tiles];
    int vector = 0;
    for (int r = 0; r < begin.length; r++) {
      for (int i = 0; i < run; i += kernel.lanes, vector++) {
        int tile = vector / 2;
        if (vector % 2 == 0) {
          first[tile] = begin[r] + i;
        } else {
          second[tile] = begin[r] + i - first[tile];
        }
        for (int j = i; j < Math.min(i + kernel.lanes, run); j++) {
          weightOf[vector * kernel.lanes + j - i] = weight(r, j);
        }
      }
    }
  }

  /** The weight that element i of run r belongs to, counted in one output channel. */
  private int weight(int r, int i) {
    int channel = i % s.ic;
    int tap = s.dilation[W] == 1 ? r * s.kernel[W] + i / s.ic : r;
    return channel * s.taps + tap;
  }

  // ---- operands ------------------------------------------------------------------------------

  private void prepare(ConvScratch scratch) {
    int images = n1 - n0;
    int slack = 2 * width;
    packedG = scratch.gradient(images * s.groups * rows.padded() * s.outPlane);
    lastX = scratch.channelsLast(images * s.groups * imageSize + slack);
    at = scratch.pixels(images * s.outPlane);
    parallel(images * s.groups, this::prepareImage);
  }

  private void prepareImage(int task) {
    int group = task % s.groups;
    int n = n0 + task / s.groups;
    packGradient(n, group);
    channelsLast(n, group);
    if (group == 0) {
      int i = (n - n0) * s.outPlane;
      int base = (n - n0) * imageSize;
      for (int d = 0; d < s.out[D]; d++) {
        for (int h = 0; h < s.out[H]; h++) {
          int row = (d * s.stride[D] * padded[H] + h * s.stride[H]) * padded[W];
          for (int w = 0; w < s.out[W]; w++) {
            at[i++] = base + (row + w * s.stride[W]) * s.ic;
          }
        }
      }
    }
  }

  /** [group, tile of rows, pixel, row]. */
  private void packGradient(int n, int group) {
    int all = (n1 - n0) * s.outPlane;
    for (int r = 0; r < rows.tiles; r++) {
      int height = rows.height(r);
      int real = Math.min(height, s.oc - rows.start(r));
      int src = g0 + ((n * s.groups + group) * s.oc + rows.start(r)) * s.outPlane;
      int dst = (group * rows.padded() + rows.start(r)) * all + (n - n0) * s.outPlane * height;
      if (real < height) {
        Arrays.fill(packedG, dst, dst + s.outPlane * height, 0f);
      }
      kernel.transpose(g, src, s.outPlane, real, s.outPlane, packedG, dst, height);
    }
  }

  /** [group, image, depth, height, width, channel], with padding. */
  private void channelsLast(int n, int group) {
    int dst = (group * (n1 - n0) + n - n0) * imageSize;
    int src = x0 + (n * s.groups + group) * s.ic * s.inPlane;
    int row = padded[W] * s.ic;
    int lo = Math.min(s.pad[W], padded[W]);
    int hi = Math.clamp(s.in[W] + s.pad[W], lo, padded[W]);
    for (int i = 0; i < padded[D]; i++) {
      int d = i - s.pad[D];
      for (int j = 0; j < padded[H]; j++, dst += row) {
        int h = j - s.pad[H];
        if (d < 0 || d >= s.in[D] || h < 0 || h >= s.in[H]) {
          Arrays.fill(lastX, dst, dst + row, 0f);
          continue;
        }
        int cell = src + (d * s.in[H] + h) * s.in[W] + lo - s.pad[W];
        Arrays.fill(lastX, dst, dst + lo * s.ic, 0f);
        if (s.ic == 1) {
          kernel.copy(x, cell, lastX, dst + lo, hi - lo);
        } else {
          kernel.transpose(x, cell, s.inPlane, s.ic, hi - lo, lastX, dst + lo * s.ic, s.ic);
        }
        Arrays.fill(lastX, dst + hi * s.ic, dst + row, 0f);
      }
    }
  }

  private void parallel(int tasks, IntConsumer task) {
    if (threads == 1) {
      for (int t = 0; t < tasks; t++) {
        task.accept(t);
      }
    } else {
      Workers.run(tasks, task);
    }
  }

  // ---- sums ----------------------------------------------------------------------------------

  /** Tasks are parts of the weight; each adds all segments of the round in order. */
  private void segmentsInOrder(int q0, int q1) {
    int want = threads == 1 ? 1 : 3 * threads;
    int columnChunks =
        Math.clamp(Math.max((want + s.groups - 1) / s.groups, groupSums() / CHUNK), 1, tiles);
    int columnStep = (tiles + columnChunks - 1) / columnChunks;
    int columnTasks = (tiles + columnStep - 1) / columnStep;
    int rowChunks =
        Math.clamp((want + columnTasks * s.groups - 1) / (columnTasks * s.groups), 1, rows.tiles);
    int rowStep = (rows.tiles + rowChunks - 1) / rowChunks;
    int rowTasks = (rows.tiles + rowStep - 1) / rowStep;
    parallel(
        columnTasks * rowTasks * s.groups,
        t -> {
          int group = t / (columnTasks * rowTasks);
          int c0 = t / rowTasks % columnTasks * columnStep;
          int c1 = Math.min(c0 + columnStep, tiles);
          int r0 = t % rowTasks * rowStep;
          int r1 = Math.min(r0 + rowStep, rows.tiles);
          for (int q = q0; q < q1; q += Gemm.SEGMENT) {
            segment(group, q, Math.min(q + Gemm.SEGMENT, q1), c0, c1, r0, r1, 0, q > 0);
          }
        });
  }

  /** Tasks are segments, whose sums are kept apart. */
  private void segmentsApart(int q0, int q1) {
    int segments = (q1 - q0 + Gemm.SEGMENT - 1) / Gemm.SEGMENT;
    int apart = groupSums() * s.groups;
    parallel(
        segments,
        t -> {
          int q = q0 + t * Gemm.SEGMENT;
          for (int group = 0; group < s.groups; group++) {
            segment(
                group,
                q,
                Math.min(q + Gemm.SEGMENT, q1),
                0,
                tiles,
                0,
                rows.tiles,
                q / Gemm.SEGMENT * apart,
                false);
          }
        });
  }

  /** The pixels q to end, one segment, for some tiles of columns and of rows. */
  private void segment(
      int group, int q, int end, int c0, int c1, int r0, int r1, int sumsAt, boolean add) {
    ConvScratch scratch = ConvScratch.own();
    int kc = end - q;
    int t0 = q - n0 * s.outPlane;
    int image = group * (n1 - n0) * imageSize;
    int all = (n1 - n0) * s.outPlane;
    float[] sum = scratch.tile(kernel.maxRows() * width);
    float[] panel = gathered ? scratch.panel(Gemm.SEGMENT * width + kernel.lanes) : null;
    for (int t = c0; t < c1; t++) {
      float[] b = lastX;
      int bo = image;
      int next = kernel.lanes;
      int[] table = at;
      int begin = t0;
      if (gathered) {
        kernel.pack(lastX, image, at, t0, kc, from, to, starts[t], starts[t + 1], panel, 0);
        b = panel;
        bo = 0;
        table = kernel.panelRows;
        begin = 0;
      } else {
        bo += first[t];
        next = second[t];
      }
      for (int r = r0; r < r1; r++) {
        int height = rows.height(r);
        int ao = (group * rows.padded() + rows.start(r)) * all + t0 * height;
        int co = sumsAt + group * groupSums() + (t * rows.padded() + rows.start(r)) * width;
        if (add) {
          kernel.tile(height, kc, packedG, ao, b, bo, next, table, begin, sum, 0, width);
          kernel.add(sum, 0, sums, co, height * width);
        } else {
          kernel.tile(height, kc, packedG, ao, b, bo, next, table, begin, sums, co, width);
        }
      }
    }
  }

  // ---- results -------------------------------------------------------------------------------

  /**
   * Tasks are output channels, as many as a level-1 cache holds: the parts of one lie far apart.
   */
  private void scatter() {
    int weights = s.ic * s.taps;
    int some = Math.clamp(TOGETHER / weights, 1, s.oc);
    int tasks = (s.oc + some - 1) / some;
    parallel(
        s.groups * tasks,
        task -> {
          int group = task / tasks;
          int o0 = task % tasks * some;
          int o1 = Math.min(o0 + some, s.oc);
          for (int t = 0; t < tiles; t++) {
            for (int o = o0; o < o1; o++) {
              int co = group * groupSums() + (t * rows.padded() + o) * width;
              scatter(co, t * width, gw0 + (group * s.oc + o) * weights);
            }
          }
        });
  }

  /** A row of a tile of sums. */
  private void scatter(int co, int column, int to) {
    for (int j = 0; j < width; j++) {
      int weight = weightOf[column + j];
      if (weight >= 0) {
        gw[to + weight] = sums[co + j];
      }
    }
  }
}
