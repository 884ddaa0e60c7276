"""Tables of vectors and bags of them: see layers.py."""


def table(rows):
    args = [
        {},
        dict(padding_idx=0),
        dict(padding_idx=-2),
        dict(scale_grad_by_freq=True),
        dict(padding_idx=3, scale_grad_by_freq=True),
        dict(max_norm=0.5),
        dict(max_norm=0.75, norm_type=1.0, padding_idx=1),
        dict(max_norm=0.25, norm_type=3.5, scale_grad_by_freq=True),
        dict(max_norm=0.5, norm_type=float("inf")),
    ]
    for a in args:
        for x in ((4,), (), (3, 5), (2, 1, 3), (0,), (0, 4)):
            rows.row("Embedding", {"x": ("c7", x)}, num_embeddings=7, embedding_dim=3, **a)
            if "max_norm" not in a:
                rows.row("F.embedding", {"x": ("c7", x), "weight": ("n", (7, 3))}, **a)
    rows.row("Embedding", {"x": ("c40", (9, 11))}, num_embeddings=40, embedding_dim=17, padding_idx=5)
    rows.row("Embedding", {"x": ("c1", (5,))}, num_embeddings=1, embedding_dim=1)
    rows.row("Embedding", {"x": ("c3", (5,))}, num_embeddings=3, embedding_dim=0)
    rows.row("Embedding", {"x": ("c3", (0,))}, num_embeddings=0, embedding_dim=3)


def bags(rows):
    inputs = [
        {"x": ("c7", (3, 4))},
        {"x": ("c7", (1, 9))},
        {"x": ("c7", (0, 3))},
        {"x": ("c7", (11,)), "offsets": ("f11", (4,))},
        {"x": ("c7", (6,)), "offsets": ("f6", (9,))},
        {"x": ("c7", (0,)), "offsets": ("f0", (2,))},
    ]
    # Not scale_grad_by_freq: PyTorch divides by the frequency of another index there.
    more = [{}, dict(padding_idx=2), dict(padding_idx=-1), dict(max_norm=0.5), dict(max_norm=0.25, norm_type=1.0, padding_idx=0)]
    for mode in ("sum", "mean", "max"):
        for a in more:
            for i in inputs:
                b = dict(mode=mode) | a
                rows.row("EmbeddingBag", i, num_embeddings=7, embedding_dim=3, **b)
                if "max_norm" not in a:
                    o = dict(offsets="$offsets") if "offsets" in i else {}
                    rows.row("F.embedding_bag", {"x": i["x"], "weight": ("n", (7, 3))} | ({"offsets": i["offsets"]} if o else {}), **b, **o)
            last = {"x": ("c7", (9,)), "offsets": ("e9", (5,))}
            rows.row("EmbeddingBag", last, num_embeddings=7, embedding_dim=3, include_last_offset=True, **b)
    for a in more:
        for i in inputs[:1] + inputs[4:6]:
            o = dict(offsets="$offsets") if "offsets" in i else {}
            given = {"x": i["x"], "weight": ("n", (7, 3)), "per": ("n", i["x"][1])} | ({"offsets": i["offsets"]} if o else {})
            if "max_norm" not in a:
                rows.row("F.embedding_bag", given, mode="sum", per_sample_weights="$per", **a, **o)


def add(rows):
    table(rows)
    bags(rows)
