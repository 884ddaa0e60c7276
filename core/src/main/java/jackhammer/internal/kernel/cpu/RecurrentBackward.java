package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.RecurrentArgs;
import jackhammer.internal.kernel.RecurrentCell;
import jackhammer.internal.kernel.RecurrentTrace;
import jackhammer.internal.kernel.RecurrentWeights;
import jackhammer.internal.kernel.Strided;

/**
 * All steps of one direction of a recurrent layer, backward: the chain from the last step to the
 * first. What does not depend on the chain (the gradients of weights and input, as products over
 * all steps at once) is not done here.
 *
 * <p>A step goes through blocks of hidden units: the gradient of the state after the step is that
 * of the output and what the step behind it hands back, its gates' gradients times the matrix; then
 * at once the gradients of the unit's own gates.
 */
final class RecurrentBackward {
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

  /** From the gradients of R to that of the state before. */
  private final StepProduct product;

  /** From the gradient of the output to that before the projection. */
  private final StepProduct projection;

  private final Object g;
  private final int gAt;
  private final Object dp;
  private final Object dr;
  private final Object dh;
  private final Object dc;
  private final Object projected;
  private final Object unprojected;

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
    this.product = new StepProduct(gemm, sequences, parts * units, features, upright(w.hidden()));
    boolean projects = w.projection() != null;
    this.projection =
        projects
            ? new StepProduct(gemm, sequences, features, units, upright(w.projection()))
            : null;
    this.projected = projects ? Kind.array(gProjected.storage()) : null;
    this.unprojected = projects ? kernel.array(Math.multiplyExact(sequences, units)) : null;
  }

  /** A weight [k, columns] as it is. */
  private static Matrix upright(Strided w) {
    return new Matrix(Kind.array(w.storage()), w.offset(), w.stride(1), w.stride(0));
  }

  void run() {
    int steps = start.length;
    RecurrentSchedule.Scratch scratch = rows -> product.scratch(Math.min(rows, CHUNK));
    long matrix = (long) parts * units * features;
    long all = args.rows();
    // One more round than there are steps: in the last one only the product is left to do.
    if (projection == null) {
      RecurrentSchedule.run(
          steps + 1, sequences, all, matrix, scratch, new int[] {product.blocks}, this::step);
    } else {
      RecurrentSchedule.run(
          steps + 1,
          sequences,
          all,
          matrix + (long) units * features,
          scratch,
          new int[] {product.blocks, projection.blocks},
          this::step,
          this::unproject);
    }
  }

  /** The step that is computed as the k-th on the way back. */
  private int at(int k) {
    return args.step(start.length - 1 - k);
  }

  private int rows(int k, int most) {
    return k < start.length ? Math.min(most, args.batchSizes()[at(k)]) : 0;
  }

  private void step(int k, int fromRow, int toRow, int fromBlock, int toBlock, Object r) {
    int behind = k == 0 ? 0 : rows(k - 1, toRow);
    int end = rows(k, toRow);
    for (int block = fromBlock; block < toBlock; block++) {
      int u = block * product.width;
      int n = product.count(block);
      for (int row = fromRow; row < behind; row += CHUNK) {
        int rows = Math.min(CHUNK, behind - row);
        product.multiply(~k & 1, row, row + rows, 0, block, r, 0);
        int to = row * features + u;
        if (args.cell() == RecurrentCell.GRU) {
          loops.add(rows, n, dh, to, features, r, 0, product.width);
        } else {
          kernel.copy(rows, n, r, 0, product.width, dh, to, features);
        }
      }
      if (fromRow < end) {
        output(k, fromRow, end - fromRow, u, n);
      }
    }
  }

  /** The gradient of the state after step k is complete. */
  private void output(int k, int row, int rows, int u, int n) {
    int t = at(k);
    int first = start[t] + row;
    int state = row * features + u;
    if (g != null) {
      loops.add(rows, n, dh, state, features, g, gAt + first * features + u, features);
    }
    if (projection == null) {
      gates(k, row, rows, u, n, dh, state);
      return;
    }
    kernel.copy(rows, n, dh, state, features, projected, first * features + u, features);
    projection.put(0, row, rows, u, dh, state, features, n);
  }

  private void unproject(int k, int fromRow, int toRow, int fromBlock, int toBlock, Object r) {
    int end = rows(k, toRow);
    for (int block = fromBlock; block < toBlock; block++) {
      int u = block * projection.width;
      int n = projection.count(block);
      for (int row = fromRow; row < end; row += CHUNK) {
        int rows = Math.min(CHUNK, end - row);
        projection.multiply(0, row, row + rows, 0, block, r, 0);
        int to = row * units + u;
        kernel.copy(rows, n, r, 0, projection.width, unprojected, to, units);
        gates(k, row, rows, u, n, unprojected, to);
      }
    }
  }

  /**
   * @param up the gradient of what the gates gave, whose rows are as long as there are units
   */
  private void gates(int k, int row, int rows, int u, int n, Object up, int from) {
    int first = start[at(k)] + row;
    int stride = parts * units;
    int at = first * stride + u;
    int place = first * units + u;
    Object x = Kind.array(trace.gates().storage());
    Object inner = parts == 1 ? null : Kind.array(trace.inner().storage());
    switch (args.cell()) {
      case RNN_TANH -> loops.tanhBackward(rows, n, up, from, units, x, at, stride, dp, at);
      case RNN_RELU -> loops.reluBackward(rows, n, up, from, units, x, at, stride, dp, at);
      case LSTM -> {
        Object c = Kind.array(trace.cell().storage());
        int own = row * units + u;
        loops.lstmBackward(
            rows, n, x, at, stride, units, c, place, inner, place, units, up, from, units, dc, own,
            dp, at);
      }
      case GRU -> {
        Object before = Kind.array(trace.hidden().storage());
        loops.gruBackward(
            rows, n, x, at, stride, units, inner, place, units, before, place, up, from, units, dp,
            dr, at);
      }
    }
    for (int p = 0; p < parts; p++) {
      product.put(k & 1, row, rows, p * units + u, dr, at + p * units, stride, n);
    }
  }
}
