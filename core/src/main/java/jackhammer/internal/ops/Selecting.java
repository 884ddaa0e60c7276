package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Ternary;

/** Element-wise ops of three operands. */
public final class Selecting {
  private static final Grad WHERE =
      Grad.of(
          "WhereBackward0",
          (g, s) -> {
            Tensor c = s.tensor(0);
            return new Tensor[] {
              null,
              s.needs(1) ? Tensor.where(c, g, 0.0) : null,
              s.needs(2) ? Tensor.where(c, 0.0, g) : null
            };
          });
  private static final Grad CLAMP = clamp("ClampBackward1");
  private static final Grad CLAMP_TENSORS = clamp("ClampBackward0");
  private static final Grad LERP = lerp("LerpBackward0");
  private static final Grad LERP_TENSOR = lerp("LerpBackward1");
  private static final Grad SUB_SCALED =
      Grad.of(
          "SubBackward0", (g, s) -> new Tensor[] {g, s.needs(1) ? g.mul(s.tensor(0)) : null, null});
  private static final Grad ADD_SCALED =
      Grad.of(
          "AddBackward0", (g, s) -> new Tensor[] {g, s.needs(1) ? g.mul(s.tensor(0)) : null, null});

  private Selecting() {}

  private static Grad lerp(String name) {
    return Grad.of(
        name,
        (g, s) -> {
          Tensor w = s.tensor(2);
          return new Tensor[] {
            g.mul(w.rsub(1)), g.mul(w), s.needs(2) ? g.mul(s.tensor(1).sub(s.tensor(0))) : null
          };
        });
  }

  private static Grad clamp(String name) {
    return Grad.of(
        name,
        (g, s) -> {
          Tensor x = s.tensor(0);
          Tensor low = s.tensor(1);
          Tensor high = s.tensor(2);
          return new Tensor[] {
            Tensor.where(x.ge(low).logicalAnd(x.le(high)), g, 0.0),
            s.needs(1) ? Tensor.where(x.lt(low).logicalAnd(low.lt(high)), g, 0.0) : null,
            s.needs(2) ? Tensor.where(x.gt(high).logicalOr(high.lt(low)), g, 0.0) : null
          };
        });
  }

  /** a where the condition holds, else b; the three broadcast. */
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    Check.notNull("where", "condition", condition);
    if (condition.dtype() != DType.BOOL) {
      throw new IllegalArgumentException(
          "where: condition must be a bool tensor, got "
              + condition.dtype()
              + "; compare first, for example condition.ne(0)");
    }
    Check.notNull("where", "a", a);
    Check.notNull("where", "b", b);
    DType type = Types.result(a, b);
    int[] sizes = Check.broadcast("where", Tensors.data(a).sizes(), Tensors.data(b).sizes());
    sizes = Check.broadcast("where", Tensors.data(condition).sizes(), sizes);
    Strided out = Strided.empty(type, sizes.clone());
    Compute.kernels()
        .where(
            Tensors.data(condition).expand(sizes),
            Types.operand(a, type).expand(sizes),
            Types.operand(b, type).expand(sizes),
            out);
    return Graph.record(
        WHERE, Tensors.wrap(out), new Tensor[] {condition, a, b}, new Tensor[] {condition}, null);
  }

  public static Tensor where(Tensor condition, Tensor a, double b) {
    return where(condition, a, Types.number(b));
  }

  public static Tensor where(Tensor condition, double a, Tensor b) {
    return where(condition, Types.number(a), b);
  }

  /** Numbers cut to [low, high]. */
  public static Tensor clamp(Tensor x, Tensor low, Tensor high) {
    Check.notNull("clamp", "min", low);
    Check.notNull("clamp", "max", high);
    Grad grad = Types.isNumber(low) ? CLAMP : CLAMP_TENSORS;
    return ternary("clamp", Ternary.CLAMP, grad, x, low, high, x, low, high);
  }

  /** start + weight * (end - start). */
  public static Tensor lerp(Tensor start, Tensor end, Tensor weight) {
    Check.floating("lerp", "input", start);
    Check.notNull("lerp", "end", end);
    Check.notNull("lerp", "weight", weight);
    Grad grad = Types.isNumber(weight) ? LERP : LERP_TENSOR;
    return ternary("lerp", Ternary.LERP, grad, start, end, weight, start, end, weight);
  }

  /** a + alpha * b. */
  public static Tensor addScaled(Tensor a, Tensor b, Tensor alpha) {
    return ternary("add", Ternary.ADD_SCALED, ADD_SCALED, a, b, alpha, alpha);
  }

  /** a + alpha * b, for alpha the negated factor of a subtraction. */
  public static Tensor subScaled(Tensor a, Tensor b, Tensor alpha) {
    return ternary("sub", Ternary.ADD_SCALED, SUB_SCALED, a, b, alpha, alpha);
  }

  /** {@link #addScaled} into a, outside the graph; the three have its type. */
  static Tensor addScaledInPlace(Tensor a, Tensor b, Tensor alpha) {
    Graph.checkInPlace("add_", a);
    Strided self = Tensors.data(a);
    Strided other = Types.operand(b, a.dtype());
    other = other.storage() == self.storage() && other != self ? Compute.copy(other) : other;
    Compute.kernels()
        .ternary(
            Ternary.ADD_SCALED,
            self,
            other.expand(self.sizes()),
            Types.operand(alpha, a.dtype()).expand(self.sizes()),
            self);
    self.storage().changed();
    return a;
  }

  private static Tensor ternary(
      String name, Ternary op, Grad grad, Tensor a, Tensor b, Tensor c, Tensor... saved) {
    DType type = Types.result(a, b, c);
    int[] sizes = Check.broadcast(name, Tensors.data(a).sizes(), Tensors.data(b).sizes());
    sizes = Check.broadcast(name, sizes, Tensors.data(c).sizes());
    Strided out = Strided.empty(type, sizes.clone());
    Compute.kernels()
        .ternary(
            op,
            Types.operand(a, type).expand(sizes),
            Types.operand(b, type).expand(sizes),
            Types.operand(c, type).expand(sizes),
            out);
    return Graph.record(grad, Tensors.wrap(out), new Tensor[] {a, b, c}, saved, null);
  }
}
