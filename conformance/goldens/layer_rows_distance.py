"""Losses of numbers, vectors and classes by their distance: see layers.py."""

REDUCTIONS = ("mean", "sum", "none")


def numbers(rows, reduction):
    for sizes in ((2, 3), (), (4,), (0, 3)):
        x = {"x": ("n", sizes)}
        for target in ("t", "-t"):
            for beta in (1.0, 0.3, 0.0):
                rows.row("SmoothL1Loss", x | {target: ("n", sizes)}, reduction=reduction, beta=beta)
            for delta in (1.0, 0.3):
                rows.row("HuberLoss", x | {target: ("n", sizes)}, reduction=reduction, delta=delta)
        for full in (False, True):
            rows.row("PoissonNLLLoss", x | {"-t": ("p", sizes)}, reduction=reduction, full=full)
            rows.row("PoissonNLLLoss", {"x": ("p", sizes), "-t": ("t", sizes)}, reduction=reduction, full=full, log_input=False, eps=1e-3)
        rows.row("SoftMarginLoss", x | {"-t": ("h", sizes)}, reduction=reduction)
        rows.row("HingeEmbeddingLoss", x | {"-t": ("h", sizes)}, reduction=reduction)
        rows.row("HingeEmbeddingLoss", x | {"-t": ("h", sizes)}, reduction=reduction, margin=0.3)
        rows.row("MarginRankingLoss", {"x": ("n", sizes), "y": ("n", sizes), "-t": ("h", sizes)}, reduction=reduction)
        rows.row("MarginRankingLoss", {"x": ("n", sizes), "y": ("n", sizes), "-t": ("h", sizes)}, reduction=reduction, margin=0.4)
    for sizes in ((2, 3), (4,), (0, 3)):
        for kind in (reduction, "batchmean"):
            rows.row("KLDivLoss", {"x": ("n", sizes), "t": ("p", sizes)}, reduction=kind)
            rows.row("KLDivLoss", {"x": ("n", sizes), "-t": ("p", sizes)}, reduction=kind)
            rows.row("KLDivLoss", {"x": ("n", sizes), "t": ("n", sizes)}, reduction=kind, log_target=True)
    for var in ((4, 3), (4, 1), (4,)):
        for full in (False, True):
            rows.row("GaussianNLLLoss", {"x": ("n", (4, 3)), "t": ("n", (4, 3)), "v": ("p", var)}, reduction=reduction, full=full)
    rows.row("GaussianNLLLoss", {"x": ("n", (4, 3)), "t": ("n", (4, 3)), "v": ("u", (4, 3))}, reduction=reduction, eps=0.25)


def vectors(rows, reduction):
    for sizes in ((4, 5), (5,), (0, 5)):
        pair = {"x": ("n", sizes), "y": ("n", sizes)}
        three = pair | {"z": ("n", sizes)}
        for margin in (0.0, 0.2):
            rows.row("CosineEmbeddingLoss", pair | {"-t": ("h", sizes[:-1])}, reduction=reduction, margin=margin)
        for swap in (False, True):
            rows.row("TripletMarginLoss", three, reduction=reduction, swap=swap)
            rows.row("TripletMarginLoss", three, reduction=reduction, swap=swap, p=1.0, margin=0.5, eps=1e-3)
            rows.row("TripletMarginWithDistanceLoss", three, reduction=reduction, swap=swap)
            if len(sizes) == 2:
                for distance in ("cosine", "largest"):
                    rows.row("TripletMarginWithDistanceLoss", three, reduction=reduction, swap=swap, margin=0.25, distance_function=distance)


def classes(rows, reduction):
    for sizes in ((4, 5), (5,)):
        x = {"x": ("n", sizes)}
        for p in (1, 2):
            rows.row("MultiMarginLoss", x | {"t": ("c5", sizes[:-1])}, reduction=reduction, p=p)
            w = {"-weight": ("p", (5,))}
            rows.row("MultiMarginLoss", x | {"t": ("c5", sizes[:-1])} | w, reduction=reduction, p=p, margin=0.7, weight="$weight")
        rows.row("MultiLabelMarginLoss", x | {"t": ("s6", sizes)}, reduction=reduction)
        rows.row("MultiLabelSoftMarginLoss", x | {"-t": ("b", sizes)}, reduction=reduction)
        rows.row("MultiLabelSoftMarginLoss", x | {"t": ("p", sizes)}, reduction=reduction)
        rows.row("MultiLabelSoftMarginLoss", x | {"-t": ("b", sizes)} | w, reduction=reduction, weight="$weight")


def add(rows):
    for reduction in REDUCTIONS:
        numbers(rows, reduction)
        vectors(rows, reduction)
        classes(rows, reduction)
    for sizes in ((4, 5), (5,), (2, 3, 5), (0, 5)):
        pair = {"x": ("n", sizes), "y": ("n", sizes)}
        for a in ({}, dict(keepdim=True), dict(p=1.0), dict(p=3.0, eps=1e-2)):
            rows.row("PairwiseDistance", pair, **a)
        for a in (dict(dim=-1), dict(dim=0), dict(dim=-1, eps=2.0)):
            rows.row("CosineSimilarity", pair, **a)
    rows.row("CosineSimilarity", {"x": ("n", (4, 5)), "y": ("n", (4, 5))})
    rows.row("PairwiseDistance", {"x": ("n", (4, 5)), "y": ("n", (5,))})
    rows.row("CosineSimilarity", {"x": ("n", (4, 1, 5)), "y": ("n", (3, 5))}, dim=2)
    for sizes in ((4, 5), (2, 3, 5), (3, 0), (0, 5)):
        for a in ({}, dict(dim=0), dict(p=1.0, dim=-1), dict(p=3.0, dim=-1, eps=1e-2), dict(dim=-1, eps=2.0)):
            rows.row("F.normalize", {"x": ("n", sizes)}, **a)
    rows.row("F.normalize", {"x": ("n", (4, 5))}, p=float("inf"), dim=1)
    rows.row("F.normalize", {"x": ("n", (5,))}, dim=0)
    rows.row("F.normalize", {"x": ("n", ())}, dim=0)
    for sizes in ((4, 5), (2, 3), (1, 3), (3, 0)):  # without rows PyTorch's gradient ends the process
        for a in ({}, dict(p=1.0), dict(p=2.5)):
            rows.row("F.pdist", {"x": ("n", sizes)}, **a)
    rows.row("F.pdist", {"x": ("n", (4, 3))}, p=float("inf"))
    rows.row("F.pdist", {"x": ("n", (4, 3))}, p=0.0)
