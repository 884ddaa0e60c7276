"""Everything between square brackets, drawn at random, read and written: core/src/test/resources/goldens/indexing.tsv.

    python indexing.py > ../../core/src/test/resources/goldens/indexing.tsv

A line: `read` or `write`, the sizes of the indexed tensor, the items, for `write` the value, the result. The tensor holds 0, 1, 2, ... as
int64. Items, separated by spaces: `i3` a number, `s1:3:2` a slice (bounds may be missing), `e` the ellipsis, `n` None, `b1` True,
`t2,2=0,1,1,0` a tensor of numbers, `m2,2=1,0,0,1` a mask. The value is `=7` a number or the sizes of a tensor that holds 100, 101, ...
The result of `read` is `view` or `copy`, the sizes and the numbers; that of `write` the numbers afterwards; or `throws`.
"""

import random

import torch

rng = random.Random(7)
CASES = 700


def sizes_of(text):
    return [int(s) for s in text.split(",")] if text else []


def listed(values):
    return ",".join(str(int(v)) for v in values)


def number(n):
    low = -n - 1 if rng.random() < 0.1 else -n
    high = n if rng.random() < 0.1 else n - 1
    return rng.randint(low, max(high, low))


def item(sizes, dim):
    """An item, and how many dimensions it takes."""
    n = sizes[dim] if dim < len(sizes) else rng.randint(0, 3)
    kind = rng.random()
    if kind < 0.2:
        i = number(n)
        return f"i{i}", i, 1
    if kind < 0.45:
        bounds = [rng.choice([None, rng.randint(-n - 2, n + 2)]) for _ in range(2)]
        step = rng.choice([None, None, 1, 2, 3])
        text = ":".join("" if b is None else str(b) for b in bounds) + ("" if step is None else f":{step}")
        return "s" + text, slice(*bounds, step), 1
    if kind < 0.55:
        return "n", None, 0
    if kind < 0.58:
        return "b1", True, 0
    if kind < 0.85:
        shape = rng.choice([[], [1], [2], [3], [2, 2], [2, 1], [0]])
        values = [number(n) for _ in range(torch.Size(shape).numel())]
        if not shape:
            shape = [1]
        return f"t{listed(shape)}={listed(values)}", torch.tensor(values, dtype=torch.int64).view(shape), 1
    take = min(rng.choice([1, 1, 2]), max(len(sizes) - dim, 1))
    shape = [sizes[dim + k] if dim + k < len(sizes) else 1 for k in range(take)]
    if rng.random() < 0.1:
        shape[0] += 1
    bits = [rng.random() < 0.5 for _ in range(torch.Size(shape).numel())]
    return f"m{listed(shape)}={listed(bits)}", torch.tensor(bits, dtype=torch.bool).view(shape), take


def draw():
    sizes = [rng.choice([1, 2, 3, 4, 4, 0] if rng.random() < 0.3 else [2, 3, 4]) for _ in range(rng.randint(0, 4))]
    texts, items, dim = [], [], 0
    most = len(sizes) + (rng.random() < 0.05)
    ellipsis = rng.random() < 0.25
    for _ in range(rng.randint(1, most + 1)):
        if ellipsis and rng.random() < 0.4:
            ellipsis = False
            texts.append("e")
            items.append(...)
            dim = min(len(sizes), dim + rng.randint(0, 2))
            continue
        if dim >= most and rng.random() < 0.8:
            break
        text, value, taken = item(sizes, dim)
        texts.append(text)
        items.append(value)
        dim += taken
    return sizes, texts, tuple(items)


def main():
    print(f"# PyTorch {torch.__version__}, made by conformance/goldens/indexing.py")
    done = 0
    while done < CASES:
        sizes, texts, items = draw()
        if not texts:
            continue
        done += 1
        x = torch.arange(torch.Size(sizes).numel()).view(sizes)
        head = [",".join(map(str, sizes)), " ".join(texts)]
        try:
            r = x[items]
            kind = "view" if r._base is not None else "copy"
            result = [kind, ",".join(map(str, r.shape)), listed(r.flatten())]
            shape = list(r.shape)
        except (IndexError, RuntimeError, ValueError, TypeError):
            result = ["throws"]
            shape = [2]
        print("read", *head, *result, sep="\t")
        if rng.random() < 0.3:
            value, text = 7, "=7"
        else:
            shape = [1 if rng.random() < 0.2 else s for s in shape[rng.randint(0, len(shape)) :]]
            if rng.random() < 0.15:
                shape = [1] + shape
            if rng.random() < 0.05:
                shape = shape + [5]
            value = torch.arange(torch.Size(shape).numel()).view(shape) + 100
            text = ",".join(map(str, shape))
        repeated = isinstance(value, torch.Tensor) and any(isinstance(i, torch.Tensor) and i.dtype == torch.int64 for i in items)
        y = torch.arange(torch.Size(sizes).numel()).view(sizes)
        try:
            y[items] = value
            result = [listed(y.flatten())]
        except (IndexError, RuntimeError, ValueError, TypeError):
            result = ["throws"]
        if not repeated or result[0] == "throws" or unique(x, items):
            print("write", *head, text, *result, sep="\t")


def unique(x, items):
    """Whether each place is named once, so that the order of writing has no say."""
    places = x[items].flatten()
    return places.unique().numel() == places.numel()


if __name__ == "__main__":
    main()
