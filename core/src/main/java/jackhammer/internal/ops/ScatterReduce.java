package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Scatter;
import jackhammer.internal.kernel.Strided;
import java.util.Locale;

/** Scattered values that meet in one place are reduced to one. */
public final class ScatterReduce {

  /** How values that meet become one. */
  private enum Reduction {
    SUM,
    PROD,
    MEAN,
    AMAX,
    AMIN;

    static Reduction of(String name) {
      for (Reduction r : values()) {
        if (r.name().toLowerCase(Locale.ROOT).equals(name)) {
          return r;
        }
      }
      throw new IllegalArgumentException(
          "scatterReduce: reduce must be sum, prod, mean, amax or amin, got \"" + name + "\"");
    }
  }

  private record Args(int dim, Reduction reduce, boolean includeSelf) {}

  /** Saved: self, index, src, result. */
  private static final Grad GRAD = Grad.of("ScatterReduceBackward0", ScatterReduce::backward);

  private ScatterReduce() {}

  public static Tensor scatterReduce(
      Tensor x, long dim, Tensor index, Tensor src, String reduce, boolean includeSelf) {
    Check.notNull("scatterReduce", "src", src);
    Reduction r = Reduction.of(reduce);
    int d = Check.dim("scatterReduce", dim, (int) x.dim());
    Check.sameType("scatterReduce", "src", src.dtype(), "the tensor", x.dtype());
    Tensor i = Gathering.elements("scatterReduce", x, d, index, src);
    Tensor out = forward(x.detach(), d, i, src.detach(), r, includeSelf);
    return Graph.record(
        GRAD,
        out,
        new Tensor[] {x, src},
        new Tensor[] {x, i, src, out},
        new Args(d, r, includeSelf));
  }

  public static Tensor scatterReduce_(
      Tensor x, long dim, Tensor index, Tensor src, String reduce, boolean includeSelf) {
    return Graph.inPlace(
        "scatterReduce_",
        x,
        old -> scatterReduce(old, dim, index, src, reduce, includeSelf),
        Pointwise::write);
  }

  private static Tensor forward(
      Tensor x, int dim, Tensor i, Tensor src, Reduction reduce, boolean includeSelf) {
    Tensor start = includeSelf ? x : x.scatter(dim, i, neutral(reduce, x.dtype()));
    Scatter op =
        switch (reduce) {
          case SUM, MEAN -> Scatter.ADD;
          case PROD -> Scatter.MULTIPLY;
          case AMAX -> Scatter.MAX;
          case AMIN -> Scatter.MIN;
        };
    Tensor out = Gathering.scattered(op, start, dim, i, Tensors.data(src));
    if (reduce != Reduction.MEAN) {
      return out;
    }
    Tensor count = counts(x, dim, i, includeSelf);
    return x.dtype().isFloatingPoint() ? out.div(count) : out.floorDivide(count);
  }

  /** What changes no other value. */
  private static Tensor neutral(Reduction reduce, DType type) {
    return switch (reduce) {
      case SUM, MEAN -> Types.number(0L);
      case PROD -> Types.number(1L);
      case AMAX -> lowest(type);
      case AMIN ->
          type.isFloatingPoint()
              ? Types.number(Double.POSITIVE_INFINITY)
              : Types.number(type == DType.BOOL ? 1L : ~lowest(type).itemLong());
    };
  }

  private static Tensor lowest(DType type) {
    if (type.isFloatingPoint()) {
      return Types.number(Double.NEGATIVE_INFINITY);
    }
    boolean unsigned = type == DType.UINT8 || type == DType.BOOL;
    return Types.number(unsigned ? 0L : Long.MIN_VALUE >> (64 - 8 * type.itemSize()));
  }

  /** How many values meet in each place of x, at least 1. */
  private static Tensor counts(Tensor x, int dim, Tensor i, boolean includeSelf) {
    Tensor start = includeSelf ? Tensor.onesLike(x) : Tensor.zerosLike(x);
    Tensor one = Tensors.wrap(Strided.scalar(x.dtype(), 1L).expand(Tensors.data(i).sizes()));
    Tensor count = Gathering.scattered(Scatter.ADD, start, dim, i, Tensors.data(one));
    return count.clampMin(1);
  }

  private static Tensor[] backward(Tensor g, Saved s) {
    Args a = s.args();
    Tensor x = s.tensor(0);
    Tensor i = s.tensor(1);
    Tensor src = s.tensor(2);
    Tensor out = s.tensor(3);
    Tensor self;
    Tensor source;
    switch (a.reduce) {
      case SUM -> {
        self = g;
        source = g.gather(a.dim, i);
      }
      case MEAN -> {
        Tensor count = counts(x.detach(), a.dim, i, a.includeSelf);
        self = g.div(count);
        source = self.gather(a.dim, i);
      }
      case PROD -> {
        Tensor nonzero = x.maskedFill(x.eq(0), 1.0);
        self = g.mul(nonzero.scatterReduce(a.dim, i, src, "prod", a.includeSelf)).div(nonzero);
        source = productSource(g, a, x, i, src, out);
      }
      default -> {
        Tensor value = out.gather(a.dim, i);
        Tensor hitSelf = x.eq(out).to(g.dtype());
        Tensor hitSource = src.eq(value).to(g.dtype());
        Tensor winners = hitSelf.scatterAdd(a.dim, i, hitSource);
        Tensor share = g.div(winners.clampMin(1));
        self = share.mul(hitSelf);
        source = share.gather(a.dim, i).mul(hitSource);
      }
    }
    if (!a.includeSelf) {
      self = self.scatter(a.dim, i, 0.0);
    }
    return new Tensor[] {
      self, s.needs(1) ? Gathering.padded(source, Tensors.data(src).sizes()) : null
    };
  }

  /** The other factors of each source: a quotient, except where the source itself is the zero. */
  private static Tensor productSource(
      Tensor g, Args a, Tensor x, Tensor i, Tensor src, Tensor out) {
    Tensor zero = src.eq(0);
    Tensor zeros = Tensor.zerosLike(x).scatterAdd(a.dim, i, zero.to(x.dtype())).gather(a.dim, i);
    Tensor only = zero.logicalAnd(zeros.eq(1));
    Tensor without = x.scatterReduce(a.dim, i, src.maskedFill(only, 1.0), "prod", a.includeSelf);
    Tensor quotient = g.mul(out).gather(a.dim, i).div(src.maskedFill(zero, 1.0));
    return Tensor.where(only, g.mul(without).gather(a.dim, i), quotient);
  }

  /** Whole entries along a dimension, which {@code index} says where to. */
  public static Tensor indexReduce(
      Tensor x, long dim, Tensor index, Tensor source, String reduce, boolean includeSelf) {
    Check.notNull("indexReduce", "index", index);
    Check.notNull("indexReduce", "source", source);
    int d = Check.dim("indexReduce", dim, (int) x.dim());
    if (Reduction.of(reduce) == Reduction.SUM) {
      throw new IllegalArgumentException(
          "indexReduce: reduce must be prod, mean, amax or amin, got \"sum\"; indexAdd adds up");
    }
    boolean fits = index.dim() == 1 && source.dim() == x.dim() && x.dim() > 0;
    for (int k = 0; fits && k < x.dim(); k++) {
      fits = source.size(k) == (k == d ? index.size(0) : x.size(k));
    }
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              "indexReduce: source must have the size of the tensor, %s, except along dimension %d,"
                  + " one entry there for each of index, which is 1-d: got source %s, index %s",
              Check.show(x), d, Check.show(source), Check.show(index)));
    }
    long[] column = new long[(int) x.dim()];
    java.util.Arrays.fill(column, 1);
    column[d] = -1;
    Tensor wide = index.reshape(column).expand(source.size().toLongArray());
    return scatterReduce(x, d, wide, source, reduce, includeSelf);
  }
}
