"""What depends on the order of elements: see ops.py."""

import torch
from ops import b, f, i, lit

inf, nan = float("inf"), float("nan")
x = f(2, 3, 4)


def add(r):
    scans(r)
    sorts(r)
    medians(r)
    counts(r)
    places(r)
    compare(r)
    areas(r)
    nan_quantiles(r)
    slopes_and_choices(r)
    histograms(r)


def nan_quantiles(r):
    odd = lit([[2, nan, 1, 4], [nan, nan, nan, 3], [0.0, 5, -1, 2]])
    q = lambda a, *values: torch.tensor(values, dtype=a.dtype)  # noqa: E731
    r.op(
        "nanquantile", (lambda a: a[0].nanquantile(0.3), x), (lambda a: a[0].nanquantile(0.8, 1, True), x),
        (lambda a: a[0].detach().nanquantile(0.3), odd), (lambda a: a[0].detach().nanquantile(0.8, 1, True), odd),
        (lambda a: a[0].detach().nanquantile(q(a[0], 0.1, 0.5), 0), odd),
        (lambda a: a[0].detach().nanquantile(q(a[0], 0.4), 1, interpolation="higher"), odd),
        (lambda a: a[0].detach().nanquantile(0.5), lit([nan, nan])),
    )  # fmt: skip


def slopes_and_choices(r):
    r.op(
        "gradient", (lambda a: torch.gradient(a[0]), f(3, 4)), (lambda a: torch.gradient(a[0], spacing=2.5), f(3, 4)),
        (lambda a: torch.gradient(a[0], spacing=[2.0, 0.5], dim=[2, 0], edge_order=2), f(3, 2, 4)),
        (lambda a: torch.gradient(a[0], spacing=0.5, dim=-1), i(5)), (lambda a: torch.gradient(a[0]), f(2)),
    )  # fmt: skip
    r.op(
        "combinations", (lambda a: torch.combinations(a[0]), f(4)), (lambda a: torch.combinations(a[0], 3, True), f(3)),
        (lambda a: torch.combinations(a[0], 3), i(5)), (lambda a: torch.combinations(a[0], 5), f(3)),
        (lambda a: torch.combinations(a[0], 0), i(3)), (lambda a: torch.combinations(a[0], 2, True), i(0)),
    )  # fmt: skip
    places = lit([[5, 0], [2, 3]])
    r.op("unravel_index", (lambda a: torch.unravel_index(a[0], (2, 3)), places), (lambda a: torch.unravel_index(a[0], (2, 1, 4)), places))


def histograms(r):
    y = f(3, 5)
    edges, odd = lit([-1, -0.5, 0.5, 0.5, 2]), lit([-1, 0.5, 2, 2.1, nan, -0.5])
    r.op(
        "histogram", (lambda a: a[0].detach().histogram(4), y),
        (lambda a: a[0].detach().histogram(4, range=(-1.0, 1.0), density=True), y),
        (lambda a: a[0].detach().histogram(3, range=(-1.0, 1.0), weight=a[1].detach()), y, f(3, 5)),
        (lambda a: a[0].detach().histogram(a[1].detach()), odd, edges),
        (lambda a: a[0].detach().histogram(a[1].detach(), weight=a[2].detach(), density=True), y, edges, f(3, 5)),
        (lambda a: a[0].detach().histogram(3), lit([2.0, 2])), (lambda a: a[0].detach().histogram(2), f(0)),
    )  # fmt: skip


def scans(r):
    r.op(
        "cumsum", (lambda a: a[0].cumsum(1), x), (lambda a: a[0].cumsum(-1), x), (lambda a: a[0].cumsum(0), x), (lambda a: a[0].cumsum(0), f()),
        (lambda a: a[0].cumsum(1), f(2, 0)), (lambda a: a[0].cumsum(0), b(5)), (lambda a: a[0].cumsum(0, dtype=torch.float64), i(5)), dtypes=True,
    )  # fmt: skip
    r.op("cumsum.rows", (lambda a: a[0].cumsum(1), f(3, 9)))
    r.op(
        "cumprod", (lambda a: a[0].cumprod(1), x.r(0.5, 1.5)), (lambda a: a[0].cumprod(0), x), (lambda a: a[0].cumprod(0), f()),
        (lambda a: a[0].cumprod(1), lit([[2.0, 0, 3, 4], [0, 2, 0, 5]])), (lambda a: a[0].cumprod(0, dtype=torch.float64), i(5)), dtypes=True,
    )  # fmt: skip
    r.op(
        "logcumsumexp",
        (lambda a: a[0].logcumsumexp(1), x),
        (lambda a: a[0].logcumsumexp(0), x),
        (lambda a: a[0].logcumsumexp(0), f()),
        (lambda a: a[0].logcumsumexp(0), lit([1000.0, 1000, -1000, 999])),
    )
    r.op(
        "cummax",
        (lambda a: a[0].cummax(1), x),
        (lambda a: a[0].cummax(0), x),
        (lambda a: a[0].cummax(0), f()),
        (lambda a: a[0].cummax(1), i(2, 9)),
    )
    r.op("cummin", (lambda a: a[0].cummin(1), x), (lambda a: a[0].cummin(0), x))
    r.op("cummax.ties", (lambda a: a[0].cummax(0), lit([1, 1, 3, 2, 3, nan, 5])), (lambda a: a[0].cummin(0), lit([3, 3, 1, 2, 1, nan, 0])))
    r.op(
        "diff",
        (lambda a: a[0].diff(), x),
        (lambda a: a[0].diff(n=2, dim=1), x),
        (lambda a: a[0].diff(dim=0), b(5)),
        (lambda a: a[0].diff(n=4, dim=0), f(3)),
    )


def stable(t, dim=-1, descending=False):
    return t.sort(stable=True, dim=dim, descending=descending)


def sorts(r):
    odd = lit([2, nan, -inf, 0.0, -0.0, 2, inf, -1, nan])
    r.op(
        "sort", (lambda a: stable(a[0]), x), (lambda a: stable(a[0], 1), x), (lambda a: stable(a[0], 0, True), x), (lambda a: stable(a[0]), f()),
        (lambda a: stable(a[0]), f(2, 0)), (lambda a: stable(a[0], 0), i(11)), (lambda a: stable(a[0], 0), b(5)), dtypes=True,
    )  # fmt: skip
    r.op("sort.odd", (lambda a: stable(a[0]), odd), (lambda a: stable(a[0], 0, True), odd))
    r.op(
        "sort.wide",
        (lambda a: stable(a[0]), lit([1 << 40, -(1 << 41), 3, -(1 << 33), 3, 1 << 33])),
        (lambda a: stable(a[0], 0, True), lit([(1 << 63) - 1, -(1 << 63), 0, -1, 0])),
    )
    r.op(
        "argsort", (lambda a: stable(a[0])[1], x), (lambda a: stable(a[0], 1)[1], x), (lambda a: stable(a[0], 0, True)[1], x),
        (lambda a: stable(a[0])[1], f()), (lambda a: stable(a[0])[1], odd),
    )  # fmt: skip
    r.op(
        "topk", (lambda a: a[0].topk(2), x), (lambda a: a[0].topk(2, 1), x), (lambda a: a[0].topk(3, 1, False), x), (lambda a: a[0].topk(1), f()),
        (lambda a: a[0].topk(0), f(3)),
    )  # fmt: skip
    r.op("kthvalue", (lambda a: a[0].kthvalue(2), x), (lambda a: a[0].kthvalue(3, 1, True), x), (lambda a: a[0].kthvalue(1), f()))


def medians(r):
    y = f(2, 3, 5)
    holes = lit([[1, nan, 3, 2], [4, 5, 7, 6]])
    r.op(
        "median", (lambda a: a[0].median(1), y), (lambda a: a[0].median(-1, True), y), (lambda a: a[0].median(), y), (lambda a: a[0].median(), f(4)),
        (lambda a: a[0].median(), f()), (lambda a: a[0].median(1), i(3, 1)),
    )  # fmt: skip
    r.op("median.nan", (lambda a: a[0].median(1), holes), (lambda a: a[0].median(), holes))
    r.op("nanmedian", (lambda a: a[0].nanmedian(1), holes), (lambda a: a[0].nanmedian(), holes))
    r.op(
        "mode",
        (lambda a: a[0].mode(), lit([[1, 2, 2, 1, 2], [5, 4, 5, 4, 3]])),
        (lambda a: a[0].mode(0, True), lit([[1.0, 2], [1, 3], [0, 3]])),
        (lambda a: a[0].mode(), f()),
    )

    def q(a, *values):
        return torch.tensor(values if len(values) > 1 else values[0], dtype=torch.float32).to(a[0].dtype)

    r.op(
        "quantile",
        (lambda a: a[0].quantile(0.3), y),
        (lambda a: a[0].quantile(0.8, 1, True), y),
        (lambda a: a[0].quantile(q(a, 0.1, 0.5, 1)), y),
        (lambda a: a[0].quantile(q(a, 0.1, 0.5), 2), y),
        *((lambda a, how=how: a[0].quantile(q(a, 0.4), 2, interpolation=how), y) for how in ("lower", "higher", "midpoint", "nearest")),
        (lambda a: a[0].quantile(0.5), f()),
    )


def counts(r):
    whole = lit([[3, 1, 1], [2, 3, 3]])
    none = lit_long([])
    r.op("unique", (lambda a: a[0].unique(), whole), (lambda a: a[0].unique(), none))
    r.op("unique.float", (lambda a: a[0].detach().unique(), f(5)), (lambda a: a[0].detach().unique(), f()))
    r.op("unique_with_counts", *((lambda a: a[0].unique(return_inverse=True, return_counts=True), n) for n in (whole, none)))
    r.op("unique_consecutive", (lambda a: a[0].unique_consecutive(return_inverse=True, return_counts=True), whole))
    n = lit([1, 1, 4, 0])
    r.op(
        "bincount",
        (lambda a: a[0].bincount(), n),
        (lambda a: a[0].bincount(minlength=7), n),
        (lambda a: a[0].bincount(a[1].detach()), n, f(4)),
        (lambda a: a[0].bincount(), none),
    )
    r.op(
        "histc",
        (lambda a: a[0].detach().histc(4), f(3, 5)),
        (lambda a: a[0].detach().histc(4, -1, 1), f(3, 5)),
        (lambda a: a[0].detach().histc(3), lit([2.0, 2, 2])),
    )


def lit_long(values):
    n = lit(values)
    n.make = lambda k, floating: torch.tensor(values, dtype=torch.int64)
    return n


def places(r):
    row = lit([-1.0, 0, 0, 1.5])
    values = lit([[-2.0, -1, 0], [1, 1.5, 3]])
    whole = lit([[1, 3, 5], [2, 4, 6]])
    r.op(
        "searchsorted",
        (lambda a: torch.searchsorted(a[0], a[1]), row, values),
        (lambda a: torch.searchsorted(a[0], a[1], right=True), row, values),
        (lambda a: torch.searchsorted(a[0], a[1]), whole, lit([[3, 6], [0, 5]])),
        (lambda a: torch.searchsorted(a[0], a[1]), row, lit(0.5)),
    )
    r.op("bucketize", (lambda a: torch.bucketize(a[0], a[1]), values, row), (lambda a: torch.bucketize(a[0], a[1], right=True), values, row))
    r.op("isin", (lambda a: torch.isin(a[0], a[1]), whole, lit([6, 1, 9])), (lambda a: torch.isin(a[0], a[1]), whole, lit_long([])))


def compare(r):
    p, q = lit([1, nan, inf, 1e-9]), lit([1.000001, nan, inf, 0])
    r.op(
        "equal",
        (lambda a: torch.equal(a[0], a[1]), f(2, 3), f(2, 3)),
        (lambda a: torch.equal(a[0], a[0]), f(2, 3)),
        (lambda a: torch.equal(a[0], a[1]), f(2, 3), f(3)),
    )
    r.op(
        "isclose",
        (lambda a: a[0].isclose(a[1]), p, q),
        (lambda a: a[0].isclose(a[1], 0, 1e-7, True), p, q),
        (lambda a: a[0].isclose(a[1]), i(4), i(4)),
    )
    r.op(
        "allclose",
        (lambda a: a[0].allclose(a[1]), p, q),
        (lambda a: a[0].allclose(a[1]), p, p),
        (lambda a: a[0].allclose(a[1], equal_nan=True), p, q),
    )


def areas(r):
    r.op("msort", (lambda x: x[0].msort(), f(4, 2)), (lambda x: x[0].msort(), f(5)))
    r.op(
        "trapezoid",
        (lambda x: torch.trapezoid(x[0]), f(2, 5)),
        (lambda x: torch.trapezoid(x[0], dx=0.5, dim=0), f(4, 2)),
        (lambda x: torch.trapezoid(x[0], x[1], dim=1), f(2, 4), f(4)),
        (lambda x: torch.trapezoid(x[0], x[1], dim=0), f(3, 2), f(3, 2)),
        (lambda x: torch.trapezoid(x[0]), f(2, 1)),
    )
    r.op(
        "cumulative_trapezoid",
        (lambda x: torch.cumulative_trapezoid(x[0]), f(2, 5)),
        (lambda x: torch.cumulative_trapezoid(x[0], dx=0.5, dim=0), f(4, 2)),
    )
