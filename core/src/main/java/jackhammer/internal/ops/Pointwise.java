package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Unary;
import java.util.function.BiFunction;

/** How every element-wise op runs: a row of {@link UnaryOps} or {@link BinaryOps} says the rest. */
public final class Pointwise {
  private Pointwise() {}

  /** What a unary op keeps for its derivative. */
  enum Keep {
    NOTHING,
    INPUT,
    OUTPUT
  }

  /** Which type a unary op computes in. */
  enum Domain {
    /** The operand's own; booleans are refused. */
    NUMBER,
    /** The operand's own; booleans become int64. */
    COUNT,
    /** The operand's own; integers and booleans are refused. */
    FRACTION,
    /** The operand's own, whatever it is. */
    ANY,
    /** Integers and booleans become the default floating type. */
    FLOAT,
    /** Integers pass unchanged. */
    ROUNDING,
    /** Integers and booleans only. */
    INTEGER
  }

  /** An element-wise op of one operand. */
  public static final class UnaryOp {
    private final String name;
    private final Unary kernel;
    private final Domain domain;
    private final Keep keep;
    private final Grad grad;

    /**
     * @param derivative from the upstream gradient and what was kept (null for NOTHING); null if
     *     the op has no gradient
     */
    UnaryOp(
        String name,
        Unary kernel,
        Domain domain,
        Keep keep,
        String gradName,
        BiFunction<Tensor, Tensor, Tensor> derivative) {
      this.name = name;
      this.kernel = kernel;
      this.domain = domain;
      this.keep = keep;
      this.grad =
          derivative == null
              ? null
              : Grad.of(
                  gradName,
                  (g, s) ->
                      new Tensor[] {
                        derivative.apply(g, keep == Keep.NOTHING ? null : s.tensor(0))
                      });
    }

    public String name() {
      return name;
    }

    public Tensor apply(Tensor x) {
      return apply(x, false);
    }

    /**
     * @param within whether the result goes where x is
     */
    private Tensor apply(Tensor x, boolean within) {
      DType type = computeType(x);
      if (domain == Domain.ROUNDING && !type.isFloatingPoint()) {
        return x.clone();
      }
      Strided in = Types.operand(x, type);
      Strided out =
          within ? in : Strided.empty(kernel.isPredicate() ? DType.BOOL : type, in.sizes().clone());
      Compute.kernels().unary(kernel, in, out);
      return recorded(x, Tensors.wrap(out));
    }

    private Tensor recorded(Tensor x, Tensor y) {
      if (grad == null || !Graph.records(x)) {
        return y;
      }
      Tensor[] saved =
          switch (keep) {
            case NOTHING -> Graph.nothing();
            case INPUT -> new Tensor[] {x};
            case OUTPUT -> new Tensor[] {y};
          };
      return Graph.record(grad, y, new Tensor[] {x}, saved, null);
    }

    /**
     * Records the op for an input whose storage has the result already, since the op before it
     * computed both; nobody else may have seen the input, and the op must not keep it.
     */
    Tensor done(Tensor x) {
      return recorded(x, Tensors.wrap(Tensors.data(x)));
    }

    public Tensor applyInPlace(Tensor x) {
      if (Graph.records(x)) {
        boolean within = keep != Keep.INPUT && !kernel.isPredicate();
        return Graph.inPlace(name + "_", x, old -> apply(old, within), Pointwise::write);
      }
      Graph.checkInPlace(name + "_", x);
      DType type = computeType(x);
      Strided self = Tensors.data(x);
      if (type == x.dtype() && !kernel.isPredicate()) {
        if (domain != Domain.ROUNDING || type.isFloatingPoint()) {
          Compute.kernels().unary(kernel, self, self);
          self.storage().changed();
        }
        return x;
      }
      checkCast(name, kernel.isPredicate() ? DType.BOOL : type, x.dtype());
      write(apply(x), x);
      self.storage().changed();
      return x;
    }

    private DType computeType(Tensor x) {
      DType type = x.dtype();
      boolean ok =
          switch (domain) {
            case NUMBER, ROUNDING -> type != DType.BOOL;
            case INTEGER -> !type.isFloatingPoint();
            case FRACTION -> type.isFloatingPoint();
            case ANY, FLOAT, COUNT -> true;
          };
      if (!ok) {
        throw new UnsupportedOperationException(
            name
                + ": not defined for a tensor of "
                + type
                + switch (domain) {
                  case INTEGER -> "; it works on integers and booleans";
                  case FRACTION -> "; convert it to a floating-point type first";
                  default -> "; convert it to a number first, for example with to(INT64)";
                });
      }
      if (domain == Domain.COUNT && type == DType.BOOL) {
        return DType.INT64;
      }
      return domain == Domain.FLOAT && !type.isFloatingPoint() ? Types.defaultFloat() : type;
    }
  }

  /** The derivative of a binary op for one operand. */
  @FunctionalInterface
  interface Partial {
    Tensor apply(Tensor g, Tensor a, Tensor b);
  }

  /** What a binary op keeps. */
  enum KeepBoth {
    NOTHING,
    /** The other operand of each operand that needs a gradient. */
    OTHER,
    BOTH
  }

  /** An element-wise op of two operands that broadcast. */
  public static final class BinaryOp {
    private final String name;
    private final Binary kernel;
    private final boolean floats;
    private final KeepBoth keep;
    private final Grad grad;
    private final Grad numberGrad;

    BinaryOp(
        String name,
        Binary kernel,
        boolean floats,
        KeepBoth keep,
        String gradName,
        Partial da,
        Partial db) {
      this(name, kernel, floats, keep, gradName, gradName, da, db);
    }

    /**
     * @param floats whether integers and booleans become the default floating type
     * @param numberGradName the gradient's name where the second operand is a number
     * @param da derivative for the first operand; null with {@code db} if the op has no gradient
     */
    BinaryOp(
        String name,
        Binary kernel,
        boolean floats,
        KeepBoth keep,
        String gradName,
        String numberGradName,
        Partial da,
        Partial db) {
      this.name = name;
      this.kernel = kernel;
      this.floats = floats;
      this.keep = keep;
      this.grad = da == null ? null : gradient(gradName, keep, da, db);
      this.numberGrad = da == null ? null : gradient(numberGradName, keep, da, db);
    }

    private static Grad gradient(String gradName, KeepBoth keep, Partial da, Partial db) {
      return Grad.of(
          gradName,
          (g, s) -> {
            Tensor a = keep == KeepBoth.NOTHING ? null : s.tensor(0);
            Tensor b = keep == KeepBoth.NOTHING ? null : s.tensor(1);
            return new Tensor[] {
              s.needs(0) ? da.apply(g, a, b) : null, s.needs(1) ? db.apply(g, a, b) : null
            };
          });
    }

    public String name() {
      return name;
    }

    public Tensor apply(Tensor a, double b) {
      return apply(a, Types.number(b));
    }

    public Tensor apply(Tensor a, long b) {
      return apply(a, Types.number(b));
    }

    public Tensor apply(Tensor a, Tensor b) {
      Check.notNull(name, "other", b);
      DType type = computeType(a, b);
      int[] sizes = Check.broadcast(name, Tensors.data(a).sizes(), Tensors.data(b).sizes());
      Strided out = Strided.empty(kernel.isPredicate() ? DType.BOOL : type, sizes.clone());
      Compute.kernels()
          .binary(
              kernel,
              Types.operand(a, type).expand(sizes),
              Types.operand(b, type).expand(sizes),
              out);
      return recorded(a, b, out);
    }

    private Tensor recorded(Tensor a, Tensor b, Strided out) {
      Tensor y = Tensors.wrap(out);
      if (grad == null || !Graph.records(a, b)) {
        return y;
      }
      Tensor[] saved =
          switch (keep) {
            case NOTHING -> Graph.nothing();
            case OTHER ->
                new Tensor[] {Graph.needsGrad(b) ? a : null, Graph.needsGrad(a) ? b : null};
            case BOTH -> new Tensor[] {a, b};
          };
      Grad by = Types.isNumber(b) ? numberGrad : grad;
      return Graph.record(by, y, new Tensor[] {a, b}, saved, null);
    }

    public Tensor applyInPlace(Tensor a, double b) {
      return applyInPlace(a, Types.number(b));
    }

    public Tensor applyInPlace(Tensor a, long b) {
      return applyInPlace(a, Types.number(b));
    }

    public Tensor applyInPlace(Tensor a, Tensor b) {
      Check.notNull(name, "other", b);
      checkInPlaceSize(name, a, b);
      DType type = computeType(a, b);
      checkCast(name, kernel.isPredicate() ? DType.BOOL : type, a.dtype());
      boolean within = a.dtype() == type && !kernel.isPredicate();
      if (Graph.records(a, b)) {
        boolean forgets = keep == KeepBoth.NOTHING && within;
        return Graph.inPlace(
            name + "_",
            a,
            x -> {
              if (!forgets) {
                return apply(x, b);
              }
              Strided self = Tensors.data(x);
              Compute.kernels().binary(kernel, self, other(self, b, type), self);
              return recorded(x, b, self);
            },
            Pointwise::write);
      }
      Graph.checkInPlace(name + "_", a);
      Strided self = Tensors.data(a);
      Strided other = other(self, b, type);
      if (within) {
        Compute.kernels().binary(kernel, self, other, self);
      } else {
        Strided out = Strided.empty(kernel.isPredicate() ? DType.BOOL : type, self.sizes().clone());
        Compute.kernels().binary(kernel, Types.operand(a, type), other, out);
        Compute.kernels().copy(out, self);
      }
      self.storage().changed();
      return a;
    }

    /** The second operand of a change in place: a copy where the change would be seen in it. */
    private static Strided other(Strided self, Tensor b, DType type) {
      Strided other = Types.operand(b, type);
      if (other.storage() == self.storage() && other != self) {
        other = Compute.copy(other);
      }
      return other.expand(self.sizes());
    }

    private DType computeType(Tensor a, Tensor b) {
      DType type = Types.result(a, b);
      BinaryOps.checkTypes(kernel, name, type, b);
      return floats && !type.isFloatingPoint() ? Types.defaultFloat() : type;
    }
  }

  static void checkInPlaceSize(String name, Tensor self, Tensor other) {
    Check.notNull(name + "_", "other", other);
    int[] size = Tensors.data(self).sizes();
    if (!Strided.isExpandable(Tensors.data(other).sizes(), size)) {
      throw new IllegalArgumentException(
          String.format(
              "%s_: other, of size %s, cannot be broadcast to the size %s of the tensor that is"
                  + " changed in place",
              name, Check.show(other), Check.show(self)));
    }
  }

  static void checkCast(String name, DType result, DType self) {
    if (!Types.canCast(result, self)) {
      throw new IllegalArgumentException(
          String.format(
              "%s_: the result is %s and cannot be stored in the tensor that is changed in place,"
                  + " which is %s; use %s, which makes a new tensor",
              name, result, self, name));
    }
  }

  /** Copies numbers, with conversion, without a trace in the graph. */
  static void write(Tensor from, Tensor to) {
    Compute.kernels().copy(Tensors.data(from), Tensors.data(to));
  }
}
