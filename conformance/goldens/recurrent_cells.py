"""What this library has beyond torch.nn for sequences, written with torch.nn: taken by layers.py and recurrent.py."""

import math

import torch
from torch import nn


class LayerNormLSTMCell(nn.Module):
    """Ba, Kiros and Hinton, Layer Normalization, 2016, equations 20 to 22, with the gates in PyTorch's order."""

    def __init__(self, input_size, hidden_size, eps=1e-5):
        super().__init__()
        self.sizes = input_size, hidden_size
        self.weight_ih = nn.Parameter(torch.empty(4 * hidden_size, input_size))
        self.weight_hh = nn.Parameter(torch.empty(4 * hidden_size, hidden_size))
        self.norm_ih = nn.LayerNorm(4 * hidden_size, eps)
        self.norm_hh = nn.LayerNorm(4 * hidden_size, eps)
        self.norm_c = nn.LayerNorm(hidden_size, eps)
        bound = 1 / math.sqrt(hidden_size)
        nn.init.uniform_(self.weight_ih, -bound, bound)
        nn.init.uniform_(self.weight_hh, -bound, bound)

    def forward(self, x, state=None):
        zeros = x.new_zeros(*x.shape[:-1], self.sizes[1])
        h, c = state or (zeros, zeros)
        i, f, g, o = (self.norm_ih(x @ self.weight_ih.T) + self.norm_hh(h @ self.weight_hh.T)).chunk(4, -1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(self.norm_c(c)), c

    def extra_repr(self):
        return f"{self.sizes[0]}, {self.sizes[1]}"


class Begins(nn.Module):
    """A cell whose state begins from ones."""

    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.fc = nn.Linear(input_size, hidden_size)

    def forward(self, x, h=None):
        return torch.tanh(self.fc(x) + 0.5 * (1 if h is None else h))


def pair(state):
    return state if isinstance(state, tuple) else (state,)


def over_sequences(cells, both, xs, starts=None, dropout=None):
    """Cells, as they stand in the layer, over sequences (L, H), each one alone and one step after the other. dropout: (of the input, of the
    state). Returns the outputs and, for each tensor of the state, (layers * directions, N, H)."""
    finals = []
    for place, cell in enumerate(cells):
        reverse = both and place % 2 == 1
        if not reverse:
            outs = []
        masks, ys, lasts = [None, None], [], []
        for n, x in enumerate(xs):
            state = None if starts is None else tuple(s[place, n : n + 1] for s in starts)
            steps = []
            for t in reversed(range(len(x))) if reverse else range(len(x)):
                step = x[t : t + 1]
                if dropout:
                    if masks[0] is None:
                        masks[0] = torch.dropout(torch.ones(len(xs), x.shape[1], dtype=x.dtype), dropout[0], True)
                    step = step * masks[0][n : n + 1]
                    if state is not None:
                        if masks[1] is None:
                            masks[1] = torch.dropout(torch.ones(len(xs), state[0].shape[1], dtype=x.dtype), dropout[1], True)
                        state = (state[0] * masks[1][n : n + 1], *state[1:])
                state = pair(cell(step, state if state is None or len(state) > 1 else state[0]))
                steps.append(state[0])
            ys.append(torch.cat(steps[::-1] if reverse else steps))
            lasts.append(state)
        finals.append([torch.cat([s[k] for s in lasts]) for k in range(len(lasts[0]))])
        outs.append(ys)
        if reverse or not both:
            xs = [torch.cat(parts, 1) for parts in zip(*outs)]
    return xs, [torch.stack([f[k] for f in finals]) for k in range(len(finals[0]))]
