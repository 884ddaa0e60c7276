package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Index;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reading and writing with everything that Python takes between square brackets.
 *
 * <p>Numbers, slices, the ellipsis and NONE make a view. What is left are tensors of numbers and
 * masks for some dimensions of that view: masks become the numbers of their true places, the
 * tensors are broadcast to one size I, and I takes the place of the indexed dimensions; it comes
 * first if there are others between them.
 */
public final class Indices {
  private static final Grad ALIAS = Grad.of("AliasBackward0", (g, s) -> new Tensor[] {g});
  private static final Grad INDEX = get("IndexBackward0");
  private static final Grad MASKED_SELECT = get("MaskedSelectBackward0");

  /** Saved: the index tensors. */
  private static final Grad INDEX_PUT =
      Grad.of(
          "IndexPutBackward0",
          (g, s) -> {
            Places places = s.args();
            Tensor[] indices = indices(s, places);
            Tensor self =
                !s.needs(0) || places.adds
                    ? g
                    : put(g, places.adding(false), indices, Types.number(0L));
            return new Tensor[] {self, s.needs(1) ? get(INDEX, g, places, indices) : null};
          });

  private Indices() {}

  /**
   * Which dimensions of a tensor of which size are indexed.
   *
   * @param adds for writing: whether values are added to what is there
   */
  private record Places(int[] sizes, int[] dims, boolean adds) {
    Places adding(boolean value) {
      return new Places(sizes, dims, value);
    }
  }

  private static Grad get(String name) {
    return Grad.of(
        name,
        (g, s) -> {
          Places places = s.args();
          Tensor zeros = Tensors.wrap(Strided.zeros(g.dtype(), places.sizes));
          return new Tensor[] {put(zeros, places.adding(true), indices(s, places), g)};
        });
  }

  private static Tensor[] indices(jackhammer.internal.autograd.Saved s, Places places) {
    Tensor[] result = new Tensor[places.dims.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = s.tensor(i);
    }
    return result;
  }

  // ---- from what the user writes to a view and index tensors ----

  /** A view of the indexed tensor, and for each of its dimensions an index tensor or null. */
  private record Selection(Tensor view, List<Tensor> tensors) {
    boolean isPlain() {
      return tensors.stream().allMatch(t -> t == null);
    }
  }

  private static Selection select(String op, Tensor x, Object[] items) {
    Object[] list = items == null ? new Object[] {null} : items.clone();
    int named = 0;
    boolean hasEllipsis = false;
    for (int i = 0; i < list.length; i++) {
      list[i] = normal(op, i, list[i]);
      switch (list[i]) {
        case Long n -> named++;
        case Index.Slice n -> named++;
        case Tensor t -> named += isMask(t) ? (int) t.dim() : 1;
        case Index.Mark m -> hasEllipsis |= m == Index.Mark.ELLIPSIS;
        default -> {}
      }
    }
    if (named > x.dim()) {
      throw new IndexOutOfBoundsException(
          String.format(
              "%s: too many indices: %d dimensions are named, but a tensor of size %s has %d%s",
              op, named, Check.show(x), x.dim(), x.dim() == 0 ? "; item() gives its number" : ""));
    }
    boolean oneSlice = list.length == 1 && list[0] instanceof Index.Slice;
    Tensor view = x;
    List<Tensor> tensors = new ArrayList<>();
    int dim = 0;
    for (int i = 0; i < list.length; i++) {
      switch (list[i]) {
        case Long n -> view = selected(op, i, view, dim, n);
        case Index.Slice s -> {
          long size = view.size(dim);
          long start = s.start() == null ? 0 : s.start();
          long end = s.end() == null ? size : s.end();
          long step = s.step() == null ? 1 : s.step();
          if (oneSlice || start != 0 || end != size || step != 1) {
            view = Parts.slice(view, dim, start, end, step);
          }
          dim++;
        }
        case Index.Mark m -> {
          if (m == Index.Mark.NONE) {
            view = view.unsqueeze(dim++);
          } else if (hasEllipsis) {
            dim += (int) x.dim() - named;
            hasEllipsis = false; // a second one stands for no dimension
          }
        }
        case Boolean b -> {
          view = view.unsqueeze(dim);
          set(tensors, dim++, Tensors.wrap(Strided.zeros(DType.INT64, b ? 1 : 0)));
        }
        case Tensor t -> dim = tensor(op, i, view, dim, t, tensors);
        default -> throw new IllegalStateException("not normal: " + list[i]);
      }
    }
    return new Selection(view, tensors);
  }

  /** Numbers as Long, arrays and lists as tensors, 0-d tensors as what they hold. */
  private static Object normal(String op, int position, Object item) {
    Object o = item instanceof List<?> list ? list.toArray() : item;
    Tensor t =
        o instanceof Tensor given
            ? given
            : o != null && o.getClass().isArray()
                ? jackhammer.internal.ops.Arrays.copyOf(o, null)
                : null;
    if (t != null) {
      if (t.dtype().isFloatingPoint() && t.numel() == 0 && o != item) {
        t = t.to(DType.INT64); // an empty list
      }
      if (!isMask(t) && t.dtype() != DType.INT64 && t.dtype() != DType.INT32) {
        throw new IndexOutOfBoundsException(
            String.format(
                "%s: index %d is a tensor of %s; an index tensor must be int64 or int32, or a bool"
                    + " mask",
                op, position, t.dtype()));
      }
      return t.dim() > 0 ? t : isMask(t) ? (Object) (t.itemLong() != 0) : (Object) t.itemLong();
    }
    return switch (o) {
      case Long n -> n;
      case Integer n -> (long) n;
      case Short n -> (long) n;
      case Byte n -> (long) n;
      case Boolean b -> b;
      case Index i -> i;
      case null, default ->
          throw new IndexOutOfBoundsException(
              String.format(
                  "%s: index %d must be a whole number, slice(...), ELLIPSIS, NONE, a boolean or a"
                      + " tensor, got %s",
                  op,
                  position,
                  o == null ? "null (Python's None is NONE)" : o.getClass().getSimpleName()));
    };
  }

  private static boolean isMask(Tensor t) {
    return t.dtype() == DType.BOOL || t.dtype() == DType.UINT8;
  }

  private static Tensor selected(String op, int position, Tensor view, int dim, long n) {
    long size = view.size(dim);
    if (n < -size || n >= size) {
      throw new IndexOutOfBoundsException(
          String.format(
              "%s: index %d, %d, is out of range for dimension %d of size %d: expected %d to %d",
              op, position, n, dim, size, -size, size - 1));
    }
    return Parts.select(view, dim, n);
  }

  private static void set(List<Tensor> tensors, int dim, Tensor t) {
    while (tensors.size() <= dim) {
      tensors.add(null);
    }
    tensors.set(dim, t);
  }

  /** Takes note of an index tensor; returns the next dimension. */
  private static int tensor(
      String op, int position, Tensor view, int dim, Tensor t, List<Tensor> tensors) {
    if (!isMask(t)) {
      set(tensors, dim, checked(op, position, t.to(DType.INT64), dim, view.size(dim)));
      return dim + 1;
    }
    int n = (int) t.dim();
    for (int d = 0; d < n; d++) {
      if (t.size(d) != view.size(dim + d)) {
        throw new IndexOutOfBoundsException(
            String.format(
                "%s: the mask at index %d, of size %s, does not fit the tensor of size %s: size %d"
                    + " of the mask is %d, dimension %d has %d",
                op,
                position,
                Check.show(t),
                Check.show(view),
                d,
                t.size(d),
                dim + d,
                view.size(dim + d)));
      }
    }
    Tensor places = Tensors.wrap(Compute.kernels().nonzero(Tensors.data(t)));
    for (int d = 0; d < n; d++) {
      set(tensors, dim + d, places.select(1, d));
    }
    return dim + n;
  }

  /** The index with negative numbers counted from the end, all of them inside the dimension. */
  private static Tensor checked(String op, int position, Tensor index, int dim, long size) {
    return Gathering.inside(op, "index " + position, index, dim, size, true);
  }

  // ---- reading ----

  /** Python's {@code x[items]}. */
  public static Tensor index(Tensor x, Object... items) {
    Selection s = select("index", x, items);
    if (!s.isPlain()) {
      return get(INDEX, s.view, s.tensors);
    }
    if (s.view != x) {
      return s.view;
    }
    return Graph.recordView(ALIAS, Tensors.detached(x), x, null);
  }

  /** The elements of {@code x} where the mask, expanded with it, holds. */
  static Tensor maskedSelect(Tensor x, Tensor mask) {
    Tensor places = Tensors.wrap(Compute.kernels().nonzero(Tensors.data(mask)));
    return get(MASKED_SELECT, x, List.of(places.unbind(1)));
  }

  private static Tensor get(Grad grad, Tensor x, List<Tensor> tensors) {
    Tensor[] indices = broadcast("index", tensors);
    return get(grad, x, places(x, tensors, false), indices);
  }

  private static Tensor get(Grad grad, Tensor x, Places places, Tensor[] indices) {
    Layout layout = new Layout(places, Tensors.data(indices[0]).sizes());
    Strided out = Strided.empty(x.dtype(), layout.sizes);
    Compute.kernels()
        .indexGet(layout.indexedFirst(Tensors.data(x)), data(indices), layout.leading(out));
    return Graph.record(grad, Tensors.wrap(out), new Tensor[] {x}, indices, places);
  }

  private static Strided[] data(Tensor[] tensors) {
    Strided[] result = new Strided[tensors.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = Tensors.data(tensors[i]);
    }
    return result;
  }

  /** The index tensors, without the gaps, expanded to the size in which they meet. */
  private static Tensor[] broadcast(String op, List<Tensor> tensors) {
    int[] size = new int[0];
    for (Tensor t : tensors) {
      if (t != null) {
        int[] own = Tensors.data(t).sizes();
        if (!meets(size, own)) {
          throw new IndexOutOfBoundsException(
              String.format(
                  "%s: the index tensors must broadcast to one size, got %s and one of size %s",
                  op, Check.show(size), Check.show(own)));
        }
        size = Check.broadcast(op, size, own);
      }
    }
    List<Tensor> result = new ArrayList<>();
    for (Tensor t : tensors) {
      if (t != null) {
        result.add(t.expand(Reductions.toLong(size)));
      }
    }
    return result.toArray(new Tensor[0]);
  }

  private static boolean meets(int[] a, int[] b) {
    for (int i = 1; i <= Math.min(a.length, b.length); i++) {
      int p = a[a.length - i];
      int q = b[b.length - i];
      if (p != q && p != 1 && q != 1) {
        return false;
      }
    }
    return true;
  }

  private static Places places(Tensor x, List<Tensor> tensors, boolean adds) {
    int[] dims = new int[tensors.size()];
    int n = 0;
    for (int d = 0; d < tensors.size(); d++) {
      if (tensors.get(d) != null) {
        dims[n++] = d;
      }
    }
    return new Places(Tensors.data(x).sizes(), Arrays.copyOf(dims, n), adds);
  }

  /** Where the dimensions of the index tensors and the untouched ones lie in the result. */
  private static final class Layout {
    final int[] sizes;
    private final int[] firstDims;
    private final int[] leadOrder;

    Layout(Places places, int[] index) {
      int n = places.sizes.length;
      int k = places.dims.length;
      boolean adjacent = places.dims[k - 1] - places.dims[0] == k - 1;
      int at = adjacent ? places.dims[0] : 0;
      boolean[] indexed = new boolean[n];
      for (int d : places.dims) {
        indexed[d] = true;
      }
      firstDims = new int[n];
      System.arraycopy(places.dims, 0, firstDims, 0, k);
      int next = k;
      for (int d = 0; d < n; d++) {
        if (!indexed[d]) {
          firstDims[next++] = d;
        }
      }
      int rest = n - k;
      sizes = new int[index.length + rest];
      leadOrder = new int[sizes.length];
      for (int i = 0; i < index.length; i++) {
        sizes[at + i] = index[i];
        leadOrder[i] = at + i;
      }
      for (int i = 0; i < rest; i++) {
        int place = i < at ? i : i + index.length;
        sizes[place] = places.sizes[firstDims[k + i]];
        leadOrder[index.length + i] = place;
      }
    }

    /** The indexed tensor with its indexed dimensions in front. */
    Strided indexedFirst(Strided x) {
      return permuted(x, firstDims);
    }

    /** A result, or values of its size, with the dimensions of the index in front. */
    Strided leading(Strided out) {
      return permuted(out, leadOrder);
    }

    private static Strided permuted(Strided s, int[] order) {
      int[] sizes = new int[order.length];
      int[] strides = new int[order.length];
      for (int i = 0; i < order.length; i++) {
        sizes[i] = s.size(order[i]);
        strides[i] = s.stride(order[i]);
      }
      return s.view(s.offset(), sizes, strides);
    }
  }

  // ---- writing ----

  /** A copy of {@code x} with values, which broadcast, at places or added there. */
  private static Tensor put(Tensor x, Places places, Tensor[] indices, Tensor values) {
    Tensor out = Tensors.wrap(Compute.copy(Tensors.data(x)));
    write(out, places, indices, values);
    return Graph.record(INDEX_PUT, out, new Tensor[] {x, values}, indices, places);
  }

  private static void write(Tensor x, Places places, Tensor[] indices, Tensor values) {
    Strided self = Tensors.data(x);
    Layout layout = new Layout(places, Tensors.data(indices[0]).sizes());
    Strided v = Types.operand(values, x.dtype());
    v = v.storage() == self.storage() ? Compute.copy(v) : v;
    Compute.kernels()
        .indexPut(
            layout.indexedFirst(self),
            data(indices),
            layout.leading(v.expand(layout.sizes)),
            places.adds);
  }

  /** Python's {@code x[items] = value}, or {@code +=} for each place and time it is named. */
  public static Tensor put_(Tensor x, Tensor value, boolean adds, Object... items) {
    String op = adds ? "indexPutAccumulate_" : "indexPut_";
    Check.notNull(op, "value", value);
    Selection s = select(op, x, items);
    if (s.isPlain()) {
      Tensor fitting = withoutLeadingOnes(value, (int) s.view.dim());
      checkFits(op, fitting, s.view);
      if (adds) {
        s.view.add_(fitting);
      } else if (Types.isNumber(fitting)) {
        s.view.fill_(fitting);
      } else {
        s.view.copy_(fitting);
      }
      return x;
    }
    Tensor[] indices = broadcast(op, s.tensors);
    Places places = places(s.view, s.tensors, adds);
    Layout layout = new Layout(places, Tensors.data(indices[0]).sizes());
    Tensor fitting = withoutLeadingOnes(value, layout.sizes.length);
    checkValue(op, x, fitting, layout.sizes);
    if (Graph.records(s.view, fitting)) {
      Graph.inPlace(op, s.view, old -> put(old, places, indices, fitting), Pointwise::write);
    } else {
      Graph.checkInPlace(op, s.view);
      write(s.view, places, indices, fitting);
      Tensors.data(x).storage().changed();
    }
    return x;
  }

  public static Tensor put_(Tensor x, double value, boolean adds, Object... items) {
    return put_(x, Types.number(value), adds, items);
  }

  public static Tensor put_(Tensor x, long value, boolean adds, Object... items) {
    return put_(x, Types.number(value), adds, items);
  }

  public static Tensor put(Tensor x, Tensor value, boolean adds, Object... items) {
    return put_(x.clone(), value, adds, items);
  }

  private static void checkFits(String op, Tensor value, Tensor view) {
    if (!Strided.isExpandable(Tensors.data(value).sizes(), Tensors.data(view).sizes())) {
      throw new IllegalArgumentException(
          String.format(
              "%s: value, of size %s, cannot be broadcast to the size of what is indexed, %s",
              op, Check.show(value), Check.show(view)));
    }
  }

  private static void checkValue(String op, Tensor x, Tensor value, int[] size) {
    if (!Types.isNumber(value)) {
      Check.sameType(op, "value", value.dtype(), "the tensor", x.dtype());
    }
    if (!Strided.isExpandable(Tensors.data(value).sizes(), size)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: value, of size %s, cannot be broadcast to the size of what is indexed, %s",
              op, Check.show(value), Check.show(size)));
    }
  }

  /** More dimensions than fit are allowed in front if their size is 1. */
  private static Tensor withoutLeadingOnes(Tensor value, int dims) {
    Tensor v = value;
    while (v.dim() > dims && v.size(0) == 1) {
      v = v.squeeze(0);
    }
    return v;
  }
}
