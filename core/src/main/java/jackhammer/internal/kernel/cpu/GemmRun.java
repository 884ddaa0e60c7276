package jackhammer.internal.kernel.cpu;

import jackhammer.internal.parallel.Workers;

/**
 * One matrix product under way: the choice of blocks, and the loops over blocks, segments and
 * tiles.
 *
 * <p>Nothing that is chosen here changes a bit of the result; all of it may be tuned.
 */
final class GemmRun {
  /** Multiply-adds below which other threads cost more than they bring. */
  private static final long SERIAL = 400_000;

  /** The least multiply-adds of a task. */
  private static final long GRAIN = 120_000;

  /** Elements of a block that a task packs: half of a level-2 cache. */
  private static final int BLOCK = 1 << 16;

  /** Longest part of k that is summed in one round. */
  private static final int ROUND = 8 * Gemm.SEGMENT;

  /** Elements of an operand that is packed as a whole, at a time. */
  static final int WHOLE = 1 << 22;

  /** An operand in place is used up to this many tiles in the other direction. */
  private static final int DIRECT = 4;

  private final GemmKernel kernel;

  /** Number of the first product, and how many. */
  private final int first;

  private final int batch;
  private final int m;
  private final int n;
  private final int k;
  private final Panels a;
  private final Panels b;
  private final Out out;
  private final Epilogue e;
  private final RowTiles rowTiles;
  private final int columnTiles;

  /** The operand itself where it is read in place, else null. */
  private final Matrix directA;

  private final Matrix directB;

  /**
   * The operand packed as a whole, from k = {@link #from}, where it is; else null: tasks pack it.
   */
  private Object wholeA;

  private Object wholeB;

  /** The k that this round covers. */
  private int from;

  private int to;

  /** Sums of single segments, [segment, m, n], where the tasks are segments; else null. */
  private Object partial;

  GemmRun(
      GemmKernel kernel,
      int first,
      int batch,
      int m,
      int n,
      int k,
      Panels a,
      Panels b,
      Out out,
      Epilogue e) {
    this.kernel = kernel;
    this.first = first;
    this.batch = batch;
    this.m = m;
    this.n = n;
    this.k = k;
    this.a = a;
    this.b = b;
    this.out = out;
    this.e = e;
    this.rowTiles = new RowTiles(kernel, m);
    this.columnTiles = GemmPacking.columnTiles(kernel, n);
    this.directA = inPlace(a, columnTiles);
    this.directB = inPlace(b, rowTiles.count);
    this.wholeA = a instanceof Packed x ? x.data() : null;
    this.wholeB = b instanceof Packed x ? x.data() : null;
  }

  private static Matrix inPlace(Panels operand, int uses) {
    return operand instanceof Matrix x && x.indexStride() == 1 && x.kStride() != 0 && uses <= DIRECT
        ? x
        : null;
  }

  // ---- the whole product ---------------------------------------------------------------------

  void run() {
    if (k == 0) {
      nothingToSum();
      return;
    }
    long work = (long) batch * m * n * k;
    int threads = work < SERIAL ? 1 : Workers.threads();
    int want = threads == 1 ? 1 : (int) Math.min(4L * threads, Math.max(threads, work / GRAIN));
    int segments = (k + Gemm.SEGMENT - 1) / Gemm.SEGMENT;
    if (threads > 1
        && batch == 1
        && segments >= 2 * threads
        && (long) rowTiles.count * columnTiles < 2L * threads
        && (long) segments * m * n <= WHOLE) {
      sumSegmentsApart(segments, want);
      return;
    }
    boolean sharedA = a.sharedByBatch() || batch == 1;
    boolean sharedB = b.sharedByBatch() || batch == 1;
    // The operand with fewer indices is packed as a whole: it is the one that every block needs.
    boolean wantWholeA =
        directA == null && wholeA == null && sharedA && (!sharedB || m <= n || directB != null);
    boolean wantWholeB =
        directB == null
            && wholeB == null
            && sharedB
            && !wantWholeA
            && (m > n || !sharedA || directA != null);
    int step = Math.min(k, ROUND);
    if (wantWholeA || wantWholeB) {
      long indices = wantWholeA ? m : (long) columnTiles * kernel.columns;
      step = Math.clamp(WHOLE / (indices * Gemm.SEGMENT), 1, ROUND / Gemm.SEGMENT) * Gemm.SEGMENT;
    }
    for (from = 0; from < k; from = to) {
      to = Math.min(k, from + step);
      if (wantWholeA) {
        wholeA = whole(true);
      }
      if (wantWholeB) {
        wholeB = whole(false);
      }
      blocks(want);
    }
  }

  private Object whole(boolean rows) {
    int indices = rows ? m : columnTiles * kernel.columns;
    Object dst = GemmScratch.of(kernel).whole(indices * (to - from));
    GemmPacking.packWhole(kernel, rows, rows ? a : b, rows ? m : n, rowTiles, dst, first, from, to);
    return dst;
  }

  /** Cuts C into blocks and computes them. */
  private void blocks(int want) {
    int perProduct = Math.max(1, (want + batch - 1) / batch);
    boolean alongRows = wholeA == null && directA == null && (wholeB != null || directB != null);
    int rowStep = rowTiles.count;
    int columnStep = columnTiles;
    if (alongRows) {
      int most = Math.max(1, BLOCK / ((to - from) * kernel.maxRows()));
      rowStep = Math.clamp((rowTiles.count + perProduct - 1) / perProduct, 1, most);
      int rows = (rowTiles.count + rowStep - 1) / rowStep;
      int columns = Math.clamp(perProduct / rows, 1, columnTiles);
      columnStep = (columnTiles + columns - 1) / columns;
    } else {
      int most = Math.max(1, BLOCK / ((to - from) * kernel.columns));
      columnStep = Math.clamp((columnTiles + perProduct - 1) / perProduct, 1, most);
      int columns = (columnTiles + columnStep - 1) / columnStep;
      int rows = Math.clamp(perProduct / columns, 1, rowTiles.count);
      rowStep = (rowTiles.count + rows - 1) / rows;
    }
    int rowBlock = rowStep;
    int columnBlock = columnStep;
    int rows = (rowTiles.count + rowBlock - 1) / rowBlock;
    int columns = (columnTiles + columnBlock - 1) / columnBlock;
    int tasks = Math.multiplyExact(Math.multiplyExact(rows, columns), batch);
    if (want == 1) {
      for (int t = 0; t < tasks; t++) {
        block(t, rows, columns, rowBlock, columnBlock);
      }
    } else {
      Workers.run(tasks, t -> block(t, rows, columns, rowBlock, columnBlock));
    }
  }

  private void block(int task, int rows, int columns, int rowBlock, int columnBlock) {
    int product = first + task / (rows * columns);
    int p = task / columns % rows * rowBlock;
    int q = task % columns * columnBlock;
    block(
        product,
        p,
        Math.min(p + rowBlock, rowTiles.count),
        q,
        Math.min(q + columnBlock, columnTiles),
        from,
        to);
  }

  /** A small C with a long K: the tasks are segments, whose sums are then added in order. */
  private void sumSegmentsApart(int segments, int want) {
    int size = m * n;
    partial = GemmScratch.of(kernel).whole(segments * size);
    from = 0;
    to = k;
    int step = (segments + want - 1) / want;
    Workers.run(
        (segments + step - 1) / step,
        t -> {
          for (int i = t * step; i < Math.min(segments, (t + 1) * step); i++) {
            int k0 = i * Gemm.SEGMENT;
            int k1 = (int) Math.min(k, (long) k0 + Gemm.SEGMENT);
            block(first, 0, rowTiles.count, 0, columnTiles, k0, k1);
          }
        });
    for (int i = 0; i < segments; i++) {
      boolean add = i > 0 || e.accumulate();
      store(partial, i * size, n, m, n, 0, 0, out.start(first), add);
    }
    finish(0, 0, m, n, out.start(first));
  }

  private void nothingToSum() {
    Object zeros = GemmScratch.of(kernel).tile();
    kernel.clear(zeros, 0, kernel.length(zeros));
    for (int product = first; product < first + batch; product++) {
      int c = out.start(product);
      for (int p = 0; p < rowTiles.count; p++) {
        for (int q = 0; q < columnTiles; q++) {
          int row = rowTiles.start(p);
          int col = q * kernel.columns;
          int cols = Math.min(kernel.columns, n - col);
          if (!e.accumulate()) {
            store(zeros, 0, kernel.columns, rowTiles.rows(p), cols, row, col, c, false);
          }
          finish(row, col, rowTiles.rows(p), cols, c);
        }
      }
    }
  }

  // ---- one block -----------------------------------------------------------------------------

  private void block(int product, int p0, int p1, int q0, int q1, int begin, int end) {
    GemmScratch s = GemmScratch.of(kernel);
    GemmScratch.Operand x = s.a;
    if (directA != null) {
      x.inPlace(directA, product);
    } else if (wholeA != null) {
      x.packed(wholeA, a instanceof Packed ? 0 : from, 0, m);
    } else {
      int first = rowTiles.start(p0);
      int count = rowTiles.start(p1) - first;
      x.packed(s.taskA(count * (end - begin)), begin, first, count);
      for (int k0 = begin; k0 < end; k0 += Gemm.SEGMENT) {
        int kc = Math.min(Gemm.SEGMENT, end - k0);
        GemmPacking.packRowTiles(
            kernel, rowTiles, a, x.data, (k0 - begin) * count, product, p0, p1, k0, kc);
      }
    }
    int width = kernel.columns;
    GemmScratch.Operand y = s.b;
    GemmScratch.Operand edge = y;
    if (wholeB != null) {
      y.packed(wholeB, b instanceof Packed ? 0 : from, 0, columnTiles * width);
    } else {
      // Of a B in place, the last tile is packed if the matrix is not wide enough for it.
      int q = q0;
      if (directB != null) {
        y.inPlace(directB, product);
        edge = s.edge;
        q = Math.max(q0, n / width);
      }
      int count = (q1 - q) * width;
      if (count > 0) {
        edge.packed(s.taskB(count * (end - begin)), begin, q * width, count);
        for (int k0 = begin; k0 < end; k0 += Gemm.SEGMENT) {
          int kc = Math.min(Gemm.SEGMENT, end - k0);
          GemmPacking.packColumnTiles(
              kernel, n, b, edge.data, (k0 - begin) * count, product, q, q1, k0, kc);
        }
      }
    }
    // What the task packed is in its cache and is walked through in the inner loop.
    if (wholeA == null && directA == null) {
      for (int q = q0; q < q1; q++) {
        for (int p = p0; p < p1; p++) {
          tile(s, product, p, q, x, (q + 1) * width <= n ? y : edge, begin, end);
        }
      }
    } else {
      for (int p = p0; p < p1; p++) {
        for (int q = q0; q < q1; q++) {
          tile(s, product, p, q, x, (q + 1) * width <= n ? y : edge, begin, end);
        }
      }
    }
  }

  /** One tile of C over all segments of a round, while it is in the nearest cache. */
  private void tile(
      GemmScratch s,
      int product,
      int p,
      int q,
      GemmScratch.Operand x,
      GemmScratch.Operand y,
      int begin,
      int end) {
    int row = rowTiles.start(p);
    int rows = rowTiles.rows(p);
    int width = kernel.columns;
    int col = q * width;
    int cols = Math.min(width, n - col);
    Object t = s.tile();
    int lda = x.kStride == 0 ? rows : x.kStride;
    int ldb = y.kStride == 0 ? width : y.kStride;
    int c = out.start(product);
    boolean oneBlock = col % out.block() + width <= out.block();
    boolean inside = cols == width && out.columnStride() == 1 && oneBlock;
    for (int k0 = begin; k0 < end; k0 += Gemm.SEGMENT) {
      int kc = Math.min(Gemm.SEGMENT, end - k0);
      int ao = x.at(row, k0, kc);
      int bo = y.at(col, k0, kc);
      if (partial != null) {
        kernel.tile(rows, kc, x.data, ao, lda, y.data, bo, ldb, t, 0, width);
        int at = k0 / Gemm.SEGMENT * m * n + row * n + col;
        kernel.scatter(t, 0, width, rows, cols, partial, at, n, 1, false);
      } else if (k0 == 0 && inside && !e.accumulate()) {
        int at = c + row * out.rowStride() + out.column(col);
        kernel.tile(rows, kc, x.data, ao, lda, y.data, bo, ldb, out.data(), at, out.rowStride());
      } else {
        kernel.tile(rows, kc, x.data, ao, lda, y.data, bo, ldb, t, 0, width);
        store(t, 0, width, rows, cols, row, col, c, k0 > 0 || e.accumulate());
      }
    }
    if (end == k && partial == null) {
      finish(row, col, rows, cols, c);
    }
  }

  /** Copies or adds finished sums to C, block of columns by block of columns. */
  private void store(
      Object t, int at, int ldt, int rows, int cols, int row, int col, int c, boolean add) {
    for (int j = 0, some; j < cols; j += some) {
      some = Math.min(cols - j, out.block() - (col + j) % out.block());
      int co = c + row * out.rowStride() + out.column(col + j);
      kernel.scatter(
          t, at + j, ldt, rows, some, out.data(), co, out.rowStride(), out.columnStride(), add);
    }
  }

  private void finish(int row, int col, int rows, int cols, int c) {
    if (!e.any()) {
      return;
    }
    for (int j = 0, some; j < cols; j += some) {
      some = Math.min(cols - j, out.block() - (col + j) % out.block());
      int co = c + row * out.rowStride() + out.column(col + j);
      kernel.finish(
          e, row, col + j, rows, some, out.data(), co, out.rowStride(), out.columnStride());
    }
  }
}
