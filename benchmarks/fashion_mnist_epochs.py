"""What `jackhammer train fashion-mnist` does, in PyTorch, for a race by the clock on the wall.

    time python benchmarks/fashion_mnist_epochs.py tensors FOLDER
    time python benchmarks/fashion_mnist_epochs.py loader FOLDER
    time ./jackhammer train fashion-mnist --data FOLDER --epochs 5 --seed 0 --json

The same network, Adam with 1e-3, batches of 64 in a new order each epoch, pixels / 255 and nothing else, loss and accuracy
while it learns, the test set in batches of 256 after each epoch, the weights saved. FOLDER has the four idx files, packed or not.
`tensors` takes a batch out of the whole set by its indices, the fastest way there is; `loader` uses a DataLoader over a
TensorDataset, as most people write it. Both read the files with numpy. Unset OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE.
"""

import argparse
import gzip
import json
import pathlib
import time

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy
from torch.utils.data import DataLoader, TensorDataset


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.conv1(x).relu(), 2)
        x = nn.functional.max_pool2d(self.conv2(x).relu(), 2)
        x = self.fc1(x.flatten(1)).relu()
        return self.fc3(self.fc2(x).relu())


def idx(folder, name, header):
    file = folder / name
    packed = folder / f"{name}.gz"
    data = file.read_bytes() if file.exists() else gzip.decompress(packed.read_bytes())
    return np.frombuffer(data, np.uint8, offset=header)


def pictures(folder, part):
    x = torch.from_numpy(idx(folder, f"{part}-images-idx3-ubyte", 16).copy()).view(-1, 1, 28, 28)
    y = torch.from_numpy(idx(folder, f"{part}-labels-idx1-ubyte", 8).astype(np.int64))
    return x.float().div(255), y


class Tensors:
    """Batches by indexing; a new order each time if it shuffles."""

    def __init__(self, x, y, batch, shuffle):
        self.x, self.y, self.batch, self.shuffle = x, y, batch, shuffle

    def __iter__(self):
        n = len(self.y)
        order = torch.randperm(n) if self.shuffle else torch.arange(n)
        for i in range(0, n, self.batch):
            at = order[i : i + self.batch]
            yield self.x[at], self.y[at]


def batches(kind, x, y, batch, shuffle):
    if kind == "tensors":
        return Tensors(x, y, batch, shuffle)
    return DataLoader(TensorDataset(x, y), batch_size=batch, shuffle=shuffle)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("kind", choices=["tensors", "loader"])
    p.add_argument("folder", type=pathlib.Path)
    p.add_argument("--epochs", type=int, default=5)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--weights", help="where to save the weights")
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(0)
    model = LeNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    train = batches(a.kind, *pictures(a.folder, "train"), 64, True)
    test = batches(a.kind, *pictures(a.folder, "t10k"), 256, False)
    started = time.perf_counter()
    for epoch in range(1, a.epochs + 1):
        begun = time.perf_counter()
        model.train()
        loss_sum = right = seen = 0
        for x, y in train:
            optimizer.zero_grad()
            out = model(x)
            loss = cross_entropy(out, y)
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(y)
            right += (out.argmax(1) == y).sum().item()
            seen += len(y)
        trained = time.perf_counter()
        model.eval()
        test_loss = test_right = tested = 0
        with torch.no_grad():
            for x, y in test:
                out = model(x)
                test_loss += cross_entropy(out, y).item() * len(y)
                test_right += (out.argmax(1) == y).sum().item()
                tested += len(y)
        print(
            f"{epoch} train loss {loss_sum / seen:.4f} accuracy {100 * right / seen:.2f} % test loss {test_loss / tested:.4f}"
            f" accuracy {100 * test_right / tested:.2f} % {trained - begun:.2f} s + {time.perf_counter() - trained:.2f} s",
            flush=True,
        )
    if a.weights:
        torch.save(model.state_dict(), a.weights)
    facts = {"torch": torch.__version__, "threads": a.threads, "kind": a.kind, "seconds": time.perf_counter() - started}
    print(json.dumps(facts | {"test_accuracy": test_right / tested}))


main()
