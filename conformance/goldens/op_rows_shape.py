"""Other shapes of the same numbers: see ops.py."""

import torch
from ops import b, f, i, lit

x = f(2, 3, 4)


def add(r):
    shapes(r)
    dimensions(r)
    parts(r)
    arranged(r)
    diagonals(r)
    joined(r)
    turned(r)


def shapes(r):
    r.op(
        "view", (lambda a: a[0].view(6, 4), x), (lambda a: a[0].view(-1), x), (lambda a: a[0].view(2, -1, 2), x), (lambda a: a[0].view(1, 1), f()),
        (lambda a: a[0].view(()), f(1)), (lambda a: a[0].view(0, 7), f(0, 3)),
    )  # fmt: skip
    r.op("view_as", (lambda a: a[0].view_as(a[1]), f(2, 3), f(3, 2)))
    r.op("reshape", (lambda a: a[0].reshape(6, 4), x), (lambda a: a[0].t().reshape(6), f(2, 3)), (lambda a: a[0].reshape(-1), f()))
    r.op("reshape.layouts", (lambda a: a[0].reshape(3, 8).clone(), x))
    r.op("reshape_as", (lambda a: a[0].reshape_as(a[1]), f(2, 3), f(3, 2)))
    r.op("ravel", (lambda a: a[0].ravel(), x), (lambda a: a[0].ravel(), f()))
    r.op("flatten", (lambda a: a[0].flatten(), x), (lambda a: a[0].flatten(1), x), (lambda a: a[0].flatten(0, 1), x), (lambda a: a[0].flatten(), f()))
    r.op("unflatten", (lambda a: a[0].unflatten(1, (2, 3)), f(2, 6)), (lambda a: a[0].unflatten(-1, (-1, 2)), f(2, 6)))
    r.op("contiguous", (lambda a: a[0].t().contiguous(), f(2, 3)))
    r.op("expand", (lambda a: a[0].expand(2, 3, 4), f(3, 1)), (lambda a: a[0].expand(-1, 4), f(3, 1)), (lambda a: a[0].expand(2), f()))
    r.op("expand_as", (lambda a: a[0].expand_as(a[1]), f(3, 1), x))
    r.op("broadcast_to", (lambda a: a[0].broadcast_to(2, 3), f(3)))
    r.op("broadcast_tensors", (lambda a: torch.broadcast_tensors(a[0], a[1]), f(3, 1), f(4)))


def dimensions(r):
    r.op("transpose", (lambda a: a[0].transpose(0, 2), x), (lambda a: a[0].transpose(0, -1), f()))
    r.op("swapaxes", (lambda a: a[0].swapaxes(0, 2), x))
    r.op("t", (lambda a: a[0].t(), f(2, 3)), (lambda a: a[0].t(), f(3)))
    r.op("mT", (lambda a: a[0].mT, x))
    r.op("permute", (lambda a: a[0].permute(2, 0, 1), x))
    r.op("movedim", (lambda a: a[0].movedim(0, 2), x), (lambda a: a[0].movedim((0, 1), (-1, 0)), x))
    s = f(1, 3, 1)
    r.op("squeeze", (lambda a: a[0].squeeze(), s), (lambda a: a[0].squeeze(0), s), (lambda a: a[0].squeeze(1), s), (lambda a: a[0].squeeze((0, 2)), s))
    r.op("unsqueeze", (lambda a: a[0].unsqueeze(0), x), (lambda a: a[0].unsqueeze(-1), x), (lambda a: a[0].unsqueeze(0), f()))


def parts(r):
    r.op("narrow", (lambda a: a[0].narrow(1, 1, 2), x), (lambda a: a[0].narrow(2, -2, 2), x))
    r.op("select", (lambda a: a[0].select(1, 2), x), (lambda a: a[0].select(-1, -1), x))
    r.op("unfold", (lambda a: a[0].unfold(2, 2, 1), x), (lambda a: a[0].unfold(1, 2, 3), f(2, 8)), (lambda a: a[0].unfold(0, 1, 1), f()))
    r.op(
        "diagonal",
        (lambda a: a[0].diagonal(), f(3, 4)),
        (lambda a: a[0].diagonal(1, 0, 2), x),
        (lambda a: a[0].diagonal(-1, -1, 0), x),
        (lambda a: a[0].diagonal(5, 0, 1), f(3, 4)),
    )
    r.op("as_strided", (lambda a: a[0].as_strided((2, 2), (1, 2), 1), f(6)), (lambda a: a[0].as_strided((3, 2), (1, 1), 0), f(4)))
    r.op("split", (lambda a: a[0].split(2, 2), x), (lambda a: a[0].split(2), f(5)), (lambda a: a[0].split((1, 0, 2), 1), x))
    r.op("chunk", (lambda a: a[0].chunk(3, 2), x), (lambda a: a[0].chunk(2, 0), f(5)))
    r.op(
        "tensor_split",
        (lambda a: a[0].tensor_split(3, 2), x),
        (lambda a: a[0].tensor_split((1, 3), 2), x),
        (lambda a: a[0].tensor_split((1, 9), 0), f(5)),
    )
    r.op("unbind", (lambda a: a[0].unbind(), x), (lambda a: a[0].unbind(1), x))


def arranged(r):
    r.op("flip", (lambda a: a[0].flip(0), x), (lambda a: a[0].flip(0, 2), x), (lambda a: a[0].flip(1), f(2, 0)), (lambda a: a[0].flip(0), b(5)))
    r.op("fliplr", (lambda a: a[0].fliplr(), x))
    r.op("flipud", (lambda a: a[0].flipud(), x))
    r.op(
        "roll", (lambda a: a[0].roll(5), x), (lambda a: a[0].roll(1, 1), x), (lambda a: a[0].roll(-1, 2), x), (lambda a: a[0].roll((1, 2), (0, 2)), x),
        (lambda a: a[0].roll(0, 0), x),
    )  # fmt: skip
    m = f(2, 3)
    r.op("repeat", (lambda a: a[0].repeat(2, 3), m), (lambda a: a[0].repeat(2, 1, 2), m), (lambda a: a[0].repeat(3), f()), (lambda a: a[0].repeat(0, 2), m))
    r.op("tile", (lambda a: a[0].tile(2), m), (lambda a: a[0].tile(2, 1, 2), m))
    r.op(
        "repeat_interleave",
        (lambda a: a[0].repeat_interleave(2), m),
        (lambda a: a[0].repeat_interleave(2, 1), m),
        (lambda a: a[0].repeat_interleave(a[1], 0), f(3, 2), lit([2, 0, 1])),
        (lambda a: a[0].repeat_interleave(a[1]), f(3), lit([0, 3, 0])),
    )


def diagonals(r):
    m = f(3, 4)
    r.op("tril", (lambda a: a[0].tril(), m), (lambda a: a[0].tril(-1), m), (lambda a: a[0].tril(1), f(2, 3, 3)), (lambda a: a[0].tril(), i(3, 3)))
    r.op("triu", (lambda a: a[0].triu(), m), (lambda a: a[0].triu(1), m), (lambda a: a[0].triu(-1), f(2, 3, 3)))
    r.op("diag", (lambda a: a[0].diag(), f(3)), (lambda a: a[0].diag(1), f(3)), (lambda a: a[0].diag(), m), (lambda a: a[0].diag(-1), m))
    r.op(
        "diag_embed",
        (lambda a: a[0].diag_embed(), f(2, 3)),
        (lambda a: a[0].diag_embed(1, 0, 2), f(2, 3)),
        (lambda a: a[0].diag_embed(-1, -2, -1), f(3)),
    )
    r.op("trace", (lambda a: a[0].trace(), m), (lambda a: a[0].trace(), i(3, 3)))


def joined(r):
    m = f(2, 3)
    r.op(
        "cat",
        (lambda a: torch.cat((a[0], a[1]), 0), m, f(1, 3)),
        (lambda a: torch.cat((a[0], a[1], a[0]), -1), m, f(2, 2)),
        (lambda a: torch.cat((a[0], a[1]), 0), i(2), f(3)),
        (lambda a: torch.cat((a[0], a[1]), 0), f(0), m),
    )
    r.op(
        "stack",
        (lambda a: torch.stack((a[0], a[1]), 0), m, m),
        (lambda a: torch.stack((a[0], a[1]), -1), m, m),
        (lambda a: torch.stack((a[0], a[1]), 0), f(), f()),
    )
    r.op("hstack", (lambda a: torch.hstack((a[0], a[1])), m, m), (lambda a: torch.hstack((a[0], a[1])), f(2), f(3)))
    r.op("vstack", (lambda a: torch.vstack((a[0], a[1])), m, f(3)), (lambda a: torch.vstack((a[0], a[1])), f(), f()))
    r.op("dstack", (lambda a: torch.dstack((a[0], a[1])), m, m), (lambda a: torch.dstack((a[0], a[1])), f(2), f(2)))
    r.op(
        "meshgrid",
        (lambda a: torch.meshgrid(a[0], a[1], indexing="ij"), f(2), f(3)),
        (lambda a: torch.meshgrid(a[0], a[1], indexing="xy"), f(2), f(3)),
        (lambda a: torch.meshgrid(a[0], a[1], a[2], indexing="xy"), f(2), f(3), f()),
    )
    r.op("cartesian_prod", (lambda a: torch.cartesian_prod(a[0], a[1]), f(2), f(3)))
    r.op(
        "where",
        (lambda a: torch.where(a[0], a[1], a[2]), b(2, 3), m, f(3)),
        (lambda a: torch.where(a[0], a[1], 2.5), b(2, 3), m),
        (lambda a: torch.where(a[0], 2.5, a[1]), b(2, 3), m),
        (lambda a: torch.where(a[0]), i(2, 3)),
    )


def turned(r):
    y = f(2, 3, 2)
    r.op("rot90", (lambda a: a[0].rot90(), f(2, 3)), *((lambda a, k=k: a[0].rot90(k, (0, 2)), y) for k in range(-1, 4)))
    r.op("diagflat", (lambda a: a[0].diagflat(), f(3)), (lambda a: a[0].diagflat(1), f(2, 2)), (lambda a: a[0].diagflat(-1), f(2)))
    r.op("hsplit", (lambda a: a[0].hsplit(2), f(3, 4)), (lambda a: a[0].hsplit((1, 3)), f(4)), (lambda a: a[0].hsplit((1, 2)), y))
    r.op("vsplit", (lambda a: a[0].vsplit(2), f(4, 3)))
    r.op("dsplit", (lambda a: a[0].dsplit(2), y))
    r.op("atleast_1d", *((lambda a: torch.atleast_1d(a[0]), n) for n in (f(), f(2))))
    r.op("atleast_2d", *((lambda a: torch.atleast_2d(a[0]), n) for n in (f(), f(2), f(2, 3))))
    r.op("atleast_3d", *((lambda a: torch.atleast_3d(a[0]), n) for n in (f(), f(2), f(2, 3), y)))
    r.op("column_stack", *((lambda a: torch.column_stack((a[0], a[1])), p, q) for p, q in ((f(3), f(3)), (f(3), f(3, 2)), (f(), f()))))
    r.op("block_diag", (lambda a: torch.block_diag(*a), f(2, 3), f(2), f()))
    r.op("split_with_sizes", (lambda a: a[0].split_with_sizes((1, 2), 1), y))
    r.op("tril_indices", (lambda a: torch.tril_indices(3, 4, 1),), (lambda a: torch.tril_indices(3, 2, -1),))
    r.op("triu_indices", (lambda a: torch.triu_indices(3, 4),), (lambda a: torch.triu_indices(3, 2, -1),))
    r.op("select_scatter", (lambda a: a[0].select_scatter(a[1], 1, 2), y, f(2, 2)))
    r.op("slice_scatter", (lambda a: a[0].slice_scatter(a[1], 1, 0, 3, 2), y, f(2, 2, 2)))
    pairs = ((f(3, 3), f(3), 0), (f(3, 3), f(2), 1))
    r.op("diagonal_scatter", *((lambda a, k=k: a[0].diagonal_scatter(a[1], k, 0, 1), p, q) for p, q, k in pairs))
    r.op("new_zeros", (lambda a: a[0].new_zeros(2, 3), f(2)), (lambda a: a[0].new_zeros(2), i(3)))
    r.op("new_ones", (lambda a: a[0].new_ones(2, 3), f(2)), (lambda a: a[0].new_ones(2, dtype=torch.int64), f(3)))
    r.op("new_empty", (lambda a: a[0].new_empty(2, 3).zero_(), f(2)))
    r.op("new_full", (lambda a: a[0].new_full((2, 2), 3.5), f(2)))
    r.op("new_tensor", (lambda a: a[0].new_tensor([[1, 2], [3, 4.5]]), f(2)))
