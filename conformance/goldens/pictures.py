"""What Pillow makes of small pictures, as data: vision/src/test/resources/goldens/pictures.tsv.

    python pictures.py > ../../vision/src/test/resources/goldens/pictures.tsv

Needs torch and Pillow. The first line is `scale` and x / 255 for x = 0 ... 255 as torch.uint8 -> float32 -> div(255), which is what
torchvision's ToTensor does, as float32 bits. Every other line is a picture: name, the PNG file in base64, its width and height, the
file's pixels after convert("L"), and after convert("L").resize((28, 28), BILINEAR), all in hexadecimal.
"""

import base64
import io
import struct

import PIL
import torch
from PIL import Image


def pixel(i, x, y, c):
    return (x * 31 + y * 17 + c * 83 + (x * y * (c + 3)) // 5 + i * 7) % 256


def picture(i, mode, w, h):
    bands = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4}[mode]
    raw = bytes(pixel(i, x, y, c) for y in range(h) for x in range(w) for c in range(bands))
    return Image.frombytes(mode, (w, h), raw)


def main():
    print(f"# PyTorch {torch.__version__}, Pillow {PIL.__version__}, made by conformance/goldens/pictures.py")
    scaled = torch.arange(256, dtype=torch.uint8).to(torch.float32).div(255)
    print("scale", struct.pack(">256f", *scaled.tolist()).hex(), sep="\t")
    pictures = []
    for i, (w, h) in enumerate([(28, 28), (9, 7), (1, 1), (61, 40), (28, 90), (200, 3)]):
        pictures += [(f"grey {w}x{h}", picture(i, "L", w, h)), (f"colour {w}x{h}", picture(i, "RGB", w, h))]
    pictures += [
        ("alpha", picture(7, "RGBA", 12, 9)),
        ("grey alpha", picture(8, "LA", 12, 9)),
        ("palette", picture(9, "RGB", 12, 9).quantize(16)),
        ("two colours", picture(10, "L", 12, 9).convert("1")),
    ]
    for name, image in pictures:
        file = io.BytesIO()
        image.save(file, "PNG", optimize=True)
        read = Image.open(io.BytesIO(file.getvalue())).convert("L")
        small = read.resize((28, 28), Image.Resampling.BILINEAR)
        fields = [name, base64.b64encode(file.getvalue()).decode(), *read.size, read.tobytes().hex(), small.tobytes().hex()]
        print(*fields, sep="\t")


if __name__ == "__main__":
    main()
