package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;

/** Element-wise ops that are others with numbers in particular places. */
public final class Arithmetic {
  private static final Grad RSUB = Grad.of("RsubBackward1", (g, s) -> new Tensor[] {g.neg(), null});
  private static final Grad RSUB_TENSOR =
      Grad.of("RsubBackward0", (g, s) -> new Tensor[] {g.neg(), g});
  private static final Grad ROUNDED_DIV =
      Grad.of("DivBackward2", (g, s) -> new Tensor[] {g.mul(0), g.mul(0)});

  private Arithmetic() {}

  public static Tensor add(Tensor a, Tensor b, double alpha) {
    Check.notNull("add", "other", b);
    return Selecting.addScaled(a, b, scale("add", a, b, alpha));
  }

  public static Tensor sub(Tensor a, Tensor b, double alpha) {
    Check.notNull("sub", "other", b);
    return Selecting.subScaled(a, b, scale("sub", a, b, -alpha));
  }

  public static Tensor add_(Tensor a, Tensor b, double alpha) {
    Pointwise.checkInPlaceSize("add", a, b);
    Pointwise.checkCast("add", Types.result(a, b), a.dtype());
    if (!Graph.records(a, b) && Types.result(a, b) == a.dtype()) {
      return Selecting.addScaledInPlace(a, b, scale("add", a, b, alpha));
    }
    return Graph.inPlace("add_", a, x -> add(x, b, alpha), Pointwise::write);
  }

  public static Tensor sub_(Tensor a, Tensor b, double alpha) {
    Pointwise.checkInPlaceSize("sub", a, b);
    Pointwise.checkCast("sub", Types.result(a, b), a.dtype());
    if (!Graph.records(a, b) && Types.result(a, b) == a.dtype()) {
      return Selecting.addScaledInPlace(a, b, scale("sub", a, b, -alpha));
    }
    return Graph.inPlace("sub_", a, x -> sub(x, b, alpha), Pointwise::write);
  }

  /** A factor that leaves integers integers. */
  private static Tensor scale(String op, Tensor a, Tensor b, double alpha) {
    if (Types.result(a, b).isFloatingPoint()) {
      return Types.number(alpha);
    }
    if (alpha != Math.rint(alpha)) {
      throw new IllegalArgumentException(
          op + ": alpha must be a whole number for integer tensors, got " + Math.abs(alpha));
    }
    return Types.number((long) alpha);
  }

  // ---- with a product or a quotient ----

  private record Scale(double value) {}

  /** Saved: the factors. */
  private static final Grad ADDCMUL =
      Grad.of(
          "AddcmulBackward0",
          (g, s) -> {
            double value = s.<Scale>args().value;
            return new Tensor[] {
              g,
              s.needs(1) ? g.mul(s.tensor(1)).mul(value) : null,
              s.needs(2) ? g.mul(s.tensor(0)).mul(value) : null
            };
          });

  /** Saved: numerator and denominator. */
  private static final Grad ADDCDIV =
      Grad.of(
          "AddcdivBackward0",
          (g, s) -> {
            double value = s.<Scale>args().value;
            Tensor a = s.tensor(0);
            Tensor b = s.tensor(1);
            return new Tensor[] {
              g,
              s.needs(1) ? g.mul(value).div(b) : null,
              s.needs(2) ? g.neg().mul(value).mul(a.div(b.mul(b))) : null
            };
          });

  private static void checkFactors(String op, Tensor a, Tensor b) {
    Check.notNull(op, "a", a);
    Check.notNull(op, "b", b);
  }

  public static Tensor addcmul(Tensor x, Tensor a, Tensor b, double value) {
    checkFactors("addcmul", a, b);
    Tensor out = add(x.detach(), BinaryOps.MUL.apply(a.detach(), b.detach()), value);
    return Graph.record(
        ADDCMUL, out, new Tensor[] {x, a, b}, new Tensor[] {a, b}, new Scale(value));
  }

  public static Tensor addcdiv(Tensor x, Tensor a, Tensor b, double value) {
    checkFactors("addcdiv", a, b);
    Tensor out = add(x.detach(), BinaryOps.DIV.apply(a.detach(), b.detach()), value);
    return Graph.record(
        ADDCDIV, out, new Tensor[] {x, a, b}, new Tensor[] {a, b}, new Scale(value));
  }

  public static Tensor addcmul_(Tensor x, Tensor a, Tensor b, double value) {
    checkFactors("addcmul_", a, b);
    return Graph.records(x, a, b)
        ? Graph.inPlace("addcmul_", x, old -> addcmul(old, a, b, value), Pointwise::write)
        : add_(x, BinaryOps.MUL.apply(a, b), value);
  }

  public static Tensor addcdiv_(Tensor x, Tensor a, Tensor b, double value) {
    checkFactors("addcdiv_", a, b);
    return Graph.records(x, a, b)
        ? Graph.inPlace("addcdiv_", x, old -> addcdiv(old, a, b, value), Pointwise::write)
        : add_(x, BinaryOps.DIV.apply(a, b), value);
  }

  // ---- with a number in front ----

  public static Tensor rsub(Tensor x, double number) {
    return rsub(x, Types.number(number));
  }

  public static Tensor rsub(Tensor x, long number) {
    return rsub(x, Types.number(number));
  }

  public static Tensor rsub(Tensor x, Tensor other) {
    Check.notNull("rsub", "other", other);
    boolean number = Types.isNumber(other);
    Tensor out = BinaryOps.SUB.apply(number ? other : other.detach(), x.detach());
    return Graph.record(
        number ? RSUB : RSUB_TENSOR, out, new Tensor[] {x, other}, Graph.nothing(), null);
  }

  private static Pointwise.BinaryOp rounding(String mode) {
    Check.notNull("div", "roundingMode", mode);
    return switch (mode) {
      case "floor" -> BinaryOps.FLOOR_DIVIDE;
      case "trunc" -> BinaryOps.TRUNC_DIVIDE;
      default ->
          throw new IllegalArgumentException(
              "div: roundingMode must be \"trunc\" or \"floor\", got \"" + mode + "\"");
    };
  }

  public static Tensor div(Tensor x, Tensor other, String roundingMode) {
    Check.notNull("div", "other", other);
    Tensor out = rounding(roundingMode).apply(x, other);
    return Graph.record(ROUNDED_DIV, out, new Tensor[] {x, other}, Graph.nothing(), null);
  }

  public static Tensor div_(Tensor x, Tensor other, String roundingMode) {
    Check.notNull("div_", "other", other);
    return Graph.records(x, other)
        ? Graph.inPlace("div_", x, old -> div(old, other, roundingMode), Pointwise::write)
        : rounding(roundingMode).applyInPlace(x, other);
  }

  public static Tensor pow(Tensor x, double exponent) {
    return exponent == 2 && x.dtype().isFloatingPoint()
        ? x.square()
        : BinaryOps.POW_SCALAR.apply(x, exponent);
  }

  public static Tensor pow(Tensor x, long exponent) {
    return exponent == 2 && x.dtype().isFloatingPoint()
        ? x.square()
        : BinaryOps.POW_SCALAR.apply(x, exponent);
  }

  public static Tensor lerp(Tensor x, Tensor end, double weight) {
    return Selecting.lerp(x, end, Types.number(weight));
  }

  public static Tensor lerp_(Tensor x, Tensor end, double weight) {
    return Graph.inPlace("lerp_", x, old -> lerp(old, end, weight), Pointwise::write);
  }

  public static Tensor clamp(Tensor x, double min, double max) {
    return Selecting.clamp(x, Types.number(min), Types.number(max));
  }

  public static Tensor clamp(Tensor x, long min, long max) {
    return Selecting.clamp(x, Types.number(min), Types.number(max));
  }

  public static Tensor clamp_(Tensor x, double min, double max) {
    return Graph.inPlace("clamp_", x, old -> clamp(old, min, max), Pointwise::write);
  }

  public static Tensor clamp_(Tensor x, long min, long max) {
    return Graph.inPlace("clamp_", x, old -> clamp(old, min, max), Pointwise::write);
  }
}
