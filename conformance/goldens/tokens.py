"""Writes tokens.json for the tests of text: how Python cuts and counts texts, how PyTorch pads sequences.

    python tokens.py text/src/test/resources/goldens

Python 3.11, PyTorch 2.13.
"""

import collections
import json
import re
import sys

import torch
from torch.nn.utils.rnn import pad_sequence

folder = sys.argv[1]

TEXTS = [
    "",
    " ",
    "nail",
    "  hit the\tnail\r\non its head ",
    "春眠不覺曉，處處聞啼鳥。",
    "O'Brien-Müller, 3.5 mm (″)!",
    "\u00e9 \U0001f528\U0001f3fd \U00020000x",
    "Ελλάδα Россия ไทย ١٢٣",
    # The last two are not for regular expressions. Every sign that Python takes for white space, and two that it
    # does not; Java's \s lacks the first four.
    "a\x1cb\x1db\x1ec\x1fd\x85e\xa0f\u1680g\u2000h\u200ai\u2028j\u2029k\u202fl\u205fm\u3000n\u200bo\ufeffp",
    # Java's \w has the accent, Python's has not.
    "e\u0301",
]
PATTERNS = [r"\w+|[^\w\s]", r"\s+", r"\d+", r"[^\W\d_]+", r"x*"]


def padded(sequences, value):
    return pad_sequence([torch.tensor(s) for s in sequences], batch_first=True, padding_value=value).tolist()


counted = collections.Counter(token for text in TEXTS for token in text)
result = {
    "texts": TEXTS,
    "characters": [list(text) for text in TEXTS],
    "whitespace": [text.split() for text in TEXTS],
    "regex": {p: [[t for t in re.findall(p, text) if t] for text in TEXTS[:-2]] for p in PATTERNS},
    # The order of torchtext.vocab.build_vocab_from_iterator.
    "vocab": [list(item) for item in sorted(counted.items(), key=lambda item: (-item[1], item[0]))],
    "padded": [
        {"sequences": s, "value": v, "padded": padded(s, v)}
        for s, v in [
            ([[5, 6, 7], [8]], 0),
            ([[1.5], [], [2.5, 3.5]], -1.5),
            ([[[1, 2], [3, 4]], [[5, 6]]], 9),
        ]
    ],
}
with open(folder + "/tokens.json", "w", encoding="utf-8", newline="\n") as file:
    json.dump(result, file, ensure_ascii=True, indent=1)
    file.write("\n")
