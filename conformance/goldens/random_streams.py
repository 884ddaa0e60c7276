"""What PyTorch's CPU generator gives, as data: core/src/test/resources/goldens/random.tsv.

    python random_streams.py > ../../core/src/test/resources/goldens/random.tsv

The file holds small programs, a line per step: `seed N` starts one, every other line is

    op <TAB> dtype <TAB> sizes <TAB> arguments <TAB> layout <TAB> how <TAB> payload

`layout` says which view of fresh memory is filled: c contiguous, t its transpose (last two dimensions), s every second
column. Payloads are in memory order. `how` is `bits` (the elements' little-endian bytes in hex), `sha256` (of the same bytes;
for many elements) or `close` (the same bytes, to be compared within 1e-6 because a logarithm or a cosine took part).
Every program ends with `state`: the SHA-256 of get_state() with the kept normal zeroed, so that what was consumed is
compared as well, and that normal itself.

On Intel processors the official builds draw bernoulli_(p), exponential_ and what rests on them from a vendor library (MKL); on
all others they take the portable path, which is what this project follows. The script therefore checks first that it runs
where PyTorch takes the portable path, by recomputing both from torch.rand(float64), and refuses otherwise. It also checks
that the FMA builds are in use (AVX2 or AVX-512), as they are on every machine since 2013.
"""

import hashlib
import struct
import sys

import numpy as np
import torch

DTYPES = {
    "f32": torch.float32, "f64": torch.float64, "f16": torch.float16, "bf16": torch.bfloat16,
    "u8": torch.uint8, "i8": torch.int8, "i16": torch.int16, "i32": torch.int32, "i64": torch.int64, "bool": torch.bool,
}  # fmt: skip


def check_paths():
    if torch.backends.cpu.get_cpu_capability() not in ("AVX2", "AVX512"):
        sys.exit("this PyTorch runs without FMA: uniform_ and normal_ would differ in the last bit")
    torch.manual_seed(1)
    u = torch.rand(1000, dtype=torch.float64)
    torch.manual_seed(1)
    portable = torch.equal(torch.empty(1000).bernoulli_(0.3), (u < 0.3).float())
    torch.manual_seed(1)
    portable &= torch.allclose(torch.empty(1000).exponential_(), -torch.log1p(-u).float())
    if not portable:
        sys.exit("this PyTorch draws bernoulli_ or exponential_ from its vendor library: run on a processor that is not Intel's")


def raw(t):
    """The bytes of a dense tensor in memory order."""
    flat = t.as_strided((t.numel(),), (1,)) if t.numel() else t.reshape(-1)
    return flat.view(torch.uint8).numpy().tobytes() if t.numel() else b""


def numbers(args):
    return [float(a) if any(c in a for c in ".e") else int(a) for a in args]


def weights(kind, shape):
    """Weights for multinomial and probabilities for bernoulli: simple enough to be made in any language, exact in float16."""
    n = int(np.prod(shape))
    w = (torch.arange(n, dtype=torch.float64) * 7 % 16) / 16
    if kind == "positive":
        w = w + 1 / 16
    return w.reshape(shape)


def view(shape, dtype, layout):
    if layout == "c":
        return torch.empty(shape, dtype=dtype)
    if layout == "t":
        return torch.empty(shape[:-2] + [shape[-1], shape[-2]], dtype=dtype).transpose(-1, -2)
    if layout == "s":
        return torch.empty(shape[:-1] + [2 * shape[-1]], dtype=dtype)[..., ::2]
    raise ValueError(layout)


CLOSE = {"exponential", "cauchy", "log_normal", "geometric"}


def step(op, dtype, shape, args, layout):
    d = DTYPES[dtype]
    x = view(shape, d, layout)
    a = numbers(args) if op not in ("multinomial", "bernoulli_tensor") else args
    if op == "uniform":
        x.uniform_(*a)
    elif op == "normal":
        x.normal_(*a)
    elif op == "random":
        x.random_(*a)
    elif op == "random_from":
        x.random_(a[0], None)
    elif op == "bernoulli":
        x.bernoulli_(*a)
    elif op == "bernoulli_tensor":
        x.bernoulli_(weights("any", shape).to(DTYPES[args[0]]))
    elif op == "exponential":
        x.exponential_(*a)
    elif op == "geometric":
        x.geometric_(*a)
    elif op == "cauchy":
        x.cauchy_(*a)
    elif op == "log_normal":
        x.log_normal_(*a)
    elif op == "randperm":
        x = torch.randperm(shape[0], dtype=d)
    elif op == "multinomial":
        x = torch.multinomial(weights("positive", shape).to(d), int(args[0]), replacement=args[1] == "true")
    else:
        raise ValueError(op)
    return x


def show(op, dtype, shape, args, layout):
    x = step(op, dtype, shape, args, layout)
    if layout == "t":
        x = x.transpose(-1, -2)
    data = raw(x.contiguous())
    # float64 and the singly drawn normals go through the C library; float32 blocks through PyTorch's own code.
    close = op in CLOSE or op == "normal" and (dtype == "f64" or x.numel() < 16 or layout != "c")
    how = "close" if close else "sha256" if len(data) > 256 else "bits"
    payload = hashlib.sha256(data).hexdigest() if how == "sha256" else data.hex()
    print("\t".join([op, dtype, ",".join(map(str, shape)), ",".join(args), layout, how, payload]))


def show_state():
    s = bytearray(torch.get_rng_state().numpy().tobytes())
    kept = bytes(s[5024:5032]) if struct.unpack("<i", s[5040:5044])[0] else b""
    s[5024:5032] = bytes(8)
    print("\t".join(["state", "", "", "", "", "sha256", hashlib.sha256(s).hexdigest() + (":" + kept.hex() if kept else "")]))


def program(seed, *steps):
    print(f"seed\t{seed}")
    torch.manual_seed(seed)
    for s in steps:
        op, dtype, sizes, *rest = s.split()
        layout = "c"
        if rest and rest[-1] in ("@t", "@s"):
            layout = rest.pop()[1]
        show(op, dtype, [int(v) for v in sizes.split(",")] if sizes != "-" else [], rest, layout)
    show_state()


def main():
    check_paths()
    print(f"# PyTorch {torch.__version__}, made by conformance/goldens/random_streams.py")
    for seed in (0, 1, 5489, 2**32 + 7, 2**63 + 5):
        program(seed, "uniform f32 4", "uniform f32 700", "uniform f32 -", "uniform f64 300", "random i64 3", "normal f32 33")
    program(0, "uniform f32 1000000")
    program(0, "uniform f64 100000")
    for lo, hi in (("-0.2", "0.2"), ("-0.1", "0.3"), ("3.0", "7.7"), ("16777216.0", "16777218.0"), ("2.5", "2.5")):
        program(3, *(f"uniform {d} 5000 {lo} {hi}" for d in ("f32", "f64")))
    for d in ("f16", "bf16"):
        program(4, f"uniform {d} 5000", f"uniform {d} 5000 -0.3 0.4", f"normal {d} 16", f"normal {d} 5", f"normal {d} 1000", f"normal {d} 1005 0.5 2.0")
    program(0, "normal f32 1000000")
    program(0, "normal f32 1000001 0.3 1.7")
    for n in (16, 17, 31, 32, 1000, 1023, 1024, 1025, 5000):
        program(n, f"normal f32 {n}", f"normal f32 {n} -1.5 0.02")
    program(6, "normal f64 16", "normal f64 40 2.0 3.0")
    program(7, "normal f32 1", "normal f32 3", "uniform f32 1", "normal f64 4", "normal f32 20", "normal f32 2", "normal f64 1 5.0 0.1", "random i64 1")
    program(7, "normal f32 15", "normal f32 1 0.0 0.0")
    program(7, "normal f32 3", "log_normal f32 2", "normal f32 1")
    program(8, "uniform f32 5,7 @t", "normal f32 5,7 @t", "normal f32 6,8", "uniform f32 3,4,5 @s", "normal f32 3,9 @s", "random i64 4,3 @t")
    for hi in (1, 2, 10, 1000, 2**28 - 1, 2**28, 2**28 + 1, 2**31, 2**32 - 1, 2**32, 2**32 + 1, 2**40, 2**63 - 1):
        program(9, f"random i64 100 0 {hi}")
    program(9, f"random i64 100 {-2**63} {2**63 - 1}", f"random i64 100 {-2**62} {2**62}", "random i64 100 -5 5")
    program(9, f"random_from i64 100 {-2**63}", "random_from i64 100 -7", "random_from i32 50 5", "random_from u8 50 200", "random_from f32 50 3")
    for d in DTYPES:
        program(10, f"random {d} 200", f"random {d} 200 0 2")
        if d != "bool":
            program(11, f"random {d} 200 3 100")
    for p in ("0.0", "0.3", "0.5", "0.999", "1.0"):
        program(12, f"bernoulli f32 1000 {p}", f"bernoulli f64 100 {p}", f"bernoulli bool 100 {p}", f"bernoulli i64 50 {p}", f"bernoulli bf16 50 {p}", "bernoulli u8 7,3 0.4 @t")
    program(13, *(f"bernoulli_tensor {d} 100 {p}" for d in ("f32", "i64", "bool") for p in ("f16", "bf16", "f32", "f64")))
    program(13, "bernoulli_tensor f32 6,5 f32 @t")
    for d in ("f32", "f64", "f16", "bf16"):
        program(14, f"exponential {d} 20", f"exponential {d} 20 2.5", f"cauchy {d} 20", f"cauchy {d} 20 1.0 3.0", f"log_normal {d} 20", f"log_normal {d} 21 0.5 0.25", f"geometric {d} 20 0.3")
    program(14, "geometric i64 30 0.05", "geometric u8 30 0.5", "exponential f32 5,3 @t")
    for n in (0, 1, 2, 3, 8, 100, 1000, 60000):
        program(0, f"randperm i64 {n}")
    program(15, "randperm i32 300", "randperm i16 300", "randperm f32 50", "randperm u8 200", "randperm f64 50")
    for d in ("f32", "f64", "bf16"):
        for rep in ("true", "false"):
            program(16, f"multinomial {d} 20 1 {rep}", f"multinomial {d} 5,20 1 {rep}", f"multinomial {d} 20 7 {rep}", f"multinomial {d} 5,20 7 {rep}")
    program(17, "multinomial f32 10000 1000 true", "multinomial f32 10000 1000 false", "multinomial f64 3,3000 50 false")


main()
