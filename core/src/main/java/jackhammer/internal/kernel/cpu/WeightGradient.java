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
 * lie side by side, so the input is laid out with its padding in one of two ways, and a step of k,
 * a pixel, begins where a table says, whatever the stride:
 *
 * <ul>
 *   <li><b>channels last</b>: the channels of one cell are neighbours, and without dilation those
 *       of the whole row of a kernel;
 *   <li><b>unfolded</b> along the width: for each column of pixels, and in it each row of the
 *       image, the cells that a row of the kernel meets. The rows of a kernel are neighbours then.
 *       For few channels, where the row of a kernel is much shorter than a vector.
 * </ul>
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

  /** Floats of sums that stay in a level-2 cache beside the operands. */
  private static final int NEAR = 1 << 17;

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

  private final boolean unfolded;

  /** Floats that a row of the kernel meets. */
  private final int kernelRow;

  /** Floats from one row, slice and image to the next. */
  private final int rowPitch;

  private final int slicePitch;
  private final int imageSize;

  /** Floats from one pixel to its right neighbour. */
  private final int pixelPitch;

  // Columns: tile after tile, each two vectors.
  private int tiles;

  /** Where the vectors of tile i begin: the first, and the second from there. */
  private int[] first;

  private int[] second;

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

  // The images of a round: their g packed, their x laid out, where each pixel begins.
  private int n0;
  private int n1;
  private float[] packedG;
  private float[] laidOut;
  private int[] at;
  private float[] sums;

  WeightGradient(ConvKernel kernel, ConvShape s, int round) {
    this.kernel = kernel;
    this.s = s;
    this.round = round;
    rows = new ConvRows(kernel, s.oc);
    width = kernel.columns();
    pixels = s.n * s.outPlane;
    for (int d = 0; d < 3; d++) {
      padded[d] = (s.out[d] - 1) * s.stride[d] + (s.kernel[d] - 1) * s.dilation[d] + 1;
    }
    kernelRow = s.kernel[W] * s.ic;
    unfolded = chooseUnfolded();
    if (unfolded) {
      rowPitch = kernelRow;
      // What is copied beyond the last row of a column falls between it and the next.
      pixelPitch = padded[H] * kernelRow + kernel.lanes;
      slicePitch = s.out[W] * pixelPitch;
    } else {
      rowPitch = padded[W] * s.ic;
      pixelPitch = s.stride[W] * s.ic;
      slicePitch = padded[H] * rowPitch;
    }
    imageSize = padded[D] * slicePitch;
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
    if (atOnce()) {
      n0 = 0;
      n1 = s.n;
      prepare(ConvScratch.own());
      parallel(s.groups * rows.tiles, this::rowsAtOnce);
      return;
    }
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

  /** The runs of neighbouring columns: along the taps of the width, and of the height. */
  private int runs(boolean unfolded) {
    int rows = unfolded && s.dilation[H] == 1 ? 1 : s.kernel[H];
    return s.kernel[D] * rows * (unfolded || s.dilation[W] == 1 ? 1 : s.kernel[W]);
  }

  private int runLength(boolean unfolded) {
    return s.taps / runs(unfolded) * s.ic;
  }

  private int tiles(boolean unfolded) {
    int vectors = (runLength(unfolded) + kernel.lanes - 1) / kernel.lanes;
    return (runs(unfolded) * vectors + 1) / 2;
  }

  private boolean chooseUnfolded() {
    double fma = 2 * FMA * rows.padded();
    double copies = (double) padded[H] / s.out[H] * ((kernelRow - 1) / kernel.lanes + 1);
    return tiles(true) * fma + copies * PIECE < tiles(false) * fma;
  }

  private void columns() {
    tiles = tiles(unfolded);
    first = new int[tiles];
    second = new int[tiles];
    weightOf = new int[tiles * width];
    Arrays.fill(weightOf, -1);
    int run = runLength(unfolded);
    int runs = runs(unfolded);
    int perSlice = runs / s.kernel[D];
    int perRow = Math.max(1, perSlice / s.kernel[H]);
    int vector = 0;
    for (int r = 0; r < runs; r++) {
      int td = r / perSlice;
      int th = r % perSlice / perRow;
      int tw = r % perRow;
      int begin =
          td * s.dilation[D] * slicePitch
              + th * s.dilation[H] * rowPitch
              + tw * s.dilation[W] * s.ic;
      for (int i = 0; i < run; i += kernel.lanes, vector++) {
        int tile = vector / 2;
        if (vector % 2 == 0) {
          first[tile] = begin + i;
        } else {
          second[tile] = begin + i - first[tile];
        }
        for (int j = i; j < Math.min(i + kernel.lanes, run); j++) {
          int tap = r * (run / s.ic) + j / s.ic;
          weightOf[vector * kernel.lanes + j - i] = j % s.ic * s.taps + tap;
        }
      }
    }
  }

  // ---- operands ------------------------------------------------------------------------------

  private void prepare(ConvScratch scratch) {
    int images = n1 - n0;
    int slack = 2 * width;
    packedG = scratch.gradient(images * s.groups * rows.padded() * s.outPlane);
    laidOut = scratch.laidOut(images * s.groups * imageSize + slack);
    at = scratch.pixels(images * s.outPlane);
    parallel(images * s.groups, this::prepareImage);
  }

  private void prepareImage(int task) {
    int group = task % s.groups;
    int n = n0 + task / s.groups;
    packGradient(n, group);
    layOut(n, group);
    if (group == 0) {
      places((n - n0) * s.outPlane, (n - n0) * imageSize);
    }
  }

  /** Where the pixels of an image begin, from entry i of the table on. */
  private void places(int i, int image) {
    int[] table = at;
    int across = s.out[W];
    int pitch = pixelPitch;
    for (int d = 0; d < s.out[D]; d++) {
      for (int h = 0; h < s.out[H]; h++, i += across) {
        int row = image + d * s.stride[D] * slicePitch + h * s.stride[H] * rowPitch;
        for (int w = 0; w < across; w++) {
          table[i + w] = row + w * pitch;
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

  /** One image with its padding, row by row. */
  private void layOut(int n, int group) {
    int image = (group * (n1 - n0) + n - n0) * imageSize;
    int src = x0 + (n * s.groups + group) * s.ic * s.inPlane;
    int length = padded[W] * s.ic;
    float[] row = unfolded ? ConvScratch.own().source(length + kernel.columns()) : null;
    for (int i = 0; i < padded[D]; i++) {
      int d = i - s.pad[D];
      for (int j = 0; j < padded[H]; j++) {
        int h = j - s.pad[H];
        int dst = image + i * slicePitch + j * rowPitch;
        boolean exists = d >= 0 && d < s.in[D] && h >= 0 && h < s.in[H];
        int cells = src + (d * s.in[H] + h) * s.in[W];
        if (unfolded) {
          channelsLast(exists, cells, row, 0);
          unfold(row, dst);
        } else {
          channelsLast(exists, cells, laidOut, dst);
        }
      }
    }
  }

  /** [width, channel] of one row, with padding. */
  private void channelsLast(boolean exists, int cells, float[] dst, int to) {
    int lo = exists ? Math.min(s.pad[W], padded[W]) : 0;
    int hi = exists ? Math.clamp(s.in[W] + s.pad[W], lo, padded[W]) : 0;
    Arrays.fill(dst, to, to + lo * s.ic, 0f);
    int cell = cells + lo - s.pad[W];
    if (s.ic == 1) {
      kernel.copy(x, cell, 0, dst, to + lo, 0, 1, hi - lo);
    } else {
      kernel.transpose(x, cell, s.inPlane, s.ic, hi - lo, dst, to + lo * s.ic, s.ic);
    }
    Arrays.fill(dst, to + hi * s.ic, to + padded[W] * s.ic, 0f);
  }

  /** What a row of the kernel meets at each pixel of a row. */
  private void unfold(float[] row, int to) {
    int step = s.stride[W] * s.ic;
    if (s.dilation[W] == 1) {
      kernel.copyMore(row, 0, step, laidOut, to, pixelPitch, s.out[W], kernelRow);
      return;
    }
    for (int tw = 0; tw < s.kernel[W]; tw++) {
      int from = tw * s.dilation[W] * s.ic;
      kernel.copyMore(row, from, step, laidOut, to + tw * s.ic, pixelPitch, s.out[W], s.ic);
    }
  }

  private void parallel(int tasks, IntConsumer task) {
    Tasks.run(threads, tasks, task);
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

  /**
   * Whether the weights of a tile of rows are summed and put in their places by one task: with one
   * segment there is nothing to add, and all sums of a large weight would go to memory and back.
   */
  private boolean atOnce() {
    return pixels <= Gemm.SEGMENT
        && (long) groupSums() * s.groups > APART
        && rows.maxHeight() * tiles * width <= NEAR
        && runLength(unfolded) % kernel.lanes == 0
        && (threads == 1 || s.groups * rows.tiles >= 3 * threads);
  }

  /** Every run fills its vectors, so that the sums of a row are [tap, channel] without gaps. */
  private void rowsAtOnce(int task) {
    int group = task / rows.tiles;
    int r = task % rows.tiles;
    int height = rows.height(r);
    int row = tiles * width;
    float[] near = ConvScratch.own().sums(height * row);
    int ao = (group * rows.padded() + rows.start(r)) * pixels;
    int image = group * s.n * imageSize;
    for (int t = 0; t < tiles; t++) {
      int bo = image + first[t];
      kernel.tile(height, pixels, packedG, ao, laidOut, bo, second[t], at, 0, near, t * width, row);
    }
    int real = Math.min(height, s.oc - rows.start(r));
    boolean nine = s.taps == WinogradKernel.TAPS;
    for (int i = 0; i < real; i++) {
      int to = gw0 + (group * s.oc + rows.start(r) + i) * s.ic * s.taps;
      if (nine) {
        int some = s.ic / kernel.lanes;
        int n = kernel.lanes;
        kernel.together(near, i * row, n, s.ic, some, n, gw, to, n * s.taps);
        continue;
      }
      for (int tap = 0; tap < s.taps; tap++) {
        spread(near, i * row + tap * s.ic, s.ic, gw, to + tap, s.taps);
      }
    }
  }

  private static void spread(float[] src, int from, int n, float[] dst, int to, int step) {
    for (int i = 0; i < n; i++) {
      dst[to + i * step] = src[from + i];
    }
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
    for (int t = c0; t < c1; t++) {
      for (int r = r0; r < r1; r++) {
        int height = rows.height(r);
        int ao = (group * rows.padded() + rows.start(r)) * all + t0 * height;
        int co = sumsAt + group * groupSums() + (t * rows.padded() + rows.start(r)) * width;
        if (add) {
          kernel.tile(
              height, kc, packedG, ao, laidOut, image + first[t], second[t], at, t0, sum, 0, width);
          kernel.add(sum, 0, sums, co, height * width);
        } else {
          kernel.tile(
              height,
              kc,
              packedG,
              ao,
              laidOut,
              image + first[t],
              second[t],
              at,
              t0,
              sums,
              co,
              width);
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
