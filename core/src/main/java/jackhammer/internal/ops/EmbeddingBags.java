package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.GradMode;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import java.util.Locale;

/** Bags of rows of a table, each made one row: their sum, mean or maximum. */
public final class EmbeddingBags {
  public static final int SUM = 0;
  public static final int MEAN = 1;
  public static final int MAX = 2;

  /**
   * Which index is in which bag.
   *
   * @param index INT64 [n]
   * @param bag INT64 [n]
   * @param count how many bags there are
   */
  public record Bags(Tensor index, Tensor bag, long count) {}

  /**
   * What the gradient of sums and means needs beside the weights.
   *
   * @param left BOOL [n], the indices that do not count, or null
   * @param sizes [bags, 1] for means, or null
   */
  private record Pool(Bags bags, Tensor left, Tensor sizes, boolean byFrequency, int[] table) {

    /** Numbers of the indices, with {@code instead} for those that do not count. */
    Tensor counted(Tensor each, Number instead) {
      if (left == null) {
        return each;
      }
      Tensor mask = each.dim() == 1 ? left : left.unsqueeze(1);
      return each.dtype() == DType.INT64
          ? Tensor.where(mask, Factories.scalar(instead.longValue()), each)
          : Tensor.where(mask, instead.doubleValue(), each);
    }
  }

  private record Maxima(Tensor indices, int[] table) {}

  private static final String NAME = "EmbeddingBagBackward0";
  private static final Grad POOL = Grad.of(NAME, EmbeddingBags::poolBackward);
  private static final Grad MAXIMA =
      Grad.of(
          NAME,
          (g, s) -> {
            Maxima m = s.args();
            Tensor none = m.indices.lt(0);
            Tensor row = m.indices.clampMin(0);
            Tensor gw = Gathering.zeros(g, m.table);
            return new Tensor[] {gw.scatterAdd(0, row, Tensor.where(none, 0.0, g))};
          });

  private EmbeddingBags() {}

  // ---- what is in which bag ----

  /**
   * @param x indices [bags, n]; or [n] with offsets
   * @param offsets [bags], with {@code includeLast} [bags + 1]; null for two dimensions
   */
  public static Bags bags(String op, Tensor x, Tensor offsets, boolean includeLast) {
    Tensor index = x.to(DType.INT64).reshape(-1);
    if (x.dim() == 2) {
      if (offsets != null) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s: each row of an input of two dimensions is a bag, so that offsets must be left"
                    + " out, got input %s and offsets %s",
                op,
                Check.show(x),
                Check.show(offsets)));
      }
      long n = x.size(1);
      Tensor bag = Factories.arange(0L, x.size(0), 1L, DType.INT64).unsqueeze(1);
      return new Bags(index, bag.expand(x.size(0), n).reshape(-1), x.size(0));
    }
    if (x.dim() != 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: input must be (B, N), a bag in each row, or (N) with offsets, got size %s",
              op,
              Check.show(x)));
    }
    Tensor begin = offsets(op, x, offsets, includeLast);
    long count = begin.size(0);
    Tensor ones = Factories.full(op, begin.size(), 1L, DType.INT64);
    Tensor begun = Tensors.wrap(Strided.zeros(DType.INT64, (int) x.numel() + 1));
    Tensor bag = begun.indexAdd(0, begin, ones).cumsum(0).sub(1).narrow(0, 0, x.numel());
    return new Bags(index, bag, count);
  }

  private static Tensor offsets(String op, Tensor x, Tensor offsets, boolean includeLast) {
    if (offsets == null) {
      throw new IllegalArgumentException(
          op
              + ": an input of one dimension needs offsets, which say where in it each bag begins;"
              + " input is "
              + Check.show(x));
    }
    if (offsets.dim() != 1 || (offsets.dtype() != DType.INT64 && offsets.dtype() != DType.INT32)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: offsets must be a tensor of one dimension of int64 or int32, got %s of size %s",
              op,
              offsets.dtype(),
              Check.show(offsets)));
    }
    Strided s = Tensors.data(offsets);
    long before = 0;
    for (int i = 0; i < s.numel(); i++) {
      long at = Elements.getLong(s.storage(), s.position(i));
      boolean isFirst = i == 0;
      if (isFirst ? at != 0 : at < before || at > x.numel()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s: offsets must begin with 0, must not fall and must not exceed the %d indices of"
                    + " input, got %d at offsets[%d]%s",
                op,
                x.numel(),
                at,
                i,
                isFirst ? "" : " after " + before));
      }
      before = at;
    }
    boolean isShort = includeLast ? s.numel() < 1 || before != x.numel() : s.numel() == 0;
    if (isShort && (includeLast || x.numel() > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              includeLast
                  ? "%s: with include_last_offset the last of the offsets must be the number of"
                      + " indices of input, %d, got offsets %s that end with %d"
                  : "%s: the %d indices of input are in no bag: got offsets %s",
              op,
              x.numel(),
              Check.show(offsets),
              before));
    }
    Tensor begin = offsets.to(DType.INT64);
    return includeLast ? begin.narrow(0, 0, begin.size(0) - 1) : begin;
  }

  /** What each index is multiplied with: for sums only, in the input's size. */
  public static void checkWeights(String op, Tensor x, Tensor weight, Tensor each, int mode) {
    if (each == null) {
      return;
    }
    if (mode != SUM) {
      throw new IllegalArgumentException(
          op
              + ": per_sample_weights are for mode=sum only, got mode="
              + (mode == MEAN ? "mean" : "max"));
    }
    Check.sameType(op, "per_sample_weights", each.dtype(), "weight", weight.dtype());
    if (!each.size().equals(x.size())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: per_sample_weights must have the input's size %s, got %s",
              op,
              Check.show(x),
              Check.show(each)));
    }
  }

  // ---- sum, mean, maximum ----

  /**
   * The bags of the rows of a table.
   *
   * @param weight [V, D]
   * @param each what each index is multiplied with, or null
   * @param skipped a row that does not count, or -1
   * @return [bags, D]; zeros for a bag in which nothing counts
   */
  public static Tensor reduce(
      Bags bags, Tensor weight, Tensor each, int mode, long skipped, boolean byFrequency) {
    if (mode == MAX && byFrequency) {
      throw new IllegalArgumentException(
          "embeddingBag: scale_grad_by_freq does not go with mode=max, whose gradient goes to one"
              + " row for each element");
    }
    int[] table = Tensors.data(weight).sizes().clone();
    Strided out = Strided.empty(weight.dtype(), (int) bags.count, table[1]);
    Tensor left = skipped < 0 ? null : bags.index.eq(skipped);
    Pool pool = new Pool(bags, left, sizes(bags, left, mode, weight.dtype()), byFrequency, table);
    Strided to = Tensors.data(pool.counted(bags.bag, -1));
    Strided from = Tensors.data(bags.index);
    if (mode == MAX) {
      Strided indices = Strided.empty(DType.INT64, out.sizes().clone());
      Compute.kernels().maxRows(Tensors.data(weight), from, to, out, indices);
      Maxima maxima = new Maxima(Tensors.wrap(indices), table);
      return Graph.record(
          MAXIMA, Tensors.wrap(out), new Tensor[] {weight}, Graph.nothing(), maxima);
    }
    Strided factors = each == null ? null : Tensors.data(each.detach().reshape(-1));
    Compute.kernels().sumRows(Tensors.data(weight), from, to, factors, out);
    Tensor sums = Tensors.wrap(out);
    Tensor y = mode == MEAN ? sums.div(pool.sizes) : sums;
    boolean needsTable = each != null && Graph.needsGrad(each);
    return Graph.record(
        POOL,
        y,
        new Tensor[] {weight, each},
        new Tensor[] {needsTable ? weight : null, each},
        pool);
  }

  private static Tensor sizes(Bags bags, Tensor left, int mode, DType dtype) {
    if (mode != MEAN) {
      return null;
    }
    Tensor ones = Factories.full("embeddingBag", bags.index.size(), 1L, DType.INT64);
    Tensor counted = left == null ? ones : ones.sub(left.to(DType.INT64));
    Tensor none = Tensors.wrap(Strided.zeros(DType.INT64, (int) bags.count));
    return none.indexAdd(0, bags.bag, counted).clampMin(1).to(dtype).unsqueeze(1);
  }

  private static Tensor[] poolBackward(Tensor gradient, Saved s) {
    Pool p = s.args();
    Tensor g = p.sizes == null ? gradient : gradient.div(p.sizes);
    Tensor each = s.tensor(1);
    Tensor factors = each == null ? null : each.reshape(-1);
    if (p.byFrequency) {
      Tensor rarity = Embeddings.rarity(p.bags.index, p.table[0], g.dtype());
      factors = factors == null ? rarity : factors.mul(rarity);
    }
    Tensor gw = null;
    if (s.needs(0)) {
      gw = GradMode.isEnabled() ? recorded(p, g, factors) : fast(p, g, factors);
    }
    Tensor geach = null;
    if (each != null && s.needs(1)) {
      Tensor rows = s.tensor(0).indexSelect(0, p.bags.index);
      Tensor dots = rows.mul(g.indexSelect(0, p.bags.bag)).sum(1);
      geach = p.counted(dots, 0).reshape(each.size().toLongArray());
    }
    return new Tensor[] {gw, geach};
  }

  private static Tensor fast(Pool p, Tensor g, Tensor factors) {
    Strided gw = Strided.empty(g.dtype(), p.table);
    Compute.kernels()
        .sumRows(
            Tensors.data(g),
            Tensors.data(p.bags.bag),
            Tensors.data(p.counted(p.bags.index, -1)),
            factors == null ? null : Tensors.data(factors),
            gw);
    return Tensors.wrap(gw);
  }

  private static Tensor recorded(Pool p, Tensor g, Tensor factors) {
    Tensor rows = g.indexSelect(0, p.bags.bag);
    if (factors != null) {
      rows = rows.mul(factors.unsqueeze(1));
    }
    return Gathering.zeros(g, p.table).indexAdd(0, p.bags.index, p.counted(rows, 0));
  }
}
