package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Activations;
import jackhammer.internal.ops.Affine;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.ClassLosses;
import jackhammer.internal.ops.ConvOps;
import jackhammer.internal.ops.DropoutOps;
import jackhammer.internal.ops.LossOps;
import jackhammer.internal.ops.NormOps;
import jackhammer.internal.ops.Padding;
import jackhammer.internal.ops.SlidingBlocks;
import java.util.function.UnaryOperator;

/**
 * The layers as functions, PyTorch's {@code torch.nn.functional}: what a layer computes, with the
 * weights as arguments.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.functional.html">torch.nn.functional</a>
 */
public final class F extends VisionFunctions {
  private F() {}

  // ---- convolution
  // -----------------------------------------------------------------------------------

  /** A convolution with stride 1 and no padding: see {@link Conv1d}. */
  public static Tensor conv1d(Tensor x, Tensor weight, Tensor bias) {
    return conv1d(x, weight, bias, o -> o);
  }

  /**
   * A convolution of (N, C, L) or (C, L): see {@link Conv1d}.
   *
   * @param weight (C_out, C / groups, kernel)
   * @param bias (C_out), or null
   */
  public static Tensor conv1d(
      Tensor x, Tensor weight, Tensor bias, UnaryOperator<ConvGeometry> options) {
    return conv(x, weight, bias, Check.options("conv1d", options, ConvGeometry.of("conv1d", 1)));
  }

  /** A convolution with stride 1 and no padding: see {@link Conv2d}. */
  public static Tensor conv2d(Tensor x, Tensor weight, Tensor bias) {
    return conv2d(x, weight, bias, o -> o);
  }

  /**
   * A convolution of (N, C, H, W) or (C, H, W): see {@link Conv2d}.
   *
   * @param weight (C_out, C / groups, kernel...)
   * @param bias (C_out), or null
   */
  public static Tensor conv2d(
      Tensor x, Tensor weight, Tensor bias, UnaryOperator<ConvGeometry> options) {
    return conv(x, weight, bias, Check.options("conv2d", options, ConvGeometry.of("conv2d", 2)));
  }

  /** A convolution with stride 1 and no padding: see {@link Conv3d}. */
  public static Tensor conv3d(Tensor x, Tensor weight, Tensor bias) {
    return conv3d(x, weight, bias, o -> o);
  }

  /**
   * A convolution of (N, C, D, H, W) or (C, D, H, W): see {@link Conv3d}.
   *
   * @param weight (C_out, C / groups, kernel...)
   * @param bias (C_out), or null
   */
  public static Tensor conv3d(
      Tensor x, Tensor weight, Tensor bias, UnaryOperator<ConvGeometry> options) {
    return conv(x, weight, bias, Check.options("conv3d", options, ConvGeometry.of("conv3d", 3)));
  }

  private static Tensor conv(Tensor x, Tensor weight, Tensor bias, ConvGeometry g) {
    ConvOps.checkWeightDims(g.op(), g.dims(), weight, "out_channels, in_channels / groups");
    ConvOps.checkInput(g.op(), g.dims(), x);
    int[] kernel = new int[g.dims()];
    for (int d = 0; d < kernel.length; d++) {
      kernel[d] = (int) weight.size(d + 2);
    }
    int[][] cells = g.cells(kernel, Conv.spatial(x, g.dims()));
    return ConvOps.conv(g.op(), g.dims(), x, weight, bias, g.args(cells[0], cells[1]));
  }

  /** A transposed convolution with stride 1 and no padding: see {@link ConvTranspose1d}. */
  public static Tensor convTranspose1d(Tensor x, Tensor weight, Tensor bias) {
    return convTranspose1d(x, weight, bias, o -> o);
  }

  /**
   * A transposed convolution of (N, C, L) or (C, L): see {@link ConvTranspose1d}.
   *
   * @param weight (C, C_out / groups, kernel)
   * @param bias (C_out), or null
   */
  public static Tensor convTranspose1d(
      Tensor x, Tensor weight, Tensor bias, UnaryOperator<ConvTransposeGeometry> options) {
    String op = "convTranspose1d";
    return ConvTranspose.transposed(
        x, weight, bias, Check.options(op, options, ConvTransposeGeometry.of(op, 1)));
  }

  /** A transposed convolution with stride 1 and no padding: see {@link ConvTranspose2d}. */
  public static Tensor convTranspose2d(Tensor x, Tensor weight, Tensor bias) {
    return convTranspose2d(x, weight, bias, o -> o);
  }

  /**
   * A transposed convolution of (N, C, H, W) or (C, H, W): see {@link ConvTranspose2d}.
   *
   * @param weight (C, C_out / groups, kernel...)
   * @param bias (C_out), or null
   */
  public static Tensor convTranspose2d(
      Tensor x, Tensor weight, Tensor bias, UnaryOperator<ConvTransposeGeometry> options) {
    String op = "convTranspose2d";
    return ConvTranspose.transposed(
        x, weight, bias, Check.options(op, options, ConvTransposeGeometry.of(op, 2)));
  }

  /** A transposed convolution with stride 1 and no padding: see {@link ConvTranspose3d}. */
  public static Tensor convTranspose3d(Tensor x, Tensor weight, Tensor bias) {
    return convTranspose3d(x, weight, bias, o -> o);
  }

  /**
   * A transposed convolution of (N, C, D, H, W) or (C, D, H, W): see {@link ConvTranspose3d}.
   *
   * @param weight (C, C_out / groups, kernel...)
   * @param bias (C_out), or null
   */
  public static Tensor convTranspose3d(
      Tensor x, Tensor weight, Tensor bias, UnaryOperator<ConvTransposeGeometry> options) {
    String op = "convTranspose3d";
    return ConvTranspose.transposed(
        x, weight, bias, Check.options(op, options, ConvTransposeGeometry.of(op, 3)));
  }

  // ---- windows as columns
  // -------------------------------------------------------------------------------

  /** The windows of a picture as columns: see {@link Unfold}. */
  public static Tensor unfold(Tensor x, int kernelSize) {
    return unfold(x, kernelSize, o -> o);
  }

  /** The windows of a picture as columns: see {@link Unfold}. */
  public static Tensor unfold(Tensor x, int kernelSize, UnaryOperator<UnfoldGeometry> options) {
    return unfold(x, new Pair(kernelSize, kernelSize), options);
  }

  /** The windows of a picture as columns: see {@link Unfold}. */
  public static Tensor unfold(Tensor x, Pair kernelSize, UnaryOperator<UnfoldGeometry> options) {
    UnfoldGeometry g = UnfoldGeometry.of("unfold", kernelSize);
    return SlidingBlocks.unfold("unfold", x, Check.options("unfold", options, g).window());
  }

  /** Columns put back as the windows of a picture: see {@link Fold}. */
  public static Tensor fold(Tensor x, int outputSize, int kernelSize) {
    return fold(x, outputSize, kernelSize, o -> o);
  }

  /** Columns put back as the windows of a picture: see {@link Fold}. */
  public static Tensor fold(
      Tensor x, int outputSize, int kernelSize, UnaryOperator<UnfoldGeometry> options) {
    return fold(x, new Pair(outputSize, outputSize), new Pair(kernelSize, kernelSize), options);
  }

  /** Columns put back as the windows of a picture: see {@link Fold}. */
  public static Tensor fold(
      Tensor x, Pair outputSize, Pair kernelSize, UnaryOperator<UnfoldGeometry> options) {
    UnfoldGeometry g = Check.options("fold", options, UnfoldGeometry.of("fold", kernelSize));
    int[] size =
        Dims.each(Dims.given("fold", "output_size", 2, 1, Fold.sizes("fold", outputSize)), 2);
    return SlidingBlocks.fold("fold", x, size, g.window());
  }

  // ---- padding
  // ---------------------------------------------------------------------------------------

  /** Zeros around the last dimensions: see {@link #pad(Tensor, int[], double)}. */
  public static Tensor pad(Tensor x, int... cells) {
    return pad(x, cells, 0);
  }

  /**
   * A number around the last dimensions.
   *
   * @param cells pairs (before, after), the last dimension's first, as PyTorch has them; negative
   *     ones cut cells off
   */
  public static Tensor pad(Tensor x, int[] cells, double value) {
    int[][] lowHigh = ordered(x, cells);
    return Padding.constant(x, lowHigh[0], lowHigh[1], value);
  }

  /**
   * Cells around the last dimensions by a rule.
   *
   * @param cells pairs (before, after), the last dimension's first, for 1 to 3 dimensions; negative
   *     ones cut cells off
   */
  public static Tensor pad(Tensor x, int[] cells, PaddingMode mode) {
    Check.notNull("pad", "mode", mode);
    int[][] lowHigh = ordered(x, cells);
    if (mode == PaddingMode.ZEROS) {
      return Padding.constant(x, lowHigh[0], lowHigh[1], 0);
    }
    int n = lowHigh[0].length;
    if (n < 1 || n > 3 || (x.dim() != n + 1 && x.dim() != n + 2)) {
      throw new IllegalArgumentException(
          String.format(
              "pad: mode \"%s\" pads the last 1, 2 or 3 dimensions of an input with a channel dimension"
                  + " before them, and perhaps a batch; got %d dimensions to pad of an input of size %s",
              mode, n, x.size()));
    }
    return Padding.copied(Conv.rule(mode), x, lowHigh[0], lowHigh[1]);
  }

  /**
   * Cells around the last dimensions by PyTorch's name of a mode: {@code "constant"} (zeros),
   * {@code "reflect"}, {@code "replicate"} or {@code "circular"}.
   */
  public static Tensor pad(Tensor x, int[] cells, String mode) {
    return "constant".equals(mode) ? pad(x, cells, 0) : pad(x, cells, PaddingMode.ofCells(mode));
  }

  private static int[][] ordered(Tensor x, int[] cells) {
    Check.notNull("pad", "input", x);
    Check.notNull("pad", "cells", cells);
    int n = cells.length / 2;
    if (cells.length % 2 != 0 || n > x.dim()) {
      throw new IllegalArgumentException(
          String.format(
              "pad: cells must be pairs (before, after) for at most the %d dimensions of the input, got"
                  + " %d numbers",
              x.dim(), cells.length));
    }
    int[] low = new int[n];
    int[] high = new int[n];
    for (int i = 0; i < n; i++) {
      low[n - 1 - i] = cells[2 * i];
      high[n - 1 - i] = cells[2 * i + 1];
    }
    return new int[][] {low, high};
  }

  // ---- fully connected
  // -------------------------------------------------------------------------------

  /** x W^T + b: see {@link Linear}; the bias may be null. */
  public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    return Affine.linear(x, weight, bias);
  }

  /** x W^T. */
  public static Tensor linear(Tensor x, Tensor weight) {
    return Affine.linear(x, weight, null);
  }

  /** x1^T A x2 + b: see {@link Bilinear}; the bias may be null. */
  public static Tensor bilinear(Tensor x1, Tensor x2, Tensor weight, Tensor bias) {
    return Affine.bilinear(x1, x2, weight, bias);
  }

  // ---- classes
  // -----------------------------------------------------------------------------------------

  /** {@link #oneHot(Tensor, long)} with as many classes as the largest number asks for. */
  public static Tensor oneHot(Tensor classes) {
    return oneHot(classes, -1);
  }

  /**
   * A row for each class number: 1 at its place, 0 elsewhere.
   *
   * <pre>{@code
   * F.oneHot(tensor(2, 0), 3); // [[0, 0, 1], [1, 0, 0]]
   * }</pre>
   *
   * @param classes INT64 of any size
   * @param numClasses how many there are; -1: the largest one plus 1
   * @return INT64 of the size of {@code classes} with numClasses at the end
   */
  public static Tensor oneHot(Tensor classes, long numClasses) {
    Check.notNull("oneHot", "classes", classes);
    if (classes.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "oneHot: classes must be int64, got " + classes.dtype() + "; convert with to(INT64)");
    }
    if (numClasses < -1 || numClasses == 0 || (numClasses == -1 && classes.numel() == 0)) {
      throw new IllegalArgumentException(
          String.format(
              "oneHot: num_classes must be positive, or -1 for classes that are not empty, got %d for"
                  + " classes of size %s",
              numClasses, classes.size()));
    }
    long largest = classes.numel() == 0 ? -1 : classes.max().itemLong();
    long count = numClasses == -1 ? largest + 1 : numClasses;
    if (classes.numel() > 0 && (classes.min().itemLong() < 0 || largest >= count)) {
      throw new IllegalArgumentException(
          String.format(
              "oneHot: classes must be in [0, %d), got numbers from %d to %d",
              count, classes.min().itemLong(), largest));
    }
    return classes.unsqueeze(-1).eq(Tensor.arange(count)).to(DType.INT64);
  }

  // ---- activations
  // -----------------------------------------------------------------------------------

  /** max(x, 0). */
  public static Tensor relu(Tensor x) {
    return Check.notNull("relu", "input", x).relu();
  }

  /** 1 / (1 + exp(-x)). */
  public static Tensor sigmoid(Tensor x) {
    return Check.notNull("sigmoid", "input", x).sigmoid();
  }

  /** The hyperbolic tangent. */
  public static Tensor tanh(Tensor x) {
    return Check.notNull("tanh", "input", x).tanh();
  }

  /** Positive numbers with sum 1 along a dimension. */
  public static Tensor softmax(Tensor x, long dim) {
    return Check.notNull("softmax", "input", x).softmax(dim);
  }

  /** The logarithm of {@link #softmax}. */
  public static Tensor logSoftmax(Tensor x, long dim) {
    return Check.notNull("logSoftmax", "input", x).logSoftmax(dim);
  }

  /** {@link #elu(Tensor, double)} with alpha 1. */
  public static Tensor elu(Tensor x) {
    return elu(x, 1);
  }

  /** See {@link ELU}. */
  public static Tensor elu(Tensor x, double alpha) {
    return elu(x, alpha, false);
  }

  /** {@link #elu(Tensor)} in place. */
  public static Tensor elu_(Tensor x) {
    return elu(x, 1, true);
  }

  /** See {@link ELU}; changes x itself. */
  public static Tensor elu_(Tensor x, double alpha) {
    return elu(x, alpha, true);
  }

  static Tensor elu(Tensor x, double alpha, boolean inplace) {
    return Activations.elu(x, alpha, inplace);
  }

  /** See {@link SELU}. */
  public static Tensor selu(Tensor x) {
    return selu(x, false);
  }

  /** See {@link SELU}; changes x itself. */
  public static Tensor selu_(Tensor x) {
    return selu(x, true);
  }

  static Tensor selu(Tensor x, boolean inplace) {
    return Activations.selu(x, inplace);
  }

  /** {@link #celu(Tensor, double)} with alpha 1. */
  public static Tensor celu(Tensor x) {
    return celu(x, 1);
  }

  /** See {@link CELU}. */
  public static Tensor celu(Tensor x, double alpha) {
    return celu(x, alpha, false);
  }

  /** {@link #celu(Tensor)} in place. */
  public static Tensor celu_(Tensor x) {
    return celu(x, 1, true);
  }

  /** See {@link CELU}; changes x itself. */
  public static Tensor celu_(Tensor x, double alpha) {
    return celu(x, alpha, true);
  }

  static Tensor celu(Tensor x, double alpha, boolean inplace) {
    return Activations.celu(x, alpha, inplace);
  }

  /** See {@link GELU}. */
  public static Tensor gelu(Tensor x) {
    return gelu(x, "none");
  }

  /** See {@link GELU}; approximate is "none" or "tanh". */
  public static Tensor gelu(Tensor x, String approximate) {
    checkApproximate("gelu", approximate);
    return (approximate.equals("none") ? Activations.GELU : Activations.GELU_TANH).apply(x, false);
  }

  /** See {@link SiLU}. */
  public static Tensor silu(Tensor x) {
    return silu(x, false);
  }

  /** {@link #silu(Tensor)}, perhaps on x itself. */
  public static Tensor silu(Tensor x, boolean inplace) {
    return Activations.SILU.apply(x, inplace);
  }

  /** See {@link Mish}. */
  public static Tensor mish(Tensor x) {
    return mish(x, false);
  }

  /** {@link #mish(Tensor)}, perhaps on x itself. */
  public static Tensor mish(Tensor x, boolean inplace) {
    return Activations.MISH.apply(x, inplace);
  }

  /** See {@link Softplus}. */
  public static Tensor softplus(Tensor x) {
    return softplus(x, 1, 20);
  }

  /** See {@link Softplus}. */
  public static Tensor softplus(Tensor x, double beta, double threshold) {
    checkNotZero("softplus", "beta", beta);
    return Activations.softplus(x, beta, threshold);
  }

  /** See {@link Softsign}. */
  public static Tensor softsign(Tensor x) {
    return x.div(Check.notNull("softsign", "input", x).abs().add(1));
  }

  /** {@link #softshrink(Tensor, double)} with lambd 0.5. */
  public static Tensor softshrink(Tensor x) {
    return softshrink(x, 0.5);
  }

  /** See {@link Softshrink}. */
  public static Tensor softshrink(Tensor x, double lambd) {
    return Activations.softshrink(x, lambd);
  }

  /** {@link #hardshrink(Tensor, double)} with lambd 0.5. */
  public static Tensor hardshrink(Tensor x) {
    return hardshrink(x, 0.5);
  }

  /** See {@link Hardshrink}. */
  public static Tensor hardshrink(Tensor x, double lambd) {
    return Activations.hardshrink(x, lambd);
  }

  /** See {@link Tanhshrink}. */
  public static Tensor tanhshrink(Tensor x) {
    return x.sub(Check.notNull("tanhshrink", "input", x).tanh());
  }

  /** {@link #hardtanh(Tensor, double, double)} with minVal -1, maxVal 1. */
  public static Tensor hardtanh(Tensor x) {
    return hardtanh(x, -1, 1);
  }

  /** See {@link Hardtanh}. */
  public static Tensor hardtanh(Tensor x, double minVal, double maxVal) {
    return hardtanh(x, minVal, maxVal, false);
  }

  /** {@link #hardtanh(Tensor)} in place. */
  public static Tensor hardtanh_(Tensor x) {
    return hardtanh(x, -1, 1, true);
  }

  /** See {@link Hardtanh}; changes x itself. */
  public static Tensor hardtanh_(Tensor x, double minVal, double maxVal) {
    return hardtanh(x, minVal, maxVal, true);
  }

  static Tensor hardtanh(Tensor x, double minVal, double maxVal, boolean inplace) {
    return Activations.hardtanh(x, minVal, maxVal, inplace);
  }

  /** See {@link ReLU6}. */
  public static Tensor relu6(Tensor x) {
    return relu6(x, false);
  }

  /** {@link #relu6(Tensor)}, perhaps on x itself. */
  public static Tensor relu6(Tensor x, boolean inplace) {
    return Activations.hardtanh(x, 0, 6, inplace);
  }

  /** See {@link Hardsigmoid}. */
  public static Tensor hardsigmoid(Tensor x) {
    return hardsigmoid(x, false);
  }

  /** {@link #hardsigmoid(Tensor)}, perhaps on x itself. */
  public static Tensor hardsigmoid(Tensor x, boolean inplace) {
    return Activations.HARDSIGMOID.apply(x, inplace);
  }

  /** See {@link Hardswish}. */
  public static Tensor hardswish(Tensor x) {
    return hardswish(x, false);
  }

  /** {@link #hardswish(Tensor)}, perhaps on x itself. */
  public static Tensor hardswish(Tensor x, boolean inplace) {
    return Activations.HARDSWISH.apply(x, inplace);
  }

  /** {@link #leakyRelu(Tensor, double)} with negativeSlope 0.01. */
  public static Tensor leakyRelu(Tensor x) {
    return leakyRelu(x, 0.01);
  }

  /** See {@link LeakyReLU}. */
  public static Tensor leakyRelu(Tensor x, double negativeSlope) {
    return leakyRelu(x, negativeSlope, false);
  }

  /** {@link #leakyRelu(Tensor)} in place. */
  public static Tensor leakyRelu_(Tensor x) {
    return leakyRelu(x, 0.01, true);
  }

  /** See {@link LeakyReLU}; changes x itself. */
  public static Tensor leakyRelu_(Tensor x, double negativeSlope) {
    return leakyRelu(x, negativeSlope, true);
  }

  static Tensor leakyRelu(Tensor x, double negativeSlope, boolean inplace) {
    return Activations.leakyRelu(x, negativeSlope, inplace);
  }

  /** See {@link LogSigmoid}. */
  public static Tensor logsigmoid(Tensor x) {
    return Activations.LOG_SIGMOID.apply(x, false);
  }

  /** See {@link Threshold}. */
  public static Tensor threshold(Tensor x, double threshold, double value) {
    return threshold(x, threshold, value, false);
  }

  /** See {@link Threshold}; changes x itself. */
  public static Tensor threshold_(Tensor x, double threshold, double value) {
    return threshold(x, threshold, value, true);
  }

  static Tensor threshold(Tensor x, double threshold, double value, boolean inplace) {
    return Activations.threshold(x, threshold, value, inplace);
  }

  /** See {@link PReLU}. */
  public static Tensor prelu(Tensor x, Tensor weight) {
    return Activations.prelu(x, weight);
  }

  /** See {@link RReLU}: in evaluation. */
  public static Tensor rrelu(Tensor x) {
    return rrelu(x, 1.0 / 8, 1.0 / 3, false);
  }

  /** See {@link RReLU}. */
  public static Tensor rrelu(Tensor x, double lower, double upper, boolean training) {
    return rrelu(x, lower, upper, training, false);
  }

  /** See {@link RReLU}; changes x itself. */
  public static Tensor rrelu_(Tensor x, double lower, double upper, boolean training) {
    return rrelu(x, lower, upper, training, true);
  }

  static Tensor rrelu(Tensor x, double lower, double upper, boolean training, boolean inplace) {
    return Activations.rrelu(x, lower, upper, training, inplace);
  }

  /** See {@link GLU}: along the last dimension. */
  public static Tensor glu(Tensor x) {
    return glu(x, -1);
  }

  /** See {@link GLU}. */
  public static Tensor glu(Tensor x, long dim) {
    return Activations.glu(x, dim);
  }

  /** See {@link Softmin}. */
  public static Tensor softmin(Tensor x, long dim) {
    return Check.notNull("softmin", "input", x).neg().softmax(dim);
  }

  static void checkApproximate(String op, String approximate) {
    if (!"none".equals(approximate) && !"tanh".equals(approximate)) {
      throw new IllegalArgumentException(
          op + ": approximate must be \"none\" or \"tanh\", got \"" + approximate + "\"");
    }
  }

  static void checkNotZero(String op, String argument, double value) {
    if (value == 0) {
      throw new IllegalArgumentException(op + ": " + argument + " must not be 0, it divides");
    }
  }

  // ---- norms
  // -----------------------------------------------------------------------------------------

  /** Batch norm in evaluation, without weight and bias: see {@link BatchNorm2d}. */
  public static Tensor batchNorm(Tensor x, Tensor runningMean, Tensor runningVar) {
    return batchNorm(x, runningMean, runningVar, null, null, false, 0.1, 1e-5);
  }

  /**
   * Batch norm of (N, C, *): see {@link BatchNorm2d}.
   *
   * @param runningMean (C), changed in place in training; may then be null, with runningVar
   * @param runningVar (C), or null with runningMean
   * @param weight (C), or null
   * @param bias (C), or null
   * @param training whether the statistics are those of the input
   * @param momentum how far the running statistics go towards the new ones; default 0.1
   * @param eps is added to the variance; default 1e-5
   */
  public static Tensor batchNorm(
      Tensor x,
      Tensor runningMean,
      Tensor runningVar,
      Tensor weight,
      Tensor bias,
      boolean training,
      double momentum,
      double eps) {
    return NormOps.batchNorm(
        "batchNorm", x, runningMean, runningVar, weight, bias, training, momentum, eps);
  }

  /** Instance norm without weight and bias: see {@link InstanceNorm2d}. */
  public static Tensor instanceNorm(Tensor x) {
    return instanceNorm(x, null, null, null, null, true, 0.1, 1e-5);
  }

  /**
   * Instance norm of (N, C, *): see {@link InstanceNorm2d}.
   *
   * @param runningMean (C), changed in place where the input's own statistics are used, or null
   * @param runningVar (C), or null with runningMean
   * @param weight (C), or null
   * @param bias (C), or null
   * @param useInputStats whether the statistics are those of the input; default true
   * @param momentum how far the running statistics go towards the new ones; default 0.1
   * @param eps is added to the variance; default 1e-5
   */
  public static Tensor instanceNorm(
      Tensor x,
      Tensor runningMean,
      Tensor runningVar,
      Tensor weight,
      Tensor bias,
      boolean useInputStats,
      double momentum,
      double eps) {
    return NormOps.instanceNorm(
        "instanceNorm", x, runningMean, runningVar, weight, bias, useInputStats, momentum, eps);
  }

  /** Group norm without weight and bias: see {@link GroupNorm}. */
  public static Tensor groupNorm(Tensor x, int numGroups) {
    return groupNorm(x, numGroups, null, null, 1e-5);
  }

  /** Group norm of (N, C, *): see {@link GroupNorm}; weight and bias, (C), may be null. */
  public static Tensor groupNorm(Tensor x, int numGroups, Tensor weight, Tensor bias, double eps) {
    return NormOps.groupNorm("groupNorm", x, numGroups, weight, bias, eps);
  }

  /** Layer norm without weight and bias: see {@link LayerNorm}. */
  public static Tensor layerNorm(Tensor x, long... normalizedShape) {
    return layerNorm(x, normalizedShape, null, null, 1e-5);
  }

  /** Layer norm: see {@link LayerNorm}; weight and bias, of size normalizedShape, may be null. */
  public static Tensor layerNorm(
      Tensor x, long[] normalizedShape, Tensor weight, Tensor bias, double eps) {
    return NormOps.layerNorm("layerNorm", x, normalizedShape, weight, bias, eps);
  }

  /** RMS norm without weight: see {@link RMSNorm}. */
  public static Tensor rmsNorm(Tensor x, long... normalizedShape) {
    return rmsNorm(x, normalizedShape, null, null);
  }

  /** RMS norm: see {@link RMSNorm}; weight, of size normalizedShape, and eps may be null. */
  public static Tensor rmsNorm(Tensor x, long[] normalizedShape, Tensor weight, Double eps) {
    return NormOps.rmsNorm("rmsNorm", x, normalizedShape, weight, eps);
  }

  /** Local response norm with alpha 1e-4, beta 0.75, k 1: see {@link LocalResponseNorm}. */
  public static Tensor localResponseNorm(Tensor x, int size) {
    return localResponseNorm(x, size, o -> o);
  }

  /** Local response norm of (N, C, *): see {@link LocalResponseNorm}. */
  public static Tensor localResponseNorm(
      Tensor x, int size, UnaryOperator<LocalResponseNorm.Options> options) {
    String op = "localResponseNorm";
    checkNeighbours(op, size);
    return localResponseNorm(
        op, x, size, Check.options(op, options, LocalResponseNorm.Options.DEFAULT));
  }

  static Tensor localResponseNorm(String op, Tensor x, int size, LocalResponseNorm.Options o) {
    Check.floating(op, "input", x);
    if (x.dim() < 3) {
      throw new IllegalArgumentException(
          op + ": input must have at least 3 dimensions, (N, C, ...), got " + Check.show(x));
    }
    if (x.numel() == 0) {
      return x;
    }
    Tensor squares = x.mul(x).reshape(x.size(0), 1, x.size(1), -1);
    Tensor padded = pad(squares, 0, 0, size / 2, (size - 1) / 2);
    Tensor means = avgPool2d(padded, new Pair(size, 1), w -> w.stride(1));
    Tensor factor = means.view(x.size().toLongArray()).mul(o.alpha()).add(o.k());
    return x.div(factor.pow(o.beta()));
  }

  static void checkNeighbours(String op, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(
          op + ": size, the number of neighbouring channels, must be at least 1, got " + size);
    }
  }

  // ---- dropout
  // ---------------------------------------------------------------------------------------

  /** Dropout as in training: see {@link Dropout}. */
  public static Tensor dropout(Tensor x, double p) {
    return dropout(x, p, true, false);
  }

  /** Dropout in training, else x: see {@link Dropout}. */
  public static Tensor dropout(Tensor x, double p, boolean training) {
    return dropout(x, p, training, false);
  }

  /** Dropout in training, else x; perhaps on x itself. */
  public static Tensor dropout(Tensor x, double p, boolean training, boolean inplace) {
    Check.notNull("dropout", "input", x);
    checkProbability("dropout", p);
    if (!training) {
      return x;
    }
    return DropoutOps.dropout("dropout", x, p, false, false, inplace);
  }

  /** See {@link Dropout1d}: in training. */
  public static Tensor dropout1d(Tensor x, double p) {
    return dropout1d(x, p, true, false);
  }

  /** See {@link Dropout1d}; perhaps on x itself. */
  public static Tensor dropout1d(Tensor x, double p, boolean training, boolean inplace) {
    checkChannels("dropout1d", x, 2, 3);
    checkProbability("dropout1d", p);
    if (x.dim() == 2) {
      return dropout1d(x.unsqueeze(0), p, training, inplace).squeeze(0);
    }
    if (!training) {
      return x;
    }
    return DropoutOps.dropout("dropout1d", x, p, true, false, inplace);
  }

  /** See {@link Dropout2d}: in training. */
  public static Tensor dropout2d(Tensor x, double p) {
    return dropout2d(x, p, true, false);
  }

  /** See {@link Dropout2d}; perhaps on x itself. */
  public static Tensor dropout2d(Tensor x, double p, boolean training, boolean inplace) {
    checkChannels("dropout2d", x, 3, 4);
    checkProbability("dropout2d", p);
    if (!training) {
      return x;
    }
    return DropoutOps.dropout("dropout2d", x, p, true, false, inplace);
  }

  /** See {@link Dropout3d}: in training. */
  public static Tensor dropout3d(Tensor x, double p) {
    return dropout3d(x, p, true, false);
  }

  /** See {@link Dropout3d}; perhaps on x itself. */
  public static Tensor dropout3d(Tensor x, double p, boolean training, boolean inplace) {
    checkChannels("dropout3d", x, 4, 5);
    checkProbability("dropout3d", p);
    if (x.dim() == 4) {
      return dropout3d(x.unsqueeze(0), p, training, inplace).squeeze(0);
    }
    if (!training) {
      return x;
    }
    return DropoutOps.dropout("dropout3d", x, p, true, false, inplace);
  }

  /** See {@link AlphaDropout}: in training. */
  public static Tensor alphaDropout(Tensor x, double p) {
    return alphaDropout(x, p, true, false);
  }

  /** See {@link AlphaDropout}; perhaps on x itself. */
  public static Tensor alphaDropout(Tensor x, double p, boolean training, boolean inplace) {
    Check.notNull("alphaDropout", "input", x);
    checkProbability("alphaDropout", p);
    if (!training) {
      return x;
    }
    return DropoutOps.dropout("alphaDropout", x, p, false, true, inplace);
  }

  /** See {@link FeatureAlphaDropout}: in training. */
  public static Tensor featureAlphaDropout(Tensor x, double p) {
    return featureAlphaDropout(x, p, true, false);
  }

  /** See {@link FeatureAlphaDropout}; perhaps on x itself. */
  public static Tensor featureAlphaDropout(Tensor x, double p, boolean training, boolean inplace) {
    Check.notNull("featureAlphaDropout", "input", x);
    checkProbability("featureAlphaDropout", p);
    if (!training) {
      return x;
    }
    return DropoutOps.dropout("featureAlphaDropout", x, p, true, true, inplace);
  }

  private static void checkChannels(String op, Tensor x, int least, int most) {
    Check.floating(op, "input", x);
    if (x.dim() != least && x.dim() != most) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have %d or %d dimensions, got %s", op, most, least, Check.show(x)));
    }
  }

  static void checkProbability(String op, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          op + ": p must be a probability between 0 and 1, got " + p);
    }
  }

  // ---- losses
  // ----------------------------------------------------------------------------------------

  /** The cross-entropy of logits, mean over the batch: see {@link CrossEntropyLoss}. */
  public static Tensor crossEntropy(Tensor x, Tensor target) {
    return crossEntropy(x, target, CrossEntropyLoss.Options.DEFAULT);
  }

  /** The cross-entropy of logits: see {@link CrossEntropyLoss}. */
  public static Tensor crossEntropy(
      Tensor x, Tensor target, UnaryOperator<CrossEntropyLoss.Options> options) {
    return crossEntropy(
        x, target, Check.options("crossEntropy", options, CrossEntropyLoss.Options.DEFAULT));
  }

  static Tensor crossEntropy(Tensor x, Tensor target, CrossEntropyLoss.Options o) {
    return ClassLosses.crossEntropy(
        x, target, o.weight(), o.ignoreIndex(), o.reduction().ordinal(), o.labelSmoothing());
  }

  /** The negative log likelihood, mean over the batch: see {@link NLLLoss}. */
  public static Tensor nllLoss(Tensor x, Tensor target) {
    return nllLoss(x, target, NLLLoss.Options.DEFAULT);
  }

  /** The negative log likelihood: see {@link NLLLoss}. */
  public static Tensor nllLoss(Tensor x, Tensor target, UnaryOperator<NLLLoss.Options> options) {
    return nllLoss(x, target, Check.options("nllLoss", options, NLLLoss.Options.DEFAULT));
  }

  static Tensor nllLoss(Tensor x, Tensor target, NLLLoss.Options o) {
    return ClassLosses.nll(
        "nllLoss", x, target, o.weight(), o.ignoreIndex(), o.reduction().ordinal());
  }

  /** The binary cross-entropy of probabilities, mean: see {@link BCELoss}. */
  public static Tensor binaryCrossEntropy(Tensor x, Tensor target) {
    return binaryCrossEntropy(x, target, BCELoss.Options.DEFAULT);
  }

  /** The binary cross-entropy of probabilities: see {@link BCELoss}. */
  public static Tensor binaryCrossEntropy(
      Tensor x, Tensor target, UnaryOperator<BCELoss.Options> options) {
    return binaryCrossEntropy(
        x, target, Check.options("binaryCrossEntropy", options, BCELoss.Options.DEFAULT));
  }

  static Tensor binaryCrossEntropy(Tensor x, Tensor target, BCELoss.Options o) {
    return LossOps.bce(x, target, o.weight(), o.reduction().ordinal());
  }

  /** The binary cross-entropy of logits, mean: see {@link BCEWithLogitsLoss}. */
  public static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target) {
    return binaryCrossEntropyWithLogits(x, target, BCEWithLogitsLoss.Options.DEFAULT);
  }

  /** The binary cross-entropy of logits: see {@link BCEWithLogitsLoss}. */
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor x, Tensor target, UnaryOperator<BCEWithLogitsLoss.Options> options) {
    return binaryCrossEntropyWithLogits(
        x,
        target,
        Check.options("binaryCrossEntropyWithLogits", options, BCEWithLogitsLoss.Options.DEFAULT));
  }

  static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target, BCEWithLogitsLoss.Options o) {
    return LossOps.bceWithLogits(x, target, o.weight(), o.posWeight(), o.reduction().ordinal());
  }

  /** The mean squared difference: see {@link MSELoss}. */
  public static Tensor mseLoss(Tensor x, Tensor target) {
    return mseLoss(x, target, Loss.Options.DEFAULT);
  }

  /** The squared difference: see {@link MSELoss}. */
  public static Tensor mseLoss(Tensor x, Tensor target, UnaryOperator<Loss.Options> options) {
    return mseLoss(x, target, Check.options("mseLoss", options, Loss.Options.DEFAULT));
  }

  static Tensor mseLoss(Tensor x, Tensor target, Loss.Options o) {
    return LossOps.mse(x, target, o.reduction().ordinal());
  }

  /** The mean absolute difference: see {@link L1Loss}. */
  public static Tensor l1Loss(Tensor x, Tensor target) {
    return l1Loss(x, target, Loss.Options.DEFAULT);
  }

  /** The absolute difference: see {@link L1Loss}. */
  public static Tensor l1Loss(Tensor x, Tensor target, UnaryOperator<Loss.Options> options) {
    return l1Loss(x, target, Check.options("l1Loss", options, Loss.Options.DEFAULT));
  }

  static Tensor l1Loss(Tensor x, Tensor target, Loss.Options o) {
    LossOps.sameSize("l1Loss", x, target);
    return LossOps.reduce(x.sub(target).abs(), o.reduction().ordinal());
  }
}
