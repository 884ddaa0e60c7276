package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Scan;
import jackhammer.internal.kernel.Strided;

/** Running sums, products and the like along a dimension. */
public final class Scanning {
  private static final Grad CUMSUM =
      Grad.of(
          "CumsumBackward0",
          (g, s) -> {
            int d = s.<Integer>args();
            return new Tensor[] {fromTheEnd(g, d)};
          });
  private static final Grad CUMPROD =
      Grad.of(
          "CumprodBackward0",
          (g, s) -> new Tensor[] {products(g, s.tensor(0), s.tensor(1), s.<Integer>args())});
  private static final Grad LOGCUMSUMEXP =
      Grad.of(
          "LogcumsumexpBackward0",
          (g, s) -> new Tensor[] {logs(g, s.tensor(0), s.tensor(1), s.<Integer>args())});

  private Scanning() {}

  private static Tensor fromTheEnd(Tensor g, int d) {
    return g.dim() == 0 ? g : g.flip(d).cumsum(d).flip(d);
  }

  private static Tensor scan(Scan op, Tensor x, int d) {
    Strided s = Extremes.atLeast1d(x);
    Strided out = Strided.empty(x.dtype(), s.sizes().clone());
    Compute.kernels().scan(op, s, d, out, null);
    return Tensors.wrap(x.dim() == 0 ? out.select(0, 0) : out);
  }

  private static Tensor number(Tensor x, DType dtype) {
    return x.to(dtype != null ? dtype : x.dtype().isFloatingPoint() ? x.dtype() : DType.INT64);
  }

  public static Tensor cumsum(Tensor x, long dim, DType dtype) {
    int d = Check.dim("cumsum", dim, (int) x.dim());
    Tensor in = number(x, dtype);
    return Graph.record(CUMSUM, scan(Scan.SUM, in, d), new Tensor[] {in}, Graph.nothing(), d);
  }

  public static Tensor cumprod(Tensor x, long dim, DType dtype) {
    int d = Check.dim("cumprod", dim, (int) x.dim());
    Tensor in = number(x, dtype);
    Tensor out = scan(Scan.PROD, in, d);
    return Graph.record(CUMPROD, out, new Tensor[] {in}, new Tensor[] {in, out}, d);
  }

  public static Tensor logcumsumexp(Tensor x, long dim) {
    Check.floating("logcumsumexp", "input", x);
    int d = Check.dim("logcumsumexp", dim, (int) x.dim());
    Tensor out = scan(Scan.LOG_SUM_EXP, x, d);
    return Graph.record(LOGCUMSUMEXP, out, new Tensor[] {x}, new Tensor[] {x, out}, d);
  }

  /** d out[j] / d x[i] is out[j] / x[i] for j >= i: a sum from the end. */
  private static Tensor products(Tensor g, Tensor x, Tensor out, int d) {
    if (x.dim() == 0) {
      return g;
    }
    if (!x.eq(0).any().itemBoolean()) {
      return fromTheEnd(g.mul(out), d).div(x);
    }
    // A zero cannot be divided by: the products without factor i, for each i.
    int n = (int) x.size(d);
    Tensor last = x.movedim(d, -1);
    Tensor self = Tensor.eye(n, n, o -> o.dtype(DType.BOOL));
    Tensor factors = last.unsqueeze(-2).maskedFill(self, 1.0); // [..., i, k]
    Tensor without = factors.cumprod(-1).triu(); // [..., i, j]: j >= i
    return g.movedim(d, -1).unsqueeze(-2).mul(without).sum(-1).movedim(-1, d);
  }

  /** exp(x[i]) * sum over j >= i of g[j] * exp(-out[j]), through logarithms. */
  private static Tensor logs(Tensor g, Tensor x, Tensor out, int d) {
    if (x.dim() == 0) {
      return g;
    }
    return part(g, x, out, d).sub(part(g.neg(), x, out, d));
  }

  /** What the positive gradients contribute. */
  private static Tensor part(Tensor g, Tensor x, Tensor out, int d) {
    Tensor positive = g.gt(0);
    Tensor log = Tensor.where(positive, g, 1.0).log();
    Tensor shifted = Tensor.where(positive, log.sub(out), Double.NEGATIVE_INFINITY);
    return shifted.flip(d).logcumsumexp(d).flip(d).add(x).exp();
  }

  /** Differences of neighbours, {@code n} times. */
  public static Tensor diff(Tensor x, long n, long dim) {
    if (x.dim() == 0) {
      throw new IllegalArgumentException("diff: a 0-d tensor has no neighbours");
    }
    int d = Check.dim("diff", dim, (int) x.dim());
    if (n < 0) {
      throw new IllegalArgumentException("diff: n must not be negative, got " + n);
    }
    Tensor out = x;
    for (long i = 0; i < Math.min(n, x.size(d)); i++) {
      long m = out.size(d) - 1;
      Tensor later = out.narrow(d, 1, m);
      Tensor earlier = out.narrow(d, 0, m);
      out = x.dtype() == DType.BOOL ? later.logicalXor(earlier) : later.sub(earlier);
    }
    return out;
  }

  /**
   * Slopes along dimensions: differences of the neighbours on both sides; at the ends by the
   * nearest two elements (edge order 1) or three (2).
   *
   * @param spacing one for all dimensions, or one for each
   * @param dims none: all
   */
  public static Tensor[] gradient(Tensor x, double[] spacing, long[] dims, int edgeOrder) {
    Check.notNull("gradient", "input", x);
    Check.notNull("gradient", "spacing", spacing);
    Check.notNull("gradient", "dims", dims);
    int[] along = new int[dims.length == 0 ? (int) x.dim() : dims.length];
    for (int i = 0; i < along.length; i++) {
      along[i] = dims.length == 0 ? i : Check.dim("gradient", dims[i], (int) x.dim());
    }
    if (java.util.Arrays.stream(along).distinct().count() != along.length) {
      throw new IllegalArgumentException(
          "gradient: a dimension stands twice in " + java.util.Arrays.toString(dims));
    }
    if (spacing.length != 1 && spacing.length != along.length) {
      throw new IllegalArgumentException(
          String.format(
              "gradient: spacing must be 1 number or one for each of the %d dimensions, got %d",
              along.length, spacing.length));
    }
    if (edgeOrder != 1 && edgeOrder != 2) {
      throw new IllegalArgumentException("gradient: edgeOrder must be 1 or 2, got " + edgeOrder);
    }
    Tensor in = x.dtype().isFloatingPoint() ? x : x.to(Types.defaultFloat());
    Tensor[] slopes = new Tensor[along.length];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = slope(in, along[i], spacing[spacing.length == 1 ? 0 : i], edgeOrder);
    }
    return slopes;
  }

  private static Tensor slope(Tensor x, int d, double h, int edgeOrder) {
    long n = x.size(d);
    if (n <= edgeOrder) {
      throw new IllegalArgumentException(
          String.format(
              "gradient: dimension %d must have at least edgeOrder + 1 = %d elements, got %d",
              d, edgeOrder + 1, n));
    }
    Tensor middle = x.narrow(d, 2, Math.max(n - 2, 0)).sub(x.narrow(d, 0, n - 2)).div(2 * h);
    return Tensor.cat(d, end(x, d, 0, 1, h, edgeOrder), middle, end(x, d, n - 1, -1, h, edgeOrder));
  }

  /** The slope at an end, from there inwards. */
  private static Tensor end(Tensor x, int d, long at, int inwards, double h, int edgeOrder) {
    Tensor first = x.narrow(d, at, 1);
    Tensor second = x.narrow(d, at + inwards, 1);
    Tensor rise = second.sub(first);
    if (edgeOrder == 2) {
      Tensor third = x.narrow(d, at + 2 * inwards, 1);
      rise = second.mul(2.0).sub(first.mul(1.5)).sub(third.mul(0.5));
    }
    return rise.div(inwards * h);
  }

  // ---- areas ----

  private static Tensor middles(String op, Tensor y, long dim) {
    Check.notNull(op, "y", y);
    if (y.dim() == 0) {
      throw new IllegalArgumentException(
          op + ": y must have at least 1 dimension, got a 0-d tensor");
    }
    long n = y.size(dim);
    return n == 0 ? y : y.narrow(dim, 1, n - 1).add(y.narrow(dim, 0, n - 1));
  }

  public static Tensor trapezoid(Tensor y, double dx, long dim) {
    return middles("trapezoid", y, dim).sum(dim, false).mul(dx).div(2);
  }

  public static Tensor cumulativeTrapezoid(Tensor y, double dx, long dim) {
    return middles("cumulativeTrapezoid", y, dim).cumsum(dim).mul(dx).div(2);
  }

  public static Tensor trapezoid(Tensor y, Tensor x, long dim) {
    Check.notNull("trapezoid", "x", x);
    Tensor middles = middles("trapezoid", y, dim);
    if (x.dim() == 0) {
      throw new IllegalArgumentException(
          "trapezoid: x must have at least 1 dimension, got a 0-d tensor");
    }
    long n = x.dim() == 1 ? x.size(0) : x.size(dim);
    if (n != y.size(dim)) {
      throw new IllegalArgumentException(
          String.format(
              "trapezoid: there must be one x for each y: y has %d along dimension %d, x %d",
              y.size(dim), dim, n));
    }
    Tensor steps = x.dim() == 1 ? x.diff() : x.diff(1, dim);
    if (x.dim() == 1) {
      long[] size = new long[(int) y.dim()];
      java.util.Arrays.fill(size, 1);
      size[Check.dim("trapezoid", dim, size.length)] = -1;
      steps = steps.view(size);
    }
    return middles.mul(steps).sum(dim, false).div(2);
  }
}
