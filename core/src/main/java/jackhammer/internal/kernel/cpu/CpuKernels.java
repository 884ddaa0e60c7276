package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.CtcArgs;
import jackhammer.internal.kernel.Kernels;
import jackhammer.internal.kernel.OptimArgs;
import jackhammer.internal.kernel.PoolWindows;
import jackhammer.internal.kernel.RecurrentArgs;
import jackhammer.internal.kernel.RecurrentTrace;
import jackhammer.internal.kernel.RecurrentWeights;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Scan;
import jackhammer.internal.kernel.Scatter;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Taps;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

/** The contract on the processor: each family of loops is a class of its own. */
public final class CpuKernels implements Kernels {

  /** Whoever makes tensors will soon multiply matrices, while their data are still being read. */
  public CpuKernels() {
    Gemm.F32.kernel.warmUp();
  }

  @Override
  public String describe() {
    return "CPU";
  }

  @Override
  public void copy(Strided in, Strided out) {
    Copies.copy(in, out);
  }

  @Override
  public void addOverlapping(Strided in, Strided out) {
    Overlaps.add(in, out);
  }

  @Override
  public void unary(Unary op, Strided x, Strided out) {
    Elementwise.unary(op, x, out);
  }

  @Override
  public void binary(Binary op, Strided a, Strided b, Strided out) {
    Elementwise.binary(op, a, b, out);
  }

  @Override
  public void ternary(Ternary op, Strided a, Strided b, Strided c, Strided out) {
    Elementwise.ternary(op, a, b, c, out);
  }

  @Override
  public void where(Strided condition, Strided a, Strided b, Strided out) {
    Elementwise.where(condition, a, b, out);
  }

  @Override
  public void reduce(Reduce op, Strided x, Strided out) {
    Reductions.reduce(op, x, out);
  }

  @Override
  public void argReduce(boolean max, Strided x, int dim, Strided values, Strided indices) {
    Scans.argReduce(max, x, dim, values, indices);
  }

  @Override
  public void scan(Scan op, Strided x, int dim, Strided out, Strided indices) {
    Scans.scan(op, x, dim, out, indices);
  }

  @Override
  public void sort(Strided x, int dim, boolean descending, Strided values, Strided indices) {
    Sorting.sort(x, dim, descending, values, indices);
  }

  @Override
  public int firstOutside(Strided index, long low, long high) {
    return Indexing.firstOutside(index, low, high);
  }

  @Override
  public Strided nonzero(Strided x) {
    return Indexing.nonzero(x);
  }

  @Override
  public void gather(Strided x, int dim, Strided index, Strided out) {
    Indexing.gather(x, dim, index, out);
  }

  @Override
  public void scatter(Scatter op, Strided out, int dim, Strided index, Strided src) {
    Indexing.scatter(op, out, dim, index, src);
  }

  @Override
  public void indexSelect(Strided x, int dim, Strided index, Strided out) {
    Indexing.indexSelect(x, dim, index, out);
  }

  @Override
  public void indexAdd(Strided out, int dim, Strided index, Strided src) {
    Indexing.indexAdd(out, dim, index, src);
  }

  @Override
  public void indexGet(Strided x, Strided[] indices, Strided out) {
    Indexing.indexGet(x, indices, out);
  }

  @Override
  public void indexPut(Strided x, Strided[] indices, Strided values, boolean accumulate) {
    Indexing.indexPut(x, indices, values, accumulate);
  }

  @Override
  public void sumRows(Strided x, Strided from, Strided to, Strided scale, Strided out) {
    RowGroups.sums(x, from, to, scale, out);
  }

  @Override
  public void maxRows(Strided x, Strided from, Strided to, Strided out, Strided indices) {
    RowGroups.maxima(x, from, to, out, indices);
  }

  @Override
  public void matmul(Strided a, Strided b, Strided bias, boolean relu, Strided c) {
    MatrixProducts.matmul(a, b, bias, relu, c);
  }

  @Override
  public void dot(Strided a, Strided b, Strided out) {
    Reductions.dot(a, b, out);
  }

  @Override
  public void conv(Strided x, Strided w, Strided bias, ConvArgs args, boolean relu, Strided out) {
    Convolutions.conv(x, w, bias, args, relu, out);
  }

  @Override
  public void convBackwardData(Strided g, Strided w, ConvArgs args, Strided gx) {
    Convolutions.backwardData(g, w, args, gx);
  }

  @Override
  public void convBackwardWeight(Strided g, Strided x, ConvArgs args, Strided gw) {
    Convolutions.backwardWeight(g, x, args, gw);
  }

  @Override
  public void recurrent(
      RecurrentArgs args,
      RecurrentWeights w,
      Strided x,
      Strided h0,
      Strided c0,
      Strided y,
      Strided hn,
      Strided cn,
      RecurrentTrace trace) {
    new RecurrentForward(args, w, x, h0, c0, y, hn, cn, trace).run();
  }

  @Override
  public void recurrentBackward(
      RecurrentArgs args,
      RecurrentWeights w,
      RecurrentTrace trace,
      Strided gy,
      Strided gp,
      Strided gr,
      Strided gh,
      Strided gc,
      Strided gProjected) {
    new RecurrentBackward(args, w, trace, gy, gp, gr, gh, gc, gProjected).run();
  }

  @Override
  public void maxPool(Strided x, PoolWindows windows, Strided out, Strided indices) {
    Pools.maxPool(x, windows, out, indices);
  }

  @Override
  public void maxPoolBackward(Strided g, PoolWindows windows, Strided indices, Strided gx) {
    Pools.maxPoolBackward(g, windows, indices, gx);
  }

  @Override
  public void avgPool(
      Strided x, PoolWindows windows, boolean countIncludePad, int divisor, Strided out) {
    Pools.avgPool(x, windows, countIncludePad, divisor, out);
  }

  @Override
  public void avgPoolBackward(
      Strided g, PoolWindows windows, boolean countIncludePad, int divisor, Strided gx) {
    Pools.avgPoolBackward(g, windows, countIncludePad, divisor, gx);
  }

  @Override
  public void resample(Strided x, int dim, Taps taps, Strided out) {
    Resampling.apply(x, dim, taps, out);
  }

  @Override
  public void softmax(Strided x, int dim, boolean log, Strided out) {
    Rows.softmax(x, dim, log, out);
  }

  @Override
  public void softmaxBackward(Strided g, Strided y, int dim, boolean log, Strided gx) {
    Rows.softmaxBackward(g, y, dim, log, gx);
  }

  @Override
  public void ctc(Strided logs, CtcArgs args, Strided loss, Strided alpha) {
    CtcLosses.forward(logs, args, loss, alpha);
  }

  @Override
  public void ctcBackward(
      Strided g,
      Strided logs,
      CtcArgs args,
      Strided loss,
      Strided alpha,
      boolean zeroInfinity,
      Strided gx) {
    CtcLosses.backward(g, logs, args, loss, alpha, zeroInfinity, gx);
  }

  @Override
  public void moments(Strided x, Strided mean, Strided variance) {
    Norms.moments(x, mean, variance);
  }

  @Override
  public void normalise(
      Strided x, Strided mean, Strided scale, Strided weight, Strided bias, int run, Strided out) {
    Norms.normalise(x, mean, scale, weight, bias, run, out);
  }

  @Override
  public void normaliseBackward(
      Strided g,
      Strided x,
      Strided mean,
      Strided scale,
      Strided weight,
      int run,
      boolean constant,
      Strided gx,
      Strided gw,
      Strided gb) {
    Norms.normaliseBackward(g, x, mean, scale, weight, run, constant, gx, gw, gb);
  }

  @Override
  public void sgd(Strided param, Strided grad, Strided buffer, OptimArgs.Sgd args) {
    Optimizers.sgd(param, grad, buffer, args);
  }

  @Override
  public void adam(
      Strided param, Strided grad, Strided avg, Strided avgSq, Strided maxSq, OptimArgs.Adam args) {
    Optimizers.adam(param, grad, avg, avgSq, maxSq, args);
  }
}
