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
