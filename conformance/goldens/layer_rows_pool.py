"""Pools: see layers.py."""


def add(rows):
    for d in (1, 2, 3):
        x = {1: (2, 3, 11), 2: (2, 2, 6, 7), 3: (1, 2, 5, 4, 6)}[d]
        wide = {1: 3, 2: (3, 2), 3: (2, 3, 2)}[d]
        two = {1: 2, 2: (2, 3), 3: (1, 2, 3)}[d]
        one = {1: 1, 2: (1, 0), 3: (1, 1, 0)}[d]

        def largest(kind, sizes, **a):
            rows.row(f"MaxPool{d}d", {"x": (kind, sizes)}, **a, return_indices=True)

        def mean(sizes, **a):
            rows.row(f"AvgPool{d}d", {"x": ("n", sizes)}, **a)

        shared = [
            dict(kernel_size=2),
            dict(kernel_size=wide),
            dict(kernel_size=3, stride=2),
            dict(kernel_size=3, stride=1),
            dict(kernel_size=wide, stride=two),
            dict(kernel_size=3, stride=2, padding=1),
            dict(kernel_size=wide, stride=two, padding=one),
            dict(kernel_size=2, ceil_mode=True),
            dict(kernel_size=3, stride=2, ceil_mode=True),
            dict(kernel_size=3, stride=2, padding=1, ceil_mode=True),
            dict(kernel_size=2, stride=3, padding=1, ceil_mode=True),
            dict(kernel_size=2, stride=5, padding=1, ceil_mode=True),
            dict(kernel_size=1, stride=2),
        ]
        if d < 3:
            shared.append(dict(kernel_size=x[-d:] if d > 1 else 11))
        for sizes in (x, x[1:], (0, *x[1:])):
            for a in shared if sizes == x else shared[5:9]:
                largest("n", sizes, **a)
                mean(sizes, **a)
        largest("n", x, kernel_size=2, dilation=2)
        largest("n", x, kernel_size=2, dilation=two, stride=1)
        largest("n", x, kernel_size=2, dilation=3, padding=1, stride=2, ceil_mode=True)
        largest("n", x, kernel_size=3, dilation=two, padding=1, stride=two)
        for kind in "tq":
            largest(kind, x, kernel_size=2)
            largest(kind, x, kernel_size=3, stride=2, padding=1)
            largest(kind, x, kernel_size=2, dilation=2, stride=1)
            largest(kind, x, kernel_size=wide, stride=two, ceil_mode=True)
        mean(x, kernel_size=3, stride=2, padding=1, count_include_pad=False)
        mean(x, kernel_size=3, stride=2, padding=1, count_include_pad=False, ceil_mode=True)
        mean(x, kernel_size=2, stride=2, padding=1, count_include_pad=False, ceil_mode=True)
        if d > 1:
            mean(x, kernel_size=2, divisor_override=3)
            mean(x, kernel_size=3, stride=2, padding=1, ceil_mode=True, divisor_override=7)
            mean(x, kernel_size=3, stride=2, padding=1, count_include_pad=False, divisor_override=-2)
    adaptive(rows)
    norms(rows)
    fractional(rows)
    unpool(rows)


X = {1: (2, 3, 11), 2: (2, 2, 6, 7), 3: (1, 2, 5, 4, 6)}


def adaptive(rows):
    for d, x in X.items():
        sizes = [3, 1, 5, 8]
        if d > 1:
            sizes += [(3, 2, 4)[:d], (None, 2, 3)[:d], (2, 1, None)[3 - d :], (1, 9, 3)[:d]]
        for size in sizes:
            rows.row(f"AdaptiveAvgPool{d}d", {"x": ("n", x)}, output_size=size)
            rows.row(f"AdaptiveMaxPool{d}d", {"x": ("n", x)}, output_size=size, return_indices=True)
        for lead in (x[1:], (0, *x[1:])):
            for size in (3, 1):
                rows.row(f"AdaptiveAvgPool{d}d", {"x": ("n", lead)}, output_size=size)
                rows.row(f"AdaptiveMaxPool{d}d", {"x": ("n", lead)}, output_size=size, return_indices=True)
        for kind in "tq":
            rows.row(f"AdaptiveMaxPool{d}d", {"x": (kind, x)}, output_size=3, return_indices=True)


def norms(rows):
    for d, x in X.items():
        wide = {1: 3, 2: (3, 2), 3: (2, 3, 2)}[d]
        for norm, kind in ((2, "p"), (3, "p"), (1, "n"), (1.5, "p"), (-1, "p"), (2, "n"), (float("inf"), "n"), (float("-inf"), "p")):
            for a in (dict(kernel_size=2), dict(kernel_size=wide, stride=1), dict(kernel_size=3, stride=2, ceil_mode=True)):
                rows.row(f"LPPool{d}d", {"x": (kind, x)}, norm_type=norm, **a)
        for lead in (x[1:], (0, *x[1:])):
            rows.row(f"LPPool{d}d", {"x": ("p", lead)}, norm_type=2, kernel_size=3, stride=2)


def fractional(rows):
    for d in (2, 3):
        x = {2: X[2], 3: (1, 2, 6, 5, 7)}[d]  # in 3 dimensions PyTorch wants a cell more than it needs
        wide = (3, 2, 2)[:d]
        for sizes, planes in ((x, x[:2]), (x[1:], (1, x[1])), ((0, *x[1:]), (0, x[1]))):
            for a in (
                dict(kernel_size=2, output_size=3),
                dict(kernel_size=wide, output_size=(3, 2, 4)[:d]),
                dict(kernel_size=2, output_ratio=0.5),
                dict(kernel_size=1, output_ratio=(0.9, 0.3, 0.7)[:d]),
                dict(kernel_size=3, output_size=1),
            ):
                rows.row(
                    f"FractionalMaxPool{d}d",
                    {"x": ("n", sizes), "-u": ("u", (*planes, d))},
                    **a,
                    return_indices=True,
                    _random_samples="$u",
                )


def unpool(rows):
    for d in (1, 2, 3):
        x = {1: (2, 3, 5), 2: (2, 3, 3, 4), 3: (2, 2, 3, 2, 2)}[d]
        wide = {1: 3, 2: (3, 2), 3: (2, 3, 2)}[d]
        for sizes in (x, x[1:], (0, *x[1:])):
            given = {"x": ("n", sizes), "-i": (f"a{d}", sizes)}
            rows.row(f"MaxUnpool{d}d", given, kernel_size=2)
            rows.row(f"MaxUnpool{d}d", given, kernel_size=wide)
            rows.row(f"MaxUnpool{d}d", given, kernel_size=3, stride=2)
            rows.row(f"MaxUnpool{d}d", given, kernel_size=3, stride=2, padding=1)
        # Several maxima have one place: all of them have its gradient, which is none of a function's.
        rows.row(f"MaxUnpool{d}d", {"x": ("t", x), "-i": ("c4", x)}, kernel_size=2)
        given = {"x": ("n", x), "-i": (f"a{d}", x)}
        for off in (-1, 0, 1):
            size = [2 * n + off for n in x[2:]]
            rows.row(f"F.max_unpool{d}d", given, kernel_size=2, output_size=size)
            rows.row(f"F.max_unpool{d}d", given, kernel_size=2, output_size=[*x[:2], *size])
            rows.row(f"F.max_unpool{d}d", given, kernel_size=3, stride=2, padding=1, output_size=[n - 1 for n in size])
