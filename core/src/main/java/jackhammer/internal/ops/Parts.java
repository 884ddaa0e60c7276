package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.autograd.Views;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Ops that show a part of a tensor's numbers: views whose gradient is zero outside the part. */
public final class Parts {
  /** More pieces than this are a mistake, and their list alone would not fit a heap. */
  private static final int MOST_PIECES = 1 << 20;

  private static final Grad SELECT = partOf("SelectBackward0");
  private static final Grad SLICE = partOf("SliceBackward0");
  private static final Grad UNFOLD = partOf("UnfoldBackward0");
  private static final Grad DIAGONAL = partOf("DiagonalBackward0");
  private static final Grad AS_STRIDED = partOf("AsStridedBackward0");

  private Parts() {}

  private static Grad partOf(String name) {
    return Grad.of(name, (g, s) -> new Tensor[] {Views.toBase(g, s.<Views.Geometry>args())});
  }

  private static Tensor part(Grad grad, Tensor x, UnaryOperator<Strided> view) {
    Strided s = Tensors.data(x);
    Tensor out = Tensors.wrap(view.apply(s));
    // The gradient is laid out row-major whatever the layout of x: the same view of that.
    Strided plain = s.view(0, s.sizes(), Strided.contiguousStrides(s.sizes()));
    Object geometry = Graph.records(x) ? Views.Geometry.of(plain, view.apply(plain)) : null;
    return Graph.recordView(grad, out, x, geometry);
  }

  public static Tensor select(Tensor x, long dim, long index) {
    int n = (int) x.dim();
    if (n == 0) {
      throw new IndexOutOfBoundsException("select: a 0-d tensor has no dimension to select from");
    }
    int d = Check.dim("select", dim, n);
    long size = x.size(d);
    if (index < -size || index >= size) {
      throw new IndexOutOfBoundsException(
          String.format(
              "select: index %d is out of range for dimension %d of size %d: expected %d to %d",
              index, d, size, -size, size - 1));
    }
    int i = (int) (index < 0 ? index + size : index);
    return part(SELECT, x, s -> s.select(d, i));
  }

  /** Python's {@code x[start:end:step]} along one dimension: bounds are cut to the size. */
  public static Tensor slice(Tensor x, long dim, long start, long end, long step) {
    int n = (int) x.dim();
    if (n == 0) {
      throw new IndexOutOfBoundsException("slice: a 0-d tensor has no dimension to slice");
    }
    int d = Check.dim("slice", dim, n);
    if (step <= 0) {
      throw new IllegalArgumentException("slice: step must be positive, got " + step);
    }
    long size = x.size(d);
    long from = Math.clamp(start < 0 ? start + size : start, 0L, size);
    long to = Math.clamp(end < 0 ? end + size : end, from, size);
    int length = (int) ((to - from + step - 1) / step);
    int stride = (int) Math.min(step, Math.max(size, 1));
    return part(
        SLICE,
        x,
        s -> {
          int[] sizes = s.sizes().clone();
          int[] strides = s.strides().clone();
          sizes[d] = length;
          strides[d] *= stride;
          return s.view(s.offset() + (length == 0 ? 0 : (int) from * s.stride(d)), sizes, strides);
        });
  }

  public static Tensor narrow(Tensor x, long dim, long start, long length) {
    int n = (int) x.dim();
    if (n == 0) {
      throw new IndexOutOfBoundsException("narrow: a 0-d tensor has no dimension to narrow");
    }
    int d = Check.dim("narrow", dim, n);
    long size = x.size(d);
    long from = start < 0 ? start + size : start;
    if (length < 0 || from < 0 || from + length > size) {
      throw new IndexOutOfBoundsException(
          String.format(
              "narrow: start %d with length %d does not lie inside dimension %d of size %d: start +"
                  + " length must be at most %d",
              start, length, d, size, size));
    }
    return slice(x, d, from, from + length, 1);
  }

  /** Windows of {@code size} cells, {@code step} apart, in a new last dimension. */
  public static Tensor unfold(Tensor x, long dim, long size, long step) {
    int n = (int) x.dim();
    int d = Check.dim("unfold", dim, n);
    long whole = n == 0 ? 1 : x.size(d);
    if (size < 0 || size > whole || step <= 0) {
      throw new IllegalArgumentException(
          String.format(
              "unfold: size must be in [0, %d], the size of dimension %d, and step positive; got"
                  + " size %d, step %d",
              whole, d, size, step));
    }
    return part(
        UNFOLD,
        x,
        s -> {
          int[] sizes = Arrays.copyOf(s.sizes(), n + 1);
          int[] strides = Arrays.copyOf(s.strides(), n + 1);
          sizes[n] = (int) size;
          strides[n] = n == 0 ? 1 : s.stride(d);
          if (n > 0) {
            sizes[d] = (int) ((whole - size) / step + 1);
            strides[d] = (int) (s.stride(d) * step);
          }
          return s.view(s.offset(), sizes, strides);
        });
  }

  /** The elements with equal numbers in two dimensions, in a new last dimension. */
  public static Tensor diagonal(Tensor x, long offset, long dim1, long dim2) {
    int n = (int) x.dim();
    int a = Check.dim("diagonal", dim1, n);
    int b = Check.dim("diagonal", dim2, n);
    if (n < 2 || a == b) {
      throw new IllegalArgumentException(
          String.format(
              "diagonal: two different dimensions are needed, got %d and %d of a tensor of %d"
                  + " dimensions",
              dim1, dim2, n));
    }
    long down = Math.max(-offset, 0);
    long right = Math.max(offset, 0);
    int length = (int) Math.max(0, Math.min(x.size(a) - down, x.size(b) - right));
    return part(
        DIAGONAL,
        x,
        s -> {
          int[] sizes = new int[n - 1];
          int[] strides = new int[n - 1];
          int k = 0;
          for (int d = 0; d < n; d++) {
            if (d != a && d != b) {
              sizes[k] = s.size(d);
              strides[k++] = s.stride(d);
            }
          }
          sizes[k] = length;
          strides[k] = s.stride(a) + s.stride(b);
          int start = length == 0 ? 0 : (int) (down * s.stride(a) + right * s.stride(b));
          return s.view(s.offset() + start, sizes, strides);
        });
  }

  /** Any view of the storage that lies inside it; the offset counts from the storage's start. */
  public static Tensor asStrided(Tensor x, long[] size, long[] stride, long storageOffset) {
    int[] sizes = Check.sizes("asStrided", size);
    Check.notNull("asStrided", "stride", stride);
    int[] strides = new int[stride.length];
    for (int d = 0; d < strides.length; d++) {
      if (stride[d] < 0) {
        throw new IllegalArgumentException(
            "asStrided: a stride must not be negative, got " + Arrays.toString(stride));
      }
      strides[d] = Check.count("asStrided", "a stride", stride[d]);
    }
    Strided s = Tensors.data(x);
    if (sizes.length != strides.length) {
      throw new IllegalArgumentException(
          String.format(
              "asStrided: as many strides as sizes are needed, got %s and %s",
              Arrays.toString(size), Arrays.toString(stride)));
    }
    long last = storageOffset;
    for (int d = 0; d < sizes.length; d++) {
      last += (long) Math.max(sizes[d] - 1, 0) * strides[d];
    }
    if (Strided.numel(sizes) > 0 && (storageOffset < 0 || last >= s.storage().length())) {
      throw new IndexOutOfBoundsException(
          String.format(
              "asStrided: size %s with strides %s from offset %d reaches element %d of a storage of"
                  + " %d",
              Arrays.toString(size),
              Arrays.toString(stride),
              storageOffset,
              last,
              s.storage().length()));
    }
    Tensor out = Tensors.wrap(s.view((int) storageOffset, sizes, strides));
    return Graph.recordView(AS_STRIDED, out, x, Views.Geometry.of(s, Tensors.data(out)));
  }

  // ---- several parts ----

  private record Pieces(int[] whole, int dim, int[] lengths) {}

  private static final Grad SPLIT = pieces("SplitBackward0");
  private static final Grad SPLIT_WITH_SIZES = pieces("SplitWithSizesBackward0");

  private static Grad pieces(String name) {
    return Grad.multi(
        name,
        (g, s) -> {
          Pieces p = s.args();
          Tensor[] parts = new Tensor[g.length];
          for (int i = 0; i < g.length; i++) {
            int[] sizes = p.whole.clone();
            sizes[p.dim] = p.lengths[i];
            parts[i] = g[i] != null ? g[i] : zerosLike(g, sizes);
          }
          return new Tensor[] {Joining.cat(p.dim, parts)};
        });
  }

  private static final Grad UNBIND =
      Grad.multi(
          "UnbindBackward0",
          (g, s) -> {
            Pieces p = s.args();
            int[] sizes = new int[p.whole.length - 1];
            for (int i = 0; i < sizes.length; i++) {
              sizes[i] = p.whole[i < p.dim ? i : i + 1];
            }
            Tensor[] parts = g.clone();
            for (int i = 0; i < g.length; i++) {
              parts[i] = g[i] != null ? g[i] : zerosLike(g, sizes);
            }
            return new Tensor[] {Joining.stack(p.dim, parts)};
          });

  private static Tensor zerosLike(Tensor[] g, int[] sizes) {
    for (Tensor t : g) {
      if (t != null) {
        return Tensors.wrap(Strided.zeros(t.dtype(), sizes));
      }
    }
    throw new IllegalStateException("no gradient at all");
  }

  /** Pieces of {@code size} along {@code dim}; the last one may be smaller. */
  public static Tensor[] split(Tensor x, long size, long dim) {
    int d = splitDim("split", x, dim);
    long whole = x.size(d);
    if (size < 0 || (size == 0 && whole != 0)) {
      throw new IllegalArgumentException(
          "split: splitSize must be positive, got " + size + " for a dimension of size " + whole);
    }
    int count = size == 0 ? 1 : (int) Math.max(1, (whole + size - 1) / size);
    int[] lengths = new int[count];
    for (int i = 0; i < count; i++) {
      lengths[i] = (int) Math.min(size, whole - i * size);
    }
    return cut(SPLIT, x, d, lengths);
  }

  public static Tensor[] split(Tensor x, long[] sizes, long dim) {
    int d = splitDim("split", x, dim);
    int[] lengths = Check.sizes("split", sizes);
    if (Arrays.stream(sizes).sum() != x.size(d)) {
      throw new IllegalArgumentException(
          String.format(
              "split: the sizes must add up to %d, the size of dimension %d, got %s",
              x.size(d), d, Arrays.toString(sizes)));
    }
    return cut(SPLIT_WITH_SIZES, x, d, lengths);
  }

  /** At most {@code chunks} pieces of equal size; the last one may be smaller. */
  public static Tensor[] chunk(Tensor x, long chunks, long dim) {
    int d = splitDim("chunk", x, dim);
    if (chunks <= 0) {
      throw new IllegalArgumentException("chunk: chunks must be positive, got " + chunks);
    }
    long whole = x.size(d);
    if (whole == 0) {
      if (chunks > MOST_PIECES) {
        throw new IllegalArgumentException(
            String.format(
                "chunk: a dimension of size 0 gives all its chunks, which must be in [1, %d], got %d",
                MOST_PIECES, chunks));
      }
      return cut(SPLIT, x, d, new int[(int) chunks]);
    }
    return split(x, (whole + chunks - 1) / chunks, d);
  }

  /** Pieces of sizes that differ by at most 1, larger ones first. */
  public static Tensor[] tensorSplit(Tensor x, long sections, long dim) {
    int d = splitDim("tensorSplit", x, dim);
    if (sections <= 0 || sections > MOST_PIECES) {
      throw new IllegalArgumentException(
          String.format(
              "tensorSplit: the number of pieces must be in [1, %d], got %d",
              MOST_PIECES, sections));
    }
    long[] places = new long[(int) sections - 1];
    long end = 0;
    for (int i = 0; i < places.length; i++) {
      end += x.size(d) / sections + (i < x.size(d) % sections ? 1 : 0);
      places[i] = end;
    }
    return tensorSplit(x, places, d);
  }

  /** The pieces between these places. */
  public static Tensor[] tensorSplit(Tensor x, long[] places, long dim) {
    Check.notNull("tensorSplit", "places", places);
    int d = splitDim("tensorSplit", x, dim);
    Tensor[] pieces = new Tensor[places.length + 1];
    for (int i = 0; i < pieces.length; i++) {
      long start = i == 0 ? 0 : places[i - 1];
      pieces[i] = slice(x, d, start, i == places.length ? x.size(d) : places[i], 1);
    }
    return pieces;
  }

  private static int splitDim(String op, Tensor x, long dim) {
    if (x.dim() == 0) {
      throw new IllegalArgumentException(
          op + ": expected a tensor of at least 1 dimension, got a 0-d tensor");
    }
    return Check.dim(op, dim, (int) x.dim());
  }

  private static Tensor[] cut(Grad grad, Tensor x, int d, int[] lengths) {
    Strided s = Tensors.data(x);
    Tensor[] outs = new Tensor[lengths.length];
    int start = 0;
    for (int i = 0; i < outs.length; i++) {
      outs[i] = Tensors.wrap(s.narrow(d, lengths[i] == 0 ? 0 : start, lengths[i]));
      start += lengths[i];
    }
    Graph.recordViews(grad, outs, x, new Pieces(s.sizes(), d, lengths));
    return outs;
  }

  public static Tensor[] unbind(Tensor x, long dim) {
    int d = splitDim("unbind", x, dim);
    Strided s = Tensors.data(x);
    Tensor[] outs = new Tensor[s.size(d)];
    for (int i = 0; i < outs.length; i++) {
      outs[i] = Tensors.wrap(s.select(d, i));
    }
    Graph.recordViews(UNBIND, outs, x, new Pieces(s.sizes(), d, null));
    return outs;
  }

  // ---- along dimensions with names ----

  /** hsplit, vsplit and dsplit into equal parts. */
  public static Tensor[] named(String op, Tensor x, long sections) {
    int dim = namedDim(op, x);
    if (sections < 1 || x.size(dim) % sections != 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: dimension %d has size %d, which cannot be cut into %d equal parts; tensorSplit"
                  + " makes unequal ones",
              op, dim, x.size(dim), sections));
    }
    return tensorSplit(x, sections, dim);
  }

  public static Tensor[] named(String op, Tensor x, long[] places) {
    return tensorSplit(x, places, namedDim(op, x));
  }

  private static int namedDim(String op, Tensor x) {
    int least = op.equals("hsplit") ? 1 : op.equals("vsplit") ? 2 : 3;
    if (x.dim() < least) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the tensor must have at least %d dimension%s, got size %s",
              op, least, least == 1 ? "" : "s", Check.show(x)));
    }
    return op.equals("vsplit") || x.dim() == 1 ? 0 : least == 3 ? 2 : 1;
  }
}
