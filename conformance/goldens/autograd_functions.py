"""Custom functions: programs of autograd.py."""

import torch

from program_facts import leaf, program


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * 3 * x * x


@program
def a_function_of_ones_own(f):
    x = leaf(2, 3)
    y = Cube.apply(x)
    f.put("y", [y, y.requires_grad, y.is_leaf])
    (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    f.put("first", g)
    (g2,) = torch.autograd.grad(g.sum(), x, create_graph=True)
    f.put("second", g2)
    f.put("third", torch.autograd.grad(g2.sum(), x))
    with torch.no_grad():
        f.put("without recording", Cube.apply(x).requires_grad)
    f.put("without gradient", Cube.apply(torch.ones(1)).requires_grad)


@program
def what_a_function_saved(f):
    x = leaf(2)
    y = x * 1
    z = Cube.apply(y)
    y.add_(1)
    f.fails("changed", lambda: z.sum().backward())
    w = Cube.apply(x).sum()
    w.backward()
    f.fails("released", w.backward)


@program
def functions_of_several_outputs(f):
    seen = []

    class Two(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            return x * 2, y.double() * 3

        @staticmethod
        def backward(ctx, a, b):
            seen.append([a, b])
            return a * 2, b * 3

    class Bare(Two):
        @staticmethod
        def forward(ctx, x, y):
            ctx.set_materialize_grads(False)
            return x * 2, y * 3

        @staticmethod
        def backward(ctx, a, b):
            seen.append([a, b])
            return None if a is None else a * 2, None if b is None else b * 3

    x = leaf(1, 2)
    y = leaf(3)
    a, b = Two.apply(x, y)
    a.sum().backward()
    f.put("zeros", seen[0])
    f.put("grads", [x.grad, y.grad])
    a, b = Bare.apply(x, y)
    a.sum().backward()
    f.put("nulls", seen[1])
    f.put("grads after", [x.grad, y.grad])


@program
def which_inputs_need_a_gradient(f):
    seen = []

    class Needs(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a, b, c):
            return a * b * c

        @staticmethod
        def backward(ctx, g):
            seen.append(list(ctx.needs_input_grad))
            return g, None, g

    x = leaf(1)
    y = leaf(2)
    z = Needs.apply(x, torch.ones(1), y)
    z.sum().backward(retain_graph=True)
    f.put("needs", seen[0])
    f.put("grads", [x.grad, y.grad])
    Needs.apply(x.detach(), y, torch.ones(1)).sum().backward()
    f.put("other", seen[1])
    f.put("y.grad", y.grad)


@program
def outputs_that_are_not_differentiable(f):
    class Top(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            v, i = x.max(0)
            mask = (x == v).float()
            ctx.mark_non_differentiable(mask)
            return v * 1, i, mask

        @staticmethod
        def backward(ctx, g, gi, gm):
            return torch.ones(2) * g

    x = leaf(1, 2)
    v, i, mask = Top.apply(x)
    f.put("flags", [v.requires_grad, i.requires_grad, mask.requires_grad, mask.is_leaf])
    v.sum().backward()
    f.put("x.grad", x.grad)


@program
def functions_that_work_in_place(f):
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            x.mul_(2)
            ctx.mark_dirty(x)
            return x

        @staticmethod
        def backward(ctx, g):
            return g * 2

    x = leaf(1, 2)
    y = x * 3
    z = Double.apply(y)
    f.put("same", z is y)
    f.put("y", [y, y._version, y.requires_grad])
    (y * y).sum().backward()
    f.put("x.grad", x.grad)
    f.fails("leaf", lambda: Double.apply(x))
    n = torch.ones(2)
    f.put("outside", [Double.apply(n) is n, n.requires_grad, n._version])


@program
def functions_that_return_their_input(f):
    class Same(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x

        @staticmethod
        def backward(ctx, g):
            return g * 7

    class Flat(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.view(-1)

        @staticmethod
        def backward(ctx, g):
            return g.view(1, 2) * 7

    x = leaf(1, 2)
    y = Same.apply(x)
    f.put("y", [y is x, y.is_leaf, y.requires_grad])
    y.sum().backward()
    f.put("x.grad", [x.grad, x.is_leaf])
    w = torch.tensor([[1.0, 2.0]], requires_grad=True)
    Flat.apply(w).sum().backward()
    f.put("w.grad", w.grad)
    f.fails("changed", lambda: Flat.apply(w * 1).mul_(2))


@program
def wrong_gradients_of_functions(f):
    def make(result):
        class Wrong(torch.autograd.Function):
            @staticmethod
            def forward(ctx, a, b):
                return a + b

            @staticmethod
            def backward(ctx, g):
                return result(g)

        return Wrong

    def attempt(name, result):
        x = leaf(1, 2)
        y = leaf(3, 4)
        f.fails(name, lambda: make(result).apply(x, y).sum().backward())
        f.put(name + " x.grad", x.grad)

    attempt("too few", lambda g: g)
    attempt("too many", lambda g: (g, g, g))
    attempt("size", lambda g: (torch.ones(3), g))
    attempt("nothing", lambda g: (None, g))
    attempt("sums to the size", lambda g: (torch.ones(3, 2), g))
    attempt("type", lambda g: (g.double(), g))


@program
def failing_functions_leave_the_engine_usable(f):
    class Bad(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            raise RuntimeError("backward")

    class Worse(Bad):
        @staticmethod
        def forward(ctx, x):
            raise RuntimeError("forward")

    x = leaf(1, 2)
    f.fails("backward", lambda: Bad.apply(x).sum().backward())
    f.fails("forward", lambda: Worse.apply(x))
    f.put("grad enabled", torch.is_grad_enabled())
    (x * x).sum().backward()
    f.put("x.grad", x.grad)


@program
def functions_inside_functions(f):
    class Outer(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return Cube.apply(x) * 2

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            with torch.enable_grad():
                d = x.detach().requires_grad_()
                (inner,) = torch.autograd.grad(Cube.apply(d).sum(), d)
            return g * inner * 2

    x = leaf(2, 3)
    Outer.apply(x).sum().backward()
    f.put("x.grad", x.grad)
