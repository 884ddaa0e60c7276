package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.RecurrentArgs;
import jackhammer.internal.kernel.RecurrentTrace;
import jackhammer.internal.kernel.RecurrentWeights;
import jackhammer.internal.kernel.Strided;

/**
 * All steps of one direction of a recurrent layer, forward.
 *
 * <p>A step goes through blocks of hidden units, as many as a tile of the product is wide: R of
 * each of their gates for all rows, and then at once their gates, while R is in the nearest cache.
 * P is overwritten by the activated gates.
 */
final class RecurrentForward {
  private static final Gates GATES32 = Simd.load(Gates.class, "FloatGates", "FloatVectorGates");
  private static final Gates GATES64 = Simd.load(Gates.class, "DoubleGates", "DoubleVectorGates");

  /** Rows for which R of a block is computed before its gates are. */
  private static final int CHUNK = 56;

  private final RecurrentArgs args;
  private final RecurrentTrace trace;
  private final Gates loops;
  private final GemmKernel kernel;
  private final int parts;
  private final int units;
  private final int features;
  private final int sequences;
  private final int[] start;
  private final StepProduct product;
  private final StepProduct projection;
  private final Object bias;
  private final int biasAt;
  private final Object gates;
  private final Object y;
  private final Object h;
  private final Object c;

  /** tanh(c) or R_n, and the output before the projection, of a step that leaves no trace. */
  private final Object inner;

  private final Object unprojected;

  static Gates gates(Object array) {
    return array instanceof float[] ? GATES32 : GATES64;
  }

  RecurrentForward(
      RecurrentArgs args,
      RecurrentWeights w,
      Strided p,
      Strided h0,
      Strided c0,
      Strided out,
      Strided hn,
      Strided cn,
      RecurrentTrace trace) {
    this.args = args;
    this.trace = trace;
    this.parts = args.cell().gates();
    this.units = p.size(1) / parts;
    this.features = out.size(1);
    this.sequences = args.sequences();
    this.start = starts(args);
    this.gates = Kind.array(p.storage());
    this.y = Kind.array(out.storage());
    this.h = Kind.array(hn.storage());
    this.c = cn == null ? null : Kind.array(cn.storage());
    this.loops = gates(gates);
    Gemm gemm = Gemm.of(gates);
    this.kernel = gemm.kernel;
    this.product = new StepProduct(gemm, sequences, features, units, parts(w.hidden(), parts));
    this.projection =
        w.projection() == null
            ? null
            : new StepProduct(gemm, sequences, units, features, parts(w.projection(), 1));
    this.bias = w.bias() == null ? kernel.array(parts * units) : Kind.array(w.bias().storage());
    this.biasAt = w.bias() == null ? 0 : w.bias().offset();
    boolean needsInner = args.cell().gates() > 1 && trace == null;
    this.inner = needsInner ? kernel.array(sequences * units) : null;
    this.unprojected =
        projection == null ? null : kernel.array(Math.multiplyExact(sequences, units));
    begin(h0, c0);
  }

  /** The number of the first row of each step. */
  static int[] starts(RecurrentArgs args) {
    int[] start = new int[args.batchSizes().length];
    for (int t = 1; t < start.length; t++) {
      start[t] = start[t - 1] + args.batchSizes()[t - 1];
    }
    return start;
  }

  /** A weight of [parts * columns, k] as the parts of a product: its rows become columns. */
  private static Matrix[] parts(Strided w, int parts) {
    Matrix[] result = new Matrix[parts];
    int columns = w.size(0) / parts;
    for (int g = 0; g < parts; g++) {
      int from = w.offset() + g * columns * w.stride(0);
      result[g] = new Matrix(Kind.array(w.storage()), from, w.stride(0), w.stride(1));
    }
    return result;
  }

  /** The states before the first step of each sequence. */
  private void begin(Strided h0, Strided c0) {
    Object from = Kind.array(h0.storage());
    System.arraycopy(from, h0.offset(), h, 0, sequences * features);
    if (c != null) {
      System.arraycopy(Kind.array(c0.storage()), c0.offset(), c, 0, sequences * units);
    }
    product.put(0, 0, sequences, 0, h, 0, features, features);
    product.put(1, 0, sequences, 0, h, 0, features, features);
    int known = 0;
    for (int k = 0; trace != null && k < start.length; k++) {
      int t = args.step(k);
      int rows = args.batchSizes()[t];
      if (rows > known) {
        int to = (start[t] + known) * features;
        Object before = Kind.array(trace.hidden().storage());
        System.arraycopy(h, known * features, before, to, (rows - known) * features);
        known = rows;
      }
    }
  }

  void run() {
    RecurrentSchedule.Scratch scratch = rows -> product.scratch(parts * Math.min(rows, CHUNK));
    long matrix = (long) parts * units * features;
    long all = args.rows();
    if (projection == null) {
      RecurrentSchedule.run(
          start.length, sequences, all, matrix, scratch, new int[] {product.blocks}, this::units);
    } else {
      RecurrentSchedule.run(
          start.length,
          sequences,
          all,
          matrix + (long) units * features,
          scratch,
          new int[] {product.blocks, projection.blocks},
          this::units,
          this::project);
    }
  }

  // ---- the parts of a step ----

  private void units(int k, int fromRow, int toRow, int fromBlock, int toBlock, Object r) {
    int end = Math.min(toRow, args.batchSizes()[args.step(k)]);
    for (int block = fromBlock; block < toBlock; block++) {
      for (int row = fromRow; row < end; row += CHUNK) {
        int rows = Math.min(CHUNK, end - row);
        for (int g = 0; g < parts; g++) {
          product.multiply(k & 1, row, row + rows, g, block, r, g * rows * product.width);
        }
        activate(k, row, rows, block, r);
      }
    }
  }

  private void activate(int k, int row, int rows, int block, Object r) {
    int n = product.count(block);
    int u = block * product.width;
    int first = start[args.step(k)] + row;
    int stride = parts * units;
    int at = first * stride + u;
    int width = product.width;
    int next = rows * width;
    int b = biasAt + u;
    Object out = projection == null ? h : unprojected;
    int o = row * units + u;
    Object in = trace == null || parts == 1 ? inner : Kind.array(trace.inner().storage());
    int i = (trace == null ? row : first) * units + u;
    switch (args.cell()) {
      case RNN_TANH -> loops.tanh(rows, n, gates, at, stride, r, 0, width, bias, b);
      case RNN_RELU -> loops.relu(rows, n, gates, at, stride, r, 0, width, bias, b);
      case LSTM -> {
        for (int g = 0; g < parts; g++) {
          int p = at + g * units;
          int q = b + g * units;
          if (g == 2) {
            loops.tanh(rows, n, gates, p, stride, r, g * next, width, bias, q);
          } else {
            loops.sigmoid(rows, n, gates, p, stride, r, g * next, width, bias, q);
          }
        }
        if (trace != null) {
          Object kept = Kind.array(trace.cell().storage());
          kernel.copy(rows, n, c, o, units, kept, first * units + u, units);
        }
        loops.lstm(rows, n, gates, at, stride, units, c, o, units, in, i, units, out, o, units);
      }
      case GRU -> {
        loops.sigmoid(rows, n, gates, at, stride, r, 0, width, bias, b);
        int z = at + units;
        loops.sigmoid(rows, n, gates, z, stride, r, next, width, bias, b + units);
        int candidate = b + 2 * units;
        loops.gru(
            rows, n, gates, at, stride, units, r, 2 * next, width, bias, candidate, in, i, units,
            out, o, units);
      }
    }
    if (parts == 1) {
      kernel.copy(rows, n, gates, at, stride, h, o, units);
    }
    if (projection == null) {
      handOn(k, row, rows, u, n);
      return;
    }
    if (trace != null) {
      Object kept = Kind.array(trace.unprojected().storage());
      kernel.copy(rows, n, unprojected, o, units, kept, first * units + u, units);
    }
    projection.put(0, row, rows, u, unprojected, o, units, n);
  }

  private void project(int k, int fromRow, int toRow, int fromBlock, int toBlock, Object r) {
    int end = Math.min(toRow, args.batchSizes()[args.step(k)]);
    for (int block = fromBlock; block < toBlock; block++) {
      int n = projection.count(block);
      int u = block * projection.width;
      for (int row = fromRow; row < end; row += CHUNK) {
        int rows = Math.min(CHUNK, end - row);
        projection.multiply(0, row, row + rows, 0, block, r, 0);
        kernel.copy(rows, n, r, 0, projection.width, h, row * features + u, features);
        handOn(k, row, rows, u, n);
      }
    }
  }

  /** The new state of some units, as output and as what the next step reads. */
  private void handOn(int k, int row, int rows, int u, int n) {
    boolean isLast = k == start.length - 1;
    int first = start[args.step(k)];
    int next = isLast ? 0 : start[args.step(k + 1)];
    int alive = isLast ? 0 : args.batchSizes()[args.step(k + 1)];
    int going = Math.clamp(alive - row, 0, rows);
    int from = row * features + u;
    kernel.copy(rows, n, h, from, features, y, (first + row) * features + u, features);
    product.put(~k & 1, row, going, u, h, from, features, n);
    if (trace != null) {
      Object before = Kind.array(trace.hidden().storage());
      kernel.copy(going, n, h, from, features, before, (next + row) * features + u, features);
    }
  }
}
