"""The same in PyTorch as StepMemory.java, with the network of the race."""

import pathlib
import sys
import time

import torch

sys.path.insert(0, str(pathlib.Path(__file__).parent / "src/main/resources/jackhammer/bench"))
from peer import resnet_18

torch.manual_seed(0)
net = resnet_18()
sgd = torch.optim.SGD(net.parameters(), 1e-3, momentum=0.9)
x = torch.randn(8, 3, 224, 224)
y = torch.randint(1000, (8,))
seconds = []
for _ in range(10):
    start = time.perf_counter()
    sgd.zero_grad()
    torch.nn.functional.cross_entropy(net(x), y).backward()
    sgd.step()
    seconds.append(time.perf_counter() - start)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(f"{' '.join(peak.split())}; median step {1e3 * sorted(seconds)[5]:.0f} ms")
