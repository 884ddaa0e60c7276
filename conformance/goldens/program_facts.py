"""What a program of autograd.py or modules.py states, and how it is written down."""

import torch

PROGRAMS = []


def program(function):
    PROGRAMS.append(function)
    return function


class Facts:
    def __init__(self, name):
        self.name = name

    def put(self, fact, value):
        print(self.name, fact, show(value), sep="\t")

    def fails(self, fact, body):
        try:
            body()
            self.put(fact, "ok")
        except Exception:
            self.put(fact, "throws")


def show(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, torch.Tensor):
        numbers = [repr(float(v)) for v in value.detach().double().flatten()]
        return " ".join([str(value.dtype)[6:], "[" + ",".join(map(str, value.shape)) + "]", "|"] + numbers)
    if isinstance(value, (list, tuple)):
        return " ; ".join(map(show, value))
    return str(value).replace("\n", "\\n")


def leaf(*values):
    return torch.tensor(values, dtype=torch.float32, requires_grad=True)


def fn(t):
    return None if t.grad_fn is None else t.grad_fn.name()
