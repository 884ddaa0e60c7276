package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Scatter;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/** One dimension indexed by a tensor: entries of it as a whole, or element by element. */
public final class Gathering {

  /** What a gradient needs besides the index. */
  private record Along(int dim, int[] sizes, double alpha) {}

  private static final Grad INDEX_SELECT =
      Grad.of(
          "IndexSelectBackward0",
          (g, s) -> {
            Along a = s.args();
            return new Tensor[] {zeros(g, a.sizes).indexAdd(a.dim, s.tensor(0), g)};
          });
  private static final Grad INDEX_ADD =
      Grad.of(
          "IndexAddBackward0",
          (g, s) -> {
            Along a = s.args();
            Tensor picked = s.needs(1) ? g.indexSelect(a.dim, s.tensor(0)) : null;
            return new Tensor[] {g, picked == null || a.alpha == 1 ? picked : picked.mul(a.alpha)};
          });
  private static final Grad INDEX_COPY =
      Grad.of(
          "IndexCopyBackward0",
          (g, s) -> {
            Along a = s.args();
            return new Tensor[] {
              s.needs(0) ? g.indexFill(a.dim, s.tensor(0), 0.0) : null,
              s.needs(1) ? g.indexSelect(a.dim, s.tensor(0)) : null
            };
          });
  private static final Grad INDEX_FILL =
      Grad.of(
          "IndexFillBackward0",
          (g, s) -> new Tensor[] {g.indexFill(s.<Along>args().dim, s.tensor(0), 0.0)});
  private static final Grad INDEX_FILL_TENSOR =
      Grad.of(
          "IndexFillBackward1",
          (g, s) -> {
            Along a = s.args();
            return new Tensor[] {
              s.needs(0) ? g.indexFill(a.dim, s.tensor(0), 0.0) : null,
              s.needs(1) ? g.indexSelect(a.dim, s.tensor(0)).sum() : null
            };
          });
  private static final Grad GATHER =
      Grad.of(
          "GatherBackward0",
          (g, s) -> {
            Along a = s.args();
            return new Tensor[] {zeros(g, a.sizes).scatterAdd(a.dim, s.tensor(0), g)};
          });
  private static final Grad SCATTER =
      Grad.of(
          "ScatterBackward0",
          (g, s) -> {
            Along a = s.args();
            return new Tensor[] {
              s.needs(0) ? g.scatter(a.dim, s.tensor(0), 0.0) : null,
              s.needs(1) ? padded(g.gather(a.dim, s.tensor(0)), a.sizes) : null
            };
          });
  private static final Grad SCATTER_VALUE =
      Grad.of(
          "ScatterBackward1",
          (g, s) -> new Tensor[] {g.scatter(s.<Along>args().dim, s.tensor(0), 0.0)});
  private static final Grad SCATTER_ADD =
      Grad.of(
          "ScatterAddBackward0",
          (g, s) -> {
            Along a = s.args();
            return new Tensor[] {
              g, s.needs(1) ? padded(g.gather(a.dim, s.tensor(0)), a.sizes) : null
            };
          });

  private Gathering() {}

  static Tensor zeros(Tensor like, int[] sizes) {
    return Tensors.wrap(Strided.zeros(like.dtype(), sizes));
  }

  /** The gradient of a source of which only a corner of the size of the index was used. */
  static Tensor padded(Tensor g, int[] sizes) {
    if (Arrays.equals(Tensors.data(g).sizes(), sizes)) {
      return g;
    }
    Tensor whole = zeros(g, sizes);
    Tensor corner = whole;
    for (int d = 0; d < sizes.length; d++) {
      corner = corner.narrow(d, 0, g.size(d));
    }
    corner.copy_(g);
    return whole;
  }

  // ---- checks ----

  static Tensor whole(String op, Tensor index) {
    Check.notNull(op, "index", index);
    if (index.dtype() != DType.INT64 && index.dtype() != DType.INT32) {
      throw new IllegalArgumentException(
          op + ": index must be an int64 or int32 tensor, got " + index.dtype());
    }
    return index.to(DType.INT64);
  }

  /**
   * The index, checked against the size of its dimension.
   *
   * @param what how a message calls the index
   * @param negative whether negative numbers count from the end
   */
  static Tensor inside(String op, String what, Tensor index, int dim, long size, boolean negative) {
    Strided s = Tensors.data(index);
    if (Compute.kernels().firstOutside(s, 0, size) < 0) {
      return index;
    }
    int bad = Compute.kernels().firstOutside(s, negative ? -size : 0, size);
    if (bad < 0) {
      return Tensor.where(index.lt(0), index.add(size), index);
    }
    throw new IndexOutOfBoundsException(
        String.format(
            "%s: %s holds %d at position %s, which is out of range for dimension %d of size %d%s",
            op,
            what,
            jackhammer.internal.kernel.Elements.getLong(s.storage(), s.position(bad)),
            position(s, bad),
            dim,
            size,
            size == 0 ? "" : String.format(": expected %d to %d", negative ? -size : 0, size - 1)));
  }

  /** Coordinates from a row-major number. */
  static String position(Strided s, int linear) {
    int[] at = new int[s.dim()];
    int rest = linear;
    for (int d = s.dim() - 1; d >= 0; d--) {
      at[d] = rest % s.size(d);
      rest /= s.size(d);
    }
    return Check.show(at);
  }

  private static Strided atLeast1d(Tensor t) {
    Strided s = Tensors.data(t);
    return s.dim() == 0 ? s.unsqueeze(0) : s;
  }

  /** An index for whole entries: one dimension, a 0-d tensor counts as one number. */
  private static Tensor entries(String op, Tensor x, int dim, Tensor index, boolean negative) {
    Tensor i = whole(op, index);
    if (i.dim() > 1) {
      throw new IllegalArgumentException(
          op + ": index must have at most 1 dimension, got size " + Check.show(i));
    }
    i = i.dim() == 0 ? i.unsqueeze(0) : i;
    return inside(op, "index", i, dim, x.dim() == 0 ? 1 : x.size(dim), negative);
  }

  // ---- whole entries ----

  public static Tensor indexSelect(Tensor x, long dim, Tensor index) {
    int d = Check.dim("indexSelect", dim, (int) x.dim());
    Tensor i = entries("indexSelect", x, d, index, false);
    Strided s = atLeast1d(x);
    int[] sizes = s.sizes().clone();
    sizes[d] = (int) i.numel();
    if (x.dim() == 0 && i.numel() != 1) {
      throw new IllegalArgumentException(
          "indexSelect: a 0-d tensor has one entry, index must name it once, got " + Check.show(i));
    }
    Strided out = Strided.empty(x.dtype(), sizes);
    Compute.kernels().indexSelect(s, d, Tensors.data(i), out);
    out = x.dim() == 0 ? out.select(0, 0) : out;
    return Graph.record(
        INDEX_SELECT,
        Tensors.wrap(out),
        new Tensor[] {x},
        new Tensor[] {i},
        new Along(d, Tensors.data(x).sizes(), 1));
  }

  public static Tensor indexAdd(Tensor x, long dim, Tensor index, Tensor source, double alpha) {
    int d = Check.dim("indexAdd", dim, (int) x.dim());
    Tensor i = entries("indexAdd", x, d, index, false);
    checkSource("indexAdd", x, d, i, source);
    Tensor out = Tensors.wrap(Compute.copy(Tensors.data(x)));
    addEntries(out, d, i, source, alpha);
    return Graph.record(
        INDEX_ADD,
        out,
        new Tensor[] {x, source},
        new Tensor[] {i},
        new Along(d, Tensors.data(x).sizes(), alpha));
  }

  private static void addEntries(Tensor out, int d, Tensor i, Tensor source, double alpha) {
    Tensor scaled = source.detach();
    if (alpha != 1) {
      scaled = scaled.dtype().isFloatingPoint() ? scaled.mul(alpha) : scaled.mul((long) alpha);
    }
    Compute.kernels().indexAdd(atLeast1d(out), d, Tensors.data(i), atLeast1d(scaled));
  }

  public static Tensor indexAdd_(Tensor x, long dim, Tensor index, Tensor source, double alpha) {
    Check.notNull("indexAdd_", "source", source);
    if (Graph.records(x, source) || Tensors.data(x).storage() == Tensors.data(source).storage()) {
      return Graph.inPlace(
          "indexAdd_", x, old -> indexAdd(old, dim, index, source, alpha), Pointwise::write);
    }
    Graph.checkInPlace("indexAdd_", x);
    int d = Check.dim("indexAdd_", dim, (int) x.dim());
    Tensor i = entries("indexAdd_", x, d, index, false);
    checkSource("indexAdd_", x, d, i, source);
    addEntries(x, d, i, source, alpha);
    Tensors.data(x).storage().changed();
    return x;
  }

  private static void checkSource(String op, Tensor x, int d, Tensor index, Tensor source) {
    Check.notNull(op, "source", source);
    Check.sameType(op, "source", source.dtype(), "the tensor", x.dtype());
    int[] expected = Tensors.data(x).sizes().clone();
    if (expected.length > 0) {
      expected[d] = (int) index.numel();
    }
    if (!Arrays.equals(expected, Tensors.data(source).sizes())) {
      throw new IllegalArgumentException(
          String.format(
              "%s: source must have size %s (that of the tensor, with the %d numbers of index in"
                  + " dimension %d), got %s",
              op, Check.show(expected), index.numel(), d, Check.show(source)));
    }
  }

  public static Tensor indexCopy(Tensor x, long dim, Tensor index, Tensor source) {
    int d = Check.dim("indexCopy", dim, (int) x.dim());
    Tensor i = entries("indexCopy", x, d, index, false);
    checkSource("indexCopy", x, d, i, source);
    Tensor out = setEntries(x, d, i, Tensors.data(source));
    return Graph.record(
        INDEX_COPY,
        out,
        new Tensor[] {x, source},
        new Tensor[] {i},
        new Along(d, Tensors.data(x).sizes(), 1));
  }

  public static Tensor indexCopy_(Tensor x, long dim, Tensor index, Tensor source) {
    return Graph.inPlace(
        "indexCopy_", x, old -> indexCopy(old, dim, index, source), Pointwise::write);
  }

  /** A copy of x whose entries {@code i} are those of {@code source}. */
  private static Tensor setEntries(Tensor x, int d, Tensor i, Strided source) {
    Strided copy = Compute.copy(Tensors.data(x));
    Strided out = copy.dim() == 0 ? copy.unsqueeze(0) : copy;
    Strided src = source.dim() == 0 ? source.unsqueeze(0) : source;
    int[] strides = new int[out.dim()];
    Strided index = Tensors.data(i);
    strides[d] = index.stride(0);
    int[] sizes = out.sizes().clone();
    sizes[d] = index.numel();
    Compute.kernels()
        .scatter(
            Scatter.SET, out, d, index.view(index.offset(), sizes, strides), src.expand(sizes));
    return Tensors.wrap(copy);
  }

  public static Tensor indexFill(Tensor x, long dim, Tensor index, Tensor value) {
    Check.notNull("indexFill", "value", value);
    int d = Check.dim("indexFill", dim, (int) x.dim());
    Tensor i = entries("indexFill", x, d, index, true);
    if (value.dim() != 0) {
      throw new IllegalArgumentException(
          "indexFill: value must be a number or a 0-d tensor, got size " + Check.show(value));
    }
    Tensor out = setEntries(x, d, i, Types.operand(value, x.dtype()));
    return Graph.record(
        Types.isNumber(value) ? INDEX_FILL : INDEX_FILL_TENSOR,
        out,
        Types.isNumber(value) ? new Tensor[] {x} : new Tensor[] {x, value},
        new Tensor[] {i},
        new Along(d, Tensors.data(x).sizes(), 1));
  }

  public static Tensor indexFill(Tensor x, long dim, Tensor index, double value) {
    return indexFill(x, dim, index, Types.number(value));
  }

  public static Tensor indexFill_(Tensor x, long dim, Tensor index, double value) {
    return Graph.inPlace(
        "indexFill_", x, old -> indexFill(old, dim, index, value), Pointwise::write);
  }

  // ---- element by element ----

  public static Tensor gather(Tensor x, long dim, Tensor index) {
    int d = Check.dim("gather", dim, (int) x.dim());
    Tensor i = elements("gather", x, d, index, null);
    Strided at = atLeast1d(i);
    Strided out = Strided.empty(x.dtype(), at.sizes().clone());
    Compute.kernels().gather(atLeast1d(x), d, at, out);
    out = i.dim() == 0 ? out.select(0, 0) : out;
    return Graph.record(
        GATHER,
        Tensors.wrap(out),
        new Tensor[] {x},
        new Tensor[] {i},
        new Along(d, Tensors.data(x).sizes(), 1));
  }

  /** An index for single elements: as many dimensions, and in the others not larger. */
  static Tensor elements(String op, Tensor x, int d, Tensor index, Tensor source) {
    Tensor i = whole(op, index);
    boolean fits =
        Math.max(i.dim(), 1) == Math.max(x.dim(), 1)
            && (source == null || Math.max(source.dim(), 1) == Math.max(i.dim(), 1));
    for (int k = 0; fits && i.numel() > 0 && k < i.dim(); k++) {
      fits = k == d || x.dim() == 0 || i.size(k) <= x.size(k);
      fits &= source == null || source.dim() == 0 || i.size(k) <= source.size(k);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              "%s: index must have the dimensions of the tensor and, except in dimension %d, no"
                  + " size above its%s; got index %s for a tensor of size %s%s",
              op,
              d,
              source == null ? "" : ", and none above those of src",
              Check.show(i),
              Check.show(x),
              source == null ? "" : " and src " + Check.show(source)));
    }
    return inside(op, "index", i, d, x.dim() == 0 ? 1 : x.size(d), false);
  }

  /** A copy of x into which src is scattered, outside the graph. */
  static Tensor scattered(Scatter op, Tensor x, int d, Tensor i, Strided src) {
    Strided copy = Compute.copy(Tensors.data(x));
    Strided at = atLeast1d(i);
    if (at.numel() > 0) {
      Strided out = copy.dim() == 0 ? copy.unsqueeze(0) : copy;
      Strided source = src.dim() == 0 ? src.expand(at.sizes()) : src;
      Compute.kernels().scatter(op, out, d, at, source);
    }
    return Tensors.wrap(copy);
  }

  public static Tensor scatter(Tensor x, long dim, Tensor index, Tensor src) {
    Check.notNull("scatter", "src", src);
    int d = Check.dim("scatter", dim, (int) x.dim());
    if (Types.isNumber(src)) {
      Tensor i = elements("scatter", x, d, index, null);
      Tensor out = scattered(Scatter.SET, x, d, i, Types.operand(src, x.dtype()));
      return Graph.record(
          SCATTER_VALUE, out, new Tensor[] {x}, new Tensor[] {i}, new Along(d, null, 1));
    }
    Check.sameType("scatter", "src", src.dtype(), "the tensor", x.dtype());
    Tensor i = elements("scatter", x, d, index, src);
    return Graph.record(
        SCATTER,
        scattered(Scatter.SET, x, d, i, Tensors.data(src)),
        new Tensor[] {x, src},
        new Tensor[] {i},
        new Along(d, Tensors.data(src).sizes(), 1));
  }

  public static Tensor scatter(Tensor x, long dim, Tensor index, double value) {
    return scatter(x, dim, index, Types.number(value));
  }

  public static Tensor scatterAdd(Tensor x, long dim, Tensor index, Tensor src) {
    Check.notNull("scatterAdd", "src", src);
    int d = Check.dim("scatterAdd", dim, (int) x.dim());
    Check.sameType("scatterAdd", "src", src.dtype(), "the tensor", x.dtype());
    Tensor i = elements("scatterAdd", x, d, index, src);
    return Graph.record(
        SCATTER_ADD,
        scattered(Scatter.ADD, x, d, i, Tensors.data(src)),
        new Tensor[] {x, src},
        new Tensor[] {i},
        new Along(d, Tensors.data(src).sizes(), 1));
  }

  /** {@link #scatter} and {@link #scatterAdd} in place. */
  public static Tensor scatter_(Tensor x, long dim, Tensor index, Tensor src, boolean adds) {
    String op = adds ? "scatterAdd_" : "scatter_";
    Check.notNull(op, "src", src);
    boolean number = Types.isNumber(src);
    boolean aliased = Tensors.data(x).storage() == Tensors.data(src).storage();
    if (Graph.records(x, src) || aliased) {
      return Graph.inPlace(
          op,
          x,
          old -> adds ? scatterAdd(old, dim, index, src) : scatter(old, dim, index, src),
          Pointwise::write);
    }
    Graph.checkInPlace(op, x);
    int d = Check.dim(op, dim, (int) x.dim());
    if (!number) {
      Check.sameType(op, "src", src.dtype(), "the tensor", x.dtype());
    }
    Strided at = atLeast1d(elements(op, x, d, index, number ? null : src));
    if (at.numel() > 0) {
      Strided source = number ? Types.operand(src, x.dtype()).expand(at.sizes()) : atLeast1d(src);
      Compute.kernels().scatter(adds ? Scatter.ADD : Scatter.SET, atLeast1d(x), d, at, source);
      Tensors.data(x).storage().changed();
    }
    return x;
  }

  public static Tensor scatter_(Tensor x, long dim, Tensor index, double value) {
    return scatter_(x, dim, index, Types.number(value), false);
  }
}
