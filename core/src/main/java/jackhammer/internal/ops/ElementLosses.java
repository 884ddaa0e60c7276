package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.GradMode;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;
import java.util.Locale;

/** Losses of numbers, element by element. Reductions as in {@link LossOps}. */
public final class ElementLosses {
  private record Bend(double at, int reduction) {}

  private static final Grad SMOOTH_L1 =
      Grad.of(
          "SmoothL1LossBackward0",
          (g, s) -> {
            Bend b = s.args();
            Tensor d = s.tensor(0).sub(s.tensor(1));
            return both(
                LossOps.spread(g, b.reduction, d.numel()).mul(d.div(b.at).clamp(-1.0, 1.0)));
          });
  private static final Grad HUBER =
      Grad.of(
          "HuberLossBackward0",
          (g, s) -> {
            Bend b = s.args();
            Tensor d = s.tensor(0).sub(s.tensor(1));
            return both(LossOps.spread(g, b.reduction, d.numel()).mul(d.clamp(-b.at, b.at)));
          });

  private static final Grad DISTANCES =
      Grad.composed("PdistBackward0", (in, s) -> rowDistances(in[0], s.<Double>args()));

  private ElementLosses() {}

  private static Tensor[] both(Tensor gx) {
    return new Tensor[] {gx, gx.neg()};
  }

  private static void check(String op, Tensor x, Tensor target) {
    LossOps.sameSize(op, x, target);
    Check.floating(op, "input", x);
    Check.sameType(op, "target", target.dtype(), "input", x.dtype());
  }

  public static Tensor smoothL1(Tensor x, Tensor target, double beta, int reduction) {
    check("smoothL1Loss", x, target);
    if (beta == 0) {
      return LossOps.reduce(x.sub(target).abs(), reduction);
    }
    return bent(SMOOTH_L1, x, target, beta, 1 / beta, reduction);
  }

  public static Tensor huber(Tensor x, Tensor target, double delta, int reduction) {
    check("huberLoss", x, target);
    return bent(HUBER, x, target, delta, 1, reduction);
  }

  /** d^2 / 2 up to |d| = at, from there the tangent; times a factor. */
  private static Tensor bent(
      Grad grad, Tensor x, Tensor target, double at, double factor, int reduction) {
    Tensor out =
        GradMode.with(
            false,
            () -> {
              Tensor d = x.sub(target).abs();
              Tensor near = d.mul(d).mul(0.5);
              Tensor far = d.sub(0.5 * at).mul(at);
              return LossOps.reduce(Tensor.where(d.lt(at), near, far).mul(factor), reduction);
            });
    Tensor[] inputs = {x, target};
    return Graph.record(grad, out, inputs, inputs, new Bend(at, reduction));
  }

  /** Counts under Poisson distributions. */
  public static Tensor poisson(
      Tensor x, Tensor target, boolean logInput, boolean full, double eps, int reduction) {
    check("poissonNllLoss", x, target);
    Tensor loss = logInput ? x.exp().sub(target.mul(x)) : x.sub(target.mul(x.add(eps).log()));
    if (full) {
      Tensor stirling =
          target.mul(target.log()).sub(target).add(target.mul(2 * Math.PI).log().mul(0.5));
      loss = loss.add(Tensor.where(target.le(1.0), 0.0, stirling));
    }
    return LossOps.reduce(loss, reduction);
  }

  /** Numbers under normal distributions of given variances. */
  public static Tensor gaussian(
      Tensor x, Tensor target, Tensor variance, boolean full, double eps, int reduction) {
    String op = "gaussianNllLoss";
    check(op, x, target);
    Check.floating(op, "variance", variance);
    Check.sameType(op, "variance", variance.dtype(), "input", x.dtype());
    Tensor given = fitting(op, x, variance);
    if (given.numel() > 0 && given.detach().lt(0.0).any().itemBoolean()) {
      throw new IllegalArgumentException(
          op
              + ": variance must not be negative, got "
              + given.detach().min().item()
              + "; give standard deviations squared");
    }
    // What is below eps counts as eps, and yet has its gradient.
    Tensor var = given.clone();
    GradMode.with(false, () -> var.clampMin_(eps));
    Tensor d = x.sub(target);
    Tensor loss = var.log().add(d.mul(d).div(var)).mul(0.5);
    return LossOps.reduce(full ? loss.add(0.5 * StrictMath.log(2 * Math.PI)) : loss, reduction);
  }

  private static Tensor fitting(String op, Tensor x, Tensor variance) {
    int[] sizes = Tensors.data(x).sizes();
    int[] own = Tensors.data(variance).sizes();
    if (sizes.length > 0 && Arrays.equals(own, Arrays.copyOf(sizes, sizes.length - 1))) {
      return variance.unsqueeze(-1);
    }
    int others = 0;
    for (int d = 0; own.length == sizes.length && d < own.length; d++) {
      others += own[d] == sizes[d] ? 0 : 1;
    }
    if (own.length != sizes.length || others > 1 || !Strided.isExpandable(own, sizes)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: variance must have the input's size %s, or 1 in one dimension of it, or all but the"
                  + " last, got %s",
              op,
              Check.show(x),
              Check.show(variance)));
    }
    return variance;
  }

  /**
   * The Kullback-Leibler divergence of distributions.
   *
   * @param x log-probabilities
   * @param byBatch whether the sum is divided by the first size
   */
  public static Tensor divergence(
      Tensor x, Tensor target, boolean logTarget, int reduction, boolean byBatch) {
    check("klDiv", x, target);
    Tensor each =
        logTarget ? target.exp().mul(target.sub(x)) : target.xlogy(target).sub(target.mul(x));
    Tensor loss = LossOps.reduce(each, reduction);
    return byBatch && x.dim() > 0 ? loss.div((double) x.size(0)) : loss;
  }

  // ---- distances ----

  /** The norms of differences along the last dimension. */
  public static Tensor distance(
      String op, Tensor x1, Tensor x2, double p, double eps, boolean keepDim) {
    pair(op, x1, x2);
    if (Check.broadcast(op, Tensors.data(x1).sizes(), Tensors.data(x2).sizes()).length == 0) {
      throw new IllegalArgumentException(
          op + ": the tensors must have at least one dimension, the last one has the vectors");
    }
    return Statistics.distanceNorm(x1.sub(x2).add(eps), p, keepDim);
  }

  /** The cosines of the angles between vectors along a dimension. */
  public static Tensor cosine(Tensor x1, Tensor x2, long dim, double eps) {
    String op = "cosineSimilarity";
    pair(op, x1, x2);
    int[] sizes = Check.broadcast(op, Tensors.data(x1).sizes(), Tensors.data(x2).sizes());
    long d = Check.dim(op, dim, sizes.length);
    long[] all = Arrays.stream(sizes).asLongStream().toArray();
    return unit(x1.expand(all), d, eps).mul(unit(x2.expand(all), d, eps)).sum(d);
  }

  private static Tensor unit(Tensor x, long dim, double eps) {
    Tensor norm = x.norm(2, dim, true).clone();
    GradMode.with(false, () -> norm.clampMin_(eps));
    return x.div(norm);
  }

  /** Each vector along a dimension, divided by its norm. */
  public static Tensor normalize(Tensor x, double p, long dim, double eps) {
    String op = "normalize";
    Check.floating(op, "input", x);
    long d = Check.dim(op, dim, (int) x.dim());
    return x.div(x.norm(p, d, true).clampMin(eps).expandAs(x));
  }

  /** Of each row from each row behind it. */
  public static Tensor distances(Tensor x, double p) {
    String op = "pdist";
    Check.floating(op, "input", x);
    if (x.dim() != 2) {
      throw new IllegalArgumentException(
          op + ": input must be (N, D), a vector in each row, got size " + Check.show(x));
    }
    if (!(p >= 0)) {
      throw new IllegalArgumentException(op + ": p must not be negative, got " + p);
    }
    Tensor out = GradMode.with(false, () -> rowDistances(x.detach(), p));
    Tensor[] inputs = {x};
    return Graph.record(DISTANCES, out, inputs, inputs, p);
  }

  private static Tensor rowDistances(Tensor x, double p) {
    Tensor pairs = Tensor.triuIndices(x.size(0), x.size(0), 1);
    Tensor first = x.indexSelect(0, pairs.select(0, 0));
    Tensor difference = first.sub(x.indexSelect(0, pairs.select(0, 1)));
    return x.size(1) == 0 ? difference.sum(-1) : difference.norm(p, -1);
  }

  private static void pair(String op, Tensor x1, Tensor x2) {
    Check.floating(op, "x1", x1);
    Check.floating(op, "x2", x2);
    Check.sameType(op, "x2", x2.dtype(), "x1", x1.dtype());
  }
}
