package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.parallel.Workers;
import java.util.Arrays;

/**
 * What {@link Depthwise} does, for planes whose rows would leave most of a vector empty: a vector
 * holds one cell of many channels instead. A block of channels is laid side by side, its results
 * are summed cell by cell, and laid back.
 */
final class DepthwiseLanes {
  private static final int TAPS = PlanePlain.MANY_TAPS;

  /** Floats of a block's input: a third of a level-1 cache. */
  private static final int MOST = 1 << 12;

  /** Multiply-adds below which other threads cost more than they bring, and of a task. */
  private static final long SERIAL = 60_000;

  private final ConvKernel kernel;
  private final PlanePlain planes;
  private final int lanes;
  private final int images;
  private final int channels;
  private final int inPlane;
  private final int outPlane;

  /** Blocks of channels. */
  private final int blocks;

  /** Where the cells are that each result meets; one of zeros lies behind the plane. */
  private final int[] at;

  private float[] x;
  private int x0;
  private float[] w;
  private int w0;
  private float[] y;
  private int y0;
  private float[] bias;
  private int bias0;
  private boolean relu;

  /** Whether this is one of the convolutions of {@link Depthwise} for which the class is meant. */
  static boolean takes(ConvKernel kernel, ConvShape s, boolean backward) {
    int lanes = kernel.planes().lanes;
    int[] in = backward ? s.out : s.in;
    int[] out = backward ? s.in : s.out;
    return s.oc == 1
        && s.taps == TAPS
        && (!backward || s.stride[H] * s.stride[W] == 1)
        && 2 * out[W] <= lanes
        && 2 * s.groups >= lanes
        && in[H] * in[W] * lanes <= MOST;
  }

  /**
   * @param backward false: x and y are the input and the output. true: the output's gradient and
   *     the input's.
   */
  DepthwiseLanes(ConvKernel kernel, ConvShape s, boolean backward) {
    this.kernel = kernel;
    planes = kernel.planes();
    lanes = planes.lanes;
    images = s.n;
    channels = s.groups;
    inPlane = backward ? s.outPlane : s.inPlane;
    outPlane = backward ? s.inPlane : s.outPlane;
    blocks = (channels + lanes - 1) / lanes;
    ConvAxis h = backward ? ConvAxis.backward(s, H, 0) : ConvAxis.forward(s, H);
    ConvAxis v = backward ? ConvAxis.backward(s, W, 0) : ConvAxis.forward(s, W);
    at = new int[outPlane * TAPS];
    int i = 0;
    for (int row = 0; row < h.out; row++) {
      for (int column = 0; column < v.out; column++) {
        for (int th = 0; th < h.taps.length; th++) {
          int r = row * h.step + h.offset(th);
          for (int tw = 0; tw < v.taps.length; tw++) {
            int c = column * v.step + v.offset(tw);
            boolean exists = r >= 0 && r < h.in && c >= 0 && c < v.in;
            at[i++] = (exists ? r * v.in + c : inPlane) * lanes;
          }
        }
      }
    }
  }

  /**
   * @param bias one for each channel, or null
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
    int pieces = images * blocks;
    long work = (long) lanes * (TAPS * outPlane + inPlane);
    if (pieces * work < 2 * SERIAL) {
      pieces(0, pieces);
    } else {
      int together = Math.clamp(SERIAL / work, 1, 1 + pieces / (4 * Workers.threads()));
      int tasks = (pieces + together - 1) / together;
      Workers.run(tasks, t -> pieces(t * together, Math.min((t + 1) * together, pieces)));
    }
  }

  /** A block of channels of one image after the other, so that its weights serve them all. */
  private void pieces(int from, int to) {
    ConvScratch scratch = ConvScratch.own();
    float[] weights = scratch.tile((TAPS + 1) * lanes);
    float[] source = scratch.source((inPlane + 1) * lanes);
    float[] sums = scratch.sums(outPlane * lanes);
    Arrays.fill(source, inPlane * lanes, (inPlane + 1) * lanes, 0f);
    int laid = -1;
    for (int p = from; p < to; p++) {
      int block = p / images;
      int first = block * lanes;
      int real = Math.min(lanes, channels - first);
      if (block != laid) {
        lay(first, real, weights);
        laid = block;
      }
      int plane = p % images * channels + first;
      kernel.transpose(x, x0 + plane * inPlane, inPlane, real, inPlane, source, 0, lanes);
      planes.beside(outPlane, weights, source, at, sums);
      int to0 = y0 + plane * outPlane;
      kernel.transpose(sums, 0, lanes, outPlane, real, y, to0, outPlane);
      if (relu) {
        kernel.finish(y, to0, 0, y, to0, 0, 1, real * outPlane, false, 0f, true);
      }
    }
  }

  /** The weights of a block, and its biases behind them. */
  private void lay(int first, int real, float[] weights) {
    kernel.transpose(w, w0 + first * TAPS, TAPS, real, TAPS, weights, 0, lanes);
    int last = TAPS * lanes;
    if (bias == null) {
      Arrays.fill(weights, last, last + lanes, Depthwise.NO_BIAS);
    } else {
      System.arraycopy(bias, bias0 + first, weights, last, real);
    }
  }
}
