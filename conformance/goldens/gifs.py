"""What Pillow makes of animated GIFs: vision/src/test/resources/goldens/gifs.tsv.

    python gifs.py > ../../vision/src/test/resources/goldens/gifs.tsv

Needs Pillow. A line is an animation: name, the file in base64, width, height, and for each frame as it is shown, over black, its pixels
after convert("L") in hexadecimal.
"""

import base64
import io

import PIL
from PIL import Image, ImageSequence

DISPOSALS = {"none": 0, "kept": 1, "cleared": 2, "previous": 3, "mixed": [1, 2, 3, 1, 2]}


def frames(w, h, count, transparent):
    for i in range(count):
        f = Image.new("RGBA", (w, h), (0, 0, 0, 0) if transparent else (20, 30, 200, 255))
        for y in range(2, 6):
            for x in range(2, 7):
                f.putpixel(((x + 2 * i) % w, (y + i) % h), ((60 * i + 9 * x) % 256, 40 * y % 256, 255 - 50 * i % 256, 255))
        yield f


def shown(frame):
    return Image.alpha_composite(Image.new("RGBA", frame.size, (0, 0, 0, 255)), frame.convert("RGBA")).convert("RGB").convert("L")


def main():
    print(f"# Pillow {PIL.__version__}, made by conformance/goldens/gifs.py")
    for transparent in (False, True):
        for name, disposal in DISPOSALS.items():
            first, *rest = frames(12, 9, 5, transparent)
            file = io.BytesIO()
            first.save(file, "GIF", save_all=True, append_images=rest, disposal=disposal, duration=50, optimize=False)
            read = Image.open(io.BytesIO(file.getvalue()))
            fields = ["transparent " * transparent + name, base64.b64encode(file.getvalue()).decode(), *read.size]
            fields += [shown(f.copy()).tobytes().hex() for f in ImageSequence.Iterator(read)]
            print(*fields, sep="\t")


if __name__ == "__main__":
    main()
