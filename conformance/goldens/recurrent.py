"""Cells over sequences, as small programs: core/src/test/resources/goldens/recurrent.tsv.

    python recurrent.py > ../../core/src/test/resources/goldens/recurrent.tsv

A program is written down as autograd.py says; its twin is in core/src/test/java/jackhammer/nn/RecurrentPrograms.java.
"""

import itertools

import torch
from torch import nn
from torch.nn.utils import rnn

from program_facts import PROGRAMS, Facts, program
from recurrent_cells import Begins, LayerNormLSTMCell, over_sequences

CELLS = {"RNNCell": nn.RNNCell, "GRUCell": nn.GRUCell, "LSTMCell": nn.LSTMCell, "LayerNormLSTMCell": LayerNormLSTMCell, "Begins": Begins}


def numbers(*sizes):
    return torch.arange(float(torch.Size(sizes).numel())).view(sizes).double()


def run(f, name, key, layers, both, given, lengths, dropout=None):
    torch.manual_seed(1)
    directions = 1 + both
    cells = [CELLS[key](3 if layer == 0 else 2 * directions, 2).double() for layer in range(layers) for _ in range(directions)]
    x = (numbers(4, 3, 3) * 0.7).sin().requires_grad_()
    count = layers * directions
    starts = [(numbers(count, 3, 2) * s).cos().requires_grad_() for s in ((0.3, 0.2) if "LSTM" in key else (0.3,))]
    torch.manual_seed(2)
    xs = [x[:length, n] for n, length in enumerate(lengths)]
    ys, states = over_sequences(cells, both, xs, starts if given else None, dropout)
    outs = [rnn.pad_sequence(ys), *states]
    f.put(name + "output", outs)
    wanted = [x, *starts] if given else [x]
    parameters = [p for c in cells for p in c.parameters()]
    total = sum((t * t * (numbers(*t.shape) + 1)).sum() for t in outs)
    grads = torch.autograd.grad(total, wanted + parameters)
    f.put(name + "gradients", grads[: len(wanted)])
    f.put(name + "of parameters", [(g * (numbers(*g.shape) + 1)).sum() for g in grads[len(wanted) :]])


@program
def cells_over_sequences(f):
    for key, layers, both, given in itertools.product(CELLS, (1, 2), (False, True), (False, True)):
        for lengths in ((4, 4, 4), (2, 4, 1)):
            name = f"{key} {layers} {both} {given} {lengths[0]} "
            run(f, name, key, layers, both, given, lengths)


@program
def one_mask_for_a_sequence(f):
    for key, layers, both, given in itertools.product(("RNNCell", "LSTMCell", "LayerNormLSTMCell"), (1, 2), (False, True), (False, True)):
        for lengths in ((4, 4, 4), (4, 3, 2)):
            name = f"{key} {layers} {both} {given} {lengths[2]} "
            run(f, name, key, layers, both, given, lengths, (0.4, 0.3))


if __name__ == "__main__":
    print(f"# PyTorch {torch.__version__}, made by conformance/goldens/recurrent.py")
    for p in PROGRAMS:
        p(Facts(p.__name__))
