package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Mantissa;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;

/** The rarer functions of single elements that are made of others. */
public final class SpecialFunctions {
  private static final double DEGREE = Math.PI / 180;

  private static final Grad DEG2RAD =
      Grad.of("Deg2RadBackward0", (g, s) -> new Tensor[] {g.mul(DEGREE)});
  private static final Grad RAD2DEG =
      Grad.of("Rad2DegBackward0", (g, s) -> new Tensor[] {g.mul(1 / DEGREE)});
  private static final Grad NAN_TO_NUM =
      Grad.of(
          "NanToNumBackward0",
          (g, s) -> new Tensor[] {Tensor.where(s.tensor(0).isfinite(), g, 0.0)});
  private static final Grad LOGIT =
      Grad.of(
          "LogitBackward0",
          (g, s) -> {
            Tensor x = s.tensor(0);
            double eps = s.<Double>args();
            double low = eps < 0 ? 0 : eps;
            Tensor inside = x.ge(low).logicalAnd(x.le(1 - low));
            Tensor found = g.div(x.mul(x.rsub(1)));
            return new Tensor[] {Tensor.where(inside, found, eps < 0 ? Double.NaN : 0.0)};
          });
  private static final Grad POLYGAMMA =
      Grad.of(
          "PolygammaBackward0",
          (g, s) -> new Tensor[] {g.mul(polygamma(s.<Long>args() + 1, s.tensor(0)))});
  private static final Grad LDEXP =
      Grad.of(
          "LdexpBackward0",
          (g, s) -> {
            Tensor slope = g.mul(powerOfTwo(s.tensor(1)));
            Tensor ln2 = Types.number(StrictMath.log(2));
            return new Tensor[] {
              s.needs(0) ? slope : null, s.needs(1) ? slope.mul(s.tensor(0)).mul(ln2) : null
            };
          });
  private static final Grad FREXP =
      Grad.of(
          "FrexpBackward0", (g, s) -> new Tensor[] {g.div(powerOfTwo(s.tensor(0).to(g.dtype())))});
  private static final Grad SINC =
      Grad.of(
          "SincBackward0",
          (g, s) -> {
            Tensor x = s.tensor(0);
            Tensor none = x.eq(0);
            Tensor safe = x.maskedFill(none, 1.0);
            Tensor px = safe.mul(Math.PI);
            Tensor slope = px.mul(px.cos()).sub(px.sin()).div(px.mul(safe));
            return new Tensor[] {g.mul(Tensor.where(none, 0.0, slope))};
          });

  private SpecialFunctions() {}

  private static Tensor floats(Tensor x) {
    return x.dtype().isFloatingPoint() ? x : x.to(Types.defaultFloat());
  }

  /** What is computed in several steps is rounded to 16 bits once. */
  private static Tensor wide(Tensor x) {
    return x.dtype().isReducedFloat() ? x.to(DType.FLOAT32) : x;
  }

  private static Tensor recorded(Grad grad, Tensor out, Tensor x, Object args) {
    return Graph.record(grad, out, new Tensor[] {x}, new Tensor[] {x}, args);
  }

  public static Tensor deg2rad(Tensor x) {
    Tensor in = floats(x);
    Tensor out = in.detach().mul(DEGREE);
    return Graph.record(DEG2RAD, out, new Tensor[] {in}, Graph.nothing(), null);
  }

  public static Tensor rad2deg(Tensor x) {
    Tensor in = floats(x);
    Tensor out = in.detach().mul(1 / DEGREE);
    return Graph.record(RAD2DEG, out, new Tensor[] {in}, Graph.nothing(), null);
  }

  public static Tensor signbit(Tensor x) {
    if (!x.dtype().isFloatingPoint()) {
      return x.to(DType.INT64).lt(0);
    }
    Tensor v = x.detach();
    return Tensor.onesLike(v).copysign(v).lt(0);
  }

  public static Tensor logit(Tensor x, double eps) {
    Tensor in = floats(x);
    Tensor all = wide(in.detach());
    Tensor v = eps < 0 ? all : all.clamp(eps, 1 - eps);
    return recorded(LOGIT, v.div(v.rsub(1)).log().to(in.dtype()), in, eps);
  }

  /** Null: the largest and the smallest number of the type. */
  public static Tensor nanToNum(Tensor x, double nan, Double posinf, Double neginf) {
    if (!x.dtype().isFloatingPoint()) {
      return x.clone();
    }
    Tensor v = x.detach();
    double most = largest(x.dtype());
    Tensor out =
        v.maskedFill(v.isnan(), nan)
            .maskedFill(v.isposinf(), posinf == null ? most : posinf)
            .maskedFill(v.isneginf(), neginf == null ? -most : neginf);
    return recorded(NAN_TO_NUM, out, x, null);
  }

  public static Tensor nanToNum_(Tensor x) {
    return Graph.inPlace("nan_to_num_", x, old -> nanToNum(old, 0, null, null), Pointwise::write);
  }

  private static double largest(DType type) {
    return switch (type) {
      case FLOAT16 -> 65504;
      case BFLOAT16 -> 0x1.fep127;
      case FLOAT32 -> Float.MAX_VALUE;
      default -> Double.MAX_VALUE;
    };
  }

  /** A step: nothing of it is differentiable. */
  public static Tensor heaviside(Tensor x, Tensor values) {
    Check.notNull("heaviside", "values", values);
    Check.sameType("heaviside", "the tensor", x.dtype(), "values", values.dtype());
    Tensor v = x.detach();
    Tensor step = v.gt(0).to(x.dtype());
    return Tensor.where(v.eq(0), values.detach(), step);
  }

  public static Tensor sinc(Tensor x) {
    Tensor in = floats(x);
    Tensor v = wide(in.detach());
    Tensor px = v.mul(Math.PI);
    Tensor out = px.sin().div(px).maskedFill(v.eq(0), 1.0);
    return recorded(SINC, out.to(in.dtype()), in, null);
  }

  /**
   * The derivative of digamma, of ops that are differentiable themselves: six steps up by
   * trigamma(x) = 1/x^2 + trigamma(x + 1), then the asymptotic series; left of 1/2 by reflection.
   */
  static Tensor trigamma(Tensor x) {
    Tensor left = x.lt(0.5);
    Tensor y = Tensor.where(left, x.rsub(1), x);
    Tensor sum = y.square().reciprocal();
    for (int k = 1; k < 6; k++) {
      sum = sum.add(y.add(k).square().reciprocal());
    }
    Tensor z = y.add(6).reciprocal();
    Tensor z2 = z.square();
    double[] bernoulli = {5.0 / 66, -1.0 / 30, 1.0 / 42, -1.0 / 30, 1.0 / 6};
    Tensor series = Tensor.zerosLike(z2.detach());
    for (double b : bernoulli) {
      series = series.add(b).mul(z2);
    }
    sum = sum.add(z.mul(series.add(z.mul(0.5)).add(1)));
    Tensor sine = Tensor.where(left, x, 0.5).mul(Math.PI).sin();
    return Tensor.where(left, sine.square().reciprocal().mul(Math.PI * Math.PI).sub(sum), sum);
  }

  /** The derivative of i1: i0 - i1 / x, which is 1/2 at 0. */
  static Tensor i1Slope(Tensor x) {
    Tensor none = x.eq(0);
    Tensor safe = x.maskedFill(none, 1.0);
    return Tensor.where(none, 0.5, safe.i0().sub(safe.i1().div(safe)));
  }

  /** The derivative of igamma for its second argument: x^(a-1) exp(-x) / gamma(a). */
  static Tensor gammaDensity(Tensor a, Tensor x) {
    return a.sub(1).mul(x.log()).sub(x).sub(a.lgamma()).exp();
  }

  static Tensor noSlope(String op) {
    throw new UnsupportedOperationException(
        op + ": the derivative for the first argument is not defined here; detach() it");
  }

  /** The n-th derivative of digamma. */
  public static Tensor polygamma(long n, Tensor x) {
    if (n < 0) {
      throw new IllegalArgumentException("polygamma: n must not be negative, got " + n);
    }
    Tensor in = floats(x);
    Tensor v = in.detach();
    return recorded(
        POLYGAMMA, n == 0 ? v.digamma() : BinaryOps.POLYGAMMA.apply(v, (double) n), in, n);
  }

  /** Itself; booleans have no sign. */
  public static Tensor positive(Tensor x) {
    if (x.dtype() == DType.BOOL) {
      throw new UnsupportedOperationException(
          "positive: not defined for a tensor of torch.bool; convert it to a number first");
    }
    return x;
  }

  private static Tensor powerOfTwo(Tensor exponent) {
    return BinaryOps.POW.apply(Types.number(2.0), exponent);
  }

  public static Tensor ldexp(Tensor x, Tensor exponent) {
    Check.notNull("ldexp", "exponent", exponent);
    Tensor out = x.detach().mul(powerOfTwo(exponent.detach()));
    Tensor[] inputs = {x, exponent};
    return Graph.record(LDEXP, out, inputs, inputs.clone(), null);
  }

  public static Tensor ldexp_(Tensor x, Tensor exponent) {
    Check.notNull("ldexp_", "exponent", exponent);
    Pointwise.checkInPlaceSize("ldexp", x, exponent);
    Pointwise.checkCast("ldexp", Types.result(x, powerOfTwo(exponent.detach())), x.dtype());
    return Graph.inPlace("ldexp_", x, old -> ldexp(old, exponent), Pointwise::write);
  }

  /** In float64, where every power of two that is needed exists, in two factors. */
  public static Mantissa frexp(Tensor x) {
    Check.floating("frexp", "input", x);
    Tensor v = x.detach().to(DType.FLOAT64);
    Tensor plain = v.eq(0).logicalOr(v.isfinite().logicalNot());
    Tensor e = v.maskedFill(plain, 1.0).abs().log2().floor().add(1);
    Tensor half = e.div(Types.number(2.0), "floor");
    Tensor m = v.mul(powerOfTwo(half.neg())).mul(powerOfTwo(half.sub(e)));
    // The logarithm of a number beside a power of two may fall on the other side of it.
    Tensor up = m.abs().ge(1).toLong().sub(m.abs().lt(0.5).toLong());
    m = m.mul(powerOfTwo(up.neg().to(DType.FLOAT64)));
    Tensor exponent = e.add(up).maskedFill(plain, 0.0).to(DType.INT32);
    Tensor mantissa = Tensor.where(plain, v, m).to(x.dtype());
    return new Mantissa(
        Graph.record(FREXP, mantissa, new Tensor[] {x}, new Tensor[] {exponent}, null), exponent);
  }

  public static Tensor logaddexp2(Tensor x, Tensor other) {
    Check.floating("logaddexp2", "input", x);
    Check.floating("logaddexp2", "other", other);
    double ln2 = StrictMath.log(2);
    return x.mul(ln2).logaddexp(other.mul(ln2)).div(ln2);
  }

  public static Tensor floatPower(Tensor x, Tensor exponent) {
    Check.notNull("floatPower", "exponent", exponent);
    return x.to(DType.FLOAT64).pow(exponent.to(DType.FLOAT64));
  }
}
