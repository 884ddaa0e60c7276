"""Changes in place: programs of autograd.py."""

import torch
from torch.nn import functional as F

from program_facts import fn, leaf, program


@program
def versions(f):
    x = torch.zeros(4)
    counts = [x._version]
    x.add_(1)
    counts.append(x._version)
    v = x[1:3]
    v.mul_(2)
    counts.append(x._version)
    x[0] = 3
    counts.append(x._version)
    x[torch.tensor([1])] = 4
    counts.append(x._version)
    x.copy_(torch.ones(4))
    counts.append(x._version)
    x.detach().zero_()
    counts.append(x._version)
    x.clone().zero_()
    counts.append(x._version)
    x.view(2, 2).t().fill_(1)
    counts.append(x._version)
    x.masked_fill_(x > 0, 2)
    counts.append(x._version)
    f.put("counts", counts)
    f.put("view", [v._version, x.clone()._version])


@program
def what_saved_tensors_forbid(f):
    def attempt(name, op, change):
        x = leaf(1, 2)
        y = x * 2
        z = op(y)
        change(y, z)
        f.fails(name, lambda: z.sum().backward())

    attempt("exp result", torch.exp, lambda y, z: z.add_(1))
    attempt("exp input", torch.exp, lambda y, z: y.add_(1))
    attempt("sin input", torch.sin, lambda y, z: y.add_(1))
    attempt("sin result", torch.sin, lambda y, z: z.add_(1))
    attempt("square", lambda y: y * y, lambda y, z: y.add_(1))
    attempt("times number", lambda y: y * 3, lambda y, z: y.add_(1))
    attempt("plus", lambda y: y + y, lambda y, z: y.add_(1))
    attempt("sigmoid", torch.sigmoid, lambda y, z: z.mul_(2))
    attempt("tanh", torch.tanh, lambda y, z: z.mul_(2))
    attempt("relu", torch.relu, lambda y, z: z.mul_(2))
    attempt("sqrt", torch.sqrt, lambda y, z: z.mul_(2))
    attempt("pow", lambda y: y.pow(2), lambda y, z: y.zero_())
    attempt("softmax", lambda y: y.softmax(0), lambda y, z: z.mul_(2))
    attempt("a view changed", torch.sin, lambda y, z: y[0].zero_())
    attempt("without recording", torch.sin, lambda y, z: y.detach().zero_())
    attempt("division", lambda y: 1 / y, lambda y, z: y.add_(1))
    attempt("max", lambda y: y.max(), lambda y, z: y.add_(1))
    attempt("matmul", lambda y: y @ y, lambda y, z: y.add_(1))
    attempt("abs", torch.abs, lambda y, z: y.add_(1))
    attempt("index", lambda y: y[torch.tensor([0])], lambda y, z: y.add_(1))


@program
def changes_of_results(f):
    x = leaf(1, 2, 3)
    y = x * 2
    y.mul_(x).add_(1).exp_()
    f.put("y", [y, fn(y), y.is_leaf, y._version])
    y.sum().backward()
    f.put("x.grad", x.grad)


@program
def a_change_with_itself(f):
    x = leaf(1, 2, 3)
    y = x * 2
    y.add_(y)
    f.put("y", [y, fn(y)])
    y.sum().backward()
    f.put("x.grad", x.grad)
    z = x * 2
    z.mul_(z)
    f.put("z", z)
    f.fails("square", lambda: z.sum().backward())
    w = x * 2
    f.fails("overlapping", lambda: w.sub_(w[0:1]))


@program
def a_tensor_outside_becomes_part_of_the_graph(f):
    x = leaf(1, 2)
    z = torch.ones(2)
    z.mul_(x)
    f.put("z", [z.requires_grad, z.is_leaf, fn(z)])
    b = torch.zeros(4)
    v = b[1:3]
    v.add_(x)
    f.put("b", [b, b.requires_grad, fn(b)])
    f.put("v", [v, v.requires_grad, fn(v)])
    (b * torch.arange(4.0)).sum().backward()
    f.put("x.grad", x.grad)
    n = torch.zeros(2)
    f.fails("int", lambda: torch.zeros(2, dtype=torch.int64).mul_(x))
    with torch.no_grad():
        n.add_(x)
    f.put("n", [n, n.requires_grad])


@program
def values_written_into_parts(f):
    x = leaf(1, 2)
    z = torch.zeros(2, 3)
    z[0, 1] = x[0]
    z[:, 2] = x
    z[1].add_(x[1])
    f.put("z", [z, fn(z)])
    (z * torch.arange(6.0).view(2, 3)).sum().backward()
    f.put("x.grad", x.grad)


@program
def overwritten_results_pass_nothing_on(f):
    x = leaf(1, 2)
    y = x * 2
    y.zero_()
    f.put("y", [y, fn(y)])
    y.sum().backward()
    f.put("zero", x.grad)
    s = leaf(3)
    z = x * 2
    z.fill_(s.sum())
    f.put("z", [z, fn(z)])
    z.sum().backward()
    f.put("fill", [x.grad, s.grad])
    w = x * 2
    w.copy_(torch.tensor([5.0, 6.0]))
    f.put("w", [w, fn(w)])
    w[w > 5] = 0
    f.put("masked", [w, fn(w)])
    w.sum().backward()
    f.put("copy", x.grad)


@program
def a_view_of_a_view_changes(f):
    x = torch.arange(6.0).view(2, 3).requires_grad_()
    y = x * 2
    t = y.t()
    r = t[1:]
    s = r[0]
    s.mul_(10)
    f.put("names", [fn(y), fn(t), fn(r), fn(s)])
    f.put("y", y)
    (t * torch.arange(6.0).view(3, 2)).sum().backward()
    f.put("x.grad", x.grad)


@program
def the_base_changes_under_views(f):
    x = torch.arange(6.0).view(2, 3).requires_grad_()
    y = x * 2
    v = y[0]
    w = v[1:]
    y.mul_(x)
    f.put("names", [fn(y), fn(v), fn(w)])
    (v.sum() + (w * 10).sum()).backward()
    f.put("x.grad", x.grad)


@program
def overlapping_views_change_in_turn(f):
    x = leaf(1, 2, 3)
    y = x * 2
    a = y[0:2]
    b = y[1:3]
    a.mul_(2)
    b.mul_(3)
    a.add_(b.clone())
    f.put("y", y)
    f.put("versions", [y._version, a._version, b._version])
    (a * torch.tensor([1.0, 10.0])).sum().backward()
    f.put("x.grad", x.grad)


@program
def base_and_views_change_in_turn(f):
    x = torch.arange(4.0).view(2, 2).requires_grad_()
    y = x * 1
    v = y[0]
    w = v[1]
    v.mul_(2)
    y.add_(1)
    w.mul_(3)
    y[1] = v
    f.put("all", [y, v, w])
    f.put("names", [fn(y), fn(v), fn(w)])
    (y * torch.tensor([[1.0, 2.0], [3.0, 4.0]])).sum().backward()
    f.put("x.grad", x.grad)


@program
def second_derivatives_through_changes(f):
    x = torch.tensor([1.5, 2.5, 3.5], dtype=torch.float64, requires_grad=True)
    y = x * x
    y[0].mul_(x[1])
    y[1:].mul_(y[:2].clone())
    z = (y * y).sum()
    (g,) = torch.autograd.grad(z, x, create_graph=True)
    f.put("first", g)
    f.put("second", torch.autograd.grad(g.sum(), x))


@program
def gradients_retained_before_a_change(f):
    x = leaf(1, 2)
    y = x * 2
    y.retain_grad()
    y.mul_(3)
    (y * y).sum().backward()
    f.put("y.grad", y.grad)
    f.put("x.grad", x.grad)


@program
def hooks_registered_before_a_change(f):
    x = leaf(1, 2)
    y = x * 2
    seen = {}
    y.register_hook(lambda g: seen.__setitem__("before", g.clone()))
    y.mul_(3)
    y.register_hook(lambda g: seen.__setitem__("after", g.clone()))
    y.sum().backward()
    f.put("before", seen.get("before"))
    f.put("after", seen.get("after"))


@program
def views_made_without_recording(f):
    x = leaf(1, 2)
    y = x * 2
    with torch.no_grad():
        of_leaf = x[0]
        of_result = y[0]
    f.put("flags", [of_leaf.requires_grad, of_result.requires_grad])
    f.fails("of leaf", lambda: of_leaf.mul_(2))
    f.fails("of result", lambda: of_result.mul_(2))

    def inside():
        with torch.no_grad():
            of_leaf.mul_(5)

    f.fails("inside", inside)
    f.put("x", x)


@program
def views_of_several_outputs_do_not_change(f):
    x = leaf(1, 2, 3, 4)
    y = x * 2
    f.fails("chunk", lambda: y.chunk(2)[0].mul_(2))
    f.fails("unbind", lambda: y.unbind()[0].mul_(2))
    f.fails("split", lambda: y.split(2)[0].add_(1))
    f.fails("outside", lambda: torch.zeros(4).chunk(2)[0].add_(1))
    f.put("y", y)


@program
def relu_in_place_after_what_needs_no_result(f):
    x = leaf(-1, 2)
    y = x + 1
    y.relu_()
    z = y * 3
    z.relu_()
    z.sum().backward()
    f.put("x.grad", x.grad)
    f.put("name", fn(z))


@program
def hardtanh_in_place_and_changed_again(f):
    x = leaf(-2, -1, 0, 3, 5, 7)
    y = x * 1
    F.hardtanh(y, 0, 6, inplace=True)
    y.add_(1)
    z = y * 1
    F.hardtanh(z, -3, 5, inplace=True)
    z[2:4].mul_(3)
    with torch.no_grad():
        z.zero_()
    z.sum().backward()
    f.put("x.grad", x.grad)
    f.put("name", fn(z))


@program
def hardtanh_of_a_slice_in_place(f):
    x = leaf(-2, -1, 0, 3)
    y = x * 2
    F.hardtanh(y[1:], -1, 4, inplace=True)
    y.add_(x)
    f.put("y", y)
    y.sum().backward()
    f.put("x.grad", x.grad)
    f.put("name", fn(y))
