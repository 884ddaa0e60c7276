package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.RecurrentArgs;
import jackhammer.internal.kernel.RecurrentTrace;
import jackhammer.internal.kernel.RecurrentWeights;
import jackhammer.internal.kernel.Strided;
import java.util.ArrayList;
import java.util.List;

/**
 * All steps of one direction of a recurrent layer, forward.
 *
 * <p>A step goes through groups of hidden units: P, the input's part, was computed for a few steps
 * together where a thread keeps its rows; it is computed beside R where threads keep their units
 * and a step has many rows; and it was computed for all steps at once elsewhere. R follows, of each
 * gate for some rows; and then at once their gates, row by row, while P and R are in near caches.
 */
final class RecurrentForward {
  private static final Gates GATES32 = Simd.load(Gates.class, "FloatGates", "FloatVectorGates");
  private static final Gates GATES64 = Simd.load(Gates.class, "DoubleGates", "DoubleVectorGates");

  /** Rows for which R is computed before their gates are. */
  static final int CHUNK = 56;

  /** Elements of R, which should leave a second-level cache to the rest. */
  static final int NEAR = 1 << 15;

  /** Elements of P of the steps that are computed together: about a quarter of such a cache. */
  private static final int AHEAD = 9 << 13;

  /** Elements of P of one step beyond which it is computed for all steps at once. */
  private static final int MOST_AHEAD = 1 << 20;

  /** Rows of a step from which the input's weight may pass them anew at each step. */
  private static final int TOGETHER = 16;

  /** Elements of both weights which a third-level cache has for every step. */
  private static final int FAR = 1 << 22;

  /** Elements of P whose gates are computed together: they stay in the nearest cache. */
  private static final int NEAREST = 1 << 12;

  private final RecurrentArgs args;
  private final RecurrentTrace trace;
  private final Gates loops;
  private final GemmKernel kernel;
  private final int parts;
  private final int units;
  private final int features;
  private final int sequences;
  private final int[] start;
  private final RecurrentSchedule schedule;
  private final StepProduct product;
  private final StepProduct projection;

  /** The rows of {@link #product}: those of a step are read while those of the next are written. */
  private final StepRows[] states = new StepRows[2];

  /** Those of {@link #projection}. */
  private final StepRows outputs;

  private final Strided x;
  private final RecurrentWeights w;
  private final Strip bias;

  /** The input times its weight where each thread computes what it needs, else null. */
  private final StepProduct input;

  /** The rows of {@link #input} where P is computed with R, for the same rows and units. */
  private final StepRows inputs;

  /** The same for all steps where it is computed at once, else null. */
  private final Strided p;

  /** The activated gates of all steps, or null if they are not kept. */
  private final Strip gates;

  private final Object y;
  private final Object h;
  private final Object c;

  /** tanh(c) or R_n, and the output before the projection, of a step that leaves no trace. */
  private final Object inner;

  private final Object unprojected;

  /** What a thread needs beside. */
  private final class Scratch {
    /** R of some units: each gate's {@link #blocks} blocks side by side. */
    final Strip r;

    final int blocks;

    /** How many steps the input is multiplied for at once. */
    final int steps;

    /** P of these steps, and the row of each of them where it begins; or P of what R is. */
    final Strip p;

    final int[] first;
    final StepRows x;

    Scratch(int rows) {
      int some = Math.min(rows, CHUNK);
      blocks = Math.clamp(NEAR / (some * parts * product.width), 1, product.blocks);
      int stride = StepProduct.stride(parts * blocks * product.width);
      r = new Strip(kernel.array(some * stride), 0, stride);
      int columns = StepProduct.stride(parts * padded());
      boolean ahead = input != null && inputs == null;
      steps = ahead ? Math.clamp(AHEAD / (rows * columns), 1, start.length) : 0;
      first = new int[steps];
      x = ahead ? new StepRows(kernel, steps * rows, RecurrentForward.this.x.size(1)) : null;
      p =
          ahead
              ? new Strip(kernel.array(steps * rows * columns), 0, columns)
              : inputs == null ? null : new Strip(kernel.array(some * stride), 0, stride);
    }
  }

  static Gates gates(Object array) {
    return array instanceof float[] ? GATES32 : GATES64;
  }

  RecurrentForward(
      RecurrentArgs args,
      RecurrentWeights w,
      Strided x,
      Strided h0,
      Strided c0,
      Strided out,
      Strided hn,
      Strided cn,
      RecurrentTrace trace) {
    this.args = args;
    this.trace = trace;
    this.x = x;
    this.w = w;
    this.parts = args.cell().gates();
    this.units = w.hidden().size(0) / parts;
    this.features = out.size(1);
    this.sequences = args.sequences();
    this.start = starts(args);
    this.y = Kind.array(out.storage());
    this.h = Kind.array(hn.storage());
    this.c = cn == null ? null : Kind.array(cn.storage());
    this.loops = gates(y);
    Gemm gemm = Gemm.of(y);
    this.kernel = gemm.kernel;
    boolean projects = w.projection() != null;
    long matrix = w.hidden().numel() + (projects ? w.projection().numel() : 0);
    this.schedule = new RecurrentSchedule(start.length, sequences, args.rows(), matrix);
    this.product = StepProduct.turned(gemm, w.hidden(), parts);
    this.states[0] = new StepRows(kernel, sequences, features);
    this.states[1] = new StepRows(kernel, sequences, features);
    this.projection = projects ? StepProduct.turned(gemm, w.projection(), 1) : null;
    this.outputs = projects ? new StepRows(kernel, sequences, units) : null;
    this.bias =
        w.bias() == null
            ? new Strip(kernel.array(parts * units), 0, 0)
            : new Strip(Kind.array(w.bias().storage()), w.bias().offset(), 0);
    boolean ahead =
        schedule.byRows()
            && w.input().numel() <= 2 * RecurrentSchedule.RESIDENT
            && (long) sequences * parts * padded() <= MOST_AHEAD;
    boolean together =
        schedule.byUnits()
            && args.rows() >= TOGETHER * start.length
            && w.input().numel() + w.hidden().numel() <= FAR;
    this.inputs = together ? StepRows.of(kernel, x) : null;
    this.input = ahead || together ? StepProduct.turned(gemm, w.input(), parts) : null;
    this.p =
        input != null
            ? null
            : trace == null ? Strided.empty(x.dtype(), args.rows(), parts * units) : trace.gates();
    Strided kept = trace == null ? p : trace.gates();
    this.gates = kept == null ? null : new Strip(Kind.array(kept.storage()), 0, parts * units);
    boolean needsInner = args.cell().gates() > 1 && trace == null;
    this.inner = needsInner ? kernel.array(sequences * units) : null;
    this.unprojected = projects ? kernel.array(Math.multiplyExact(sequences, units)) : null;
    begin(h0, c0);
  }

  /** Columns of a gate's P in scratch: whole blocks. */
  private int padded() {
    return product.blocks * product.width;
  }

  /** The number of the first row of each step. */
  static int[] starts(RecurrentArgs args) {
    int[] start = new int[args.batchSizes().length];
    for (int t = 1; t < start.length; t++) {
      start[t] = start[t - 1] + args.batchSizes()[t - 1];
    }
    return start;
  }

  /** The states before the first step of each sequence. */
  private void begin(Strided h0, Strided c0) {
    Object from = Kind.array(h0.storage());
    System.arraycopy(from, h0.offset(), h, 0, sequences * features);
    if (c != null) {
      System.arraycopy(Kind.array(c0.storage()), c0.offset(), c, 0, sequences * units);
    }
    states[0].put(0, sequences, 0, features, new Strip(h, 0, features));
    states[1].put(0, sequences, 0, features, new Strip(h, 0, features));
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
    if (p != null) {
      MatrixProducts.matmul(x, w.input().transpose(0, 1), w.inputBias(), false, p);
    }
    List<RecurrentSchedule.Phase<Scratch>> phases = new ArrayList<>();
    phases.add(new RecurrentSchedule.Phase<>(product.blocks, this::units));
    if (projection != null) {
      phases.add(new RecurrentSchedule.Phase<>(projection.blocks, this::project));
    }
    schedule.run(Scratch::new, phases);
    product.end();
    if (projection != null) {
      projection.end();
    }
    if (input != null) {
      input.end();
    }
    if (inputs != null) {
      inputs.end();
    }
    if (p != null && trace == null) {
      p.storage().recycle();
    }
  }

  // ---- the parts of a step ----

  /** P of the steps from k on, as many as scratch has room for. */
  private void inputs(int k, int fromRow, int toRow, Scratch s) {
    int n = x.size(1);
    int rows = 0;
    for (int i = 0; i < s.steps && k + i < start.length; i++) {
      int t = args.step(k + i);
      int count = Math.max(0, Math.min(toRow, args.batchSizes()[t]) - fromRow);
      int from = x.offset() + (start[t] + fromRow) * n;
      s.first[i] = rows;
      s.x.put(rows, count, 0, n, new Strip(Kind.array(x.storage()), from, n));
      rows += count;
    }
    for (int g = 0; g < parts; g++) {
      input(s.x, 0, rows, g, 0, input.blocks, s.p.from(0, g * padded()), false);
    }
  }

  /** P of some rows and units of a gate. */
  private void input(
      StepRows x,
      int from,
      int to,
      int g,
      int fromBlock,
      int toBlock,
      Strip out,
      boolean backwards) {
    input.multiply(x, from, to, g, fromBlock, toBlock, out, backwards);
    Strided b = w.inputBias();
    if (b != null) {
      int at = b.offset() + g * units + fromBlock * input.width;
      Epilogue e = Epilogue.columnBias(Kind.array(b.storage()), at);
      int n = input.count(fromBlock, toBlock);
      kernel.finish(e, 0, 0, to - from, n, out.data(), out.at(), out.stride(), 1);
    }
  }

  private void units(int k, int fromRow, int toRow, int fromBlock, int toBlock, Scratch s) {
    if (s.steps > 0 && k % s.steps == 0) {
      inputs(k, fromRow, toRow, s);
    }
    int t = args.step(k);
    int end = Math.min(toRow, args.batchSizes()[t]);
    boolean backwards = (k & 1) != 0;
    int groups = (toBlock - fromBlock + s.blocks - 1) / s.blocks;
    for (int group = 0; group < groups; group++) {
      int block = fromBlock + (backwards ? groups - 1 - group : group) * s.blocks;
      int last = Math.min(block + s.blocks, toBlock);
      for (int row = fromRow; row < end; row += CHUNK) {
        int rows = Math.min(CHUNK, end - row);
        for (int i = 0; i < parts; i++) {
          int g = backwards ? parts - 1 - i : i;
          if (inputs != null) {
            int first = start[t] + row;
            Strip p = s.p.from(0, g * s.blocks * product.width);
            input(inputs, first, first + rows, g, block, last, p, backwards);
          }
          Strip r = s.r.from(0, g * s.blocks * product.width);
          product.multiply(states[k & 1], row, row + rows, g, block, last, r, backwards);
        }
        int u = block * product.width;
        int n = product.count(block, last);
        int some = Math.max(1, NEAREST / (parts * n));
        for (int i = 0; i < rows; i += some) {
          int few = Math.min(some, rows - i);
          activate(
              k,
              row + i,
              few,
              u,
              n,
              inputs != null ? s.p.from(i, 0) : p(k, row + i, fromRow, u, s),
              s.r.from(i, 0),
              s);
        }
      }
    }
  }

  /** P of a step from a row and a unit on. */
  private Strip p(int k, int row, int fromRow, int u, Scratch s) {
    return input == null
        ? gates.from(start[args.step(k)] + row, u)
        : s.p.from(s.first[k % s.steps] + row - fromRow, u);
  }

  private void activate(int k, int row, int rows, int u, int n, Strip p, Strip r, Scratch s) {
    int first = start[args.step(k)] + row;
    int rStep = s.blocks * product.width;
    int pStep = inputs != null ? rStep : input == null ? units : padded();
    int step = gates == null ? pStep : units;
    Strip to = gates == null ? p : gates.from(first, u);
    Strip b = bias.from(0, u);
    Strip out = new Strip(projection == null ? h : unprojected, row * units + u, units);
    Strip in =
        trace == null || parts == 1
            ? new Strip(inner, row * units + u, units)
            : new Strip(Kind.array(trace.inner().storage()), first * units + u, units);
    switch (args.cell()) {
      case RNN_TANH -> loops.tanh(rows, n, to, p, r, b);
      case RNN_RELU -> loops.relu(rows, n, to, p, r, b);
      case LSTM -> {
        for (int g = 0; g < parts; g++) {
          Strip activated = to.from(0, g * step);
          Strip sums = p.from(0, g * pStep);
          if (g == 2) {
            loops.tanh(rows, n, activated, sums, r.from(0, g * rStep), b.from(0, g * units));
          } else {
            loops.sigmoid(rows, n, activated, sums, r.from(0, g * rStep), b.from(0, g * units));
          }
        }
        Strip cell = new Strip(c, row * units + u, units);
        if (trace != null) {
          copy(
              rows,
              n,
              cell,
              new Strip(Kind.array(trace.cell().storage()), first * units + u, units));
        }
        loops.lstm(rows, n, step, to, cell, in, out);
      }
      case GRU -> {
        loops.sigmoid(rows, n, to, p, r, b);
        loops.sigmoid(
            rows, n, to.from(0, step), p.from(0, pStep), r.from(0, rStep), b.from(0, units));
        loops.gru(
            rows,
            n,
            step,
            to,
            p.from(0, 2 * pStep),
            r.from(0, 2 * rStep),
            b.from(0, 2 * units),
            in,
            out);
      }
    }
    if (parts == 1) {
      copy(rows, n, to, out);
    }
    if (projection == null) {
      handOn(k, row, rows, u, n);
      return;
    }
    if (trace != null) {
      copy(
          rows,
          n,
          out,
          new Strip(Kind.array(trace.unprojected().storage()), first * units + u, units));
    }
    outputs.put(row, rows, u, n, out);
  }

  private void copy(int rows, int n, Strip from, Strip to) {
    kernel.copy(rows, n, from.data(), from.at(), from.stride(), to.data(), to.at(), to.stride());
  }

  private void project(int k, int fromRow, int toRow, int fromBlock, int toBlock, Scratch s) {
    int end = Math.min(toRow, args.batchSizes()[args.step(k)]);
    for (int block = fromBlock; block < toBlock; block += s.blocks) {
      int last = Math.min(block + s.blocks, toBlock);
      int n = projection.count(block, last);
      int u = block * projection.width;
      for (int row = fromRow; row < end; row += CHUNK) {
        int rows = Math.min(CHUNK, end - row);
        projection.multiply(outputs, row, row + rows, 0, block, last, s.r, false);
        copy(rows, n, s.r, new Strip(h, row * features + u, features));
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
    Strip from = new Strip(h, row * features + u, features);
    copy(rows, n, from, new Strip(y, (first + row) * features + u, features));
    states[~k & 1].put(row, going, u, n, from);
    if (trace != null) {
      Object before = Kind.array(trace.hidden().storage());
      copy(going, n, from, new Strip(before, (next + row) * features + u, features));
    }
  }
}
