"""The printed forms of torchvision's networks.

    python torchvision_prints.py ../../vision/src/test/resources/goldens/model_prints.txt

For each network a line "== name lines sha256" (of the printed form in UTF-8, without a newline at its end), and for one network of each
family the printed form itself below it.
"""

import hashlib
import sys

import torch
import without_operators  # noqa: F401, I001
import torchvision
from torchvision import models

SHOWN = "alexnet vgg11_bn squeezenet1_1 resnet18 densenet121 googlenet mobilenet_v2 shufflenet_v2_x0_5 efficientnet_b0 r3d_18".split()
NAMES = """alexnet vgg11 vgg11_bn vgg13 vgg13_bn vgg16 vgg16_bn vgg19 vgg19_bn squeezenet1_0 squeezenet1_1
    resnet18 resnet34 resnet50 resnet101 resnet152 resnext50_32x4d resnext101_32x8d
    densenet121 densenet161 densenet169 densenet201 googlenet mobilenet_v2
    shufflenet_v2_x0_5 shufflenet_v2_x1_0 shufflenet_v2_x1_5 shufflenet_v2_x2_0 efficientnet_b0 r3d_18""".split()


def main():
    with open(sys.argv[1], "w", newline="\n") as f:
        f.write(f"# made by conformance/goldens/torchvision_prints.py with torch {torch.__version__}, torchvision {torchvision.__version__}\n")
        for name in NAMES:
            arguments = {"init_weights": False} if name == "googlenet" else {}
            with torch.device("meta"):
                text = str(getattr(models, name, getattr(models.video, name, None))(weights=None, **arguments))
            f.write(f"== {name} {len(text.splitlines())} {hashlib.sha256(text.encode()).hexdigest()}\n")
            if name in SHOWN:
                f.write(text + "\n")


main()
