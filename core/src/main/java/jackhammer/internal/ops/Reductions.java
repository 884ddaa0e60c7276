package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Strided;

/** Sums, means, extremes and norms over dimensions. */
public final class Reductions {

  /** Which dimensions were reduced, and whether they stayed with size 1. */
  record Over(int[] sizes, boolean[] dims, boolean keepDim) {

    int[] keptSizes() {
      int[] kept = sizes.clone();
      for (int d = 0; d < kept.length; d++) {
        kept[d] = dims[d] ? 1 : kept[d];
      }
      return kept;
    }

    /** A result, or its gradient, with the reduced dimensions as size 1. */
    Tensor kept(Tensor t) {
      return keepDim || Tensors.data(t).dim() == sizes.length ? t : Shapes.reshape(t, keptSizes());
    }

    /** The gradient of a sum: the same everywhere. */
    Tensor spread(Tensor g) {
      return kept(g).expand(toLong(sizes));
    }

    /** How many elements make one result. */
    long count() {
      long n = 1;
      for (int d = 0; d < sizes.length; d++) {
        n *= dims[d] ? sizes[d] : 1;
      }
      return n;
    }
  }

  private static final Grad SUM = sum("SumBackward0");
  private static final Grad SUM_DIMS = sum("SumBackward1");
  private static final Grad MEAN = mean("MeanBackward0");
  private static final Grad MEAN_DIMS = mean("MeanBackward1");
  private static final Grad EXTREME_ALL = extreme("MaxBackward1");
  private static final Grad MIN_ALL = extreme("MinBackward1");
  private static final Grad AMAX = extreme("AmaxBackward0");
  private static final Grad AMIN = extreme("AminBackward0");

  private Reductions() {}

  private static Grad sum(String name) {
    return Grad.of(name, (g, s) -> new Tensor[] {s.<Over>args().spread(g)});
  }

  private static Grad mean(String name) {
    return Grad.of(
        name,
        (g, s) -> {
          Over over = s.args();
          return new Tensor[] {over.spread(g.div((double) over.count()))};
        });
  }

  /** The gradient is shared evenly among equal extremes. */
  private static Grad extreme(String name) {
    return Grad.of(
        name,
        (g, s) -> {
          Over over = s.args();
          Tensor x = s.tensor(0);
          Tensor value = s.tensor(1);
          boolean ofNaN = value.dim() == 0 && value.isnan().itemBoolean();
          Tensor hits = ofNaN ? x.isnan() : x.eq(over.kept(value));
          Tensor share =
              over.kept(g).div(reduceTo(Reduce.SUM, hits.to(g.dtype()), over.keptSizes()));
          return new Tensor[] {Tensor.where(hits, share, 0.0)};
        });
  }

  static long[] toLong(int[] sizes) {
    long[] result = new long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      result[i] = sizes[i];
    }
    return result;
  }

  /** Reduces the dimensions in which {@code keptSizes} is 1; recorded for sums. */
  static Tensor reduceTo(Reduce op, Tensor x, int[] keptSizes) {
    Strided out = Strided.empty(x.dtype(), keptSizes.clone());
    Compute.kernels().reduce(op, Tensors.data(x), out);
    int[] sizes = Tensors.data(x).sizes();
    boolean[] dims = new boolean[sizes.length];
    for (int d = 0; d < sizes.length; d++) {
      dims[d] = sizes[d] != keptSizes[d];
    }
    return Graph.record(
        SUM_DIMS,
        Tensors.wrap(out),
        new Tensor[] {x},
        Graph.nothing(),
        new Over(sizes, dims, true));
  }

  /** The reverse of broadcasting. */
  public static Tensor sumToSize(Tensor x, long... sizes) {
    int[] target = Check.sizes("sumToSize", sizes);
    if (!Strided.isExpandable(target, Tensors.data(x).sizes())) {
      throw new IllegalArgumentException(
          String.format(
              "sumToSize: size %s must broadcast to the size of the tensor, %s",
              Check.show(target), Check.show(x)));
    }
    return Shapes.sumToSize(x, target);
  }

  /** The bare reduction: numbers in {@code type}, outside the graph. */
  static Tensor run(Reduce op, Tensor x, Over over, DType type) {
    int[] kept = over.keptSizes();
    Strided out = Strided.empty(type, kept);
    Compute.kernels().reduce(op, Tensors.data(x), out);
    if (over.keepDim) {
      return Tensors.wrap(out);
    }
    int remaining = 0;
    for (boolean reduced : over.dims) {
      remaining += reduced ? 0 : 1;
    }
    int[] sizes = new int[remaining];
    int k = 0;
    for (int d = 0; d < kept.length; d++) {
      if (!over.dims[d]) {
        sizes[k++] = kept[d];
      }
    }
    return Tensors.wrap(out.reshapeContiguous(sizes));
  }

  static Over over(String op, Tensor x, long[] dims, boolean keepDim) {
    int[] sizes = Tensors.data(x).sizes();
    return new Over(sizes, Check.dims(op, dims, sizes.length), keepDim);
  }

  public static Tensor sum(Tensor x, long[] dims, boolean keepDim, DType dtype) {
    DType type = dtype != null ? dtype : x.dtype().isFloatingPoint() ? x.dtype() : DType.INT64;
    Tensor in = Copying.to(x, type);
    Over over = over("sum", x, dims, keepDim);
    return Graph.record(
        dims.length == 0 && !keepDim ? SUM : SUM_DIMS,
        run(Reduce.SUM, in, over, type),
        new Tensor[] {in},
        Graph.nothing(),
        over);
  }

  public static Tensor mean(Tensor x, long[] dims, boolean keepDim, DType dtype) {
    Tensor in = dtype == null ? x : Copying.to(x, dtype);
    Check.floating("mean", "input", in);
    Over over = over("mean", x, dims, keepDim);
    Tensor total = run(Reduce.SUM, in, over, in.dtype());
    Tensor out = Tensors.wrap(Tensors.data(BinaryOps.DIV.apply(total, (double) over.count())));
    return Graph.record(
        dims.length == 0 && !keepDim ? MEAN : MEAN_DIMS,
        out,
        new Tensor[] {in},
        Graph.nothing(),
        over);
  }

  /** The largest ({@code max}) or smallest element of a tensor that has one. */
  public static Tensor extreme(boolean max, Tensor x) {
    return extreme(max ? "max" : "min", max, x, new long[0], false, max ? EXTREME_ALL : MIN_ALL);
  }

  public static Tensor amax(boolean max, Tensor x, long[] dims, boolean keepDim) {
    return extreme(max ? "amax" : "amin", max, x, dims, keepDim, max ? AMAX : AMIN);
  }

  private static Tensor extreme(
      String name, boolean max, Tensor x, long[] dims, boolean keepDim, Grad grad) {
    Over over = over(name, x, dims, keepDim);
    if (over.count() == 0) {
      throw new IllegalArgumentException(
          name
              + ": no element to choose from: a tensor of size "
              + Check.show(x)
              + " has none along the reduced dimensions");
    }
    Tensor out = run(max ? Reduce.MAX : Reduce.MIN, x, over, x.dtype());
    return Graph.record(grad, out, new Tensor[] {x}, new Tensor[] {x, out}, over);
  }

  /** BOOL: whether any ({@code any}) or every element is not zero. */
  public static Tensor truth(boolean any, Tensor x, long[] dims, boolean keepDim) {
    String name = any ? "any" : "all";
    return run(any ? Reduce.ANY : Reduce.ALL, x, over(name, x, dims, keepDim), DType.BOOL);
  }

  public static Tensor countNonzero(Tensor x, long[] dims) {
    return run(Reduce.COUNT_NONZERO, x, over("countNonzero", x, dims, false), DType.INT64);
  }
}
