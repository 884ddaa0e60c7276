"""What PyTorch prints for the sessions of the tutorial; written into the documents.

    python tutorial.py ../../docs/tutorial.md ../../docs/tutorial.zh-CN.md ../../README.md ../../README.zh-CN.md

A session is a block of Java lines behind the shell's prompts (`>>> `, and `... ` where a statement goes on). LINES holds the same statements
in Python, in the order of the tutorial, README those of the two README files, and PROGRAM is the program there. What stands under the Java lines is replaced by what a Python
session prints; a test types the Java lines into the shell and compares.
"""

import code
import contextlib
import io
import re
import sys

README = """
conv = nn.Conv2d(1, 1, 3, bias=False)
weight = nn.init.constant_(conv.weight, 1)
conv(torch.linspace(16, 1, 16).reshape(1, 1, 4, 4))
"""

PROGRAM = """
import torch
from torch import nn

torch.manual_seed(0)
x = torch.rand(256, 1, 8, 8)
y = x.mean((1, 2, 3)).gt(0.5).long()
net = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(72, 2))
optimizer = torch.optim.Adam(net.parameters(), 0.01)
for i in range(100):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(net(x), y)
    loss.backward()
    optimizer.step()
    if i % 20 == 0:
        print(loss)
"""

LINES = """
conv1 = nn.Conv1d(300, 100, 3)
conv1(torch.rand(8, 300, 20)).size()
conv2 = nn.Conv2d(3, 16, 3)
conv2(torch.rand(8, 3, 32, 32)).size()
conv3 = nn.Conv3d(3, 16, 3)
conv3(torch.rand(8, 3, 10, 32, 32)).size()
frames = torch.rand(1, 3, 32, 32)
nn.Conv2d(3, 16, 3)(frames).size()
nn.Conv2d(3, 16, 3, padding=1)(frames).size()
nn.Conv2d(3, 16, 3, padding='same', padding_mode='reflect')(frames).size()
nn.Conv2d(3, 16, 5, stride=2, padding=2)(frames).size()
nn.Conv2d(3, 16, 3, dilation=2)(frames).size()
nn.Conv2d(3, 16, (3, 5), stride=(1, 2))(frames).size()
nn.Conv2d(4, 8, 3, groups=2).weight.size()
nn.Conv2d(3, 16, (3, 5), stride=(1, 2), bias=False)
_ = torch.manual_seed(0)
conv = nn.Conv2d(1, 1, 3, bias=False)
conv.weight
ones = nn.init.constant_(conv.weight, 1)
conv.weight
x = torch.linspace(16, 1, 16).reshape(1, 1, 4, 4)
x
conv(x)
x[0, 0, 0:3, 0:3].sum()
x[0, 0, 1:4, 1:4].sum()
pool = nn.MaxPool2d(2)
pool
pool(x)
nn.AvgPool2d(2)(x)
nn.MaxPool2d(3, 2)
five = torch.arange(1., 6.).reshape(1, 1, 5)
nn.MaxPool1d(2)(five)
nn.MaxPool1d(2, ceil_mode=True)(five)
nn.AvgPool1d(2, padding=1)(five)
nn.AvgPool1d(2, padding=1, count_include_pad=False)(five)
nn.AvgPool2d(2, divisor_override=1)(x)
nn.Conv2d(1, 1, 3, stride=2, padding=1)(x).size()
nn.MaxPool2d(3, stride=2, padding=1)(x).size()
_ = torch.manual_seed(0)
net = nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 10))
net
pictures = torch.rand(4, 1, 28, 28)
net[0:3](pictures).size()
net[0:6](pictures).size()
logits = net(pictures)
logits.size()
logits.argmax(1)
loss = nn.functional.cross_entropy(logits, torch.tensor([3, 0, 7, 1]))
loss
loss.backward()
net.get_parameter("0.weight").grad.size()
yes = torch.tensor([2., -1.])
torch.sigmoid(yes)
nn.functional.binary_cross_entropy_with_logits(yes, torch.tensor([1., 0.]))
class Net(nn.Module):|    def __init__(self):|        super().__init__()|        self.conv = nn.Conv2d(1, 8, 3)|        self.fc = nn.Linear(8 * 13 * 13, 10)|    def forward(self, x):|        x = nn.functional.max_pool2d(self.conv(x).relu(), 2)|        return self.fc(x.flatten(1))|
_ = torch.manual_seed(0)
net2 = Net()
net2
optimizer = torch.optim.SGD(net2.parameters(), 0.1)
labels = torch.tensor([3, 0, 7, 1])
for step in range(3):|    optimizer.zero_grad()|    loss = nn.functional.cross_entropy(net2(pictures), labels)|    loss.backward()|    optimizer.step()|    print(loss)|
state = net2.state_dict()
net3 = Net()
net3.load_state_dict(state)
(net3(pictures) - net2(pictures)).detach().abs().max()
"""


def outputs(lines):
    """What each statement prints; `|` ends a line of one that has several."""
    console = code.InteractiveConsole()
    for line in ("import torch", "from torch import nn"):
        console.push(line)
    for statement in lines.strip().splitlines():
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            for line in statement.split("|"):
                console.push(line)
        yield out.getvalue()


def main():
    for path in sys.argv[1:]:
        printed = outputs(README if "README" in path else LINES)
        with open(path, encoding="utf-8") as f:
            text = f.read()

        def fill(block):
            result = ""
            lines = [line for line in block.group(2).splitlines() if line.startswith((">>> ", "... "))]
            for i, line in enumerate(lines):
                result += line + "\n"
                if i + 1 == len(lines) or lines[i + 1].startswith(">>> "):
                    result += next(printed)
            return block.group(1) + result + "```"

        text = re.sub(r"(```java\n)(>>> .*?)```", fill, text, flags=re.DOTALL)
        if "README" in path:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(PROGRAM, {})
            text = re.sub(r"```text\n.*?```", lambda block: f"```text\n{out.getvalue()}```", text, flags=re.DOTALL)
        if next(printed, None) is not None:
            raise SystemExit(f"{path} has fewer statements than there are Python lines")
        with open(path, "w", encoding="utf-8", newline="\n") as f:
            f.write(text)


main()
