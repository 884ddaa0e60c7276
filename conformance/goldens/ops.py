"""The samples of the op suite, computed by PyTorch: core/src/test/resources/goldens/op_*.tsv.

    python ops.py ../../core/src/test/resources/goldens

The rows are in op_rows_*.py, one file for each family; they repeat, call by call, those of core/src/test/java/jackhammer/ops. Inputs are
made by the same formula on both sides (In.java). A line has tabs between: kind, key, case, type, number, grad_fn, dtype, sizes, base64 of
the bytes, little endian. Kinds:

  V  output `number` of a case, with floating inputs of `type`; grad_fn is - where there is none
  G  the gradient of input `number` for sum of output * weight over all floating outputs; weight: f(size).r(0.5, 1.5) as input 100 + output
  D  output `number` of the first case where every input that is not written out has `type`; missing where PyTorch refuses it
"""

import base64
import importlib
import math
import sys
import warnings

import torch

warnings.simplefilter("ignore")
PHI = 0.6180339887498949
PSI = 0.7548776662466927
ALL = [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.bool]


class In:
    def __init__(self, kind, lo, hi, size, literal=None):
        self.kind, self.lo, self.hi, self.size, self.literal = kind, lo, hi, size, literal

    def r(self, lo, hi):
        return In(self.kind, lo, hi, self.size, self.literal)

    def make(self, k, floating, dtype=None):
        if self.kind == "lit":
            t = torch.tensor(self.literal)
            return torch.tensor(self.literal, dtype=torch.float64).to(floating) if t.is_floating_point() else t
        values = []
        for j in range(math.prod(self.size)):
            t = 0.5 + (j + 1) * PHI + k * PSI
            t -= math.floor(t)
            v = self.lo + (self.hi - self.lo) * t
            values.append(math.floor(v) if self.kind == "i" else math.floor(2 * v) if self.kind == "b" else v)
        own = torch.int64 if self.kind == "i" else torch.bool if self.kind == "b" else floating
        return torch.tensor(values, dtype=torch.float64).to(own).reshape(self.size)

    def in_dtype(self, k, dtype):
        """Whole numbers, none of them 0 in inputs after the first, that every type holds."""
        if self.kind == "lit":
            return self.make(k, dtype if dtype.is_floating_point else torch.float32)
        low = 1 if k > 0 else 0 if dtype in (torch.uint8, torch.bool) else -3
        return In("i", low, 4, self.size).make(k, torch.float64).to(dtype)


def f(*size):
    return In("f", -2, 2, size)


def i(*size):
    return In("i", -3, 4, size)


def b(*size):
    return In("b", 0, 1, size)


def lit(values):
    return In("lit", 0, 0, None, values)


def tensors(result):
    if isinstance(result, torch.Tensor):
        return [result]
    if isinstance(result, (tuple, list)):
        return list(result)
    return [torch.tensor(result)]


def name(t):
    return "-" if t.grad_fn is None else t.grad_fn.name().replace("torch::autograd::", "")


def data(t):
    t = t.detach().contiguous()
    raw = t.reshape(-1).view(torch.uint8).numpy(force=True).tobytes() if t.numel() else b""
    return "\t".join([str(t.dtype)[6:], ",".join(map(str, t.shape)), base64.b64encode(raw).decode()])


class Rows:
    def __init__(self):
        self.lines = []

    def line(self, *fields):
        self.lines.append("\t".join(map(str, fields)))

    def op(self, key, *cases, dtypes=False):
        """cases: (function of the list of tensors, input, ...)"""
        for c, (call, *inputs) in enumerate(cases):
            for floating in (torch.float32, torch.float64):
                x = [n.make(k, floating) for k, n in enumerate(inputs)]
                for t in x:
                    t.requires_grad_(t.is_floating_point())
                outs = tensors(call(x))
                loss = 0
                for o, out in enumerate(outs):
                    self.line("V", key, c, str(floating)[6:], o, name(out), data(out))
                    if out.is_floating_point() and out.requires_grad:
                        weight = In("f", 0.5, 1.5, tuple(out.shape)).make(100 + o, torch.float64).to(out.dtype)
                        loss = loss + (out * weight).sum()
                if isinstance(loss, torch.Tensor):
                    try:
                        grads = torch.autograd.grad(loss, [t for t in x if t.requires_grad], allow_unused=True)
                    except RuntimeError as e:
                        if "not implemented" not in str(e):
                            raise
                        continue
                    grads = iter(grads)
                    for k, t in enumerate(x):
                        g = next(grads) if t.requires_grad else None
                        if g is not None:
                            self.line("G", key, c, str(floating)[6:], k, "-", data(g))
        if dtypes:
            call, *inputs = cases[0]
            for dtype in ALL:
                try:
                    outs = tensors(call([n.in_dtype(k, dtype) for k, n in enumerate(inputs)]))
                except (RuntimeError, NotImplementedError):
                    continue
                for o, out in enumerate(outs):
                    self.line("D", key, 0, str(dtype)[6:], o, "-", data(out))

    def unary(self, key, lo, hi, call):
        self.op(key, *((lambda x: call(x[0]), n.r(lo, hi)) for n in (f(3, 4), f(), f(0, 3), f(2, 1, 5))), dtypes=True)

    def binary(self, key, lo, hi, call):
        pairs = ((f(3, 4), f(3, 4)), (f(3, 4), f(4)), (f(3, 1), f(1, 4)), (f(), f(3)), (f(), f()), (f(0, 3), f(1, 3)))
        self.op(key, *((lambda x: call(x[0], x[1]), p.r(lo, hi), q.r(lo, hi)) for p, q in pairs), dtypes=True)


FAMILIES = ["elementwise", "reduce", "order", "shape", "index", "linalg"]

if __name__ == "__main__":
    for family in FAMILIES:
        rows = Rows()
        importlib.import_module("op_rows_" + family).add(rows)
        with open(f"{sys.argv[1]}/op_{family}.tsv", "w", encoding="utf-8") as out:
            out.write(f"# ops.py, PyTorch {torch.__version__}\n")
            out.writelines(line + "\n" for line in rows.lines)
        print(family, len(rows.lines), "lines")
