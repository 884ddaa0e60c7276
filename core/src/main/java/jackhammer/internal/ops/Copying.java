package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;

/** Copies: to fresh memory, to another type, into an existing tensor. */
public final class Copying {
  private static final Grad CLONE = Grad.of("CloneBackward0", (g, s) -> new Tensor[] {g});
  private static final Grad TO_COPY =
      Grad.of("ToCopyBackward0", (g, s) -> new Tensor[] {to(g, s.<DType>args())});
  private static final Grad COPY = Grad.of("CopyBackwards", (g, s) -> new Tensor[] {g.mul(0), g});
  private static final Grad FILL = Grad.of("FillBackward2", (g, s) -> new Tensor[] {g.mul(0)});
  private static final Grad FILL_TENSOR =
      Grad.of("FillBackward3", (g, s) -> new Tensor[] {g.mul(0), g.sum()});
  private static final Grad ZERO = Grad.of("ZeroBackward0", (g, s) -> new Tensor[] {g.mul(0)});

  private Copying() {}

  public static Tensor clone(Tensor x) {
    Strided s = Tensors.data(x);
    return Graph.record(
        CLONE, Tensors.wrap(Compute.copy(s)), new Tensor[] {x}, Graph.nothing(), null);
  }

  public static Tensor contiguous(Tensor x) {
    return Tensors.data(x).isContiguous() ? x : clone(x);
  }

  /** The same numbers in another type; x itself if it has that type. */
  public static Tensor to(Tensor x, DType type) {
    Check.notNull("to", "dtype", type);
    if (x.dtype() == type) {
      return x;
    }
    return Graph.record(
        TO_COPY,
        Tensors.wrap(Compute.cast(Tensors.data(x), type)),
        new Tensor[] {x},
        Graph.nothing(),
        x.dtype());
  }

  /** Writes {@code source}, broadcast and converted, into {@code self}. */
  public static Tensor copyInto(Tensor self, Tensor source) {
    Check.notNull("copy_", "source", source);
    Pointwise.checkInPlaceSize("copy", self, source);
    Strided to = Tensors.data(self);
    if (!Graph.records(self, source)) {
      Graph.checkInPlace("copy_", self);
      Strided from = Tensors.data(source);
      if (from.storage() == to.storage()) {
        from = Compute.copy(from);
      }
      Compute.kernels().copy(from.expand(to.sizes()), to);
      to.storage().changed();
      return self;
    }
    return Graph.inPlace(
        "copy_",
        self,
        old -> {
          Strided copy =
              Compute.copy(Compute.cast(Tensors.data(source), self.dtype()).expand(to.sizes()));
          return Graph.record(
              COPY, Tensors.wrap(copy), new Tensor[] {old, source}, Graph.nothing(), null);
        },
        Pointwise::write);
  }

  public static Tensor fill(Tensor self, double value) {
    return overwrite("fill_", FILL, self, Strided.scalar(self.dtype(), value));
  }

  public static Tensor fill(Tensor self, long value) {
    return overwrite("fill_", FILL, self, Strided.scalar(self.dtype(), value));
  }

  public static Tensor fill(Tensor self, Tensor value) {
    Check.notNull("fill_", "value", value);
    if (value.dim() != 0) {
      throw new IllegalArgumentException(
          "fill_: value must be a number or a 0-d tensor, got a tensor of size "
              + Check.show(value));
    }
    if (Graph.records(value)) {
      return Graph.inPlace(
          "fill_",
          self,
          old ->
              Graph.record(
                  FILL_TENSOR,
                  Tensors.wrap(
                      Compute.copy(
                          Compute.cast(Tensors.data(value), self.dtype())
                              .expand(Tensors.data(self).sizes()))),
                  new Tensor[] {old, value},
                  Graph.nothing(),
                  null),
          Pointwise::write);
    }
    return overwrite(
        "fill_", FILL, self, Compute.copy(Compute.cast(Tensors.data(value), self.dtype())));
  }

  public static Tensor zero(Tensor self) {
    return overwrite("zero_", ZERO, self, Strided.scalar(self.dtype(), 0L));
  }

  private static Tensor overwrite(String name, Grad grad, Tensor self, Strided scalar) {
    Strided to = Tensors.data(self);
    Strided value = scalar.expand(to.sizes());
    if (!Graph.records(self)) {
      Graph.checkInPlace(name, self);
      Compute.kernels().copy(value, to);
      to.storage().changed();
      return self;
    }
    return Graph.inPlace(
        name,
        self,
        old ->
            Graph.record(
                grad, Tensors.wrap(Compute.copy(value)), new Tensor[] {old}, Graph.nothing(), null),
        Pointwise::write);
  }
}
