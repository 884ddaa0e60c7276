"""The rules of autograd, as small programs: core/src/test/resources/goldens/autograd.tsv.

    python autograd.py > ../../core/src/test/resources/goldens/autograd.tsv

Each function of autograd_*.py that is marked is one program and has a twin of the same name, in Java's spelling, in
core/src/test/java/jackhammer/autograd. What a
program states is a line: program, name of the fact, value. A tensor is stated as `dtype sizes | numbers`, an exception as `throws`, whatever
its type and text; where nothing is thrown the fact is `ok`.
"""

import warnings

import torch

import autograd_graph  # noqa: F401
import autograd_sizes  # noqa: F401
import autograd_in_place  # noqa: F401
import autograd_modes  # noqa: F401
import autograd_hooks  # noqa: F401
import autograd_functions  # noqa: F401
from program_facts import PROGRAMS, Facts


def main():
    print(f"# PyTorch {torch.__version__}, made by conformance/goldens/autograd.py")
    for p in PROGRAMS:
        p(Facts(p.__name__))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
