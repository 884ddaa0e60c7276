package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.parallel.Workers;
import java.util.Arrays;

/**
 * The forward convolution and the data gradient where each channel has its own few kernels: sums
 * slide over single planes, by the rules of {@link Convolutions}.
 *
 * <p>There is no product to speak of, so nothing is unfolded or packed. A band of a plane is copied
 * with its padding, at a stride of two in a row its even and odd cells apart, so that neighbouring
 * outputs always meet neighbouring memory. Then each tap adds to several rows of outputs at once.
 * The positions of a strided data gradient are summed phase by phase of the stride, all from the
 * same copy.
 */
final class Depthwise {
  /** Kernels of one channel up to which this is quicker than a product. */
  private static final int MULTIPLIER = 4;

  /** Multiply-adds below which other threads cost more than they bring, and of a task. */
  private static final long SERIAL = 60_000;

  /** Floats of a band's copy, about: a level-1 cache. */
  private static final int BAND = 10_000;

  /** Changes nothing. */
  static final float NO_BIAS = -0f;

  private final ConvKernel kernel;
  private final PlanePlain planes;
  private final int images;
  private final int groups;

  /** Planes that a sum goes over, results of one group, and taps of one kernel. */
  private final int channels;

  private final int rows;
  private final int taps;

  // The source, counted in its own cells: zeros before it, steps from output to output, cells that
  // the taps of one output reach over.
  private final int[] in;
  private final int[] low = new int[3];
  private final int[] step;
  private final int[] reach = new int[3];

  /** The results: their sizes, and where the taps of each phase are. */
  private final int[] out;

  private final int[] phases;
  private final Phase[] all;

  /** Floats of a padded row and of a band of one plane, and outputs in a band. */
  private final int pitch;

  private final int bandSize;
  private final int bandRows;

  /**
   * 0, or the way in which the nine taps of dense 3 by 3 kernels go through the plane: 1 or -1; see
   * {@link PlanePlain#threes}.
   */
  private final int threes;

  /**
   * Numbers of the taps of a phase, of each channel, whether they are all in order, and where they
   * lie in the copy.
   */
  private record Phase(int[] taps, boolean inOrder, int[] at) {}

  private float[] x;
  private int x0;
  private float[] w;
  private int w0;
  private float[] y;
  private int y0;
  private float[] bias;
  private int bias0;
  private boolean relu;

  /** Whether this is a convolution for which the class is meant. */
  static boolean takes(ConvShape s) {
    boolean flat = s.in[D] == 1 && s.out[D] == 1 && s.kernel[D] == 1;
    boolean few = s.ic == 1 && s.groups > 1 && s.oc <= MULTIPLIER;
    return flat
        && few
        && s.stride[W] <= 2
        && s.oc * s.taps <= Gemm.SEGMENT
        && s.pad[H] <= (s.kernel[H] - 1) * s.dilation[H]
        && s.pad[W] <= (s.kernel[W] - 1) * s.dilation[W];
  }

  /**
   * @param backward false: x and y are the input and the output. true: the output's gradient and
   *     the input's.
   */
  Depthwise(ConvKernel kernel, ConvShape s, boolean backward) {
    this.kernel = kernel;
    planes = kernel.planes();
    images = s.n;
    groups = s.groups;
    channels = backward ? s.oc : 1;
    rows = backward ? 1 : s.oc;
    taps = s.taps;
    in = backward ? s.out : s.in;
    out = backward ? s.in : s.out;
    step = backward ? new int[] {1, 1, 1} : s.stride;
    phases = backward ? s.stride : new int[] {1, 1, 1};
    ConvAxis[][] axes = new ConvAxis[3][];
    for (int d = H; d <= W; d++) {
      axes[d] = new ConvAxis[phases[d]];
      int first = Integer.MAX_VALUE;
      int last = Integer.MIN_VALUE;
      for (int p = 0; p < phases[d]; p++) {
        axes[d][p] = backward ? ConvAxis.backward(s, d, p) : ConvAxis.forward(s, d);
        for (int t = 0; t < axes[d][p].taps.length; t++) {
          first = Math.min(first, axes[d][p].offset(t));
          last = Math.max(last, axes[d][p].offset(t));
        }
      }
      low[d] = -first;
      reach[d] = last - first;
    }
    int width = (positions(W, 0) - 1) * step[W] + reach[W] + 1;
    pitch = width + width % step[W];
    int rowsAtOnce = Math.max(1, (BAND / pitch - reach[H]) / step[H]);
    int whole = positions(H, 0);
    // No band much shorter than the others, and all a multiple of what is summed at once.
    int bands = (whole + rowsAtOnce - 1) / rowsAtOnce;
    int even = (whole + bands - 1) / bands;
    bandRows =
        bands == 1 ? whole : (even + PlanePlain.RUNS - 1) / PlanePlain.RUNS * PlanePlain.RUNS;
    bandSize = ((bandRows - 1) * step[H] + reach[H] + 1) * pitch;
    boolean dense =
        s.kernel[H] == 3
            && s.kernel[W] == 3
            && s.stride[H] == 1
            && s.stride[W] == 1
            && s.dilation[H] == 1
            && s.dilation[W] == 1;
    threes = !dense || channels > 1 ? 0 : backward ? -1 : 1;
    all = new Phase[phases[H] * phases[W]];
    for (int p = 0; p < all.length; p++) {
      all[p] = phase(s, axes[H][p / phases[W]], axes[W][p % phases[W]]);
    }
  }

  /** Outputs of a phase in one dimension. */
  private int positions(int d, int phase) {
    return Math.ceilDiv(out[d] - phase, phases[d]);
  }

  private Phase phase(ConvShape s, ConvAxis h, ConvAxis v) {
    int n = h.taps.length * v.taps.length;
    int[] taps = new int[channels * n];
    int[] at = new int[channels * n];
    int i = 0;
    for (int c = 0; c < channels; c++) {
      for (int th = 0; th < h.taps.length; th++) {
        for (int tw = 0; tw < v.taps.length; tw++) {
          taps[i] = c * s.taps + h.taps[th] * s.kernel[W] + v.taps[tw];
          int row = h.offset(th) + low[H];
          int column = v.offset(tw) + low[W];
          at[i++] =
              step[W] == 1
                  ? c * bandSize + row * pitch + column
                  : (c * bandSize + row * pitch) / 2
                      + column / 2
                      + column % 2 * (channels * bandSize / 2 + planes.lanes);
        }
      }
    }
    return new Phase(taps, n == s.taps && h.taps[0] == 0 && v.taps[0] == 0, at);
  }

  /**
   * @param bias one for each row, or null
   */
  void run(
      float[] x,
      int x0,
      float[] w,
      int w0,
      float[] bias,
      int bias0,
      boolean relu,
      float[] y,
      int y0) {
    this.x = x;
    this.x0 = x0;
    this.w = w;
    this.w0 = w0;
    this.bias = bias;
    this.bias0 = bias0;
    this.relu = relu;
    this.y = y;
    this.y0 = y0;
    int bands = (positions(H, 0) + bandRows - 1) / bandRows;
    int pieces = images * groups * bands;
    long products = 0;
    for (Phase p : all) {
      products += (long) bandRows * positions(W, 0) * p.taps.length;
    }
    long work = products * rows + bandSize;
    if (pieces * work < 2 * SERIAL) {
      pieces(0, pieces, bands);
    } else {
      int together = Math.clamp(SERIAL / work, 1, 1 + pieces / (4 * Workers.threads()));
      int tasks = (pieces + together - 1) / together;
      Workers.run(tasks, t -> pieces(t * together, Math.min((t + 1) * together, pieces), bands));
    }
  }

  private void pieces(int from, int to, int bands) {
    Piece piece = new Piece();
    for (int p = from; p < to; p++) {
      piece.compute(p / bands / groups, p / bands % groups, p % bands * bandRows);
    }
  }

  /** A thread's work on one band of one group of an image after the other. */
  private final class Piece {
    private final ConvScratch scratch = ConvScratch.own();

    /** What the last rows of a band read or write beyond it, for nothing. */
    private final int beyond =
        PlanePlain.RUNS * Math.max(step[H] * pitch, planes.lanes) + 3 * planes.lanes;

    private final float[] copy = scratch.source(channels * bandSize + beyond);
    private final float[] source =
        step[W] == 1 ? copy : scratch.panel(channels * bandSize + planes.lanes + beyond);

    /** Of the positions of one phase of a row. */
    private final int sumsSize =
        (bandRows + PlanePlain.RUNS) * positions(W, 0) + (PlanePlain.RUNS + 1) * planes.lanes;

    private final float[] sums = scratch.sums(phases[W] * sumsSize);
    private final float[] chosen = scratch.tile(channels * taps);

    void compute(int n, int group, int i0) {
      if (threes != 0 && Math.min(i0 + bandRows, out[H]) - i0 >= 4 && threes(n, group, i0)) {
        return;
      }
      for (int c = 0; c < channels; c++) {
        pad(x0 + ((n * groups + group) * channels + c) * in[H] * in[W], i0, c * bandSize);
      }
      if (step[W] == 2) {
        int half = channels * bandSize / 2;
        planes.split(copy, 0, source, 0, half + planes.lanes, half);
      }
      for (int row = 0; row < rows; row++) {
        float add = bias == null ? NO_BIAS : bias[bias0 + group * rows + row];
        int weight = w0 + (group * rows * channels + row) * taps;
        int plane = y0 + ((n * groups + group) * rows + row) * out[H] * out[W];
        for (int p = 0; p < phases[H]; p++) {
          int i1 = Math.min(i0 + bandRows, positions(H, p));
          if (i1 > i0) {
            int first = plane + (i0 * phases[H] + p) * out[W];
            results(p * phases[W], i1 - i0, weight, add, first, phases[H] * out[W]);
          }
        }
      }
    }

    /** The rows from i0 on without a copy of the plane, where the kernel can do that. */
    private boolean threes(int n, int group, int i0) {
      int i1 = Math.min(i0 + bandRows, out[H]);
      int start = threes > 0 ? i0 : i1 - 1;
      int plane = x0 + (n * groups + group) * in[H] * in[W];
      for (int row = 0; row < rows; row++) {
        int channel = group * rows + row;
        int to = y0 + (n * groups * rows + channel) * out[H] * out[W];
        boolean done =
            planes.threes(
                x,
                plane,
                in[H],
                in[W],
                start - low[H] + (threes > 0 ? 0 : 2),
                -low[W] + (threes > 0 ? 0 : 2),
                threes,
                w,
                w0 + channel * taps,
                y,
                to + start * out[W],
                threes * out[W],
                i1 - i0,
                out[W],
                bias == null ? NO_BIAS : bias[bias0 + channel]);
        if (!done) {
          return false;
        }
        if (relu) {
          to += i0 * out[W];
          kernel.finish(y, to, 0, y, to, 0, 1, (i1 - i0) * out[W], false, 0f, true);
        }
      }
      return true;
    }

    /** A plane's source of the outputs from row i0 on, with zeros around it. */
    private void pad(int plane, int i0, int to) {
      int first = i0 * step[H] - low[H];
      int all = bandSize / pitch;
      int r0 = Math.clamp(-first, 0, all);
      int r1 = Math.clamp(in[H] - first, r0, all);
      int width = Math.min(in[W], pitch - low[W]);
      Arrays.fill(copy, to, to + r0 * pitch + low[W], 0f);
      if (r1 > r0) {
        planes.spread(
            x,
            plane + (first + r0) * in[W],
            in[W],
            width,
            r1 - r0,
            copy,
            to + r0 * pitch + low[W],
            pitch);
      }
      Arrays.fill(copy, to + r1 * pitch, to + all * pitch, 0f);
    }

    /**
     * The positions of {@code count} rows that share a phase of the height.
     *
     * @param phase the first of their phases of the width
     * @param first where the first row begins in y, and {@code ld} how far the next one is
     */
    private void results(int phase, int count, int weight, float add, int first, int ld) {
      int width = positions(W, 0);
      if (phases[W] == 1) {
        if (exact(count, width)) {
          slide(all[phase], count, width, weight, add, y, first, ld);
        } else {
          slide(all[phase], count, width, weight, add, sums, 0, width);
          kernel.copy(sums, 0, width, y, first, ld, count, width);
        }
        if (relu) {
          kernel.finish(y, first, 0, y, first, 0, 1, count * width, false, 0f, true);
        }
      } else {
        int odd = positions(W, 1);
        slide(all[phase], count, width, weight, add, sums, 0, width);
        if (odd > 0) {
          slide(all[phase + 1], count, odd, weight, add, sums, sumsSize, odd);
        }
        for (int i = 0; i < count; i++) {
          planes.merge(sums, i * width, sumsSize + i * odd, y, first + i * ld, out[W]);
        }
      }
    }

    /** Whether {@link #slide} writes nothing but these rows. */
    private boolean exact(int count, int width) {
      return count == 1
          ? width >= PlanePlain.RUNS * planes.lanes
          : count >= PlanePlain.RUNS && width >= planes.lanes;
    }

    /** Several rows at once, or several parts of one; the last of them again with those before. */
    private void slide(
        Phase phase, int count, int width, int weight, float add, float[] d, int to, int ld) {
      int k = phase.taps.length;
      float[] from = w;
      if (!phase.inOrder) {
        for (int t = 0; t < k; t++) {
          chosen[t] = w[weight + phase.taps[t]];
        }
        from = chosen;
        weight = 0;
      }
      int lanes = planes.lanes;
      if (count == 1) {
        int run = PlanePlain.RUNS * lanes;
        for (int j = 0; j < width; j += run) {
          int at = width < run ? j : Math.min(j, width - run);
          planes.slide(k, from, weight, source, at, lanes, phase.at, d, to + at, lanes, add);
        }
        return;
      }
      int next = step[H] * pitch / step[W];
      for (int i = 0; i < count; i += PlanePlain.RUNS) {
        int r = count < PlanePlain.RUNS ? i : Math.min(i, count - PlanePlain.RUNS);
        for (int j = 0; j < width; j += lanes) {
          int at = width < lanes ? j : Math.min(j, width - lanes);
          planes.slide(
              k, from, weight, source, r * next + at, next, phase.at, d, to + r * ld + at, ld, add);
        }
      }
    }
  }
}
