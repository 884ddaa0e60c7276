"""Golden steps of SGD, Adam and AdamW for OptimizersTest.

python conformance/goldens/optimizers.py > core/src/test/resources/jackhammer/internal/kernel/cpu/optimizers.txt

A line is: optimizer, dtype, options, then the bits of the parameter after each step, steps separated by '|'. Initial
parameter and gradients are functions of the index that both sides compute exactly: p = (i % 17 - 8) / 8,
g of step t = ((i * 7 + t * 3) % 23 - 11) / 16.
"""

import torch

N = 37
STEPS = 6


def run(name, dtype, **options):
    i = torch.arange(N)
    p = torch.nn.Parameter(((i % 17 - 8) / 8).to(dtype))
    optimizer = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[name]([p], **options)
    steps = []
    for t in range(STEPS):
        p.grad = (((i * 7 + t * 3) % 23 - 11) / 16).to(dtype)
        optimizer.step()
        bits = p.detach().view(torch.int32 if dtype == torch.float32 else torch.int64)
        steps.append(" ".join(format(b & (2**32 - 1 if dtype == torch.float32 else 2**64 - 1), "x") for b in bits.tolist()))
    text = ",".join(f"{k}={float(v)!r}" for k, v in options.items())
    print(name, str(dtype).removeprefix("torch."), text, "|".join(steps), sep=";")


print(f"# PyTorch {torch.__version__}, {STEPS} steps, {N} elements; see the script")
for dtype in (torch.float32, torch.float64):
    run("sgd", dtype, lr=0.1)
    run("sgd", dtype, lr=0.1, weight_decay=0.01)
    run("sgd", dtype, lr=0.05, momentum=0.9)
    run("sgd", dtype, lr=0.05, momentum=0.9, dampening=0.3, weight_decay=0.02)
    run("sgd", dtype, lr=0.05, momentum=0.9, nesterov=True, maximize=True)
    run("adam", dtype, lr=0.001)
    run("adam", dtype, lr=0.01, weight_decay=0.1, amsgrad=True)
    run("adam", dtype, lr=0.01, maximize=True, eps=1e-4)
    run("adamw", dtype, lr=0.01, weight_decay=0.1)
