"""By number, slice, mask and tensor: see ops.py."""

import torch
from ops import b, f, i, lit
from torch import tensor

X = f(2, 3, 4)
S = slice
BRACKETS = [
    (1,),
    (-1, S(None), 2),
    (S(1, 3),),
    (S(None), S(0, 3, 2)),
    (..., 0),
    (None, ..., S(None, -1)),
    (tensor([0, 1, 1]),),
    (S(None), tensor([2, 0])),
    (0, S(None), tensor([2, -1])),
    (tensor([0, 1]), S(None), tensor([2, -1])),
    (tensor([0, 1]), tensor([[0], [2]])),
    (None, tensor([1, 0])),
    (S(None), tensor([1, 0]), None, tensor([0, 3])),
    (True,),
    (False,),
    (tensor([True, False]),),
    (S(None), tensor([True, False, True])),
    (..., tensor([True, False, True, True])),
    ([1, 0], [2, 2]),
    (tensor(1), S(None), 1),
    (S(1, None), tensor([2])),
    (S(5, None),),
    (...,),
]


def add(r):
    brackets(r)
    entries(r)
    elements(r)
    masks(r)
    reduced(r)


def put(t, value, *items):
    t = t.clone()
    t[items[0] if len(items) == 1 else items] = value
    return t


def brackets(r):
    def plain(items):
        return items[0] if len(items) == 1 else items

    r.op("index", *((lambda x, n=items: x[0][plain(n)], X) for items in BRACKETS))
    r.op("index_put.number", *((lambda x, n=items, v=v: put(x[0], v, *n), X) for items in BRACKETS for v in (7, 0.5)))
    rows = (tensor([0, 1, 1]),)
    pairs = (S(None), tensor([2, 0]), S(1, 3))
    part = (1, S(0, 2))

    def add_rows(x):
        return x[0].index_put(rows, x[1], accumulate=True)

    def add_part(x):
        t = x[0].clone()
        t[part] += x[1]
        return t

    r.op(
        "index_put",
        (lambda x: put(x[0], x[1], *part), X, f(2, 4)),
        (lambda x: put(x[0], x[1], *pairs), X, f(2, 2, 2)),
        (lambda x: put(x[0], x[1], *pairs), X, f(2)),
        (lambda x: put(x[0], x[1], tensor([True, False])), X, f(1, 1, 3, 4)),
        (add_rows, X, f(3, 3, 4)),
        (add_part, X, f(2, 4)),
    )
    r.op("index_put.bool", (lambda x: put(x[0], True, tensor([0, 2])), b(5)))
    r.op("index.large", (lambda x: x[0][x[1]], f(5, 3), lit([4, 0, 4])))


def entries(r):
    which, twice = lit([2, 0]), lit([2, 2])
    none = lit([])
    none.make = lambda k, floating: torch.tensor([], dtype=torch.int64)
    r.op(
        "index_select",
        (lambda x: x[0].index_select(1, x[1]), X, lit([2, 0, 2, 1])),
        (lambda x: x[0].index_select(-1, x[1]), X, which),
        (lambda x: x[0].index_select(0, x[1]), X, lit(1)),
        (lambda x: x[0].index_select(0, x[1]), f(), lit([0])),
        (lambda x: x[0].index_select(0, x[1]), X, none),
    )
    r.op("index_select.columns", (lambda x: x[0].index_select(1, x[1]), f(3, 5), which))
    r.op(
        "index_add",
        (lambda x: x[0].index_add(1, x[1], x[2]), X, twice, f(2, 2, 4)),
        (lambda x: x[0].index_add(1, x[1], x[2], alpha=0.5), X, twice, f(2, 2, 4)),
        (lambda x: x[0].index_add(-1, x[1], x[2]), X, which, f(2, 3, 2)),
        (lambda x: x[0].index_add(0, x[1], x[2]), i(5), twice, i(2)),
    )
    r.op("index_copy", (lambda x: x[0].index_copy(1, x[1], x[2]), X, which, f(2, 2, 4)))
    r.op(
        "index_fill",
        (lambda x: x[0].index_fill(1, x[1], 0.5), X, lit([0, -1])),
        (lambda x: x[0].index_fill(1, x[1], x[2]), X, which, f()),
    )


def elements(r):
    at = lit([[[0], [1], [0]], [[1], [1], [0]]])
    columns = lit([[2, 0], [1, 1]])
    x = f(2, 3)
    r.op(
        "gather",
        (lambda a: a[0].gather(1, a[1]), x, columns),
        (lambda a: a[0].gather(0, a[1]), X, at),
        (lambda a: a[0].gather(-1, a[1]), x, lit([[1]])),
        (lambda a: a[0].gather(0, a[1]), f(), lit(0)),
    )
    r.op(
        "scatter",
        (lambda a: a[0].scatter(1, a[1], a[2]), x, lit([[2, 0], [1, 2]]), f(2, 2)),
        (lambda a: a[0].scatter(1, a[1], 0.5), x, columns),
    )
    r.op(
        "scatter_add",
        (lambda a: a[0].scatter_add(1, a[1], a[2]), x, columns, f(2, 2)),
        (lambda a: a[0].scatter_add(0, a[1], a[2]), X, at, f(2, 3, 1)),
        (lambda a: a[0].scatter_add(0, a[1], a[2]), i(4), lit([1, 1]), i(2)),
    )
    onto = lit([[2, 0, 2], [1, 1, 1]])
    r.op(
        "scatter_reduce",
        *(
            (lambda a, how=how, self=self: a[0].scatter_reduce(1, a[1], a[2], how, include_self=self), x, onto, f(2, 3))
            for how in ("sum", "prod", "mean", "amax", "amin")
            for self in (True, False)
        ),
    )
    r.op(
        "scatter_reduce.zeros",
        (lambda a: a[0].scatter_reduce(0, a[1], a[2], "prod"), lit([2.0, 0, 3, 4]), lit([0, 0, 1, 2, 2, 3]), lit([0.0, 5, 2, 0, 0, 7])),
        (lambda a: a[0].scatter_reduce(0, a[1], a[2], "mean"), i(3), lit([0, 0]), i(2)),
        (lambda a: a[0].scatter_reduce(0, a[1], a[2], "amax", include_self=False), i(3), lit([0, 0]), i(2)),
    )
    r.op(
        "take_along_dim",
        (lambda a: a[0].take_along_dim(a[1], 1), x, columns),
        (lambda a: a[0].take_along_dim(a[1], 1), f(1, 3), columns),
        (lambda a: a[0].take_along_dim(a[1]), x, lit([5, 0])),
    )
    r.op("take", (lambda a: a[0].take(a[1]), x, lit([[5, 0], [-1, 2]])))
    r.op("put", (lambda a: a[0].put(a[1], a[2]), x, lit([5, 0]), f(2)))
    r.op("put.accumulate", (lambda a: a[0].put(a[1], a[2], True), x, lit([5, 5, 0]), f(3)))


def masks(r):
    x = f(2, 3)
    mask, row = lit([[True, False, True], [False, True, False]]), lit([True, False, True])
    r.op(
        "masked_fill",
        (lambda a: a[0].masked_fill(a[1], 0.5), x, mask),
        (lambda a: a[0].masked_fill(a[1], a[2]), x, row, f()),
        (lambda a: a[0].masked_fill(a[1], 0.5), f(3), mask),
        (lambda a: a[0].masked_fill(a[1], 5), i(2, 3), mask),
    )
    r.op(
        "masked_select",
        (lambda a: a[0].masked_select(a[1]), x, mask),
        (lambda a: a[0].masked_select(a[1]), x, row),
        (lambda a: a[0].masked_select(a[1]), f(3), mask),
        (lambda a: a[0].masked_select(a[1]), f(), lit(True)),
    )
    r.op(
        "masked_scatter",
        (lambda a: a[0].masked_scatter(a[1], a[2]), x, mask, f(7)),
        (lambda a: a[0].masked_scatter(a[1], a[2]), x, row, f(2, 3)),
    )
    r.op(
        "nonzero",
        (lambda a: a[0].nonzero(), mask),
        (lambda a: a[0].nonzero(), i(2, 3, 2)),
        (lambda a: a[0].nonzero(), lit(3)),
        (lambda a: a[0].nonzero(), f(0, 3)),
    )


def reduced(r):
    index, p = lit([1, 0, 1]), (f(2, 4).r(0.5, 2), f(3, 4).r(0.5, 2))
    cases = [
        (lambda x, by=by, own=own: x[0].index_reduce(0, x[1], x[2], by, include_self=own), p[0], index, p[1])
        for by in ("prod", "mean", "amax", "amin")
        for own in (True, False)
    ]
    r.op("index_reduce", *cases, (lambda x: x[0].index_reduce(1, x[1], x[2], "amax"), f(2, 3), index, f(2, 3)))
