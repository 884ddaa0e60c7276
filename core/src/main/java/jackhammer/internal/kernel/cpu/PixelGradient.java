package jackhammer.internal.kernel.cpu;

import jackhammer.internal.parallel.Workers;
import java.util.Arrays;

/**
 * The weight gradient of a float32 convolution whose kernels are single cells, at stride 1 and
 * without padding: gw[o, c] = sum over the pixels (n, pixel) of g[o, pixel] * x[c, pixel].
 *
 * <p>A product of two matrices of which both have k, the pixels, side by side in memory. The tile
 * of {@link GemmKernel} wants that of the operand whose numbers are broadcast, so one of the two is
 * only copied, a tile of rows and a segment of k at a time, just before all columns meet it. Only
 * the other has to be turned: usually the one with fewer channels, which {@link WeightGradient},
 * for kernels of any size, cannot choose.
 *
 * <p>Each task has some of the rows and adds all segments in their order ({@link Convolutions}).
 */
final class PixelGradient {
  private static final long SERIAL = 400_000;

  /** Floats of the turned operand at a time: a part of a level-3 cache. */
  static final int ROUND = 1 << 19;

  /** Floats of the sums of a task: with a segment of the columns they fit a level-2 cache. */
  private static final int SUMS = 1 << 16;

  /** What it costs to turn a number, and to copy one, in multiply-adds. */
  private static final int TURN = 42;

  private static final int COPY = 6;

  /** Fewer channels leave most of a tile empty whichever operand is turned. */
  private static final int FEW = 8;

  private final GemmKernel kernel;
  private final int groups;
  private final int plane;
  private final int pixels;

  /** Whether the rows are the channels of the input, and gw is made as its transpose. */
  private final boolean turned;

  /** Channels of a group. */
  private final int rows;

  private final int columns;

  /** Columns of a panel, and panels side by side. */
  private final int width;

  private final int panels;

  /** From one row of the sums to the next. */
  private final int pitch;

  private final int round;
  private final int threads;

  // What a call works on.
  private Planes ofRows;
  private Planes ofColumns;
  private float[] gw;
  private int gw0;

  /** [group, row, column]; gw itself where it lies that way. */
  private float[] sums;

  private int sums0;
  private float[] packed;

  /** The planes of a batch, with so many channels in each group of a sample. */
  private record Planes(float[] data, int offset, int channels) {}

  PixelGradient(GemmKernel kernel, ConvShape s, int round) {
    this.kernel = kernel;
    this.round = round;
    groups = s.groups;
    plane = s.outPlane;
    pixels = s.n * plane;
    width = kernel.columns;
    turned = cost(s.ic, s.oc) + 2.0 * TURN * s.ic * s.oc / pixels < cost(s.oc, s.ic);
    rows = turned ? s.ic : s.oc;
    columns = turned ? s.oc : s.ic;
    panels = (columns + width - 1) / width;
    pitch = panels * width;
    threads = (long) pixels * groups * rows * columns < SERIAL ? 1 : Workers.threads();
  }

  /** Whether a convolution is one of these. */
  static boolean takes(ConvShape s) {
    boolean plain = s.taps == 1 && s.n * s.outPlane > 0 && Math.min(s.ic, s.oc) >= FEW;
    for (int d = 0; d < 3; d++) {
      plain &= s.stride[d] == 1 && s.pad[d] == 0 && s.in[d] == s.out[d];
    }
    return plain;
  }

  /** Of one k, in multiply-adds. */
  private double cost(int rows, int columns) {
    return (double) rows * ((columns + width - 1) / width * width) + TURN * columns + COPY * rows;
  }

  void run(float[] g, int g0, float[] x, int x0, float[] gw, int gw0) {
    Planes gradient = new Planes(g, g0, turned ? columns : rows);
    Planes input = new Planes(x, x0, turned ? rows : columns);
    ofRows = turned ? input : gradient;
    ofColumns = turned ? gradient : input;
    this.gw = gw;
    this.gw0 = gw0;
    boolean inPlace = !turned && pitch == columns;
    sums = inPlace ? gw : ConvScratch.own().results(groups * rows * pitch);
    sums0 = inPlace ? gw0 : 0;
    int segments = (pixels + Gemm.SEGMENT - 1) / Gemm.SEGMENT;
    int segment = groups * pitch * Gemm.SEGMENT;
    int some = Math.clamp(round / segment, 1, segments);
    packed = ConvScratch.own().laidOut(some * segment);
    int most = Math.max(kernel.maxRows(), SUMS / pitch);
    int chunks = Math.clamp((2 * threads + groups - 1) / groups, 1, rows);
    int step = Math.min((rows + chunks - 1) / chunks, most);
    int each = (rows + step - 1) / step;
    for (int s0 = 0; s0 < segments; s0 += some) {
      int first = s0;
      int end = Math.min(s0 + some, segments);
      pack(first, end);
      Tasks.run(
          threads,
          groups * each,
          t -> {
            int from = t % each * step;
            sum(t / each, from, Math.min(from + step, rows), first, end);
          });
    }
  }

  // ---- operands ------------------------------------------------------------------------------

  /** Turns the columns: [segment, group, panel, k, column]. */
  private void pack(int s0, int s1) {
    int parts = Math.clamp(3 * threads / ((s1 - s0) * groups), 1, panels);
    int step = (panels + parts - 1) / parts;
    Tasks.run(
        threads,
        (s1 - s0) * groups * parts,
        t -> {
          int segment = s0 + t / parts / groups;
          int from = t % parts * step;
          for (int p = from; p < Math.min(from + step, panels); p++) {
            packPanel(segment, t / parts % groups, p, panel(segment - s0, t / parts % groups, p));
          }
        });
  }

  private int panel(int segment, int group, int panel) {
    return ((segment * groups + group) * panels + panel) * width * Gemm.SEGMENT;
  }

  private void packPanel(int segment, int group, int panel, int to) {
    int first = panel * width;
    int count = Math.min(width, columns - first);
    int k0 = segment * Gemm.SEGMENT;
    int kc = Math.min(Gemm.SEGMENT, pixels - k0);
    if (count < width) {
      Arrays.fill(packed, to, to + kc * width, 0f);
    }
    for (int k = 0, some; k < kc; k += some) {
      some = Math.min(kc - k, plane - (k0 + k) % plane);
      int from = place(ofColumns, group, first, k0 + k);
      kernel.pack(packed, to + k * width, width, ofColumns.data, from, plane, 1, count, some);
    }
  }

  /** A tile of rows over one segment: [row, k]. */
  private void copyRows(float[] to, int group, int first, int count, int k0, int kc) {
    for (int k = 0, some; k < kc; k += some) {
      some = Math.min(kc - k, plane - (k0 + k) % plane);
      int from = place(ofRows, group, first, k0 + k);
      kernel.copy(count, some, ofRows.data, from, plane, to, k, GemmKernel.ROW);
    }
  }

  private int place(Planes o, int group, int channel, int k) {
    int sample = k / plane;
    return o.offset + ((sample * groups + group) * o.channels + channel) * plane + k % plane;
  }

  // ---- sums ----------------------------------------------------------------------------------

  /** Adds some segments to the sums of some rows. */
  private void sum(int group, int from, int to, int s0, int s1) {
    float[] a = ConvScratch.own().factor(GemmKernel.MOST_ROWS * GemmKernel.ROW);
    int first = sums0 + group * rows * pitch;
    for (int segment = s0; segment < s1; segment++) {
      int k0 = segment * Gemm.SEGMENT;
      int kc = Math.min(Gemm.SEGMENT, pixels - k0);
      float[] before = segment == 0 ? null : sums;
      int height;
      for (int r = from; r < to; r += height) {
        height = kernel.nextRows(to - r);
        copyRows(a, group, r, height, k0, kc);
        for (int p = 0; p < panels; p++) {
          int bo = panel(segment - s0, group, p);
          int at = first + r * pitch + p * width;
          kernel.tile(height, kc, a, 0, packed, bo, width, before, at, pitch, sums, at, pitch);
        }
      }
    }
    if (sums != gw && s1 * Gemm.SEGMENT >= pixels) {
      finish(group, from, to, first);
    }
  }

  /** Brings the sums of some rows to their places. */
  private void finish(int group, int from, int to, int first) {
    int at = first + from * pitch;
    int begin = gw0 + group * rows * columns;
    if (turned) {
      kernel.pack(gw, begin + from, rows, sums, at, pitch, 1, to - from, columns);
    } else {
      kernel.copy(to - from, columns, sums, at, pitch, gw, begin + from * columns, columns);
    }
  }
}
