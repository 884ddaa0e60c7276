package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Histogram;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.UniqueElements;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;

/** Which elements there are, how often, and where they lie among others. */
public final class Counting {
  private Counting() {}

  // ---- different elements ----

  /** The different elements in order. */
  public static UniqueElements unique(Tensor x) {
    Tensor flat = x.detach().reshape(-1);
    var sorted = Sorts.sort(flat, 0, false);
    UniqueElements runs = runs(sorted.values());
    Tensor inverse = Tensor.emptyLike(runs.inverse()).scatter(0, sorted.indices(), runs.inverse());
    return new UniqueElements(runs.values(), inverse.view(x.size().toLongArray()), runs.counts());
  }

  /** Runs of equal neighbours, each as one. */
  public static UniqueElements uniqueConsecutive(Tensor x) {
    UniqueElements runs = runs(x.detach().reshape(-1));
    return new UniqueElements(
        runs.values(), runs.inverse().view(x.size().toLongArray()), runs.counts());
  }

  private static UniqueElements runs(Tensor v) {
    long n = v.numel();
    if (n == 0) {
      Tensor none = Tensors.wrap(Strided.zeros(DType.INT64, 0));
      return new UniqueElements(v, none, none);
    }
    Tensor first = Tensor.ones(Size.of(1), o -> o.dtype(DType.BOOL));
    Tensor begins = Tensor.cat(0, first, v.narrow(0, 1, n - 1).ne(v.narrow(0, 0, n - 1)));
    Tensor places = begins.nonzero().select(1, 0);
    Tensor ends = Tensor.cat(0, places.narrow(0, 1, places.numel() - 1), Tensor.tensor(n).view(1));
    return new UniqueElements(v.indexSelect(0, places), begins.cumsum(0).sub(1), ends.sub(places));
  }

  // ---- counts ----

  public static Tensor bincount(Tensor x, Tensor weights, long minLength) {
    if (x.dim() != 1 || x.dtype().isFloatingPoint() || x.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          String.format(
              "bincount: expected a 1-d integer tensor, got one of size %s and type %s",
              Check.show(x), x.dtype()));
    }
    if (minLength < 0) {
      throw new IllegalArgumentException(
          "bincount: minLength must not be negative, got " + minLength);
    }
    Tensor values = x.to(DType.INT64);
    long largest = x.numel() == 0 ? -1 : values.max().itemLong();
    long smallest = x.numel() == 0 ? 0 : values.min().itemLong();
    if (smallest < 0) {
      throw new IllegalArgumentException("bincount: no element may be negative, got " + smallest);
    }
    if (weights != null && !weights.size().equals(x.size())) {
      throw new IllegalArgumentException(
          String.format(
              "bincount: weights must have the size of the tensor, %s, got %s",
              Check.show(x), Check.show(weights)));
    }
    int bins = Check.count("bincount", "the number of bins", Math.max(largest + 1, minLength));
    Tensor one = Tensors.wrap(Strided.scalar(DType.INT64, 1L).expand(Tensors.data(x).sizes()));
    Tensor amounts = weights == null ? one : weights.detach();
    if (weights != null && weights.dtype() != DType.FLOAT32) {
      amounts = amounts.to(DType.FLOAT64);
    }
    return Tensors.wrap(Strided.zeros(amounts.dtype(), bins)).scatterAdd(0, values, amounts);
  }

  /** How many elements fall into each of {@code bins} equal parts of [min, max]. */
  public static Tensor histc(Tensor x, long bins, double min, double max) {
    Check.floating("histc", "input", x);
    if (bins <= 0) {
      throw new IllegalArgumentException("histc: bins must be positive, got " + bins);
    }
    int count = Check.count("histc", "bins", bins);
    Tensor flat = x.detach().reshape(-1);
    double low = min;
    double high = max;
    if (low == high && flat.numel() > 0) {
      low = flat.min().item();
      high = flat.max().item();
    }
    if (low == high) {
      low -= 1;
      high += 1;
    }
    if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          String.format("histc: min must be below max and both finite, got %s and %s", low, high));
    }
    flat = flat.maskedSelect(flat.ge(low).logicalAnd(flat.le(high)));
    Tensor bin = flat.sub(low).mul((double) bins / (high - low)).toLong().clamp(0, bins - 1);
    Tensor ones = Tensor.onesLike(flat);
    return Tensors.wrap(Strided.zeros(x.dtype(), count)).scatterAdd(0, bin, ones);
  }

  /**
   * How many numbers fall between each two edges; the last bin has its upper edge too.
   *
   * @param weight what each number counts; null for 1
   * @param density whether the bins' areas sum to 1
   */
  public static Histogram histogram(Tensor x, Tensor edges, Tensor weight, boolean density) {
    Check.floating("histogram", "input", x);
    Check.notNull("histogram", "edges", edges);
    Check.sameType("histogram", "the tensor", x.dtype(), "edges", edges.dtype());
    boolean fits = edges.dim() == 1 && edges.numel() > 1;
    if (!fits || edges.detach().diff().lt(0).any().itemBoolean()) {
      throw new IllegalArgumentException(
          "histogram: edges must be a 1-d tensor of at least 2 numbers that do not fall, got "
              + (fits ? edges.tolist() : "size " + Check.show(edges)));
    }
    if (weight != null && !weight.size().equals(x.size())) {
      throw new IllegalArgumentException(
          String.format(
              "histogram: weight must have the size of the tensor, got %s and %s",
              Check.show(weight), Check.show(x)));
    }
    long bins = edges.numel() - 1;
    Tensor own = edges.detach();
    Tensor flat = x.detach().reshape(-1);
    Tensor counts = weight == null ? Tensor.onesLike(flat) : weight.detach().to(x.dtype());
    Tensor inside = flat.ge(own.select(0, 0)).logicalAnd(flat.le(own.select(0, bins)));
    Tensor chosen = flat.maskedSelect(inside);
    Tensor bin = searchsorted("histogram", own, chosen, true).sub(1).clamp(0, bins - 1);
    Tensor hist =
        Tensor.zeros(Size.of(bins), o -> o.dtype(x.dtype()))
            .scatterAdd(0, bin, counts.reshape(-1).maskedSelect(inside));
    if (density) {
      hist = hist.div(hist.sum().mul(own.diff()));
    }
    return new Histogram(hist, own);
  }

  /** The same with edges at equal distances from the smallest to the largest number. */
  public static Histogram histogram(Tensor x, long bins) {
    boolean empty = x.numel() == 0;
    double low = empty ? 0 : x.detach().min().item();
    double high = empty ? 1 : x.detach().max().item();
    return histogram(x, bins, low, high, null, false);
  }

  /** The same with edges at equal distances. */
  public static Histogram histogram(
      Tensor x, long bins, double min, double max, Tensor weight, boolean density) {
    Check.floating("histogram", "input", x);
    if (bins <= 0) {
      throw new IllegalArgumentException("histogram: bins must be positive, got " + bins);
    }
    Check.count("histogram", "bins + 1", bins + 1);
    double low = min == max ? min - 0.5 : min;
    double high = min == max ? max + 0.5 : max;
    if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          String.format(
              "histogram: min must be below max and both finite, got %s and %s", low, high));
    }
    Tensor edges = Tensor.linspace(low, high, bins + 1, o -> o.dtype(x.dtype()));
    return histogram(x, edges, weight, density);
  }

  // ---- places among sorted numbers ----

  /**
   * How many elements of a sorted row are below each value; {@code right}: not above it.
   *
   * <p>Both are sorted together: a value's place among the row is the number of elements of the row
   * before it, and a stable sort puts equal ones in the order in which they were joined.
   */
  public static Tensor searchsorted(String op, Tensor sorted, Tensor values, boolean right) {
    Check.notNull(op, "the sorted tensor", sorted);
    Check.notNull(op, "values", values);
    Tensor row = sorted.detach();
    Tensor v = values.detach();
    int n = (int) row.dim();
    if (n == 1) {
      v = v.reshape(-1);
    } else {
      boolean fits = v.dim() == n && n > 0;
      for (int d = 0; fits && d < n - 1; d++) {
        fits = v.size(d) == row.size(d);
      }
      if (!fits) {
        throw new IllegalArgumentException(
            String.format(
                "%s: the sorted tensor must have 1 dimension, or all sizes of values"
                    + " except the last, got %s for values of size %s",
                op, Check.show(row), Check.show(values)));
      }
    }
    DType type = Types.result(row, v);
    row = row.to(type);
    v = v.to(type);
    long m = row.size(-1);
    long k = v.size(-1);
    Tensor joined = right ? Tensor.cat(-1, row, v) : Tensor.cat(-1, v, row);
    Tensor order = joined.argsort(-1, false);
    Tensor isOfRow = right ? order.lt(m) : order.ge(k);
    Tensor before = isOfRow.cumsum(-1);
    Tensor places = Tensor.emptyLike(before).scatter(-1, order, before);
    return places.narrow(-1, right ? m : 0, k).reshape(values.size().toLongArray());
  }

  // ---- quantiles ----

  /** Where a quantile falls between two elements. */
  private enum Interpolation {
    LINEAR,
    LOWER,
    HIGHER,
    MIDPOINT,
    NEAREST;

    static Interpolation of(String op, String name) {
      for (Interpolation i : values()) {
        if (i.name().toLowerCase(java.util.Locale.ROOT).equals(name)) {
          return i;
        }
      }
      throw new IllegalArgumentException(
          op
              + ": interpolation must be linear, lower, higher, midpoint or nearest, got \""
              + name
              + "\"");
    }
  }

  public static Tensor quantile(
      Tensor x, double q, Long dim, boolean keepDim, String interpolation) {
    return quantile(x, number(q), dim, keepDim, interpolation);
  }

  private static Tensor number(double q) {
    return Tensors.wrap(Strided.scalar(DType.FLOAT64, q));
  }

  public static Tensor nanquantile(
      Tensor x, double q, Long dim, boolean keepDim, String interpolation) {
    return nanquantile(x, number(q), dim, keepDim, interpolation);
  }

  public static Tensor quantile(
      Tensor x, Tensor q, Long dim, boolean keepDim, String interpolation) {
    return quantile("quantile", x, q, dim, keepDim, interpolation);
  }

  public static Tensor nanquantile(
      Tensor x, Tensor q, Long dim, boolean keepDim, String interpolation) {
    return quantile("nanquantile", x, q, dim, keepDim, interpolation);
  }

  /**
   * @param op "quantile", or "nanquantile", which leaves NaN out
   * @param q 0-d, or 1-d for a new first dimension
   * @param dim null: of all elements
   */
  private static Tensor quantile(
      String op, Tensor x, Tensor q, Long dim, boolean keepDim, String interpolation) {
    boolean leavesNanOut = op.equals("nanquantile");
    Interpolation how = Interpolation.of(op, interpolation);
    if (x.dtype() != DType.FLOAT32 && x.dtype() != DType.FLOAT64) {
      throw new IllegalArgumentException(
          op + ": the tensor must be float32 or float64, got " + x.dtype());
    }
    Check.notNull(op, "q", q);
    if (q.dim() > 1 || q.lt(0).logicalOr(q.gt(1)).any().itemBoolean()) {
      throw new IllegalArgumentException(
          op
              + ": q must be a number or a 1-d tensor of numbers in [0, 1], got size "
              + Check.show(q)
              + (q.numel() == 0
                  ? ""
                  : " with numbers from " + q.min().item() + " to " + q.max().item()));
    }
    Tensor in = dim == null || x.dim() == 0 ? x.reshape(-1) : x;
    int d = dim == null || x.dim() == 0 ? 0 : Check.dim(op, dim, (int) x.dim());
    if (in.size(d) == 0) {
      throw new IllegalArgumentException(
          op + ": a tensor of size " + Check.show(x) + " has no element to choose from");
    }
    Tensor sorted = Sorts.sort(in, d, false).values().movedim(d, -1); // [..., n]
    long n = sorted.size(-1);
    Tensor share = q.detach().to(x.dtype()).reshape(-1);
    Tensor rank;
    if (leavesNanOut) {
      Tensor numbers = sorted.detach().isnan().logicalNot().sum(-1, true).to(x.dtype());
      rank = share.mul(numbers.sub(1)).clampMin(0.0); // [..., q]
    } else {
      rank = share.mul((double) (n - 1));
    }
    rank = how == Interpolation.NEAREST ? rank.round() : rank;
    rank = how == Interpolation.LOWER ? rank.floor() : rank;
    rank = how == Interpolation.HIGHER ? rank.ceil() : rank;
    Tensor low = rank.toLong();
    Tensor high = rank.ceil().toLong();
    Tensor weight = how == Interpolation.MIDPOINT ? null : rank.sub(low);
    Tensor below = leavesNanOut ? sorted.gather(-1, low) : sorted.indexSelect(-1, low);
    Tensor above = leavesNanOut ? sorted.gather(-1, high) : sorted.indexSelect(-1, high);
    Tensor half = Tensor.fullLike(rank, 0.5);
    Tensor found = below.lerp(above, weight == null ? half : weight); // [..., q]
    if (!leavesNanOut) {
      Tensor last = sorted.narrow(-1, n - 1, 1);
      found = Tensor.where(last.isnan(), last, found);
    }
    found = found.movedim(-1, 0); // [q, ...]
    if (keepDim) {
      long[] size = x.size().toLongArray();
      long[] kept = new long[size.length + 1];
      kept[0] = q.numel();
      for (int i = 0; i < size.length; i++) {
        kept[i + 1] = dim == null || i == d ? 1 : size[i];
      }
      found = found.reshape(kept);
    }
    return q.dim() == 0 ? found.squeeze(0) : found;
  }
}
