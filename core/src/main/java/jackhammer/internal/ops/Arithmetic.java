package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;

/** Element-wise ops that are others with numbers in particular places. */
public final class Arithmetic {
  private static final Grad RSUB = Grad.of("RsubBackward1", (g, s) -> new Tensor[] {g.neg()});

  private Arithmetic() {}

  public static Tensor add(Tensor a, Tensor b, double alpha) {
    return Selecting.addScaled(a, b, scale(b, alpha));
  }

  public static Tensor add_(Tensor a, Tensor b, double alpha) {
    Pointwise.checkInPlaceSize("add", a, b);
    Pointwise.checkCast("add", Types.result(a, b), a.dtype());
    return Graph.inPlace("add_", a, x -> add(x, b, alpha), Pointwise::write);
  }

  /** A factor that leaves integers integers. */
  private static Tensor scale(Tensor b, double alpha) {
    boolean whole = !b.dtype().isFloatingPoint() && alpha == Math.rint(alpha);
    return whole ? Types.number((long) alpha) : Types.number(alpha);
  }

  public static Tensor rsub(Tensor x, double number) {
    return rsub(x, Types.number(number));
  }

  public static Tensor rsub(Tensor x, long number) {
    return rsub(x, Types.number(number));
  }

  private static Tensor rsub(Tensor x, Tensor number) {
    Tensor out = BinaryOps.SUB.apply(number, x.detach());
    return Graph.record(RSUB, out, new Tensor[] {x}, Graph.nothing(), null);
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
