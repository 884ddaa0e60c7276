"""Over dimensions: see ops.py."""

import torch
from ops import b, f, i, lit

inf, nan = float("inf"), float("nan")
x = f(2, 3, 4)


def add(r):
    sums(r)
    extremes(r)
    truths(r)
    statistics(r)
    products(r)
    both_ends(r)


def sums(r):
    r.op(
        "sum", (lambda a: a[0].sum(), x), (lambda a: a[0].sum(1), x), (lambda a: a[0].sum((0, 2)), x), (lambda a: a[0].sum(-1, True), x),
        (lambda a: a[0].sum((0, 1), True), x), (lambda a: a[0].sum(), f()), (lambda a: a[0].sum(0), f()), (lambda a: a[0].sum(1), f(2, 0)),
        (lambda a: a[0].sum(0), f(2, 0)), (lambda a: a[0].sum(), i(3, 4)), (lambda a: a[0].sum(0), b(3, 4)), dtypes=True,
    )  # fmt: skip
    r.op("sum.dtype", (lambda a: a[0].sum(dtype=torch.float64), f(3, 4)))
    r.op("sum.rows", (lambda a: a[0].sum(1), f(3, 40)))
    r.op(
        "sum_to_size",
        (lambda a: a[0].sum_to_size(1, 4), f(3, 4)),
        (lambda a: a[0].sum_to_size(3, 1), x),
        (lambda a: a[0].sum_to_size(2, 3, 4), x),
    )
    r.op(
        "mean", (lambda a: a[0].mean(), x), (lambda a: a[0].mean(1), x), (lambda a: a[0].mean((0, 2)), x), (lambda a: a[0].mean(-1, True), x),
        (lambda a: a[0].mean((0, 1), True), x), (lambda a: a[0].mean(), f()), (lambda a: a[0].mean(0), f(0, 3)),
    )  # fmt: skip
    holes = lit([[1, nan, 3], [nan, 5, 7]])
    r.op("nansum", (lambda a: a[0].nansum(), holes), (lambda a: a[0].nansum(1, True), holes), (lambda a: a[0].nansum(0), i(3, 4)))
    r.op("nanmean", (lambda a: a[0].nanmean(), holes), (lambda a: a[0].nanmean(1, True), holes))
    r.op(
        "logsumexp", (lambda a: a[0].logsumexp(1), x), (lambda a: a[0].logsumexp(-1, True), x), (lambda a: a[0].logsumexp((0, 2)), x),
        (lambda a: a[0].logsumexp(0), f()), (lambda a: a[0].logsumexp(0), f(0, 3)), (lambda a: a[0].logsumexp(0), i(3, 4)),
    )  # fmt: skip
    r.op("logsumexp.infinite", (lambda a: a[0].logsumexp(1), lit([[-inf, -inf], [inf, 1], [-inf, 2], [1000, 1000]])))
    for key in ("softmax", "log_softmax"):
        call = getattr(torch, key)
        r.op(
            key, (lambda a: call(a[0], 1), f(3, 5)), (lambda a: call(a[0], 0), f(3, 5)), (lambda a: call(a[0], -2), x), (lambda a: call(a[0], 0), f()),
            (lambda a: call(a[0], 1), f(0, 3)),
        )  # fmt: skip


def extremes(r):
    ties = lit([[1.0, 3, 3], [2, 2, 1]])
    odd = lit([[1, nan, 3], [inf, 2, nan]])
    r.op(
        "max", (lambda a: a[0].max(1), x), (lambda a: a[0].max(-1, True), x), (lambda a: a[0].max(0), x), (lambda a: a[0].max(), x),
        (lambda a: a[0].max(0), f()), (lambda a: a[0].max(), f()),
        (lambda a: a[0].max(1), i(3, 5)), (lambda a: a[0].max(0), b(3, 5)), dtypes=True,
    )  # fmt: skip
    r.op("max.rows", (lambda a: a[0].max(1), f(3, 40)))
    r.op("max.nan", (lambda a: a[0].max(1), odd), (lambda a: a[0].max(), odd))
    r.op("min.nan", (lambda a: a[0].min(1), odd), (lambda a: a[0].min(), odd))
    r.op("max.ties", (lambda a: a[0].max(1), ties), (lambda a: a[0].max(), ties))
    r.op(
        "min", (lambda a: a[0].min(1), x), (lambda a: a[0].min(-1, True), x), (lambda a: a[0].min(), x), (lambda a: a[0].min(0), f()),
        (lambda a: a[0].min(1), i(3, 5)), dtypes=True,
    )  # fmt: skip
    r.op(
        "amax", (lambda a: a[0].amax(1), x), (lambda a: a[0].amax((0, 2)), x), (lambda a: a[0].amax(), x), (lambda a: a[0].amax(0, True), x),
        (lambda a: a[0].amax(1), i(3, 5)),
    )  # fmt: skip
    r.op("amax.ties", (lambda a: a[0].amax(1), ties))
    r.op("amin", (lambda a: a[0].amin(1), x), (lambda a: a[0].amin((0, 2)), x), (lambda a: a[0].amin(0, True), x))
    r.op(
        "argmax", (lambda a: a[0].argmax(), x), (lambda a: a[0].argmax(1), x), (lambda a: a[0].argmax(-1, True), x), (lambda a: a[0].argmax(), f()),
        (lambda a: a[0].argmax(1), odd), (lambda a: a[0].argmax(1), ties), (lambda a: a[0].argmax(0), i(4, 3)), dtypes=True,
    )  # fmt: skip
    r.op(
        "argmin", (lambda a: a[0].argmin(), x), (lambda a: a[0].argmin(1), x), (lambda a: a[0].argmin(-1, True), x), (lambda a: a[0].argmin(1), odd),
        (lambda a: a[0].argmin(1), ties),
    )  # fmt: skip


def truths(r):
    mask = lit([[True, False], [True, True], [False, False]])
    for key in ("any", "all"):
        call = getattr(torch, key)
        r.op(
            key, (lambda a: call(a[0]), mask), (lambda a: call(a[0], 1), mask), (lambda a: call(a[0], 0, True), mask), (lambda a: call(a[0], 1), f(2, 0)),
            (lambda a: call(a[0], 1), i(3, 4)),
        )  # fmt: skip
    r.op(
        "count_nonzero",
        (lambda a: a[0].count_nonzero(), i(3, 5)),
        (lambda a: a[0].count_nonzero(1), i(3, 5)),
        (lambda a: a[0].count_nonzero(0), mask),
    )


def statistics(r):
    r.op(
        "var", (lambda a: a[0].var(), x), (lambda a: a[0].var(1), x), (lambda a: a[0].var((0, 2)), x), (lambda a: a[0].var(-1, keepdim=True), x),
        (lambda a: a[0].var(1, correction=0, keepdim=True), x), (lambda a: a[0].var(correction=2), x), (lambda a: a[0].var(0, correction=0), f(1, 3)),
    )  # fmt: skip
    r.op(
        "std", (lambda a: a[0].std(), x), (lambda a: a[0].std(1), x), (lambda a: a[0].std((0, 2)), x), (lambda a: a[0].std(-1, keepdim=True), x),
        (lambda a: a[0].std(1, correction=0, keepdim=True), x),
    )  # fmt: skip
    r.op("std_mean", (lambda a: torch.std_mean(a[0]), x), (lambda a: torch.std_mean(a[0], 1), x))
    r.op("var_mean", (lambda a: torch.var_mean(a[0]), x), (lambda a: torch.var_mean(a[0], 1), x))
    r.op(
        "norm", (lambda a: a[0].norm(), x), (lambda a: a[0].norm(1), x), (lambda a: a[0].norm(3, 1), x), (lambda a: a[0].norm(1.5, 1, True), x),
        (lambda a: a[0].norm(2, (0, 2), True), x), (lambda a: a[0].norm(inf), x), (lambda a: a[0].norm(-inf, 1), x), (lambda a: a[0].norm(), f()),
        (lambda a: a[0].norm(2, 0), f(0, 3)),
    )  # fmt: skip
    r.op(
        "norm.zero", (lambda a: a[0].norm(0, 1), f(2, 3)), (lambda a: a[0].norm(), lit([0.0, 0.0])), (lambda a: a[0].norm(3), lit([0.0, 0.0])),
        (lambda a: a[0].norm(2, 1), lit([[0.0, 0], [3, 4]])),
    )  # fmt: skip


def products(r):
    y = x.r(0.5, 1.5)
    r.op(
        "prod", (lambda a: a[0].prod(), y), (lambda a: a[0].prod(1), y), (lambda a: a[0].prod(-1, True), y), (lambda a: a[0].prod(), f()),
        (lambda a: a[0].prod(0), f(0, 3)), (lambda a: a[0].prod(), lit([[1.0, 0, 2], [3, 4, 5]])),
        (lambda a: a[0].prod(1), lit([[1.0, 0, 2], [3, 0, 0], [3, 4, 5]])), (lambda a: a[0].prod(), i(3)), dtypes=True,
    )  # fmt: skip


def both_ends(r):
    x = f(3, 4)
    r.op(
        "aminmax", (lambda a: a[0].aminmax(), x), (lambda a: a[0].aminmax(dim=1), x), (lambda a: a[0].aminmax(dim=0, keepdim=True), x),
        (lambda a: a[0].aminmax(), i(5)), (lambda a: a[0].aminmax(), f()),
    )  # fmt: skip
