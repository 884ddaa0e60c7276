"""A safetensors file by the format's own writer: core/src/test/resources/goldens/all-types.safetensors.

    python safetensors_files.py ../../core/src/test/resources/goldens

Needs torch and safetensors. Every element type that Jackhammer has, sizes of no, one and several dimensions and of no elements, names
that need escapes and UTF-8, special values. Only one metadata entry: the writer gives several an order at random.
"""

import sys

import torch
from safetensors.torch import save_file

INTEGERS = {"u8": torch.uint8, "i8": torch.int8, "i16": torch.int16, "i32": torch.int32, "i64": torch.int64}
FLOATS = {"f16": torch.float16, "bf16": torch.bfloat16, "f32": torch.float32, "f64": torch.float64}


def main(folder):
    tensors = {"bool": torch.tensor([[True, False, True]])}
    for name, dtype in INTEGERS.items():
        limits = torch.iinfo(dtype)
        tensors[name] = torch.tensor([limits.min, 0, 1, limits.max], dtype=dtype).reshape(2, 2)
    for name, dtype in FLOATS.items():
        limits = torch.finfo(dtype)
        special = [0.0, -0.0, 1.0, -1.5, limits.max, limits.tiny, limits.tiny / 4, float("inf"), -float("inf"), float("nan")]
        tensors[name] = torch.tensor(special, dtype=dtype)
    tensors["layer.0.weight"] = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4) / 7
    tensors["scalar"] = torch.tensor(3.25)
    tensors["nothing"] = torch.zeros(2, 0, 5)
    tensors['é "quoted"\n\\ \U0001d11e'] = torch.tensor([1, 2], dtype=torch.int16)
    save_file(tensors, f"{folder}/all-types.safetensors", metadata={"format": "pt"})


if __name__ == "__main__":
    main(sys.argv[1])
