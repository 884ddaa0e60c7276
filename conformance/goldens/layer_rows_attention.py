"""Attention: see layers.py."""


def dot_product(rows):
    def row(q, k, v, more=None, **a):
        rows.row("F.scaled_dot_product_attention", {"q": ("n", q), "k": ("n", k), "v": ("n", v)} | (more or {}), **a)

    for lead in ((2, 3), (2,), ()):
        q, k, wide = lead + (4, 5), lead + (6, 5), lead + (6, 7)
        for v in (k, wide):
            row(q, k, v)
            row(q, k, v, is_causal=True)
            row(q, k, v, scale=0.3)
            row(q, k, v, dropout_p=0.4, _seed=3)
            row(q, k, v, {"-mask": ("n", (4, 6))}, attn_mask="$mask")
            row(q, k, v, {"-mask": ("w5", (4, 6))}, attn_mask="$mask")
            row(q, k, v, {"mask": ("n", (4, 6))}, attn_mask="$mask")
            row(q, k, v, {"-mask": ("w5", lead + (4, 6))}, attn_mask="$mask", scale=1.5)
    for a in ({}, dict(is_causal=True), dict(dropout_p=0.5, _seed=9)):
        row((2, 4, 3, 5), (2, 2, 6, 5), (2, 2, 6, 5), enable_gqa=True, **a)
    row((2, 6, 3, 5), (2, 2, 6, 5), (2, 2, 6, 7), enable_gqa=True)
    row((2, 1, 3, 5), (2, 4, 6, 5), (2, 4, 6, 5))
    row((2, 3, 4, 5), (2, 3, 6, 5), (2, 3, 6, 5), {"-mask": ("w1", (2, 1, 4, 6))}, attn_mask="$mask")
    row((1, 2, 17, 33), (1, 2, 35, 33), (1, 2, 35, 33))


def multihead(rows):
    L, S, N, E = 4, 5, 3, 8
    options = [
        {},
        dict(bias=False),
        dict(kdim=3, vdim=6),
        dict(kdim=3, bias=False),
        dict(add_bias_kv=True),
        dict(add_zero_attn=True),
        dict(add_bias_kv=True, add_zero_attn=True),
        dict(dropout=0.3, _seed=4),
        dict(dropout=0.3, _training=False),
    ]
    for o in options:
        kdim, vdim = o.get("kdim", E), o.get("vdim", E)
        for batch_first, batched in ((False, True), (True, True), (False, False), (True, False)):
            def sizes(length, width):
                return (length, width) if not batched else (N, length, width) if batch_first else (length, N, width)

            b = dict(embed_dim=E, num_heads=2) | (dict(batch_first=True) if batch_first else {}) | o
            qkv = {"q": ("n", sizes(L, E)), "k": ("n", sizes(S, kdim)), "v": ("n", sizes(S, vdim))}
            padding = (N, S) if batched else (S,)
            for call in ({}, dict(_average_attn_weights=False), dict(_need_weights=False)):
                rows.row("MultiheadAttention", qkv, **b, **call)
                if batch_first or "dropout" in o or "_average_attn_weights" in call:
                    continue
                if batched or not o:
                    for kind in ("n", "w2") if not o else ("w2",):
                        m = {"-attn": (kind, (L, S))}
                        p = {"-padding": (kind, padding)}
                        rows.row("MultiheadAttention", qkv | m, _attn_mask="$attn", **b, **call)
                        rows.row("MultiheadAttention", qkv | p, _key_padding_mask="$padding", **b, **call)
                    rows.row("MultiheadAttention", qkv | m | p, _attn_mask="$attn", _key_padding_mask="$padding", **b, **call)
                    each = {"-attn": ("w2", (2 * (N if batched else 1), L, S))}
                    rows.row("MultiheadAttention", qkv | each, _attn_mask="$attn", **b, **call)
    for call in ({}, dict(_need_weights=False)):
        for batch_first in (False, True):
            b = dict(embed_dim=E, num_heads=4, batch_first=batch_first)
            rows.row("MultiheadAttention", {"x": ("n", (3, 4, E))}, **b, **call)
            rows.row("MultiheadAttention", {"x": ("n", (4, E))}, **b, **call)


def add(rows):
    dot_product(rows)
    multihead(rows)
