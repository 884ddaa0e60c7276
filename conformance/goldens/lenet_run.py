"""LeNet from seed 0, 5 epochs of Adam on the Fashion-MNIST subset: loss and test accuracy per epoch, as data.

    python lenet_run.py ../../vision/src/test/resources/goldens

In this order: torch.manual_seed(seed), LeNet(), Adam(lr=1e-3), then per epoch one pass of DataLoader(train, batch_size=64,
shuffle=True) with cross-entropy (mean), and one of DataLoader(test, batch_size=256) without gradients: the second draws its base seed from
the default generator too, so it takes part in what the next shuffle is. Two threads.

lenet_run.tsv: seed, epoch (1 to 5), mean of the losses of the epoch's 157 batches, correct test pictures of 2,000. The run to compare
with is seed 0; the others show how far luck reaches.
"""

import sys

import torch
from torch.nn.functional import cross_entropy
from torch.utils.data import DataLoader, TensorDataset

from fashion import LeNet, pictures


def run(seed):
    torch.manual_seed(seed)
    model = LeNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    train = DataLoader(TensorDataset(*pictures("train")), batch_size=64, shuffle=True)
    test = DataLoader(TensorDataset(*pictures("t10k")), batch_size=256)
    for epoch in range(1, 6):
        losses = []
        for x, y in train:
            optimizer.zero_grad()
            loss = cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        with torch.no_grad():
            correct = sum((model(x).argmax(1) == y).sum().item() for x, y in test)
        yield epoch, sum(losses) / len(losses), correct


def main():
    torch.set_num_threads(2)
    with open(f"{sys.argv[1]}/lenet_run.tsv", "w", newline="\n") as f:
        f.write(f"# PyTorch {torch.__version__}, made by conformance/goldens/lenet_run.py\n")
        for seed in range(4):
            for epoch, loss, correct in run(seed):
                f.write(f"{seed}\t{epoch}\t{loss!r}\t{correct}\n")


main()
