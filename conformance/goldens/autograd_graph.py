"""Leaves, and the graph and its life: programs of autograd.py."""

import torch

from program_facts import fn, leaf, program


@program
def leaf_flags(f):
    x = leaf(1, 2)
    y = x * 2
    z = y.detach()
    for name, t in (("x", x), ("y", y), ("z", z)):
        f.put(name, [t.is_leaf, t.requires_grad, t.retains_grad, fn(t)])


@program
def integers_require_no_gradient(f):
    f.fails("int64", lambda: torch.tensor([1, 2]).requires_grad_())
    f.fails("bool", lambda: torch.tensor([True]).requires_grad_())
    f.fails("off", lambda: torch.tensor([1, 2]).requires_grad_(False))
    x = leaf(1.5, 2.5)
    f.put("cast", (x.to(torch.int64)).requires_grad)
    f.put("compared", (x > 2).requires_grad)
    f.put("sorted", [t.requires_grad for t in x.sort()])


@program
def requires_grad_of_a_result(f):
    x = leaf(1, 2)
    y = x * 2
    f.fails("off", lambda: y.requires_grad_(False))
    f.fails("on", lambda: y.requires_grad_(True))
    y.sum().backward()
    f.put("x.grad", x.grad)
    f.put("y.grad", y.retains_grad)


@program
def a_leaf_frozen_after_its_use(f):
    x = leaf(1, 2)
    y = (x * 3).sum()
    x.requires_grad_(False)
    f.fails("backward", y.backward)
    f.put("x.grad", x.grad)


@program
def changes_of_a_leaf(f):
    x = leaf(1, 2, 3)
    f.fails("add_", lambda: x.add_(1))
    f.fails("mul_", lambda: x.mul_(x))
    f.fails("zero_", lambda: x.zero_())
    f.fails("fill_", lambda: x.fill_(2))
    f.fails("copy_", lambda: x.copy_(torch.zeros(3)))
    f.fails("exp_", lambda: x.exp_())
    f.fails("item", lambda: x.index_put_((torch.tensor([0]),), torch.tensor(1.0)))
    f.fails("view", lambda: x.view(3, 1).add_(1))
    f.fails("view of view", lambda: x.view(3, 1)[0].add_(1))
    f.fails("slice", lambda: x[1:].zero_())
    f.fails("normal_", lambda: x.normal_())
    f.put("x", x)
    f.put("version", x._version)


@program
def changes_of_a_leaf_without_recording(f):
    x = leaf(1, 2, 3)
    with torch.no_grad():
        x.add_(1)
        x[0] = 5
        x.view(3, 1).mul_(2)
    f.put("x", x)
    f.put("flags", [x.is_leaf, x.requires_grad, fn(x), x._version])
    (x * x).sum().backward()
    f.put("x.grad", x.grad)


@program
def a_change_of_the_detached_is_seen(f):
    x = leaf(1, 2)
    y = x * x
    d = x.detach()
    d.add_(1)
    f.put("x", x)
    f.put("versions", [x._version, d._version, y._version])
    f.fails("backward", lambda: y.sum().backward())


@program
def gradients_assigned_by_hand(f):
    x = leaf(1, 2)

    def assign(g):
        x.grad = g

    f.fails("size", lambda: assign(torch.zeros(3)))
    f.fails("type", lambda: assign(torch.zeros(2, dtype=torch.float64)))
    g = torch.tensor([10.0, 20.0])
    x.grad = g
    (x * 3).sum().backward()
    f.put("g", g)
    f.put("same", x.grad is g)
    f.put("x.grad", x.grad)


@program
def backward_of_a_leaf(f):
    x = torch.tensor(3.0, requires_grad=True)
    x.backward()
    f.put("x.grad", x.grad)
    x.backward(torch.tensor(4.0))
    f.put("twice", x.grad)
    f.fails("no graph", lambda: torch.tensor(3.0).backward())


@program
def what_backward_starts_from(f):
    x = leaf(1, 2)
    y = x * x
    f.fails("many", lambda: y.backward(retain_graph=True))
    f.fails("size", lambda: y.backward(torch.ones(3), retain_graph=True))
    f.fails("broadcast", lambda: y.backward(torch.tensor(1.0), retain_graph=True))
    f.fails("one more dimension", lambda: y.backward(torch.ones(1, 2), retain_graph=True))
    f.put("x.grad", x.grad)
    y.backward(torch.tensor([1.0, 10.0]))
    f.put("given", x.grad)
    z = leaf(4)
    (z * z).view(1, 1).backward()
    f.put("one element", z.grad)


@program
def backward_of_several(f):
    x = leaf(1, 2)
    y = x * x
    z = x.exp().sum()
    f.fails("missing", lambda: torch.autograd.backward([y, z], [None, None], retain_graph=True))
    torch.autograd.backward([y, z], [torch.tensor([1.0, 2.0]), None])
    f.put("x.grad", x.grad)
    w = leaf(3)
    v = (w * w).sum()
    torch.autograd.backward([v, v])
    f.put("the same twice", w.grad)
    f.fails("one has no graph", lambda: torch.autograd.backward([w.sum(), torch.ones(1).sum()]))


@program
def accumulation(f):
    x = leaf(1, 2)
    (x * 2).sum().backward()
    first = x.grad
    (x * 3).sum().backward()
    f.put("same object", x.grad is first)
    f.put("first", first)
    (x * x).sum().backward(create_graph=True)
    f.put("with graph", x.grad)
    f.put("requires", x.grad.requires_grad)
    f.put("first after", first)


@program
def a_second_backward(f):
    x = leaf(1, 2)
    y = x.exp().sum()
    y.backward(retain_graph=True)
    y.backward()
    f.fails("third", y.backward)
    f.put("x.grad", x.grad)


@program
def a_second_backward_where_nothing_was_saved(f):
    x = leaf(1, 2)
    y = ((x + 1) * 3).sum()
    y.backward()
    f.fails("second", y.backward)
    f.put("x.grad", x.grad)


@program
def a_shared_part_is_released_by_the_first(f):
    x = leaf(1, 2)
    a = x.exp()
    y = (a * 2).sum()
    z = (a * 3).sum()
    y.backward()
    f.fails("z", z.backward)
    f.put("x.grad", x.grad)


@program
def what_create_graph_keeps(f):
    x = leaf(2)
    y = x.pow(3).sum()
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    f.put("g", [g, g.requires_grad, g.is_leaf])
    f.fails("again", lambda: torch.autograd.grad(y, x))
    f.fails("and again", lambda: torch.autograd.grad(y, x))
    f.fails("create without retain", lambda: torch.autograd.grad(x.exp().sum(), x, create_graph=True, retain_graph=False))


@program
def derivatives_up_to_the_fourth(f):
    x = torch.tensor(1.5, dtype=torch.float64, requires_grad=True)
    y = x.pow(4) + x.exp() + 1 / x + x.sin()
    for order in ("first", "second", "third", "fourth"):
        (y,) = torch.autograd.grad(y, x, create_graph=True)
        f.put(order, y)


@program
def a_gradient_penalty(f):
    x = leaf(1, 2, 3)
    w = leaf(0.5, -1, 2)
    y = (x * w).tanh().sum()
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    ((g.norm() - 1) ** 2).backward()
    f.put("w.grad", w.grad)
    f.put("x.grad", x.grad)


@program
def mixed_second_derivatives(f):
    x = leaf(2)
    y = leaf(3)
    z = (x * x * y * y * y).sum()
    gx, gy = torch.autograd.grad(z, [x, y], create_graph=True)
    f.put("first", [gx, gy])
    f.put("xx xy", torch.autograd.grad(gx.sum(), [x, y], retain_graph=True))
    f.put("yx yy", torch.autograd.grad(gy.sum(), [x, y]))


@program
def backward_with_a_graph_of_its_own(f):
    x = leaf(2)
    (x * x * x).sum().backward(create_graph=True)
    f.put("x.grad", [x.grad, x.grad.requires_grad])
    g = x.grad
    x.grad = None
    g.sum().backward()
    f.put("second", [x.grad, x.grad.requires_grad])


@program
def grad_for_inputs_without_a_part(f):
    x = leaf(1)
    u = leaf(2)
    y = (x * x).sum()
    f.fails("unused", lambda: torch.autograd.grad(y, [x, u], retain_graph=True))
    f.put("allowed", torch.autograd.grad(y, [x, u], allow_unused=True, retain_graph=True))
    f.fails("no gradient wanted", lambda: torch.autograd.grad(y, torch.ones(1), retain_graph=True))
    f.fails("no inputs", lambda: torch.autograd.grad(y, [], retain_graph=True))
    f.put("grads", [x.grad, u.grad])


@program
def grad_for_results(f):
    x = leaf(1, 2)
    y = x * 3
    z = (y * y).sum()
    f.put("y", torch.autograd.grad(z, y, retain_graph=True))
    f.put("y x", torch.autograd.grad(z, [y, x], retain_graph=True))
    f.put("x x", torch.autograd.grad(z, [x, x], retain_graph=True))
    f.put("itself", torch.autograd.grad(z, z, retain_graph=True))
    f.put("z y", torch.autograd.grad(z, [z, y]))


@program
def grad_stops_where_it_is_asked(f):
    x = leaf(1, 2)
    seen = []
    y = x * 2
    y.register_hook(lambda g: seen.append("y"))
    x.register_hook(lambda g: seen.append("x"))
    z = y.exp()
    z.register_hook(lambda g: seen.append("z"))
    torch.autograd.grad(z.sum(), y, retain_graph=True)
    f.put("to y", " ".join(seen))
    torch.autograd.grad(z.sum(), x)
    f.put("to x", " ".join(seen))


@program
def grad_of_several_outputs(f):
    x = leaf(1, 2)
    f.put("sum", torch.autograd.grad([(x * 2).sum(), (x * x)], x, [None, torch.tensor([10.0, 100.0])]))
    f.fails("too few", lambda: torch.autograd.grad([(x * 2).sum(), (x * x)], x, [None]))


@program
def backward_for_named_inputs(f):
    a = leaf(1)
    b = leaf(2)
    c = leaf(3)
    y = a * b
    z = (y * c).sum()
    z.backward(inputs=[b], retain_graph=True)
    f.put("b", [a.grad, b.grad, c.grad])
    z.backward(inputs=[y, a], retain_graph=True)
    f.put("y a", [a.grad, b.grad, c.grad, y.grad])
    f.fails("none", lambda: z.backward(inputs=[], retain_graph=True))
    u = leaf(1)
    f.fails("unused", lambda: z.backward(inputs=[u], retain_graph=True))
    f.put("u", u.grad)


@program
def retained_gradients(f):
    x = leaf(1, 2)
    y = x * 3
    y.retain_grad()
    f.put("retains", [x.retains_grad, y.retains_grad])
    (y * y).sum().backward(retain_graph=True)
    f.put("once", [x.grad, y.grad])
    (y * y).sum().backward()
    f.put("twice", [x.grad, y.grad])
    f.fails("no graph", lambda: torch.ones(1).retain_grad())
    f.fails("leaf", lambda: x.retain_grad())


@program
def a_diamond(f):
    x = leaf(2)
    a = x * 3
    b = a.exp()
    c = a.sin()
    d = b * c
    (d + a).sum().backward()
    f.put("x.grad", x.grad)


@program
def doubling_sixty_times(f):
    x = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    y = x
    for _ in range(60):
        y = y + y
    y.backward()
    f.put("x.grad", x.grad)


@program
def one_part_used_five_thousand_times(f):
    x = leaf(1, 2)
    s = x.exp()
    total = torch.zeros(2)
    for i in range(5000):
        total = total + s * (i % 3)
    total.sum().backward()
    f.put("x.grad", x.grad)


@program
def a_chain_of_a_hundred_thousand(f):
    x = leaf(1)
    y = x
    for i in range(50_000):
        y = y * 1
        y = y + 1
    y.backward()
    f.put("x.grad", x.grad)


@program
def detached_parts(f):
    x = leaf(2, 3)
    (x * x.detach() + (x * x).detach() * x).sum().backward()
    f.put("x.grad", x.grad)
    y = x * 2
    f.fails("detach_ of a view", lambda: y[0].detach_())
    y.detach_()
    f.put("y", [y.is_leaf, y.requires_grad, fn(y)])
    v = y[0]
    f.put("v", [v.is_leaf, v.requires_grad, fn(v)])
