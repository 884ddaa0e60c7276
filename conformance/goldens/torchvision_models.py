"""The networks of jackhammer.vision.models as torchvision builds them: keys, shapes, and what they compute. Numbers only, no weights.

    python torchvision_models.py ../../vision/src/test/resources/goldens/models.tsv

Every network is made after torch.manual_seed(0). Element i of an input is ((37 i) mod 101 - 50) / 50. Lines, separated by tabs:

  model      name, parameters, shape of the input; the lines below belong to it
  module     name of a module with state; name=shape of each of its tensors
  output     evaluation mode: the largest magnitude, then 16 samples
  weight     parameter, 4 samples of it (ResNet-18 and VGG-11 with batch norm only)
  batch      shape of the input of output, train and norm, for the networks that have the latter
  train      training mode after torch.manual_seed(1): the largest magnitude, then 16 samples of the logits
  loss       cross-entropy of these logits with classes 3, 4, ...; GoogLeNet's heads count by 0.3 each; of the autoencoder the mean squared error
  norm       parameter, the norm of its gradient (added up in float64: in float32 that of 100 million numbers is wrong by 0.3 %)

Sample k of a tensor with n elements is element (k * 2654435761 mod 2^32) mod n, row-major.

CifarResNet, UNet, DcganGenerator and SmallAutoencoder are not in torchvision: they are written here with its blocks or PyTorch's layers.

GoogLeNet's batch is of a size at which its gradients in float32 and float64 agree within 1e-4: elsewhere a ReLU that rounding opens moves them by
up to 2 %.
"""

import sys
import warnings

import torch
import without_operators  # noqa: F401, I001
import torchvision
from torch import nn
from torch.nn import functional as F
from torchvision import models
from torchvision.models.resnet import BasicBlock

warnings.filterwarnings("ignore")


class Widen(nn.Module):
    def __init__(self, side):
        super().__init__()
        self.side = side

    def forward(self, x):
        return F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.side, self.side))


class CifarResNet(nn.Module):
    def __init__(self, blocks, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        rest = lambda c: [BasicBlock(c, c) for _ in range(blocks - 1)]
        self.layer1 = nn.Sequential(BasicBlock(16, 16), *rest(16))
        self.layer2 = nn.Sequential(BasicBlock(16, 32, 2, Widen(8)), *rest(32))
        self.layer3 = nn.Sequential(BasicBlock(32, 64, 2, Widen(16)), *rest(64))
        self.fc = nn.Linear(64, classes)
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        return self.fc(self.layer3(self.layer2(self.layer1(x))).mean((2, 3)))


def double(i, o):
    pair = lambda a: (nn.Conv2d(a, o, 3, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU())
    return nn.Sequential(*pair(i), *pair(o))


class UNet(nn.Module):
    def __init__(self, channels=3, classes=2, width=64):
        super().__init__()
        self.encoder = nn.ModuleList(double(channels if i == 0 else width << (i - 1), width << i) for i in range(5))
        self.up = nn.ModuleList(nn.ConvTranspose2d(width << i, width << (i - 1), 2, 2) for i in (4, 3, 2, 1))
        self.decoder = nn.ModuleList(double(width << i, width << (i - 1)) for i in (4, 3, 2, 1))
        self.head = nn.Conv2d(width, classes, 1)

    def forward(self, x):
        seen = []
        for i, level in enumerate(self.encoder):
            x = level(x if i == 0 else F.max_pool2d(x, 2))
            seen.append(x)
        for up, level, skip in zip(self.up, self.decoder, seen[-2::-1]):
            x = level(torch.cat((skip, up(x)), 1))
        return self.head(x)


class DcganGenerator(nn.Module):
    def __init__(self, latent=100, width=64, channels=3):
        super().__init__()
        layers = []
        for i, (a, b) in enumerate([(latent, 8 * width), (8 * width, 4 * width), (4 * width, 2 * width), (2 * width, width)]):
            layers += [nn.ConvTranspose2d(a, b, 4, 1 if i == 0 else 2, 0 if i == 0 else 1, bias=False), nn.BatchNorm2d(b), nn.ReLU(True)]
        self.main = nn.Sequential(*layers, nn.ConvTranspose2d(width, channels, 4, 2, 1, bias=False), nn.Tanh())
        for m in self.modules():
            if isinstance(m, nn.ConvTranspose2d):
                nn.init.normal_(m.weight, 0.0, 0.02)
            elif isinstance(m, nn.BatchNorm2d):
                nn.init.normal_(m.weight, 1.0, 0.02)

    def forward(self, x):
        return self.main(x)


class SmallAutoencoder(nn.Module):
    def __init__(self, code=32):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, 2, 1)
        self.pool = nn.MaxPool2d(2, return_indices=True)
        self.conv2 = nn.Conv2d(32, 64, 3, 2, 1)
        self.up1 = nn.ConvTranspose2d(64, 32, 3, 2, 1)
        self.unpool = nn.MaxUnpool2d(2)
        self.conv3 = nn.Conv2d(32, 32, 3, padding=1)
        self.up2 = nn.ConvTranspose2d(32, 1, 4, 2, 1)
        self.fc1 = nn.Linear(1024, code)
        self.fc2 = nn.Linear(code, 1024)

    def forward(self, x):
        x, places = self.pool(F.relu(self.conv1(x)))
        x = F.relu(self.fc2(self.fc1(F.relu(self.conv2(x)).flatten(1)))).reshape(-1, 64, 4, 4)
        x = self.unpool(F.relu(self.up1(x)), places)
        return torch.sigmoid(self.up2(F.relu(self.conv3(x))))


PICTURE = (1, 3, 64, 64)
NETWORKS = [
    (name, getattr(models, name), PICTURE)
    for name in """alexnet vgg11 vgg11_bn vgg13 vgg13_bn vgg16 vgg16_bn vgg19 vgg19_bn squeezenet1_0 squeezenet1_1
    resnet18 resnet34 resnet50 resnet101 resnet152 resnext50_32x4d resnext101_32x8d
    densenet121 densenet161 densenet169 densenet201 googlenet mobilenet_v2
    shufflenet_v2_x0_5 shufflenet_v2_x1_0 shufflenet_v2_x1_5 shufflenet_v2_x2_0 efficientnet_b0""".split()
] + [
    ("r3d_18", models.video.r3d_18, (1, 3, 4, 32, 32)),
    ("cifar_resnet20", lambda: CifarResNet(3), (1, 3, 32, 32)),
    ("unet", UNet, (1, 3, 32, 32)),
    ("dcgan_generator", DcganGenerator, (1, 100, 1, 1)),
    ("small_autoencoder", SmallAutoencoder, (1, 1, 28, 28)),
]
BATCHES = {name: (2, 3, 64, 64) for name in "resnet18 vgg11_bn densenet121 mobilenet_v2 shufflenet_v2_x1_0 efficientnet_b0".split()} | {
    "googlenet": (3, 3, 48, 48),
    "r3d_18": (2, 3, 4, 32, 32),
    "small_autoencoder": (4, 1, 28, 28),
}


def pattern(shape):
    i = torch.arange(torch.Size(shape).numel())
    return (((37 * i) % 101 - 50).double() / 50).float().reshape(shape)


def samples(t, count):
    flat = t.detach().reshape(-1)
    return "\t".join(f"{flat[(k * 2654435761 % 2**32) % flat.numel()].item():.9g}" for k in range(count))


def facts(name, make, shape):
    torch.manual_seed(0)
    net = make()
    parameters = sum(p.numel() for p in net.parameters())
    yield f"model\t{name}\t{parameters}\t{','.join(map(str, shape))}"
    modules = {}
    for key, t in net.state_dict().items():
        module, _, tensor = key.rpartition(".")
        modules.setdefault(module, []).append(f"{tensor}={','.join(map(str, t.shape))}")
    for module, tensors in modules.items():
        yield f"module\t{module}\t{' '.join(tensors)}"
    if name in ("resnet18", "vgg11_bn"):
        for key, p in net.named_parameters():
            yield f"weight\t{key}\t{samples(p, 4)}"
    trains = name in BATCHES
    if trains:
        shape = BATCHES[name]
        yield f"batch\t{','.join(map(str, shape))}"
    x = pattern(shape)
    net.eval()
    with torch.no_grad():
        y = net(x)
    yield f"output\t{y.abs().max().item():.9g}\t{samples(y, 16)}"
    if trains:
        net.train()
        torch.manual_seed(1)
        y, *heads = y if isinstance(y := net(x), tuple) else (y,)
        yield f"train\t{y.abs().max().item():.9g}\t{samples(y, 16)}"
        classes = torch.arange(3, 3 + len(y))
        loss = F.mse_loss(y, x) if name == "small_autoencoder" else F.cross_entropy(y, classes)
        loss = loss + sum(0.3 * F.cross_entropy(head, classes) for head in heads)
        loss.backward()
        yield f"loss\t{loss.item():.9g}"
        for key, p in net.named_parameters():
            yield f"norm\t{key}\t{p.grad.double().norm().item():.9g}"


def main():
    torch.set_num_threads(1)
    with open(sys.argv[1], "w", newline="\n") as f:
        f.write(f"# made by conformance/goldens/torchvision_models.py with torch {torch.__version__}, torchvision {torchvision.__version__}\n")
        for network in NETWORKS:
            f.writelines(line + "\n" for line in facts(*network))


main()
