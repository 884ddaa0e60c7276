"""Padding layers, windows as columns and back: see layers.py."""


def add(rows):
    for d in (1, 2, 3):
        padding(rows, d)
    windows(rows)


def padding(rows, d):
    x = {1: (2, 3, 5), 2: (2, 3, 4, 5), 3: (2, 2, 3, 4, 3)}[d]
    sides = {1: (2, 1), 2: (2, 1, 0, 3), 3: (2, 1, 0, 2, 1, 2)}[d]
    cut = {1: (-1, 2), 2: (1, -2, -1, 1), 3: (-1, 1, 0, -2, 1, 1)}[d]
    for kind in ("Zero", "Constant", "Reflection", "Replication", "Circular"):

        def pad(sizes=x, **a):
            a |= {"value": -1.5} if kind == "Constant" and "value" not in a else {}
            rows.row(f"{kind}Pad{d}d", {"x": ("n", sizes)}, **a)

        pad(padding=2)
        pad(padding=sides)
        pad(padding=sides, sizes=x[1:])
        pad(padding=0)
        pad(padding=(1, 0) + (0, 0) * (d - 1))
        pad(padding=sides, sizes=(0, *x[1:]))
        pad(padding=2, sizes=(1, 1) + (3,) * d)
        if kind != "Circular":  # negative circular padding gives other cells in PyTorch than its words say
            pad(padding=cut)
            pad(padding=-1)
    rows.row(f"ZeroPad{d}d", {"x": ("n", x[2:])}, padding=1)
    rows.row(f"ZeroPad{d}d", {"x": ("n", (2, *x))}, padding=sides)
    rows.row(f"ConstantPad{d}d", {"x": ("n", x[2:])}, padding=1, value=2.0)
    rows.row(f"ConstantPad{d}d", {"x": ("n", (2, *x))}, padding=sides, value=1e-05)
    rows.row(f"ReplicationPad{d}d", {"x": ("n", x)}, padding=6)


def windows(rows):
    for sizes, a in (
        ((2, 3, 4, 5), dict(kernel_size=2)),
        ((3, 4, 5), dict(kernel_size=2)),
        ((0, 3, 4, 5), dict(kernel_size=(2, 3))),
        ((2, 3, 4, 5), dict(kernel_size=(2, 3), stride=2)),
        ((2, 3, 4, 5), dict(kernel_size=3, padding=1)),
        ((2, 1, 5, 6), dict(kernel_size=(3, 2), dilation=2, padding=(1, 2), stride=(2, 1))),
        ((2, 2, 5, 6), dict(kernel_size=2, dilation=(1, 3), padding=2, stride=(3, 2))),
        ((2, 2, 4, 4), dict(kernel_size=4)),
        ((2, 2, 3, 3), dict(kernel_size=1, stride=2)),
        ((1, 2, 6, 6), dict(kernel_size=2, stride=2)),
        ((2, 4, 5), dict(kernel_size=(1, 2), padding=(0, 1))),
    ):
        rows.row("Unfold", {"x": ("n", sizes)}, **a)
        size, count = sizes[-2:], 1
        k, s, p, dil = (pair(a.get(n, v)) for n, v in (("kernel_size", 1), ("stride", 1), ("padding", 0), ("dilation", 1)))
        for i in (0, 1):
            count *= (size[i] + 2 * p[i] - dil[i] * (k[i] - 1) - 1) // s[i] + 1
        columns = (*sizes[:-3], sizes[-3] * k[0] * k[1], count)
        rows.row("Fold", {"x": ("n", columns)}, output_size=size if size[0] != size[1] else size[0], **a)


def pair(v):
    return v if isinstance(v, tuple) else (v, v)
