package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;

/** Elements chosen by a mask, or by their number in row-major order. */
public final class Masks {
  private static final Grad MASKED_FILL =
      Grad.of("MaskedFillBackward0", (g, s) -> new Tensor[] {g.maskedFill(s.tensor(0), 0.0)});
  private static final Grad MASKED_FILL_TENSOR =
      Grad.of(
          "MaskedFillBackward1",
          (g, s) ->
              new Tensor[] {
                s.needs(0) ? g.maskedFill(s.tensor(0), 0.0) : null,
                s.needs(1) ? Tensor.where(s.tensor(0), g, 0.0).sum() : null
              });
  private static final Grad MASKED_SCATTER =
      Grad.of(
          "MaskedScatterBackward0",
          (g, s) -> {
            Tensor source = null;
            if (s.needs(1)) {
              int[] sizes = s.args();
              Tensor used = g.maskedSelect(s.tensor(0));
              int[] flat = {Strided.numel(sizes)};
              source = Gathering.padded(used, flat).reshape(Reductions.toLong(sizes));
            }
            return new Tensor[] {s.needs(0) ? g.maskedFill(s.tensor(0), 0.0) : null, source};
          });
  private static final Grad TAKE =
      Grad.of(
          "TakeBackward0",
          (g, s) -> {
            Tensor zeros = Gathering.zeros(g, s.<int[]>args());
            return new Tensor[] {put(zeros, s.tensor(0), g, true)};
          });

  private record Put(boolean accumulate) {}

  private static final Grad PUT =
      Grad.of(
          "PutBackward0",
          (g, s) -> {
            Tensor i = s.tensor(0);
            Tensor zero = Tensors.wrap(Strided.zeros(g.dtype(), Tensors.data(i).sizes()));
            boolean adds = s.<Put>args().accumulate;
            return new Tensor[] {
              adds || !s.needs(0) ? g : put(g, i, zero, false), s.needs(1) ? take(g, i) : null
            };
          });

  private Masks() {}

  private static void checkMask(String op, Tensor mask) {
    Check.notNull(op, "mask", mask);
    if (mask.dtype() != DType.BOOL) {
      throw new IllegalArgumentException(
          op + ": mask must be a bool tensor, got " + mask.dtype() + "; compare first, as x.gt(0)");
    }
  }

  // ---- masks ----

  public static Tensor maskedFill(Tensor x, Tensor mask, double value) {
    return maskedFill(x, mask, Types.number(value));
  }

  public static Tensor maskedFill(Tensor x, Tensor mask, Tensor value) {
    checkMask("maskedFill", mask);
    Check.notNull("maskedFill", "value", value);
    if (value.dim() != 0) {
      throw new IllegalArgumentException(
          "maskedFill: value must be a number or a 0-d tensor, got size "
              + Check.show(value)
              + "; use where(mask, value, x)");
    }
    int[] sizes =
        Check.broadcast("maskedFill", Tensors.data(x).sizes(), Tensors.data(mask).sizes());
    Strided out = Strided.empty(x.dtype(), sizes.clone());
    Compute.kernels()
        .where(
            Tensors.data(mask).expand(sizes),
            Types.operand(value, x.dtype()).expand(sizes),
            Tensors.data(x).expand(sizes),
            out);
    boolean number = Types.isNumber(value);
    return Graph.record(
        number ? MASKED_FILL : MASKED_FILL_TENSOR,
        Tensors.wrap(out),
        number ? new Tensor[] {x} : new Tensor[] {x, value},
        new Tensor[] {mask},
        null);
  }

  public static Tensor maskedFill_(Tensor x, Tensor mask, double value) {
    return maskedFill_(x, mask, Types.number(value));
  }

  public static Tensor maskedFill_(Tensor x, Tensor mask, Tensor value) {
    checkMask("maskedFill_", mask);
    Pointwise.checkInPlaceSize("maskedFill", x, mask);
    if (Graph.records(x, value)) {
      return Graph.inPlace("maskedFill_", x, old -> maskedFill(old, mask, value), Pointwise::write);
    }
    Graph.checkInPlace("maskedFill_", x);
    Pointwise.write(maskedFill(x, mask, value), x);
    Tensors.data(x).storage().changed();
    return x;
  }

  public static Tensor maskedSelect(Tensor x, Tensor mask) {
    checkMask("maskedSelect", mask);
    int[] sizes =
        Check.broadcast("maskedSelect", Tensors.data(x).sizes(), Tensors.data(mask).sizes());
    Tensor m = Tensors.wrap(Tensors.data(mask).expand(sizes));
    if (sizes.length == 0) {
      return Indices.maskedSelect(x.unsqueeze(0), m.unsqueeze(0));
    }
    boolean same = java.util.Arrays.equals(sizes, Tensors.data(x).sizes());
    return Indices.maskedSelect(same ? x : x.expand(Reductions.toLong(sizes)), m);
  }

  public static Tensor maskedScatter(Tensor x, Tensor mask, Tensor source) {
    checkMask("maskedScatter", mask);
    Check.notNull("maskedScatter", "source", source);
    Check.sameType("maskedScatter", "source", source.dtype(), "the tensor", x.dtype());
    int[] sizes =
        Check.broadcast("maskedScatter", Tensors.data(x).sizes(), Tensors.data(mask).sizes());
    Tensor m = Tensors.wrap(Tensors.data(mask).expand(sizes));
    Tensor places = nonzero(m.reshape(-1)).select(1, 0);
    if (places.numel() > source.numel()) {
      throw new IllegalArgumentException(
          String.format(
              "maskedScatter: source must have at least as many elements as the mask is true, %d,"
                  + " got %d",
              places.numel(), source.numel()));
    }
    Strided out = Compute.copy(Tensors.data(x).expand(sizes));
    Strided from = Compute.contiguous(Tensors.data(source));
    Compute.kernels()
        .indexPut(
            out.reshapeContiguous(out.numel()),
            new Strided[] {Tensors.data(places)},
            from.reshapeContiguous(from.numel()).narrow(0, 0, (int) places.numel()),
            false);
    return Graph.record(
        MASKED_SCATTER,
        Tensors.wrap(out),
        new Tensor[] {x, source},
        new Tensor[] {m},
        Tensors.data(source).sizes());
  }

  public static Tensor maskedScatter_(Tensor x, Tensor mask, Tensor source) {
    checkMask("maskedScatter_", mask);
    Pointwise.checkInPlaceSize("maskedScatter", x, mask);
    return Graph.inPlace(
        "maskedScatter_", x, old -> maskedScatter(old, mask, source), Pointwise::write);
  }

  public static Tensor nonzero(Tensor x) {
    return Tensors.wrap(Compute.kernels().nonzero(Tensors.data(x)));
  }

  /** {@link #nonzero} with one tensor for each dimension; a 0-d tensor counts as 1-d. */
  public static Tensor[] where(Tensor condition) {
    Check.notNull("where", "condition", condition);
    Tensor c = condition.dim() == 0 ? condition.detach().unsqueeze(0) : condition;
    return nonzero(c).unbind(1);
  }

  // ---- numbers in row-major order ----

  private static Tensor flatIndex(String op, Tensor x, Tensor index) {
    Tensor i = Gathering.whole(op, index);
    return Gathering.inside(op, "index", i, 0, x.numel(), true);
  }

  public static Tensor take(Tensor x, Tensor index) {
    Tensor i = flatIndex("take", x, index);
    Strided flat = Compute.contiguous(Tensors.data(x));
    Strided out = Strided.empty(x.dtype(), Tensors.data(i).sizes().clone());
    Compute.kernels()
        .indexGet(flat.reshapeContiguous(flat.numel()), new Strided[] {Tensors.data(i)}, out);
    return Graph.record(
        TAKE, Tensors.wrap(out), new Tensor[] {x}, new Tensor[] {i}, Tensors.data(x).sizes());
  }

  public static Tensor put(Tensor x, Tensor index, Tensor source, boolean accumulate) {
    Check.notNull("put", "source", source);
    Check.sameType("put", "source", source.dtype(), "the tensor", x.dtype());
    Tensor i = flatIndex("put", x, index);
    if (source.numel() != i.numel()) {
      throw new IllegalArgumentException(
          String.format(
              "put: source must have as many elements as index, %d, got %d",
              i.numel(), source.numel()));
    }
    Strided out = Compute.copy(Tensors.data(x));
    Strided from = Compute.contiguous(Tensors.data(source));
    Compute.kernels()
        .indexPut(
            out.reshapeContiguous(out.numel()),
            new Strided[] {Tensors.data(i)},
            from.reshapeContiguous(Tensors.data(i).sizes()),
            accumulate);
    return Graph.record(
        PUT, Tensors.wrap(out), new Tensor[] {x, source}, new Tensor[] {i}, new Put(accumulate));
  }

  public static Tensor put_(Tensor x, Tensor index, Tensor source, boolean accumulate) {
    return Graph.inPlace("put_", x, old -> put(old, index, source, accumulate), Pointwise::write);
  }

  /** {@link Gathering#gather} after broadcasting; {@code dim} null: in row-major order. */
  public static Tensor takeAlongDim(Tensor x, Tensor indices, Long dim) {
    Check.notNull("takeAlongDim", "indices", indices);
    if (dim == null) {
      return Gathering.gather(x.reshape(-1), 0, indices.reshape(-1));
    }
    if (x.dim() != indices.dim()) {
      throw new IllegalArgumentException(
          String.format(
              "takeAlongDim: the tensor and indices must have the same number of dimensions, got %s"
                  + " and %s",
              Check.show(x), Check.show(indices)));
    }
    int d = Check.dim("takeAlongDim", dim, (int) x.dim());
    int[] own = Tensors.data(x).sizes().clone();
    int[] wanted = Tensors.data(indices).sizes().clone();
    if (own.length > 0) {
      own[d] = 1;
      wanted[d] = 1;
    }
    int[] both = Check.broadcast("takeAlongDim", own, wanted);
    long[] xSize = Reductions.toLong(both);
    long[] iSize = Reductions.toLong(both);
    if (both.length > 0) {
      xSize[d] = x.size(d);
      iSize[d] = indices.size(d);
    }
    return Gathering.gather(x.expand(xSize), d, indices.expand(iSize));
  }
}
