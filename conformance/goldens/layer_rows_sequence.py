"""Losses of sequences and of very many classes: see layers.py."""


def ctc(rows):
    def row(x, targets, steps, lengths, **a):
        inputs = {"x": ("n", x), "targets": targets, "steps": steps, "lengths": lengths}
        rows.row("CTCLoss", inputs, **a)

    for reduction in ("mean", "sum", "none"):
        for zero in (False, True):
            a = dict(reduction=reduction, zero_infinity=zero)
            row((6, 3, 5), ("c4", (3, 3)), ("d6", (3,)), ("d3", (3,)), blank=4, **a)
            row((6, 3, 5), ("d4", (3, 2)), ("d6", (3,)), ("c3", (3,)), **a)
            row((5, 2, 3), ("c2", (2, 4)), ("c6", (2,)), ("c5", (2,)), blank=2, **a)
            row((6, 3, 5), ("d4", (6,)), ("g6", (3,)), ("g2", (3,)), **a)
            row((6, 5), ("d4", (2,)), ("g6", ()), ("g2", ()), **a)
            row((6, 5), ("d4", (3,)), ("g5", (1,)), ("g3", (1,)), **a)
            row((3, 1, 2), ("d1", (1, 3)), ("g3", (1,)), ("g3", (1,)), **a)
            row((4, 2, 1), ("c1", (2, 0)), ("d4", (2,)), ("g0", (2,)), **a)
    row((20, 4, 30), ("d29", (4, 9)), ("g20", (4,)), ("d9", (4,)))


def adaptive(rows):
    for a in ({}, dict(div_value=2.0), dict(head_bias=True, div_value=1.5)):
        for cutoffs in ((3,), (2, 5), (1, 2, 9)):
            b = dict(in_features=16, n_classes=11, cutoffs=cutoffs) | a
            for x, t in (((7, 16), (7,)), ((1, 16), (1,)), ((16,), ())):
                rows.row("AdaptiveLogSoftmaxWithLoss", {"x": ("n", x), "t": ("c11", t)}, **b)


def add(rows):
    ctc(rows)
    adaptive(rows)
