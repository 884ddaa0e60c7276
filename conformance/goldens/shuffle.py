"""Two epochs of shuffled order, as data: core/src/test/resources/goldens/shuffle.tsv.

    python shuffle.py > ../../core/src/test/resources/goldens/shuffle.tsv

A line per case: name, length of the data set, batch size, seed of the default generator, seed of the loader's own generator (empty:
none), the order of the first epoch, of the second, then the next random_() (int64) of the default generator and of the own one, which
show that as much was consumed. Cases: `loader` is DataLoader(shuffle=True); `sequential` is shuffle=False; `replacement` has
RandomSampler(replacement=True, num_samples=70); `samples` has RandomSampler(num_samples=25); `subset` has SubsetRandomSampler of the
even indices; `weighted` has WeightedRandomSampler with weights 1, 2, 3 ... and num_samples=30; `split` is random_split into a
quarter and the rest, printed one after the other.
"""

import torch
from torch.utils.data import (
    DataLoader, RandomSampler, SubsetRandomSampler, TensorDataset, WeightedRandomSampler, random_split,
)  # fmt: skip


def epochs(case, n, batch, own):
    data = TensorDataset(torch.arange(n))
    if case == "split":
        first, rest = random_split(data, [n // 4, n - n // 4], **({"generator": own} if own else {}))
        return [list(first.indices) + list(rest.indices)] * 2
    sampler = {
        "replacement": lambda: RandomSampler(data, replacement=True, num_samples=70, generator=own),
        "samples": lambda: RandomSampler(data, num_samples=25, generator=own),
        "subset": lambda: SubsetRandomSampler(range(0, n, 2), generator=own),
        "weighted": lambda: WeightedRandomSampler([1.0 + i for i in range(n)], 30, generator=own),
    }.get(case, lambda: None)()
    loader = DataLoader(data, batch_size=batch, shuffle=case == "loader" or None, sampler=sampler, generator=own)
    return [[int(i) for (b,) in loader for i in b] for _ in range(2)]


def main():
    print(f"# PyTorch {torch.__version__}, made by conformance/goldens/shuffle.py")
    cases = [("loader", n, b) for n, b in ((1, 1), (10, 3), (64, 16), (200, 64))]
    cases += [(c, 20, 6) for c in ("sequential", "replacement", "samples", "subset", "weighted", "split")]
    for case, n, batch in cases:
        for own_seed in (None, 7):
            torch.manual_seed(5)
            own = torch.Generator().manual_seed(own_seed) if own_seed is not None else None
            orders = epochs(case, n, batch, own)
            next_default = torch.empty((), dtype=torch.int64).random_().item()
            next_own = torch.empty((), dtype=torch.int64).random_(generator=own).item() if own else ""
            fields = [case, n, batch, 5, "" if own_seed is None else own_seed]
            fields += [",".join(map(str, o)) for o in orders] + [next_default, next_own]
            print("\t".join(map(str, fields)))


main()
