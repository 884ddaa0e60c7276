"""Writes text_models.json: what PyTorch's networks for texts and series say, from seed 0.

    python text_models.py text/src/test/resources/goldens

PyTorch 2.13. The inputs are whole numbers and eighths, so that they stand here as they are.
"""

import json
import sys

import torch
from torch import nn

folder = sys.argv[1]

TEXTS = [[5, 1, 4, 2, 6], [3, 3], [7], [1, 2, 3, 4, 5, 6, 7]]
SERIES = [[((7 * i + 3 * j) % 17 - 8) / 8 for j in range(9)] for i in range(3)]


class TextCnn(nn.Module):
    def __init__(self, tokens, classes):
        super().__init__()
        self.embedding = nn.Embedding(tokens, 64)
        self.conv1 = nn.Conv1d(64, 128, 3, padding=1)
        self.conv2 = nn.Conv1d(128, 128, 3, padding=1)
        self.fc = nn.Linear(128, classes)

    # One text, with nothing behind its end.
    def forward(self, x):
        h = self.embedding(x).T.unsqueeze(0)
        h = self.conv2(self.conv1(h).relu()).relu()
        return self.fc(h.amax(2)).squeeze(0)


class TextRnn(nn.Module):
    def __init__(self, kind, tokens, classes):
        super().__init__()
        self.embedding = nn.Embedding(tokens, 64)
        self.rnn = kind(64, 128, batch_first=True)
        self.fc = nn.Linear(128, classes)

    def forward(self, x):
        return self.fc(self.rnn(self.embedding(x).unsqueeze(0))[0][0, -1])


class CharRnn(nn.Module):
    def __init__(self, tokens):
        super().__init__()
        self.embedding = nn.Embedding(tokens, 128)
        self.lstm = nn.LSTM(128, 256, batch_first=True)
        self.fc = nn.Linear(256, tokens)

    def forward(self, x):
        return self.fc(self.lstm(self.embedding(x))[0])


class SeriesGru(nn.Module):
    def __init__(self, features, ahead):
        super().__init__()
        self.gru = nn.GRU(features, 64, batch_first=True)
        self.fc = nn.Linear(64, ahead)

    def forward(self, x):
        return self.fc(self.gru(x)[0][:, -1])


def seeded(make):
    torch.manual_seed(0)
    return make()


@torch.no_grad()
def said(net, inputs):
    return {"keys": list(net.state_dict()), "outputs": [net(x).tolist() for x in inputs]}


texts = [torch.tensor(t) for t in TEXTS]
result = {"texts": TEXTS, "series": SERIES}
result["conv1d"] = said(seeded(lambda: TextCnn(8, 3)), texts)
for kind in (nn.RNN, nn.LSTM, nn.GRU):
    result[kind.__name__] = said(seeded(lambda: TextRnn(kind, 8, 3)), texts)
result["chars"] = said(seeded(lambda: CharRnn(8)), [texts[3].unsqueeze(0)])
result["forecast"] = said(seeded(lambda: SeriesGru(1, 2)), [torch.tensor(SERIES).unsqueeze(2)])
with open(folder + "/text_models.json", "w", encoding="ascii", newline="\n") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
