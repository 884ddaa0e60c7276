"""Products: see ops.py."""

import torch
from ops import f, i, lit

F = torch.nn.functional


def add(r):
    products(r)
    matmul(r)
    added(r)
    layers(r)
    einsum(r)
    contractions(r)


def products(r):
    r.op("mm", *((lambda x: x[0].mm(x[1]), p, q) for p, q in ((f(2, 3), f(3, 4)), (f(2, 0), f(0, 4)), (f(0, 3), f(3, 4)), (i(2, 3), i(3, 4)))))
    r.op("bmm", *((lambda x: x[0].bmm(x[1]), p, q) for p, q in ((f(2, 3, 2), f(2, 2, 3)), (f(0, 3, 2), f(0, 2, 3)))))
    r.op("mv", *((lambda x: x[0].mv(x[1]), p, q) for p, q in ((f(2, 3), f(3)), (f(2, 0), f(0)), (i(2, 3), i(3)))))
    r.op("dot", *((lambda x: x[0].dot(x[1]), p, q) for p, q in ((f(5), f(5)), (f(0), f(0)), (i(5), i(5)))))
    r.op("outer", (lambda x: x[0].outer(x[1]), f(2), f(3)))


def matmul(r):
    pairs = (
        (f(3, 4), f(4, 2)), (f(3), f(3)), (f(3), f(3, 2)), (f(2, 3), f(3)), (f(2, 2, 3), f(3, 2)), (f(2, 2, 3), f(2, 3, 2)), (f(2, 2, 3), f(3)),
        (f(3), f(2, 3, 2)), (f(2, 3), f(2, 3, 2)), (f(2, 1, 2, 3), f(2, 3, 2)), (f(2, 1, 2, 2), f(1, 3, 2, 2)), (f(2, 0, 3), f(3, 2)),
    )  # fmt: skip
    r.op("matmul", *((lambda x: x[0].matmul(x[1]), p, q) for p, q in pairs))


def added(r):
    r.op(
        "addmm",
        (lambda x: x[0].addmm(x[1], x[2]), f(2, 4), f(2, 3), f(3, 4)),
        (lambda x: x[0].addmm(x[1], x[2], beta=0.5, alpha=2), f(2, 4), f(2, 3), f(3, 4)),
        (lambda x: x[0].addmm(x[1], x[2], beta=0.5, alpha=2), f(4), f(2, 3), f(3, 4)),
        (lambda x: x[0].addmm(x[1], x[2], beta=2, alpha=3), i(2, 4), i(2, 3), i(3, 4)),
    )
    r.op(
        "baddbmm",
        (lambda x: x[0].baddbmm(x[1], x[2]), f(2, 2, 2), f(2, 2, 3), f(2, 3, 2)),
        (lambda x: x[0].baddbmm(x[1], x[2], beta=0.5, alpha=2), f(2), f(2, 2, 3), f(2, 3, 2)),
    )
    r.op(
        "addmv",
        (lambda x: x[0].addmv(x[1], x[2]), f(2), f(2, 3), f(3)),
        (lambda x: x[0].addmv(x[1], x[2], beta=0.5, alpha=2), f(), f(2, 3), f(3)),
    )


def layers(r):
    r.op(
        "linear",
        (lambda x: F.linear(x[0], x[1], x[2]), f(3, 4), f(2, 4), f(2)),
        (lambda x: F.linear(x[0], x[1]), f(3, 4), f(2, 4)),
        (lambda x: F.linear(x[0], x[1], x[2]), f(2, 2, 4), f(2, 4), f(2)),
        (lambda x: F.linear(x[0], x[1]), f(2, 2, 4), f(2, 4)),
        (lambda x: F.linear(x[0], x[1], x[2]), f(4), f(2, 4), f(2)),
        (lambda x: F.linear(x[0], x[1]), f(4), f(2, 4)),
        (lambda x: F.linear(x[0].transpose(0, 1), x[1], x[2]), f(2, 3, 4), f(2, 4), f(2)),
        (lambda x: F.linear(x[0], x[1], x[2]), f(0, 4), f(2, 4), f(2)),
    )
    r.op(
        "bilinear",
        (lambda x: F.bilinear(x[0], x[1], x[2], x[3]), f(3, 2), f(3, 3), f(2, 2, 3), f(2)),
        (lambda x: F.bilinear(x[0], x[1], x[2]), f(2, 2), f(2, 3), f(2, 2, 3)),
        (lambda x: F.bilinear(x[0], x[1], x[2]), f(2), f(3), f(2, 2, 3)),
    )


def einsum(r):
    cases = (
        ("ik,kj->ij", f(2, 3), f(3, 4)), ("bij,bjk->bik", f(2, 2, 3), f(2, 3, 2)), ("ii->i", f(3, 3)), ("ii", f(3, 3)), ("ij->ji", f(2, 3)),
        ("i,j->ij", f(2), f(3)), ("ij->", f(2, 3)), ("ij->j", f(2, 3)), ("...ij,jk", f(2, 1, 2, 3), f(3, 2)), ("...i,...i->...", f(2, 3), f(2, 3)),
        ("bn,anm,bm->ba", f(2, 3), f(2, 3, 2), f(2, 2)), ("bhqd,bhkd->bhqk", f(1, 2, 2, 3), f(1, 2, 3, 3)), ("ba", f(2, 3)),
        ("ij,ij->", f(2, 3), f(2, 3)), ("ij,kl->ik", f(2, 3), f(2, 2)), ("i,i->i", f(3), f(3)),
    )  # fmt: skip
    r.op("einsum", *((lambda x, e=equation: torch.einsum(e, *x), *inputs) for equation, *inputs in cases))


def contractions(r):
    inf = float("inf")
    r.op("inner", *((lambda x: x[0].inner(x[1]), p, q) for p, q in ((f(4), f(4)), (f(2, 3), f(4, 3)), (f(2, 2, 3), f(3)), (f(), f(2, 3)))))
    r.op("vdot", (lambda x: x[0].vdot(x[1]), f(5), f(5)))
    r.op(
        "tensordot",
        (lambda x: torch.tensordot(x[0], x[1], 2), f(2, 3, 4), f(3, 4, 2)),
        (lambda x: torch.tensordot(x[0], x[1], 0), f(2, 3), f(2)),
        (lambda x: torch.tensordot(x[0], x[1], ([1, 0], [0, 1])), f(3, 4, 2), f(4, 3, 2)),
        (lambda x: torch.tensordot(x[0], x[1], ([-1], [1])), f(2, 3), f(2, 3, 2)),
        (lambda x: torch.tensordot(x[0], x[1], 1), f(2, 0), f(0, 3)),
    )
    pairs = ((f(2, 3), f(3, 2)), (f(2), f(2, 3)), (f(2, 1, 2), f(3)), (f(), f(3)), (i(2, 2), i(2)))
    r.op("kron", *((lambda x: torch.kron(x[0], x[1]), p, q) for p, q in pairs))
    r.op(
        "addr",
        (lambda x: x[0].addr(x[1], x[2]), f(2, 3), f(2), f(3)),
        (lambda x: x[0].addr(x[1], x[2], beta=0.5, alpha=2), f(2, 3), f(2), f(3)),
        (lambda x: x[0].addr(x[1], x[2], beta=0.5, alpha=2), f(3), f(2), f(3)),
        (lambda x: x[0].addr(x[1], x[2], beta=2, alpha=3), i(2, 3), i(2), i(3)),
    )
    r.op(
        "addbmm",
        (lambda x: x[0].addbmm(x[1], x[2]), f(2, 2), f(3, 2, 2), f(3, 2, 2)),
        (lambda x: x[0].addbmm(x[1], x[2], beta=0.5, alpha=2), f(2), f(3, 2, 2), f(3, 2, 2)),
    )
    r.op(
        "cross",
        (lambda x: x[0].cross(x[1], dim=1), f(2, 3), f(2, 3)),
        (lambda x: x[0].cross(x[1], dim=0), f(3, 2), f(3, 1)),
        (lambda x: x[0].cross(x[1]), f(3), f(3)),
        (lambda x: x[0].cross(x[1], dim=-1), i(2, 3), i(2, 3)),
    )
    r.op(
        "cdist",
        (lambda x: torch.cdist(x[0], x[1]), f(3, 2), f(4, 2)),
        (lambda x: torch.cdist(x[0], x[1], 1), f(3, 2), f(4, 2)),
        (lambda x: torch.cdist(x[0], x[1], 3), f(2, 3, 2), f(2, 4, 2)),
        (lambda x: torch.cdist(x[0], x[1]), f(0, 2), f(4, 2)),
    )
    rows = lit([[1, 2.5], [-0.3, 0.75], [2, -1]]), lit([[0.2, 0.1], [1.7, -2], [0.9, 3.3]])
    r.op("cdist.inf", (lambda x: torch.cdist(x[0], x[1], inf), *rows))
    r.op(
        "cov", (lambda x: x[0].cov(), f(3, 5)), (lambda x: x[0].cov(correction=0), f(2, 4)), (lambda x: x[0].cov(), f(5)), (lambda x: x[0].cov(), i(2, 4))
    )
    r.op("corrcoef", (lambda x: x[0].corrcoef(), f(3, 5)), (lambda x: x[0].corrcoef(), f(5)))
    r.op("renorm", (lambda x: x[0].renorm(2, 0, 1.5), f(4, 3)), (lambda x: x[0].renorm(1, 1, 2), f(2, 3, 2)))
    r.op("dist", (lambda x: x[0].dist(x[1]), f(2, 3), f(2, 3)), (lambda x: x[0].dist(x[1], 1), f(2, 3), f(3)))
