"""Convolutions: see layers.py."""


def add(rows):
    for d in (1, 2, 3):
        x = {1: (2, 4, 9), 2: (2, 4, 5, 6), 3: (1, 4, 4, 3, 5)}[d]
        k = {1: (3,), 2: (3, 2), 3: (2, 1, 3)}[d]
        odd = {1: (3,), 2: (3, 3), 3: (3, 1, 3)}[d]
        even = {1: (4,), 2: (2, 4), 3: (2, 2, 2)}[d]
        two = {1: 2, 2: (2, 1), 3: (1, 2, 2)}[d]
        one = {1: 1, 2: (1, 2), 3: (1, 0, 2)}[d]

        def conv(sizes=x, kernel=k, out=3, **a):
            rows.row(f"Conv{d}d", {"x": ("n", sizes)}, in_channels=sizes[-d - 1], out_channels=out, kernel_size=kernel, **a)

        conv()
        conv(bias=False)
        conv(sizes=x[1:])
        conv(sizes=x[1:], padding=1, stride=2)
        conv(sizes=(0, *x[1:]))
        conv(sizes=(0, *x[1:]), padding=1, groups=2, out=4)
        conv(stride=2)
        conv(stride=two, padding=one)
        conv(padding=2)
        conv(padding="valid")
        conv(padding="same")
        conv(padding="same", kernel=odd, dilation=2)
        conv(padding="same", kernel=even)
        conv(padding="same", kernel=even, dilation=two, bias=False)
        conv(padding=2, dilation=2)
        conv(kernel=x[2:])
        conv(kernel=x[2:], padding=1)
        conv(kernel=(1,) * d)
        conv(kernel=(1,) * d, stride=2, bias=False)
        conv(kernel=(1,) * d, groups=2, out=4, padding=1)
        conv(groups=2, out=4)
        conv(groups=2, out=2, stride=2, padding=1, dilation=2, kernel=odd)
        conv(groups=4, out=4)
        conv(groups=4, out=8, padding=1)
        conv(groups=4, out=4, stride=two, padding=1, bias=False)
        conv(stride=3, padding=3, dilation=two, kernel=odd)
        for mode in ("reflect", "replicate", "circular"):
            conv(padding=1, padding_mode=mode)
            conv(padding=one, padding_mode=mode, stride=2, bias=False)
            conv(padding="same", padding_mode=mode, kernel=even)
            conv(padding=1, padding_mode=mode, sizes=x[1:], groups=2, out=4)
            conv(padding=0, padding_mode=mode)
        conv(padding_mode="replicate", padding=4)
    for d in (1, 2, 3):
        x = {1: (2, 4, 5), 2: (2, 4, 3, 4), 3: (1, 4, 3, 2, 4)}[d]
        k = {1: (3,), 2: (3, 2), 3: (2, 1, 3)}[d]
        two = {1: 2, 2: (2, 1), 3: (1, 2, 2)}[d]
        one = {1: 1, 2: (1, 0), 3: (0, 1, 1)}[d]
        cut = {1: 1, 2: (1, 0), 3: (1, 0, 1)}[d]

        def transposed(sizes=x, kernel=k, out=3, **a):
            rows.row(
                f"ConvTranspose{d}d", {"x": ("n", sizes)}, in_channels=sizes[-d - 1], out_channels=out, kernel_size=kernel, **a
            )

        transposed()
        transposed(bias=False)
        transposed(sizes=x[1:])
        transposed(sizes=x[1:], padding=cut, stride=2, output_padding=one)
        transposed(sizes=(0, *x[1:]))
        transposed(sizes=(0, *x[1:]), stride=2, groups=2, out=4)
        transposed(stride=2)
        transposed(stride=2, output_padding=1)
        transposed(stride=two, padding=cut, output_padding=one)
        transposed(stride=3, kernel=(1,) * d)
        transposed(stride=3, kernel=(2,) * d, padding=1, output_padding=2)
        transposed(padding=cut, dilation=2)
        transposed(dilation=3, output_padding=2)
        transposed(stride=3, padding=3, kernel=(2,) * d, dilation=two, output_padding=2, bias=False)
        transposed(kernel=(4,) * d, stride=2, padding=1)
        transposed(kernel=(5,) * d, stride=2, padding=2, output_padding=1, groups=4, out=4)
        transposed(groups=2, out=4)
        transposed(groups=2, out=2, stride=2, padding=1, output_padding=1, dilation=2, kernel=(3,) * d)
        transposed(groups=4, out=4, stride=two, bias=False)
        transposed(groups=4, out=8, padding=cut)
        least = [(n - 1) * 3 - 2 + 3 for n in x[2:]]
        for more in (0, 1, 2):
            size = tuple(n + more for n in least)
            transposed(kernel=(3,) * d, stride=3, padding=1, output_padding=1, _output_size=size)
        transposed(kernel=(3,) * d, stride=3, padding=1, _output_size=(x[0], 3, *[n + 1 for n in least]))
        transposed(sizes=x[1:], kernel=(3,) * d, stride=3, padding=1, _output_size=(3, *[n + 1 for n in least]))
    for d in (1, 2, 3):
        x = {1: (2, 4, 5), 2: (2, 4, 3, 4), 3: (1, 4, 3, 2, 4)}[d]
        k = (2,) * d
        for kind in ("Conv", "ConvTranspose"):
            key = f"Lazy{kind}{d}d"
            rows.row(key, {"x": ("n", x)}, out_channels=3, kernel_size=k)
            rows.row(key, {"x": ("n", x[1:])}, out_channels=3, kernel_size=k, bias=False, stride=2)
            rows.row(key, {"x": ("n", (0, *x[1:]))}, out_channels=3, kernel_size=k)
            rows.row(key, {"x": ("n", x)}, out_channels=6, kernel_size=k, padding=1, groups=2, stride=2)
    rows.row("LazyLinear", {"x": ("n", (2, 5))}, out_features=3)
    rows.row("LazyLinear", {"x": ("n", (5,))}, out_features=3)
    rows.row("LazyLinear", {"x": ("n", (2, 3, 5))}, out_features=4, bias=False)
    rows.row("LazyLinear", {"x": ("n", (0, 5))}, out_features=3)
