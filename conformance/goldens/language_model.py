"""A language model of two LSTM layers, 200 steps of Adam from seed 0: the loss of each step.

    python language_model.py > ../../core/src/test/resources/goldens/language_model.tsv

The text is made, not read: token i is (i * i + 3 * (i // 5)) % 23. A step takes 16 pieces of 12 tokens and learns the token behind each.
The state of a step is where the next one begins, without its gradient, as in truncated back-propagation.
"""

import torch
from torch import nn
from torch.nn.functional import cross_entropy

TOKENS, PIECES, LENGTH, STEPS = 23, 16, 12, 200


def main():
    torch.manual_seed(0)
    table = nn.Embedding(TOKENS, 16)
    lstm = nn.LSTM(16, 32, 2, batch_first=True, dropout=0.2)
    head = nn.Linear(32, TOKENS)
    optimizer = torch.optim.Adam([*table.parameters(), *lstm.parameters(), *head.parameters()], lr=1e-2)
    i = torch.arange(PIECES * (LENGTH * STEPS + 1))
    text = ((i * i + 3 * (i // 5)) % TOKENS).view(PIECES, -1)
    state = None
    print(f"# PyTorch {torch.__version__}, made by conformance/goldens/language_model.py")
    for step in range(STEPS):
        x = text[:, step * LENGTH : (step + 1) * LENGTH]
        y = text[:, step * LENGTH + 1 : (step + 1) * LENGTH + 1]
        optimizer.zero_grad()
        out, state = lstm(table(x), state)
        loss = cross_entropy(head(out).flatten(0, 1), y.flatten())
        loss.backward()
        optimizer.step()
        state = tuple(s.detach() for s in state)
        print(loss.item())


main()
