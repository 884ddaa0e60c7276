package jackhammer.nn;

import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/** The part of {@link F} that is about pools. */
abstract class PoolFunctions {
  PoolFunctions() {}

  /** The largest element of each window: see {@link MaxPool1d}. */
  public static Tensor maxPool1d(Tensor x, int kernelSize) {
    return maxPool1d(x, kernelSize, o -> o);
  }

  /** The largest element of each window: see {@link MaxPool1d}. */
  public static Tensor maxPool1d(Tensor x, int kernelSize, UnaryOperator<PoolGeometry> options) {
    return maxPool1dWithIndices(x, kernelSize, options).output();
  }

  /** The largest element of each window and its place: see {@link MaxPool1d}. */
  public static MaxPool.Output maxPool1dWithIndices(
      Tensor x, int kernelSize, UnaryOperator<PoolGeometry> options) {
    return MaxPool.withIndices(
        Check.options("maxPool1d", options, PoolGeometry.of("maxPool1d", 1, kernelSize)), x);
  }

  /** The largest element of each window: see {@link MaxPool2d}. */
  public static Tensor maxPool2d(Tensor x, int kernelSize) {
    return maxPool2d(x, kernelSize, o -> o);
  }

  /** The largest element of each window: see {@link MaxPool2d}. */
  public static Tensor maxPool2d(Tensor x, int kernelSize, UnaryOperator<PoolGeometry> options) {
    return maxPool2d(x, new Pair(kernelSize, kernelSize), options);
  }

  /** The largest element of each window: see {@link MaxPool2d}. */
  public static Tensor maxPool2d(Tensor x, Pair kernelSize, UnaryOperator<PoolGeometry> options) {
    return maxPool2dWithIndices(x, kernelSize, options).output();
  }

  /** The largest element of each window and its place: see {@link MaxPool2d}. */
  public static MaxPool.Output maxPool2dWithIndices(
      Tensor x, Pair kernelSize, UnaryOperator<PoolGeometry> options) {
    Check.notNull("maxPool2d", "kernel_size", kernelSize);
    PoolGeometry g = PoolGeometry.of("maxPool2d", 2, kernelSize.h(), kernelSize.w());
    return MaxPool.withIndices(Check.options("maxPool2d", options, g), x);
  }

  /** The largest element of each window: see {@link MaxPool3d}. */
  public static Tensor maxPool3d(Tensor x, int kernelSize) {
    return maxPool3d(x, kernelSize, o -> o);
  }

  /** The largest element of each window: see {@link MaxPool3d}. */
  public static Tensor maxPool3d(Tensor x, int kernelSize, UnaryOperator<PoolGeometry> options) {
    return maxPool3d(x, new Triple(kernelSize, kernelSize, kernelSize), options);
  }

  /** The largest element of each window: see {@link MaxPool3d}. */
  public static Tensor maxPool3d(Tensor x, Triple kernelSize, UnaryOperator<PoolGeometry> options) {
    return maxPool3dWithIndices(x, kernelSize, options).output();
  }

  /** The largest element of each window and its place: see {@link MaxPool3d}. */
  public static MaxPool.Output maxPool3dWithIndices(
      Tensor x, Triple kernelSize, UnaryOperator<PoolGeometry> options) {
    Check.notNull("maxPool3d", "kernel_size", kernelSize);
    PoolGeometry g =
        PoolGeometry.of("maxPool3d", 3, kernelSize.d(), kernelSize.h(), kernelSize.w());
    return MaxPool.withIndices(Check.options("maxPool3d", options, g), x);
  }

  /** The mean of each window: see {@link AvgPool1d}. */
  public static Tensor avgPool1d(Tensor x, int kernelSize) {
    return avgPool1d(x, kernelSize, o -> o);
  }

  /** The mean of each window: see {@link AvgPool1d}. */
  public static Tensor avgPool1d(Tensor x, int kernelSize, UnaryOperator<PoolGeometry> options) {
    return AvgPool.average(
        Check.options("avgPool1d", options, PoolGeometry.of("avgPool1d", 1, kernelSize)), x);
  }

  /** The mean of each window: see {@link AvgPool2d}. */
  public static Tensor avgPool2d(Tensor x, int kernelSize) {
    return avgPool2d(x, kernelSize, o -> o);
  }

  /** The mean of each window: see {@link AvgPool2d}. */
  public static Tensor avgPool2d(Tensor x, int kernelSize, UnaryOperator<PoolGeometry> options) {
    return avgPool2d(x, new Pair(kernelSize, kernelSize), options);
  }

  /** The mean of each window: see {@link AvgPool2d}. */
  public static Tensor avgPool2d(Tensor x, Pair kernelSize, UnaryOperator<PoolGeometry> options) {
    Check.notNull("avgPool2d", "kernel_size", kernelSize);
    PoolGeometry g = PoolGeometry.of("avgPool2d", 2, kernelSize.h(), kernelSize.w());
    return AvgPool.average(Check.options("avgPool2d", options, g), x);
  }

  /** The mean of each window: see {@link AvgPool3d}. */
  public static Tensor avgPool3d(Tensor x, int kernelSize) {
    return avgPool3d(x, kernelSize, o -> o);
  }

  /** The mean of each window: see {@link AvgPool3d}. */
  public static Tensor avgPool3d(Tensor x, int kernelSize, UnaryOperator<PoolGeometry> options) {
    return avgPool3d(x, new Triple(kernelSize, kernelSize, kernelSize), options);
  }

  /** The mean of each window: see {@link AvgPool3d}. */
  public static Tensor avgPool3d(Tensor x, Triple kernelSize, UnaryOperator<PoolGeometry> options) {
    Check.notNull("avgPool3d", "kernel_size", kernelSize);
    PoolGeometry g =
        PoolGeometry.of("avgPool3d", 3, kernelSize.d(), kernelSize.h(), kernelSize.w());
    return AvgPool.average(Check.options("avgPool3d", options, g), x);
  }

  /** Maxima put back to their places: see {@link MaxUnpool1d}. */
  public static Tensor maxUnpool1d(Tensor x, Tensor indices, int kernelSize) {
    return maxUnpool1d(x, indices, kernelSize, o -> o, null);
  }

  /**
   * Maxima put back to their places: see {@link MaxUnpool1d}.
   *
   * @param outputSize the spatial sizes, or all sizes, of the output; null for the default
   */
  public static Tensor maxUnpool1d(
      Tensor x,
      Tensor indices,
      int kernelSize,
      UnaryOperator<PoolGeometry> options,
      Size outputSize) {
    PoolGeometry g = PoolGeometry.of("maxUnpool1d", 1, kernelSize);
    return MaxUnpool.unpool(Check.options("maxUnpool1d", options, g), x, indices, outputSize);
  }

  /** Maxima put back to their places: see {@link MaxUnpool2d}. */
  public static Tensor maxUnpool2d(Tensor x, Tensor indices, int kernelSize) {
    return maxUnpool2d(x, indices, new Pair(kernelSize, kernelSize), o -> o, null);
  }

  /**
   * Maxima put back to their places: see {@link MaxUnpool2d}.
   *
   * @param outputSize the spatial sizes, or all sizes, of the output; null for the default
   */
  public static Tensor maxUnpool2d(
      Tensor x,
      Tensor indices,
      Pair kernelSize,
      UnaryOperator<PoolGeometry> options,
      Size outputSize) {
    Check.notNull("maxUnpool2d", "kernel_size", kernelSize);
    PoolGeometry g = PoolGeometry.of("maxUnpool2d", 2, kernelSize.h(), kernelSize.w());
    return MaxUnpool.unpool(Check.options("maxUnpool2d", options, g), x, indices, outputSize);
  }

  /** Maxima put back to their places: see {@link MaxUnpool3d}. */
  public static Tensor maxUnpool3d(Tensor x, Tensor indices, int kernelSize) {
    return maxUnpool3d(x, indices, new Triple(kernelSize, kernelSize, kernelSize), o -> o, null);
  }

  /**
   * Maxima put back to their places: see {@link MaxUnpool3d}.
   *
   * @param outputSize the spatial sizes, or all sizes, of the output; null for the default
   */
  public static Tensor maxUnpool3d(
      Tensor x,
      Tensor indices,
      Triple kernelSize,
      UnaryOperator<PoolGeometry> options,
      Size outputSize) {
    Check.notNull("maxUnpool3d", "kernel_size", kernelSize);
    PoolGeometry g =
        PoolGeometry.of("maxUnpool3d", 3, kernelSize.d(), kernelSize.h(), kernelSize.w());
    return MaxUnpool.unpool(Check.options("maxUnpool3d", options, g), x, indices, outputSize);
  }

  /** The p-norm of each window: see {@link LPPool1d}. */
  public static Tensor lpPool1d(Tensor x, double normType, int kernelSize) {
    return lpPool1d(x, normType, kernelSize, o -> o);
  }

  /** The p-norm of each window: see {@link LPPool1d}. */
  public static Tensor lpPool1d(
      Tensor x, double normType, int kernelSize, UnaryOperator<PoolGeometry> options) {
    PoolGeometry g = PoolGeometry.of("lpPool1d", 1, kernelSize);
    return LPPool.norm(normType, Check.options("lpPool1d", options, g), x);
  }

  /** The p-norm of each window: see {@link LPPool2d}. */
  public static Tensor lpPool2d(Tensor x, double normType, int kernelSize) {
    return lpPool2d(x, normType, new Pair(kernelSize, kernelSize), o -> o);
  }

  /** The p-norm of each window: see {@link LPPool2d}. */
  public static Tensor lpPool2d(
      Tensor x, double normType, Pair kernelSize, UnaryOperator<PoolGeometry> options) {
    Check.notNull("lpPool2d", "kernel_size", kernelSize);
    PoolGeometry g = PoolGeometry.of("lpPool2d", 2, kernelSize.h(), kernelSize.w());
    return LPPool.norm(normType, Check.options("lpPool2d", options, g), x);
  }

  /** The p-norm of each window: see {@link LPPool3d}. */
  public static Tensor lpPool3d(Tensor x, double normType, int kernelSize) {
    return lpPool3d(x, normType, new Triple(kernelSize, kernelSize, kernelSize), o -> o);
  }

  /** The p-norm of each window: see {@link LPPool3d}. */
  public static Tensor lpPool3d(
      Tensor x, double normType, Triple kernelSize, UnaryOperator<PoolGeometry> options) {
    Check.notNull("lpPool3d", "kernel_size", kernelSize);
    PoolGeometry g = PoolGeometry.of("lpPool3d", 3, kernelSize.d(), kernelSize.h(), kernelSize.w());
    return LPPool.norm(normType, Check.options("lpPool3d", options, g), x);
  }

  /** The mean of as many windows as asked for: see {@link AdaptiveAvgPool1d}. */
  public static Tensor adaptiveAvgPool1d(Tensor x, int outputSize) {
    return AdaptiveAvgPool.average(OutputSize.of("adaptiveAvgPool1d", 1, outputSize), x);
  }

  /** The mean of as many windows as asked for: see {@link AdaptiveAvgPool2d}. */
  public static Tensor adaptiveAvgPool2d(Tensor x, int outputSize) {
    return AdaptiveAvgPool.average(OutputSize.of("adaptiveAvgPool2d", 2, outputSize), x);
  }

  /** The mean of as many windows as asked for: see {@link AdaptiveAvgPool2d}. */
  public static Tensor adaptiveAvgPool2d(Tensor x, Pair outputSize) {
    return AdaptiveAvgPool.average(OutputSize.of("adaptiveAvgPool2d", outputSize), x);
  }

  /**
   * The mean of as many windows as asked for, where null keeps a size: see {@link
   * AdaptiveAvgPool2d}.
   */
  public static Tensor adaptiveAvgPool2d(Tensor x, Integer[] outputSize) {
    return AdaptiveAvgPool.average(OutputSize.of("adaptiveAvgPool2d", 2, outputSize), x);
  }

  /** The mean of as many windows as asked for: see {@link AdaptiveAvgPool3d}. */
  public static Tensor adaptiveAvgPool3d(Tensor x, int outputSize) {
    return AdaptiveAvgPool.average(OutputSize.of("adaptiveAvgPool3d", 3, outputSize), x);
  }

  /** The mean of as many windows as asked for: see {@link AdaptiveAvgPool3d}. */
  public static Tensor adaptiveAvgPool3d(Tensor x, Triple outputSize) {
    return AdaptiveAvgPool.average(OutputSize.of("adaptiveAvgPool3d", outputSize), x);
  }

  /**
   * The mean of as many windows as asked for, where null keeps a size: see {@link
   * AdaptiveAvgPool3d}.
   */
  public static Tensor adaptiveAvgPool3d(Tensor x, Integer[] outputSize) {
    return AdaptiveAvgPool.average(OutputSize.of("adaptiveAvgPool3d", 3, outputSize), x);
  }

  /** The largest element of as many windows as asked for: see {@link AdaptiveMaxPool1d}. */
  public static Tensor adaptiveMaxPool1d(Tensor x, int outputSize) {
    return AdaptiveMaxPool.withIndices(OutputSize.of("adaptiveMaxPool1d", 1, outputSize), x)
        .output();
  }

  /**
   * The largest element of as many windows as asked for, and its place: see {@link
   * AdaptiveMaxPool1d}.
   */
  public static MaxPool.Output adaptiveMaxPool1dWithIndices(Tensor x, int outputSize) {
    return AdaptiveMaxPool.withIndices(OutputSize.of("adaptiveMaxPool1d", 1, outputSize), x);
  }

  /** The largest element of as many windows as asked for: see {@link AdaptiveMaxPool2d}. */
  public static Tensor adaptiveMaxPool2d(Tensor x, int outputSize) {
    return AdaptiveMaxPool.withIndices(OutputSize.of("adaptiveMaxPool2d", 2, outputSize), x)
        .output();
  }

  /** The largest element of as many windows as asked for: see {@link AdaptiveMaxPool2d}. */
  public static Tensor adaptiveMaxPool2d(Tensor x, Pair outputSize) {
    return AdaptiveMaxPool.withIndices(OutputSize.of("adaptiveMaxPool2d", outputSize), x).output();
  }

  /**
   * The largest element of as many windows as asked for, where null keeps a size: see {@link
   * AdaptiveMaxPool2d}.
   */
  public static Tensor adaptiveMaxPool2d(Tensor x, Integer[] outputSize) {
    return AdaptiveMaxPool.withIndices(OutputSize.of("adaptiveMaxPool2d", 2, outputSize), x)
        .output();
  }

  /**
   * The largest element of as many windows as asked for, and its place: see {@link
   * AdaptiveMaxPool2d}.
   */
  public static MaxPool.Output adaptiveMaxPool2dWithIndices(Tensor x, Integer[] outputSize) {
    return AdaptiveMaxPool.withIndices(OutputSize.of("adaptiveMaxPool2d", 2, outputSize), x);
  }

  /** The largest element of as many windows as asked for: see {@link AdaptiveMaxPool3d}. */
  public static Tensor adaptiveMaxPool3d(Tensor x, int outputSize) {
    return AdaptiveMaxPool.withIndices(OutputSize.of("adaptiveMaxPool3d", 3, outputSize), x)
        .output();
  }

  /** The largest element of as many windows as asked for: see {@link AdaptiveMaxPool3d}. */
  public static Tensor adaptiveMaxPool3d(Tensor x, Triple outputSize) {
    return AdaptiveMaxPool.withIndices(OutputSize.of("adaptiveMaxPool3d", outputSize), x).output();
  }

  /**
   * The largest element of as many windows as asked for, where null keeps a size: see {@link
   * AdaptiveMaxPool3d}.
   */
  public static Tensor adaptiveMaxPool3d(Tensor x, Integer[] outputSize) {
    return AdaptiveMaxPool.withIndices(OutputSize.of("adaptiveMaxPool3d", 3, outputSize), x)
        .output();
  }

  /**
   * The largest element of as many windows as asked for, and its place: see {@link
   * AdaptiveMaxPool3d}.
   */
  public static MaxPool.Output adaptiveMaxPool3dWithIndices(Tensor x, Integer[] outputSize) {
    return AdaptiveMaxPool.withIndices(OutputSize.of("adaptiveMaxPool3d", 3, outputSize), x);
  }

  /** The largest element of windows at random places: see {@link FractionalMaxPool2d}. */
  public static Tensor fractionalMaxPool2d(
      Tensor x, int kernelSize, UnaryOperator<FractionalGeometry> options) {
    return fractionalMaxPool2dWithIndices(x, new Pair(kernelSize, kernelSize), options).output();
  }

  /** The largest element of windows at random places: see {@link FractionalMaxPool2d}. */
  public static Tensor fractionalMaxPool2d(
      Tensor x, Pair kernelSize, UnaryOperator<FractionalGeometry> options) {
    return fractionalMaxPool2dWithIndices(x, kernelSize, options).output();
  }

  /** The largest element of windows at random places, and its place. */
  public static MaxPool.Output fractionalMaxPool2dWithIndices(
      Tensor x, Pair kernelSize, UnaryOperator<FractionalGeometry> options) {
    Check.notNull("fractionalMaxPool2d", "kernel_size", kernelSize);
    FractionalGeometry g =
        FractionalGeometry.of("fractionalMaxPool2d", 2, kernelSize.h(), kernelSize.w());
    return FractionalMaxPool.withIndices(Check.options("fractionalMaxPool2d", options, g), x);
  }

  /** The largest element of windows at random places: see {@link FractionalMaxPool3d}. */
  public static Tensor fractionalMaxPool3d(
      Tensor x, int kernelSize, UnaryOperator<FractionalGeometry> options) {
    return fractionalMaxPool3dWithIndices(
            x, new Triple(kernelSize, kernelSize, kernelSize), options)
        .output();
  }

  /** The largest element of windows at random places: see {@link FractionalMaxPool3d}. */
  public static Tensor fractionalMaxPool3d(
      Tensor x, Triple kernelSize, UnaryOperator<FractionalGeometry> options) {
    return fractionalMaxPool3dWithIndices(x, kernelSize, options).output();
  }

  /** The largest element of windows at random places, and its place. */
  public static MaxPool.Output fractionalMaxPool3dWithIndices(
      Tensor x, Triple kernelSize, UnaryOperator<FractionalGeometry> options) {
    Check.notNull("fractionalMaxPool3d", "kernel_size", kernelSize);
    FractionalGeometry g =
        FractionalGeometry.of(
            "fractionalMaxPool3d", 3, kernelSize.d(), kernelSize.h(), kernelSize.w());
    return FractionalMaxPool.withIndices(Check.options("fractionalMaxPool3d", options, g), x);
  }
}
