package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.Strided;
import jackhammer.internal.parallel.Workers;
import java.util.Arrays;

/**
 * One call of {@link Winograd}. A task is a block of tiles (some rows of tiles of a sample, or some
 * samples, or some slices of one) and some panels of output channels: it transforms the block's
 * input, channels side by side; then, some panels at a time, multiplies for each cell of a tile the
 * tiles' inputs with the weights, and transforms the sums back. What lies between is in a
 * second-level cache, or little more.
 *
 * <p>Nothing that is chosen here changes a bit of the result.
 */
final class WinogradRun {
  /** Multiply-adds below which other threads cost more than they bring. */
  private static final long SERIAL = 400_000;

  /** Floats of sums that are made before they are transformed back: a quarter of a cache. */
  private static final int SUMS = 64 * 1024;

  /** Floats of transformed input in a block. */
  private static final int INPUT = 512 * 1024;

  // Nanoseconds, roughly, for choosing: of a multiply-add, of a weight's way to the processor, of
  // the transforms per tile and channel, of a task.
  private static final double FMA = 0.0095;
  private static final double WEIGHT = 0.08;
  private static final double TRANSFORM = 4;
  private static final double TASK = 1000;

  /**
   * Blocks up to which each transforms the weights for itself: several times is quicker than once
   * to memory and back.
   */
  private static final int FEW_BLOCKS = 4;

  private static final float NO_BIAS = -0f;

  /** Images: planes of channels. */
  record Planes(float[] data, int offset, int channels, int depth, int height, int width) {
    /** Of a tensor of contiguous samples, with the three sizes of a {@link ConvShape}. */
    Planes(Strided t, int channels, int[] size) {
      this(t.storage().floats(), t.offset(), channels, size[D], size[H], size[W]);
    }

    int plane() {
      return height * width;
    }

    /** From one channel of a slice to the next. */
    int apart() {
      return depth * plane();
    }

    /** Where a channel of an image begins: of a slice, counted through all samples. */
    int at(int image, int channel) {
      int sample = image / depth;
      return offset + (sample * channels + channel) * apart() + image % depth * plane();
    }
  }

  private final Winograd form;
  private final WinogradKernel kernel;
  private final ChainProduct products;
  private final int lanes;

  /**
   * Volumes whose slices meet in outputs, their slices, and those of the input: where each output
   * is of one slice alone, all samples are one volume.
   */
  private final int volumes;

  private final int slices;
  private final int inSlices;

  /** Taps in depth. */
  private final int taps;

  private final Planes in;
  private final Planes out;
  private final int padDepth;
  private final int[] pad;
  private final boolean relu;

  /** One for each output channel and a vector more. */
  private final float[] bias;

  private final int tilesHigh;
  private final int tilesWide;
  private final int panels;

  /** Of transformed input: channels with padding, and how many cells share a row. */
  private final int k;

  private final int sharing;

  /** Sizes of a block: slices, rows of tiles. */
  private int blockSlices;

  private int blockRows;

  /** Panels of a task. */
  private int chunk;

  private final int threads;

  /** The transformed weights; or who transforms them, and what. */
  private float[] weights;

  private WinogradWeights maker;
  private float[] source;
  private int source0;

  WinogradRun(
      Winograd form,
      int samples,
      Planes in,
      Planes out,
      int taps,
      int[] pad,
      Strided bias,
      boolean relu) {
    this.form = form;
    this.kernel = form.kernel;
    this.products = form.products;
    this.lanes = kernel.lanes;
    this.in = in;
    this.out = out;
    this.taps = taps;
    this.padDepth = pad[D];
    this.pad = new int[] {pad[H], pad[W]};
    boolean apart = taps == 1 && padDepth == 0 && in.depth() == out.depth();
    volumes = apart ? 1 : samples;
    slices = apart ? samples * out.depth() : out.depth();
    inSlices = apart ? slices : in.depth();
    this.relu = relu;
    tilesHigh = Math.ceilDiv(out.height(), kernel.side);
    tilesWide = Math.ceilDiv(out.width(), kernel.side);
    panels = Math.ceilDiv(out.channels(), products.columns());
    k = Math.ceilDiv(in.channels(), lanes) * lanes;
    sharing = Math.max(1, ChainProduct.SEGMENT / k);
    this.bias = new float[panels * products.columns()];
    Arrays.fill(this.bias, NO_BIAS);
    if (bias != null) {
      System.arraycopy(bias.storage().floats(), bias.offset(), this.bias, 0, out.channels());
    }
    long tiles = (long) volumes * slices * tilesHigh * tilesWide;
    long work = tiles * kernel.cells() * taps * k * out.channels();
    threads = work < SERIAL ? 1 : Workers.threads();
    plan();
  }

  /** Whether each block may as well transform the weights by itself. */
  boolean hasFewBlocks() {
    return blocks() <= FEW_BLOCKS;
  }

  /** With transformed weights. */
  void run(float[] weights) {
    this.weights = weights;
    run();
  }

  /** With weights that each block transforms, some at a time, when it multiplies with them. */
  void run(WinogradWeights maker, float[] source, int source0) {
    this.maker = maker;
    this.source = source;
    this.source0 = source0;
    run();
  }

  private void run() {
    int chunks = Math.ceilDiv(panels, chunk);
    int tasks = blocks() * chunks;
    Tasks.run(threads, tasks, t -> new Block(t / chunks, t % chunks).compute());
  }

  private int blocks() {
    return volumes * Math.ceilDiv(slices, blockSlices) * Math.ceilDiv(tilesHigh, blockRows);
  }

  private void plan() {
    double best = Double.MAX_VALUE;
    int bestSlices = 1;
    int bestRows = 1;
    int bestChunk = panels;
    for (int n = 1; n <= slices && fits(n, fewestRows(n)); n++) {
      for (int r = fewestRows(n); r <= tilesHigh && fits(n, r); r++) {
        blockSlices = n;
        blockRows = r;
        int tiles = n * r * tilesWide;
        int blocks = blocks();
        for (int c = 1; c <= Math.min(panels, 2 * threads); c++) {
          int some = Math.ceilDiv(panels, c);
          double multiplied = (double) kernel.cells() * taps * k * some * products.columns();
          double cost =
              TASK
                  + multiplied * (tiles * FMA + WEIGHT)
                  + TRANSFORM * ((double) met(n, r) * k + tiles * some * products.columns());
          double all = cost * Math.ceil((double) blocks * Math.ceilDiv(panels, some) / threads);
          if (all < best) {
            best = all;
            bestSlices = n;
            bestRows = r;
            bestChunk = some;
          }
        }
      }
    }
    blockSlices = bestSlices;
    blockRows = bestRows;
    chunk = bestChunk;
  }

  /** Rows of so many slices from which on a block is of use: what has no overlap takes all. */
  private int fewestRows(int slices) {
    return slices == 1 || taps > 1 ? 1 : tilesHigh;
  }

  /** Tiles of input that a block of so many slices and rows meets. */
  private int met(int slices, int rows) {
    return (slices + taps - 1) * rows * tilesWide;
  }

  /** Whether the input of a block is not too large; the smallest block never is. */
  private boolean fits(int slices, int rows) {
    return (slices == 1 && rows == 1) || met(slices, rows) * kernel.cells() * (long) k <= INPUT;
  }

  /** A block of tiles and some panels. */
  private final class Block {
    private final ConvScratch scratch = ConvScratch.own();
    private final float[] tmp = scratch.tile(kernel.cells() * lanes);

    /** Outputs, and the input that exists for them. */
    private final WinogradBlock block;

    private final WinogradBlock input;
    private final int p0;
    private final int p1;
    private final int tiles;

    /** Tiles of a slice, of all slices that are met, of those before the first that exists. */
    private final int tilesOfSlice;

    private final int tilesMet;
    private final int tilesBefore;
    private final int segments = Math.ceilDiv(k, ChainProduct.SEGMENT);

    /** The transformed input: rows of {@link GemmKernel#ROW}, and where in them the cells are. */
    private final float[] v;

    private final int[] cells;

    Block(int number, int part) {
      int high = Math.ceilDiv(tilesHigh, blockRows);
      int deep = Math.ceilDiv(slices, blockSlices);
      int volume = number / high / deep;
      int s0 = number / high % deep * blockSlices;
      int s1 = Math.min(s0 + blockSlices, slices);
      int r0 = number % high * blockRows;
      int r1 = Math.min(r0 + blockRows, tilesHigh);
      p0 = part * chunk;
      p1 = Math.min(p0 + chunk, panels);
      block = new WinogradBlock(volume * slices + s0, volume * slices + s1, r0, r1);
      tiles = block.tiles(tilesWide);
      tilesOfSlice = (r1 - r0) * tilesWide;
      tilesMet = met(s1 - s0, r1 - r0);
      int first = s0 - padDepth;
      int from = Math.clamp(first, 0, inSlices);
      int to = Math.clamp(s1 - padDepth + taps - 1, from, inSlices);
      input = new WinogradBlock(volume * inSlices + from, volume * inSlices + to, r0, r1);
      tilesBefore = from == to ? 0 : (from - first) * tilesOfSlice;
      int rows = Math.ceilDiv(kernel.cells(), sharing) * segments * tilesMet;
      v = scratch.panel((rows + products.maxRows()) * ChainProduct.ROW);
      cells = new int[kernel.cells()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = i / sharing * segments * tilesMet * ChainProduct.ROW + i % sharing * k;
      }
    }

    void compute() {
      transformInput();
      int width = products.columns();
      int[] heights = products.tiles(tiles);
      // The last tile may be too high.
      int rows = Arrays.stream(heights).sum();
      int some = Math.clamp(SUMS / (kernel.cells() * rows * width), 1, p1 - p0);
      float[] m = scratch.sums(kernel.cells() * (rows * some * width + WinogradWeights.APART));
      float[] strip = null;
      int[] at = null;
      for (int p = p0; p < p1; p += some) {
        int end = Math.min(p + some, p1);
        int ldm = (end - p) * width;
        int step = rows * ldm + WinogradWeights.APART;
        if (maker == null) {
          for (int i = 0; i < kernel.cells(); i++) {
            for (int q = p; q < end; q++) {
              multiply(heights, i, q, m, i * step + (q - p) * width, ldm);
            }
          }
        } else {
          for (int q = p; q < end; q++) {
            transformAndMultiply(heights, q, m, (q - p) * width, ldm, step);
          }
        }
        if (strip == null) {
          strip = scratch.source((outputPixels() + 1) * lanes);
          at = outputTable();
        }
        for (int c = p * width; c < Math.min(end * width, out.channels()); c += lanes) {
          int from = c - p * width;
          kernel.output(tiles, m, from, ldm, step, bias, c, relu, tmp, strip, at);
          store(strip, c);
        }
      }
    }

    /** The products of one cell of all tiles with one panel. */
    private void multiply(int[] heights, int cell, int panel, float[] m, int mo, int ldm) {
      int width = products.columns();
      int channels = in.channels();
      int b =
          panel * WinogradWeights.panelSize(form, taps * channels)
              + cell * WinogradWeights.cellSize(form, taps * channels);
      int tile = 0;
      for (int height : heights) {
        int to = mo + tile * ldm;
        for (int t = 0; t < taps; t++) {
          for (int c = 0; c < channels; c += ChainProduct.GROUP) {
            int n = Math.min(ChainProduct.GROUP, channels - c);
            int a = cells[cell] + at(tile + t * tilesOfSlice, c);
            int from = b + (t * channels + c) * width;
            products.tile(height, n, v, a, weights, from, m, to, ldm, t > 0 || c > 0);
          }
        }
        tile += height;
      }
    }

    /** The products of all cells of all tiles with one panel, a group of channels after another. */
    private void transformAndMultiply(
        int[] heights, int panel, float[] m, int mo, int ldm, int step) {
      int channels = in.channels();
      int size = WinogradWeights.cellSize(form, Math.min(channels, ChainProduct.GROUP));
      float[] u = scratch.factor(kernel.cells() * size);
      for (int t = 0; t < taps; t++) {
        for (int c = 0; c < channels; c += ChainProduct.GROUP) {
          int end = Math.min(c + ChainProduct.GROUP, channels);
          maker.transform(source, source0, panel, t, c, end, u, size);
          for (int i = 0; i < kernel.cells(); i++) {
            int tile = 0;
            for (int height : heights) {
              int a = cells[i] + at(tile + t * tilesOfSlice, c);
              int to = mo + i * step + tile * ldm;
              boolean add = t > 0 || c > 0;
              products.tile(height, end - c, v, a, u, i * size, m, to, ldm, add);
              tile += height;
            }
          }
        }
      }
    }

    /** Where the channels from c on of a tile's first cell are. */
    private int at(int tile, int c) {
      int row = c / ChainProduct.SEGMENT * tilesMet + tile;
      return row * ChainProduct.ROW + c % ChainProduct.SEGMENT;
    }

    // ---- input ---------------------------------------------------------------------------------

    private void transformInput() {
      WinogradCells met =
          new WinogradCells(in, lanes, kernel.side, kernel.reach, pad, tilesWide, input);
      float[] strip = scratch.source(met.size());
      int[] at = scratch.from(met.count());
      met.places(at);
      for (int c = 0; c < in.channels(); c += lanes) {
        met.copy(form.copies, c, strip);
        int to = at(tilesBefore, c);
        kernel.input(input.tiles(tilesWide), strip, at, tmp, v, to, ChainProduct.ROW, cells);
      }
      zeros(0, tilesBefore);
      zeros(tilesBefore + input.tiles(tilesWide), tilesMet);
    }

    /** Tiles of slices that do not exist. */
    private void zeros(int from, int to) {
      int parts = Math.ceilDiv(kernel.cells(), sharing) * segments;
      for (int i = 0; from < to && i < parts; i++) {
        int row = i * tilesMet;
        Arrays.fill(v, (row + from) * ChainProduct.ROW, (row + to) * ChainProduct.ROW, 0f);
      }
    }

    // ---- output --------------------------------------------------------------------------------

    /** Outputs of a sample in the block. */
    private int pixels() {
      int end = Math.min(block.r1() * kernel.side, out.height());
      return (end - block.r0() * kernel.side) * out.width();
    }

    private int outputPixels() {
      return (block.n1() - block.n0()) * pixels();
    }

    /** Where in a strip each output of each tile goes; what is beyond the image goes to its end. */
    private int[] outputTable() {
      int[] at = scratch.to(tiles * kernel.outputs());
      int beyond = outputPixels() * lanes;
      int i = 0;
      for (int n = 0; n < block.n1() - block.n0(); n++) {
        for (int r = block.r0(); r < block.r1(); r++) {
          for (int t = 0; t < tilesWide; t++) {
            for (int y = 0; y < kernel.side; y++) {
              boolean inside = r * kernel.side + y < out.height();
              int row = n * pixels() + ((r - block.r0()) * kernel.side + y) * out.width();
              for (int x = 0; x < kernel.side; x++) {
                int w = t * kernel.side + x;
                at[i++] = inside && w < out.width() ? (row + w) * lanes : beyond;
              }
            }
          }
        }
      }
      return at;
    }

    /** Brings a strip of outputs to their planes. */
    private void store(float[] strip, int c) {
      int channels = Math.min(lanes, out.channels() - c);
      int pixels = pixels();
      for (int n = block.n0(); n < block.n1(); n++) {
        int from = (n - block.n0()) * pixels * lanes;
        int to = out.at(n, c) + block.r0() * kernel.side * out.width();
        // A copy of few pixels may write beyond them.
        for (int x = 0; x < pixels && pixels < FEW; x++) {
          for (int i = 0; i < channels; i++) {
            out.data()[to + i * out.apart() + x] = strip[from + x * lanes + i];
          }
        }
        if (pixels >= FEW) {
          form.copies.transpose(strip, from, lanes, pixels, channels, out.data(), to, out.apart());
        }
      }
    }
  }

  /** Pixels up to which a copy by vectors is not to be had. */
  private static final int FEW = 8;
}
