"""Norms: see layers.py."""

STATISTICS = {"running_mean": "n", "running_var": "p"}


def add(rows):
    wide = {1: (65,), 2: (8, 9), 3: (4, 4, 5)}
    spatial = {1: (5,), 2: (4, 3), 3: (2, 3, 2)}
    for d in (1, 2, 3):
        name, x = f"BatchNorm{d}d", (3, 4, *spatial[d])
        inputs = [x, (2, 4, *wide[d]), (1, 4, *spatial[d])] + ([(6, 4), (30, 4)] if d == 1 else [])
        for sizes in inputs:
            rows.row(name, {"x": ("n", sizes)}, num_features=4)
            rows.row(name, {"x": ("n", sizes)}, kinds=STATISTICS, num_features=4, _training=False)
        rows.row(name, {"x": ("l", x)}, kinds=STATISTICS, num_features=4)
        for training in (True, False):
            for a in (
                dict(momentum=None),
                dict(momentum=0.3, eps=0.01),
                dict(affine=False),
                dict(bias=False),
                dict(track_running_stats=False),
                dict(affine=False, track_running_stats=False),
            ):
                kinds = STATISTICS if a.get("track_running_stats", True) else None
                rows.row(name, {"x": ("n", x)}, kinds=kinds, num_features=4, **a, _training=training)
            rows.row(name, {"x": ("n", (0, *x[1:]))}, kinds=STATISTICS, num_features=4, _training=training)
        rows.row(name, {"x": ("n", (0, *x[1:]))}, num_features=4, affine=False)

        name = f"InstanceNorm{d}d"
        for sizes in (x, x[1:], (0, *x[1:])):
            for a in (dict(), dict(affine=True), dict(affine=True, bias=False), dict(eps=0.01)):
                if sizes[0] > 0 or "affine" not in a:  # PyTorch fails
                    rows.row(name, {"x": ("n", sizes)}, num_features=4, **a)
        rows.row(name, {"x": ("n", (2, 4, *wide[d]))}, num_features=4, affine=True)
        for training in (True, False):
            for a in (dict(), dict(affine=True), dict(momentum=0.4)):
                a |= dict(track_running_stats=True, _training=training)
                rows.row(name, {"x": ("n", x)}, kinds=STATISTICS, num_features=4, **a)

        for training in (True, False):
            for name in (f"LazyBatchNorm{d}d", f"LazyInstanceNorm{d}d"):
                for a in (dict(), dict(momentum=0.3, eps=0.01), dict(affine=False), dict(bias=False), dict(track_running_stats=False), dict(affine=False, track_running_stats=False)):
                    kinds = STATISTICS if a.get("track_running_stats", True) else None
                    rows.row(name, {"x": ("n", x)}, kinds=kinds, **a, _training=training)
        rows.row(f"LazyBatchNorm{d}d", {"x": ("n", x)}, kinds=STATISTICS, momentum=None)

    for sizes in ((3, 6), (3, 6, 5), (2, 6, 3, 4), (2, 6, 2, 1, 3), (0, 6, 3), (1, 6, 30, 31)):
        for groups in (1,) if sizes[-1] == 31 else (2, 1, 6) if 2 < len(sizes) < 5 else (2, 3):
            for a in ({}, dict(affine=False), dict(bias=False), dict(eps=0.01)) if sizes[-1] < 31 else ({},):
                rows.row("GroupNorm", {"x": ("n", sizes)}, num_groups=groups, num_channels=6, **a)
    for sizes, shape in (((3, 7), 7), ((2, 3, 5), 5), ((2, 3, 5), (3, 5)), ((4, 5), (4, 5)), ((0, 5), 5), ((3, 1), 1), ((2, 0), 0), ((3, 70), 70)):
        for a in ({}, dict(eps=0.01), dict(elementwise_affine=False)):
            rows.row("LayerNorm", {"x": ("n", sizes)}, normalized_shape=shape, **a)
            rows.row("RMSNorm", {"x": ("n", sizes)}, normalized_shape=shape, **a)
        rows.row("LayerNorm", {"x": ("n", sizes)}, normalized_shape=shape, bias=False)
    rows.row("LayerNorm", {"x": ("l", (5, 9))}, normalized_shape=9)
    rows.row("RMSNorm", {"x": ("l", (5, 9))}, normalized_shape=9)

    for sizes in ((2, 5, 3), (2, 5, 4, 3), (3, 4, 2, 1, 2), (0, 5, 3), (2, 1, 3)):
        for a in (dict(size=2), dict(size=3), dict(size=1), dict(size=7, alpha=0.5), dict(size=2, alpha=2.5, beta=1.5, k=0.5)):
            rows.row("LocalResponseNorm", {"x": ("n", sizes)}, **a)
    # PyTorch's gradient is not that of its output
    for sizes in ((2, 5, 4, 3), (1, 3, 2, 2), (2, 8, 1, 1)):
        for a in (dict(size=3), dict(size=5, alpha=0.5), dict(size=2, alpha=2.5, beta=1.5, k=2), dict(size=4, alpha=0.25)):
            rows.row("CrossMapLRN2d", {"-x": ("n", sizes)}, **a)
