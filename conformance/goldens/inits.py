"""Every function of torch.nn.init and the default weights of layers, from seed 0: core/src/test/resources/goldens/init.tsv.

    python inits.py > ../../core/src/test/resources/goldens/init.tsv

A line per case, fields with tabs between them: kind, name, arguments, sizes, how, payload, next.

  function  a function of nn.init on an uninitialised float32 tensor of these sizes (float64, float16 or bfloat16 where the arguments say
            dtype=...); payload: its bytes, little endian, in hex
  gain      calculate_gain: the payload is Python's repr of the result
  layer     a layer made with these arguments, in PyTorch's spelling; payload: name:hex of each parameter, in order, with blanks between
  error     a function that refuses these sizes or arguments: the payload is PyTorch's message

`how` is `bits`, or `close` where a logarithm, a cosine or a QR decomposition in another library took part: then 1e-6. `next` is what
torch.empty((), dtype=int64).random_() gives afterwards, which shows that as many numbers were drawn.
"""

import torch
from torch import nn

DTYPES = {"float64": torch.float64, "float16": torch.float16, "bfloat16": torch.bfloat16}


def parse(args):
    kw = {}
    for a in filter(None, args.split(",")):
        name, value = a.split("=")
        try:
            kw[name] = int(value)
        except ValueError:
            try:
                kw[name] = float(value)
            except ValueError:
                kw[name] = {"True": True, "False": False}.get(value, value)
    return kw


def raw(t):
    return t.detach().contiguous().view(-1).view(torch.uint8).numpy().tobytes().hex()


def after():
    return torch.empty((), dtype=torch.int64).random_().item()


def function(name, args, sizes, how="bits"):
    kw = parse(args)
    dtype = DTYPES.get(kw.pop("dtype", None), torch.float32)
    x = torch.full(sizes, 7.0, dtype=dtype)
    torch.manual_seed(0)
    getattr(nn.init, name)(x, **kw)
    print("\t".join(["function", name, args, ",".join(map(str, sizes)), how, raw(x), str(after())]))


def gain(name, args=""):
    kw = parse(args)
    print("\t".join(["gain", name, args, "", "bits", repr(float(nn.init.calculate_gain(name, *kw.values()))), ""]))


def error(name, args, sizes):
    try:
        getattr(nn.init, name)(torch.zeros(sizes), **parse(args))
    except ValueError as e:
        print("\t".join(["error", name, args, ",".join(map(str, sizes)), "", str(e), ""]))
    else:
        raise AssertionError(name)


def layer(name, args):
    torch.manual_seed(0)
    m = eval(f"nn.{name}({args})")
    how = "bits"
    params = " ".join(f"{n}:{raw(p)}" for n, p in m.named_parameters())
    print("\t".join(["layer", name, args, "", how, params, str(after())]))


def main():
    print(f"# PyTorch {torch.__version__}, made by conformance/goldens/inits.py")
    if torch.backends.cpu.get_cpu_capability() not in ("AVX2", "AVX512"):
        raise SystemExit("this PyTorch runs without FMA: the last bits would differ")
    for sizes in ([3], [4, 5], [2, 3, 2, 2]):
        # Fewer than 16 normals come one by one through the C library's logarithm and cosine.
        normal = "close" if len(sizes) == 1 else "bits"
        function("uniform_", "", sizes)
        function("uniform_", "a=-0.5,b=2", sizes)
        function("normal_", "", sizes, normal)
        function("normal_", "mean=1.5,std=0.02", sizes, normal)
        function("trunc_normal_", "", sizes, normal)
        function("constant_", "val=0.3", sizes)
        function("ones_", "", sizes)
        function("zeros_", "", sizes)
    for dtype in DTYPES:
        function("uniform_", f"a=-0.5,b=2,dtype={dtype}", [4, 5])
        function("normal_", f"std=0.5,dtype={dtype}", [4, 5], "close" if dtype == "float64" else "bits")
        function("xavier_uniform_", f"dtype={dtype}", [4, 5])
        function("trunc_normal_", f"a=-1.0,b=0.5,dtype={dtype}", [4, 5], "close" if dtype == "float64" else "bits")
    function("trunc_normal_", "", [20, 20])
    function("trunc_normal_", "mean=0.1,std=0.02,a=-0.05,b=0.05", [20, 20])
    function("trunc_normal_", "a=0.0,b=2.0", [6, 7])
    # A window that holds less than 0.3 of the mass: drawn uniformly and accepted by the density.
    function("trunc_normal_", "a=1.0,b=1.5", [6, 7])
    function("trunc_normal_", "a=-0.1,b=0.1", [20, 20])
    function("trunc_normal_", "mean=2.0,std=3.0,a=-2.0,b=0.0", [3])
    for sizes in ([3, 3], [2, 5], [5, 2]):
        function("eye_", "", sizes)
    for sizes in ([3, 3, 3], [4, 2, 3], [2, 4, 2, 3], [6, 3, 2, 2, 2]):
        function("dirac_", "", sizes)
        function("dirac_", "groups=2", sizes if sizes[0] % 2 == 0 else [4, 3, 5])
    for sizes in ([4, 5], [6, 2, 3], [4, 3, 2, 2], [3, 2, 2, 1, 2]):
        function("xavier_uniform_", "", sizes)
        function("xavier_uniform_", "gain=1.4142135623730951", sizes)
        function("xavier_normal_", "", sizes)
        function("xavier_normal_", "gain=0.5", sizes)
        for mode in ("fan_in", "fan_out"):
            for nl in ("leaky_relu", "relu", "tanh", "sigmoid", "linear", "conv2d", "selu"):
                function("kaiming_uniform_", f"mode={mode},nonlinearity={nl}", sizes)
            function("kaiming_uniform_", f"a=0.2,mode={mode}", sizes)
            function("kaiming_normal_", f"mode={mode}", sizes)
            function("kaiming_normal_", f"a=2.5,mode={mode},nonlinearity=relu", sizes)
    for sizes in ([4, 4], [3, 7], [7, 3], [5, 2, 3], [2, 3, 2, 2], [1, 5], [5, 1], [20, 30]):
        function("orthogonal_", "", sizes, "close")
    function("orthogonal_", "gain=2.5", [6, 4], "close")
    function("sparse_", "sparsity=0.1", [10, 5])
    function("sparse_", "sparsity=0.5,std=1.0", [7, 4])
    function("sparse_", "sparsity=0.9", [3, 3], "close")
    for nl in ("linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "sigmoid", "tanh", "relu", "leaky_relu", "selu"):
        gain(nl)
    gain("leaky_relu", "param=0.2")
    gain("leaky_relu", "param=2")
    for name, args, sizes in (
        ("eye_", "", [3]), ("dirac_", "", [3, 3]), ("dirac_", "groups=2", [3, 3, 3]), ("xavier_uniform_", "", [3]), ("kaiming_normal_", "", [3]),
        ("kaiming_uniform_", "mode=fan", [3, 3]), ("kaiming_uniform_", "nonlinearity=gelu", [3, 3]), ("orthogonal_", "", [3]), ("sparse_", "sparsity=0.1", [3]),
    ):  # fmt: skip
        error(name, args, sizes)
    for name, args in (
        ("Linear", "5, 3"), ("Linear", "5, 3, bias=False"), ("Linear", "1, 1"), ("Linear", "300, 2"), ("Bilinear", "3, 4, 2"), ("Bilinear", "3, 4, 2, bias=False"),
        ("Conv1d", "4, 6, 3"), ("Conv1d", "4, 6, 3, groups=2"), ("Conv1d", "4, 4, 3, groups=4, bias=False"),
        ("Conv2d", "3, 4, 3"), ("Conv2d", "3, 4, (2, 5), bias=False"), ("Conv2d", "6, 4, 3, groups=2"), ("Conv2d", "1, 6, 5, padding=2"),
        ("Conv3d", "2, 3, 2"), ("Conv3d", "4, 4, (1, 2, 3), groups=2"),
        ("ConvTranspose1d", "4, 6, 3"), ("ConvTranspose2d", "4, 6, 3, groups=2"), ("ConvTranspose3d", "2, 3, 2"),
        ("RNN", "3, 4"), ("LSTM", "3, 2, 2, bidirectional=True"), ("LSTM", "3, 4, proj_size=2"), ("GRU", "3, 2"), ("LSTMCell", "3, 2"), ("Embedding", "5, 4"), ("Embedding", "5, 4, padding_idx=1"),
    ):  # fmt: skip
        layer(name, args)


main()
