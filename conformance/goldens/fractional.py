"""Where fractional pools put their windows after a seed: core/src/test/resources/goldens/fractional.tsv.

    python conformance/goldens/fractional.py > core/src/test/resources/goldens/fractional.tsv

A line: dimensions, type, sizes of x = arange, kernel, output, seed; the indices of the maxima of two calls one after the other.
"""

import torch
from torch import nn

print(f"# PyTorch {torch.__version__}, made by conformance/goldens/fractional.py")
for dims, sizes in ((2, (2, 3, 9, 11)), (2, (3, 12, 8)), (3, (1, 2, 7, 9, 8))):
    for dtype in (torch.float32, torch.float64):
        for kernel, out in ((2, 4), (3, 3)):
            layer = (nn.FractionalMaxPool2d if dims == 2 else nn.FractionalMaxPool3d)(kernel, output_size=out, return_indices=True)
            x = torch.arange(torch.Size(sizes).numel(), dtype=dtype).reshape(sizes)
            torch.manual_seed(7)
            found = torch.cat([layer(x)[1].flatten() for _ in range(2)])
            print(dims, str(dtype)[6:], ",".join(map(str, sizes)), kernel, out, 7, ",".join(map(str, found.tolist())), sep="\t")
