"""Hooks of tensors and modules: programs of autograd.py."""

import torch
from torch import nn

from program_facts import fn, leaf, program


@program
def hooks_run_in_their_order(f):
    x = leaf(1, 2)
    log = []
    y = x * 2
    y.register_hook(lambda g: log.append("y1"))
    y.register_hook(lambda g: log.append("y2"))
    x.register_hook(lambda g: log.append("x"))
    x.register_post_accumulate_grad_hook(lambda t: log.append("after x"))
    z = y.sum()
    z.register_hook(lambda g: log.append("z"))
    z.backward()
    f.put("log", " ".join(log))


@program
def hooks_see_the_whole_gradient_once(f):
    x = leaf(1, 2)
    log = []
    x.register_hook(lambda g: log.append(g.clone()))
    (x * 2 + x * 3 + x.exp()).sum().backward()
    f.put("times", len(log))
    f.put("seen", log[0])


@program
def hooks_replace_in_turn(f):
    x = leaf(1, 2)
    y = x * 1
    seen = []
    y.register_hook(lambda g: g * 2)
    y.register_hook(lambda g: seen.append(g.clone()))
    y.register_hook(lambda g: g + 1)
    x.register_hook(lambda g: g * 10)
    y.retain_grad()
    y.register_hook(lambda g: g * 100)
    y.sum().backward()
    f.put("seen", seen[0])
    f.put("y.grad", y.grad)
    f.put("x.grad", x.grad)


@program
def hooks_taken_away(f):
    x = leaf(1)
    log = []

    def a(g):
        log.append("a")

    h1 = x.register_hook(a)
    h2 = x.register_hook(a)
    h3 = x.register_hook(lambda g: log.append("b"))
    x.sum().backward()
    h1.remove()
    h1.remove()
    x.sum().backward()
    h2.remove()
    x.sum().backward()
    h3.remove()
    x.sum().backward()
    f.put("log", " ".join(log))


@program
def a_hook_takes_itself_away(f):
    x = leaf(1)
    log = []
    handle = []
    handle.append(x.register_hook(lambda g: (log.append("once"), handle[0].remove())[0]))
    x.register_hook(lambda g: log.append("always"))
    x.sum().backward()
    x.sum().backward()
    f.put("log", " ".join(log))


@program
def wrong_replacements(f):
    x = leaf(1, 2)
    y = x * 2
    h = y.register_hook(lambda g: torch.ones(3))
    f.fails("size", lambda: y.sum().backward(retain_graph=True))
    h.remove()
    f.put("x.grad", x.grad)
    y.sum().backward()
    f.put("then", x.grad)
    f.fails("no gradient", lambda: torch.ones(1).register_hook(lambda g: g))
    f.fails("post accumulate of a result", lambda: (x * 2).register_post_accumulate_grad_hook(lambda t: None))
    f.fails("post accumulate without", lambda: torch.ones(1).register_post_accumulate_grad_hook(lambda t: None))


@program
def post_accumulate_hooks_may_drop_the_gradient(f):
    x = leaf(1, 2)
    seen = []

    def step(t):
        seen.append(t.grad.clone())
        with torch.no_grad():
            t.sub_(t.grad * 0.5)
        t.grad = None

    x.register_post_accumulate_grad_hook(step)
    (x * x).sum().backward()
    (x * 3).sum().backward()
    f.put("seen", seen)
    f.put("x", x)
    f.put("x.grad", x.grad)


@program
def hooks_of_grad(f):
    x = leaf(1, 2)
    y = x * 2
    x.register_hook(lambda g: g * 10)
    y.register_hook(lambda g: g * 100)
    f.put("y x", torch.autograd.grad((y * y).sum(), [y, x], retain_graph=True))
    f.put("x", torch.autograd.grad((y * y).sum(), x))


@program
def a_failing_hook_leaves_the_engine_usable(f):
    x = leaf(1, 2)
    y = x * 2

    def fail(g):
        raise RuntimeError("hook")

    h = y.register_hook(fail)
    z = y.exp().sum()
    f.fails("fails", lambda: z.backward(retain_graph=True))
    f.put("x.grad", x.grad)
    f.put("grad enabled", torch.is_grad_enabled())
    h.remove()
    z.backward()
    f.put("then", x.grad)


@program
def backward_inside_a_hook(f):
    x = leaf(1, 2)
    u = leaf(3)
    y = x * 2

    def hook(g):
        with torch.enable_grad():
            (u * u).sum().backward()
        return g * u.grad

    y.register_hook(hook)
    y.sum().backward()
    f.put("u.grad", u.grad)
    f.put("x.grad", x.grad)


@program
def hooks_are_recorded_with_create_graph(f):
    x = leaf(2)
    y = x * x
    y.register_hook(lambda g: g * x)
    (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    f.put("first", g)
    f.put("second", torch.autograd.grad(g.sum(), x))


class Times(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def forward(self, x):
        return x * self.factor


@program
def forward_hooks(f):
    m = Times(3)
    log = []
    m.register_forward_pre_hook(lambda mod, args: log.append("pre1"))
    h = m.register_forward_pre_hook(lambda mod, args: (args[0] + 1,))
    m.register_forward_hook(lambda mod, args, out: log.append("after %g %g" % (args[0].item(), out.item())))
    m.register_forward_hook(lambda mod, args, out: out * 10)
    f.put("out", m(torch.tensor(1.0)))
    h.remove()
    f.put("without", m(torch.tensor(1.0)))
    f.put("log", ", ".join(log))


@program
def hooks_of_nested_modules(f):
    log = []
    inner = Times(2)
    net = nn.Sequential(inner, Times(3), inner)
    for name, m in (("net", net), ("0", net[0]), ("1", net[1])):
        m.register_forward_pre_hook(lambda mod, args, n=name: log.append("pre " + n))
        m.register_forward_hook(lambda mod, args, out, n=name: log.append("after " + n))
        m.register_full_backward_hook(lambda mod, gi, go, n=name: log.append("backward " + n))
    x = leaf(1)
    y = net(x)
    f.put("y", fn(y))
    y.sum().backward()
    f.put("log", ", ".join(log))
    f.put("x.grad", x.grad)


@program
def full_backward_hooks(f):
    m = nn.Linear(2, 1, bias=False)
    with torch.no_grad():
        m.weight.copy_(torch.tensor([[2.0, 3.0]]))
    seen = []
    m.register_full_backward_hook(lambda mod, gi, go: seen.append([gi[0], go[0]]))
    x = torch.tensor([[1.0, 10.0]], requires_grad=True)
    m(x * 1).mul(5).sum().backward()
    f.put("seen", seen[0])
    f.put("w.grad", m.weight.grad)
    m(torch.tensor([[1.0, 10.0]])).mul(7).sum().backward()
    f.put("without input gradient", seen[1])
    h = m.register_full_backward_hook(lambda mod, gi, go: (gi[0] * 100,))
    x.grad = None
    m(x).sum().backward()
    f.put("replaced", x.grad)
    h.remove()


@program
def full_backward_hooks_of_two_inputs(f):
    m = nn.Bilinear(1, 1, 1, bias=False)
    with torch.no_grad():
        m.weight.fill_(2.0)
    seen = []
    m.register_full_backward_hook(lambda mod, gi, go: seen.append([gi[0], gi[1], go[0]]))
    h = m.register_full_backward_hook(lambda mod, gi, go: (gi[0] * 10, gi[1] * 100))
    a = torch.tensor([[3.0]], requires_grad=True)
    b = torch.tensor([[5.0]], requires_grad=True)
    m(a, b).sum().backward()
    f.put("seen", seen[0])
    f.put("replaced", [a.grad, b.grad])
    c = torch.tensor([[7.0]])
    h.remove()
    m.register_full_backward_hook(lambda mod, gi, go: seen.append([gi[0], gi[1]]))
    f.fails("one input only", lambda: m(c, b).sum().backward())
    f.put("first input without", seen[-1])
