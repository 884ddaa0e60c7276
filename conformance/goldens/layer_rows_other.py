"""Fully connected layers, activations, dropout, shapes, padding: see layers.py."""

import itertools
import sys

import torch


def add(rows):
    for sizes in ((3, 4), (4,), (2, 3, 4), (0, 4), (2, 0, 4), (1, 1, 1, 4)):
        for a in ({}, dict(bias=False)):
            rows.row("Linear", {"x": ("n", sizes)}, in_features=4, out_features=5, **a)
            rows.row("Bilinear", {"x": ("n", sizes), "z": ("n", (*sizes[:-1], 3))}, in1_features=4, in2_features=3, out_features=2, **a)
    rows.row("Linear", {"x": ("n", (2, 1))}, in_features=1, out_features=1)
    for op in ("Softmax", "LogSoftmax"):
        for dim in (1, 0, 2, -1, -2):
            rows.row(op, {"x": ("n", (3, 2, 5))}, dim=dim)
            rows.row(op, {"x": ("l", (2, 4, 3))}, dim=dim)
        rows.row(op, {"x": ("n", ())}, dim=0)
        rows.row(op, {"x": ("n", ())}, dim=-1)
        rows.row(op, {"x": ("l", (2, 33))}, dim=1)
        rows.row(op, {"x": ("n", (0, 3))}, dim=1)
        rows.row(op, {"x": ("n", (3, 0))}, dim=0)
        rows.row(op, {"x": ("n", (3, 1))}, dim=1)
    for op in ("ReLU", "Sigmoid", "Tanh", "Identity"):
        for sizes in ((2, 3, 4), (), (7,), (0, 2)):
            rows.row(op, {"x": ("n", sizes)})
        rows.row(op, {"x": ("l", (3, 5))})
    rows.row("ReLU", {"x": ("q", (30,))})
    rows.row("ReLU", {"x": ("n", (3, 4))}, inplace=True)
    rows.row("Flatten", {"x": ("n", (2, 3, 2))})
    rows.row("Flatten", {"x": ("n", (2, 3, 2))}, start_dim=0, end_dim=1)
    rows.row("Flatten", {"x": ("n", (2, 3))}, start_dim=0, end_dim=-1)
    rows.row("Flatten", {"x": ("n", ())}, start_dim=0)
    rows.row("Unflatten", {"x": ("n", (2, 6))}, dim=1, unflattened_size=(2, 3))
    rows.row("Unflatten", {"x": ("n", (2, 6))}, dim=-1, unflattened_size=(3, -1))
    for sizes in ((4,), (), (2, 3), (0, 2)):
        rows.row("F.one_hot", {"x": ("c5", sizes)}, num_classes=6)
    rows.row("F.one_hot", {"x": ("c5", (7,))})
    dropout(rows)
    pad(rows)


def dropout(rows):
    """Masks by the portable path: one float64 for each element, in the order of memory. See random_streams.py."""
    torch.manual_seed(0)
    u = torch.rand(9, dtype=torch.float64)
    torch.manual_seed(0)
    if not torch.equal(torch.empty(9).bernoulli_(0.3), (u < 0.3).float()):
        sys.exit("this PyTorch draws bernoulli_ from its vendor library: run on a processor that is not Intel's")
    for p, training, sizes in itertools.product((0.3, 0.0, 0.5, 1.0), (True, False), ((2, 3, 4), (), (7,), (0, 2))):
        rows.row("Dropout", {"x": ("n", sizes)}, p=p, _training=training, _seed=3)
    rows.row("Dropout", {"x": ("n", (2, 3, 4))}, p=0.4, _seed=3, _transposed=True)
    rows.row("Dropout", {"x": ("n", (5, 4))}, p=0.2, _seed=4, _transposed=True)
    rows.row("Dropout", {"x": ("n", (5, 4))}, p=0.2, inplace=True, _seed=5)


def pad(rows):
    for sizes, cells in (
        ((2, 3, 5), (1, 2, 0, 1)),
        ((5,), (1, 2)),
        ((2, 5), (2, 1)),
        ((2, 3, 5), (1, 0)),
        ((2, 3, 4, 5), (1, 2, 3, 0)),
        ((2, 3, 4, 5), (2, 1, 1, 1, 2, 0)),
        ((1, 2, 3, 4, 3), (2, 1, 1, 3, 0, 2)),
        ((2, 3, 5), (-1, -2)),
        ((2, 4, 5), (-1, 2, 1, -3)),
        ((2, 3), (0, 0)),
        ((0, 3), (1, 1)),
        ((2, 0), (1, 1)),
    ):
        rows.row("F.pad", {"x": ("n", sizes)}, pad=cells)
        rows.row("F.pad", {"x": ("n", sizes)}, pad=cells, value=-1.5)
    for mode in ("reflect", "replicate", "circular"):
        for sizes, cells in (
            ((3, 5), (1, 2)),
            ((2, 3, 5), (4, 0)),
            ((3, 5, 4), (1, 2, 0, 3)),
            ((2, 1, 3, 4), (1, 0, 2, 2)),
            ((2, 3, 4, 3), (1, 2, 1, 0, 2, 1)),
            ((1, 2, 3, 2, 4), (3, 1, 1, 0, 2, 1)),
            ((2, 3, 5), (-1, 2)),
            ((2, 3, 6), (-1, -2)),
            ((2, 2, 5, 6), (-1, 2, 1, -2)),
            ((2, 3, 5), (0, 0)),
            ((0, 3, 5), (1, 1)),
        ):
            rows.row("F.pad", {"x": ("n", sizes)}, pad=cells, mode=mode)
    rows.row("F.pad", {"x": ("n", (2, 3))}, pad=())
    rows.row("F.pad", {"x": ("n", (2, 3, 2))}, pad=(5, 7), mode="replicate")
    rows.row("F.pad", {"x": ("n", (2, 1, 2, 2))}, pad=(5, 3, 4, 2), mode="replicate")
    rows.row("F.pad", {"x": ("n", (2, 3, 2))}, pad=(2, 2), mode="circular")
