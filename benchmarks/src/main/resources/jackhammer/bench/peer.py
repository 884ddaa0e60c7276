"""The official PyTorch as an opponent: answers one JSON object per line.

Questions: hello, prepare (work, inputs, seed), time (calls), result (file for the
outputs, raw little-endian float32). The work and its inputs are described by the
Java side; the inputs are filled by the same hash as in Fill.java.
"""

import ctypes
import json
import os
import sys
import time

import torch
import torch.nn.functional as F

MASK = 0xFFFFFFFF


def mix(x):
    """A 32-bit hash of an int64 tensor; products wrap at 2^64, which keeps the low 32 bits."""
    x = x ^ (x >> 16)
    x = (x * 0x7FEB352D) & MASK
    x = x ^ (x >> 15)
    x = (x * 0x846CA68B) & MASK
    return x ^ (x >> 16)


def fill(spec, seed, number):
    count = 1
    for s in spec["shape"]:
        count *= s
    key = mix(torch.tensor(seed & MASK) ^ mix(torch.tensor(number + 1)))
    h = mix(mix(torch.arange(count)) ^ key)
    if spec["classes"] > 0:
        return (h % spec["classes"]).reshape(spec["shape"])
    return (((h >> 8).float() * 2.0**-23 - 1) * spec["scale"]).reshape(spec["shape"])


class Plain:
    """An operation with one output and no gradient."""

    def __init__(self, operation):
        self.operation = operation

    def time(self, calls):
        operation = self.operation
        with torch.no_grad():
            start = time.perf_counter_ns()
            for _ in range(calls):
                operation()
            return time.perf_counter_ns() - start

    def result(self):
        with torch.no_grad():
            return [self.operation()]


def convolve(work, x, w, b):
    names = ("", F.conv1d, F.conv2d, F.conv3d)
    turned = ("", F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d)
    function = (turned if work["transposed"] else names)[len(work["in"])]
    return function(x, w, b, stride=work["stride"], padding=work["pad"], groups=work["groups"])


def recurrent(work, x, *parameters):
    directions = 2 if work["bidirectional"] else 1
    h = torch.zeros(work["layers"] * directions, work["batch"], work["hidden"])
    function = torch.rnn_tanh if work["op"] == "rnn" else getattr(torch, work["op"])
    states = (h, h) if work["op"] == "lstm" else h
    options = (True, work["layers"], 0.0, work["backward"], work["bidirectional"])
    if not work["packed"]:
        return function(x, states, parameters, *options, False)[0]
    steps, batch = work["steps"], work["batch"]
    lengths = [steps - steps // 2 * b // max(batch - 1, 1) for b in range(batch)]
    sizes = torch.tensor([sum(n > t for n in lengths) for t in range(steps)])
    return function(x, sizes, states, parameters, *options)[0]


class Gradients:
    """An operation of all inputs but the last, which is the output's gradient, and its gradients."""

    def __init__(self, inputs, operation):
        self.operation = operation
        self.leaves = [t.requires_grad_() for t in inputs[:-1]]
        self.gradient = inputs[-1]

    def result(self):
        y = self.operation(*self.leaves)
        return [y.detach(), *torch.autograd.grad(y, self.leaves, self.gradient)]

    def time(self, calls):
        start = time.perf_counter_ns()
        for _ in range(calls):
            self.result()
        return time.perf_counter_ns() - start


class TextNet(torch.nn.Module):
    def __init__(self, work, values):
        super().__init__()
        self.last = work["last"]
        self.embedding = torch.nn.Embedding(work["tokens"], work["width"])
        layer = torch.nn.GRU if work["op"] == "gru" else torch.nn.LSTM
        self.rnn = layer(work["width"], work["hidden"], work["layers"], bidirectional=work["bidirectional"])
        self.fc = torch.nn.Linear((1 + work["bidirectional"]) * work["hidden"], work["classes"])
        give(self, values)

    def forward(self, x):
        y = self.rnn(self.embedding(x))[0]
        return self.fc(y[-1] if self.last else y.flatten(0, 1))


def give(net, values):
    with torch.no_grad():
        for parameter, value in zip(net.parameters(), values, strict=True):
            parameter.copy_(value)


def sequences(work, inputs):
    """Work beside the recurrent layers themselves; None if it is something else."""
    kind = work["kind"]
    if kind == "text":
        tokens = inputs[0].view(work["steps"], work["batch"])
        make = lambda: TextNet(work, inputs[2:])
        if work["train"]:
            return Training(tokens, inputs[1], make)
        net = make().eval()
        return Plain(lambda: net(tokens))
    if kind == "embedding":
        places = inputs.pop()
        operation = lambda table: F.embedding(places, table)
    elif kind == "attention":
        operation = lambda q, k, v: F.scaled_dot_product_attention(q, k, v, is_causal=work["causal"])
    elif kind == "multihead":
        features, heads = work["features"], work["heads"]

        def operation(x, *p):
            none = (None, None, False, 0.0)
            return F.multi_head_attention_forward(x, x, x, features, heads, *p[:2], *none, *p[2:], need_weights=False)[0]

    elif kind == "ctc":
        batch = work["batch"]
        targets = inputs.pop().view(batch, work["labels"]) + 1
        lengths = (work["steps"],) * batch, (work["labels"],) * batch
        operation = lambda x: F.ctc_loss(F.log_softmax(x, -1), targets, *lengths, reduction="none")
    else:
        return None
    return Gradients(inputs, operation) if work["backward"] else Plain(lambda: operation(*inputs))


class AdamStep:
    """One parameter with a given gradient."""

    def __init__(self, inputs):
        self.value, self.gradient = inputs

    def reset(self):
        self.parameter = torch.nn.Parameter(self.value.clone())
        self.parameter.grad = self.gradient.clone()
        self.optimizer = torch.optim.Adam([self.parameter], lr=1e-3)

    def time(self, calls):
        self.reset()
        step = self.optimizer.step
        start = time.perf_counter_ns()
        for _ in range(calls):
            step()
        return time.perf_counter_ns() - start

    def result(self):
        self.reset()
        self.optimizer.step()
        return [self.parameter.detach()]


class Lenet(torch.nn.Module):
    def __init__(self, values):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = torch.nn.Conv2d(6, 16, 5)
        self.fc1 = torch.nn.Linear(400, 120)
        self.fc2 = torch.nn.Linear(120, 84)
        self.fc3 = torch.nn.Linear(84, 10)
        give(self, values)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)


class Training:
    def __init__(self, x, labels, make):
        self.x, self.labels, self.make = x, labels, make

    def reset(self):
        self.net = self.make()
        self.optimizer = torch.optim.Adam(self.net.parameters(), lr=1e-3)

    def time(self, calls):
        self.reset()
        start = time.perf_counter_ns()
        for _ in range(calls):
            self.optimizer.zero_grad()
            loss = F.cross_entropy(self.net(self.x), self.labels)
            loss.backward()
            self.optimizer.step()
        return time.perf_counter_ns() - start

    def result(self):
        self.reset()
        loss = F.cross_entropy(self.net(self.x), self.labels)
        loss.backward()
        return [loss.detach(), *(p.grad for p in self.net.parameters())]


class Block(torch.nn.Module):
    """Two convolutions and a way round them, as torchvision's BasicBlock."""

    def __init__(self, i, o, stride, way=None):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(i, o, 3, stride, 1, bias=False)
        self.bn1 = torch.nn.BatchNorm2d(o)
        self.relu = torch.nn.ReLU(inplace=True)
        self.conv2 = torch.nn.Conv2d(o, o, 3, 1, 1, bias=False)
        self.bn2 = torch.nn.BatchNorm2d(o)
        self.way = way

    def forward(self, x):
        y = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        y += x if self.way is None else self.way(x)
        return self.relu(y)


class Inverted(torch.nn.Module):
    """Wider, depthwise, narrower, as torchvision's InvertedResidual."""

    def __init__(self, i, o, stride, wider):
        super().__init__()
        layers = normed(i, i * wider, 1) if wider > 1 else []
        layers += normed(i * wider, i * wider, 3, stride, i * wider)
        layers += [torch.nn.Conv2d(i * wider, o, 1, bias=False), torch.nn.BatchNorm2d(o)]
        self.conv = torch.nn.Sequential(*layers)
        self.adds = stride == 1 and i == o

    def forward(self, x):
        return x + self.conv(x) if self.adds else self.conv(x)


def normed(i, o, size, stride=1, groups=1, relu=torch.nn.ReLU6):
    conv = torch.nn.Conv2d(i, o, size, stride, size // 2, groups=groups, bias=False)
    return [conv, torch.nn.BatchNorm2d(o), relu(inplace=True)]


def head(*layers):
    return [torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), *layers]


def resnet_18():
    layers = normed(3, 64, 7, 2, relu=torch.nn.ReLU) + [torch.nn.MaxPool2d(3, 2, 1)]
    i = 64
    for o, first in ((64, 1), (128, 2), (256, 2), (512, 2)):
        way = None
        if first == 2:
            way = torch.nn.Sequential(torch.nn.Conv2d(i, o, 1, 2, bias=False), torch.nn.BatchNorm2d(o))
        layers += [Block(i, o, first, way), Block(o, o, 1)]
        i = o
    return torch.nn.Sequential(*layers, *head(torch.nn.Linear(512, 1000)))


class Widen(torch.nn.Module):
    def __init__(self, more):
        super().__init__()
        self.more = more

    def forward(self, x):
        return F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.more, self.more))


def resnet_20():
    layers = normed(3, 16, 3, relu=torch.nn.ReLU)
    for o, way in ((16, None), (32, Widen(8)), (64, Widen(16))):
        first = Block(16, 16, 1) if way is None else Block(o // 2, o, 2, way)
        layers += [first, Block(o, o, 1), Block(o, o, 1)]
    return torch.nn.Sequential(*layers, *head(torch.nn.Linear(64, 10)))


def vgg_11():
    layers, i = [], 3
    for o in (64, 0, 128, 0, 256, 256, 0, 512, 512, 0, 512, 512, 0):
        if o == 0:
            layers.append(torch.nn.MaxPool2d(2, 2))
        else:
            layers += [torch.nn.Conv2d(i, o, 3, padding=1), torch.nn.ReLU(inplace=True)]
            i = o
    layers += [torch.nn.AdaptiveAvgPool2d(7), torch.nn.Flatten()]
    for i, o in ((25088, 4096), (4096, 4096)):
        layers += [torch.nn.Linear(i, o), torch.nn.ReLU(True), torch.nn.Dropout(0.5)]
    return torch.nn.Sequential(*layers, torch.nn.Linear(4096, 1000))


def mobilenet_v2():
    layers, i = normed(3, 32, 3, 2), 32
    for wider, o, count, stride in ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)):
        for k in range(count):
            layers.append(Inverted(i, o, stride if k == 0 else 1, wider))
            i = o
    layers += normed(320, 1280, 1)
    return torch.nn.Sequential(*layers, *head(torch.nn.Dropout(0.2), torch.nn.Linear(1280, 1000)))


def draw(net, name):
    """torchvision's initial weights, in its order."""
    for m in net.modules():
        if isinstance(m, torch.nn.Conv2d):
            torch.nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
            if m.bias is not None:
                torch.nn.init.zeros_(m.bias)
        elif isinstance(m, torch.nn.Linear) and name in ("VGG_11", "MOBILENET_V2"):
            torch.nn.init.normal_(m.weight, 0, 0.01)
            torch.nn.init.zeros_(m.bias)


class Step:
    """A network of vision: inference, or a step of training."""

    def __init__(self, work, inputs):
        self.x, self.labels = inputs
        self.trains = work["train"]
        self.checked = min(work["batch"], 2)
        torch.manual_seed(0)
        self.net = globals()[work["network"].lower()]()
        draw(self.net, work["network"])
        self.net.train(self.trains)
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=1e-4, momentum=0.9)

    def time(self, calls):
        net, x, labels, optimizer = self.net, self.x, self.labels, self.optimizer
        start = time.perf_counter_ns()
        for _ in range(calls):
            if self.trains:
                optimizer.zero_grad()
                F.cross_entropy(net(x), labels).backward()
                optimizer.step()
            else:
                with torch.no_grad():
                    net(x)
        return time.perf_counter_ns() - start

    def result(self):
        x, labels = self.x[: self.checked], self.labels[: self.checked]
        if not self.trains:
            with torch.no_grad():
                return [self.net(x)]
        for m in self.net.modules():
            if isinstance(m, torch.nn.Dropout):
                m.eval()
        loss = F.cross_entropy(self.net(x), labels)
        loss.backward()
        norms = torch.stack([p.grad.double().norm() for p in self.net.parameters()])
        self.optimizer.zero_grad()
        self.net.train()
        return [loss.detach(), norms]


def job(work, inputs):
    kind = work["kind"]
    if kind == "gemm":
        a = inputs[0].t() if work["leftTurned"] else inputs[0]
        b = inputs[1].t() if work["rightTurned"] else inputs[1]
        return Plain(lambda: torch.matmul(a, b))
    if kind == "mv":
        return Plain(lambda: torch.matmul(inputs[0], inputs[1]))
    if kind == "conv" and work["backward"]:
        return Gradients(inputs, lambda x, w, b: convolve(work, x, w, b))
    if kind == "conv":
        x, w, b = inputs
        return Plain(lambda: convolve(work, x, w, b))
    if kind == "elementwise" and work["op"] == "exp64":
        x = inputs[0].double()
        return Plain(lambda: torch.exp(x))
    if kind == "elementwise":
        name = work["op"].replace(" ", "_")
        operation = getattr(torch, name, None) or getattr(F, name)
        return Plain(lambda: operation(*inputs))
    if kind == "activation":
        if work["op"] == "gelu tanh":
            return Gradients(inputs, lambda x: F.gelu(x, approximate="tanh"))
        function = getattr(F, work["op"].replace(" ", "_"))
        return Gradients(inputs, lambda x: function(x))
    if kind == "softmax":
        function = torch.log_softmax if work["log"] else torch.softmax
        return Plain(lambda: function(inputs[0], -1))
    if kind == "pool":
        x, size, dims = inputs[0], work["size"], f"pool{len(work['in'])}d"
        if work["op"] == "adaptive":
            function = getattr(F, "adaptive_avg_" + dims)
            return Plain(lambda: function(x, size))
        function = getattr(F, work["op"] + "_" + dims)
        return Plain(lambda: function(x, size, work["stride"], work["pad"]))
    if kind == "norm":
        if work["op"] == "layer":
            operation = lambda x, w, b: F.layer_norm(x, (work["c"],), w, b)
        elif work["op"] == "eval":
            mean, one = inputs[3], torch.ones(work["c"])
            operation = lambda x, w, b: F.batch_norm(x, mean, one, w, b)
        else:
            operation = lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True)
        return Gradients(inputs, operation) if work["backward"] else Plain(lambda: operation(*inputs[:3]))
    if kind == "recurrent" and work["backward"]:
        return Gradients(inputs, lambda *given: recurrent(work, *given))
    if kind == "recurrent":
        return Plain(lambda: recurrent(work, *inputs))
    if (found := sequences(work, inputs)) is not None:
        return found
    if kind == "adam":
        return AdamStep(inputs)
    if kind == "lenet-infer":
        net = Lenet(inputs[2:]).eval()
        return Plain(lambda: net(inputs[0]))
    if kind == "lenet-train":
        return Training(*inputs[:2], lambda: Lenet(inputs[2:]))
    if kind == "step":
        return Step(work, inputs)
    raise NotImplementedError(kind)


def write(path, outputs):
    with open(path, "wb") as file:
        for t in outputs:
            t = t.float().contiguous()
            file.write(ctypes.string_at(t.data_ptr(), 4 * t.numel()))


def main():
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    answers, sys.stdout = sys.stdout, sys.stderr
    current = None
    for line in sys.stdin:
        question = json.loads(line)
        answer = {}
        try:
            command = question["cmd"]
            if command == "hello":
                name = "PyTorch " + torch.__version__
                answer = {"name": name, "threads": torch.get_num_threads()}
            elif command == "prepare":
                current = None
                inputs = [fill(s, question["seed"], i) for i, s in enumerate(question["inputs"])]
                current = job(question["work"], inputs)
            elif command == "time":
                answer = {"ns": current.time(question["calls"])}
            elif command == "result":
                write(question["file"], current.result())
            else:
                raise ValueError("no such command: " + command)
        except NotImplementedError as e:
            answer = {"unsupported": str(e)}
        except Exception as e:
            answer = {"error": repr(e)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
