package jackhammer.ops;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.tensor;
import static jackhammer.ops.In.b;
import static jackhammer.ops.In.f;
import static jackhammer.ops.In.i;
import static jackhammer.ops.In.lit;

import jackhammer.DType;
import jackhammer.Tensor;

/** What depends on the order of elements: {@code SortOps}, {@code ScanOps}, {@code CompareOps}. */
final class OrderSamples {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  private OrderSamples() {}

  static void add(Rows r) {
    scans(r);
    sorts(r);
    medians(r);
    counts(r);
    places(r);
    compare(r);
    areas(r);
    nanQuantiles(r);
    slopesAndChoices(r);
    histograms(r);
  }

  private static void scans(Rows r) {
    In x = f(2, 3, 4);
    r.op("cumsum")
        .on(a -> a[0].cumsum(1), x)
        .on(a -> a[0].cumsum(-1), x)
        .on(a -> a[0].cumsum(0), x)
        .on(a -> a[0].cumsum(0), f())
        .on(a -> a[0].cumsum(1), f(2, 0))
        .on(a -> a[0].cumsum(0), b(5))
        .on(a -> a[0].cumsum(0, DType.FLOAT64), i(5))
        .dtypes()
        .large(f(40, 50, 60))
        .bad(IndexOutOfBoundsException.class, "cumsum: dim must be", () -> ones(2).cumsum(1));
    r.op("cumsum.rows").on(a -> a[0].cumsum(1), f(3, 9)).rows().large(f(300, 501));
    r.op("cumprod")
        .on(a -> a[0].cumprod(1), x.in(.5, 1.5))
        .on(a -> a[0].cumprod(0), x)
        .on(a -> a[0].cumprod(0), f())
        .on(a -> a[0].cumprod(1), lit(new double[][] {{2, 0, 3, 4}, {0, 2, 0, 5}}))
        .on(a -> a[0].cumprod(0, DType.FLOAT64), i(5))
        .dtypes();
    r.op("logcumsumexp")
        .on(a -> a[0].logcumsumexp(1), x)
        .on(a -> a[0].logcumsumexp(0), x)
        .on(a -> a[0].logcumsumexp(0), f())
        .on(a -> a[0].logcumsumexp(0), lit(new double[] {1000, 1000, -1000, 999}))
        .bad(
            IllegalArgumentException.class,
            "logcumsumexp: input must be a floating-point tensor",
            () -> tensor(1, 2).logcumsumexp(0));
    r.op("cummax")
        .on(a -> a[0].cummax(1), x)
        .on(a -> a[0].cummax(0), x)
        .on(a -> a[0].cummax(0), f())
        .on(a -> a[0].cummax(1), i(2, 9))
        .large(f(40, 50, 60));
    r.op("cummin").on(a -> a[0].cummin(1), x).on(a -> a[0].cummin(0), x);
    r.op("cummax.ties")
        .on(a -> a[0].cummax(0), lit(new double[] {1, 1, 3, 2, 3, NAN, 5}))
        .on(a -> a[0].cummin(0), lit(new double[] {3, 3, 1, 2, 1, NAN, 0}))
        .withoutGradient();
    r.op("diff")
        .on(a -> a[0].diff(), x)
        .on(a -> a[0].diff(2, 1), x)
        .on(a -> a[0].diff(1, 0), b(5))
        .on(a -> a[0].diff(4, 0), f(3))
        .bad(IllegalArgumentException.class, "diff: a 0-d tensor", () -> tensor(1.0).diff());
  }

  private static void sorts(Rows r) {
    In x = f(2, 3, 4);
    In odd = lit(new double[] {2, NAN, -INF, 0.0, -0.0, 2, INF, -1, NAN});
    r.op("sort")
        .on(a -> a[0].sort(), x)
        .on(a -> a[0].sort(1), x)
        .on(a -> a[0].sort(0, true), x)
        .on(a -> a[0].sort(), f())
        .on(a -> a[0].sort(), f(2, 0))
        .on(a -> a[0].sort(0), i(11))
        .on(a -> a[0].sort(0), b(5))
        .dtypes()
        .ownNames() // the goldens are stable sorts, which PyTorch records under another name
        .large(f(31, 501, 7))
        .bad(IndexOutOfBoundsException.class, "sort: dim must be", () -> ones(2).sort(1));
    r.op("sort.odd")
        .on(a -> a[0].sort(), odd)
        .on(a -> a[0].sort(0, true), odd)
        .ownNames()
        .withoutGradient();
    r.op("sort.wide")
        .on(a -> a[0].sort(), lit(new long[] {1L << 40, -(1L << 41), 3, -(1L << 33), 3, 1L << 33}))
        .on(a -> a[0].sort(0, true), lit(new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, 0}));
    r.op("argsort")
        .on(a -> a[0].argsort(), x)
        .on(a -> a[0].argsort(1), x)
        .on(a -> a[0].argsort(0, true), x)
        .on(a -> a[0].argsort(), f())
        .on(a -> a[0].argsort(), odd);
    r.op("topk")
        .on(a -> a[0].topk(2), x)
        .on(a -> a[0].topk(2, 1), x)
        .on(a -> a[0].topk(3, 1, false), x)
        .on(a -> a[0].topk(1), f())
        .on(a -> a[0].topk(0), f(3))
        .rows()
        .bad(
            IndexOutOfBoundsException.class,
            "topk: k must be in [0, 2], the size of dimension 0, got 3",
            () -> ones(2).topk(3));
    r.op("kthvalue")
        .on(a -> a[0].kthvalue(2), x)
        .on(a -> a[0].kthvalue(3, 1, true), x)
        .on(a -> a[0].kthvalue(1), f())
        .rows()
        .bad(
            IndexOutOfBoundsException.class,
            "kthvalue: k must be in [1, 2]",
            () -> ones(2).kthvalue(0));
  }

  private static void medians(Rows r) {
    In x = f(2, 3, 5);
    In holes = lit(new double[][] {{1, NAN, 3, 2}, {4, 5, 7, 6}});
    r.op("median")
        .on(a -> a[0].median(1), x)
        .on(a -> a[0].median(-1, true), x)
        .on(a -> a[0].median(), x)
        .on(a -> a[0].median(), f(4))
        .on(a -> a[0].median(), f())
        .on(a -> a[0].median(1), i(3, 1))
        .rows();
    r.op("median.nan")
        .on(a -> a[0].median(1), holes)
        .on(a -> a[0].median(), holes)
        .withoutGradient();
    r.op("nanmedian")
        .on(a -> a[0].nanmedian(1, false), holes)
        .on(a -> a[0].nanmedian(), holes)
        .withoutGradient();
    r.op("mode")
        .on(a -> a[0].mode(), lit(new long[][] {{1, 2, 2, 1, 2}, {5, 4, 5, 4, 3}}))
        .on(a -> a[0].mode(0, true), lit(new double[][] {{1, 2}, {1, 3}, {0, 3}}))
        .on(a -> a[0].mode(), f())
        .withoutGradient();
    r.op("quantile")
        .on(a -> a[0].quantile(.3), x)
        .on(a -> a[0].quantile(.8, 1, true), x)
        .on(a -> a[0].quantile(tensor(.1, .5, 1).to(a[0].dtype())), x)
        .on(a -> a[0].quantile(tensor(.1, .5).to(a[0].dtype()), 2, false), x)
        .on(a -> a[0].quantile(tensor(.4).to(a[0].dtype()), 2, false, "lower"), x)
        .on(a -> a[0].quantile(tensor(.4).to(a[0].dtype()), 2, false, "higher"), x)
        .on(a -> a[0].quantile(tensor(.4).to(a[0].dtype()), 2, false, "midpoint"), x)
        .on(a -> a[0].quantile(tensor(.4).to(a[0].dtype()), 2, false, "nearest"), x)
        .on(a -> a[0].quantile(.5), f())
        .ownNames()
        .bad(IllegalArgumentException.class, "in [0, 1]", () -> ones(2).quantile(2))
        .bad(
            IllegalArgumentException.class,
            "quantile: the tensor must be float32 or float64",
            () -> tensor(1, 2).quantile(.5))
        .bad(
            IllegalArgumentException.class,
            "quantile: interpolation must be",
            () -> ones(2).quantile(tensor(.5), 0, false, "cubic"));
  }

  private static void nanQuantiles(Rows r) {
    In x = f(2, 3, 4);
    In odd = lit(new double[][] {{2, NAN, 1, 4}, {NAN, NAN, NAN, 3}, {0, 5, -1, 2}});
    r.op("nanquantile")
        .on(a -> a[0].nanquantile(.3), x)
        .on(a -> a[0].nanquantile(.8, 1, true), x)
        .on(a -> a[0].detach().nanquantile(.3), odd)
        .on(a -> a[0].detach().nanquantile(.8, 1, true), odd)
        .on(a -> a[0].detach().nanquantile(qs(a[0], .1, .5), 0, false, "linear"), odd)
        .on(a -> a[0].detach().nanquantile(qs(a[0], .4), 1, false, "higher"), odd)
        .on(a -> a[0].detach().nanquantile(.5), lit(new double[] {NAN, NAN}))
        .ownNames()
        .bad(IllegalArgumentException.class, "nanquantile: q", () -> ones(2).nanquantile(2));
  }

  private static Tensor qs(Tensor x, double... q) {
    return tensor(q).to(x.dtype());
  }

  private static void slopesAndChoices(Rows r) {
    r.op("gradient")
        .on(a -> Tensor.gradient(a[0]), f(3, 4))
        .on(a -> Tensor.gradient(a[0], 2.5), f(3, 4))
        .on(a -> Tensor.gradient(a[0], new double[] {2, .5}, new long[] {2, 0}, 2), f(3, 2, 4))
        .on(a -> Tensor.gradient(a[0], .5, -1), i(5))
        .on(a -> Tensor.gradient(a[0]), f(2))
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "gradient: dimension 0 must have at least edgeOrder + 1 = 2 elements, got 1",
            () -> Tensor.gradient(ones(1)))
        .bad(
            IllegalArgumentException.class,
            "gradient: spacing must be 1 number or one for each of the 2 dimensions, got 3",
            () -> Tensor.gradient(ones(2, 2), new double[3], new long[0], 1));
    r.op("combinations")
        .on(a -> Tensor.combinations(a[0]), f(4))
        .on(a -> Tensor.combinations(a[0], 3, true), f(3))
        .on(a -> Tensor.combinations(a[0], 3, false), i(5))
        .on(a -> Tensor.combinations(a[0], 5, false), f(3))
        .on(a -> Tensor.combinations(a[0], 0, false), i(3))
        .on(a -> Tensor.combinations(a[0], 2, true), i(0))
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "combinations: the choices of 30 of 100 elements are more",
            () -> Tensor.combinations(ones(100), 30, false))
        .bad(
            IllegalArgumentException.class,
            "combinations: the input must have 1 dimension",
            () -> Tensor.combinations(ones(2, 2)));
    In places = lit(new long[][] {{5, 0}, {2, 3}});
    r.op("unravel_index")
        .on(a -> Tensor.unravelIndex(a[0], 2, 3), places)
        .on(a -> Tensor.unravelIndex(a[0], 2, 1, 4), places)
        .bad(
            IndexOutOfBoundsException.class,
            "unravelIndex: indices must be in [0, 6) for size [2, 3], got from 6 to 6",
            () -> Tensor.unravelIndex(tensor(6L), 2, 3));
  }

  private static void histograms(Rows r) {
    In x = f(3, 5);
    In edges = lit(new double[] {-1, -.5, .5, .5, 2});
    In odd = lit(new double[] {-1, .5, 2, 2.1, NAN, -.5});
    r.op("histogram")
        .on(a -> a[0].detach().histogram(4), x)
        .on(a -> a[0].detach().histogram(4, -1, 1, null, true), x)
        .on(a -> a[0].detach().histogram(3, -1, 1, a[1].detach(), false), x, f(3, 5))
        .on(a -> a[0].detach().histogram(a[1].detach()), odd, edges)
        .on(a -> a[0].detach().histogram(a[1].detach(), a[2].detach(), true), x, edges, f(3, 5))
        .on(a -> a[0].detach().histogram(3), lit(new double[] {2, 2}))
        .on(a -> a[0].detach().histogram(2), f(0))
        .bad(IllegalArgumentException.class, "histogram: bins must be", () -> ones(2).histogram(0))
        .bad(
            IllegalArgumentException.class,
            "histogram: edges must be a 1-d tensor of at least 2 numbers that do not fall",
            () -> ones(2).histogram(tensor(2.0, 1.0)));
  }

  private static void counts(Rows r) {
    In whole = lit(new long[][] {{3, 1, 1}, {2, 3, 3}});
    r.op("unique").on(a -> a[0].unique(), whole).on(a -> a[0].unique(), lit(new long[0]));
    r.op("unique.float").on(a -> a[0].detach().unique(), f(5)).on(a -> a[0].detach().unique(), f());
    r.op("unique_with_counts")
        .on(a -> a[0].uniqueWithCounts(), whole)
        .on(a -> a[0].uniqueWithCounts(), lit(new long[0]));
    r.op("unique_consecutive").on(a -> a[0].uniqueConsecutive(), whole);
    r.op("bincount")
        .on(a -> a[0].bincount(), lit(new long[] {1, 1, 4, 0}))
        .on(a -> a[0].bincount(7), lit(new long[] {1, 1, 4, 0}))
        .on(a -> a[0].bincount(a[1].detach(), 0), lit(new long[] {1, 1, 4, 0}), f(4))
        .on(a -> a[0].bincount(), lit(new long[0]))
        .bad(
            IllegalArgumentException.class,
            "bincount: no element may be negative, got -1",
            () -> tensor(3, -1).bincount())
        .bad(
            IllegalArgumentException.class,
            "bincount: expected a 1-d integer tensor",
            () -> ones(2).bincount());
    r.op("histc")
        .on(a -> a[0].detach().histc(4), f(3, 5))
        .on(a -> a[0].detach().histc(4, -1, 1), f(3, 5))
        .on(a -> a[0].detach().histc(3), lit(new double[] {2, 2, 2}))
        .bad(IllegalArgumentException.class, "histc: bins must be", () -> ones(2).histc(0));
  }

  private static void places(Rows r) {
    In row = lit(new double[] {-1, 0, 0, 1.5});
    In values = lit(new double[][] {{-2, -1, 0}, {1, 1.5, 3}});
    In whole = lit(new long[][] {{1, 3, 5}, {2, 4, 6}});
    r.op("searchsorted")
        .on(a -> Tensor.searchsorted(a[0], a[1]), row, values)
        .on(a -> Tensor.searchsorted(a[0], a[1], true), row, values)
        .on(a -> Tensor.searchsorted(a[0], a[1]), whole, lit(new long[][] {{3, 6}, {0, 5}}))
        .on(a -> Tensor.searchsorted(a[0], a[1]), row, lit(0.5))
        .bad(
            IllegalArgumentException.class,
            "searchsorted: the sorted tensor must have 1 dimension",
            () -> Tensor.searchsorted(ones(2, 3), ones(3, 2)));
    r.op("bucketize")
        .on(a -> Tensor.bucketize(a[0], a[1]), values, row)
        .on(a -> Tensor.bucketize(a[0], a[1], true), values, row);
    r.op("isin")
        .on(a -> Tensor.isin(a[0], a[1]), whole, lit(new long[] {6, 1, 9}))
        .on(a -> Tensor.isin(a[0], a[1]), whole, lit(new long[0]));
  }

  private static void compare(Rows r) {
    In x = lit(new double[] {1, NAN, INF, 1e-9});
    In y = lit(new double[] {1.000001, NAN, INF, 0});
    r.op("equal")
        .on(a -> a[0].equal(a[1]), f(2, 3), f(2, 3))
        .on(a -> a[0].equal(a[0]), f(2, 3))
        .on(a -> a[0].equal(a[1]), f(2, 3), f(3));
    r.op("isclose")
        .on(a -> a[0].isclose(a[1]), x, y)
        .on(a -> a[0].isclose(a[1], 0, 1e-7, true), x, y)
        .on(a -> a[0].isclose(a[1]), i(4), i(4));
    r.op("allclose")
        .on(a -> a[0].allclose(a[1]), x, y)
        .on(a -> a[0].allclose(a[1], 1e-5, 1e-8), x, x)
        .on(a -> a[0].allclose(a[1], 1e-5, 1e-8, true), x, y);
  }

  private static void areas(Rows r) {
    r.op("msort").on(x -> x[0].msort(), f(4, 2)).on(x -> x[0].msort(), f(5)).ownNames();
    r.op("trapezoid")
        .on(x -> Tensor.trapezoid(x[0]), f(2, 5))
        .on(x -> Tensor.trapezoid(x[0], .5, 0), f(4, 2))
        .on(x -> Tensor.trapezoid(x[0], x[1], 1), f(2, 4), f(4))
        .on(x -> Tensor.trapezoid(x[0], x[1], 0), f(3, 2), f(3, 2))
        .on(x -> Tensor.trapezoid(x[0]), f(2, 1))
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "trapezoid: there must be one x for each y: y has 3 along dimension 1, x 2",
            () -> Tensor.trapezoid(Tensor.ones(2, 3), Tensor.ones(2), 1));
    r.op("cumulative_trapezoid")
        .on(x -> Tensor.cumulativeTrapezoid(x[0], 1, -1), f(2, 5))
        .on(x -> Tensor.cumulativeTrapezoid(x[0], .5, 0), f(4, 2))
        .ownNames();
  }
}
