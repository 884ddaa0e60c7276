"""Modes: programs of autograd.py."""

import threading

import torch

from program_facts import leaf, program


@program
def nested_modes(f):
    x = leaf(1)
    with torch.no_grad():
        f.put("no", (x * 2).requires_grad)
        with torch.enable_grad():
            f.put("no enable", (x * 2).requires_grad)
            with torch.no_grad():
                f.put("no enable no", (x * 2).requires_grad)
        f.put("back", (x * 2).requires_grad)
        f.put("made", torch.ones(1, requires_grad=True).requires_grad)
        f.put("wish", torch.ones(1).requires_grad_().requires_grad)
        f.put("view", x[0].requires_grad)
        f.put("detached", x.requires_grad)
    f.put("out", (x * 2).requires_grad)
    torch.set_grad_enabled(False)
    f.put("switched", [(x * 2).requires_grad, torch.is_grad_enabled()])
    torch.set_grad_enabled(True)
    f.put("on", torch.is_grad_enabled())


@program
def modes_end_with_an_exception(f):
    def no_grad():
        with torch.no_grad():
            raise RuntimeError("out")

    def inference():
        with torch.inference_mode():
            raise RuntimeError("out")

    f.fails("no_grad", no_grad)
    f.put("then", torch.is_grad_enabled())
    f.fails("inference", inference)
    f.put("and then", [torch.is_grad_enabled(), torch.is_inference_mode_enabled()])


@program
def modes_belong_to_a_thread(f):
    found = []
    with torch.no_grad():
        t = threading.Thread(target=lambda: found.append(torch.is_grad_enabled()))
        t.start()
        t.join()
    with torch.inference_mode():
        t = threading.Thread(target=lambda: found.append(torch.ones(1).is_inference()))
        t.start()
        t.join()
    f.put("found", found)


@program
def backward_without_recording(f):
    x = leaf(1, 2)
    y = (x * x).sum()
    with torch.no_grad():
        y.backward()
    f.put("x.grad", [x.grad, x.grad.requires_grad])
    y = (x * x).sum()
    with torch.no_grad():
        (g,) = torch.autograd.grad(y, x, create_graph=True)
    f.put("g", [g, g.requires_grad])


@program
def inference_tensors(f):
    x = leaf(1, 2)
    with torch.inference_mode():
        t = x * 2
        made = torch.ones(2)
        f.put("grad enabled", torch.is_grad_enabled())
        f.fails("changed inside", lambda: t.add_(1))
    f.put("t", [t, t.is_inference(), t.requires_grad, t.is_leaf])
    f.put("computed with", [(t * 3).is_inference(), (t * 3).requires_grad])
    f.put("copied", t.clone().is_inference())
    f.put("view", t[0].is_inference())
    f.put("detached", t.detach().is_inference())
    f.fails("changed outside", lambda: t.add_(1))
    f.fails("a view changed outside", lambda: made[0].zero_())
    f.fails("wish", lambda: t.requires_grad_())
    f.fails("saved", lambda: x * t)
    f.fails("not saved", lambda: x + t)
    f.fails("saved copy", lambda: x * t.clone())
    f.fails("changes another", lambda: torch.ones(2).add_(t))


@program
def ordinary_tensors_in_inference_mode(f):
    x = leaf(1, 2)
    y = x * 2
    n = torch.ones(2)
    with torch.inference_mode():
        v = n[0]
        f.put("view", [v.is_inference(), v.requires_grad])
        f.fails("change", lambda: n.add_(1))
        f.fails("change of a result", lambda: y.add_(1))
        f.fails("change of a leaf", lambda: x.add_(1))
    f.put("n", [n, n.is_inference()])
    f.fails("x is still a leaf", lambda: (x * x).sum().backward())
    f.put("x.grad", x.grad)


@program
def recording_inside_inference_mode(f):
    x = leaf(1)
    with torch.inference_mode():
        with torch.enable_grad():
            y = x * 2
            f.put("y", [y.is_inference(), y.requires_grad])
        with torch.inference_mode(False):
            z = x * 2
            f.put("z", [z.is_inference(), z.requires_grad])


@program
def anomalies(f):
    x = leaf(0, 1)

    def nan():
        with torch.autograd.detect_anomaly(check_nan=True):
            (x * 0).sqrt().mul(0).sum().backward()

    f.fails("nan", nan)
    f.fails("without", lambda: (x * 0).sqrt().mul(0).sum().backward())
    x.grad = None

    def infinite():
        with torch.autograd.detect_anomaly():
            x.sqrt().sum().backward()

    f.fails("infinite", infinite)
    f.put("x.grad", x.grad)
