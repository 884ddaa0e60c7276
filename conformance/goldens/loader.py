"""What DataLoader does with worker processes, batches and splits, as data: core/src/test/resources/goldens/loader.tsv.

    python loader.py > ../../core/src/test/resources/goldens/loader.tsv

A line per case and epoch: name, number of workers, the batches as `items|random`, separated by spaces. `items` are the indices (or, in
the iterable cases, the numbers) of the batch, `random` is what torch.rand gave inside the worker for each of them, as float32 bits in
hexadecimal, so that the worker's seed, and which worker loads what, show.

`map` is a shuffled loader over 23 items in batches of 4, seed 11, two epochs from one loader. `iterable` has one copy of the numbers 0
to 9 per worker, `sharded` gives each worker every n-th number, so that the workers end at different times; batches of 3. `drop` is
`sharded` with drop_last. `split` has no batches: it is the lengths of random_split with the fractions that stand in the place of the
workers, for the length that stands before the colon.
"""

import struct

import torch
from torch.utils.data import DataLoader, Dataset, IterableDataset, get_worker_info, random_split


def bits(x):
    return "%08x" % struct.unpack("<I", struct.pack("<f", x))


class Items(Dataset):
    def __getitem__(self, i):
        return i, torch.rand(()).item()

    def __len__(self):
        return 23


class Numbers(IterableDataset):
    def __init__(self, shard):
        self.shard = shard

    def __iter__(self):
        info = get_worker_info()
        numbers = range(info.id, 10, info.num_workers) if self.shard and info else range(10)
        return ((i, torch.rand(()).item()) for i in numbers)


def show(name, workers, loader):
    for _ in range(2):
        batches = [
            ",".join(str(i) for i, _ in batch) + "|" + ",".join(bits(r) for _, r in batch) for batch in loader
        ]
        print(name, workers, " ".join(batches), sep="\t")


def main():
    print(f"# PyTorch {torch.__version__}, made by conformance/goldens/loader.py")
    for workers in (0, 1, 2, 3):
        options = dict(num_workers=workers, collate_fn=list)
        torch.manual_seed(11)
        show("map", workers, DataLoader(Items(), batch_size=4, shuffle=True, **options))
        torch.manual_seed(11)
        show("iterable", workers, DataLoader(Numbers(False), batch_size=3, **options))
        torch.manual_seed(11)
        show("sharded", workers, DataLoader(Numbers(True), batch_size=3, **options))
        torch.manual_seed(11)
        show("drop", workers, DataLoader(Numbers(True), batch_size=3, drop_last=True, **options))
    for n, fractions in ((10, [0.3, 0.3, 0.4]), (11, [0.5, 0.5]), (7, [0.25, 0.25, 0.25, 0.25]), (1000, [0.8, 0.2]), (3, [0.0, 1.0])):
        parts = random_split(range(n), fractions)
        print("split", f"{n}:" + ",".join(map(str, fractions)), ",".join(str(len(p)) for p in parts), sep="\t")


if __name__ == "__main__":
    main()
