package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.ConvOps;
import jackhammer.internal.ops.Padding;
import jackhammer.internal.ops.SlidingBlocks;
import java.util.function.UnaryOperator;

/** The part of {@link F} that is about convolutions, windows as columns, and padding. */
abstract class ConvFunctions extends VisionFunctions {
  ConvFunctions() {}

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
}
