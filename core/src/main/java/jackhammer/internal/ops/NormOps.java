package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.GradMode;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/**
 * Norms: numbers made to have mean 0 and variance 1 over rows of an input, then multiplied by a
 * weight and moved by a bias. All of them see the input as [pieces, rows, length], as {@link
 * jackhammer.internal.kernel.Kernels#moments} says; what differs is which numbers make a row, and
 * which share a weight.
 */
public final class NormOps {

  /**
   * Which numbers belong together.
   *
   * @param run how many neighbours in memory share a weight
   * @param centred whether the mean is subtracted
   * @param constant whether mean and scale do not come from the input
   */
  private record Layout(
      int pieces, int rows, int length, int run, boolean centred, boolean constant, double eps) {

    static Layout batch(Tensor x, boolean constant, double eps) {
      int[] sizes = Tensors.data(x).sizes();
      int length = after(sizes, 2);
      return new Layout(sizes[0], sizes[1], length, length, true, constant, eps);
    }

    Strided of(Strided contiguous) {
      return contiguous.reshapeContiguous(pieces, rows, length);
    }

    int size() {
      return pieces * length;
    }
  }

  private static final Grad BATCH = grad("NativeBatchNormBackward0");
  private static final Grad INSTANCE = grad("ViewBackward0");
  private static final Grad GROUP = grad("NativeGroupNormBackward0");
  private static final Grad LAYER = grad("NativeLayerNormBackward0");
  private static final Grad RMS = grad("MulBackward0");

  private NormOps() {}

  private static int after(int[] sizes, int dim) {
    int n = 1;
    for (int d = dim; d < sizes.length; d++) {
      n *= sizes[d];
    }
    return n;
  }

  /** Saved: x, weight, bias, mean, scale. */
  private static Grad grad(String name) {
    return Grad.fused(name, NormOps::backward, NormOps::composition);
  }

  private static Tensor[] backward(Tensor g, Saved s) {
    Layout layout = s.args();
    Strided x = Compute.contiguous(Tensors.data(s.tensor(0)));
    Strided weight = row(s.tensor(1));
    Strided gx = s.needs(0) ? Strided.empty(x.dtype(), x.sizes().clone()) : null;
    Strided gw = s.needs(1) ? like(s.tensor(1)) : null;
    Strided gb = s.needs(2) ? like(s.tensor(2)) : null;
    Compute.kernels()
        .normaliseBackward(
            layout.of(Compute.contiguous(Tensors.data(g))),
            layout.of(x),
            layout.centred ? Tensors.data(s.tensor(3)) : null,
            Tensors.data(s.tensor(4)),
            weight,
            layout.run,
            layout.constant,
            gx == null ? null : layout.of(gx),
            gw,
            gb);
    return new Tensor[] {wrapped(gx), wrapped(gw), wrapped(gb)};
  }

  private static Strided like(Tensor t) {
    return Strided.empty(t.dtype(), Tensors.data(t).sizes().clone());
  }

  private static Tensor wrapped(Strided s) {
    return s == null ? null : Tensors.wrap(s);
  }

  private static Strided row(Tensor weight) {
    if (weight == null) {
      return null;
    }
    Strided s = Compute.contiguous(Tensors.data(weight));
    return s.reshapeContiguous(s.numel());
  }

  private static Tensor composition(Tensor[] in, Saved s) {
    Layout layout = s.args();
    Tensor x = in[0].reshape(layout.pieces, layout.rows, layout.length);
    long[] over = {0, 2};
    Tensor z;
    if (layout.constant) {
      Tensor scale = s.tensor(4).view(layout.rows, 1);
      z = x.sub(s.tensor(3).view(layout.rows, 1)).mul(scale);
    } else if (layout.centred) {
      Tensor scale = x.var(over, 0, true).add(layout.eps).rsqrt();
      z = x.sub(x.mean(over, true)).mul(scale);
    } else {
      z = x.mul(x.square().mean(over, true).add(layout.eps).rsqrt());
    }
    if (in[0].numel() > 0 && (in[1] != null || in[2] != null)) {
      long count = in[1] != null ? in[1].numel() : in[2].numel();
      z = z.reshape(in[0].numel() / count / layout.run, count, layout.run);
      z = in[1] == null ? z : z.mul(in[1].reshape(count, 1));
      z = in[2] == null ? z : z.add(in[2].reshape(count, 1));
    }
    return z.reshape(in[0].size().toLongArray());
  }

  private static Tensor apply(
      Grad grad, Tensor x, Tensor weight, Tensor bias, Tensor mean, Tensor scale, Layout layout) {
    Strided in = Compute.contiguous(Tensors.data(x));
    Strided out = Strided.empty(x.dtype(), in.sizes().clone());
    Compute.kernels()
        .normalise(
            layout.of(in),
            layout.centred ? Tensors.data(mean) : null,
            Tensors.data(scale),
            row(weight),
            row(bias),
            layout.run,
            layout.of(out));
    return Graph.record(
        grad,
        Tensors.wrap(out),
        new Tensor[] {x, weight, bias},
        new Tensor[] {x, weight, bias, mean, scale},
        layout);
  }

  /** Mean, or null, and variance of each row. */
  private record Moments(Tensor mean, Tensor variance) {
    static Moments of(Tensor x, Layout layout) {
      Strided mean = layout.centred ? Strided.empty(x.dtype(), layout.rows) : null;
      Strided variance = Strided.empty(x.dtype(), layout.rows);
      Strided in = Compute.contiguous(Tensors.data(x));
      Compute.kernels().moments(layout.of(in), mean, variance);
      return new Moments(wrapped(mean), Tensors.wrap(variance));
    }

    Tensor scale(double eps) {
      return GradMode.with(false, () -> variance.add(eps).rsqrt());
    }
  }

  private static Tensor byMoments(
      Grad grad, Tensor x, Tensor weight, Tensor bias, Layout layout, Moments moments) {
    return apply(grad, x, weight, bias, moments.mean, moments.scale(layout.eps), layout);
  }

  // ---- checks ----

  private static void checkInput(String op, Tensor x, int leastDims) {
    Check.floating(op, "input", x);
    Check.fullFloat(op, x.dtype());
    if (x.dim() < leastDims) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have at least %d dimensions, (N, C, ...), got %s",
              op, leastDims, Check.show(x)));
    }
  }

  private static void checkVector(String op, String name, Tensor t, Tensor x) {
    if (t == null) {
      return;
    }
    Check.sameType(op, "input", x.dtype(), name, t.dtype());
    if (t.dim() != 1 || t.size(0) != x.size(1)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s must have one element for each of the %d channels (dimension 1) of the input,"
                  + " got size %s for an input of size %s",
              op, name, x.size(1), Check.show(t), Check.show(x)));
    }
  }

  private static void checkChannels(
      String op, Tensor x, Tensor mean, Tensor variance, Tensor weight, Tensor bias) {
    if ((mean == null) != (variance == null)) {
      throw new IllegalArgumentException(
          op + ": running_mean and running_var must be given both or neither of them");
    }
    checkVector(op, "running_mean", mean, x);
    checkVector(op, "running_var", variance, x);
    checkVector(op, "weight", weight, x);
    checkVector(op, "bias", bias, x);
    LossOps.noGradient(op, "running_mean", mean);
    LossOps.noGradient(op, "running_var", variance);
  }

  private static void checkEps(String op, double eps) {
    if (!(eps > 0)) {
      throw new IllegalArgumentException(
          op
              + ": eps must be positive where the statistics come from the input, or equal numbers"
              + " give 0 / 0; got "
              + eps);
    }
  }

  // ---- batch and instance norm ----

  /** The shape in which a number for each channel meets the input. */
  private static Tensor spread(Tensor perChannel, Tensor x) {
    long[] sizes = new long[(int) x.dim() - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = x.size(1);
    return perChannel.view(sizes);
  }

  /**
   * Statistics of each channel over the batch and all positions, or the running ones.
   *
   * @param mean changed in place in training; null: not kept
   * @param training whether the statistics come from the input
   */
  public static Tensor batchNorm(
      String op,
      Tensor x,
      Tensor mean,
      Tensor variance,
      Tensor weight,
      Tensor bias,
      boolean training,
      double momentum,
      double eps) {
    checkInput(op, x, 2);
    checkChannels(op, x, mean, variance, weight, bias);
    if (!training && mean == null) {
      throw new IllegalArgumentException(
          op
              + ": outside of training running_mean and running_var must be given; or ask for the"
              + " input's own statistics with training true");
    }
    Layout layout = Layout.batch(x, !training, eps);
    if (x.numel() == 0) {
      Tensor y = weight == null ? x.clone() : x.mul(spread(weight, x));
      return bias == null ? y : y.add(spread(bias, x));
    }
    if (!training) {
      return running(BATCH, x, weight, bias, mean, variance, layout);
    }
    checkEps(op, eps);
    if (layout.size() == 1) {
      throw new IllegalArgumentException(
          String.format(
              "%s: in training each channel needs more than one number (N times the positions), or"
                  + " its variance is 0; got an input of size %s. Use a larger batch, or eval()",
              op, Check.show(x)));
    }
    Moments moments = Moments.of(x, layout);
    keepRunning(mean, variance, moments, layout.size(), momentum);
    return byMoments(BATCH, x, weight, bias, layout, moments);
  }

  private static Tensor running(
      Grad grad,
      Tensor x,
      Tensor weight,
      Tensor bias,
      Tensor mean,
      Tensor variance,
      Layout layout) {
    // copies, because training may go on before the gradient is asked for
    Moments kept = new Moments(mean.detach().clone(), variance.detach());
    return byMoments(grad, x, weight, bias, layout, kept);
  }

  private static void keepRunning(
      Tensor mean, Tensor variance, Moments moments, int n, double momentum) {
    if (mean == null) {
      return;
    }
    GradMode.with(
        false,
        () -> {
          Tensor unbiased = moments.variance.mul((double) n / (n - 1));
          mean.mul_(1 - momentum).add_(moments.mean.mul(momentum));
          variance.mul_(1 - momentum).add_(unbiased.mul(momentum));
          return null;
        });
  }

  /**
   * Statistics of each channel of each entry over all positions, or the running ones.
   *
   * @param mean changed in place where the input's own statistics are used; null: not kept
   */
  public static Tensor instanceNorm(
      String op,
      Tensor x,
      Tensor mean,
      Tensor variance,
      Tensor weight,
      Tensor bias,
      boolean useInputStats,
      double momentum,
      double eps) {
    checkInput(op, x, 3);
    checkChannels(op, x, mean, variance, weight, bias);
    if (!useInputStats && mean == null) {
      throw new IllegalArgumentException(
          op + ": without the input's own statistics running_mean and running_var must be given");
    }
    if (!useInputStats) {
      return running(INSTANCE, x, weight, bias, mean, variance, Layout.batch(x, true, eps));
    }
    checkEps(op, eps);
    int[] sizes = Tensors.data(x).sizes();
    int positions = after(sizes, 2);
    if (positions == 1) {
      throw new IllegalArgumentException(
          String.format(
              "%s: each channel of an entry needs more than one position, or its variance is 0; got"
                  + " an input of size %s",
              op, Check.show(x)));
    }
    Layout layout = new Layout(1, sizes[0] * sizes[1], positions, positions, true, false, eps);
    Moments moments = Moments.of(x, layout);
    if (mean != null && x.numel() > 0) {
      Moments means =
          GradMode.with(
              false,
              () ->
                  new Moments(
                      moments.mean.view(sizes[0], sizes[1]).mean(0),
                      moments.variance.view(sizes[0], sizes[1]).mean(0)));
      keepRunning(mean, variance, means, positions, momentum);
    }
    return byMoments(INSTANCE, x, weight, bias, layout, moments);
  }

  // ---- group, layer and RMS norm ----

  /** Statistics of each group of channels of each entry. */
  public static Tensor groupNorm(
      String op, Tensor x, long groups, Tensor weight, Tensor bias, double eps) {
    checkInput(op, x, 2);
    if (groups < 1 || x.size(1) % groups != 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: num_groups must be at least 1 and divide the channels (dimension 1) of the input;"
                  + " got %d groups for %d channels in an input of size %s",
              op, groups, x.size(1), Check.show(x)));
    }
    checkVector(op, "weight", weight, x);
    checkVector(op, "bias", bias, x);
    checkEps(op, eps);
    int[] sizes = Tensors.data(x).sizes();
    int positions = after(sizes, 2);
    int length = (int) (sizes[1] / groups) * positions;
    if (length == 1 && sizes[0] == 1) {
      throw new IllegalArgumentException(
          String.format(
              "%s: a group needs more than one number, or its variance is 0; got %d groups for an"
                  + " input of size %s",
              op, groups, Check.show(x)));
    }
    Check.sizes(op, x.size(0), groups);
    int rows = sizes[0] * (int) groups;
    Layout layout = new Layout(1, rows, length, positions, true, false, eps);
    return byMoments(GROUP, x, weight, bias, layout, Moments.of(x, layout));
  }

  private static Layout overLast(
      String op, Tensor x, long[] shape, Tensor weight, Tensor bias, double eps, boolean centred) {
    checkInput(op, x, 0);
    int[] last = Check.sizes(op, shape);
    int[] sizes = Tensors.data(x).sizes();
    int lead = sizes.length - last.length;
    if (last.length == 0
        || lead < 0
        || !Arrays.equals(Arrays.copyOfRange(sizes, lead, sizes.length), last)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: normalized_shape must name the sizes of the last dimensions of the input, at"
                  + " least one; got normalized_shape %s for an input of size %s",
              op, Check.show(last), Check.show(x)));
    }
    for (Tensor t : new Tensor[] {weight, bias}) {
      if (t != null) {
        String name = t == weight ? "weight" : "bias";
        Check.sameType(op, "input", x.dtype(), name, t.dtype());
        if (!Arrays.equals(Tensors.data(t).sizes(), last)) {
          throw new IllegalArgumentException(
              String.format(
                  "%s: %s must have the size normalized_shape, %s, got %s",
                  op, name, Check.show(last), Check.show(t)));
        }
      }
    }
    checkEps(op, eps);
    int length = after(sizes, lead);
    int rows = 1;
    for (int d = 0; d < lead; d++) {
      rows *= sizes[d];
    }
    return new Layout(1, rows, length, 1, centred, false, eps);
  }

  /** Statistics over the last dimensions. */
  public static Tensor layerNorm(
      String op, Tensor x, long[] shape, Tensor weight, Tensor bias, double eps) {
    Layout layout = overLast(op, x, shape, weight, bias, eps, true);
    return byMoments(LAYER, x, weight, bias, layout, Moments.of(x, layout));
  }

  /**
   * x divided by the root of the mean square over the last dimensions.
   *
   * @param eps null: the distance from 1 to the next number of the input's type
   */
  public static Tensor rmsNorm(String op, Tensor x, long[] shape, Tensor weight, Double eps) {
    Check.floating(op, "input", x);
    double e = eps != null ? eps : x.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    Layout layout = overLast(op, x, shape, weight, null, e, false);
    return byMoments(RMS, x, weight, null, layout, Moments.of(x, layout));
  }
}
