"""What torchvision's transforms make of small pictures, as data: vision/src/test/resources/goldens/transforms.tsv.

    python transforms.py > ../../vision/src/test/resources/goldens/transforms.tsv

Needs torch, torchvision and Pillow. A line: what is done, in Java's spelling; the picture (uint8: a PIL image, float: a tensor of
x / 255) with its sizes; the seed; the printed form; the sizes of the result; its numbers, bytes or little-endian float32, in base64.
Lines that begin with `folder` are the samples that ImageFolder finds, in its order.
"""

import base64
import pathlib
import tempfile

import numpy as np
import PIL
import torch
import without_operators  # noqa: F401, I001
import torchvision
from torchvision import transforms as T
from torchvision.datasets import ImageFolder
from torchvision.transforms import functional as F


def picture(c, h, w):
    return torch.tensor([[[(x * 31 + y * 17 + k * 83 + (x * y * (k + 3)) // 5) % 256 for x in range(w)] for y in range(h)] for k in range(c)],
                        dtype=torch.uint8)


def rows():
    rgb, tall, grey = (3, 13, 17), (3, 21, 12), (1, 12, 10)
    both = [
        ("new Resize(7)", T.Resize(7), rgb),
        ("new Resize(7)", T.Resize(7), tall),
        ("new Resize(29)", T.Resize(29), rgb),
        ("new Resize(pair(9, 30))", T.Resize((9, 30)), rgb),
        ("new Resize(pair(9, 30))", T.Resize((9, 30)), grey),
        ("new Resize(8, maxSize 9)", T.Resize(8, max_size=9), tall),
        ("new CenterCrop(5)", T.CenterCrop(5), rgb),
        ("new CenterCrop(pair(20, 6))", T.CenterCrop((20, 6)), rgb),
        ("new Pad(2)", T.Pad(2), rgb),
        ("new Pad(1, 2, 3, 4) reflect", T.Pad((1, 2, 3, 4), padding_mode="reflect"), rgb),
        ("new Pad(3, 1) symmetric", T.Pad((3, 1), padding_mode="symmetric"), grey),
        ("new Pad(1) edge", T.Pad(1, padding_mode="edge"), rgb),
        ("new Pad(1) fill 1", T.Pad(1, fill=1), rgb),
        ("new RandomCrop(8)", T.RandomCrop(8), rgb),
        ("new RandomCrop(13) padding 4", T.RandomCrop(13, padding=4), rgb),
        ("new RandomCrop(pair(16, 5)) padIfNeeded", T.RandomCrop((16, 5), pad_if_needed=True), rgb),
        ("new RandomHorizontalFlip()", T.RandomHorizontalFlip(), rgb),
        ("new RandomVerticalFlip(0.7)", T.RandomVerticalFlip(0.7), rgb),
        ("new RandomResizedCrop(8)", T.RandomResizedCrop(8), rgb),
        ("new RandomResizedCrop(8) scale 0.5 0.9 ratio 1 3", T.RandomResizedCrop(8, scale=(0.5, 0.9), ratio=(1.0, 3.0)), tall),
        ("new Grayscale()", T.Grayscale(), rgb),
        ("new Grayscale(3)", T.Grayscale(3), rgb),
        ("new ColorJitter() brightness 0.4", T.ColorJitter(brightness=0.4), rgb),
        ("new ColorJitter() contrast 0.9", T.ColorJitter(contrast=0.9), rgb),
        ("new ColorJitter() contrast 0.9", T.ColorJitter(contrast=0.9), grey),
        ("new ColorJitter() saturation 1.5", T.ColorJitter(saturation=1.5), rgb),
        ("new ColorJitter() hue 0.4", T.ColorJitter(hue=0.4), rgb),
        ("new ColorJitter() all", T.ColorJitter(0.4, 0.4, 0.4, 0.1), rgb),
        ("new ColorJitter() all", T.ColorJitter(0.4, 0.4, 0.4, 0.1), grey),
    ]
    pictures = [
        ("new ToTensor()", T.ToTensor(), rgb),
        ("new RandomRotation(30)", T.RandomRotation(30), rgb),
        ("new RandomRotation(30)", T.RandomRotation(30), grey),
        ("new RandomRotation(80, 100) expand", T.RandomRotation((80, 100), expand=True), rgb),
        ("new RandomRotation(90, 90)", T.RandomRotation((90, 90)), rgb),
        ("new RandomRotation(180, 180) expand", T.RandomRotation((180, 180), expand=True), rgb),
        ("new RandomRotation(45) fill 9 center 2 3", T.RandomRotation(45, fill=9, center=(2, 3)), rgb),
        ("new Compose()", T.Compose([T.RandomCrop(8, padding=2), T.RandomHorizontalFlip(), T.ToTensor(),
                                     T.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]), rgb),
    ]
    tensors = [
        ("new Normalize()", T.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]), rgb),
        ("new RandomErasing(1)", T.RandomErasing(1.0), rgb),
        ("new RandomErasing() value 0.25", T.RandomErasing(value=0.25), rgb),
        ("new RandomErasing(1) random", T.RandomErasing(1.0, value="random"), rgb),
        ("new RandomErasing(1) large", T.RandomErasing(1.0, scale=(0.5, 0.9), ratio=(0.5, 2.0)), rgb),
    ]
    for name, t, size in both + pictures:
        yield name, t, "uint8", size
    for name, t, size in both + tensors:
        yield name, t, "float", size


def folder():
    names = ["b/2.png", "b/10.PNG", "b/z/1.jpg", "b/a.txt", "a b/x.jpeg", "a b/.hidden.png", "a b/Z.bmp", "B/1.tiff", "B/a/c/1.tif",
             "B/a-b/1.webp", "B/a/2.pgm", "B/3.gif", "stray.png", "b/README"]
    with tempfile.TemporaryDirectory() as root:
        for n in names:
            path = pathlib.Path(root, n)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        found = ImageFolder(root)
        print("folder", "files", *names, sep="\t")
        print("folder", "classes", *found.classes, sep="\t")
        print("folder", "samples", *(f"{pathlib.Path(p).relative_to(root)}={c}" for p, c in found.samples), sep="\t")


def main():
    print(f"# PyTorch {torch.__version__}, torchvision {torchvision.__version__}, Pillow {PIL.__version__}, made by conformance/goldens/transforms.py")
    folder()
    for name, t, kind, size in rows():
        for seed in (0, 1, 2) if "andom" in name or "Jitter" in name or "Compose" in name else (0,):
            x = picture(*size)
            x = F.to_pil_image(x) if kind == "uint8" else x / 255
            torch.manual_seed(seed)
            y = t(x)
            if not torch.is_tensor(y):
                y = F.pil_to_tensor(y)
            raw = y.contiguous().numpy().astype(np.uint8 if y.dtype == torch.uint8 else "<f4").tobytes()
            sizes = ["x".join(map(str, s)) for s in (size, y.shape)]
            text = str(t).replace("\n", "\\n")
            print(name, kind, sizes[0], seed, text, "uint8" if y.dtype == torch.uint8 else "float", sizes[1], base64.b64encode(raw).decode(), sep="\t")


if __name__ == "__main__":
    main()
