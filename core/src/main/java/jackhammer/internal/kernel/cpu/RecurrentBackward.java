package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.RecurrentArgs;
import jackhammer.internal.kernel.RecurrentCell;
import jackhammer.internal.kernel.RecurrentTrace;
import jackhammer.internal.kernel.RecurrentWeights;
import jackhammer.internal.kernel.Strided;
import java.util.ArrayList;
import java.util.List;

/**
 * All steps of one direction of a recurrent layer, backward: the chain from the last step to the
 * first. What does not depend on the chain (the gradients of weights and input, as products over
 * all steps at once) is not done here.
 *
 * <p>A step goes through groups of hidden units: the gradient of the state after the step is that
 * of the output and what the step behind it hands back, its gates' gradients times the matrix; then
 * at once the gradients of the units' own gates, row by row.
 */
final class RecurrentBackward {
  /** Gradients of gates that are computed together: they stay in the nearest cache. */
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

  /** From the gradients of R to that of the state before. */
  private final StepProduct product;

  /** Its rows: those of one step are read while those of the step before are written. */
  private final StepRows[] gradients = new StepRows[2];

  /** From the gradient of the output to that before the projection. */
  private final StepProduct projection;

  /** Its rows. */
  private final StepRows outputs;

  private final Object g;
  private final int gAt;
  private final Object dp;
  private final Object dr;
  private final Object dh;
  private final Object dc;
  private final Object projected;
  private final Object unprojected;

  /** What a thread needs beside. */
  private final class Scratch {
    /** The product of some blocks. */
    final Strip sums;

    final int blocks;

    Scratch(int rows) {
      int some = Math.min(rows, RecurrentForward.CHUNK);
      int most = Math.max(product.blocks, projection == null ? 0 : projection.blocks);
      blocks = Math.clamp(RecurrentForward.NEAR / (some * product.width), 1, most);
      int stride = StepProduct.stride(blocks * product.width);
      sums = new Strip(kernel.array(some * stride), 0, stride);
    }
  }

  RecurrentBackward(
      RecurrentArgs args,
      RecurrentWeights w,
      RecurrentTrace trace,
      Strided gy,
      Strided gp,
      Strided gr,
      Strided gh,
      Strided gc,
      Strided gProjected) {
    this.args = args;
    this.trace = trace;
    this.parts = args.cell().gates();
    this.units = trace.gates().size(1) / parts;
    this.features = gh.size(1);
    this.sequences = args.sequences();
    this.start = RecurrentForward.starts(args);
    this.g = gy == null ? null : Kind.array(gy.storage());
    this.gAt = gy == null ? 0 : gy.offset();
    this.dp = Kind.array(gp.storage());
    this.dr = Kind.array(gr.storage());
    this.dh = Kind.array(gh.storage());
    this.dc = gc == null ? null : Kind.array(gc.storage());
    this.loops = RecurrentForward.gates(dp);
    Gemm gemm = Gemm.of(dp);
    this.kernel = gemm.kernel;
    boolean projects = w.projection() != null;
    long matrix = w.hidden().numel() + (projects ? w.projection().numel() : 0);
    // One more round than there are steps: in the last one only the product is left to do.
    this.schedule = new RecurrentSchedule(start.length + 1, sequences, args.rows(), matrix);
    this.product = StepProduct.upright(gemm, w.hidden());
    this.gradients[0] = new StepRows(kernel, sequences, parts * units);
    this.gradients[1] = new StepRows(kernel, sequences, parts * units);
    this.projection = projects ? StepProduct.upright(gemm, w.projection()) : null;
    this.outputs = projects ? new StepRows(kernel, sequences, features) : null;
    this.projected = projects ? Kind.array(gProjected.storage()) : null;
    this.unprojected = projects ? kernel.array(Math.multiplyExact(sequences, units)) : null;
  }

  void run() {
    List<RecurrentSchedule.Phase<Scratch>> phases = new ArrayList<>();
    phases.add(new RecurrentSchedule.Phase<>(product.blocks, this::step));
    if (projection != null) {
      phases.add(new RecurrentSchedule.Phase<>(projection.blocks, this::unproject));
    }
    schedule.run(Scratch::new, phases);
    product.end();
    if (projection != null) {
      projection.end();
    }
  }

  /** The step that is computed as the k-th on the way back. */
  private int at(int k) {
    return args.step(start.length - 1 - k);
  }

  private int rows(int k, int most) {
    return k < start.length ? Math.min(most, args.batchSizes()[at(k)]) : 0;
  }

  private void step(int k, int fromRow, int toRow, int fromBlock, int toBlock, Scratch s) {
    int behind = k == 0 ? 0 : rows(k - 1, toRow);
    int end = rows(k, toRow);
    boolean backwards = (k & 1) != 0;
    int groups = (toBlock - fromBlock + s.blocks - 1) / s.blocks;
    for (int group = 0; group < groups; group++) {
      int block = fromBlock + (backwards ? groups - 1 - group : group) * s.blocks;
      int last = Math.min(block + s.blocks, toBlock);
      int u = block * product.width;
      int n = product.count(block, last);
      for (int row = fromRow; row < behind; row += RecurrentForward.CHUNK) {
        int rows = Math.min(RecurrentForward.CHUNK, behind - row);
        product.multiply(gradients[~k & 1], row, row + rows, 0, block, last, s.sums, backwards);
        Strip to = new Strip(dh, row * features + u, features);
        if (args.cell() == RecurrentCell.GRU) {
          loops.add(rows, n, to, s.sums);
        } else {
          copy(rows, n, s.sums, to);
        }
      }
      int some = Math.max(1, NEAREST / (parts * n));
      for (int row = fromRow; row < end; row += some) {
        output(k, row, Math.min(some, end - row), u, n);
      }
    }
  }

  private void copy(int rows, int n, Strip from, Strip to) {
    kernel.copy(rows, n, from.data(), from.at(), from.stride(), to.data(), to.at(), to.stride());
  }

  /** The gradient of the state after step k is complete. */
  private void output(int k, int row, int rows, int u, int n) {
    int first = start[at(k)] + row;
    Strip state = new Strip(dh, row * features + u, features);
    if (g != null) {
      loops.add(rows, n, state, new Strip(g, gAt + first * features + u, features));
    }
    if (projection == null) {
      gates(k, row, rows, u, n, state);
      return;
    }
    copy(rows, n, state, new Strip(projected, first * features + u, features));
    outputs.put(row, rows, u, n, state);
  }

  private void unproject(int k, int fromRow, int toRow, int fromBlock, int toBlock, Scratch s) {
    int end = rows(k, toRow);
    for (int block = fromBlock; block < toBlock; block += s.blocks) {
      int last = Math.min(block + s.blocks, toBlock);
      int u = block * projection.width;
      int n = projection.count(block, last);
      for (int row = fromRow; row < end; row += RecurrentForward.CHUNK) {
        int rows = Math.min(RecurrentForward.CHUNK, end - row);
        projection.multiply(outputs, row, row + rows, 0, block, last, s.sums, false);
        Strip to = new Strip(unprojected, row * units + u, units);
        copy(rows, n, s.sums, to);
        gates(k, row, rows, u, n, to);
      }
    }
  }

  /**
   * @param up the gradient of what the gates gave
   */
  private void gates(int k, int row, int rows, int u, int n, Strip up) {
    int first = start[at(k)] + row;
    int stride = parts * units;
    int at = first * stride + u;
    Strip x = new Strip(Kind.array(trace.gates().storage()), at, stride);
    Strip p = new Strip(dp, at, stride);
    Strip r = new Strip(dr, at, stride);
    switch (args.cell()) {
      case RNN_TANH -> loops.tanhBackward(rows, n, up, x, p);
      case RNN_RELU -> loops.reluBackward(rows, n, up, x, p);
      case LSTM -> {
        Strip before = kept(trace.cell(), first, u);
        Strip own = new Strip(dc, row * units + u, units);
        loops.lstmBackward(rows, n, units, x, before, kept(trace.inner(), first, u), up, own, p);
      }
      case GRU -> {
        Strip before = kept(trace.hidden(), first, u);
        loops.gruBackward(rows, n, units, x, kept(trace.inner(), first, u), before, up, p, r);
      }
    }
    for (int g = 0; g < parts; g++) {
      gradients[k & 1].put(row, rows, g * units + u, n, r.from(0, g * units));
    }
  }

  /** What the trace knows of some units, of one number each, from a row on. */
  private Strip kept(Strided t, int row, int u) {
    return new Strip(Kind.array(t.storage()), row * units + u, units);
  }
}
