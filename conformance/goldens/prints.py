"""Tensors and numbers as PyTorch and Python print them: core/src/test/resources/goldens/prints.txt and numbers.tsv.

    python prints.py ../../core/src/test/resources/goldens

A case of prints.txt is a line that starts with `@` and, each after a `|`, the printed lines. The fields of the first line, with tabs
between them: dtype, sizes, data, options as precision,threshold,edgeitems,linewidth,sci_mode, and what follows the numbers. The data is
either the elements' little-endian bytes in hex or `f:A:B`, which stands for (i * 7919 % 10007) * A + B at index i, in double, then cast.
numbers.tsv has a double (its bits in hex), a format and the text in each line.
"""

import math
import random
import struct
import sys

import torch

DTYPES = {
    "float32": torch.float32, "float64": torch.float64, "float16": torch.float16, "bfloat16": torch.bfloat16,
    "uint8": torch.uint8, "int8": torch.int8, "int16": torch.int16, "int32": torch.int32, "int64": torch.int64, "bool": torch.bool,
}  # fmt: skip
FLOATS = ["float32", "float64", "float16", "bfloat16"]
INTS = ["uint8", "int8", "int16", "int32", "int64"]
DEFAULT = dict(precision=4, threshold=1000, edgeitems=3, linewidth=80, sci_mode=None)
NASTY = [0.0, -0.0, math.nan, math.inf, -math.inf, 1.0, -1.0, 0.5, 1e-4, 9.9999e-5, 1e8, 1.00000001e8, 1000.0, 1001.0, 99999.5, 0.00005,
         0.00015, 2.5, 3.5, 1e-38, 1e-45, 3.4e38, 5e-324, 1.7e308, 65504.0, 6e-8, 12345.678, -0.00004, 0.12345, 999.99995, 9.99995]  # fmt: skip

rng = random.Random(2013)
cases = []


class Grad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clone()

    @staticmethod
    def backward(ctx, g):
        return g


class AVeryLongNameThatNeverFitsOnTheLineOfTheNumbersBefore(Grad):
    pass


def case(dtype, sizes, values=None, formula=None, notes="", **options):
    opts = DEFAULT | options
    t = DTYPES[dtype]
    n = math.prod(sizes)
    if formula:
        i = torch.arange(n, dtype=torch.float64)
        x = ((i * 7919 % 10007) * formula[0] + formula[1]).to(t).reshape(sizes)
        data = f"f:{formula[0]!r}:{formula[1]!r}"
    else:
        if t.is_floating_point:
            x = torch.tensor(values, dtype=torch.float64).to(t).reshape(sizes)
        else:
            x = torch.tensor(values, dtype=torch.int64).to(t).reshape(sizes)
        data = bytes(x.reshape(-1).view(torch.uint8).tolist()).hex() if n else ""
    if notes == "requires_grad=True":
        x.requires_grad_()
    elif notes:
        cls = {"MulBackward0": None, "GradBackward": Grad}.get(notes, AVeryLongNameThatNeverFitsOnTheLineOfTheNumbersBefore)
        y = x.requires_grad_()
        x = y * 1 if cls is None else cls.apply(y)
        notes = f"grad_fn=<{type(x.grad_fn).__name__}>"
    torch.set_printoptions(**opts)
    text = str(x)
    torch.set_printoptions(**DEFAULT)
    threshold = opts["threshold"]
    o = [opts["precision"], "inf" if threshold == math.inf else threshold, opts["edgeitems"], opts["linewidth"], opts["sci_mode"]]
    line = "\t".join([dtype, ",".join(map(str, sizes)), data, ",".join(map(str, o)), notes])
    cases.append("@" + line + "\n" + "".join(f"|{part}\n" for part in text.split("\n")))


def number(dtype):
    if dtype == "bool":
        return rng.randint(0, 1)
    if dtype in INTS:
        bits = {"uint8": 8, "int8": 7, "int16": 15, "int32": 31, "int64": 63}[dtype]
        v = rng.getrandbits(rng.randint(0, bits))
        return v if dtype == "uint8" or rng.random() < 0.6 else -v
    return rng.choice([
        lambda: rng.gauss(0, 1),
        lambda: rng.gauss(0, 1) * 10 ** rng.uniform(-6, 6),
        lambda: float(rng.randint(-1000, 1000)),
        lambda: rng.choice(NASTY),
    ])()  # fmt: skip


def style():
    """Numbers of one kind, so that every style of the formatter comes up often."""
    kind = rng.randint(0, 6)
    scale = 10 ** rng.uniform(-5, 9)
    return [
        lambda: rng.gauss(0, 1),
        lambda: float(rng.randint(-20, 20)),
        lambda: float(rng.randint(0, 10**9)),
        lambda: rng.uniform(0, scale),
        lambda: rng.choice(NASTY),
        lambda: float(rng.randint(0, 5)) if rng.random() < 0.9 else rng.choice(NASTY[:5]),
        lambda: rng.gauss(0, 1) * 10 ** rng.uniform(-3, 3),
    ][kind]


def notes_for(dtype, n):
    if dtype not in FLOATS:
        return ""
    return rng.choice(["", "", "", "requires_grad=True", "MulBackward0", "GradBackward", "Long"])


def options():
    o = {}
    if rng.random() < 0.5:
        o["precision"] = rng.randint(0, 8)
    if rng.random() < 0.4:
        o["threshold"] = rng.choice([0, 3, 10, 50, math.inf])
    if rng.random() < 0.4:
        o["edgeitems"] = rng.randint(0, 4)
    if rng.random() < 0.5:
        o["linewidth"] = rng.choice([1, 10, 20, 33, 40, 60, 79, 81, 100, 200])
    if rng.random() < 0.3:
        o["sci_mode"] = rng.choice([True, False])
    return o


def make_cases():
    for d in DTYPES:
        for sizes in ([], [0], [0, 3], [2, 0], [1, 0, 4], [1], [1, 1], [3], [2, 3], [2, 1, 2]):
            case(d, sizes, [number(d) for _ in range(math.prod(sizes))])
    for v in NASTY:
        for d in FLOATS:
            case(d, [], [v])
        case("float32", [3], [v, 1.0, 0.25])
        case("float64", [2], [v, 7.0])
    case("float32", [0], [], notes="requires_grad=True")
    case("float32", [0, 2], [], notes="MulBackward0")
    for n in (60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70):
        # The suffix reaches the end of the line, and one or two columns beyond.
        case("float32", [3], [1.0, 2.0, 3.0], notes="requires_grad=True", linewidth=n - 20)
        case("float16", [3], [1.0, 2.0, 3.0], notes="MulBackward0", linewidth=n - 10)
    case("float32", [7, 7, 7, 7], formula=(0.37, -5.0))
    for sizes in ([1001], [1000], [7, 143], [6, 167], [40, 26], [11, 10, 10], [2, 3, 170], [1001, 1], [1, 1001]):
        for d in ("float32", "int64", "float16", "uint8", "bool"):
            case(d, sizes, formula=(1.0, 0.0))
        case("float32", sizes, formula=(0.37, -5.0))
        case("float64", sizes, formula=(1e-7, 0.0), notes="MulBackward0")
        case("float32", sizes, formula=(0.01, 0.0), edgeitems=0)
        case("float32", sizes, formula=(0.01, 0.0), edgeitems=1, precision=2)
        case("bfloat16", sizes, formula=(3.0, 1.0), linewidth=50, notes="requires_grad=True")
    case("float32", [10, 30], formula=(0.37, -5.0), threshold=math.inf)
    for _ in range(350):
        d = rng.choice(FLOATS + ["float32"] * 4 + INTS + ["bool"])
        sizes = [rng.choice([1, 1, 2, 2, 3, 4, 5, 7]) for _ in range(rng.randint(0, 4))]
        while math.prod(sizes) > 150:
            sizes.pop()
        one = style() if d in FLOATS else lambda: number(d)
        n = math.prod(sizes)
        case(d, sizes, [one() for _ in range(n)], notes=notes_for(d, n), **(options() if rng.random() < 0.5 else {}))


def numbers():
    values = NASTY + [1e-5, 1e-8, 0.001, 0.1, 0.2 + 0.1, 1e15, 1e16, 1e17, 123456789012345680.0, 9007199254740993.0, 2e23, 1e22, 1e23, 4.5, 0.9, 0.999, 100.0, 2.0**-1074]
    values += [2.0**e for e in range(-1070, 1020, 37)] + [10.0**e for e in range(-30, 30)]
    values += [rng.gauss(0, 1) * 10 ** rng.uniform(-20, 20) for _ in range(150)]
    values += [struct.unpack("<d", struct.pack("<Q", rng.getrandbits(64)))[0] for _ in range(100)]
    values += [rng.randint(0, 10**6) / 2**rng.randint(0, 12) for _ in range(100)]
    values += [-v for v in values[:200]]
    for v in values:
        bits = struct.pack(">d", v).hex()
        yield f"{bits}\tr\t{v!r}"
        p = rng.randint(0, 8)
        yield f"{bits}\te{p}\t{v:.{p}e}"
        if abs(v) < 1e30 or not math.isfinite(v):
            yield f"{bits}\tf{p}\t{v:.{p}f}"


def main():
    folder = sys.argv[1]
    make_cases()
    with open(f"{folder}/prints.txt", "w", newline="\n") as f:
        f.write(f"# PyTorch {torch.__version__}, made by conformance/goldens/prints.py\n" + "".join(cases))
    with open(f"{folder}/numbers.tsv", "w", newline="\n") as f:
        f.write("".join(line + "\n" for line in numbers()))


main()
