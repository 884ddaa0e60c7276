package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;
import java.util.Random;

/**
 * One convolution with its operands, and what it must give: summed in double precision, tap by tap,
 * straight from the definition.
 */
record ConvCase(int[] xSize, int[] wSize, int[] ySize, ConvArgs args, boolean bias, boolean relu) {

  /** Sizes that give at least one output, chosen at random. */
  static ConvCase random(Random random) {
    int dims = 1 + random.nextInt(3);
    int groups = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
    int most = dims == 1 ? 40 : dims == 2 ? 20 : 7;
    boolean depthwise = groups > 1 && random.nextBoolean();
    int ic = depthwise ? 1 : 1 + random.nextInt(random.nextInt(4) == 0 ? 70 : 6);
    int oc = depthwise ? 1 : 1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 9);
    int[] kernel = new int[dims];
    int[] stride = new int[dims];
    int[] low = new int[dims];
    int[] high = new int[dims];
    int[] dilation = new int[dims];
    int[] in = new int[dims];
    for (int d = 0; d < dims; d++) {
      kernel[d] = 1 + random.nextInt(dims == 3 ? 3 : 5);
      stride[d] = random.nextBoolean() ? 1 : 1 + random.nextInt(3);
      low[d] = random.nextInt(3);
      high[d] = random.nextBoolean() ? low[d] : random.nextInt(4);
      dilation[d] = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
      int need = dilation[d] * (kernel[d] - 1) + 1 - low[d] - high[d];
      in[d] = Math.max(need, 1) + random.nextInt(most);
    }
    return of(
        1 + random.nextInt(4),
        groups * ic,
        in,
        groups * oc,
        kernel,
        new ConvArgs(stride, low, high, dilation, groups),
        random.nextBoolean(),
        random.nextInt(4) == 0);
  }

  static ConvCase of(
      int n, int ic, int[] in, int oc, int[] kernel, ConvArgs args, boolean bias, boolean relu) {
    int dims = in.length;
    int[] x = new int[dims + 2];
    int[] w = new int[dims + 2];
    int[] y = new int[dims + 2];
    x[0] = n;
    x[1] = ic;
    w[0] = oc;
    w[1] = ic / args.groups();
    y[0] = n;
    y[1] = oc;
    for (int d = 0; d < dims; d++) {
      x[d + 2] = in[d];
      w[d + 2] = kernel[d];
      y[d + 2] =
          (in[d] + args.padLow()[d] + args.padHigh()[d] - args.dilation()[d] * (kernel[d] - 1) - 1)
                  / args.stride()[d]
              + 1;
    }
    return new ConvCase(x, w, y, args, bias, relu);
  }

  /** A square 2-d convolution with equal padding and dilation 1. */
  static ConvCase square(int n, int ic, int size, int oc, int kernel, int stride, int pad) {
    int[] p = {pad, pad};
    return of(
        n,
        ic,
        new int[] {size, size},
        oc,
        new int[] {kernel, kernel},
        new ConvArgs(new int[] {stride, stride}, p, p, new int[] {1, 1}, 1),
        true,
        false);
  }

  ConvShape shape() {
    return new ConvShape(
        Strided.empty(DType.FLOAT32, xSize),
        Strided.empty(DType.FLOAT32, wSize),
        Strided.empty(DType.FLOAT32, ySize),
        args);
  }

  /** Normal numbers. */
  static Strided fill(DType dtype, int[] size, Random random) {
    Strided t = Strided.empty(dtype, size);
    for (int i = 0; i < t.numel(); i++) {
      Elements.set(t.storage(), i, random.nextGaussian());
    }
    return t;
  }

  static double[] doubles(Strided t) {
    double[] r = new double[t.numel()];
    for (int i = 0; i < r.length; i++) {
      r[i] = Elements.getDouble(t.storage(), t.position(i));
    }
    return r;
  }

  double[] forward(double[] x, double[] w, double[] b) {
    double[] y = new double[Strided.numel(ySize)];
    eachTap((xi, wi, yi) -> y[yi] += x[xi] * w[wi]);
    int plane = y.length / (ySize[0] * ySize[1]);
    for (int i = 0; i < y.length; i++) {
      y[i] += b == null ? 0 : b[i / plane % ySize[1]];
      y[i] = relu ? Math.max(y[i], 0) : y[i];
    }
    return y;
  }

  double[] backwardData(double[] g, double[] w) {
    double[] gx = new double[Strided.numel(xSize)];
    eachTap((xi, wi, yi) -> gx[xi] += g[yi] * w[wi]);
    return gx;
  }

  double[] backwardWeight(double[] g, double[] x) {
    double[] gw = new double[Strided.numel(wSize)];
    eachTap((xi, wi, yi) -> gw[wi] += g[yi] * x[xi]);
    return gw;
  }

  private interface Tap {
    void at(int xi, int wi, int yi);
  }

  /** Visits every product of the definition whose input cell exists. */
  private void eachTap(Tap tap) {
    int dims = xSize.length - 2;
    int ic = wSize[1];
    int oc = wSize[0] / args.groups();
    int[] taps = Arrays.copyOfRange(wSize, 2, dims + 2);
    int[] outs = Arrays.copyOfRange(ySize, 2, dims + 2);
    int[] ins = Arrays.copyOfRange(xSize, 2, dims + 2);
    for (int t = 0; t < Strided.numel(taps); t++) {
      for (int q = 0; q < Strided.numel(outs); q++) {
        int cell = cell(t, q, taps, outs, ins);
        if (cell < 0) {
          continue;
        }
        for (int n = 0; n < xSize[0]; n++) {
          for (int o = 0; o < wSize[0]; o++) {
            for (int c = 0; c < ic; c++) {
              int channel = o / oc * ic + c;
              tap.at(
                  (n * xSize[1] + channel) * Strided.numel(ins) + cell,
                  (o * ic + c) * Strided.numel(taps) + t,
                  (n * ySize[1] + o) * Strided.numel(outs) + q);
            }
          }
        }
      }
    }
  }

  /** The number of the input cell that tap t of output q meets, or -1. */
  private int cell(int t, int q, int[] taps, int[] outs, int[] ins) {
    int cell = 0;
    int step = 1;
    for (int d = taps.length - 1; d >= 0; d--) {
      int i = q % outs[d] * args.stride()[d] - args.padLow()[d] + t % taps[d] * args.dilation()[d];
      if (i < 0 || i >= ins[d]) {
        return -1;
      }
      cell += i * step;
      step *= ins[d];
      q /= outs[d];
      t /= taps[d];
    }
    return cell;
  }

  @Override
  public String toString() {
    return "x"
        + Arrays.toString(xSize)
        + " w"
        + Arrays.toString(wSize)
        + " y"
        + Arrays.toString(ySize)
        + " stride"
        + Arrays.toString(args.stride())
        + " pad"
        + Arrays.toString(args.padLow())
        + Arrays.toString(args.padHigh())
        + " dilation"
        + Arrays.toString(args.dilation())
        + " groups "
        + args.groups()
        + (bias ? " bias" : "")
        + (relu ? " relu" : "");
  }
}
