"""What the LeNet goldens share: the network, the pictures, and a data set that hands them out."""

import gzip
import hashlib
import pathlib

import numpy as np
import torch
from torch import nn

DATA = pathlib.Path(__file__).parents[2] / "vision/src/main/resources/jackhammer/vision/fashion-mnist"


class LeNet(nn.Module):
    """For 1 x 28 x 28 pictures and 10 classes; 61,706 parameters."""

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


def idx(name, header):
    return np.frombuffer(gzip.decompress((DATA / name).read_bytes()), np.uint8, offset=header)


def pictures(part):
    """(N, 1, 28, 28) float32 in [0, 1], pixel / 255 and nothing else, and the labels, in file order."""
    x = torch.from_numpy(idx(f"{part}-images-idx3-ubyte.gz", 16).copy()).view(-1, 1, 28, 28)
    y = torch.from_numpy(idx(f"{part}-labels-idx1-ubyte.gz", 8).astype(np.int64))
    return x.float().div(255), y


def sha256(*tensors):
    """Of the float32 (or int64) bytes, little endian, one tensor after the other."""
    h = hashlib.sha256()
    for t in tensors:
        h.update(t.detach().contiguous().numpy().tobytes())
    return h.hexdigest()
