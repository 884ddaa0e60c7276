"""Element by element: see ops.py."""

import torch
from ops import b, f, i, lit

inf, nan = float("inf"), float("nan")


def add(r):
    unary(r)
    binary(r)
    numbers(r)
    several(r)
    special(r)


def unary(r):
    for key, lo, hi in (
        ("neg", -2, 2), ("abs", -2, 2), ("sign", -2, 2), ("square", -2, 2), ("relu", -2, 2), ("reciprocal", 0.5, 2), ("sqrt", 0.1, 3),
        ("rsqrt", 0.1, 3), ("exp", -2, 2), ("exp2", -2, 2), ("expm1", -2, 2), ("log", 0.1, 3), ("log2", 0.1, 3), ("log10", 0.1, 3),
        ("log1p", -0.9, 2), ("sin", -4, 4), ("cos", -4, 4), ("tan", -1.3, 1.3), ("asin", -0.95, 0.95), ("acos", -0.95, 0.95), ("atan", -4, 4),
        ("sinh", -2, 2), ("cosh", -2, 2), ("tanh", -2, 2), ("asinh", -4, 4), ("acosh", 1.1, 3), ("atanh", -0.95, 0.95), ("sigmoid", -4, 4),
        ("erf", -2, 2), ("erfc", -2, 2), ("erfinv", -0.95, 0.95), ("floor", -4, 4), ("ceil", -4, 4), ("round", -4, 4), ("trunc", -4, 4),
        ("frac", -4, 4), ("logical_not", -2, 2),
    ):  # fmt: skip
        r.unary(key, lo, hi, getattr(torch, key))
    r.op("logical_not.bool", (lambda x: x[0].logical_not(), b(3, 4)))
    r.op("bitwise_not", (lambda x: x[0].bitwise_not(), i(3, 4)), (lambda x: x[0].bitwise_not(), b(3)), dtypes=True)
    odd = lit([1, nan, inf, -inf, 0, -2.5])
    for key in ("isnan", "isinf", "isfinite"):
        r.op(key, (lambda x: getattr(torch, key)(x[0]), odd), dtypes=True)


def binary(r):
    for key, lo, hi in (
        ("add", -2, 2), ("sub", -2, 2), ("mul", -2, 2), ("div", 0.5, 2), ("floor_divide", 0.5, 4), ("remainder", 0.5, 4), ("fmod", 0.5, 4),
        ("maximum", -2, 2), ("minimum", -2, 2), ("fmax", -2, 2), ("fmin", -2, 2), ("atan2", -2, 2), ("hypot", 0.2, 2), ("xlogy", 0.2, 2),
        ("logaddexp", -2, 2), ("pow", 0.2, 2), ("eq", -2, 2), ("ne", -2, 2), ("lt", -2, 2), ("le", -2, 2), ("gt", -2, 2), ("ge", -2, 2),
        ("logical_and", -2, 2), ("logical_or", -2, 2), ("logical_xor", -2, 2),
    ):  # fmt: skip
        r.binary(key, lo, hi, getattr(torch, key))
    r.op(
        "trunc_divide",
        (lambda x: torch.div(x[0], x[1], rounding_mode="trunc"), f(3, 4), f(4).r(0.5, 1)),
        (lambda x: torch.div(x[0], x[1], rounding_mode="floor"), f(3, 4), f(4).r(0.5, 1)),
        (lambda x: torch.div(x[0], x[1], rounding_mode="trunc"), i(3, 4), i(4).r(1, 4)),
    )
    whole = i(3, 4).r(-9, 9)
    for key in ("bitwise_and", "bitwise_or", "bitwise_xor"):
        call = getattr(torch, key)
        r.op(key, (lambda x: call(x[0], x[1]), whole, i(4).r(-9, 9)), (lambda x: call(x[0], 6), whole), dtypes=True)
    for key in ("bitwise_left_shift", "bitwise_right_shift"):
        call = getattr(torch, key)
        r.op(key, (lambda x: call(x[0], x[1]), whole, i(4).r(0, 5)), (lambda x: call(x[0], 2), whole))
    r.op("threshold_backward", (lambda x: torch.ops.aten.threshold_backward(x[0], x[1], 0), f(3, 4), f(3, 4)))
    r.op("sigmoid_backward", (lambda x: torch.ops.aten.sigmoid_backward(x[0], x[1]), f(3, 4), f(3, 4).r(0.1, 0.9)))
    r.op("tanh_backward", (lambda x: torch.ops.aten.tanh_backward(x[0], x[1]), f(3, 4), f(3, 4).r(-0.9, 0.9)))


def numbers(r):
    x, n = f(2, 3).r(0.5, 3), i(2, 3).r(1, 9)
    r.op(
        "add.number", (lambda a: a[0].add(2), x), (lambda a: a[0].add(2.5), x), (lambda a: a[0].add(2), n), (lambda a: a[0].add(2.5), n),
        (lambda a: a[0].add(a[1], alpha=2.5), x, x), (lambda a: a[0].add(a[1], alpha=3), n, n),
    )  # fmt: skip
    r.op(
        "sub.number", (lambda a: a[0].sub(2), x), (lambda a: a[0].sub(2.5), x), (lambda a: a[0].sub(2), n), (lambda a: a[0].sub(2.5), n),
        (lambda a: a[0].sub(a[1], alpha=2.5), x, x),
    )  # fmt: skip
    r.op(
        "rsub", (lambda a: 2 - a[0], x), (lambda a: 2.5 - a[0], x), (lambda a: 2 - a[0], n), (lambda a: 2.5 - a[0], n),
        (lambda a: torch.rsub(a[0], a[1]), x, x),
    )  # fmt: skip
    r.op("mul.number", (lambda a: a[0] * 2, x), (lambda a: a[0] * 2.5, x), (lambda a: a[0] * 2, n), (lambda a: a[0] * 2.5, n))
    r.op("div.number", (lambda a: a[0] / 2, x), (lambda a: a[0] / 2.5, x), (lambda a: a[0] / 2, n), (lambda a: a[0] / 2.5, n))
    r.op("floor_divide.number", (lambda a: a[0] // 2, x), (lambda a: a[0] // 0.7, x), (lambda a: a[0] // 2, n), (lambda a: a[0] // -2, n))
    r.op("remainder.number", (lambda a: a[0] % 2, x), (lambda a: a[0] % -0.7, x), (lambda a: a[0] % 2, n), (lambda a: a[0] % -2, n))
    r.op("fmod.number", (lambda a: a[0].fmod(2), x), (lambda a: a[0].fmod(-0.7), x), (lambda a: a[0].fmod(2), n))
    r.op("xlogy.number", (lambda a: a[0].xlogy(2.5), x))
    zero = lit([0.0, -2.0, 1.0])
    r.op(
        "pow.number", (lambda a: a[0] ** 2, x), (lambda a: a[0] ** 3, x), (lambda a: a[0] ** -1.5, x), (lambda a: a[0] ** 0, x),
        (lambda a: a[0] ** 2, n), (lambda a: a[0] ** 0.5, n), (lambda a: a[0] ** 3, zero), (lambda a: a[0] ** 0.0, zero),
    )  # fmt: skip
    for key in ("eq", "ne", "lt", "le", "gt", "ge"):
        call = getattr(torch, key)
        r.op(key + ".number", (lambda a: call(a[0], 2), n), (lambda a: call(a[0], 2.5), x))


def several(r):
    m = f(3, 4)
    r.op("addcmul", (lambda x: x[0].addcmul(x[1], x[2], value=0.5), m, m, m), (lambda x: x[0].addcmul(x[1], x[2], value=2), m, f(4), f(3, 1)))
    r.op(
        "addcdiv",
        (lambda x: x[0].addcdiv(x[1], x[2], value=0.5), m, m, m.r(0.5, 2)),
        (lambda x: x[0].addcdiv(x[1], x[2], value=2), m, f(4), f(3, 1).r(0.5, 2)),
    )
    r.op(
        "lerp",
        (lambda x: x[0].lerp(x[1], 0.3), m, m),
        (lambda x: x[0].lerp(x[1], 0.8), m, m),
        (lambda x: x[0].lerp(x[1], x[2]), m, m, m.r(0, 1)),
        (lambda x: x[0].lerp(x[1], x[2]), m, f(4), f().r(0, 1)),
    )
    r.op(
        "clamp",
        (lambda x: x[0].clamp(-0.7, 0.9), m),
        (lambda x: x[0].clamp(-1, 1), i(3, 4)),
        (lambda x: x[0].clamp(0.9, -0.7), m),
        (lambda x: x[0].clamp(x[1], x[2]), m, f(4).r(-2, 0), f(3, 1).r(0, 2)),
    )
    for key in ("clamp_min", "clamp_max"):
        call = getattr(torch, key)
        r.op(key, (lambda x: call(x[0], 0.3), m), (lambda x: call(x[0], 1), i(3, 4)), (lambda x: call(x[0], x[1]), m, f(4)))
    r.op(
        "to",
        (lambda x: x[0].to(torch.float64), m),
        (lambda x: x[0].to(torch.int64), m),
        (lambda x: x[0].to(torch.float32), i(3, 4)),
        (lambda x: x[0].to(torch.bool), i(3, 4)),
        (lambda x: x[0].clone(), m),
    )


def special(r):
    odd, signs = lit([1, nan, inf, -inf, 0, -2.5]), lit([-1.0, 2, -0.0, 0, -3])
    r.binary("copysign", 0.2, 2, torch.copysign)
    r.op(
        "copysign.signs", (lambda x: x[0].copysign(x[1]), lit([1.0, -2, 3, -4, 0]), signs), (lambda x: x[0].copysign(-0.0), f(3, 4)),
        (lambda x: x[0].copysign(2.0), i(3)),
    )  # fmt: skip
    r.op("signbit", (lambda x: x[0].signbit(), signs), (lambda x: x[0].signbit(), i(5)), dtypes=True)
    p = f(3, 4).r(0.05, 0.95)
    r.op("logit", (lambda x: x[0].logit(), p), (lambda x: x[0].logit(0.2), p), (lambda x: x[0].logit(1e-3), f()), (lambda x: x[0].logit(), f(0, 3)))
    r.op(
        "nan_to_num", (lambda x: x[0].nan_to_num(), odd), (lambda x: x[0].nan_to_num(1.5, 7, -8), odd), (lambda x: x[0].nan_to_num(), f(3, 4)),
        (lambda x: x[0].nan_to_num(), i(3)), dtypes=True,
    )  # fmt: skip
    r.op(
        "heaviside", (lambda x: x[0].heaviside(x[1]), lit([-1.0, 0, 2, 0]), f(4)), (lambda x: x[0].heaviside(x[1]), f(3, 1), f(4)),
        (lambda x: x[0].heaviside(x[1]), i(5), i(5)),
    )  # fmt: skip
    for key in ("gcd", "lcm"):
        call = getattr(torch, key)
        r.op(
            key, (lambda x: call(x[0], x[1]), i(3, 4).r(-30, 30), i(4).r(-12, 40)), (lambda x: call(x[0], x[1]), lit([0, 0, 6]), lit([0, 5, 0])),
            dtypes=True,
        )  # fmt: skip
    r.unary("deg2rad", -200, 200, torch.deg2rad)
    r.unary("rad2deg", -4, 4, torch.rad2deg)
    r.unary("sinc", -3, 3, torch.sinc)
    r.op("sinc.zero", (lambda x: x[0].sinc(), lit([0.0, 1, -1.5])))
    r.unary("lgamma", 0.3, 5, torch.lgamma)
    r.unary("digamma", 0.3, 5, torch.digamma)
    r.op("digamma.left", (lambda x: x[0].digamma(), lit([-0.5, 0.2, -1.3, 0.45])))
    r.unary("sgn", -2, 2, torch.sgn)
    r.op("positive", (lambda x: x[0].positive(), f(3, 4)))
    r.unary("i0", -3, 3, torch.i0)
    r.unary("i1", -3, 3, torch.special.i1)
    wide = lit([-60, -25.5, -24.5, 0, 30, 60])
    r.op("i0.wide", (lambda x: x[0].i0(), wide), (lambda x: torch.special.i1(x[0]), wide))
    r.op(
        "polygamma", (lambda x: x[0].polygamma(1), f(3, 4).r(0.3, 5)), (lambda x: x[0].polygamma(0), f(3, 4).r(0.3, 5)),
        (lambda x: x[0].polygamma(3), f(4).r(0.5, 20)), (lambda x: x[0].polygamma(2), lit([-0.5, 0.2, -1.3, -7.6, 40])),
        (lambda x: x[0].polygamma(10), f().r(2, 3)),
    )  # fmt: skip
    edges = lit([0, 0, 1, 2, inf, 3, inf, -1, nan, 150, 2e5, 2e5, 2e5, 0.01])
    at = lit([0, 1, 0, inf, 2, nan, inf, 1, 1, 160, 2.001e5, 1.99e5, 2.1e5, 1e-6])
    whole = lit([1, 2, 5])
    for key in ("igamma", "igammac"):
        call = getattr(torch, key)
        r.op(key, (lambda x: call(x[0], x[1]), whole, f(4, 3).r(0.2, 9)), dtypes=True)
        r.op(
            key + ".both", (lambda x: call(x[0].detach(), x[1]), f(3, 4).r(0.2, 6), f(3, 4).r(0.2, 6)),
            (lambda x: call(x[0].detach(), x[1].detach()), edges, at), (lambda x: call(x[0].detach(), x[1]), f(4, 1).r(0.2, 2), f(3).r(3, 20)),
        )  # fmt: skip
    r.op(
        "nextafter", (lambda x: x[0].detach().nextafter(x[1].detach()), f(3, 4), f(4)),
        (lambda x: x[0].detach().nextafter(x[1].detach()), lit([0, 1, -1, 1, inf, nan, 2]), lit([-1, 2, 0, 1, 0, 1, inf])),
    )  # fmt: skip
    r.op(
        "ldexp", (lambda x: x[0].ldexp(x[1]), f(3, 4), i(4).r(0, 5)), (lambda x: x[0].ldexp(x[1]), f(3), f(3)),
        (lambda x: x[0].ldexp(x[1]), i(3, 1), i(4)), dtypes=True,
    )  # fmt: skip
    r.op("frexp", (lambda x: x[0].frexp(), f(3, 4).r(-40, 40)))
    powers = lit([1, 2, -4, 0.5, 0.49999997, 7.9999995, 2.0**-140, 2.0**127, 1e-38, 0, inf, nan])
    r.op("frexp.edges", (lambda x: x[0].detach().frexp(), powers))
    r.binary("logaddexp2", -2, 2, torch.logaddexp2)
    r.binary("float_power", 0.2, 2, torch.float_power)
    r.op("float_power.number", (lambda x: x[0].float_power(2.5), f(3, 4).r(0.2, 2)))
    r.op("isposinf", (lambda x: x[0].isposinf(), odd), dtypes=True)
    r.op("isneginf", (lambda x: x[0].isneginf(), odd), dtypes=True)
