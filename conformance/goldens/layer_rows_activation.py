"""Activations and dropout of channels: see layers.py."""

SIZES = ((2, 3, 4), (), (7,), (0, 2))


def add(rows):
    def plain(op, *cases, inplace=True):
        for a in cases or ({},):
            for sizes in SIZES:
                rows.row(op, {"x": ("n", sizes)}, **a)
            rows.row(op, {"x": ("l", (3, 5))}, **a)
        if inplace:
            rows.row(op, {"x": ("n", (3, 4))}, **(cases or ({},))[0], inplace=True)

    plain("ELU", {}, dict(alpha=1.75))
    plain("SELU")
    plain("CELU", {}, dict(alpha=0.5))
    plain("GELU", {}, dict(approximate="tanh"), inplace=False)
    plain("SiLU")
    plain("Mish")
    plain("Softplus", {}, dict(beta=2.0, threshold=1.0), dict(beta=0.5), inplace=False)
    plain("Softsign", inplace=False)
    plain("Softshrink", {}, dict(lambd=0.25), dict(lambd=0.0), inplace=False)
    plain("Hardshrink", {}, dict(lambd=0.25), inplace=False)
    plain("Tanhshrink", inplace=False)
    plain("Hardtanh", {}, dict(min_val=-0.5, max_val=0.25))
    plain("ReLU6")
    plain("Hardsigmoid")
    plain("Hardswish")
    plain("LeakyReLU", {}, dict(negative_slope=0.25), dict(negative_slope=-1.5))
    plain("LogSigmoid", inplace=False)
    plain("Threshold", dict(threshold=0.25, value=20), dict(threshold=-0.5, value=-1.5))
    for n, sizes in ((1, (2, 3, 4)), (3, (2, 3, 4)), (1, ()), (1, (7,)), (4, (2, 4)), (3, (0, 3, 2)), (2, (2, 2, 3, 2))):
        rows.row("PReLU", {"x": ("n", sizes)}, num_parameters=n)
    rows.row("PReLU", {"x": ("l", (2, 3))}, num_parameters=3, init=0.5)
    for training in (True, False):
        for sizes in SIZES:
            rows.row("RReLU", {"x": ("n", sizes)}, _seed=3, _training=training)
        rows.row("RReLU", {"x": ("n", (3, 5))}, lower=0.25, upper=0.5, _seed=3, _training=training)
        rows.row("RReLU", {"x": ("n", (3, 5))}, lower=0.25, upper=0.5, inplace=True, _seed=3, _training=training)
    for sizes, dim in (((2, 6), 1), ((4,), 0), ((2, 4, 3), 1), ((2, 4, 3), -2), ((0, 4), 1), ((2, 0), 1), ((4, 3), 0)):
        rows.row("GLU", {"x": ("n", sizes)}, dim=dim)
    rows.row("GLU", {"x": ("n", (2, 3, 4))})
    for sizes in ((2, 3, 2, 4), (3, 2, 4), (0, 3, 2, 2)):
        rows.row("Softmax2d", {"x": ("n", sizes)})
        rows.row("Softmax2d", {"x": ("l", sizes)})
    for dim in (1, 0, 2, -1):
        rows.row("Softmin", {"x": ("n", (3, 2, 5))}, dim=dim)
    rows.row("Softmin", {"x": ("l", (2, 7))}, dim=1)
    for sizes in ((3, 5), (2, 3, 4), (7,), (), (0, 3), (2, 0)):
        for a in ({}, dict(tau=0.5, dim=0), dict(hard=True), dict(tau=2.0, hard=True, dim=0)):
            if not a.get("hard") or 0 not in sizes:
                rows.row("F.gumbel_softmax", {"x": ("n", sizes)}, **a, _seed=3)

    shapes = {
        "Dropout1d": ((3, 4, 5), (4, 5), (0, 2, 3)),
        "Dropout2d": ((3, 4, 2, 3), (3, 4, 2), (0, 2, 3, 3)),
        "Dropout3d": ((3, 4, 2, 1, 2), (4, 2, 1, 2), (0, 2, 3, 1, 1)),
        "AlphaDropout": ((3, 4), (), (7,), (0, 2)),
        "FeatureAlphaDropout": ((3, 4), (3, 4, 2), (2, 3, 2, 1, 2), (0, 2, 3)),
    }
    for op, sizes in shapes.items():
        for p in (0.3, 0.0, 0.5, 1.0):
            for x in sizes:
                for training in (True, False) if p == 0.3 else (True,):
                    rows.row(op, {"x": ("n", x)}, p=p, _training=training, _seed=3)
        rows.row(op, {"x": ("n", sizes[0])}, p=0.4, inplace=True, _seed=5)
