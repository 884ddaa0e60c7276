"""Weights that `./jackhammer train fashion-mnist` saved, in PyTorch: reads the file with json and numpy alone and tests with them.

    ./jackhammer train fashion-mnist --subset --epochs 1 --out run
    ./jackhammer eval --weights run/model.safetensors --subset --json
    python read_weights.py run/model.safetensors

Prints loss and accuracy on the 2,000 test pictures in the jar, which must be those of eval: the keys are those of the model in PyTorch, and
load_state_dict refuses a key too many, one too few, and any other shape.
"""

import json
import sys

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from fashion import LeNet, pictures

TYPES = {"F32": np.float32, "F64": np.float64, "I64": np.int64}


class SmallCnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.fc1 = nn.Linear(64 * 7 * 7, 128)
        self.dropout = nn.Dropout(0.25)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.conv1(x).relu(), 2)
        x = nn.functional.max_pool2d(self.conv2(x).relu(), 2)
        return self.fc2(self.dropout(self.fc1(x.flatten(1)).relu()))


def read(path):
    with open(path, "rb") as f:
        header = json.loads(f.read(int.from_bytes(f.read(8), "little")))
        data = f.read()
    state = {}
    for name, entry in header.items():
        if name != "__metadata__":
            first, end = entry["data_offsets"]
            values = np.frombuffer(data[first:end], TYPES[entry["dtype"]]).reshape(entry["shape"])
            state[name] = torch.from_numpy(values.copy())
    return state


def main():
    state = read(sys.argv[1])
    model = LeNet() if "fc3.weight" in state else SmallCnn()
    model.load_state_dict(state)
    model.eval()
    x, y = pictures("t10k")
    with torch.no_grad():
        logits = model(x)
    accuracy = (logits.argmax(1) == y).double().mean().item()
    print(f"test_loss {cross_entropy(logits, y).item():.6f} test_accuracy {accuracy:.4f}")


main()
