"""Writes tang-quatrains.txt.gz: the regular quatrains of the Complete Tang Poems, one a line.

    python tang_quatrains.py FOLDER OUT

FOLDER is dist/quantangshi of the npm package chinese-poetry 2.0.1. Kept is a poem of exactly four lines that
all have five or all have seven characters, whose text has no gap, remark or variant in it. The same poem under
two names is kept once. The order is the collection's.
"""

import glob
import gzip
import json
import re
import sys

folder, out = sys.argv[1:]
number = lambda path: int(re.search(r"poet\.tang\.(\d+)\.json", path).group(1))
kept = {}
total = 0
for path in sorted(glob.glob(folder + "/poet.tang.*.json"), key=number):
    for poem in json.load(open(path, encoding="utf-8")):
        total += 1
        text = "".join(poem["paragraphs"])
        for n in (5, 7):
            line = "([\u4e00-\u9fff]{%d})" % n
            match = re.fullmatch(f"{line}，{line}[。？！]{line}，{line}[。？！]", text)
            if match:
                kept["{}，{}。{}，{}。".format(*match.groups())] = poem
lines = "".join(poem + "\n" for poem in kept)
# mtime=0: the same bytes at every run.
with open(out, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
    packed.write(lines.encode("utf-8"))
five = sum(len(p) == 24 for p in kept)
print(f"{len(kept)} of {total} poems: {five} with lines of five characters, {len(kept) - five} of seven")
print(len(set(lines)), "different characters")
