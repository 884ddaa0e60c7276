"""Results of several tensors as Python prints them: core/src/test/resources/goldens/return_types.txt, read by ReturnTypesTest.

    python conformance/goldens/return_types.py core/src/test/resources/goldens

A line "# name" before each.
"""

import sys

import torch

X = torch.tensor([[3.0, -1.0, 2.0, 2.5], [0.5, 4.0, -2.0, 4.5]])
EVEN = torch.tensor([[1, 3, 3, 2], [2, 2, 5, 1]])
ROWS = {
    "max": lambda: X.max(1),
    "max.keepdim": lambda: X.max(0, keepdim=True),
    "max.grad": lambda: X.clone().requires_grad_().max(1),
    "aminmax": lambda: X.aminmax(dim=1),
    "min": lambda: X.min(1),
    "sort": lambda: X.sort(1),
    "sort.descending": lambda: X.sort(1, descending=True),
    "topk": lambda: X.topk(2),
    "kthvalue": lambda: X.kthvalue(2),
    "median": lambda: X.median(1),
    "nanmedian": lambda: X.nanmedian(1),
    "mode": lambda: EVEN.mode(1),
    "cummax": lambda: X.cummax(1),
    "cummin": lambda: X.cummin(1),
    "unique": lambda: torch.unique(EVEN, return_inverse=True, return_counts=True),
    "unique_consecutive": lambda: torch.unique_consecutive(EVEN, return_inverse=True, return_counts=True),
    "frexp": lambda: X.frexp(),
    "histogram": lambda: X.histogram(3),
    "max_pool": lambda: torch.nn.functional.max_pool1d(X, 2, return_indices=True),
}

with open(f"{sys.argv[1]}/return_types.txt", "w") as f:
    for name, call in ROWS.items():
        f.write(f"# {name}\n{call()}\n")
