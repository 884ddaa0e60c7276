"""Sequences of unequal length, as small programs: core/src/test/resources/goldens/packing.tsv.

    python packing.py > ../../core/src/test/resources/goldens/packing.tsv

A program is written down as autograd.py says; its twin is in core/src/test/java/jackhammer/nn/PackingPrograms.java.
"""

import itertools
import warnings

import torch
from torch import nn
from torch.nn.utils import rnn

from program_facts import PROGRAMS, Facts, fn, program


def numbers(*sizes):
    return torch.arange(float(torch.Size(sizes).numel())).view(sizes)


@program
def packs_padded_sequences(f):
    x = numbers(4, 3, 2)
    for lengths in ([4, 3, 2], [3, 3, 3], [4, 1, 1], [2, 4, 3], [1, 1, 4]):
        for sort in (True, False):
            name = f"{lengths} {'sorted' if sort else 'any'}".replace(",", "")
            if sort and lengths != sorted(lengths, reverse=True):
                f.fails(name, lambda: rnn.pack_padded_sequence(x, lengths))
                continue
            f.put(name, str(rnn.pack_padded_sequence(x, lengths, enforce_sorted=sort)))
            f.put(name + " first", str(rnn.pack_padded_sequence(x.transpose(0, 1), torch.tensor(lengths), batch_first=True, enforce_sorted=sort)))
    f.put("without features", str(rnn.pack_padded_sequence(numbers(4, 2), [4, 3])))
    f.put("two features", str(rnn.pack_padded_sequence(numbers(2, 2, 2, 2), [1, 2], enforce_sorted=False)))
    f.fails("no step", lambda: rnn.pack_padded_sequence(x, [4, 3, 0]))
    f.fails("too few lengths", lambda: rnn.pack_padded_sequence(x, [4, 3]))


@program
def pads_packed_sequences(f):
    x = numbers(4, 3, 2)
    for lengths in ([4, 3, 2], [2, 4, 3], [1, 1, 2]):
        packed = rnn.pack_padded_sequence(x, lengths, enforce_sorted=False)
        name = str(lengths).replace(",", "")
        f.put(name, rnn.pad_packed_sequence(packed))
        f.put(name + " first", rnn.pad_packed_sequence(packed, batch_first=True, padding_value=-1.5))
        f.put(name + " long", rnn.pad_packed_sequence(packed, total_length=6))
        f.put(name + " apart", rnn.unpack_sequence(packed))
        f.put(name + " printed", str(rnn.pad_packed_sequence(packed)))
    f.fails("too short", lambda: rnn.pad_packed_sequence(rnn.pack_padded_sequence(x, [4, 3, 2]), total_length=3))


@program
def pads_lists(f):
    for sizes in ([(2, 3), (4, 3)], [(1,), (3,), (2,)], [(2, 1, 2), (1, 1, 2)], [(0, 2), (2, 2)]):
        xs = [numbers(*s) + 1 for s in sizes]
        for first, side in itertools.product((False, True), ("left", "right")):
            f.put(f"{len(sizes)} {sizes[0]} {first} {side}".replace(",", ""), rnn.pad_sequence(xs, first, -2.0, side))
        if sizes[0][0]:
            f.put(f"{len(sizes)} {sizes[0]} packed".replace(",", ""), str(rnn.pack_sequence(xs, enforce_sorted=False)))
        lengths = torch.tensor([s[0] for s in sizes])
        f.put(f"{len(sizes)} {sizes[0]} back".replace(",", ""), rnn.unpad_sequence(rnn.pad_sequence(xs), lengths))
    f.put("inverse", rnn.invert_permutation(torch.tensor([2, 0, 1, 3])))
    f.fails("nothing", lambda: rnn.pad_sequence([]))
    f.fails("other features", lambda: rnn.pad_sequence([torch.ones(2, 2), torch.ones(2, 3)]))


@program
def packing_has_a_gradient(f):
    for sort in (True, False):
        x = numbers(4, 3, 2).requires_grad_()
        packed = rnn.pack_padded_sequence(x, [4, 3, 1], enforce_sorted=sort)
        f.put(f"pack {sort}", fn(packed.data))
        for first in (False, True):
            out, _ = rnn.pad_packed_sequence(packed, batch_first=first)
            f.put(f"pad {sort} {first}", fn(out))
            up = numbers(*out.shape) + 1
            f.put(f"gradient {sort} {first}", torch.autograd.grad((out * out * up).sum(), x, retain_graph=True)[0])
    xs = [numbers(2, 3).requires_grad_(), numbers(4, 3).requires_grad_()]
    out = rnn.pad_sequence(xs)
    f.put("list", fn(out))
    f.put("gradients of a list", torch.autograd.grad((out * out).sum(), xs))


def flat(result):
    if isinstance(result, torch.Tensor):
        return [result]
    if isinstance(result, rnn.PackedSequence):
        return [result.data]
    return [t for part in result for t in flat(part)]


@program
def layers_take_packed_sequences(f):
    for op, layers, both, sort, given in itertools.product(("RNN", "LSTM", "GRU"), (1, 2), (False, True), (True, False), (False, True)):
        a = dict(dropout=0.4) if layers == 2 and both else {}
        a |= dict(proj_size=2) if op == "LSTM" and layers == 1 and both else {}
        torch.manual_seed(1)
        layer = getattr(nn, op)(3, 4, layers, bidirectional=both, **a).double()
        x = (numbers(5, 4, 3).double() * 0.1).sin().requires_grad_()
        lengths = [5, 3, 3, 1] if sort else [3, 1, 5, 2]
        packed = rnn.pack_padded_sequence(x, lengths, enforce_sorted=sort)
        count = layers * (1 + both)
        h = (numbers(count, 4, a.get("proj_size", 4)).double() * 0.3).cos().requires_grad_()
        c = (numbers(count, 4, 4).double() * 0.2).cos().requires_grad_()
        torch.manual_seed(2)
        r = layer(packed, ((h, c) if op == "LSTM" else h) if given else None)
        outs = flat(r)
        name = f"{op} {layers} {both} {sort} {given} "
        f.put(name + "output", outs)
        f.put(name + "names", [fn(t) for t in outs])
        wanted = [x, *layer.parameters()] + ([h, c] if op == "LSTM" else [h]) * given
        total = sum((t * t * (numbers(*t.shape) + 1)).sum() for t in outs)
        f.put(name + "gradients", torch.autograd.grad(total, wanted))
        if op == "LSTM" and not sort and not both:
            f.put(name + "printed", str(r))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(f"# PyTorch {torch.__version__}, made by conformance/goldens/packing.py")
    for p in PROGRAMS:
        p(Facts(p.__name__))
