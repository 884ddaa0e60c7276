package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.DropoutOps;
import jackhammer.internal.ops.NormOps;
import java.util.function.UnaryOperator;

/** The part of {@link F} that is about norms and dropout. */
abstract class NormFunctions extends ActivationFunctions {
  NormFunctions() {}

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
    checkProbability(op, "p", p);
  }

  static void checkProbability(String op, String argument, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          op + ": " + argument + " must be a probability between 0 and 1, got " + p);
    }
  }
}
