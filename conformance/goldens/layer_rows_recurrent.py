"""Recurrent layers: see layers.py. LSTM's states are the inputs h and c, those of the others h."""

import itertools


def add(rows):
    for op in ("RNN", "LSTM", "GRU"):
        layer(rows, op)
    for a in (dict(nonlinearity="relu"), dict(nonlinearity="relu", num_layers=2, bidirectional=True), dict(nonlinearity="tanh", bias=False)):
        case(rows, "RNN", (3, 2, 4), **a)
        case(rows, "RNN", (3, 2, 4), states=True, **a)
    for a in (dict(proj_size=2), dict(proj_size=3, num_layers=2, bidirectional=True, batch_first=True), dict(proj_size=1, num_layers=2, bias=False)):
        for states in (False, True):
            case(rows, "LSTM", (3, 2, 4), states, **a)
            case(rows, "LSTM", (3, 4), states, **a)
    for op in ("RNNCell", "LSTMCell", "GRUCell"):
        for a in ({}, dict(bias=False)) + ((dict(nonlinearity="relu"),) if op == "RNNCell" else ()):
            for batch, states in itertools.product(((3,), (), (0,)), (False, True)):
                inputs = {"x": ("n", (*batch, 4))}
                for state in ("h", "c")[: states * (2 if op == "LSTMCell" else 1)]:
                    inputs[state] = ("n", (*batch, 5))
                rows.row(op, inputs, input_size=4, hidden_size=5, **a)
    for a in ({}, dict(eps=0.1)):
        for batch, states in itertools.product(((3,), ()), (False, True)):
            inputs = {part: ("n", (*batch, 5 - (part == "x"))) for part in ("x", "h", "c")[: 3 if states else 1]}
            rows.row("LayerNormLSTMCell", inputs, input_size=4, hidden_size=5, **a)


def layer(rows, op):
    case(rows, op, (3, 2, 4))
    case(rows, op, (3, 2, 4), states=True)
    for layers, both, first in itertools.product((1, 2), (False, True), (False, True)):
        a = dict(num_layers=layers) if layers > 1 else {}
        a |= dict(bidirectional=True) if both else {}
        a |= dict(batch_first=True) if first else {}
        for sizes, states in itertools.product(((3, 2, 4), (3, 4)), (False, True)):
            case(rows, op, sizes, states, **a)
    case(rows, op, (2, 1, 4), states=True, num_layers=3, bidirectional=True)
    for a in (dict(bias=False), dict(bias=False, num_layers=2, bidirectional=True)):
        for states in (False, True):
            case(rows, op, (3, 2, 4), states, **a)
    case(rows, op, (1, 1, 4))
    case(rows, op, (3, 0, 4), states=True)
    case(rows, op, (3, 0, 4), num_layers=2, bidirectional=True)
    for p in (0.3, 1.0):
        for training in (True, False):
            case(rows, op, (3, 2, 4), num_layers=3, dropout=p, _training=training, _seed=3)
    case(rows, op, (3, 4), num_layers=2, dropout=0.4, bidirectional=True, _seed=4)
    case(rows, op, (2, 3, 4), num_layers=2, dropout=0.4, batch_first=True, _seed=5)


def case(rows, op, sizes, states=False, **a):
    units = a.get("proj_size", 0) or 5
    count = a.get("num_layers", 1) * (1 + a.get("bidirectional", False))
    batch = () if len(sizes) == 2 else (sizes[0 if a.get("batch_first") else 1],)
    inputs = {"x": ("n", sizes)}
    if states:
        inputs["h"] = ("n", (count, *batch, units))
        if op == "LSTM":
            inputs["c"] = ("n", (count, *batch, 5))
    rows.row(op, inputs, input_size=4, hidden_size=5, **a)
