"""What modules list, save, load and print, as small programs: core/src/test/resources/goldens/modules.tsv.

    python modules.py > ../../core/src/test/resources/goldens/modules.tsv

A program is written down as autograd.py says; its twin is in core/src/test/java/jackhammer/nn/ModulePrograms.java.
"""

import warnings
from collections import OrderedDict

import torch
from torch import nn

from program_facts import PROGRAMS, Facts, program


def names(pairs):
    return " ".join(name if name else "''" for name, _ in pairs)


def listing(f, m, what=""):
    f.put(what + "parameters", names(m.named_parameters()))
    f.put(what + "buffers", names(m.named_buffers()))
    f.put(what + "modules", names(m.named_modules()))
    f.put(what + "children", names(m.named_children()))
    f.put(what + "state", " ".join(m.state_dict()))


class Base(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(1, 2)
        self.scale = nn.Parameter(torch.ones(2))
        self.register_buffer("count", torch.zeros(1))


class Net(Base):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 3)])
        self.shift = nn.Parameter(torch.zeros(2))
        self.register_buffer("scratch", torch.zeros(3), persistent=False)
        self.by_name = nn.ModuleDict({"b": nn.ReLU(), "a": nn.Linear(3, 1, bias=False)})
        self.nothing = None
        self.last = nn.Sequential(nn.Linear(3, 1), nn.Sigmoid())


@program
def what_a_net_lists(f):
    net = Net()
    listing(f, net)
    f.put("counts", [len(list(net.parameters())), len(list(net.modules())), len(list(net.children()))])
    f.put("printed", str(net))


class Shared(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2)
        self.b = self.a
        self.c = nn.Sequential(self.a, nn.ReLU(), self.a)
        self.d = nn.Linear(2, 2, bias=False)
        self.e = nn.Linear(2, 2, bias=False)
        self.e.weight = self.d.weight


@program
def shared_modules_and_parameters(f):
    net = Shared()
    listing(f, net)
    f.put("length", len(net.c))
    visits = []
    net.apply(lambda m: visits.append(type(m).__name__))
    f.put("visits", " ".join(visits))
    f.put("printed", str(net))


@program
def a_sequence_is_changed(f):
    s = nn.Sequential(nn.Linear(1, 2), nn.ReLU())
    s.append(nn.Linear(2, 3))
    listing(f, s, "append ")
    s.insert(1, nn.Sigmoid())
    f.put("insert", str(s))
    s[0] = nn.Linear(1, 2, bias=False)
    listing(f, s, "set ")
    f.put("taken", str(s.pop(2)))
    f.put("pop", str(s))
    f.put("slice", str(s[1:]))
    f.put("slice before", str(s[:-1]))
    f.put("empty slice", str(s[2:1]))
    s.extend(nn.Sequential(nn.Tanh(), nn.Softmax(1)))
    f.put("extend", str(s))
    f.put("last", str(s[-1]))
    f.put("length", len(s))
    f.fails("beyond", lambda: s[5])
    f.fails("before", lambda: s[-6])
    f.put("iterated", " ".join(type(m).__name__ for m in s))
    n = nn.Sequential(OrderedDict([("one", nn.Linear(1, 2)), ("two", nn.ReLU())]))
    n.append(nn.Tanh())
    f.put("named", str(n))
    f.put("named slice", str(n[1:]))
    listing(f, n, "named ")


@program
def a_list_of_modules_is_changed(f):
    m = nn.ModuleList([nn.Linear(1, 1), nn.Linear(1, 1)])
    m.append(nn.ReLU())
    m.insert(0, nn.Tanh())
    f.put("insert", str(m))
    m[1] = nn.Sigmoid()
    f.put("set", str(m))
    f.put("popped", str(m.pop(0)))
    f.put("pop", str(m))
    m.extend([nn.Linear(1, 1), m[0]])
    f.put("extend", str(m))
    f.put("slice", str(m[1:3]))
    f.put("length", len(m))
    listing(f, m)


@program
def modules_by_name_are_changed(f):
    d = nn.ModuleDict()
    d["z"] = nn.Linear(1, 1)
    d["a"] = nn.ReLU()
    d["z"] = nn.Tanh()
    d.update(OrderedDict([("m", nn.Linear(1, 2)), ("a", nn.Sigmoid())]))
    f.put("printed", str(d))
    f.put("keys", " ".join(d.keys()))
    f.put("has", ["a" in d, "b" in d, len(d)])
    f.put("popped", str(d.pop("a")))
    f.fails("popped again", lambda: d.pop("a"))
    f.fails("missing", lambda: d["q"])
    f.fails("a dot", lambda: d.update({"a.b": nn.ReLU()}))
    f.fails("no name", lambda: d.update({"": nn.ReLU()}))
    listing(f, d)
    d.clear()
    f.put("cleared", str(d))


@program
def parameters_in_lists_and_by_name(f):
    p = nn.Parameter(torch.ones(2, 3))
    items = nn.ParameterList([p, nn.Parameter(torch.zeros(1))])
    items.append(p)
    items.append(nn.Parameter(torch.zeros(2)))
    f.put("length", len(items))
    f.put("list", str(items))
    items[1] = nn.Parameter(torch.ones(4))
    f.put("set", [items[1], items[-1]])
    items.extend([nn.Parameter(torch.ones(5))])
    listing(f, items, "list ")
    d = nn.ParameterDict()
    d["z"] = nn.Parameter(torch.ones(2, 3))
    d["a"] = p
    d["z"] = nn.Parameter(torch.zeros(4))
    f.put("dict", str(d))
    f.put("dict has", ["z" in d, "q" in d, len(d)])
    listing(f, d, "dict ")
    d.pop("z")
    f.put("dict left", " ".join(d.keys()))
    f.fails("dict missing", lambda: d["z"])


@program
def states_that_do_not_fit(f):
    def fresh():
        net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
        with torch.no_grad():
            for p in net.parameters():
                p.fill_(7)
        return net

    full = {k: torch.full_like(v, 1.0) for k, v in fresh().state_dict().items()}
    missing = {k: v for k, v in full.items() if k != "0.bias"}
    extra = dict(full, more=torch.ones(1))
    size = dict(full, **{"1.weight": torch.ones(3, 3)})
    for name, state in (("full", full), ("missing", missing), ("extra", extra), ("size", size)):
        f.fails(name + " strict", lambda s=state: fresh().load_state_dict(s))
        net = fresh()
        f.fails(name + " loose", lambda s=state, n=net: n.load_state_dict(s, strict=False))
        if name != "size":
            r = fresh().load_state_dict(state, strict=False)
            f.put(name + " keys", " ".join(r.missing_keys) + " / " + " ".join(r.unexpected_keys))
            f.put(name + " loaded", [p for p in net.parameters()])
    net = fresh()
    net.load_state_dict({k: torch.full(v.shape, 2.5, dtype=torch.float64) for k, v in full.items()})
    f.put("from float64", [p for p in net.parameters()])
    net.load_state_dict({k: torch.full(v.shape, 3, dtype=torch.int64) for k, v in full.items()})
    f.put("from int64", [p for p in net.parameters()])


@program
def what_a_state_shares(f):
    net = nn.Linear(1, 1, bias=False)
    state = net.state_dict()
    f.put("flags", [state["weight"].requires_grad, isinstance(state["weight"], nn.Parameter)])
    state["weight"].fill_(3)
    f.put("shared", net.weight)
    other = nn.Linear(1, 1, bias=False)
    other.load_state_dict(state)
    state["weight"].fill_(4)
    f.put("copied", other.weight)
    f.fails("itself", lambda: net.load_state_dict(net.state_dict()))
    f.put("and itself", net.weight)


@program
def modes_types_and_gradients(f):
    net = Net()
    f.put("training", [m.training for m in net.modules()])
    net.blocks.eval()
    f.put("part", [m.training for m in net.modules()])
    net.eval()
    f.put("eval", [m.training for m in net.modules()])
    net.train()
    f.put("train", net.by_name["b"].training)
    net.register_buffer("whole", torch.tensor([3]))
    (net.scale * 2).sum().backward()
    net.to(torch.float32)
    f.put("same type", net.scale.grad)
    net.to(torch.float64)
    f.put("types", [str(p.dtype) for p in net.parameters()] + [str(b.dtype) for b in net.buffers()])
    f.put("gradient", net.scale.grad)
    f.fails("integer", lambda: net.to(torch.int64))
    net.zero_grad(set_to_none=False)
    f.put("zeros", [net.scale.grad, net.shift.grad])
    net.zero_grad()
    f.put("none", net.scale.grad)
    net.requires_grad_(False)
    f.put("frozen", [p.requires_grad for p in net.parameters()])


def main():
    print(f"# PyTorch {torch.__version__}, made by conformance/goldens/modules.py")
    for p in PROGRAMS:
        p(Facts(p.__name__))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
