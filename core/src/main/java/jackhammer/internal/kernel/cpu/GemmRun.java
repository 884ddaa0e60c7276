package jackhammer.internal.kernel.cpu;

import jackhammer.internal.parallel.Workers;

/**
 * One call of {@link Gemm}: which operand is packed when and by whom, and which blocks are the
 * tasks.
 *
 * <p>Nothing that is chosen here changes a bit of the result; all of it may be tuned.
 */
final class GemmRun {
  /** Elements of an operand that is packed as a whole, at a time. */
  static final int WHOLE = 1 << 22;

  /** Multiply-adds below which other threads cost more than they bring. */
  private static final long SERIAL = 400_000;

  /** The least multiply-adds of a task. */
  private static final long GRAIN = 120_000;

  /** Elements of a block that a task packs: a quarter of a level-2 cache. */
  private static final int BLOCK = 1 << 16;

  /** Panels of B, of one segment, that pass the rows of a tile at a time: as much as a block. */
  static final int NEAR = 8;

  /** Longest part of k that is summed in one round. */
  private static final int ROUND = 4 * Gemm.SEGMENT;

  /** Up to so many rows A stays in a level-2 cache. */
  private static final int FEW_ROWS = 256;

  /** Up to so many, if there are twice as many columns, A's copy is still cheaper than B's. */
  private static final int SOME_ROWS = 1024;

  /**
   * A B of so many elements, in place, is read from a level-2 cache for all of its rows of tiles.
   */
  private static final int IN_PLACE = 1 << 18;

  /** Up to so many rows of C, B's rows are read from end to end. */
  private static final int SWEPT_ROWS = 4;

  /** Columns of C that wait in the nearest cache meanwhile. */
  private static final int SWEPT_COLUMNS = 1024;

  final GemmKernel kernel;
  final int m;
  final int n;
  final int k;
  final Panels a;
  final Panels b;
  final Out out;
  final Epilogue e;
  final RowTiles rowTiles;
  final int columnTiles;

  /** B itself where it is read in place, else null. */
  final Matrix directB;

  /** Whether B's rows are read from end to end instead of in tiles. */
  final boolean sweeps;

  /** A packed as a whole, from k = {@link #fromA} on, or null: tasks pack what they need. */
  Object wholeA;

  int fromA;

  /** The same of B. */
  Object wholeB;

  int fromB;

  /** Sums of single segments, [segment, m, n], where the tasks are segments; else null. */
  Object partial;

  /** Number of the first product, and how many. */
  private final int first;

  private final int batch;

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
    this.wholeA = a instanceof Packed x ? x.data() : null;
    this.wholeB = b instanceof Packed x ? x.data() : null;
    this.directB = b instanceof Matrix x && readInPlace(x) ? x : null;
    this.sweeps = directB != null && sweeps(kernel, m, n, k) && contiguous(0, n);
  }

  /**
   * Whether {@link GemmKernel#sweep} is quicker where B and C lie row after row in memory: always
   * for one row, for some if B comes from further away than a level-2 cache.
   */
  static boolean sweeps(GemmKernel kernel, int m, int n, int k) {
    int most = (long) k * n > IN_PLACE ? SWEPT_ROWS : 1;
    return m <= most && n >= 2 * kernel.columns;
  }

  /**
   * Whether packing B would cost more than it brings; a last tile that is not full is packed
   * anyway.
   */
  private boolean readInPlace(Matrix x) {
    return x.indexStride() == 1
        && (rowTiles.count == 1 || (m <= FEW_ROWS && (long) k * n <= IN_PLACE));
  }

  void run() {
    if (k == 0) {
      nothingToSum();
      return;
    }
    long work = (long) batch * m * n * k;
    int threads = work < SERIAL ? 1 : Workers.threads();
    int want = threads == 1 ? 1 : (int) Math.min(4L * threads, Math.max(threads, work / GRAIN));
    int segments = GemmPacking.segments(k);
    if (threads > 1
        && batch == 1
        && segments >= 2 * threads
        && (long) rowTiles.count * columnTiles < 2L * threads
        && (long) segments * m * n <= WHOLE) {
      sumSegmentsApart(segments, want);
      return;
    }
    // An A of few rows is packed as a whole, for it stays in the cache while B's blocks pass.
    // Otherwise
    // B is: its panels are read in one stream, from wherever they are.
    boolean sharedA = a.sharedByBatch() || batch == 1;
    boolean sharedB = b.sharedByBatch() || batch == 1;
    boolean packA = wholeA == null && sharedA && (!sharedB || directB != null || fewRows());
    boolean packB = wholeB == null && directB == null && sharedB && !packA;
    int step = Math.min(k, ROUND);
    if (packA || packB) {
      long indices = packA ? m : (long) columnTiles * kernel.columns;
      step = Math.clamp(WHOLE / (indices * GemmKernel.ROW), 1, ROUND / Gemm.SEGMENT) * Gemm.SEGMENT;
    }
    for (int k0 = 0; k0 < k; k0 += step) {
      int k1 = Math.min(k, k0 + step);
      if (packA) {
        fromA = k0;
        wholeA = GemmBlock.of(kernel).whole(GemmPacking.sizeOfRows(m, k1 - k0));
        GemmPacking.allRows(a, wholeA, first, m, k0, k1);
      }
      if (packB) {
        fromB = k0;
        wholeB = GemmBlock.of(kernel).whole(GemmPacking.sizeOfColumns(kernel, n, k1 - k0));
        GemmPacking.allColumns(kernel, b, wholeB, 0, first, n, k0, k1);
      }
      blocks(want, k0, k1);
    }
  }

  /**
   * Whether A is packed as a whole rather than B. A large B would go to memory and come back; an
   * operand that is computed while it is packed has it all done at once all the same.
   */
  private boolean fewRows() {
    boolean inMemory = b instanceof Matrix || b instanceof Packed;
    return m <= FEW_ROWS ? m <= n : inMemory && m <= SOME_ROWS && 2L * m <= n;
  }

  /** Cuts C into blocks and computes them. */
  private void blocks(int want, int k0, int k1) {
    int perProduct = Math.max(1, (want + batch - 1) / batch);
    int rowStep;
    int columnStep;
    if (wholeA == null && (wholeB != null || directB != null)) {
      int most = Math.max(1, BLOCK / ((k1 - k0) * kernel.maxRows()));
      rowStep = Math.clamp((rowTiles.count + perProduct - 1) / perProduct, 1, most);
      int columns = Math.clamp(perProduct / pieces(rowTiles.count, rowStep), 1, columnTiles);
      columnStep = pieces(columnTiles, columns);
    } else {
      int elements = sweeps ? SWEPT_COLUMNS : BLOCK / (k1 - k0);
      int most = Math.max(1, elements / kernel.columns);
      columnStep = Math.clamp((columnTiles + perProduct - 1) / perProduct, 1, most);
      int rows = Math.clamp(perProduct / pieces(columnTiles, columnStep), 1, rowTiles.count);
      rowStep = pieces(rowTiles.count, rows);
    }
    int rowBlock = rowStep;
    int columnBlock = columnStep;
    int rows = pieces(rowTiles.count, rowBlock);
    int columns = pieces(columnTiles, columnBlock);
    int tasks = Math.multiplyExact(Math.multiplyExact(rows, columns), batch);
    if (want == 1) {
      for (int t = 0; t < tasks; t++) {
        block(t, rows, columns, rowBlock, columnBlock, k0, k1);
      }
    } else {
      Workers.run(tasks, t -> block(t, rows, columns, rowBlock, columnBlock, k0, k1));
    }
  }

  private static int pieces(int length, int size) {
    return (length + size - 1) / size;
  }

  private void block(
      int task, int rows, int columns, int rowBlock, int columnBlock, int k0, int k1) {
    int product = first + task / (rows * columns);
    int p = task / columns % rows * rowBlock;
    int q = task % columns * columnBlock;
    int p1 = Math.min(p + rowBlock, rowTiles.count);
    int q1 = Math.min(q + columnBlock, columnTiles);
    GemmBlock.of(kernel).compute(this, product, p, p1, q, q1, k0, k1);
  }

  /** A small C with a long K: the tasks are segments, whose sums are then added in order. */
  private void sumSegmentsApart(int segments, int want) {
    int size = m * n;
    partial = GemmBlock.of(kernel).whole(segments * size);
    fromA = 0;
    fromB = 0;
    int step = pieces(segments, want);
    Workers.run(
        pieces(segments, step),
        t -> {
          GemmBlock block = GemmBlock.of(kernel);
          for (int i = t * step; i < Math.min(segments, (t + 1) * step); i++) {
            int k0 = i * Gemm.SEGMENT;
            int k1 = (int) Math.min(k, (long) k0 + Gemm.SEGMENT);
            block.compute(this, first, 0, rowTiles.count, 0, columnTiles, k0, k1);
          }
        });
    for (int i = 0; i < segments; i++) {
      store(first, partial, i * size, n, 0, m, 0, n, i > 0 || e.accumulate());
    }
    finish(first, 0, m, 0, n);
  }

  private void nothingToSum() {
    Object zeros = kernel.array(n);
    for (int product = first; product < first + batch; product++) {
      if (!e.accumulate()) {
        store(product, zeros, 0, 0, 0, m, 0, n, false);
      }
      finish(product, 0, m, 0, n);
    }
  }

  // ---- C ---------------------------------------------------------------------------------------

  /** Whether columns of C lie one after the other. */
  boolean contiguous(int col, int cols) {
    return out.columnStride() == 1 && (out.block() >= n || col % out.block() + cols <= out.block());
  }

  /** Copies or adds sums, whose rows are {@code ldt} apart, to a part of C. */
  void store(
      int product, Object t, int at, int ldt, int row, int rows, int col, int cols, boolean add) {
    int base = out.start(product) + row * out.rowStride();
    for (int j = 0, some; j < cols; j += some) {
      some = Math.min(cols - j, out.block() - (col + j) % out.block());
      int co = base + out.column(col + j);
      kernel.scatter(
          t, at + j, ldt, rows, some, out.data(), co, out.rowStride(), out.columnStride(), add);
    }
  }

  /** Bias and ReLU for a part of C whose sums are complete. */
  void finish(int product, int row, int rows, int col, int cols) {
    if (!e.any()) {
      return;
    }
    int base = out.start(product) + row * out.rowStride();
    for (int j = 0, some; j < cols; j += some) {
      some = Math.min(cols - j, out.block() - (col + j) % out.block());
      int co = base + out.column(col + j);
      kernel.finish(
          e, row, col + j, rows, some, out.data(), co, out.rowStride(), out.columnStride());
    }
  }
}
