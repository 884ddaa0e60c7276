"""LeNet from seed 0, 50 SGD steps on shuffled batches of the Fashion-MNIST subset: what PyTorch computes, as data.

    python lenet.py ../../vision/src/test/resources/goldens

In this order: torch.manual_seed(0), LeNet(), DataLoader(train, batch_size=64, shuffle=True), SGD(lr=0.05, momentum=0.9), then the first
50 batches of the first epoch with cross-entropy (mean). One thread.

lenet.tsv has facts (`fact`, name, value) and an index into lenet.f32, a file of little-endian float32: `values`, what, step (1 to 50; 0 is
before the first, for weights), parameter, first number, how many.

  loss          the 50 losses
  logits        of every step, 64 x 10
  grad          every gradient in full at step 1, else 32 samples of it
  weight        32 samples of every parameter: at step 0 the initial ones, at step 50 after the last step
  scale         the largest magnitude in each gradient (or weight) that was sampled: one number

The learning rate was chosen so that 50 steps learn something (the loss falls from 2.32 to 1.36) and so that float32 can be compared at
all: two nearly equal cells of a max pool, or an activation next to 0, can tip over with the last bit of a sum, and then a gradient jumps
by 1e-3 or more. At this rate oneDNN, PyTorch's own kernels, channels-last, an im2col product and float64 all stay within 1e-5 of each
other, as do 7 of 8 runs whose weights were jittered in the last bit at every step; at 0.01, 0.1 and others they do not.

Sample k of a tensor with n elements is element (k * 2654435761 mod 2^32) mod n, row-major.
"""

import sys

import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset

from fashion import LeNet, pictures, sha256

STEPS = 50
values = []
lines = []
used = 0


def fact(name, value):
    lines.append(f"fact\t{name}\t{value}")


def keep(what, step, name, t):
    global used
    v = np.ascontiguousarray(t.detach().numpy(), dtype="<f4").reshape(-1)
    lines.append(f"values\t{what}\t{step}\t{name}\t{used}\t{v.size}")
    values.append(v)
    used += v.size


def sample(t):
    flat = t.detach().reshape(-1)
    return flat[[(k * 2654435761 % 2**32) % flat.numel() for k in range(32)]]


def keep_samples(what, step, name, t):
    keep(what, step, name, sample(t))
    keep("scale of " + what, step, name, t.detach().abs().max())


def train(dtype, on_step):
    torch.manual_seed(0)
    model = LeNet()
    x, y = pictures("train")
    loader = DataLoader(TensorDataset(torch.arange(len(y))), batch_size=64, shuffle=True)
    model.to(dtype)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    on_step(0, model, None, None, None)
    for step, (i,) in enumerate(loader, 1):
        optimizer.zero_grad()
        logits = model(x[i].to(dtype))
        loss = torch.nn.functional.cross_entropy(logits, y[i])
        loss.backward()
        on_step(step, model, i, logits.detach(), loss.item())
        optimizer.step()
        if step == STEPS:
            break
    on_step(STEPS + 1, model, None, None, None)


def main():
    torch.set_num_threads(1)
    losses = []

    def record(step, model, i, logits, loss):
        if step == 0:
            fact("torch", torch.__version__)
            fact("optimizer", "SGD lr=0.05 momentum=0.9")
            fact("parameters", sum(p.numel() for p in model.parameters()))
            for name, p in model.named_parameters():
                fact(f"sha256 {name}", sha256(p))
        if step in (0, STEPS + 1):
            for name, p in model.named_parameters():
                keep_samples("weight", min(step, STEPS), name, p)
            return
        if step <= 3:
            fact(f"batch {step}", ",".join(map(str, i.tolist())))
        losses.append(loss)
        keep("logits", step, "", logits)
        for name, p in model.named_parameters():
            if step == 1:
                keep("grad", 1, name, p.grad)
            else:
                keep_samples("grad", step, name, p.grad)

    train(torch.float32, record)
    keep("loss", 1, "", torch.tensor(losses))

    # How far float32 itself is from float64 over the 50 steps: a tolerance must leave room for that.
    exact = []
    train(torch.float64, lambda step, m, i, logits, loss: exact.append(loss) if loss is not None else None)
    drift = max(abs(a - b) / b for a, b in zip(losses, exact))
    fact("largest relative difference of a loss from the same run in float64", f"{drift:.2e}")

    folder = sys.argv[1]
    with open(f"{folder}/lenet.tsv", "w", newline="\n") as f:
        f.write("# made by conformance/goldens/lenet.py\n" + "".join(line + "\n" for line in lines))
    np.concatenate(values).tofile(f"{folder}/lenet.f32")
    print(f"losses {losses[0]:.6f} ... {losses[-1]:.6f}, drift {drift:.2e}, {4 * used} bytes")


main()
