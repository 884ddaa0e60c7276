package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.ValuesIndices;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;

/** Elements in order, and those at a place in that order. NaN counts as largest. */
public final class Sorts {
  private static final Grad SORT = Extremes.chosen("SortBackward0");
  private static final Grad TOPK = Extremes.chosen("TopkBackward0");
  private static final Grad KTHVALUE = Extremes.chosen("KthvalueBackward0");
  private static final Grad MEDIAN_DIM = Extremes.chosen("MedianBackward1");
  private static final Grad NANMEDIAN_DIM = Extremes.chosen("NanmedianBackward1");
  private static final Grad MODE = Extremes.chosen("ModeBackward0");
  private static final Grad MEDIAN = shared("MedianBackward0");
  private static final Grad NANMEDIAN = shared("NanmedianBackward0");

  private Sorts() {}

  /** The gradient of one element of all, shared by those that equal it. */
  private static Grad shared(String name) {
    return Grad.of(
        name,
        (g, s) -> {
          Tensor x = s.tensor(0);
          Tensor value = s.tensor(1);
          Tensor hits = x.eq(value).logicalOr(x.isnan().logicalAnd(value.isnan()));
          return new Tensor[] {Tensor.where(hits, g.div(hits.sum().to(g.dtype())), 0.0)};
        });
  }

  private record Sorted(Strided values, Strided indices) {}

  private static Sorted sorted(Tensor x, int d, boolean descending) {
    return first(x, d, descending, Extremes.atLeast1d(x).size(d));
  }

  /** The first {@code k} in order. */
  private static Sorted first(Tensor x, int d, boolean descending, int k) {
    Strided s = Extremes.atLeast1d(x);
    int[] sizes = s.sizes().clone();
    sizes[d] = k;
    Strided values = Strided.empty(x.dtype(), sizes);
    Strided indices = Strided.empty(DType.INT64, sizes.clone());
    Compute.kernels().sort(s, d, descending, values, indices);
    return new Sorted(values, indices);
  }

  public static ValuesIndices sort(Tensor x, long dim, boolean descending) {
    int d = Check.dim("sort", dim, (int) x.dim());
    Sorted s = sorted(x, d, descending);
    return whole("sort", SORT, x, d, s.values, s.indices);
  }

  /** Records a result that has all dimensions of x. */
  private static ValuesIndices whole(
      String op, Grad grad, Tensor x, int d, Strided values, Strided indices) {
    return Extremes.result(op, grad, x, d, x.dim() > 0, values, indices);
  }

  public static Tensor argsort(Tensor x, long dim, boolean descending) {
    int d = Check.dim("argsort", dim, (int) x.dim());
    Strided i = sorted(x, d, descending).indices;
    return Tensors.wrap(x.dim() == 0 ? i.select(0, 0) : i);
  }

  public static ValuesIndices topk(Tensor x, long k, long dim, boolean largest) {
    int d = Check.dim("topk", dim, (int) x.dim());
    long size = x.dim() == 0 ? 1 : x.size(d);
    if (k < 0 || k > size) {
      throw new IndexOutOfBoundsException(
          String.format(
              "topk: k must be in [0, %d], the size of dimension %d, got %d", size, d, k));
    }
    Sorted s = first(x, d, largest, (int) k);
    if (x.dim() == 0 && k == 0) {
      return new ValuesIndices(Tensors.wrap(s.values), Tensors.wrap(s.indices), "topk");
    }
    return whole("topk", TOPK, x, d, s.values, s.indices);
  }

  public static ValuesIndices kthvalue(Tensor x, long k, long dim, boolean keepDim) {
    int d = Check.dim("kthvalue", dim, (int) x.dim());
    long size = x.dim() == 0 ? 1 : x.size(d);
    if (k < 1 || k > size) {
      throw new IndexOutOfBoundsException(
          String.format(
              "kthvalue: k must be in [1, %d], the size of dimension %d, got %d", size, d, k));
    }
    Sorted s = first(x, d, false, (int) k);
    return Extremes.result(
        "kthvalue",
        KTHVALUE,
        x,
        d,
        keepDim,
        Compute.copy(s.values.narrow(d, (int) k - 1, 1)),
        Compute.copy(s.indices.narrow(d, (int) k - 1, 1)));
  }

  // ---- median ----

  /** The lower of the two middle elements; NaN if there is one, unless they are skipped. */
  public static ValuesIndices median(Tensor x, long dim, boolean keepDim, boolean skipNan) {
    String op = skipNan ? "nanmedian" : "median";
    int d = Check.dim(op, dim, (int) x.dim());
    Extremes.checkNotEmpty(op, x, d);
    Strided[] m = middle(x, d, skipNan);
    return Extremes.result(op, skipNan ? NANMEDIAN_DIM : MEDIAN_DIM, x, d, keepDim, m[0], m[1]);
  }

  /** Value and index of the median along a dimension, which keeps size 1. */
  private static Strided[] middle(Tensor x, int d, boolean skipNan) {
    Sorted s = sorted(x, d, false);
    Tensor values = Tensors.wrap(s.values);
    long n = values.size(d);
    Tensor numbers = values.isnan().logicalNot().sum(d, true);
    Tensor place =
        skipNan
            ? numbers.sub(1).clamp(0L, n).floorDivide(2)
            : Tensor.where(numbers.eq(n), Types.number((n - 1) / 2), numbers);
    return new Strided[] {
      Tensors.data(values.gather(d, place)), Tensors.data(Tensors.wrap(s.indices).gather(d, place))
    };
  }

  public static Tensor median(Tensor x, boolean skipNan) {
    if (x.numel() == 0) {
      if (!x.dtype().isFloatingPoint()) {
        throw new IllegalArgumentException("median: a tensor without elements has no median");
      }
      return Tensors.wrap(Strided.scalar(x.dtype(), Double.NaN));
    }
    Tensor flat = x.detach().reshape(-1);
    Tensor out = Tensors.wrap(middle(flat, 0, skipNan)[0].select(0, 0));
    return Graph.record(
        skipNan ? NANMEDIAN : MEDIAN, out, new Tensor[] {x}, new Tensor[] {x, out}, null);
  }

  // ---- mode ----

  /** The smallest of the most frequent elements, and the last place where it is. */
  public static ValuesIndices mode(Tensor x, long dim, boolean keepDim) {
    int d = Check.dim("mode", dim, (int) x.dim());
    Extremes.checkNotEmpty("mode", x, d);
    Sorted s = sorted(x, d, false);
    Tensor values = Tensors.wrap(s.values);
    int n = s.values.size(d);
    Tensor place = places(n, d, s.values.dim()).expand(Reductions.toLong(s.values.sizes()));
    Tensor begins =
        n == 1
            ? place
            : Tensor.cat(
                d,
                place.narrow(d, 0, 1),
                Tensor.where(
                    values.narrow(d, 1, n - 1).ne(values.narrow(d, 0, n - 1)),
                    place.narrow(d, 1, n - 1),
                    Types.number(0L)));
    Tensor length = place.sub(begins.cummax(d).values());
    Tensor last = length.max(d, true).indices();
    return Extremes.result(
        "mode",
        MODE,
        x,
        d,
        keepDim,
        Tensors.data(values.gather(d, last)),
        Tensors.data(Tensors.wrap(s.indices).gather(d, last)));
  }

  /** 0, 1, ... along one dimension, the others of size 1. */
  static Tensor places(int n, int dim, int dims) {
    long[] sizes = new long[dims];
    java.util.Arrays.fill(sizes, 1);
    sizes[dim] = n;
    return Tensor.arange(n).view(sizes);
  }
}
