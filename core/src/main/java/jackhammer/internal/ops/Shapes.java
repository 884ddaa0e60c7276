package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/** Ops that look at the same numbers in another shape: all of them views, none of them a copy. */
public final class Shapes {
  private Shapes() {}

  // ---- view, reshape ----

  private static final Grad VIEW =
      Grad.of("ViewBackward0", (g, s) -> new Tensor[] {reshape(g, s.<int[]>args())});
  private static final Grad UNSAFE_VIEW =
      Grad.of("UnsafeViewBackward0", (g, s) -> new Tensor[] {reshape(g, s.<int[]>args())});

  /** PyTorch's {@code view}: other sizes on the same memory, or an error. */
  public static Tensor view(Tensor x, long... sizes) {
    int[] target = inferred("view", x, sizes);
    Strided s = Tensors.data(x);
    int[] strides = viewStrides(s, target);
    if (strides == null) {
      throw new IllegalArgumentException(
          String.format(
              "view: a tensor of size %s with strides %s cannot be seen as %s without moving its"
                  + " numbers; use reshape, which copies where it must",
              Check.show(s.sizes()), Check.show(s.strides()), Check.show(target)));
    }
    return viewed(x, target, strides);
  }

  /** A view where that is possible, else a copy. */
  public static Tensor reshape(Tensor x, long... sizes) {
    return reshape(x, inferred("reshape", x, sizes));
  }

  static Tensor reshape(Tensor x, int[] target) {
    Strided s = Tensors.data(x);
    int[] strides = viewStrides(s, target);
    if (strides != null) {
      return viewed(x, target, strides);
    }
    Tensor copy = Copying.clone(x);
    Strided c = Tensors.data(copy);
    return Graph.record(
        UNSAFE_VIEW,
        Tensors.wrap(c.reshapeContiguous(target)),
        new Tensor[] {copy},
        Graph.nothing(),
        c.sizes());
  }

  private static Tensor viewed(Tensor x, int[] sizes, int[] strides) {
    Strided s = Tensors.data(x);
    return Graph.recordView(VIEW, Tensors.wrap(s.view(s.offset(), sizes, strides)), x, s.sizes());
  }

  /** The sizes with one -1 replaced by what is left. */
  private static int[] inferred(String op, Tensor x, long... sizes) {
    Check.notNull(op, "sizes", sizes);
    long known = 1;
    int unknown = -1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == -1) {
        if (unknown >= 0) {
          throw new IllegalArgumentException(
              op + ": only one size may be -1, got " + Arrays.toString(sizes));
        }
        unknown = i;
      } else {
        if (sizes[i] < 0) {
          throw new IllegalArgumentException(
              op
                  + ": a size must not be negative except for one -1, got "
                  + Arrays.toString(sizes));
        }
        known = product(known, sizes[i]);
      }
    }
    long numel = x.numel();
    boolean fits = unknown < 0 ? known == numel : known != 0 && numel % known == 0;
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              "%s: size %s does not fit a tensor of size %s: it has %d elements, %s",
              op,
              Arrays.toString(sizes),
              Check.show(x),
              numel,
              unknown < 0
                  ? "the new sizes ask for " + known
                  : known == 0
                      ? "and what -1 stands for cannot be told beside a size of 0"
                      : "which is not a multiple of " + known));
    }
    long[] result = sizes.clone();
    if (unknown >= 0) {
      result[unknown] = numel / known;
    }
    return Check.sizes(op, result);
  }

  /** A product of sizes; where it is too large to count, the largest number. */
  private static long product(long a, long b) {
    return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
  }

  /** The strides that show {@code s} with these sizes, or null if none do. */
  private static int[] viewStrides(Strided s, int[] target) {
    if (s.numel() == 0 || s.isContiguous()) {
      return Strided.contiguousStrides(target);
    }
    int[] strides = new int[target.length];
    int t = target.length - 1;
    int d = s.dim() - 1;
    while (d >= 0) {
      // One run of dimensions that lie gaplessly inside each other, from the inside out.
      int base = s.stride(d);
      long run = s.size(d);
      int outer = d - 1;
      while (outer >= 0
          && (s.size(outer) == 1 || (long) s.stride(outer) == run * base || run == 1)) {
        if (run == 1 && s.size(outer) != 1) {
          base = s.stride(outer);
        }
        run *= s.size(outer);
        outer--;
      }
      long covered = 1;
      while (t >= 0 && (covered < run || target[t] == 1)) {
        strides[t] = (int) (covered * base);
        covered *= target[t];
        t--;
      }
      if (covered != run) {
        return null;
      }
      d = outer;
    }
    while (t >= 0) {
      strides[t--] = 1;
    }
    return strides;
  }

  /** Dimensions {@code start} to {@code end} made one. */
  public static Tensor flatten(Tensor x, long start, long end) {
    int[] sizes = Tensors.data(x).sizes();
    int n = sizes.length;
    int from = Check.dim("flatten", start, n);
    int to = Check.dim("flatten", end, n);
    if (from > to) {
      throw new IllegalArgumentException(
          String.format(
              "flatten: startDim must not come after endDim, got %d and %d for a tensor of %d"
                  + " dimensions",
              start, end, n));
    }
    if (n == 0) {
      return reshape(x, new int[] {1});
    }
    if (from == to) {
      return x;
    }
    int[] target = new int[n - (to - from)];
    int product = 1;
    for (int d = 0; d < n; d++) {
      if (d >= from && d <= to) {
        product *= sizes[d];
        target[from] = product;
      } else {
        target[d < from ? d : d - (to - from)] = sizes[d];
      }
    }
    return reshape(x, target);
  }

  /** Dimension {@code dim} made several; one of the sizes may be -1. */
  public static Tensor unflatten(Tensor x, long dim, long... sizes) {
    Check.notNull("unflatten", "sizes", sizes);
    int n = (int) x.dim();
    int d = Check.dim("unflatten", dim, n);
    if (n == 0 || sizes.length == 0) {
      throw new IllegalArgumentException(
          "unflatten: needs a dimension to cut and at least one size, got a tensor of "
              + n
              + " dimensions and sizes "
              + Arrays.toString(sizes));
    }
    long known = 1;
    int unknown = -1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == -1 && unknown < 0) {
        unknown = i;
      } else {
        known = sizes[i] < 0 ? -1 : product(known, sizes[i]);
      }
      if (known < 0) {
        break;
      }
    }
    long own = x.size(d);
    boolean fits = unknown < 0 ? known == own : known > 0 && own % known == 0;
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              "unflatten: sizes %s do not multiply to %d, the size of dimension %d",
              Arrays.toString(sizes), own, d));
    }
    long[] target = new long[n - 1 + sizes.length];
    for (int i = 0; i < target.length; i++) {
      if (i < d) {
        target[i] = x.size(i);
      } else if (i < d + sizes.length) {
        target[i] = i - d == unknown ? own / known : sizes[i - d];
      } else {
        target[i] = x.size(i - sizes.length + 1);
      }
    }
    return view(x, target);
  }

  // ---- order of dimensions ----

  private record Swap(int a, int b) {}

  private static final Grad TRANSPOSE = transposing("TransposeBackward0");
  private static final Grad TRANSPOSE_IN_PLACE = transposing("TransposeBackward1");
  private static final Grad T = Grad.of("TBackward0", (g, s) -> new Tensor[] {g.t()});
  private static final Grad PERMUTE =
      Grad.of("PermuteBackward0", (g, s) -> new Tensor[] {permute(g, inverse(s.<int[]>args()))});

  private static Grad transposing(String name) {
    return Grad.of(name, (g, s) -> new Tensor[] {g.transpose(s.<Swap>args().a, s.<Swap>args().b)});
  }

  public static Tensor transpose(Tensor x, long a, long b) {
    return transpose(TRANSPOSE, x, a, b);
  }

  /** A view too, but under the name of a tensor that was transposed in place. */
  public static Tensor transposedInPlace(Tensor x, long a, long b) {
    return transpose(TRANSPOSE_IN_PLACE, x, a, b);
  }

  private static Tensor transpose(Grad grad, Tensor x, long a, long b) {
    int n = (int) x.dim();
    int i = Check.dim("transpose", a, n);
    int j = Check.dim("transpose", b, n);
    Strided s = Tensors.data(x);
    Strided out = n == 0 ? s.view(s.offset(), s.sizes(), s.strides()) : s.transpose(i, j);
    return Graph.recordView(grad, Tensors.wrap(out), x, new Swap(i, j));
  }

  /** At most two dimensions, exchanged. */
  public static Tensor t(Tensor x) {
    if (x.dim() > 2) {
      throw new IllegalArgumentException(
          "t: expected a tensor of at most 2 dimensions, got "
              + Check.show(x)
              + "; use transpose(a, b) to name the two, or mT()");
    }
    Strided s = Tensors.data(x);
    Strided out = x.dim() == 2 ? s.transpose(0, 1) : s.view(s.offset(), s.sizes(), s.strides());
    return Graph.recordView(T, Tensors.wrap(out), x, null);
  }

  public static Tensor permute(Tensor x, long... order) {
    Check.notNull("permute", "dims", order);
    int n = (int) x.dim();
    if (order.length != n) {
      throw new IllegalArgumentException(
          String.format(
              "permute: a tensor of size %s has %d dimensions, got %d numbers: %s",
              Check.show(x), n, order.length, Arrays.toString(order)));
    }
    Check.dims("permute", order, n);
    int[] dims = new int[n];
    for (int i = 0; i < n; i++) {
      dims[i] = Check.dim("permute", order[i], n);
    }
    return permute(x, dims);
  }

  private static Tensor permute(Tensor x, int[] order) {
    Strided s = Tensors.data(x);
    int n = order.length;
    int[] sizes = new int[n];
    int[] strides = new int[n];
    for (int i = 0; i < n; i++) {
      sizes[i] = s.size(order[i]);
      strides[i] = s.stride(order[i]);
    }
    return Graph.recordView(PERMUTE, Tensors.wrap(s.view(s.offset(), sizes, strides)), x, order);
  }

  private static int[] inverse(int[] order) {
    int[] result = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      result[order[i]] = i;
    }
    return result;
  }

  /** Dimensions moved to new places, the others keep their order. */
  public static Tensor movedim(Tensor x, long[] source, long[] destination) {
    Check.notNull("movedim", "source", source);
    Check.notNull("movedim", "destination", destination);
    int n = (int) x.dim();
    if (source.length != destination.length) {
      throw new IllegalArgumentException(
          "movedim: as many destinations as sources are needed, got "
              + Arrays.toString(source)
              + " and "
              + Arrays.toString(destination));
    }
    Check.dims("movedim", source, n);
    Check.dims("movedim", destination, n);
    if (n == 0) {
      return permute(x, new int[0]);
    }
    int[] order = new int[n];
    Arrays.fill(order, -1);
    boolean[] used = new boolean[n];
    for (int i = 0; i < source.length; i++) {
      int from = Check.dim("movedim", source[i], n);
      order[Check.dim("movedim", destination[i], n)] = from;
      used[from] = true;
    }
    int next = 0;
    for (int i = 0; i < n; i++) {
      if (order[i] < 0) {
        while (used[next]) {
          next++;
        }
        order[i] = next++;
      }
    }
    return permute(x, order);
  }

  // ---- dimensions of size 1 ----

  private static final Grad SQUEEZE_ALL =
      Grad.of("SqueezeBackward0", (g, s) -> new Tensor[] {reshape(g, s.<int[]>args())});
  private static final Grad SQUEEZE =
      Grad.of("SqueezeBackward1", (g, s) -> new Tensor[] {reshape(g, s.<int[]>args())});
  private static final Grad SQUEEZE_SOME =
      Grad.of("SqueezeBackward2", (g, s) -> new Tensor[] {reshape(g, s.<int[]>args())});
  private static final Grad UNSQUEEZE =
      Grad.of("UnsqueezeBackward0", (g, s) -> new Tensor[] {g.squeeze(s.<Integer>args())});

  /** Without the dimensions of size 1 among {@code dims}; none named means all. */
  public static Tensor squeeze(Tensor x, long... dims) {
    Strided s = Tensors.data(x);
    boolean[] chosen = Check.dims("squeeze", dims, s.dim());
    int kept = 0;
    for (int d = 0; d < s.dim(); d++) {
      kept += chosen[d] && s.size(d) == 1 ? 0 : 1;
    }
    int[] sizes = new int[kept];
    int[] strides = new int[kept];
    int k = 0;
    for (int d = 0; d < s.dim(); d++) {
      if (!(chosen[d] && s.size(d) == 1)) {
        sizes[k] = s.size(d);
        strides[k++] = s.stride(d);
      }
    }
    Grad grad = dims.length == 0 ? SQUEEZE_ALL : dims.length == 1 ? SQUEEZE : SQUEEZE_SOME;
    return Graph.recordView(grad, Tensors.wrap(s.view(s.offset(), sizes, strides)), x, s.sizes());
  }

  public static Tensor unsqueeze(Tensor x, long dim) {
    Strided s = Tensors.data(x);
    int n = s.dim() + 1;
    int d = Check.dim("unsqueeze", dim, n);
    return Graph.recordView(UNSQUEEZE, Tensors.wrap(s.unsqueeze(d)), x, d);
  }

  // ---- repetition ----

  private static final Grad EXPAND =
      Grad.of("ExpandBackward0", (g, s) -> new Tensor[] {sumToSize(g, s.<int[]>args())});

  /** Dimensions of size 1 repeated without a copy; -1 keeps a size. */
  public static Tensor expand(Tensor x, long... sizes) {
    Check.notNull("expand", "sizes", sizes);
    Strided s = Tensors.data(x);
    long[] target = sizes.clone();
    int lead = sizes.length - s.dim();
    boolean fits = lead >= 0;
    for (int i = 0; fits && i < sizes.length; i++) {
      int own = i < lead ? -1 : s.size(i - lead);
      if (sizes[i] == -1) {
        fits = own >= 0;
        target[i] = own;
      } else {
        fits = own < 0 || own == 1 || own == sizes[i];
      }
    }
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              "expand: a tensor of size %s cannot be expanded to %s: each size, counted from the"
                  + " end, must be 1 or stay (-1 keeps it), and new dimensions are added in front",
              Check.show(s.sizes()), Arrays.toString(sizes)));
    }
    Strided out = s.expand(Check.sizes("expand", target));
    out = out == s ? s.view(s.offset(), s.sizes(), s.strides()) : out;
    return Graph.recordView(EXPAND, Tensors.wrap(out), x, s.sizes());
  }

  /** The reverse of broadcasting: sums over what was repeated. */
  public static Tensor sumToSize(Tensor g, int[] sizes) {
    int[] from = Tensors.data(g).sizes();
    if (Arrays.equals(from, sizes)) {
      return g;
    }
    int lead = from.length - sizes.length;
    int[] kept = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      kept[i] = i < lead ? 1 : sizes[i - lead];
    }
    Tensor summed = Arrays.equals(from, kept) ? g : Reductions.reduceTo(Reduce.SUM, g, kept);
    return lead == 0 ? summed : reshape(summed, sizes);
  }
}
