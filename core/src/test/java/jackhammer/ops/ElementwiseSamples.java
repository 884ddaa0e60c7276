package jackhammer.ops;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.tensor;
import static jackhammer.ops.In.b;
import static jackhammer.ops.In.f;
import static jackhammer.ops.In.i;
import static jackhammer.ops.In.lit;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.BinaryOps;

/** Element by element: {@code ArithmeticOps}, {@code FunctionOps} and their like. */
final class ElementwiseSamples {
  private ElementwiseSamples() {}

  static void add(Rows r) {
    unary(r);
    binary(r);
    numbers(r);
    several(r);
    special(r);
  }

  private static void unary(Rows r) {
    r.unary("neg", -2, 2, Tensor::neg, Tensor::neg_)
        .bad(UnsupportedOperationException.class, "neg: not defined", () -> tensor(true).neg());
    r.unary("abs", -2, 2, Tensor::abs, Tensor::abs_);
    r.unary("sign", -2, 2, Tensor::sign, Tensor::sign_);
    r.unary("square", -2, 2, Tensor::square, Tensor::square_);
    r.unary("relu", -2, 2, Tensor::relu, Tensor::relu_);
    r.unary("reciprocal", .5, 2, Tensor::reciprocal, Tensor::reciprocal_);
    r.unary("sqrt", .1, 3, Tensor::sqrt, Tensor::sqrt_)
        .bad(IllegalArgumentException.class, "sqrt_: the result is", () -> tensor(4).sqrt_());
    r.unary("rsqrt", .1, 3, Tensor::rsqrt, Tensor::rsqrt_);
    r.unary("exp", -2, 2, Tensor::exp, Tensor::exp_);
    r.unary("exp2", -2, 2, Tensor::exp2, Tensor::exp2_);
    r.unary("expm1", -2, 2, Tensor::expm1, Tensor::expm1_);
    r.unary("log", .1, 3, Tensor::log, Tensor::log_);
    r.unary("log2", .1, 3, Tensor::log2, Tensor::log2_);
    r.unary("log10", .1, 3, Tensor::log10, Tensor::log10_);
    r.unary("log1p", -.9, 2, Tensor::log1p, Tensor::log1p_);
    r.unary("sin", -4, 4, Tensor::sin, Tensor::sin_);
    r.unary("cos", -4, 4, Tensor::cos, Tensor::cos_);
    r.unary("tan", -1.3, 1.3, Tensor::tan, Tensor::tan_);
    r.unary("asin", -.95, .95, Tensor::asin, Tensor::asin_);
    r.unary("acos", -.95, .95, Tensor::acos, Tensor::acos_);
    r.unary("atan", -4, 4, Tensor::atan, Tensor::atan_);
    r.unary("sinh", -2, 2, Tensor::sinh, Tensor::sinh_);
    r.unary("cosh", -2, 2, Tensor::cosh, Tensor::cosh_);
    r.unary("tanh", -2, 2, Tensor::tanh, Tensor::tanh_);
    r.unary("asinh", -4, 4, Tensor::asinh, Tensor::asinh_);
    r.unary("acosh", 1.1, 3, Tensor::acosh, Tensor::acosh_);
    r.unary("atanh", -.95, .95, Tensor::atanh, Tensor::atanh_);
    r.unary("sigmoid", -4, 4, Tensor::sigmoid, Tensor::sigmoid_);
    r.unary("erf", -2, 2, Tensor::erf, Tensor::erf_);
    r.unary("erfc", -2, 2, Tensor::erfc, Tensor::erfc_);
    r.unary("erfinv", -.95, .95, Tensor::erfinv, Tensor::erfinv_);
    r.unary("floor", -4, 4, Tensor::floor, Tensor::floor_);
    r.unary("ceil", -4, 4, Tensor::ceil, Tensor::ceil_);
    r.unary("round", -4, 4, Tensor::round, Tensor::round_);
    r.unary("trunc", -4, 4, Tensor::trunc, Tensor::trunc_);
    r.unary("frac", -4, 4, Tensor::frac, Tensor::frac_);
    r.unary("logical_not", -2, 2, Tensor::logicalNot, null).covers("logicalNot_");
    r.op("logical_not.bool").on(x -> x[0].logicalNot(), b(3, 4)).inPlace(x -> x[0].logicalNot_());
    r.op("bitwise_not")
        .on(x -> x[0].bitwiseNot(), i(3, 4))
        .inPlace(x -> x[0].bitwiseNot_())
        .on(x -> x[0].bitwiseNot(), b(3))
        .dtypes()
        .bad(
            UnsupportedOperationException.class,
            "bitwise_not: not defined",
            () -> ones(2).bitwiseNot());
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    In odd = lit(new double[] {1, nan, inf, -inf, 0, -2.5});
    r.op("isnan").on(x -> x[0].isnan(), odd).dtypes();
    r.op("isinf").on(x -> x[0].isinf(), odd).dtypes();
    r.op("isfinite").on(x -> x[0].isfinite(), odd).dtypes();
  }

  private static void binary(Rows r) {
    r.binary("add", -2, 2, Tensor::add, Tensor::add_)
        .bad(
            IllegalArgumentException.class,
            "add: sizes [2, 3] and [4] cannot be broadcast",
            () -> ones(2, 3).add(ones(4)))
        .bad(
            IllegalArgumentException.class,
            "add_: other, of size [3, 2], cannot be broadcast to the size [2]",
            () -> ones(2).add_(ones(3, 2)))
        .bad(
            IllegalArgumentException.class,
            "add_: the result is torch.float32",
            () -> tensor(1, 2).add_(ones(2)))
        .bad(
            IllegalArgumentException.class,
            "add: other must not be null",
            () -> ones(2).add((Tensor) null));
    r.binary("sub", -2, 2, Tensor::sub, Tensor::sub_)
        .bad(
            UnsupportedOperationException.class,
            "logicalXor",
            () -> tensor(true).sub(tensor(false)));
    r.binary("mul", -2, 2, Tensor::mul, Tensor::mul_);
    r.binary("div", .5, 2, Tensor::div, Tensor::div_);
    r.binary("floor_divide", .5, 4, Tensor::floorDivide, Tensor::floorDivide_)
        .ownNames()
        .withoutGradient()
        .bad(
            IllegalArgumentException.class,
            "floor_divide: integer division by zero",
            () -> tensor(1, 2).floorDivide(tensor(1, 0)));
    r.op("trunc_divide")
        .on(x -> x[0].div(x[1], "trunc"), f(3, 4), f(4).in(.5, 1))
        .inPlace(x -> x[0].div_(x[1], "trunc"))
        .on(x -> x[0].div(x[1], "floor"), f(3, 4), f(4).in(.5, 1))
        .on(x -> x[0].div(x[1], "trunc"), i(3, 4), i(4).in(1, 4))
        .covers("div", "div_")
        .withoutGradient()
        .bad(
            IllegalArgumentException.class,
            "div: roundingMode must be \"trunc\" or \"floor\"",
            () -> ones(2).div(ones(2), "up"));
    r.binary("remainder", .5, 4, Tensor::remainder, Tensor::remainder_);
    r.binary("fmod", .5, 4, Tensor::fmod, Tensor::fmod_);
    r.binary("maximum", -2, 2, Tensor::maximum, null);
    r.binary("minimum", -2, 2, Tensor::minimum, null);
    r.binary("fmax", -2, 2, Tensor::fmax, null);
    r.binary("fmin", -2, 2, Tensor::fmin, null);
    r.binary("atan2", -2, 2, Tensor::atan2, Tensor::atan2_);
    r.binary("hypot", .2, 2, Tensor::hypot, Tensor::hypot_);
    r.binary("xlogy", .2, 2, Tensor::xlogy, Tensor::xlogy_);
    r.binary("logaddexp", -2, 2, Tensor::logaddexp, null);
    r.binary("pow", .2, 2, Tensor::pow, Tensor::pow_)
        .bad(
            IllegalArgumentException.class,
            "negative integer powers",
            () -> tensor(1, 2).pow(tensor(-1, 2)));
    r.binary("eq", -2, 2, Tensor::eq, null);
    r.binary("ne", -2, 2, Tensor::ne, null);
    r.binary("lt", -2, 2, Tensor::lt, null);
    r.binary("le", -2, 2, Tensor::le, null);
    r.binary("gt", -2, 2, Tensor::gt, null);
    r.binary("ge", -2, 2, Tensor::ge, null);
    r.binary("logical_and", -2, 2, Tensor::logicalAnd, null);
    r.binary("logical_or", -2, 2, Tensor::logicalOr, null);
    r.binary("logical_xor", -2, 2, Tensor::logicalXor, null);
    In whole = i(3, 4).in(-9, 9);
    r.op("bitwise_and")
        .on(x -> x[0].bitwiseAnd(x[1]), whole, i(4).in(-9, 9))
        .inPlace(x -> x[0].bitwiseAnd_(x[1]))
        .on(x -> x[0].bitwiseAnd(6), whole)
        .inPlace(x -> x[0].bitwiseAnd_(6))
        .dtypes()
        .bad(
            UnsupportedOperationException.class,
            "bitwise_and: defined for integers",
            () -> ones(2).bitwiseAnd(ones(2)));
    r.op("bitwise_or")
        .on(x -> x[0].bitwiseOr(x[1]), whole, i(4).in(-9, 9))
        .inPlace(x -> x[0].bitwiseOr_(x[1]))
        .on(x -> x[0].bitwiseOr(6), whole)
        .inPlace(x -> x[0].bitwiseOr_(6))
        .dtypes();
    r.op("bitwise_xor")
        .on(x -> x[0].bitwiseXor(x[1]), whole, i(4).in(-9, 9))
        .inPlace(x -> x[0].bitwiseXor_(x[1]))
        .on(x -> x[0].bitwiseXor(6), whole)
        .inPlace(x -> x[0].bitwiseXor_(6))
        .dtypes();
    r.op("bitwise_left_shift")
        .on(x -> x[0].bitwiseLeftShift(x[1]), whole, i(4).in(0, 5))
        .inPlace(x -> x[0].bitwiseLeftShift_(x[1]))
        .on(x -> x[0].bitwiseLeftShift(2), whole)
        .inPlace(x -> x[0].bitwiseLeftShift_(2));
    r.op("bitwise_right_shift")
        .on(x -> x[0].bitwiseRightShift(x[1]), whole, i(4).in(0, 5))
        .inPlace(x -> x[0].bitwiseRightShift_(x[1]))
        .on(x -> x[0].bitwiseRightShift(2), whole)
        .inPlace(x -> x[0].bitwiseRightShift_(2));
    r.op("threshold_backward").on(x -> BinaryOps.RELU_GRAD.apply(x[0], x[1]), f(3, 4), f(3, 4));
    r.op("sigmoid_backward")
        .on(x -> BinaryOps.SIGMOID_GRAD.apply(x[0], x[1]), f(3, 4), f(3, 4).in(.1, .9));
    r.op("tanh_backward")
        .on(x -> BinaryOps.TANH_GRAD.apply(x[0], x[1]), f(3, 4), f(3, 4).in(-.9, .9));
  }

  /** With a number as the other operand: whole numbers leave integers integers. */
  private static void numbers(Rows r) {
    In x = f(2, 3).in(.5, 3);
    In n = i(2, 3).in(1, 9);
    r.op("add.number")
        .on(a -> a[0].add(2), x)
        .inPlace(a -> a[0].add_(2))
        .on(a -> a[0].add(2.5), x)
        .inPlace(a -> a[0].add_(2.5))
        .on(a -> a[0].add(2), n)
        .inPlace(a -> a[0].add_(2))
        .on(a -> a[0].add(2.5), n)
        .on(a -> a[0].add(a[1], 2.5), x, x)
        .inPlace(a -> a[0].add_(a[1], 2.5))
        .on(a -> a[0].add(a[1], 3), n, n)
        .bad(
            IllegalArgumentException.class,
            "add_: the result is torch.float32",
            () -> tensor(1, 2).add_(2.5));
    r.op("sub.number")
        .on(a -> a[0].sub(2), x)
        .inPlace(a -> a[0].sub_(2))
        .on(a -> a[0].sub(2.5), x)
        .inPlace(a -> a[0].sub_(2.5))
        .on(a -> a[0].sub(2), n)
        .on(a -> a[0].sub(2.5), n)
        .on(a -> a[0].sub(a[1], 2.5), x, x)
        .inPlace(a -> a[0].sub_(a[1], 2.5));
    r.op("rsub")
        .on(a -> a[0].rsub(2), x)
        .on(a -> a[0].rsub(2.5), x)
        .on(a -> a[0].rsub(2), n)
        .on(a -> a[0].rsub(2.5), n)
        .on(a -> a[0].rsub(a[1]), x, x);
    r.op("mul.number")
        .on(a -> a[0].mul(2), x)
        .inPlace(a -> a[0].mul_(2))
        .on(a -> a[0].mul(2.5), x)
        .inPlace(a -> a[0].mul_(2.5))
        .on(a -> a[0].mul(2), n)
        .on(a -> a[0].mul(2.5), n);
    r.op("div.number")
        .on(a -> a[0].div(2), x)
        .inPlace(a -> a[0].div_(2))
        .on(a -> a[0].div(2.5), x)
        .inPlace(a -> a[0].div_(2.5))
        .on(a -> a[0].div(2), n)
        .on(a -> a[0].div(2.5), n);
    r.op("floor_divide.number")
        .on(a -> a[0].floorDivide(2), x)
        .inPlace(a -> a[0].floorDivide_(2))
        .on(a -> a[0].floorDivide(.7), x)
        .on(a -> a[0].floorDivide(2), n)
        .inPlace(a -> a[0].floorDivide_(2))
        .on(a -> a[0].floorDivide(-2), n)
        .ownNames()
        .withoutGradient();
    r.op("remainder.number")
        .on(a -> a[0].remainder(2), x)
        .inPlace(a -> a[0].remainder_(2))
        .on(a -> a[0].remainder(-.7), x)
        .on(a -> a[0].remainder(2), n)
        .on(a -> a[0].remainder(-2), n);
    r.op("fmod.number")
        .on(a -> a[0].fmod(2), x)
        .inPlace(a -> a[0].fmod_(2))
        .on(a -> a[0].fmod(-.7), x)
        .on(a -> a[0].fmod(2), n);
    r.op("xlogy.number").on(a -> a[0].xlogy(2.5), x).inPlace(a -> a[0].xlogy_(2.5));
    r.op("pow.number")
        .on(a -> a[0].pow(2), x)
        .on(a -> a[0].pow(3), x)
        .on(a -> a[0].pow(-1.5), x)
        .inPlace(a -> a[0].pow_(-1.5))
        .on(a -> a[0].pow(0), x)
        .on(a -> a[0].pow(2), n)
        .on(a -> a[0].pow(.5), n)
        .on(a -> a[0].pow(3), lit(new double[] {0, -2, 1}))
        .on(a -> a[0].pow(0.0), lit(new double[] {0, -2, 1}))
        .bad(IllegalArgumentException.class, "negative integer", () -> tensor(1, 2).pow(-1));
    r.op("eq.number").on(a -> a[0].eq(2), n).on(a -> a[0].eq(2.5), x);
    r.op("ne.number").on(a -> a[0].ne(2), n).on(a -> a[0].ne(2.5), x);
    r.op("lt.number").on(a -> a[0].lt(2), n).on(a -> a[0].lt(2.5), x);
    r.op("le.number").on(a -> a[0].le(2), n).on(a -> a[0].le(2.5), x);
    r.op("gt.number").on(a -> a[0].gt(2), n).on(a -> a[0].gt(2.5), x);
    r.op("ge.number").on(a -> a[0].ge(2), n).on(a -> a[0].ge(2.5), x);
  }

  private static void several(Rows r) {
    In m = f(3, 4);
    r.op("addcmul")
        .on(x -> x[0].addcmul(x[1], x[2], .5), m, m, m)
        .inPlace(x -> x[0].addcmul_(x[1], x[2], .5))
        .on(x -> x[0].addcmul(x[1], x[2], 2), m, f(4), f(3, 1));
    r.op("addcdiv")
        .on(x -> x[0].addcdiv(x[1], x[2], .5), m, m, m.in(.5, 2))
        .inPlace(x -> x[0].addcdiv_(x[1], x[2], .5))
        .on(x -> x[0].addcdiv(x[1], x[2], 2), m, f(4), f(3, 1).in(.5, 2));
    r.op("lerp")
        .on(x -> x[0].lerp(x[1], .3), m, m)
        .inPlace(x -> x[0].lerp_(x[1], .3))
        .on(x -> x[0].lerp(x[1], .8), m, m)
        .on(x -> x[0].lerp(x[1], x[2]), m, m, m.in(0, 1))
        .on(x -> x[0].lerp(x[1], x[2]), m, f(4), f().in(0, 1))
        .bad(
            IllegalArgumentException.class,
            "lerp: input must be a floating-point tensor",
            () -> tensor(1, 2).lerp(tensor(1, 2), .5));
    r.op("clamp")
        .on(x -> x[0].clamp(-.7, .9), m)
        .inPlace(x -> x[0].clamp_(-.7, .9))
        .on(x -> x[0].clamp(-1, 1), i(3, 4))
        .inPlace(x -> x[0].clamp_(-1, 1))
        .on(x -> x[0].clamp(.9, -.7), m)
        .on(x -> x[0].clamp(x[1], x[2]), m, f(4).in(-2, 0), f(3, 1).in(0, 2));
    r.op("clamp_min")
        .on(x -> x[0].clampMin(.3), m)
        .inPlace(x -> x[0].clampMin_(.3))
        .on(x -> x[0].clampMin(1), i(3, 4))
        .inPlace(x -> x[0].clampMin_(1))
        .on(x -> x[0].clampMin(x[1]), m, f(4));
    r.op("clamp_max")
        .on(x -> x[0].clampMax(.3), m)
        .inPlace(x -> x[0].clampMax_(.3))
        .on(x -> x[0].clampMax(1), i(3, 4))
        .inPlace(x -> x[0].clampMax_(1))
        .on(x -> x[0].clampMax(x[1]), m, f(4));
    r.op("to")
        .on(x -> x[0].to(DType.FLOAT64), f(3, 4))
        .on(x -> x[0].to(DType.INT64), f(3, 4))
        .on(x -> x[0].to(DType.FLOAT32), i(3, 4))
        .on(x -> x[0].toBool(), i(3, 4))
        .on(x -> x[0].clone(), f(3, 4))
        .covers("clone");
  }

  private static void special(Rows r) {
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    In odd = lit(new double[] {1, nan, inf, -inf, 0, -2.5});
    r.binary("copysign", .2, 2, Tensor::copysign, Tensor::copysign_);
    In signs = lit(new double[] {-1, 2, -0.0, 0, -3});
    r.op("copysign.signs")
        .on(x -> x[0].copysign(x[1]), lit(new double[] {1, -2, 3, -4, 0}), signs)
        .on(x -> x[0].copysign(-0.0), f(3, 4))
        .inPlace(x -> x[0].copysign_(-0.0))
        .on(x -> x[0].copysign(2.0), i(3))
        .withoutGradient();
    r.op("signbit").on(x -> x[0].signbit(), signs).on(x -> x[0].signbit(), i(5)).dtypes();
    r.op("logit")
        .on(x -> x[0].logit(), f(3, 4).in(.05, .95))
        .on(x -> x[0].logit(.2), f(3, 4).in(.05, .95))
        .on(x -> x[0].logit(1e-3), f())
        .on(x -> x[0].logit(), f(0, 3))
        .rows()
        .large(f(131_101).in(.05, .95));
    r.op("nan_to_num")
        .on(x -> x[0].nanToNum(), odd)
        .inPlace(x -> x[0].nanToNum_())
        .on(x -> x[0].nanToNum(1.5, 7, -8), odd)
        .on(x -> x[0].nanToNum(), f(3, 4))
        .on(x -> x[0].nanToNum(), i(3))
        .dtypes();
    r.op("heaviside")
        .on(x -> x[0].heaviside(x[1]), lit(new double[] {-1, 0, 2, 0}), f(4))
        .on(x -> x[0].heaviside(x[1]), f(3, 1), f(4))
        .on(x -> x[0].heaviside(x[1]), i(5), i(5))
        .ownNames()
        .withoutGradient()
        .bad(
            IllegalArgumentException.class,
            "heaviside: the tensor is torch.float32 but values is torch.int64",
            () -> ones(2).heaviside(tensor(1, 2)));
    for (String key : new String[] {"gcd", "lcm"}) {
      boolean gcd = key.equals("gcd");
      r.op(key)
          .on(x -> gcd ? x[0].gcd(x[1]) : x[0].lcm(x[1]), i(3, 4).in(-30, 30), i(4).in(-12, 40))
          .on(
              x -> gcd ? x[0].gcd(x[1]) : x[0].lcm(x[1]),
              lit(new long[] {0, 0, 6}),
              lit(new long[] {0, 5, 0}))
          .dtypes()
          .bad(
              UnsupportedOperationException.class,
              key + ": defined for integers",
              () -> gcd ? ones(2).gcd(ones(2)) : ones(2).lcm(ones(2)));
    }
    r.unary("deg2rad", -200, 200, Tensor::deg2rad, null);
    r.unary("rad2deg", -4, 4, Tensor::rad2deg, null);
    r.unary("sinc", -3, 3, Tensor::sinc, null);
    r.op("sinc.zero").on(x -> x[0].sinc(), lit(new double[] {0, 1, -1.5})).withoutSecond();
    r.unary("lgamma", .3, 5, Tensor::lgamma, Tensor::lgamma_);
    r.unary("digamma", .3, 5, Tensor::digamma, Tensor::digamma_);
    r.op("digamma.left").on(x -> x[0].digamma(), lit(new double[] {-.5, .2, -1.3, .45}));
    r.unary("sgn", -2, 2, Tensor::sgn, Tensor::sgn_);
    r.op("positive")
        .on(x -> x[0].positive(), f(3, 4))
        .ownNames()
        .bad(
            UnsupportedOperationException.class,
            "positive: not defined for a tensor of torch.bool",
            () -> tensor(true).positive());
    r.unary("i0", -3, 3, Tensor::i0, Tensor::i0_);
    r.unary("i1", -3, 3, Tensor::i1, null);
    In wide = lit(new double[] {-60, -25.5, -24.5, 0, 30, 60});
    r.op("i0.wide").on(x -> x[0].i0(), wide).on(x -> x[0].i1(), wide).withoutGradient();
    r.op("polygamma")
        .on(x -> x[0].polygamma(1), f(3, 4).in(.3, 5))
        .on(x -> x[0].polygamma(0), f(3, 4).in(.3, 5))
        .on(x -> x[0].polygamma(3), f(4).in(.5, 20))
        .on(x -> x[0].polygamma(2), lit(new double[] {-.5, .2, -1.3, -7.6, 40}))
        .on(x -> x[0].polygamma(10), f().in(2, 3))
        .rows()
        .bad(
            IllegalArgumentException.class,
            "polygamma: n must not be negative",
            () -> ones(2).polygamma(-1));
    In edges = lit(new double[] {0, 0, 1, 2, inf, 3, inf, -1, nan, 150, 2e5, 2e5, 2e5, .01});
    In at = lit(new double[] {0, 1, 0, inf, 2, nan, inf, 1, 1, 160, 2.001e5, 1.99e5, 2.1e5, 1e-6});
    In whole = lit(new long[] {1, 2, 5});
    r.op("igamma").on(x -> x[0].igamma(x[1]), whole, f(4, 3).in(.2, 9)).dtypes();
    r.op("igammac").on(x -> x[0].igammac(x[1]), whole, f(4, 3).in(.2, 9)).dtypes();
    r.op("igamma.both")
        .on(x -> x[0].detach().igamma(x[1]), f(3, 4).in(.2, 6), f(3, 4).in(.2, 6))
        .on(x -> x[0].detach().igamma(x[1].detach()), edges, at)
        .on(x -> x[0].detach().igamma(x[1]), f(4, 1).in(.2, 2), f(3).in(3, 20))
        .withoutGradient();
    r.op("igammac.both")
        .on(x -> x[0].detach().igammac(x[1]), f(3, 4).in(.2, 6), f(3, 4).in(.2, 6))
        .on(x -> x[0].detach().igammac(x[1].detach()), edges, at)
        .on(x -> x[0].detach().igammac(x[1]), f(4, 1).in(.2, 2), f(3).in(3, 20))
        .withoutGradient();
    r.op("nextafter")
        .on(x -> x[0].detach().nextafter(x[1].detach()), f(3, 4), f(4))
        .on(
            x -> x[0].detach().nextafter(x[1].detach()),
            lit(new double[] {0, 1, -1, 1, inf, nan, 2}),
            lit(new double[] {-1, 2, 0, 1, 0, 1, inf}))
        .inPlace(x -> x[0].nextafter_(x[1].detach()))
        .bad(
            UnsupportedOperationException.class,
            "nextafter: defined for float32 and float64, got torch.int64",
            () -> tensor(1, 2).nextafter(tensor(2)));
    // PyTorch's gradient is 0 where a whole exponent is negative.
    r.op("ldexp")
        .on(x -> x[0].ldexp(x[1]), f(3, 4), i(4).in(0, 5))
        .inPlace(x -> x[0].ldexp_(x[1]))
        .on(x -> x[0].ldexp(x[1]), f(3), f(3))
        .on(x -> x[0].ldexp(x[1]), i(3, 1), i(4))
        .dtypes();
    r.op("frexp").on(x -> x[0].frexp(), f(3, 4).in(-40, 40)).withoutSecond();
    In powers =
        lit(
            new double[] {
              1, 2, -4, .5, .49999997, 7.9999995, 0x1p-140, 0x1p127, 1e-38, 0, inf, nan
            });
    r.op("frexp.edges").on(x -> x[0].detach().frexp(), powers).withoutGradient();
    r.binary("logaddexp2", -2, 2, Tensor::logaddexp2, null).ownNames();
    r.binary("float_power", .2, 2, Tensor::floatPower, null).ownNames();
    r.op("float_power.number").on(x -> x[0].floatPower(2.5), f(3, 4).in(.2, 2)).ownNames();
    r.op("isposinf").on(x -> x[0].isposinf(), odd).dtypes();
    r.op("isneginf").on(x -> x[0].isneginf(), odd).dtypes();
  }
}
