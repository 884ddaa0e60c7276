package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** The same elements in another order, or repeated: copies. */
public final class Arranging {
  private static final Grad FLIP =
      Grad.of("FlipBackward0", (g, s) -> new Tensor[] {g.flip(s.<long[]>args())});

  private record Shifts(long[] shifts, long[] dims) {
    Shifts reversed() {
      return new Shifts(Arrays.stream(shifts).map(n -> -n).toArray(), dims);
    }
  }

  private static final Grad ROLL =
      Grad.of("RollBackward0", (g, s) -> new Tensor[] {roll(g, s.<Shifts>args().reversed())});

  private record Repeats(int[] sizes, long[] repeats) {}

  private static final Grad REPEAT =
      Grad.of(
          "RepeatBackward0",
          (g, s) -> {
            Repeats r = s.args();
            int n = r.repeats.length;
            int lead = n - r.sizes.length;
            long[] apart = new long[2 * n];
            long[] dims = new long[n];
            for (int d = 0; d < n; d++) {
              apart[2 * d] = r.repeats[d];
              apart[2 * d + 1] = d < lead ? 1 : r.sizes[d - lead];
              dims[d] = 2 * d;
            }
            Tensor summed = n == 0 ? g : g.reshape(apart).sum(dims, false);
            return new Tensor[] {summed.reshape(Reductions.toLong(r.sizes))};
          });

  private Arranging() {}

  /** The elements of the named dimensions in reverse. */
  public static Tensor flip(Tensor x, long... dims) {
    Check.notNull("flip", "dims", dims);
    Strided s = Tensors.data(x);
    boolean[] chosen = dims.length == 0 ? new boolean[s.dim()] : Check.dims("flip", dims, s.dim());
    int[] strides = s.strides().clone();
    int offset = s.offset();
    for (int d = 0; d < s.dim(); d++) {
      if (chosen[d]) {
        offset += Math.max(s.size(d) - 1, 0) * s.stride(d);
        strides[d] = -s.stride(d);
      }
    }
    Strided out = Compute.copy(s.view(offset, s.sizes(), strides));
    return Graph.record(FLIP, Tensors.wrap(out), new Tensor[] {x}, Graph.nothing(), dims.clone());
  }

  /** Elements moved along dimensions; those pushed out come back in on the other side. */
  public static Tensor roll(Tensor x, long[] shifts, long[] dims) {
    Check.notNull("roll", "shifts", shifts);
    Check.notNull("roll", "dims", dims);
    if (shifts.length == 0
        || (shifts.length != dims.length && !(dims.length == 0 && shifts.length == 1))) {
      throw new IllegalArgumentException(
          String.format(
              "roll: as many dimensions as shifts are needed, and at least one, got %s and %s",
              Arrays.toString(shifts), Arrays.toString(dims)));
    }
    for (long d : dims) {
      Check.dim("roll", d, (int) x.dim());
    }
    return roll(x, new Shifts(shifts.clone(), dims.clone()));
  }

  private static Tensor roll(Tensor x, Shifts shifts) {
    Strided out = Compute.contiguous(Tensors.data(x));
    if (shifts.dims.length == 0) {
      out = rolled(out.reshapeContiguous(out.numel()), 0, shifts.shifts[0]);
      out = out.reshapeContiguous(Tensors.data(x).sizes());
    } else if (out.dim() > 0) {
      for (int i = 0; i < shifts.dims.length; i++) {
        out = rolled(out, Check.dim("roll", shifts.dims[i], out.dim()), shifts.shifts[i]);
      }
    }
    out = out.storage() == Tensors.data(x).storage() ? Compute.copy(out) : out;
    return Graph.record(ROLL, Tensors.wrap(out), new Tensor[] {x}, Graph.nothing(), shifts);
  }

  private static Strided rolled(Strided s, int d, long shift) {
    int n = s.size(d);
    int by = n == 0 ? 0 : (int) Math.floorMod(shift, (long) n);
    if (by == 0) {
      return s;
    }
    Strided out = Strided.empty(s.dtype(), s.sizes().clone());
    Compute.kernels().copy(s.narrow(d, 0, n - by), out.narrow(d, by, n - by));
    Compute.kernels().copy(s.narrow(d, n - by, by), out.narrow(d, 0, by));
    return out;
  }

  /** The whole tensor again and again along each dimension; more dimensions are added in front. */
  public static Tensor repeat(Tensor x, long... repeats) {
    Check.notNull("repeat", "repeats", repeats);
    Strided s = Tensors.data(x);
    int n = repeats.length;
    int lead = n - s.dim();
    if (lead < 0) {
      throw new IllegalArgumentException(
          String.format(
              "repeat: a number for each of the %d dimensions of size %s is needed, got %s",
              s.dim(), Check.show(x), Arrays.toString(repeats)));
    }
    int[] times = Check.sizes("repeat", repeats);
    int[] sizes = new int[n];
    int[] apart = new int[2 * n];
    int[] strides = new int[2 * n];
    for (int d = 0; d < n; d++) {
      int own = d < lead ? 1 : s.size(d - lead);
      sizes[d] = Check.count("repeat", "a repeated size", (long) own * times[d]);
      apart[2 * d] = times[d];
      apart[2 * d + 1] = own;
      strides[2 * d + 1] = d < lead ? 0 : s.stride(d - lead);
    }
    Check.sizes("repeat", Reductions.toLong(sizes));
    Strided out = Strided.empty(x.dtype(), sizes);
    Compute.kernels().copy(s.view(s.offset(), apart, strides), out.reshapeContiguous(apart));
    return Graph.record(
        REPEAT,
        Tensors.wrap(out),
        new Tensor[] {x},
        Graph.nothing(),
        new Repeats(s.sizes(), repeats.clone()));
  }

  /** {@link #repeat} that takes missing numbers as 1. */
  public static Tensor tile(Tensor x, long... repeats) {
    Check.notNull("tile", "repeats", repeats);
    long[] all = repeats;
    int missing = (int) x.dim() - repeats.length;
    if (missing > 0) {
      all = new long[repeats.length + missing];
      Arrays.fill(all, 0, missing, 1);
      System.arraycopy(repeats, 0, all, missing, repeats.length);
    }
    return repeat(x, all);
  }

  /** Each element several times in a row; {@code dim} null: in row-major order. */
  public static Tensor repeatInterleave(Tensor x, long repeats, Long dim) {
    if (repeats < 0) {
      throw new IllegalArgumentException(
          "repeatInterleave: repeats must not be negative, got " + repeats);
    }
    Tensor in = dim == null || x.dim() == 0 ? x.reshape(-1) : x;
    int d = dim == null ? 0 : Check.dim("repeatInterleave", dim, (int) x.dim());
    long[] sizes = new long[(int) in.dim() + 1];
    Arrays.fill(sizes, -1);
    sizes[d + 1] = repeats;
    return in.unsqueeze(d + 1).expand(sizes).clone().flatten(d, d + 1);
  }

  /** Each element as often as a 1-d tensor says. */
  public static Tensor repeatInterleave(Tensor x, Tensor repeats, Long dim) {
    Check.notNull("repeatInterleave", "repeats", repeats);
    Tensor in = dim == null || x.dim() == 0 ? x.reshape(-1) : x;
    int d = dim == null ? 0 : Check.dim("repeatInterleave", dim, (int) x.dim());
    if (repeats.dtype() != DType.INT64 && repeats.dtype() != DType.INT32) {
      throw new IllegalArgumentException(
          "repeatInterleave: repeats must be int64 or int32, got " + repeats.dtype());
    }
    Tensor times = repeats.to(DType.INT64);
    if (times.numel() == 1 && times.dim() <= 1) {
      times = times.reshape(1).expand(in.size(d));
    }
    if (times.dim() != 1 || times.numel() != in.size(d)) {
      throw new IllegalArgumentException(
          String.format(
              "repeatInterleave: repeats must have %d elements, as dimension %d of the tensor, got"
                  + " size %s",
              in.size(d), d, Check.show(repeats)));
    }
    if (times.lt(0).any().itemBoolean()) {
      throw new IllegalArgumentException("repeatInterleave: repeats must not be negative");
    }
    if (times.numel() == 0) {
      return in.indexSelect(d, times);
    }
    // A one where the copies of an entry begin (two if the one before it has none): their running
    // sum is the number of the entry.
    Tensor ends = times.cumsum(0);
    long total = ends.select(0, -1).itemLong();
    Tensor marks = Tensor.zeros(Size.of(total + 1), o -> o.dtype(DType.INT64));
    marks.scatterAdd_(0, ends.sub(times), Tensor.onesLike(times));
    return in.indexSelect(d, marks.cumsum(0).sub(1).narrow(0, 0, total));
  }

  /** Quarter turns from the first of two dimensions towards the second. */
  public static Tensor rot90(Tensor x, long k, long first, long second) {
    int a = Check.dim("rot90", first, (int) x.dim());
    int b = Check.dim("rot90", second, (int) x.dim());
    if (x.dim() < 2 || a == b) {
      throw new IllegalArgumentException(
          String.format(
              "rot90: turns in two different dimensions, got %d and %d of a tensor of %d dimensions",
              first, second, x.dim()));
    }
    return switch ((int) Math.floorMod(k, 4L)) {
      case 1 -> x.flip(b).transpose(a, b);
      case 2 -> x.flip(a, b);
      case 3 -> x.flip(a).transpose(a, b);
      default -> x.clone();
    };
  }

  /** A copy in which a view of it is replaced. */
  public static Tensor with(String op, Tensor x, Tensor src, UnaryOperator<Tensor> view) {
    Check.notNull(op, "src", src);
    Tensor out = x.clone();
    Tensor part = view.apply(out);
    if (!part.size().equals(src.size())) {
      throw new IllegalArgumentException(
          String.format(
              "%s: src must have the size of what it replaces, %s, got %s",
              op, Check.show(part), Check.show(src)));
    }
    part.copy_(src);
    return out;
  }
}
