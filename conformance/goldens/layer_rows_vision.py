"""Images of another size, channels and pixels exchanged: see layers.py."""


def add(rows):
    shuffles(rows)
    grids(rows)
    for d, x in ((1, (2, 3, 7)), (2, (2, 2, 5, 6)), (3, (1, 2, 4, 3, 5))):
        linear = ("linear", "bilinear", "trilinear")[d - 1]
        sizes = [x[2:], tuple(2 * n for n in x[2:]), tuple(n // 2 for n in x[2:]), (9, 4, 11)[-d:], (3, 8, 2)[-d:], 1]
        factors = [2.0, 1.5, 0.6, 1.1, (1.3, 2.4, 0.7)[-d:] if d > 1 else 0.7]
        for mode in ("nearest", "nearest-exact", "area", linear, *(("bicubic",) if d == 2 else ())):
            flags = [{}] if mode in ("nearest", "nearest-exact", "area") else [{}, dict(align_corners=True)]
            for a in flags:
                for size in sizes:
                    rows.row("F.interpolate", {"x": ("n", x)}, size=size, mode=mode, **a)
                for f in factors:
                    if mode in ("nearest", "bicubic") and f == 1.1:
                        continue  # where the size stays, PyTorch's gradient goes to other cells than its result came from
                    rows.row("F.interpolate", {"x": ("n", x)}, scale_factor=f, mode=mode, **a)
                rows.row("F.interpolate", {"x": ("n", (0, *x[1:]))}, size=4, mode=mode, **a)
            rows.row("F.interpolate", {"x": ("n", x)}, scale_factor=1.3, mode=mode, recompute_scale_factor=True)
            rows.row("Upsample", {"x": ("n", x)}, scale_factor=2.0, mode=mode)
            rows.row("Upsample", {"x": ("n", x)}, size=sizes[3] if d > 1 else 11, mode=mode)
        rows.row("Upsample", {"x": ("n", x)}, scale_factor=factors[-1])
        rows.row("Upsample", {"x": ("n", x)}, size=3, mode=linear, align_corners=True)
        rows.row("Upsample", {"x": ("n", x)}, scale_factor=1.4, mode=linear, recompute_scale_factor=True)
    x = (2, 2, 9, 7)
    for mode in ("bilinear", "bicubic", "lanczos"):
        for a in (dict(size=(4, 3)), dict(size=2), dict(size=(12, 5)), dict(size=(18, 20)), dict(scale_factor=0.4), dict(scale_factor=(0.7, 1.6))):
            rows.row("F.interpolate", {"x": ("n", x)}, **a, mode=mode, antialias=True)
        if mode != "lanczos":
            rows.row("F.interpolate", {"x": ("n", x)}, size=(4, 3), mode=mode, antialias=True, align_corners=True)
    for op in ("UpsamplingNearest2d", "UpsamplingBilinear2d"):
        for sizes in (x, (0, *x[1:])):
            rows.row(op, {"x": ("n", sizes)}, scale_factor=2.0)
            rows.row(op, {"x": ("n", sizes)}, scale_factor=(1.5, 0.5))
            rows.row(op, {"x": ("n", sizes)}, size=5)
            rows.row(op, {"x": ("n", sizes)}, size=(3, 11))


def grids(rows):
    for x, g in (((2, 2, 4, 5), (2, 3, 4, 2)), ((1, 2, 3, 4, 3), (1, 2, 2, 3, 3)), ((0, 2, 4, 5), (0, 3, 4, 2)), ((1, 1, 1, 5), (1, 2, 3, 2))):
        for mode in ("bilinear", "nearest", "bicubic")[: 5 - len(x) + 2]:
            for outside in ("zeros", "border", "reflection"):
                for corners in (False, True):
                    rows.row(
                        "F.grid_sample",
                        {"x": ("n", x), "g" if mode != "nearest" else "-g": ("n", g)},
                        mode=mode,
                        padding_mode=outside,
                        align_corners=corners,
                    )
    # Places far outside of the image.
    for outside in ("zeros", "border", "reflection"):
        for mode in ("bilinear", "nearest", "bicubic"):
            rows.row("F.grid_sample", {"x": ("n", (1, 2, 4, 5)), "-g": ("l", (1, 3, 4, 2))}, mode=mode, padding_mode=outside, align_corners=False)
    for theta, size in (((2, 2, 3), (2, 3, 4, 5)), ((2, 2, 3), (2, 1, 1, 3)), ((1, 3, 4), (1, 2, 2, 3, 4)), ((1, 3, 4), (1, 2, 1, 3, 2))):
        for corners in (False, True):
            rows.row("F.affine_grid", {"x": ("n", theta)}, size=size, align_corners=corners)


def named(sizes):
    """PyTorch's gradients of empty batches fail here."""
    return "x" if sizes[0] else "-x"


def shuffles(rows):
    for sizes in ((2, 12, 3, 4), (12, 3, 4), (0, 12, 3, 4), (2, 1, 12, 2, 3)):
        for r in (1, 2):
            rows.row("PixelShuffle", {named(sizes): ("n", sizes)}, upscale_factor=r)
    for sizes in ((2, 3, 4, 6), (3, 4, 6), (0, 3, 4, 6), (2, 2, 1, 4, 2)):
        for r in (1, 2):
            if sizes[0] or r == 1:  # PyTorch gives an empty batch the size of its input
                rows.row("PixelUnshuffle", {named(sizes): ("n", sizes)}, downscale_factor=r)
    rows.row("PixelShuffle", {"x": ("n", (1, 18, 2, 1))}, upscale_factor=3)
    rows.row("PixelUnshuffle", {"x": ("n", (1, 2, 3, 6))}, downscale_factor=3)
    for sizes in ((2, 6, 3), (2, 6, 2, 3), (0, 6, 2, 2), (1, 6, 2, 1, 3)):
        for groups in (1, 2, 3):
            rows.row("ChannelShuffle", {named(sizes): ("n", sizes)}, groups=groups)
