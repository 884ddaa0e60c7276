"""Convolution and pooling typed into a Python session, and what the session prints.

    python session.py > ../../cli/src/test/resources/jackhammer/cli/session.txt

session.jsh in the same folder holds the same lines in Java; the shell must print the same.
"""

import code
import contextlib
import io

LINES = """
conv = nn.Conv2d(1, 1, 3, bias=False)
_ = nn.init.constant_(conv.weight, 1.)
print(conv.weight.detach())
conv.weight
conv
tensor = torch.linspace(16., 1., 16).reshape(1, 1, 4, 4)
print(tensor)
conv(tensor)
conv(tensor).size()
halve = nn.Conv2d(1, 1, 2, stride=2, bias=False)
halve(tensor).size()
pool = nn.MaxPool2d(2)
pool
pool(tensor)
nn.MaxPool2d(3, 2)
nn.AvgPool2d(2)(tensor)
_ = torch.manual_seed(0)
torch.rand(2, 3, 1)
net = nn.Sequential(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(864, 10))
net
net(torch.rand(2, 1, 28, 28)).size()
tensor.dtype
tensor > 12
"""


def main():
    out = io.StringIO()
    console = code.InteractiveConsole()
    with contextlib.redirect_stdout(out):
        console.push("import torch")
        console.push("from torch import nn")
        for line in LINES.strip().splitlines():
            console.push(line)
    print(out.getvalue(), end="")


if __name__ == "__main__":
    main()
