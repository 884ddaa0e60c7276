"""Gradients limited, parameters as one vector, norms folded into layers, and parameters that are computed, as small programs:
core/src/test/resources/goldens/utils.tsv.

    python utils.py > ../../core/src/test/resources/goldens/utils.tsv

A program is written down as autograd.py says; its twin is in core/src/test/java/jackhammer/nn/UtilsPrograms.java.
"""

import warnings

import torch
from torch import nn
from torch.nn.utils import (
    clip_grad_norm_,
    clip_grad_value_,
    clip_grads_with_norm_,
    fuse_conv_bn_eval,
    fuse_conv_bn_weights,
    fuse_linear_bn_eval,
    get_total_norm,
    parameters_to_vector,
    parametrize,
    vector_to_parameters,
)
from torch.nn.utils.parametrizations import spectral_norm, weight_norm

from program_facts import PROGRAMS, Facts, leaf, program


def numbers(*sizes):
    """What every program computes with: the same on both sides without a generator."""
    count = torch.Size(sizes).numel()
    return ((torch.arange(count) * 7 % 11).double() / 4 - 1).reshape(sizes)


def fill(module):
    for p in module.parameters():
        p.data = numbers(*p.shape).to(p.dtype)
    for name, b in module.named_buffers():
        if b.is_floating_point():
            b.copy_(numbers(*b.shape).abs() + 0.5 if name.endswith("var") else numbers(*b.shape))
    return module


def learned(dtype=torch.float64):
    a, b, c = (nn.Parameter(numbers(*s).to(dtype)) for s in ((2, 3), (4,), (2,)))
    a.grad, b.grad = numbers(2, 3).to(dtype), numbers(4).mul(2).to(dtype)
    return [a, b, c]


@program
def gradients_are_limited(f):
    inf = float("inf")
    for p in (2.0, 1.0, 3.0, 0.5, 0.0, inf, -inf):
        for limit in (0.5, 100.0, 0.0):
            ps = learned()
            f.put(f"norm {p} to {limit}", [clip_grad_norm_(ps, limit, p), ps[0].grad, ps[1].grad, ps[2].grad])
    one = learned(torch.float32)[0]
    f.put("one", [clip_grad_norm_(one, 1.0), one.grad])
    mixed = [learned(torch.float32)[0], learned()[1]]
    f.put("mixed", [clip_grad_norm_(mixed, 1.0), mixed[0].grad, mixed[1].grad])
    f.put("none", [clip_grad_norm_([], 1.0), get_total_norm([]), clip_grad_norm_([learned()[2]], 1.0)])
    f.put("total", [get_total_norm(learned()), get_total_norm(learned(), 1.0), get_total_norm(learned(), inf)])
    f.put("outside the graph", get_total_norm(learned()).requires_grad)
    ps = learned()
    clip_grads_with_norm_(ps, 1.0, torch.tensor(4.0))
    f.put("by a known norm", [ps[0].grad, ps[1].grad])
    ps = learned()
    clip_grads_with_norm_(ps[0], 1.0, torch.tensor(0.25))
    f.put("by a small norm", ps[0].grad)
    f.fails("a norm with a dimension", lambda: clip_grads_with_norm_(ps, 1.0, torch.tensor([4.0])))
    for limit in (0.5, 3.0, 0.0, inf):
        ps = learned()
        clip_grad_value_(ps, limit)
        f.put(f"values to {limit}", [ps[0].grad, ps[1].grad, ps[2].grad])
    ps = learned()
    clip_grad_value_(ps[1], 0.75)
    f.put("values of one", [ps[0].grad, ps[1].grad])
    for bad in (inf, float("nan")):
        ps = learned()
        ps[0].grad[0, 1] = bad
        f.fails(f"refused {bad}", lambda: clip_grad_norm_(ps, 1.0, error_if_nonfinite=True))
        f.put(f"as it was {bad}", ps[1].grad)
        f.put(f"not refused {bad}", [clip_grad_norm_(ps, 1.0), ps[1].grad])
    x = leaf(1.0, 2.0)
    x.pow(2).sum().backward(create_graph=True)
    f.put("with a graph", [clip_grad_norm_(x, 1.0), x.grad])


@program
def parameters_are_one_vector(f):
    ps = learned()
    v = parameters_to_vector(ps)
    f.put("vector", v)
    f.put("learns", v.requires_grad)
    f.put("gradients", torch.autograd.grad(v.pow(2).sum(), ps))
    vector_to_parameters(torch.arange(12).double(), ps)
    f.put("back", ps)
    f.put("still learn", [p.requires_grad for p in ps])
    f.put("gradient stays", ps[0].grad)
    f.fails("too few", lambda: vector_to_parameters(torch.arange(11).double(), ps))
    f.fails("none", lambda: parameters_to_vector([]))


@program
def a_norm_is_folded_into_a_convolution(f):
    cases = (
        ("conv1d", nn.Conv1d(4, 6, 2, stride=2, groups=2), nn.BatchNorm1d(6), (2, 4, 7), False),
        ("conv2d", nn.Conv2d(2, 3, (2, 3), padding=1, padding_mode="reflect", bias=False), nn.BatchNorm2d(3, eps=0.1), (1, 2, 4, 4), False),
        ("conv3d", nn.Conv3d(1, 2, 2), nn.BatchNorm3d(2, affine=False), (1, 1, 3, 3, 2), False),
        ("no bias in the norm", nn.Conv1d(2, 3, 1), nn.BatchNorm1d(3, bias=False), (2, 2, 3), False),
        ("transposed 1d", nn.ConvTranspose1d(2, 3, 3, stride=2, output_padding=1), nn.BatchNorm1d(3), (2, 2, 4), True),
        ("transposed 2d", nn.ConvTranspose2d(2, 3, 2, bias=False), nn.BatchNorm2d(3), (1, 2, 3, 2), True),
        ("transposed 3d", nn.ConvTranspose3d(1, 2, 2), nn.BatchNorm3d(2), (1, 1, 2, 3, 2), True),
    )
    for name, conv, norm, sizes, transposed in cases:
        fill(conv.double()).eval()
        fill(norm.double()).eval()
        fused = fuse_conv_bn_eval(conv, norm, transpose=transposed)
        f.put(name, str(fused))
        f.put(name + " state", " ".join(fused.state_dict()))
        f.put(name + " weights", [fused.weight, fused.bias])
        f.put(name + " learns", [fused.weight.requires_grad, fused.bias.requires_grad, fused.training])
        x = numbers(*sizes)
        f.put(name + " output", [fused(x), norm(conv(x))])
    conv.weight.requires_grad_(False)
    f.put("frozen", [p.requires_grad for p in fuse_conv_bn_eval(conv, norm, transpose=True).parameters()])
    f.fails("training", lambda: fuse_conv_bn_eval(nn.Conv1d(1, 1, 1), nn.BatchNorm1d(1).eval()))
    f.fails("norm in training", lambda: fuse_conv_bn_eval(nn.Conv1d(1, 1, 1).eval(), nn.BatchNorm1d(1)))
    f.fails("no statistics", lambda: fuse_conv_bn_eval(nn.Conv1d(1, 1, 1).eval(), nn.BatchNorm1d(1, track_running_stats=False).eval()))
    f.fails("other channels", lambda: fuse_conv_bn_eval(nn.Conv1d(1, 2, 1).eval(), nn.BatchNorm1d(3).eval()))
    w = numbers(3, 2, 2)
    f.put("by weights", fuse_conv_bn_weights(w, None, numbers(3), numbers(3).abs() + 1, 0.5, None, None))
    torch.manual_seed(5)
    fuse_conv_bn_eval(nn.Conv2d(1, 2, 3).eval(), nn.BatchNorm2d(2).eval())
    f.put("draws nothing", torch.rand(2))


@program
def a_norm_is_folded_into_a_linear_layer(f):
    for name, linear, norm in (
        ("plain", nn.Linear(3, 4), nn.BatchNorm1d(4)),
        ("no bias", nn.Linear(3, 4, bias=False), nn.BatchNorm1d(4, eps=0.1)),
        ("one feature", nn.Linear(3, 4), nn.BatchNorm1d(1)),
    ):
        fill(linear.double()).eval()
        fill(norm.double()).eval()
        fused = fuse_linear_bn_eval(linear, norm)
        f.put(name, str(fused))
        f.put(name + " weights", [fused.weight, fused.bias, fused(numbers(2, 1, 3))])
        f.put(name + " learns", [fused.weight.requires_grad, fused.bias.requires_grad, fused.training])
    f.fails("other features", lambda: fuse_linear_bn_eval(nn.Linear(2, 3).eval(), nn.BatchNorm1d(2).eval()))


def listing(f, m, what):
    f.put(what + " printed", str(m))
    f.put(what + " parameters", " ".join(n for n, _ in m.named_parameters()))
    f.put(what + " buffers", " ".join(n for n, _ in m.named_buffers()))
    f.put(what + " modules", " ".join(n for n, _ in m.named_modules() if n))
    f.put(what + " state", " ".join(m.state_dict()))


class Doubled(nn.Module):
    def forward(self, x):
        return x * 2

    def right_inverse(self, x):
        return x / 2


class Squared(nn.Module):
    def forward(self, x):
        return x * x


class Sum(nn.Module):
    def forward(self, a, b):
        return a + b

    def right_inverse(self, x):
        return x * 0.25, x * 0.75


class Part(nn.Module):
    def forward(self, x):
        return x[:1]


@program
def a_parameter_is_computed(f):
    layer = fill(nn.Linear(3, 2).double())
    before = layer.weight
    f.put("not yet", [parametrize.is_parametrized(layer), parametrize.is_parametrized(layer, "weight")])
    parametrize.register_parametrization(layer, "weight", Doubled())
    listing(f, layer, "one")
    f.put("is", [parametrize.is_parametrized(layer), parametrize.is_parametrized(layer, "weight"), parametrize.is_parametrized(layer, "bias")])
    f.put("same parameter", layer.parametrizations.weight.original is before)
    f.put("values", [layer.weight, layer.parametrizations.weight.original])
    parametrize.register_parametrization(layer, "weight", Squared())
    parametrize.register_parametrization(layer, "weight", Squared())
    parametrize.register_parametrization(layer, "bias", Squared())
    listing(f, layer, "more")
    x = numbers(2, 3).requires_grad_()
    y = layer(x)
    f.put("output", y)
    grads = torch.autograd.grad(y.pow(2).sum(), [x, *layer.parameters()], create_graph=True)
    f.put("gradients", grads)
    f.put("second", torch.autograd.grad(sum(g.pow(2).sum() for g in grads), [x, *layer.parameters()]))
    f.fails("no way back", lambda: setattr(layer, "weight", numbers(2, 3)))
    parametrize.remove_parametrizations(layer, "weight")
    listing(f, layer, "removed")
    f.put("left", [layer.weight, layer.weight is before, layer.weight.requires_grad])
    parametrize.remove_parametrizations(layer, "bias", leave_parametrized=False)
    listing(f, layer, "all removed")
    f.put("original", layer.bias)
    f.fails("again", lambda: parametrize.remove_parametrizations(layer, "bias"))
    f.fails("no such", lambda: parametrize.register_parametrization(layer, "scale", Doubled()))
    f.fails("other size", lambda: parametrize.register_parametrization(layer, "weight", Part()))
    f.put("nothing changed", " ".join(layer.state_dict()))
    parametrize.register_parametrization(layer, "weight", Part(), unsafe=True)
    f.put("unsafe", layer.weight)
    layer.eval()
    p = Doubled()
    parametrize.register_parametrization(layer, "bias", p)
    f.put("mode", p.training)
    layer.bias = numbers(2) + 1
    f.put("assigned", [layer.bias, layer.parametrizations.bias.original])


@program
def a_parameter_is_computed_from_several(f):
    layer = fill(nn.Linear(3, 2).double())
    parametrize.register_parametrization(layer, "weight", Sum())
    listing(f, layer, "two")
    f.put("values", [layer.weight, *layer.parametrizations.weight.parameters()])
    f.put("learn", [p.requires_grad for p in layer.parameters()])
    layer.weight = numbers(2, 3) * 2
    f.put("assigned", [layer.weight, *layer.parametrizations.weight.parameters()])
    f.fails("no single original", lambda: parametrize.remove_parametrizations(layer, "weight", leave_parametrized=False))
    parametrize.register_parametrization(layer, "weight", Doubled())
    f.put("doubled", layer.weight)
    layer.to(torch.float32)
    f.put("converted", layer.weight)
    parametrize.remove_parametrizations(layer, "weight")
    f.put("left", layer.weight)
    listing(f, layer, "removed")


@program
def a_buffer_is_computed(f):
    norm = fill(nn.BatchNorm1d(3).double())
    parametrize.register_parametrization(norm, "running_mean", Doubled())
    listing(f, norm, "one")
    f.put("mean", [norm.running_mean, norm.parametrizations.running_mean.original])
    f.put("output", norm.eval()(numbers(2, 3)))
    parametrize.remove_parametrizations(norm, "running_mean")
    listing(f, norm, "removed")
    f.put("left", norm.running_mean)


@program
def computed_once(f):
    layer = fill(nn.Linear(3, 2).double())
    calls = []

    class Counted(nn.Module):
        def forward(self, x):
            calls.append(1)
            return x * 2

    parametrize.register_parametrization(layer, "weight", Counted())
    calls.clear()
    with parametrize.cached():
        layer(numbers(1, 3))
        with parametrize.cached():
            layer(numbers(1, 3))
        f.put("inside", len(calls))
    layer(numbers(1, 3))
    f.put("outside", len(calls))


def in_parts(v, g, dim):
    """For second derivatives: gradgradcheck refuses those of PyTorch's fused form in 2.13."""
    return v * (g / torch.norm_except_dim(v, 2, dim))


@program
def length_and_direction(f):
    for name, layer, dim, sizes in (
        ("linear", nn.Linear(3, 2), 0, (2, 3)),
        ("columns", nn.Linear(3, 2), 1, (2, 3)),
        ("whole", nn.Linear(3, 2), None, (2, 3)),
        ("minus one is the whole", nn.Linear(3, 2), -1, (2, 3)),
        ("conv", nn.Conv2d(2, 3, 2), 0, (1, 2, 3, 3)),
        ("conv by input", nn.Conv2d(2, 3, 2), 1, (1, 2, 3, 3)),
        ("conv from the end", nn.Conv2d(2, 3, 2), -2, (1, 2, 3, 3)),
    ):
        fill(layer.double())
        f.put(name + " before", layer.weight)
        weight_norm(layer, dim=dim)
        listing(f, layer, name)
        x = numbers(*sizes).requires_grad_()
        f.put(name + " weights", [layer.weight, *layer.parametrizations.weight.parameters()])
        layer.parametrizations.weight.original0.data.mul_(1.5)
        y = layer(x)
        grads = torch.autograd.grad(y.pow(2).sum(), [x, *layer.parameters()], create_graph=True)
        f.put(name + " output", [y, *grads])
        fused, torch._weight_norm = torch._weight_norm, in_parts
        grads = torch.autograd.grad(layer(x).pow(2).sum(), [x, *layer.parameters()], create_graph=True)
        f.put(name + " second", torch.autograd.grad(sum(g.pow(2).sum() for g in grads), [x, *layer.parameters()]))
        torch._weight_norm = fused
    parametrize.remove_parametrizations(layer, "weight")
    listing(f, layer, "removed")
    f.put("left", layer.weight)
    old = nn.utils.weight_norm(fill(nn.Linear(3, 2).double()))
    f.put("older keys", " ".join(old.state_dict()))
    net = nn.Sequential(weight_norm(fill(nn.Linear(3, 2).double())))
    old.weight_g.data.mul_(2)
    net.load_state_dict({"0." + k: v for k, v in old.state_dict().items()})
    f.put("loaded", net[0].weight)
    f.fails("no such", lambda: weight_norm(nn.ReLU()))
    f.fails("lazy", lambda: weight_norm(nn.LazyLinear(2)))


@program
def largest_singular_value(f):
    for name, layer, options, sizes in (
        ("linear", nn.Linear(3, 4), {}, (2, 3)),
        ("steps", nn.Linear(3, 4), dict(n_power_iterations=3, eps=1e-6), (2, 3)),
        ("columns", nn.Linear(3, 4), dict(dim=1), (2, 3)),
        ("conv", nn.Conv2d(2, 3, 2), {}, (1, 2, 3, 3)),
        ("transposed", nn.ConvTranspose1d(2, 3, 2), {}, (1, 2, 3)),
        ("vector", nn.LayerNorm(3), {}, (2, 3)),
        ("bias", nn.Linear(3, 4), dict(name="bias"), (2, 3)),
    ):
        torch.manual_seed(3)
        spectral_norm(fill(layer.double()), **options)
        f.put(name + " next random number", torch.rand(1, dtype=torch.float64))
        listing(f, layer, name)
        f.put(name + " buffers then", list(layer.buffers()))
        x = numbers(*sizes).requires_grad_()
        y = layer(x)
        z = layer(x)
        f.put(name + " training", [y, z, *layer.buffers()])
        f.put(name + " gradients", torch.autograd.grad((y.pow(2) + z).sum(), [x, *layer.parameters()]))
        layer.eval()
        y = layer(x)
        grads = torch.autograd.grad(y.pow(2).sum(), [x, *layer.parameters()], create_graph=True)
        f.put(name + " eval", [y, layer(x), *grads, *layer.buffers()])
        f.put(name + " second", torch.autograd.grad(sum(g.pow(2).sum() for g in grads), [x, *layer.parameters()]))
        parametrize.remove_parametrizations(layer, options.get("name", "weight"))
        listing(f, layer, name + " removed")
        f.put(name + " left", layer(x))
    torch.manual_seed(4)
    layer = spectral_norm(nn.Linear(5, 4))
    f.put("float32", [layer.weight, *layer.buffers()])
    f.fails("no steps", lambda: spectral_norm(nn.Linear(2, 2), n_power_iterations=0))
    f.fails("no such dim", lambda: spectral_norm(nn.Linear(2, 2), dim=2))
    f.fails("no such", lambda: spectral_norm(nn.ReLU()))


def main():
    print(f"# PyTorch {torch.__version__}, made by conformance/goldens/utils.py")
    for p in PROGRAMS:
        p(Facts(p.__name__))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
