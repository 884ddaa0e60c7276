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
x = torch.tensor([[1., -2., 3.], [0.5, 4., -1.]])
x
x + torch.tensor([10., 20., 30.])
x * torch.tensor([[2.], [-1.]])
x.T
x[0, 1:]
x[:, -1]
x[..., None].shape
x[x > 0]
x[torch.tensor([1, 0])]
_ = x.index_put_((torch.tensor([0]), torch.tensor([0])), torch.tensor([7.]))
x
x.sum()
x.sum(1, keepdim=True)
x.max(1)
x.mean(0)
x.argmax()
x.softmax(1)
x @ x.T
x.long()
torch.arange(6).reshape(2, 3)
torch.arange(0, 1, 0.25)
torch.zeros(2, 3, dtype=torch.int64)
torch.cat((x, x), 1)
torch.stack((x[0], x[1])).size()
torch.where(x > 0, x, 0.)
torch.tensor(3.5).item()
torch.tensor([1e-8, 1., 1e8])
torch.tensor([float("nan"), float("inf")])
torch.eye(2) == 1
w = torch.tensor([1., 2.], requires_grad=True)
w
(w * 3).sum()
(w * w).sum().backward()
w.grad
w.detach()
with_relu = (w - 1.5).relu()
with_relu
linear = nn.Linear(2, 1)
linear
_ = nn.init.constant_(linear.weight, 0.5)
_ = nn.init.zeros_(linear.bias)
linear(torch.ones(3, 2))
linear.bias
nn.Sequential(linear, nn.Sigmoid())(torch.zeros(1, 2))
nn.Dropout(0.2)
nn.CrossEntropyLoss()(torch.zeros(2, 4), torch.tensor([1, 3]))
nn.functional.one_hot(torch.tensor([2, 0]), 3)
_ = torch.manual_seed(0)
lstm = nn.LSTM(1, 5, 2, batch_first=True)
lstm
series = torch.rand(2, 3, 1)
series.shape
result = lstm(series)
output, (h, c) = result
output
h
c
output.size()
h.size()
result
output[:, -1]
lstm.weight_hh_l0.size()
gru = nn.GRU(1, 2, bidirectional=True)
gru(torch.ones(3, 1))
nn.utils.rnn.pack_padded_sequence(series, [3, 1], batch_first=True)
nn.LSTMCell(1, 2)(torch.zeros(1, 1))
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
