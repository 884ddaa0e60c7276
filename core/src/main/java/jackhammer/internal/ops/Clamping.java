package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;

/** Numbers cut off on one side. */
public final class Clamping {
  private static final Grad MIN = side("ClampMinBackward0", true);
  private static final Grad MIN_TENSOR = side("ClampMinBackward1", true);
  private static final Grad MAX = side("ClampMaxBackward0", false);
  private static final Grad MAX_TENSOR = side("ClampMaxBackward1", false);

  private Clamping() {}

  private static Grad side(String name, boolean min) {
    return Grad.of(
        name,
        (g, s) -> {
          Tensor x = s.tensor(0);
          Tensor bound = s.tensor(1);
          Tensor stays = min ? x.ge(bound) : x.le(bound);
          return new Tensor[] {
            s.needs(0) ? Tensor.where(stays, g, 0.0) : null,
            s.needs(1) ? Tensor.where(stays, 0.0, g) : null
          };
        });
  }

  private static Tensor clamp(Tensor x, Tensor bound, boolean min) {
    Check.notNull(min ? "clampMin" : "clampMax", "bound", bound);
    Tensor out = (min ? BinaryOps.MAXIMUM : BinaryOps.MINIMUM).apply(x.detach(), outside(bound));
    boolean number = Types.isNumber(bound);
    return Graph.record(
        min ? number ? MIN : MIN_TENSOR : number ? MAX : MAX_TENSOR,
        out,
        new Tensor[] {x, bound},
        new Tensor[] {x, bound},
        null);
  }

  private static Tensor outside(Tensor bound) {
    return Types.isNumber(bound) ? bound : bound.detach();
  }

  public static Tensor clampMin(Tensor x, Tensor min) {
    return clamp(x, min, true);
  }

  public static Tensor clampMin(Tensor x, double min) {
    return clamp(x, Types.number(min), true);
  }

  public static Tensor clampMin(Tensor x, long min) {
    return clamp(x, Types.number(min), true);
  }

  public static Tensor clampMax(Tensor x, Tensor max) {
    return clamp(x, max, false);
  }

  public static Tensor clampMax(Tensor x, double max) {
    return clamp(x, Types.number(max), false);
  }

  public static Tensor clampMax(Tensor x, long max) {
    return clamp(x, Types.number(max), false);
  }

  private static Tensor clamp_(Tensor x, Tensor bound, boolean min) {
    String name = min ? "clampMin" : "clampMax";
    Pointwise.checkCast(name, Types.result(x, bound), x.dtype());
    return Graph.inPlace(name + "_", x, old -> clamp(old, bound, min), Pointwise::write);
  }

  public static Tensor clampMin_(Tensor x, double min) {
    return clamp_(x, Types.number(min), true);
  }

  public static Tensor clampMin_(Tensor x, long min) {
    return clamp_(x, Types.number(min), true);
  }

  public static Tensor clampMax_(Tensor x, double max) {
    return clamp_(x, Types.number(max), false);
  }

  public static Tensor clampMax_(Tensor x, long max) {
    return clamp_(x, Types.number(max), false);
  }
}
