"""Element types: which type two operands meet in, and how numbers change their type: core/src/test/resources/goldens/dtypes.tsv.

    python dtypes.py > ../../core/src/test/resources/goldens/dtypes.tsv

`promote` lines: form, first type, second type, result. The forms: `tensor` two tensors with dimensions, `scalar` the second is 0-d,
`scalars` both are, `whole` and `fraction` the second is a number (its type is empty).
`convert` lines: from, to, values, results; both as little-endian bytes in hexadecimal.
`patterns` lines: a 16-bit type, what was converted, the CRC-32 of the results' little-endian bytes with every NaN as the usual one. `up` are
all 65,536 patterns in order as float32; `middle`, `above` and `below` are the float32 numbers half-way from each pattern to the next one of
larger magnitude, and those next to them away from 0 and towards 0, converted down (only where both patterns are finite).
"""

import zlib

import torch

DTYPES = ["uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32", "float64", "bool"]
FRACTIONS = [0.0, -0.0, 0.5, -0.5, 0.99, 1.5, 2.5, -1.5, -2.5, 3.0, 100.7, -100.7, 127.5, 1e-8, 6.1e-5, 1 / 3]
SPECIAL = [float("inf"), float("-inf"), float("nan"), 65504.0, 65519.9, 65520.0, 3.3895e38, 3.4e38, 1e-45, 1e300]
WHOLE = [0, 1, -1, 2, 100, 127, -128, 128, 255, 256, -129, 300, 32767, 32768, -32769, 65535, 65536, 2**31 - 1, 2**31, -(2**31) - 1, 2**53 + 1, 2**63 - 1, -(2**63)]


def t(name):
    return getattr(torch, name)


def hexadecimal(x):
    return x.contiguous().view(torch.uint8).numpy().tobytes().hex() if x.dtype != torch.bool else x.to(torch.uint8).numpy().tobytes().hex()


def promotions():
    for a in DTYPES:
        for b in DTYPES:
            x, y = torch.ones(2, dtype=t(a)), torch.ones(2, dtype=t(b))
            for form, p, q in (("tensor", x, y), ("scalar", x, y[0]), ("scalars", x[0], y[0])):
                print("promote", form, a, b, str(torch.result_type(p, q))[6:], sep="\t")
        for form, number in (("whole", 1), ("fraction", 1.5)):
            print("promote", form, a, "", str(torch.result_type(torch.ones(2, dtype=t(a)), number))[6:], sep="\t")


def conversions():
    for a in DTYPES:
        floating = t(a).is_floating_point
        if floating:
            source = torch.tensor(FRACTIONS, dtype=torch.float64).to(t(a))
        elif a == "bool":
            source = torch.tensor([True, False])
        else:
            source = torch.tensor(WHOLE, dtype=torch.int64).to(t(a))
        for b in DTYPES:
            s = source
            if b == "uint8" and floating:
                s = source[source > -1]
            print("convert", a, b, hexadecimal(s), hexadecimal(s.to(t(b))), sep="\t")
            if floating and t(b).is_floating_point or floating and b == "bool":
                s = torch.tensor(SPECIAL, dtype=torch.float64).to(t(a))
                s = s[~s.isnan()] if b != "bool" else s
                print("convert", a, b, hexadecimal(s), hexadecimal(s.to(t(b))), sep="\t")


def patterns():
    for name, nan in (("float16", 0x7E00), ("bfloat16", 0x7FC0)):
        bits = torch.arange(65536, dtype=torch.int32).to(torch.int16)
        values = bits.view(t(name))
        up = values.float()
        up = torch.where(up.isnan(), torch.tensor(float("nan")), up)
        ints = up.view(torch.int32).clone()
        ints[up.isnan()] = 0x7FC00000
        print("patterns", name, "up", crc(ints), sep="\t")
        both = up[:-1].isfinite() & up[1:].isfinite()
        middle = ((up[:-1].double() + up[1:].double()) / 2).float()[both]
        away = torch.nextafter(middle, middle.sign() * float("inf"))
        towards = torch.nextafter(middle, torch.zeros(()))
        for what, x in (("middle", middle), ("above", away), ("below", towards)):
            down = x.to(t(name)).view(torch.int16).clone()
            print("patterns", name, what, crc(down), sep="\t")


def crc(x):
    return "%08x" % zlib.crc32(x.numpy().astype(x.numpy().dtype.newbyteorder("<")).tobytes())


def main():
    print(f"# PyTorch {torch.__version__}, made by conformance/goldens/dtypes.py")
    promotions()
    conversions()
    patterns()


if __name__ == "__main__":
    main()
