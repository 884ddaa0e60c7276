package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.ops.Reductions.Over;

/** Variances, norms, products and logarithms of sums over dimensions. */
public final class Statistics {

  private record Spread(Over over, double correction) {
    double divisor() {
      return Math.max(0, over.count() - correction);
    }
  }

  private static final Grad VAR =
      Grad.of(
          "VarBackward0",
          (g, s) -> {
            Spread spread = s.args();
            return new Tensor[] {deviation(g, s.tensor(0), spread)};
          });

  /** Saved: x, the result. */
  private static final Grad STD =
      Grad.of(
          "StdBackward0",
          (g, s) -> {
            Spread spread = s.args();
            Tensor std = s.tensor(1);
            Tensor half = g.div(std.mul(2)).maskedFill(std.eq(0), 0.0);
            return new Tensor[] {deviation(half, s.tensor(0), spread)};
          });

  private record Norm(Over over, double p) {}

  private static final Grad NORM =
      Grad.of("LinalgVectorNormBackward0", (g, s) -> new Tensor[] {normGradient(g, s)});
  private static final Grad DISTANCE_NORM =
      Grad.of("NormBackward1", (g, s) -> new Tensor[] {normGradient(g, s)});
  private static final Grad LOGSUMEXP =
      Grad.of(
          "LogsumexpBackward0",
          (g, s) -> {
            Over over = s.args();
            Tensor share = s.tensor(0).sub(over.kept(s.tensor(1))).exp();
            return new Tensor[] {over.kept(g).mul(share)};
          });
  private static final Grad PROD_ALL = prod("ProdBackward0");
  private static final Grad PROD_DIM = prod("ProdBackward1");
  private static final Grad NANSUM =
      Grad.of(
          "NansumBackward0",
          (g, s) ->
              new Tensor[] {
                s.<Over>args().spread(g).mul(s.tensor(0).isnan().logicalNot().to(g.dtype()))
              });

  private Statistics() {}

  // ---- variance ----

  private static Tensor deviation(Tensor g, Tensor x, Spread spread) {
    Over over = spread.over;
    Tensor centred = x.sub(centre(x, over));
    return over.kept(g).mul(centred).mul(2 / spread.divisor());
  }

  private static Tensor centre(Tensor x, Over over) {
    long[] dims = new long[over.dims().length];
    int n = 0;
    for (int d = 0; d < dims.length; d++) {
      if (over.dims()[d]) {
        dims[n++] = d;
      }
    }
    return dims.length == 0 ? x : x.mean(java.util.Arrays.copyOf(dims, n), true);
  }

  /** By two passes: the mean, then the squares of the distances from it. */
  private static Tensor variance(Tensor x, Spread spread) {
    Tensor centred = x.sub(centre(x, spread.over));
    Tensor squares = Reductions.run(Reduce.SUM_SQUARES, centred, spread.over, x.dtype());
    return squares.div(spread.divisor());
  }

  public static Tensor var(Tensor x, long[] dims, double correction, boolean keepDim) {
    Check.floating("var", "input", x);
    Spread spread = new Spread(Reductions.over("var", x, dims, keepDim), correction);
    Tensor out = variance(x.detach(), spread);
    return Graph.record(VAR, out, new Tensor[] {x}, new Tensor[] {x}, spread);
  }

  public static Tensor std(Tensor x, long[] dims, double correction, boolean keepDim) {
    Check.floating("std", "input", x);
    Spread spread = new Spread(Reductions.over("std", x, dims, keepDim), correction);
    Tensor out = variance(x.detach(), spread).sqrt();
    return Graph.record(STD, out, new Tensor[] {x}, new Tensor[] {x, out}, spread);
  }

  // ---- norms ----

  /** (sum |x|^p)^(1/p), the largest or smallest magnitude for p = +-infinity, a count for 0. */
  public static Tensor norm(Tensor x, double p, long[] dims, boolean keepDim) {
    return norm(NORM, x, p, dims, keepDim);
  }

  /** The norms of differences, which PyTorch takes by another operation of the same meaning. */
  static Tensor distanceNorm(Tensor x, double p, boolean keepDim) {
    return norm(DISTANCE_NORM, x, p, new long[] {-1}, keepDim);
  }

  private static Tensor norm(Grad grad, Tensor x, double p, long[] dims, boolean keepDim) {
    Check.floating("norm", "input", x);
    Over over = Reductions.over("norm", x, dims, keepDim);
    if (over.count() == 0 && (p < 0 || Double.isInfinite(p))) {
      throw new IllegalArgumentException(
          String.format(
              "norm: of no elements (size %s) there is no largest or smallest for p = %s",
              Check.show(x), p));
    }
    Tensor v = x.detach();
    Tensor out;
    if (p == 2) {
      out = Reductions.run(Reduce.SUM_SQUARES, v, over, x.dtype()).sqrt();
    } else if (p == 1) {
      out = Reductions.run(Reduce.SUM_ABS, v, over, x.dtype());
    } else if (p == 0) {
      out = Reductions.run(Reduce.COUNT_NONZERO, v, over, DType.INT64).to(x.dtype());
    } else if (Double.isInfinite(p)) {
      out = Reductions.run(p > 0 ? Reduce.MAX : Reduce.MIN, v.abs(), over, x.dtype());
    } else {
      out = Reductions.run(Reduce.SUM, v.abs().pow(p), over, x.dtype()).pow(1 / p);
    }
    return Graph.record(grad, out, new Tensor[] {x}, new Tensor[] {x, out}, new Norm(over, p));
  }

  private static Tensor normGradient(Tensor gradient, Saved s) {
    Norm n = s.args();
    Tensor x = s.tensor(0);
    Tensor norm = n.over.kept(s.tensor(1));
    Tensor g = n.over.kept(gradient);
    double p = n.p;
    if (p == 0) {
      return g.mul(0).expand(x.size().toLongArray());
    }
    if (p == 1) {
      return g.mul(x.sign());
    }
    Tensor none = norm.eq(0);
    if (p == 2) {
      return x.mul(g.div(norm.maskedFill(none, 1.0)).maskedFill(none, 0.0));
    }
    if (Double.isInfinite(p)) {
      Tensor hits = x.abs().eq(norm).to(g.dtype());
      Tensor share = g.div(Reductions.reduceTo(Reduce.SUM, hits, n.over.keptSizes()));
      return share.mul(hits).mul(x.sign());
    }
    Tensor zero = x.eq(0);
    Tensor power = x.abs().maskedFill(zero, 1.0).pow(p - 1).mul(x.sign());
    Tensor scale = g.mul(norm.maskedFill(none, 1.0).pow(1 - p)).maskedFill(none, 0.0);
    return power.mul(scale);
  }

  // ---- others ----

  public static Tensor logsumexp(Tensor x, long[] dims, boolean keepDim) {
    Tensor in = x.dtype().isFloatingPoint() ? x : x.to(Types.defaultFloat());
    Over over = Reductions.over("logsumexp", in, dims, keepDim);
    Tensor v = in.detach();
    Tensor out;
    if (over.count() == 0) {
      out = Reductions.run(Reduce.SUM, v, over, in.dtype()).log();
    } else {
      Tensor high = Reductions.run(Reduce.MAX, v, over, in.dtype());
      Tensor shift = high.maskedFill(high.isinf(), 0.0);
      Tensor terms = v.sub(over.kept(shift)).exp();
      out = Reductions.run(Reduce.SUM, terms, over, in.dtype()).log().add(shift);
    }
    return Graph.record(LOGSUMEXP, out, new Tensor[] {in}, new Tensor[] {in, out}, over);
  }

  public static Tensor nansum(Tensor x, long[] dims, boolean keepDim) {
    if (!x.dtype().isFloatingPoint()) {
      return Reductions.sum(x, dims, keepDim, null);
    }
    Over over = Reductions.over("nansum", x, dims, keepDim);
    Tensor v = x.detach();
    Tensor numbers = v.maskedFill(v.isnan(), 0.0);
    Tensor out = Reductions.run(Reduce.SUM, numbers, over, x.dtype());
    return Graph.record(NANSUM, out, new Tensor[] {x}, new Tensor[] {x}, over);
  }

  public static Tensor nanmean(Tensor x, long[] dims, boolean keepDim) {
    Check.floating("nanmean", "input", x);
    Tensor numbers = x.detach().isnan().logicalNot();
    return nansum(x, dims, keepDim).div(Reductions.sum(numbers, dims, keepDim, null));
  }

  // ---- product ----

  private static Grad prod(String name) {
    return Grad.of(
        name,
        (g, s) -> {
          Over over = s.args();
          Tensor x = s.tensor(0);
          Tensor up = over.kept(g);
          if (x.dim() == 0) {
            return new Tensor[] {g};
          }
          if (!x.eq(0).any().itemBoolean()) {
            return new Tensor[] {up.mul(over.kept(s.tensor(1))).div(x)};
          }
          return new Tensor[] {up.mul(others(x, over))};
        });
  }

  /** For each element the product of all others, without dividing. */
  private static Tensor others(Tensor x, Over over) {
    int dim = -1;
    int reduced = 0;
    for (int d = 0; d < over.dims().length; d++) {
      if (over.dims()[d]) {
        dim = d;
        reduced++;
      }
    }
    if (reduced > 1) {
      return before(x.reshape(-1), 0)
          .mul(before(x.reshape(-1).flip(0), 0).flip(0))
          .view(x.size().toLongArray());
    }
    return before(x, dim).mul(before(x.flip(dim), dim).flip(dim));
  }

  /** For each element the product of those before it. */
  private static Tensor before(Tensor x, int d) {
    Tensor ones = Tensor.onesLike(x.detach().narrow(d, 0, 1));
    return Tensor.cat(d, ones, x.narrow(d, 0, x.size(d) - 1)).cumprod(d);
  }

  /** {@code dim} null: of all elements. */
  public static Tensor prod(Tensor x, Long dim, boolean keepDim, DType dtype) {
    DType type = dtype != null ? dtype : x.dtype().isFloatingPoint() ? x.dtype() : DType.INT64;
    Tensor in = x.to(type);
    long[] dims = dim == null ? new long[0] : new long[] {dim};
    Over over = Reductions.over("prod", in, dims, keepDim);
    Tensor out = Reductions.run(Reduce.PROD, in, over, type);
    return Graph.record(
        dim == null ? PROD_ALL : PROD_DIM, out, new Tensor[] {in}, new Tensor[] {in, out}, over);
  }

  // ---- of several variables ----

  public static Tensor cov(Tensor x, long correction) {
    if (x.dim() > 2) {
      throw new IllegalArgumentException(
          "cov: variables must be the rows of at most 2 dimensions, got size " + Check.show(x));
    }
    if (!x.dtype().isFloatingPoint()) {
      return cov(x.to(Types.defaultFloat()), correction);
    }
    Tensor rows = x.dim() < 2 ? x.reshape(1, -1) : x;
    Tensor centred = rows.sub(rows.mean(1, true));
    Tensor out = centred.mm(centred.t()).div((double) Math.max(0, rows.size(1) - correction));
    return x.dim() < 2 ? out.squeeze() : out;
  }

  public static Tensor corrcoef(Tensor x) {
    Tensor c = cov(x, 1);
    if (c.dim() == 0) {
      return c.div(c);
    }
    Tensor deviation = c.diagonal().sqrt();
    return c.div(deviation.unsqueeze(1)).div(deviation.unsqueeze(0)).clamp(-1.0, 1.0);
  }

  public static Tensor renorm(Tensor x, double p, long dim, double maxNorm) {
    Check.floating("renorm", "input", x);
    if (x.dim() < 2 || !(p > 0) || !(maxNorm >= 0)) {
      throw new IllegalArgumentException(
          String.format(
              "renorm: the tensor must have at least 2 dimensions, p be positive and maxnorm not"
                  + " negative, got size %s, p %s, maxnorm %s",
              Check.show(x), p, maxNorm));
    }
    int d = Check.dim("renorm", dim, (int) x.dim());
    long[] others = new long[(int) x.dim() - 1];
    for (int k = 0; k < others.length; k++) {
      others[k] = k < d ? k : k + 1;
    }
    Tensor norm = x.norm(p, others, true);
    Tensor factor = norm.add(1e-7).reciprocal().mul(maxNorm);
    return x.mul(Tensor.where(norm.gt(maxNorm), factor, 1.0));
  }
}
