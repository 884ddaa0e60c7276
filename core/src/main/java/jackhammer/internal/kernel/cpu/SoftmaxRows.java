package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Unary;

/**
 * The rows of a softmax over [outer, n, inner]: side by side in memory where inner is 1, else tiles
 * of neighbouring columns. Put together from the loops of the element-wise operations and the
 * reductions, so that each piece exists once.
 */
final class SoftmaxRows {
  /** Elements of a tile of columns: they are passed over three times and should stay in cache. */
  private static final int TILE = 1 << 16;

  private static final int BLOCK = ReduceLoop.BLOCK;

  private final Kind kind;
  private final boolean log;
  private final boolean backward;
  private final int n;
  private final int inner;
  private final int outer;
  private final int blocks;
  private final int width;

  /** x, or the upstream gradient. */
  private final Object a;

  private final int ai;

  /** The forward result, if this is the backward pass. */
  private final Object b;

  private final int bi;
  private final Object out;
  private final int oi;

  private final ReduceLoop max;
  private final ReduceLoop sum;

  SoftmaxRows(Strided x, Strided y, int dim, boolean log, Strided out) {
    this.kind = Kind.of(x.dtype());
    this.log = log;
    this.backward = y != null;
    this.n = x.size(dim);
    int columns = 1;
    for (int d = dim + 1; d < x.dim(); d++) {
      columns *= x.size(d);
    }
    this.inner = columns;
    this.outer = x.numel() / n / inner;
    this.blocks = Reductions.blocks(n);
    this.width = Math.min(inner, Math.max(16, TILE / n / 16 * 16));
    this.a = Kind.array(x.storage());
    this.ai = x.offset();
    this.b = backward ? Kind.array(y.storage()) : null;
    this.bi = backward ? y.offset() : 0;
    this.out = Kind.array(out.storage());
    this.oi = out.offset();
    this.max = Loops.of(Reduce.MAX, kind);
    this.sum = Loops.of(Reduce.SUM, kind);
  }

  void run() {
    int tiles = (inner + width - 1) / width;
    Tasks.forRange(
        outer * tiles,
        Tasks.unitsPerTask((long) n * width, Tasks.HEAVY),
        (from, to) -> {
          Task task = new Task();
          for (int u = from; u < to; u++) {
            int column = u % tiles * width;
            int at = u / tiles * n * inner + column;
            if (inner == 1) {
              task.row(at);
            } else {
              task.tile(at, Math.min(width, inner - column));
            }
          }
        });
  }

  /** The scratch of one task. */
  private final class Task {
    private final Object lanes = kind.newArray(ReduceLoop.LANES * width);
    private final Object largest = kind.newArray(blocks * width);
    private final Object sums = kind.newArray(blocks * width);
    private final Object block = kind.newArray(inner == 1 ? Math.min(n, BLOCK) : 0);
    private final int[] offsets = new int[inner == 1 ? 0 : Math.min(n, BLOCK)];

    void row(int at) {
      if (backward) {
        for (int i = 0; i < blocks; i++) {
          int first = at + i * BLOCK;
          int count = Math.min(n - i * BLOCK, BLOCK);
          Object terms = a;
          int start = ai + first;
          if (!log) {
            Loop mul = Loops.of(Binary.MUL, kind);
            mul.run(count, block, 0, a, ai + first, 1, b, bi + first, 1, null, 0, 0);
            terms = block;
            start = 0;
          }
          sum.block(terms, start, null, 0, count, lanes, sums, i);
        }
        Reductions.mergeBlocks(sum, sums, blocks, 1);
        backwardRow(at, n, 0);
        return;
      }
      for (int i = 0; i < blocks; i++) {
        int count = Math.min(n - i * BLOCK, BLOCK);
        max.block(a, ai + at + i * BLOCK, null, 0, count, lanes, largest, i);
      }
      Reductions.mergeBlocks(max, largest, blocks, 1);
      for (int i = 0; i < blocks; i++) {
        int first = at + i * BLOCK;
        int count = Math.min(n - i * BLOCK, BLOCK);
        Object terms = log ? block : out;
        int start = log ? 0 : oi + first;
        Loop exp = Loops.of(RowOp.EXP_SHIFTED, kind);
        exp.run(count, terms, start, a, ai + first, 1, largest, 0, 0, null, 0, 0);
        sum.block(terms, start, null, 0, count, lanes, sums, i);
      }
      Reductions.mergeBlocks(sum, sums, blocks, 1);
      logOfSums(1);
      forwardRow(at, n, 0);
    }

    void tile(int at, int columns) {
      if (backward) {
        if (!log) {
          Loop mul = Loops.of(Binary.MUL, kind);
          for (int j = 0; j < n; j++) {
            int p = at + j * inner;
            mul.run(columns, out, oi + p, a, ai + p, 1, b, bi + p, 1, null, 0, 0);
          }
        }
        reduce(sum, log ? a : out, (log ? ai : oi) + at, columns, sums);
        for (int j = 0; j < n; j++) {
          backwardRow(at + j * inner, columns, 1);
        }
        return;
      }
      reduce(max, a, ai + at, columns, largest);
      Loop exp = Loops.of(RowOp.EXP_SHIFTED, kind);
      for (int j = 0; j < n; j++) {
        int p = at + j * inner;
        exp.run(columns, out, oi + p, a, ai + p, 1, largest, 0, 1, null, 0, 0);
      }
      reduce(sum, out, oi + at, columns, sums);
      logOfSums(columns);
      for (int j = 0; j < n; j++) {
        forwardRow(at + j * inner, columns, 1);
      }
    }

    private void reduce(ReduceLoop loop, Object from, int at, int columns, Object results) {
      for (int i = 0; i < blocks; i++) {
        int count = Math.min(n - i * BLOCK, BLOCK);
        for (int j = 0; j < count; j++) {
          offsets[j] = (i * BLOCK + j) * inner;
        }
        loop.columns(from, at, offsets, count, columns, lanes);
        System.arraycopy(lanes, 0, results, i * columns, columns);
      }
      Reductions.mergeBlocks(loop, results, blocks, columns);
    }

    private void logOfSums(int columns) {
      if (log) {
        Loops.of(Unary.LOG, kind).run(columns, sums, 0, sums, 0, 1, null, 0, 0, null, 0, 0);
      }
    }

    /**
     * @param step 0 if m and s are one number for all elements, 1 if each has its own
     */
    private void forwardRow(int at, int count, int step) {
      if (log) {
        Loops.of(RowOp.SHIFT_TWICE, kind)
            .run(count, out, oi + at, a, ai + at, 1, largest, 0, step, sums, 0, step);
      } else {
        Loops.of(Binary.DIV, kind)
            .run(count, out, oi + at, out, oi + at, 1, sums, 0, step, null, 0, 0);
      }
    }

    private void backwardRow(int at, int count, int step) {
      Loops.of(log ? RowOp.LOG_SOFTMAX_GRAD : RowOp.SOFTMAX_GRAD, kind)
          .run(count, out, oi + at, a, ai + at, 1, b, bi + at, 1, sums, 0, step);
    }
  }
}
