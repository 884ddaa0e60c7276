"""Sizes, types and layout of gradients: programs of autograd.py."""

import torch

from program_facts import fn, leaf, program


@program
def gradients_of_what_broadcasts(f):
    a = torch.ones(2, 3, requires_grad=True)
    b = torch.full((3,), 2.0, requires_grad=True)
    c = torch.full((2, 1), 3.0, requires_grad=True)
    d = torch.tensor(4.0, requires_grad=True)
    e = torch.full((1, 1, 1), 5.0, requires_grad=True)
    (a * b * c * d * e).sum().backward()
    for name, t in (("a", a), ("b", b), ("c", c), ("d", d), ("e", e)):
        f.put(name, t.grad)


@program
def gradients_of_what_is_expanded(f):
    x = torch.tensor([[1.0], [2.0]], requires_grad=True)
    y = x.expand(2, 3)
    (y * torch.arange(6.0).view(2, 3)).sum().backward()
    f.put("x.grad", x.grad)
    z = x.expand(4, 2, 3).sum(0)
    f.put("again", torch.autograd.grad(z.sum(), x))
    f.fails("change", lambda: x.detach().expand(2, 3).add_(1))


@program
def gradients_keep_the_type_of_their_input(f):
    x = leaf(1, 2)
    d = torch.tensor([3.0, 4.0], dtype=torch.float64, requires_grad=True)
    s = torch.tensor(5.0, dtype=torch.float64, requires_grad=True)
    h = torch.tensor([1.0, 2.0], dtype=torch.float16, requires_grad=True)
    y = x * d * s
    f.put("y", [y, fn(y)])
    (y.sum() + (x * s).sum() + (h * x).sum() + (torch.tensor([2, 3]) * h).sum()).backward()
    for name, t in (("x", x), ("d", d), ("s", s), ("h", h)):
        f.put(name, t.grad)


@program
def gradients_through_conversions(f):
    x = leaf(1.25, 2.5)
    y = x.double()
    f.put("y", fn(y))
    z = (y * y).half().float()
    f.put("z", fn(z))
    z.sum().backward()
    f.put("x.grad", x.grad)
    f.put("same type", x.float() is x)
    f.put("int", [x.long().requires_grad, x.long().is_leaf])


@program
def the_layout_of_gradients(f):
    x = torch.arange(6.0).view(2, 3).t().requires_grad_()
    (x * x).sum().backward()
    f.put("x.grad", [x.grad, x.grad.is_contiguous()])
    y = torch.ones(2, 3, requires_grad=True)
    y.t().mul(torch.arange(6.0).view(3, 2)).sum().backward()
    f.put("y.grad", [y.grad, y.grad.is_contiguous()])
    z = torch.ones(2, 3, requires_grad=True)
    z.sum().backward()
    f.put("z.grad", [z.grad, z.grad.is_contiguous()])
    z.grad.add_(1)
    f.put("changed", z.grad)
    e = torch.ones(3).expand(2, 3).requires_grad_()
    e.sum().backward()
    f.put("e.grad", [e.grad, e.grad.is_contiguous()])


@program
def two_leaves_never_share_a_gradient(f):
    a = leaf(1, 1)
    b = leaf(2, 2)
    (a + b).sum().backward()
    a.grad.mul_(7)
    f.put("b.grad", b.grad)
    start = torch.tensor([1.0, 2.0])
    c = leaf(1, 1)
    (c + 1).backward(start)
    c.grad.mul_(7)
    f.put("start", start)


@program
def parts_of_several_outputs(f):
    x = torch.arange(6.0).view(2, 3).requires_grad_()
    a, b, c = x.unbind(1)
    f.put("names", [fn(a), fn(b)])
    (b * b).sum().backward()
    f.put("unbind", x.grad)
    x.grad = None
    first, second = x.split([1, 2], 1)
    second.sum().backward()
    f.put("split", x.grad)
    x.grad = None
    v, i = x.max(1)
    v.sum().backward()
    f.put("max", x.grad)
    x.grad = None
    v, i = x.sort(1, descending=True)
    (v * torch.arange(6.0).view(2, 3)).sum().backward()
    f.put("sort", x.grad)
    x.grad = None
    torch.cat([x, x * 2, x[:1]]).sum().backward()
    f.put("cat", x.grad)


@program
def gradients_at_the_edge(f):
    for name, op in (
        ("sqrt", torch.sqrt),
        ("abs", torch.abs),
        ("relu", torch.relu),
        ("norm", lambda t: t.norm()),
        ("pow 0", lambda t: t.pow(0)),
        ("pow 1", lambda t: t.pow(1)),
        ("max", lambda t: t.max()),
        ("amax", lambda t: t.amax()),
        ("clamp", lambda t: t.clamp(0, 1)),
        ("maximum", lambda t: torch.maximum(t, torch.zeros(2))),
        ("prod", lambda t: t.prod()),
        ("sign", torch.sign),
        ("where", lambda t: torch.where(t > 0, t, t * 5)),
        ("std", lambda t: t.std()),
    ):
        x = leaf(0, 0)
        op(x).sum().backward()
        f.put(name, x.grad)


@program
def indexed_gradients(f):
    x = torch.arange(6.0).view(2, 3).requires_grad_()
    i = torch.tensor([0, 1, 1, 0])
    f.put("name", fn(x[i]))
    (x[i] * torch.tensor([[1.0], [10.0], [100.0], [1000.0]])).sum().backward()
    f.put("rows twice", x.grad)
    x.grad = None
    x[:, torch.tensor([2, 2])].sum().backward()
    f.put("columns twice", x.grad)
    x.grad = None
    y = x[x > 2]
    f.put("mask", [y, fn(y)])
    y.sum().backward()
    f.put("masked", x.grad)
    x.grad = None
    x[1, torch.tensor([0, 2])].sum().backward()
    f.put("number and index", x.grad)
    x.grad = None
    x.gather(1, torch.tensor([[0, 0], [2, 1]])).sum().backward()
    f.put("gather", x.grad)


@program
def put_and_accumulate(f):
    x = leaf(1, 2, 3)
    v = leaf(10, 20, 30)
    i = torch.tensor([0, 2, 2])
    y = (x * 1).index_put((i,), v, accumulate=True)
    f.put("y", [y, fn(y)])
    (y * torch.tensor([1.0, 2.0, 3.0])).sum().backward()
    f.put("x.grad", x.grad)
    f.put("v.grad", v.grad)
    w = leaf(5)
    z = x * 1
    z[torch.tensor([1, 0])] = w
    f.put("z", [z, fn(z)])
    (z * torch.tensor([1.0, 2.0, 3.0])).sum().backward()
    f.put("w.grad", w.grad)
    f.put("x.grad after", x.grad)
