"""Runs of optimizers with schedules over 20 steps: core/src/test/resources/goldens/optim.tsv, read by OptimizerRunsTest.

    python conformance/goldens/optim_runs.py core/src/test/resources/goldens

A line is a run, its fields separated by tabs: optimizer, dtype, options k=v with ';' between, options of the second group (- for one group),
schedule (- or Class:arguments, then @step=epoch where step(epoch) is called after that step instead of step()), learning rates of the groups
after each step, then the bytes of all parameters after steps 0, 1, 2, 9 and 19, little endian, in base64. ',' stands between groups, '|'
between steps. Then print(optimizer) before the schedule is made and once it is made, line ends as \\n, and the keys of the state_dict's
"state" after the last step, k:key,key with ' ' between parameters.

Parameters k = 0, 1 are in group 0; 2, 3 in group 1. Numbers that both sides compute exactly: element i of parameter k starts as
((i + 5 k) % 17 - 8) / 8, its gradient in step t is ((7 i + 3 t + 11 k) % 23 - 11) / 16. Parameter 1 has no gradient where t % 3 = 1.
"""

import base64
import sys

import torch
from torch.optim import lr_scheduler

SIZES = [(37,), (2, 3), (4, 5), ()]
STEPS = 20
SHOWN = (0, 1, 2, 9, 19)
LINES = []


def numbers(k, fn, dtype):
    n = 1
    for s in SIZES[k]:
        n *= s
    return fn(torch.arange(n)).to(dtype).reshape(SIZES[k])


def text(options):
    return ";".join(f"{k}={','.join(map(repr, v)) if isinstance(v, tuple) else repr(v)}" for k, v in options.items())


def run(name, schedule="-", second=None, **options):
    for dtype in (torch.float32, torch.float64):
        count = 2 if second is None else 4
        params = [torch.nn.Parameter(numbers(k, lambda i: ((i + 5 * k) % 17 - 8) / 8, dtype)) for k in range(count)]

        def make(**implementation):
            groups = [{"params": params[:2]}] + ([] if second is None else [{"params": params[2:], **second}])
            optimizer = getattr(torch.optim, name)(groups, **options, **implementation)
            plain = repr(optimizer)
            if schedule == "-":
                return optimizer, None, plain
            cls, arguments = schedule.split("@")[0].split(":")
            values = (float(a) if "." in a else int(a) for a in arguments.split(","))
            return optimizer, getattr(lr_scheduler, cls)(optimizer, *values), plain

        printed, _, plain = make()
        printed = repr(printed)
        optimizer, scheduler, _ = make(foreach=False)
        jumps = {int(j.split("=")[0]): int(j.split("=")[1]) for j in schedule.split("@")[1:]}
        rates, states = [], []
        for t in range(STEPS):
            for k, p in enumerate(params):
                p.grad = None if k == 1 and t % 3 == 1 else numbers(k, lambda i: ((7 * i + 3 * t + 11 * k) % 23 - 11) / 16, dtype)
            optimizer.step()
            if scheduler is not None:
                scheduler.step(jumps[t]) if t in jumps else scheduler.step()
            rates.append(",".join(repr(g["lr"]) for g in optimizer.param_groups))
            if t not in SHOWN:
                continue
            raw = b"".join(p.detach().contiguous().view(-1).view(torch.uint8).numpy().tobytes() for p in params)
            states.append(base64.b64encode(raw).decode())
        shown = "-" if second is None else text(second)
        keys = " ".join(f"{k}:{','.join(sorted(own))}" for k, own in optimizer.state_dict()["state"].items())
        fields = [name, str(dtype)[6:], text(options), shown, schedule, "|".join(rates), "|".join(states)]
        LINES.append("\t".join(fields + [p.replace("\n", "\\n") for p in (plain, printed)] + [keys]))


def main():
    import warnings

    warnings.simplefilter("ignore")
    run("SGD", lr=0.1)
    run("SGD", lr=0.05, momentum=0.9)
    run("SGD", lr=0.05, momentum=0.9, dampening=0.3, weight_decay=0.02)
    run("SGD", lr=0.02, momentum=0.8, nesterov=True)
    run("SGD", lr=0.02, momentum=0.8, nesterov=True, weight_decay=0.1, maximize=True)
    run("SGD", lr=0.1, maximize=True, second={"lr": 0.01, "momentum": 0.5})
    run("SGD", lr=0.1, momentum=0.9, second={"lr": 0.01}, schedule="StepLR:3,0.5")
    run("SGD", lr=0.1, second={"lr": 0.3}, schedule="StepLR:4")
    run("SGD", lr=0.1, schedule="StepLR:3,0.5@9=0@15=7")
    run("SGD", lr=0.1, momentum=0.9, second={"lr": 0.02, "weight_decay": 0.1}, schedule="CosineAnnealingLR:5,0.01")
    run("SGD", lr=0.1, schedule="CosineAnnealingLR:20")
    run("SGD", lr=0.1, schedule="CosineAnnealingLR:6,0.001@6=0@12=0@15=9")
    for name in ("Adam", "AdamW"):
        run(name)
        run(name, lr=0.01, betas=(0.8, 0.95), eps=1e-4)
        run(name, lr=0.01, weight_decay=0.1, amsgrad=True)
        run(name, lr=0.01, betas=(0.5, 0.9), maximize=True)
        run(name, lr=0.01, second={"lr": 0.001, "weight_decay": 0.2, "betas": (0.7, 0.9)}, schedule="StepLR:7,0.3")
        run(name, lr=0.01, amsgrad=True, second={"eps": 0.01}, schedule="CosineAnnealingLR:8,0.0001@10=0")
    with open(f"{sys.argv[1]}/optim.tsv", "w") as f:
        f.write(f"# PyTorch {torch.__version__}, made by conformance/goldens/optim_runs.py, which describes the fields\n")
        f.write("\n".join(LINES) + "\n")


main()
