"""Layers and losses, their outputs and every gradient: core/src/test/resources/goldens/layers-*.tsv, read by LayerGoldensTest.

    python conformance/goldens/layers.py core/src/test/resources/goldens

A line is a row, its fields separated by tabs:

  op        what is called, in PyTorch's name; a number at its end is the count of spatial dimensions
  args      its options, k=v with ';' between them; several numbers have ',' between them
  inputs    name=kind:sizes:seed with blanks between; a '-' before the name: no gradient is asked for
  grad_fn   of the result
            dropout's first arguments are the seed of the process-wide generator and whether its input lies transposed in memory
  results   name=sizes:numbers with blanks between; y is the result, g<name> the gradient of an input for the sum of y times the numbers
            that kind n and seed 999 give

Inputs are never stored: u = torch.rand(sizes) from a generator of the row's seed, in float32, and then by kind (all exact in float32)
  n         2 * u - 1
  u         u
  p         0.9 * u + 0.05
  l         100 * u - 50
  t         floor(4 * u): many equal numbers
  q         the same, NaN where u > 0.9, -inf where u < 0.1
  c<k>      whole numbers, floor(k * u); m<k>: the same with -100 where u > 0.7 (before); o<k>: the same with 1 there
  b         0 or 1: floor(2 * u)
Everything is computed in float64, which serves float32 too. Numbers are stored as the upper five of the eight bytes of a float64, rounded
to nearest, most significant first, in base64: a relative error of 2e-9.
"""

import base64
import itertools
import struct
import sys

import torch
import torch.nn.functional as F
from torch import nn

ROWS = []


def make(kind, sizes, seed):
    u = torch.rand(sizes, generator=torch.Generator().manual_seed(seed))
    k = int(kind[1:] or 0)
    match kind[0]:
        case "n":
            x = 2 * u - 1
        case "u":
            x = u
        case "p":
            x = u * 0.9 + 0.05
        case "l":
            x = u * 100 - 50
        case "t":
            x = torch.floor(u * 4)
        case "q":
            x = torch.floor(u * 4)
            x[u > 0.9] = float("nan")
            x[u < 0.1] = float("-inf")
        case "b":
            return torch.floor(u * 2).double()
        case "c":
            return torch.floor(u * k).long()
        case "m" | "o":
            x = torch.floor(u * k).long()
            x[u > 0.7] = -100 if kind[0] == "m" else 1
            return x
        case _:
            raise ValueError(kind)
    return x.double()


def packed(t):
    out = bytearray()
    for v in t.detach().double().flatten().tolist():
        bits = struct.unpack(">Q", struct.pack(">d", v))[0]
        out += ((bits + (1 << 23)) >> 24).to_bytes(5, "big")
    return ",".join(map(str, t.shape)) + ":" + base64.b64encode(bytes(out)).decode()


def text(args):
    def value(v):
        if isinstance(v, (tuple, list)):
            return ",".join(map(str, v))
        return str(v)

    return ";".join(f"{k}={value(v)}" for k, v in args.items())


def row(op, inputs, _seed=[0], **args):
    """inputs: name -> (kind, sizes); the order is that of the arguments."""
    specs, tensors, wanted = [], {}, []
    for name, (kind, sizes) in inputs.items():
        _seed[0] += 1
        specs.append(f"{name}={kind}:{','.join(map(str, sizes))}:{_seed[0]}")
        plain = name.removeprefix("-")
        tensors[plain] = make(kind, sizes, _seed[0])
        if plain == name and tensors[plain].is_floating_point():
            tensors[plain].requires_grad_()
            wanted.append(plain)
    extra = {}
    y = CALLS[op.rstrip("123")](op, tensors, dict(args))
    if isinstance(y, tuple):
        y, extra["i"] = y
    fn = type(y.grad_fn).__name__ if y.grad_fn is not None else "-"
    if wanted:
        g = make("n", tuple(y.shape), 999)
        grads = torch.autograd.grad(y, [tensors[w] for w in wanted], g, allow_unused=True)
        for w, gw in zip(wanted, grads):
            extra["g" + w] = torch.zeros_like(tensors[w]) if gw is None else gw
    results = [f"y={packed(y)}"] + [f"{n}={packed(t)}" for n, t in extra.items()]
    ROWS.append("\t".join([op, text(args), " ".join(specs), fn, " ".join(results)]))


# ---- how each op is called


def convolution(op, t, a):
    d = int(op[-1])
    w = t["w"]
    mode = a.get("padding_mode", "zeros")
    groups = a.get("groups", 1)
    layer = getattr(nn, f"Conv{d}d")(w.shape[1] * groups, w.shape[0], tuple(w.shape[2:]), bias="b" in t, **a).double()
    assert layer.padding_mode == mode
    parameters = {"weight": w} | ({"bias": t["b"]} if "b" in t else {})
    return torch.func.functional_call(layer, parameters, (t["x"],))


def pool(op, t, a):
    if op.startswith("max_pool"):
        return getattr(F, op + "d")(t["x"], **a, return_indices=True)
    return getattr(F, op + "d")(t["x"], **a)


def loss(op, t, a):
    return getattr(F, op)(t["x"], t["t"], **{n: t[n] for n in ("weight", "pos_weight") if n in t}, **a)


def pad(op, t, a):
    return F.pad(t["x"], a.pop("pad"), **a)


def dropout(op, t, a):
    """Masks by the portable path: one float64 for each element, in the order of memory. See random_streams.py."""
    torch.manual_seed(0)
    u = torch.rand(9, dtype=torch.float64)
    torch.manual_seed(0)
    if not torch.equal(torch.empty(9).bernoulli_(0.3), (u < 0.3).float()):
        sys.exit("this PyTorch draws bernoulli_ from its vendor library: run on a processor that is not Intel's")
    x = t["x"]
    if a.pop("transposed"):
        x = x.transpose(0, -1).contiguous().transpose(0, -1)
    torch.manual_seed(a.pop("seed"))
    y = F.dropout(x, **a)
    # What comes next shows that as many numbers were drawn.
    return y, torch.randint(2**31, (2,))


CALLS = {
    "dropout": dropout,
    "conv": convolution,
    "max_pool": pool,
    "avg_pool": pool,
    "linear": lambda op, t, a: F.linear(t["x"], t["w"], t.get("b")),
    "bilinear": lambda op, t, a: F.bilinear(t["x"], t["z"], t["w"], t.get("b")),
    "pad": pad,
    "flatten": lambda op, t, a: nn.Flatten(**a)(t["x"]),
    "unflatten": lambda op, t, a: nn.Unflatten(a["dim"], a["unflattened_size"])(t["x"]),
}
for name in ("relu", "sigmoid", "tanh", "softmax", "log_softmax"):
    CALLS[name] = lambda op, t, a: getattr(F, op)(t["x"], **a)
for name in ("cross_entropy", "nll_loss", "binary_cross_entropy", "binary_cross_entropy_with_logits", "mse_loss", "l1_loss"):
    CALLS[name] = loss


# ---- the rows


def convolutions():
    for d in (1, 2, 3):
        x = {1: (2, 4, 9), 2: (2, 4, 5, 6), 3: (1, 4, 4, 3, 5)}[d]
        k = {1: (3,), 2: (3, 2), 3: (2, 1, 3)}[d]
        odd = {1: (3,), 2: (3, 3), 3: (3, 1, 3)}[d]
        even = {1: (4,), 2: (2, 4), 3: (2, 2, 2)}[d]
        two = {1: 2, 2: (2, 1), 3: (1, 2, 2)}[d]
        one = {1: 1, 2: (1, 2), 3: (1, 0, 2)}[d]

        def conv(sizes=x, kernel=k, out=3, bias=True, **a):
            channels = sizes[-d - 1] // a.get("groups", 1)
            inputs = {"x": ("n", sizes), "w": ("n", (out, channels, *kernel))}
            if bias:
                inputs["b"] = ("n", (out,))
            row(f"conv{d}", inputs, **a)

        conv()
        conv(bias=False)
        conv(sizes=x[1:])
        conv(sizes=x[1:], padding=1, stride=2)
        conv(sizes=(0, *x[1:]))
        conv(sizes=(0, *x[1:]), padding=1, groups=2, out=4)
        conv(stride=2)
        conv(stride=two, padding=one)
        conv(padding=2)
        conv(padding="valid")
        conv(padding="same")
        conv(padding="same", kernel=odd, dilation=2)
        conv(padding="same", kernel=even)
        conv(padding="same", kernel=even, dilation=two, bias=False)
        conv(padding=2, dilation=2)
        conv(kernel=x[2:])
        conv(kernel=x[2:], padding=1)
        conv(kernel=(1,) * d)
        conv(kernel=(1,) * d, stride=2, bias=False)
        conv(kernel=(1,) * d, groups=2, out=4, padding=1)
        conv(groups=2, out=4)
        conv(groups=2, out=2, stride=2, padding=1, dilation=2, kernel=odd)
        conv(groups=4, out=4)
        conv(groups=4, out=8, padding=1)
        conv(groups=4, out=4, stride=two, padding=1, bias=False)
        conv(stride=3, padding=3, dilation=two, kernel=odd)
        for mode in ("reflect", "replicate", "circular"):
            conv(padding=1, padding_mode=mode)
            conv(padding=one, padding_mode=mode, stride=2, bias=False)
            conv(padding="same", padding_mode=mode, kernel=even)
            conv(padding=1, padding_mode=mode, sizes=x[1:], groups=2, out=4)
            conv(padding=0, padding_mode=mode)
        conv(padding_mode="replicate", padding=4)


def pools():
    for d in (1, 2, 3):
        x = {1: (2, 3, 11), 2: (2, 2, 6, 7), 3: (1, 2, 5, 4, 6)}[d]
        wide = {1: 3, 2: (3, 2), 3: (2, 3, 2)}[d]
        two = {1: 2, 2: (2, 3), 3: (1, 2, 3)}[d]
        one = {1: 1, 2: (1, 0), 3: (1, 1, 0)}[d]
        shared = [
            dict(kernel_size=2),
            dict(kernel_size=wide),
            dict(kernel_size=3, stride=2),
            dict(kernel_size=3, stride=1),
            dict(kernel_size=wide, stride=two),
            dict(kernel_size=3, stride=2, padding=1),
            dict(kernel_size=wide, stride=two, padding=one),
            dict(kernel_size=2, ceil_mode=True),
            dict(kernel_size=3, stride=2, ceil_mode=True),
            dict(kernel_size=3, stride=2, padding=1, ceil_mode=True),
            dict(kernel_size=2, stride=3, padding=1, ceil_mode=True),
            dict(kernel_size=2, stride=5, padding=1, ceil_mode=True),
            dict(kernel_size=1, stride=2),
        ]
        if d < 3:
            shared.append(dict(kernel_size=x[-d:] if d > 1 else 11))
        for sizes in (x, x[1:], (0, *x[1:])):
            some = shared if sizes == x else shared[5:9]
            for a in some:
                row(f"max_pool{d}", {"x": ("n", sizes)}, **a)
                row(f"avg_pool{d}", {"x": ("n", sizes)}, **a)
        for a in (
            dict(kernel_size=2, dilation=2),
            dict(kernel_size=2, dilation=two, stride=1),
            dict(kernel_size=2, dilation=3, padding=1, stride=2, ceil_mode=True),
            dict(kernel_size=3, dilation=two, padding=1, stride=two),
        ):
            row(f"max_pool{d}", {"x": ("n", x)}, **a)
        for kind in "tq":
            for a in (dict(kernel_size=2), dict(kernel_size=3, stride=2, padding=1), dict(kernel_size=2, dilation=2, stride=1), dict(kernel_size=wide, stride=two, ceil_mode=True)):
                row(f"max_pool{d}", {"x": (kind, x)}, **a)
        for a in (
            dict(kernel_size=3, stride=2, padding=1, count_include_pad=False),
            dict(kernel_size=3, stride=2, padding=1, count_include_pad=False, ceil_mode=True),
            dict(kernel_size=2, stride=2, padding=1, count_include_pad=False, ceil_mode=True),
        ):
            row(f"avg_pool{d}", {"x": ("n", x)}, **a)
        if d > 1:
            for a in (
                dict(kernel_size=2, divisor_override=3),
                dict(kernel_size=3, stride=2, padding=1, ceil_mode=True, divisor_override=7),
                dict(kernel_size=3, stride=2, padding=1, count_include_pad=False, divisor_override=-2),
            ):
                row(f"avg_pool{d}", {"x": ("n", x)}, **a)


def losses():
    reductions = ("mean", "sum", "none")
    for x, t in (((5,), ()), ((4, 5), (4,)), ((2, 5, 3), (2, 3)), ((2, 3, 2, 4), (2, 2, 4))):
        c = x[0] if len(x) == 1 else x[1]
        for reduction in reductions:
            for weighted, smoothing, kind in itertools.product((False, True), (0, 0.1, 1), (f"c{c}", f"m{c}", f"o{c}")):
                if len(x) != 2 and (smoothing == 1 or (smoothing and kind[0] == "o")):
                    continue
                w = {"-weight": ("p", (c,))} if weighted else {}
                ignore = dict(ignore_index=1) if kind[0] == "o" else {}
                if smoothing == 0:
                    row("nll_loss", {"x": ("n", x), "t": (kind, t)} | w, reduction=reduction, **ignore)
                row("cross_entropy", {"x": ("n", x), "t": (kind, t)} | w, reduction=reduction, label_smoothing=smoothing, **ignore)
            for weighted, smoothing in itertools.product((False, True), (0, 0.2)):
                w = {"-weight": ("p", (c,))} if weighted else {}
                row("cross_entropy", {"x": ("n", x), "t": ("u", x)} | w, reduction=reduction, label_smoothing=smoothing)
                row("cross_entropy", {"x": ("n", x), "-t": ("u", x)} | w, reduction=reduction, label_smoothing=smoothing)
    row("cross_entropy", {"x": ("l", (3, 6)), "t": ("c6", (3,))})
    row("cross_entropy", {"x": ("n", (0, 6)), "t": ("c6", (0,))}, reduction="sum")
    row("cross_entropy", {"x": ("n", (0, 6)), "t": ("c6", (0,))}, reduction="none")
    row("cross_entropy", {"x": ("n", (0, 6)), "t": ("c6", (0,))}, reduction="mean")
    row("nll_loss", {"x": ("n", (0, 6)), "t": ("c6", (0,))}, reduction="mean")
    for reduction in reductions:
        for sizes in ((), (4,), (2, 3), (2, 1, 3), (0, 3)):
            for op in ("mse_loss", "l1_loss"):
                row(op, {"x": ("n", sizes), "t": ("n", sizes)}, reduction=reduction)
                row(op, {"x": ("n", sizes), "-t": ("n", sizes)}, reduction=reduction)
            for weight in (None, sizes, sizes[-1:]):
                w = {} if weight is None else {"-weight": ("p", weight)}
                row("binary_cross_entropy", {"x": ("p", sizes), "-t": ("b", sizes)} | w, reduction=reduction)
                row("binary_cross_entropy", {"x": ("p", sizes), "t": ("p", sizes)} | w, reduction=reduction)
                for positive in (None, sizes[-1:]):
                    p = {} if positive is None else {"-pos_weight": ("p", positive)}
                    row("binary_cross_entropy_with_logits", {"x": ("l", sizes), "-t": ("b", sizes)} | w | p, reduction=reduction)
                    row("binary_cross_entropy_with_logits", {"x": ("n", sizes), "t": ("u", sizes)} | w | p, reduction=reduction)
        row("binary_cross_entropy", {"x": ("b", (3, 4)), "-t": ("b", (3, 4))}, reduction=reduction)


def others():
    for sizes in ((4,), (3, 4), (2, 3, 4), (0, 4), (2, 0, 4), (1, 1, 1, 4)):
        row("linear", {"x": ("n", sizes), "w": ("n", (5, 4)), "b": ("n", (5,))})
        row("linear", {"x": ("n", sizes), "w": ("n", (5, 4))})
        row("bilinear", {"x": ("n", sizes), "z": ("n", (*sizes[:-1], 3)), "w": ("n", (2, 4, 3)), "b": ("n", (2,))})
        row("bilinear", {"x": ("n", sizes), "z": ("n", (*sizes[:-1], 3)), "w": ("n", (2, 4, 3))})
    row("linear", {"x": ("n", (2, 1)), "w": ("n", (1, 1)), "b": ("n", (1,))})
    for op in ("softmax", "log_softmax"):
        row(op, {"x": ("n", ())}, dim=0)
        row(op, {"x": ("n", ())}, dim=-1)
        for dim in (0, 1, 2, -1, -2):
            row(op, {"x": ("n", (3, 2, 5))}, dim=dim)
            row(op, {"x": ("l", (2, 4, 3))}, dim=dim)
        row(op, {"x": ("l", (2, 33))}, dim=1)
        row(op, {"x": ("n", (0, 3))}, dim=1)
        row(op, {"x": ("n", (3, 0))}, dim=0)
        row(op, {"x": ("n", (3, 1))}, dim=1)
    for op in ("relu", "sigmoid", "tanh"):
        for sizes in ((), (7,), (2, 3, 4), (0, 2)):
            row(op, {"x": ("n", sizes)})
        row(op, {"x": ("l", (3, 5))})
    row("relu", {"x": ("q", (30,))})
    row("flatten", {"x": ("n", (2, 3, 2))})
    row("flatten", {"x": ("n", (2, 3, 2))}, start_dim=0, end_dim=1)
    row("flatten", {"x": ("n", (2, 3))}, start_dim=0, end_dim=-1)
    row("flatten", {"x": ("n", ())}, start_dim=0)
    row("unflatten", {"x": ("n", (2, 6))}, dim=1, unflattened_size=(2, 3))
    row("unflatten", {"x": ("n", (2, 6))}, dim=-1, unflattened_size=(3, -1))
    for p, training, sizes in itertools.product((0, 0.3, 0.5, 1), (True, False), ((), (7,), (2, 3, 4), (0, 2))):
        row("dropout", {"x": ("n", sizes)}, seed=3, transposed=False, p=p, training=training)
    row("dropout", {"x": ("n", (2, 3, 4))}, seed=3, transposed=True, p=0.4)
    row("dropout", {"x": ("n", (5, 4))}, seed=4, transposed=True, p=0.2)
    for sizes, cells in (
        ((5,), (1, 2)),
        ((2, 5), (2, 1)),
        ((2, 3, 5), (1, 0)),
        ((2, 3, 5), (1, 2, 0, 1)),
        ((2, 3, 4, 5), (1, 2, 3, 0)),
        ((2, 3, 4, 5), (2, 1, 1, 1, 2, 0)),
        ((1, 2, 3, 4, 3), (2, 1, 1, 3, 0, 2)),
        ((2, 3, 5), (-1, -2)),
        ((2, 4, 5), (-1, 2, 1, -3)),
        ((2, 3), (0, 0)),
        ((0, 3), (1, 1)),
        ((2, 0), (1, 1)),
    ):
        row("pad", {"x": ("n", sizes)}, pad=cells)
        row("pad", {"x": ("n", sizes)}, pad=cells, value=-1.5)
    for mode in ("reflect", "replicate", "circular"):
        for sizes, cells in (
            ((3, 5), (1, 2)),
            ((2, 3, 5), (4, 0)),
            ((3, 5, 4), (1, 2, 0, 3)),
            ((2, 1, 3, 4), (1, 0, 2, 2)),
            ((2, 3, 4, 3), (1, 2, 1, 0, 2, 1)),
            ((1, 2, 3, 2, 4), (3, 1, 1, 0, 2, 1)),
            ((2, 3, 5), (-1, 2)),
            ((2, 3, 6), (-1, -2)),
            ((2, 2, 5, 6), (-1, 2, 1, -2)),
            ((2, 3, 5), (0, 0)),
            ((0, 3, 5), (1, 1)),
        ):
            row("pad", {"x": ("n", sizes)}, pad=cells, mode=mode)
    row("pad", {"x": ("n", (2, 3, 2))}, pad=(5, 7), mode="replicate")
    row("pad", {"x": ("n", (2, 1, 2, 2))}, pad=(5, 3, 4, 2), mode="replicate")
    row("pad", {"x": ("n", (2, 3, 2))}, pad=(2, 2), mode="circular")


def main():
    folder = sys.argv[1]
    for name, rows in (("conv", convolutions), ("pool", pools), ("loss", losses), ("other", others)):
        ROWS.clear()
        rows()
        path = f"{folder}/layers-{name}.tsv"
        with open(path, "w") as f:
            f.write(f"# PyTorch {torch.__version__}, made by conformance/goldens/layers.py, which describes the fields\n")
            f.write("\n".join(ROWS) + "\n")
        print(path, len(ROWS), "rows", sum(map(len, ROWS)), "bytes", file=sys.stderr)


main()
