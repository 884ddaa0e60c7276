package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.parallel.Workers;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The weight gradient of the convolutions of {@link Depthwise}: gw[o, tap] = sum over the pixels
 * (n, oh, ow) of g[o, pixel] * x[channel of o, cell that tap meets at pixel].
 *
 * <p>A chain over pixels cannot be cut into lanes, so the lanes are channels: those of a block are
 * laid side by side, band of rows after band, of the output's gradient and of the padded input.
 *
 * <p>The segments of 256 pixels, which do not end where images do, are added in order: at once by
 * the task that owns the block, or, where there are fewer blocks than threads, from sums that are
 * kept apart until all are there.
 */
final class DepthwiseWeights {
  private static final long SERIAL = 60_000;

  /** Floats of a band of the input, all channels of a block: a part of a level-2 cache. */
  private static final int BAND = 1 << 15;

  private final ConvKernel kernel;
  private final PlanePlain planes;
  private final ConvShape s;
  private final int lanes;

  /** Output channels in all, and blocks of them. */
  private final int channels;

  private final int blocks;
  private final int pixels;
  private final int segments;

  // A band: rows of outputs, cells of the input below them, and cells in one of its rows.
  private final int bandRows;
  private final int bandSize;
  private final int pitch;

  /** Where the input of each pixel of a band begins. */
  private final int[] at;

  /** Where the taps are from there; some at the end are there twice. */
  private final int[] tap;

  private float[] g;
  private int g0;
  private float[] x;
  private int x0;

  DepthwiseWeights(ConvKernel kernel, ConvShape s) {
    this.kernel = kernel;
    this.s = s;
    planes = kernel.planes();
    lanes = planes.lanes;
    channels = s.groups * s.oc;
    blocks = (channels + lanes - 1) / lanes;
    pixels = s.n * s.outPlane;
    segments = (pixels + Gemm.SEGMENT - 1) / Gemm.SEGMENT;
    int reach = (s.kernel[H] - 1) * s.dilation[H];
    pitch = (s.out[W] - 1) * s.stride[W] + (s.kernel[W] - 1) * s.dilation[W] + 1;
    bandRows = Math.clamp((BAND / (pitch * lanes) - reach) / s.stride[H], 1, s.out[H]);
    bandSize = ((bandRows - 1) * s.stride[H] + reach + 1) * pitch;
    at = new int[bandRows * s.out[W]];
    for (int i = 0; i < at.length; i++) {
      int row = i / s.out[W] * s.stride[H];
      at[i] = (row * pitch + i % s.out[W] * s.stride[W]) * lanes;
    }
    int rest = s.taps % PlanePlain.MANY_TAPS;
    int most = s.taps - rest;
    if (rest > 0) {
      most += rest <= PlanePlain.FEW_TAPS ? PlanePlain.FEW_TAPS : PlanePlain.MANY_TAPS;
    }
    tap = new int[most];
    for (int i = 0; i < most; i++) {
      int t = Math.min(i, s.taps - 1);
      int row = t / s.kernel[W] * s.dilation[H];
      tap[i] = (row * pitch + t % s.kernel[W] * s.dilation[W]) * lanes;
    }
  }

  void run(float[] g, int g0, float[] x, int x0, float[] gw, int gw0) {
    this.g = g;
    this.g0 = g0;
    this.x = x;
    this.x0 = x0;
    if (pixels == 0) {
      Arrays.fill(gw, gw0, gw0 + channels * s.taps, 0f);
      return;
    }
    int size = tap.length * lanes;
    long work = (long) pixels * channels * s.taps;
    int threads = work < SERIAL ? 1 : Workers.threads();
    if (threads == 1 || blocks >= 2 * threads || segments < 2 * threads) {
      float[] sums = ConvScratch.own().results(blocks * size);
      each(threads, blocks, b -> inOrder(b, sums, b * size));
      scatter(sums, gw, gw0);
      return;
    }
    float[] sums = ConvScratch.own().results(segments * blocks * size);
    int chunks = Math.min(segments, (4 * threads + blocks - 1) / blocks);
    each(
        threads,
        blocks * chunks,
        task -> {
          int block = task / chunks;
          int from = (int) ((long) segments * (task % chunks) / chunks);
          int to = (int) ((long) segments * (task % chunks + 1) / chunks);
          Chains chains = new Chains(block);
          for (int i = from; i < to; i++) {
            int q = i * Gemm.SEGMENT;
            int sumsAt = (i * blocks + block) * size;
            Arrays.fill(sums, sumsAt, sumsAt + size, 0f);
            chains.add(q, Math.min(q + Gemm.SEGMENT, pixels), sums, sumsAt);
          }
        });
    for (int i = 1; i < segments; i++) {
      kernel.add(sums, i * blocks * size, sums, 0, blocks * size);
    }
    scatter(sums, gw, gw0);
  }

  private static void each(int threads, int tasks, IntConsumer task) {
    if (threads == 1) {
      for (int t = 0; t < tasks; t++) {
        task.accept(t);
      }
    } else {
      Workers.run(tasks, task);
    }
  }

  /** All segments of one block, one after the other. */
  private void inOrder(int block, float[] sums, int sumsAt) {
    int size = tap.length * lanes;
    float[] sum = ConvScratch.own().tile(size);
    Chains chains = new Chains(block);
    for (int q = 0; q < pixels; q += Gemm.SEGMENT) {
      float[] to = q == 0 ? sums : sum;
      int toAt = q == 0 ? sumsAt : 0;
      Arrays.fill(to, toAt, toAt + size, 0f);
      chains.add(q, Math.min(q + Gemm.SEGMENT, pixels), to, toAt);
      if (q > 0) {
        kernel.add(sum, 0, sums, sumsAt, size);
      }
    }
  }

  private void scatter(float[] sums, float[] gw, int gw0) {
    for (int o = 0; o < channels; o++) {
      int from = o / lanes * tap.length * lanes + o % lanes;
      for (int t = 0; t < s.taps; t++) {
        gw[gw0 + o * s.taps + t] = sums[from + t * lanes];
      }
    }
  }

  /**
   * The chains of one block over pixels in ascending order; keeps the band that was laid out last.
   */
  private final class Chains {
    private final ConvScratch scratch = ConvScratch.own();
    private final int first;
    private final int real;
    private final float[] copy = scratch.source(lanes * bandSize + lanes);
    private final float[] input = scratch.panel(bandSize * lanes + lanes);
    private final float[] gradient = scratch.sums(bandRows * s.out[W] * lanes + lanes);

    /** Image and first row of the band. */
    private int image = -1;

    private int row;

    Chains(int block) {
      first = block * lanes;
      real = Math.min(lanes, channels - first);
    }

    /** The pixels q to end. */
    void add(int q, int end, float[] sum, int sumAt) {
      while (q < end) {
        int n = q / s.outPlane;
        int pixel = q % s.outPlane;
        int i0 = pixel / s.out[W] / bandRows * bandRows;
        if (n != image || i0 != row) {
          lay(n, i0);
        }
        int inBand = pixel - i0 * s.out[W];
        int rows = Math.min(bandRows, s.out[H] - i0);
        int count = Math.min(end - q, rows * s.out[W] - inBand);
        for (int t = 0; t < tap.length; ) {
          int taps =
              tap.length - t < PlanePlain.MANY_TAPS ? PlanePlain.FEW_TAPS : PlanePlain.MANY_TAPS;
          planes.correlate(
              taps,
              count,
              gradient,
              inBand * lanes,
              input,
              0,
              at,
              inBand,
              tap,
              t,
              sum,
              sumAt + t * lanes);
          t += taps;
        }
        q += count;
      }
    }

    private void lay(int n, int i0) {
      image = n;
      row = i0;
      int rows = Math.min(bandRows, s.out[H] - i0);
      int from = g0 + (n * channels + first) * s.outPlane + i0 * s.out[W];
      for (int i = 0; i < real; i++) {
        int start = from + i * s.outPlane;
        planes.fetch(g, start, start + rows * s.out[W]);
      }
      kernel.transpose(g, from, s.outPlane, real, rows * s.out[W], gradient, 0, lanes);
      for (int i = 0; i < real; i++) {
        pad((n * s.groups + (first + i) / s.oc) * s.inPlane, i0, i * bandSize);
      }
      kernel.transpose(copy, 0, bandSize, real, bandSize, input, 0, lanes);
    }

    /** The rows of a plane that a band's outputs meet, with zeros around them. */
    private void pad(int plane, int i0, int to) {
      int above = i0 * s.stride[H] - s.pad[H];
      int rows = bandSize / pitch;
      int r0 = Math.clamp(-above, 0, rows);
      int r1 = Math.clamp(s.in[H] - above, r0, rows);
      int width = Math.min(s.in[W], pitch - s.pad[W]);
      Arrays.fill(copy, to, to + r0 * pitch + s.pad[W], 0f);
      if (r1 > r0) {
        planes.spread(
            x,
            x0 + plane + (above + r0) * s.in[W],
            s.in[W],
            width,
            r1 - r0,
            copy,
            to + r0 * pitch + s.pad[W],
            pitch);
      }
      Arrays.fill(copy, to + r1 * pitch, to + rows * pitch, 0f);
    }
  }
}
