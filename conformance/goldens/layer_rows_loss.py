"""Losses: see layers.py."""

import itertools

REDUCTIONS = ("mean", "sum", "none")


def classes(rows):
    for x, t in (((4, 5), (4,)), ((5,), ()), ((2, 5, 3), (2, 3)), ((2, 3, 2, 4), (2, 2, 4))):
        c = x[0] if len(x) == 1 else x[1]
        for reduction in REDUCTIONS:
            for weighted, smoothing, kind in itertools.product((False, True), (0, 0.1, 1), (f"c{c}", f"m{c}", f"o{c}")):
                if len(x) != 2 and (smoothing == 1 or (smoothing and kind[0] == "o")):
                    continue
                inputs = {"x": ("n", x), "t": (kind, t)} | ({"-weight": ("p", (c,))} if weighted else {})
                a = dict(weight="$weight") if weighted else {}
                if kind[0] == "o":
                    a["ignore_index"] = 1
                if smoothing == 0:
                    rows.row("NLLLoss", inputs, reduction=reduction, **a)
                rows.row("CrossEntropyLoss", inputs, reduction=reduction, label_smoothing=smoothing, **a)
            for weighted, smoothing in itertools.product((False, True), (0, 0.2)):
                w = {"-weight": ("p", (c,))} if weighted else {}
                a = dict(weight="$weight") if weighted else {}
                for target in ("t", "-t"):
                    rows.row("CrossEntropyLoss", {"x": ("n", x), target: ("u", x)} | w, reduction=reduction, label_smoothing=smoothing, **a)
    rows.row("CrossEntropyLoss", {"x": ("l", (3, 6)), "t": ("c6", (3,))})
    for reduction in REDUCTIONS:
        rows.row("CrossEntropyLoss", {"x": ("n", (0, 6)), "t": ("c6", (0,))}, reduction=reduction)
    rows.row("NLLLoss", {"x": ("n", (0, 6)), "t": ("c6", (0,))}, reduction="mean")


def add(rows):
    classes(rows)
    for reduction in REDUCTIONS:
        for sizes in ((2, 3), (), (4,), (2, 1, 3), (0, 3)):
            for op in ("MSELoss", "L1Loss"):
                for target in ("t", "-t"):
                    rows.row(op, {"x": ("n", sizes), target: ("n", sizes)}, reduction=reduction)
            weights = [None, sizes] + ([sizes[-1:]] if sizes[-1:] != sizes else [])
            for weight in weights:
                w = {} if weight is None else {"-weight": ("p", weight)}
                a = {} if weight is None else dict(weight="$weight")
                rows.row("BCELoss", {"x": ("p", sizes), "-t": ("b", sizes)} | w, reduction=reduction, **a)
                rows.row("BCELoss", {"x": ("p", sizes), "t": ("p", sizes)} | w, reduction=reduction, **a)
                for positive in (None, sizes[-1:]):
                    p = {} if positive is None else {"-pos": ("p", positive)}
                    b = a if positive is None else a | dict(pos_weight="$pos")
                    rows.row("BCEWithLogitsLoss", {"x": ("n", sizes), "t": ("u", sizes)} | w | p, reduction=reduction, **b)
                    rows.row("BCEWithLogitsLoss", {"x": ("l", sizes), "-t": ("b", sizes)} | w | p, reduction=reduction, **b)
        rows.row("BCELoss", {"x": ("b", (3, 4)), "-t": ("b", (3, 4))}, reduction=reduction)
