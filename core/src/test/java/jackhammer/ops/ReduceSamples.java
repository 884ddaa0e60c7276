package jackhammer.ops;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;
import static jackhammer.ops.In.b;
import static jackhammer.ops.In.f;
import static jackhammer.ops.In.i;
import static jackhammer.ops.In.lit;

import jackhammer.DType;
import jackhammer.Tensor;

/** Over dimensions: {@code ReduceOps}. */
final class ReduceSamples {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  private ReduceSamples() {}

  static void add(Rows r) {
    sums(r);
    extremes(r);
    truths(r);
    statistics(r);
    products(r);
    bothEnds(r);
  }

  private static void sums(Rows r) {
    In x = f(2, 3, 4);
    r.op("sum")
        .on(a -> a[0].sum(), x)
        .on(a -> a[0].sum(1), x)
        .on(a -> a[0].sum(0, 2), x)
        .on(a -> a[0].sum(-1, true), x)
        .on(a -> a[0].sum(new long[] {0, 1}, true), x)
        .on(a -> a[0].sum(), f())
        .on(a -> a[0].sum(0), f())
        .on(a -> a[0].sum(1), f(2, 0))
        .on(a -> a[0].sum(0), f(2, 0))
        .on(a -> a[0].sum(), i(3, 4))
        .on(a -> a[0].sum(0), b(3, 4))
        .dtypes()
        .large(f(70_001))
        .bad(
            IndexOutOfBoundsException.class, "sum: dim must be in [-2, 1]", () -> ones(2, 3).sum(2))
        .bad(
            IllegalArgumentException.class, "sum: dim 0 appears twice", () -> ones(2, 3).sum(0, 0));
    r.op("sum.dtype").on(a -> a[0].sum(DType.FLOAT64), f(3, 4));
    r.op("sum.rows").on(a -> a[0].sum(1), f(3, 40)).rows().large(f(300, 501));
    r.op("sum_to_size")
        .on(a -> a[0].sumToSize(1, 4), f(3, 4))
        .on(a -> a[0].sumToSize(3, 1), x)
        .on(a -> a[0].sumToSize(2, 3, 4), x)
        .bad(
            IllegalArgumentException.class,
            "sumToSize: size [2] must broadcast",
            () -> ones(3).sumToSize(2));
    r.op("mean")
        .on(a -> a[0].mean(), x)
        .on(a -> a[0].mean(1), x)
        .on(a -> a[0].mean(0, 2), x)
        .on(a -> a[0].mean(-1, true), x)
        .on(a -> a[0].mean(new long[] {0, 1}, true), x)
        .on(a -> a[0].mean(), f())
        .on(a -> a[0].mean(0), f(0, 3))
        .large(f(301, 502))
        .bad(
            IllegalArgumentException.class,
            "mean: input must be a floating-point tensor",
            () -> tensor(1, 2).mean());
    In holes = lit(new double[][] {{1, NAN, 3}, {NAN, 5, 7}});
    r.op("nansum")
        .on(a -> a[0].nansum(), holes)
        .on(a -> a[0].nansum(new long[] {1}, true), holes)
        .on(a -> a[0].nansum(new long[] {0}, false), i(3, 4));
    r.op("nanmean")
        .on(a -> a[0].nanmean(), holes)
        .on(a -> a[0].nanmean(new long[] {1}, true), holes);
    r.op("logsumexp")
        .on(a -> a[0].logsumexp(1), x)
        .on(a -> a[0].logsumexp(-1, true), x)
        .on(a -> a[0].logsumexp(new long[] {0, 2}, false), x)
        .on(a -> a[0].logsumexp(0), f())
        .on(a -> a[0].logsumexp(0), f(0, 3))
        .on(a -> a[0].logsumexp(0), i(3, 4))
        .rows()
        .large(f(60, 500, 7));
    r.op("logsumexp.infinite")
        .on(
            a -> a[0].logsumexp(1),
            lit(new double[][] {{-INF, -INF}, {INF, 1}, {-INF, 2}, {1000, 1000}}))
        .withoutGradient();
    r.op("softmax")
        .on(a -> a[0].softmax(1), f(3, 5))
        .on(a -> a[0].softmax(0), f(3, 5))
        .on(a -> a[0].softmax(-2), x)
        .on(a -> a[0].softmax(0), f())
        .on(a -> a[0].softmax(1), f(0, 3))
        .rows()
        .large(f(400, 301))
        .bad(
            IllegalArgumentException.class,
            "softmax: input must be a floating-point tensor",
            () -> tensor(1, 2).softmax(0));
    r.op("log_softmax")
        .on(a -> a[0].logSoftmax(1), f(3, 5))
        .on(a -> a[0].logSoftmax(0), f(3, 5))
        .on(a -> a[0].logSoftmax(-2), x)
        .on(a -> a[0].logSoftmax(0), f())
        .on(a -> a[0].logSoftmax(1), f(0, 3))
        .rows()
        .large(f(400, 301));
  }

  private static void extremes(Rows r) {
    In x = f(2, 3, 4);
    In ties = lit(new double[][] {{1, 3, 3}, {2, 2, 1}});
    In odd = lit(new double[][] {{1, NAN, 3}, {INF, 2, NAN}});
    r.op("max")
        .on(a -> a[0].max(1), x)
        .on(a -> a[0].max(-1, true), x)
        .on(a -> a[0].max(0), x)
        .on(a -> a[0].max(), x)
        .on(a -> a[0].max(0), f())
        .on(a -> a[0].max(), f())
        .on(a -> a[0].max(1), i(3, 5))
        .on(a -> a[0].max(0), b(3, 5))
        .dtypes()
        .large(f(3, 501, 60))
        .bad(
            IndexOutOfBoundsException.class,
            "max: dimension 1 of a tensor of size [2, 0] has no element",
            () -> zeros(2, 0).max(1))
        .bad(IllegalArgumentException.class, "max: no element", () -> zeros(0).max());
    r.op("max.rows").on(a -> a[0].max(1), f(3, 40)).rows().large(f(300, 501));
    r.op("max.nan").on(a -> a[0].max(1), odd).on(a -> a[0].max(), odd).withoutGradient();
    r.op("min.nan").on(a -> a[0].min(1), odd).on(a -> a[0].min(), odd).withoutGradient();
    r.op("max.ties").on(a -> a[0].max(1), ties).on(a -> a[0].max(), ties).withoutGradient();
    r.op("min")
        .on(a -> a[0].min(1), x)
        .on(a -> a[0].min(-1, true), x)
        .on(a -> a[0].min(), x)
        .on(a -> a[0].min(0), f())
        .on(a -> a[0].min(1), i(3, 5))
        .dtypes();
    r.op("amax")
        .on(a -> a[0].amax(1), x)
        .on(a -> a[0].amax(0, 2), x)
        .on(a -> a[0].amax(), x)
        .on(a -> a[0].amax(new long[] {0}, true), x)
        .on(a -> a[0].amax(1), i(3, 5))
        .large(f(3, 501, 60))
        .bad(
            IllegalArgumentException.class,
            "amax: no element to choose from",
            () -> zeros(2, 0).amax(1));
    r.op("amax.ties").on(a -> a[0].amax(1), ties).withoutGradient();
    r.op("amin")
        .on(a -> a[0].amin(1), x)
        .on(a -> a[0].amin(0, 2), x)
        .on(a -> a[0].amin(new long[] {0}, true), x);
    r.op("argmax")
        .on(a -> a[0].argmax(), x)
        .on(a -> a[0].argmax(1), x)
        .on(a -> a[0].argmax(-1, true), x)
        .on(a -> a[0].argmax(), f())
        .on(a -> a[0].argmax(1), odd)
        .on(a -> a[0].argmax(1), ties)
        .on(a -> a[0].argmax(0), i(4, 3))
        .dtypes()
        .large(f(91_001))
        .bad(
            IndexOutOfBoundsException.class,
            "argmax: a tensor of size [0] has no element",
            () -> zeros(0).argmax());
    r.op("argmin")
        .on(a -> a[0].argmin(), x)
        .on(a -> a[0].argmin(1), x)
        .on(a -> a[0].argmin(-1, true), x)
        .on(a -> a[0].argmin(1), odd)
        .on(a -> a[0].argmin(1), ties);
  }

  private static void truths(Rows r) {
    In mask = lit(new boolean[][] {{true, false}, {true, true}, {false, false}});
    r.op("any")
        .on(a -> a[0].any(), mask)
        .on(a -> a[0].any(1), mask)
        .on(a -> a[0].any(0, true), mask)
        .on(a -> a[0].any(1), f(2, 0))
        .on(a -> a[0].any(1), i(3, 4));
    r.op("all")
        .on(a -> a[0].all(), mask)
        .on(a -> a[0].all(1), mask)
        .on(a -> a[0].all(0, true), mask)
        .on(a -> a[0].all(1), f(2, 0))
        .on(a -> a[0].all(1), i(3, 4));
    r.op("count_nonzero")
        .on(a -> a[0].countNonzero(), i(3, 5))
        .on(a -> a[0].countNonzero(1), i(3, 5))
        .on(a -> a[0].countNonzero(0), mask);
  }

  private static void statistics(Rows r) {
    In x = f(2, 3, 4);
    r.op("var")
        .on(a -> a[0].var(), x)
        .on(a -> a[0].var(1), x)
        .on(a -> a[0].var(0, 2), x)
        .on(a -> a[0].var(-1, true), x)
        .on(a -> a[0].var(new long[] {1}, 0, true), x)
        .on(a -> a[0].var(new long[0], 2, false), x)
        .on(a -> a[0].var(new long[] {0}, 0, false), f(1, 3))
        .large(f(50, 2003))
        .bad(
            IllegalArgumentException.class,
            "var: input must be a floating-point tensor",
            () -> tensor(1, 2).var());
    r.op("std")
        .on(a -> a[0].std(), x)
        .on(a -> a[0].std(1), x)
        .on(a -> a[0].std(0, 2), x)
        .on(a -> a[0].std(-1, true), x)
        .on(a -> a[0].std(new long[] {1}, 0, true), x);
    r.op("std_mean")
        .on(a -> Tensor.stdMean(a[0]), x)
        .on(a -> Tensor.stdMean(a[0], 1), x)
        .ownNames();
    r.op("var_mean")
        .on(a -> Tensor.varMean(a[0]), x)
        .on(a -> Tensor.varMean(a[0], 1), x)
        .ownNames();
    r.op("norm")
        .on(a -> a[0].norm(), x)
        .on(a -> a[0].norm(1), x)
        .on(a -> a[0].norm(3, 1), x)
        .on(a -> a[0].norm(1.5, 1, true), x)
        .on(a -> a[0].norm(2, new long[] {0, 2}, true), x)
        .on(a -> a[0].norm(INF), x)
        .on(a -> a[0].norm(-INF, 1), x)
        .on(a -> a[0].norm(), f())
        .on(a -> a[0].norm(2, 0), f(0, 3))
        .large(f(301, 402))
        .bad(
            IllegalArgumentException.class,
            "norm: input must be a floating-point tensor",
            () -> tensor(1, 2).norm())
        .bad(IllegalArgumentException.class, "no largest", () -> zeros(0).norm(INF));
    r.op("norm.zero")
        .on(a -> a[0].norm(0, 1), f(2, 3))
        .on(a -> a[0].norm(), lit(new double[] {0, 0}))
        .on(a -> a[0].norm(3), lit(new double[] {0, 0}))
        .on(a -> a[0].norm(2, 1), lit(new double[][] {{0, 0}, {3, 4}}))
        .withoutGradient();
  }

  private static void products(Rows r) {
    In x = f(2, 3, 4).in(.5, 1.5);
    r.op("prod")
        .on(a -> a[0].prod(), x)
        .on(a -> a[0].prod(1), x)
        .on(a -> a[0].prod(-1, true), x)
        .on(a -> a[0].prod(), f())
        .on(a -> a[0].prod(0), f(0, 3))
        .on(a -> a[0].prod(), lit(new double[][] {{1, 0, 2}, {3, 4, 5}}))
        .on(a -> a[0].prod(1), lit(new double[][] {{1, 0, 2}, {3, 0, 0}, {3, 4, 5}}))
        .on(a -> a[0].prod(), i(3))
        .dtypes();
  }

  private static void bothEnds(Rows r) {
    r.op("aminmax")
        .on(x -> x[0].aminmax(), f(3, 4))
        .on(x -> x[0].aminmax(1, false), f(3, 4))
        .on(x -> x[0].aminmax(0, true), f(3, 4))
        .on(x -> x[0].aminmax(), i(5))
        .on(x -> x[0].aminmax(), f())
        .ownNames();
  }
}
