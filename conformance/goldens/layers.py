"""Layers, losses and functions, their outputs and every gradient: core/src/test/resources/goldens/layers-*.tsv, read by LayerCase.

    python conformance/goldens/layers.py core/src/test/resources/goldens [FAMILY...]

The rows are in layer_rows_*.py, one file for each family. A line is a case of a row, its fields separated by tabs:

  key       PyTorch's class in torch.nn, or "F." and a function; or a class of recurrent_cells.py, which is written with PyTorch's
  args      its arguments by PyTorch's names, k=v with ';' between them; several numbers have ',' between them; $name is the input of that
            name. What begins with '_' is about the call: _training (False: in evaluation), _seed (of the process-wide generator, set before
            the call; what it gives after it is the result "next"), _transposed (x lies transposed in memory), _output_size and CALL (of the call);
            _random_samples is PyTorch's own; distance_function is a key of DISTANCES
  inputs    name=kind:sizes:seed with blanks between; a '-' before the name: no gradient is asked for; inputs that args name with $ are not
            given to the call
  state     the state_dict in its order, as the inputs; kind k: stays as the layer makes it
  init      CRC-32, in hexadecimal, of the bytes of the state_dict of a layer made in float32 after torch.manual_seed(1), little endian,
            of a lazy layer after its first call and without its statistics; - for a layer without parameters. Where weights are normal
            numbers, whose last bit is the C library's, name=type:sizes:numbers of each part of the state
  repr      the printed form, a line end as \\n; of a lazy layer " -> " and that after its first call behind it
  grad_fn   of each output, with ',' between
  results   name=type:sizes:numbers with blanks between: y0, y1, ... the outputs in order (type f floating point, i int64), g<name> the
            gradient of an input or parameter for the sum over all floating outputs y<k> of y<k> times the numbers that kind n and seed
            999 + k give, b<name> a buffer after the call

Inputs are never stored: u = torch.rand(sizes) from a generator of the row's seed, in float32, and then by kind (all exact in float32)
  n         2 * u - 1
  u         u
  p         0.9 * u + 0.05
  l         100 * u - 50
  t         floor(4 * u): many equal numbers
  q         the same, NaN where u > 0.9, -inf where u < 0.1
  c<k>      whole numbers, floor(k * u); m<k>: the same with -100 where u > 0.7 (before); o<k>: the same with 1 there
  b         0 or 1: floor(2 * u)
  a<k>      places, all different: the order of u over the last k dimensions as one
  d<k>      1 + floor(k * u); g<k>: the number k; s<k>: floor(k * u) - 1; h: 1 or -1 as a float
  w<k>      truth values: u < k / 10
  f<k>      where pieces of k begin: floor((k + 1) * u) in order, the first one 0; e<k>: the same, the last one k
Seeds come from the case's own text, so that a new case changes no other. Everything is computed in float64, which serves float32 too. Numbers
are stored as the upper five of the eight bytes of a float64, rounded to nearest, most significant first, in base64: a relative error of 2e-9.
"""

import base64
import importlib
import struct
import sys
import warnings
import zlib

import torch
import torch.nn.functional as F
from torch import nn

from recurrent_cells import LayerNormLSTMCell

warnings.simplefilter("ignore")
FAMILIES = ["conv", "pad", "norm", "pool", "loss", "activation", "other", "vision", "embedding", "attention", "recurrent", "sequence", "distance"]

NORMAL = ["Embedding", "EmbeddingBag"]
OURS = {"LayerNormLSTMCell": LayerNormLSTMCell}
DISTANCES = {"cosine": lambda x, y: 1 - F.cosine_similarity(x, y), "largest": lambda x, y: (x - y).abs().amax(1)}
CALL = ["_need_weights", "_average_attn_weights", "_key_padding_mask", "_attn_mask", "_is_causal"]


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
        case "a":
            return u.flatten(-k).argsort(stable=True).view(sizes)
        case "d":
            return torch.floor(u * k).long() + 1
        case "g":
            return torch.full(sizes, k)
        case "s":
            return torch.floor(u * k).long() - 1
        case "h":
            return (torch.floor(u * 2) * 2 - 1).double()
        case "w":
            return u < k / 10
        case "f" | "e":
            x = torch.floor(u * (k + 1)).long().sort().values
            x[0] = 0
            if kind[0] == "e":
                x[-1] = k
            return x
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
    return ("f:" if t.is_floating_point() else "i:") + ",".join(map(str, t.shape)) + ":" + base64.b64encode(bytes(out)).decode()


def text(args):
    def value(v):
        return ",".join(map(str, v)) if isinstance(v, (tuple, list)) else str(v)

    return ";".join(f"{k}={value(v)}" for k, v in args.items())


def flat(result):
    """The tensors of a result, nested as it may be."""
    return [] if result is None else [result] if isinstance(result, torch.Tensor) else [t for part in result for t in flat(part)]


def with_pair(layer):
    """LSTM's states come as one argument, a pair."""
    return lambda x, *state: layer(x, state) if state else layer(x)


class Rows:
    def __init__(self):
        self.lines = []

    def row(self, key, inputs, kinds=None, **args):
        """inputs: name -> (kind, sizes), in the order of the call. kinds: of parts of the state that are not n (parameters) or k (buffers)."""
        name = key + " " + text(args)

        def spec(part, kind, sizes):
            seed = zlib.crc32(f"{name} {part} {kind} {sizes}".encode()) & 0xFFFFFF
            return f"{part}={kind}:{','.join(map(str, sizes))}:{seed}", make(kind, sizes, seed) if kind != "k" else None

        specs, given = [], {}
        for part, (kind, sizes) in inputs.items():
            line, t = spec(part, kind, tuple(sizes))
            specs.append(line)
            learns = not part.startswith("-") and t.is_floating_point()
            given[part.removeprefix("-")] = t.requires_grad_() if learns else t
        wanted = {n: t for n, t in given.items() if t.requires_grad}
        options, about = {}, {}
        inside = set()
        for k, v in args.items():
            if isinstance(v, str) and v.startswith("$"):
                inside.add(v[1:])
                v = given[v[1:]]
            if k == "distance_function":
                v = DISTANCES[v]
            (about if k.startswith("_") and k != "_random_samples" else options)[k] = v
        call, state, init, shown, layer = getattr(F, key[2:], None), [], "-", "-", None
        if key.startswith("F."):
            call = lambda *x: getattr(F, key[2:])(*x, **options)
        else:
            torch.manual_seed(1)
            layer = (OURS.get(key) or getattr(nn, key))(**options)
            shown = repr(layer).replace("\n", "\\n")
            if key.startswith("Lazy"):
                with torch.no_grad():
                    layer(*[t.detach().float() for t in given.values()])
                if hasattr(layer, "reset_running_stats"):
                    layer.reset_running_stats()
                shown += " -> " + repr(layer)
            if key in NORMAL or "add_bias_kv" in args:
                init = " ".join(f"{n}={packed(t)}" for n, t in layer.state_dict().items())
            elif next(layer.parameters(), None) is not None:
                init = f"{zlib.crc32(b''.join(t.contiguous().view(-1).view(torch.uint8).numpy().tobytes() for t in layer.state_dict().values())):08x}"
            layer.double().train(about.get("_training", True))
            parameters = dict(layer.named_parameters())
            for part, t in layer.state_dict().items():
                kind = (kinds or {}).get(part, "n" if part in parameters else "k")
                line, value = spec(part, kind, tuple(t.shape))
                state.append(line)
                if value is not None:
                    t.copy_(value)
            wanted |= parameters
            call = with_pair(layer) if "LSTM" in key else layer
        x = [t for n, t in given.items() if n not in inside]
        if key == "MultiheadAttention" and len(x) == 1:
            x = x * 3
        if about.get("_transposed"):
            x[0] = x[0].transpose(0, -1).contiguous().transpose(0, -1)
        if options.get("inplace"):
            x[0] = x[0].clone()
        if "_seed" in about:
            torch.manual_seed(about["_seed"])
        outs = flat(call(*x, **{k[1:]: v for k, v in about.items() if k == "_output_size" or k in CALL}))
        results = {f"y{k}": y for k, y in enumerate(outs)}
        if "_seed" in about:
            results["next"] = torch.randint(2**31, (2,))
        names = ",".join("-" if y.grad_fn is None else type(y.grad_fn).__name__ for y in outs)
        learned = [k for k, y in enumerate(outs) if y.requires_grad]
        if learned and wanted:
            ups = [make("n", tuple(outs[k].shape), 999 + k) for k in learned]
            grads = torch.autograd.grad([outs[k] for k in learned], list(wanted.values()), ups, allow_unused=True)
            for (n, t), g in zip(wanted.items(), grads):
                results["g" + n] = torch.zeros_like(t) if g is None else g
        if layer is not None:
            for n, t in layer.named_buffers():
                if n in layer.state_dict():
                    results["b" + n] = t
        numbers = " ".join(f"{n}={packed(t)}" for n, t in results.items())
        line = "\t".join([key, text(args), " ".join(specs), " ".join(state), init, shown, names, numbers])
        if line not in self.lines:  # families with one dimension say some cases twice
            self.lines.append(line)


def main():
    folder = sys.argv[1]
    for name in sys.argv[2:] or FAMILIES:
        rows = Rows()
        importlib.import_module("layer_rows_" + name).add(rows)
        path = f"{folder}/layers-{name}.tsv"
        with open(path, "w") as f:
            f.write(f"# PyTorch {torch.__version__}, made by conformance/goldens/layers.py, which describes the fields\n")
            f.write("\n".join(rows.lines) + "\n")
        print(path, len(rows.lines), "cases", sum(map(len, rows.lines)), "bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
