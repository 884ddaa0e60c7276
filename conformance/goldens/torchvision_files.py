"""Files of torchvision's weights as the safetensors library writes them: vision/src/test/resources/goldens/torchvision_files.tsv.

    python torchvision_files.py ../../vision/src/test/resources/goldens/torchvision_files.tsv

Needs torch, torchvision and safetensors. The numbers are not stored: from one generator of seed 0, for each entry of the state_dict in its
order, u = torch.rand, and then num_batches_tracked 7; running_var and weights of norms u + 0.5; biases and means (u - 0.5) / 4; other
weights (2 u - 1) / 2^k, k the smallest number with 6 * 4^k >= the inputs of an output. A line, separated by tabs: network, SHA-256 of the
file, its header (JSON), the largest magnitude of the logits in evaluation and 16 samples of them, input and samples as in
torchvision_models.py.
"""

import hashlib
import struct
import sys

import torch
import torchvision_models as facts
from safetensors.torch import save
from torchvision import models

NETWORKS = "squeezenet1_1 shufflenet_v2_x0_5 mobilenet_v2 resnet18 efficientnet_b0 googlenet".split()


def fill(state):
    generator = torch.Generator().manual_seed(0)
    for key, t in state.items():
        if t.dtype == torch.int64:
            t.fill_(7)
            continue
        u = torch.rand(t.shape, generator=generator)
        if t.dim() > 1:
            k = 0
            while 6 * 4**k < t[0].numel():
                k += 1
            t.copy_((2 * u - 1) / 2**k)
        elif key.endswith(("running_var", "weight")):
            t.copy_(u + 0.5)
        else:
            t.copy_((u - 0.5) / 4)


def main():
    torch.set_num_threads(1)
    with open(sys.argv[1], "w", newline="\n") as f:
        f.write(f"# made by conformance/goldens/torchvision_files.py with torch {torch.__version__}\n")
        for name in NETWORKS:
            net = getattr(models, name)().eval()
            state = net.state_dict()
            with torch.no_grad():
                fill(state)
                y = net(facts.pattern(facts.PICTURE))
            file = save(state, metadata={"format": "pt"})
            header = file[8 : 8 + struct.unpack("<Q", file[:8])[0]].decode()
            fields = [name, hashlib.sha256(file).hexdigest(), header, f"{y.abs().max().item():.9g}", facts.samples(y, 16)]
            f.write("\t".join(fields) + "\n")


if __name__ == "__main__":
    main()
