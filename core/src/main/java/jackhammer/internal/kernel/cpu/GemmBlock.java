package jackhammer.internal.kernel.cpu;

/**
 * A thread at work on a matrix product: the block of C that it computes, where that block's
 * operands are, and memory that is kept from block to block and from product to product.
 */
final class GemmBlock {
  private static final ThreadLocal<GemmBlock> F32 = new ThreadLocal<>();
  private static final ThreadLocal<GemmBlock> F64 = new ThreadLocal<>();

  private final GemmKernel kernel;
  private final int width;
  private final Object tile;
  private Object memoryA;
  private Object memoryB;
  private Object whole;

  private GemmRun run;
  private int product;

  /** The k of the block. */
  private int begin;

  private int end;

  /** A packed, from row {@link #rowA} and k = {@link #fromA} on, {@link #rowsA} rows. */
  private Object dataA;

  private int rowA;
  private int rowsA;
  private int fromA;

  /**
   * B packed, from column {@link #columnB} and k = {@link #fromB} on, {@link #columnsB} columns.
   */
  private Object dataB;

  private int columnB;
  private int columnsB;
  private int fromB;

  private GemmBlock(GemmKernel kernel) {
    this.kernel = kernel;
    this.width = kernel.columns;
    this.tile = kernel.array(kernel.maxRows() * width);
  }

  /** This thread's. */
  static GemmBlock of(GemmKernel kernel) {
    ThreadLocal<GemmBlock> mine = kernel instanceof GemmF32 ? F32 : F64;
    GemmBlock block = mine.get();
    if (block == null || block.kernel != kernel) {
      block = new GemmBlock(kernel);
      mine.set(block);
    }
    return block;
  }

  /** Memory for an operand that all threads share. */
  Object whole(int length) {
    // What is larger than usual is not kept for ever.
    return length > GemmRun.WHOLE ? kernel.array(length) : (whole = grown(whole, length));
  }

  private Object grown(Object array, int length) {
    return array != null && kernel.length(array) >= length ? array : kernel.array(length);
  }

  /** Computes tiles (p0 to p1 - 1, q0 to q1 - 1) of a product for k from begin to end - 1. */
  void compute(GemmRun run, int product, int p0, int p1, int q0, int q1, int begin, int end) {
    this.run = run;
    this.product = product;
    this.begin = begin;
    this.end = end;
    findA(run.rowTiles.start(p0), run.rowTiles.start(p1));
    if (run.sweeps && run.partial == null) {
      sweep(q0 * width, Math.min(q1 * width, run.n));
    } else {
      findB(q0, q1);
      tiles(p0, p1, q0, q1);
    }
    // A thread that rests must not keep other people's arrays alive.
    this.run = null;
    dataA = null;
    dataB = null;
  }

  private void findA(int firstRow, int endRow) {
    if (run.wholeA != null) {
      dataA = run.wholeA;
      rowA = 0;
      rowsA = run.m;
      fromA = run.fromA;
      return;
    }
    rowA = firstRow;
    rowsA = endRow - firstRow;
    fromA = begin;
    memoryA = grown(memoryA, GemmPacking.sizeOfRows(rowsA, end - begin));
    dataA = memoryA;
    GemmPacking.rows(run.a, dataA, product, rowA, rowsA, begin, end);
  }

  private void findB(int q0, int q1) {
    if (run.wholeB != null) {
      dataB = run.wholeB;
      columnB = 0;
      columnsB = run.columnTiles * width;
      fromB = run.fromB;
      return;
    }
    // Of a B in place, the last tile is packed if the matrix is not wide enough for it.
    int q = run.directB == null ? q0 : Math.max(q0, run.n / width);
    int columns = Math.min(q1 * width, run.n) - q * width;
    if (columns > 0) {
      columnB = q * width;
      columnsB = (q1 - q) * width;
      fromB = begin;
      memoryB = grown(memoryB, GemmPacking.sizeOfColumns(kernel, columns, end - begin));
      dataB = memoryB;
      GemmPacking.columns(kernel, run.b, dataB, product, columnB, columns, begin, end);
    }
  }

  /** All rows of C from column {@code from} to {@code to} - 1, with B in place. */
  private void sweep(int from, int to) {
    Matrix b = run.directB;
    Out out = run.out;
    int n = to - from;
    int co = out.start(product) + out.column(from);
    int ldc = out.rowStride();
    for (int k0 = begin; k0 < end; k0 += Gemm.SEGMENT) {
      int kc = Math.min(Gemm.SEGMENT, end - k0);
      int ao = (k0 - fromA) / Gemm.SEGMENT * rowsA * GemmKernel.ROW;
      int bo = b.start(product) + from + k0 * b.kStride();
      if (k0 == 0 && !run.e.accumulate()) {
        kernel.sweep(run.m, kc, dataA, ao, b.data(), bo, b.kStride(), out.data(), co, ldc, n);
      } else {
        memoryB = grown(memoryB, run.m * n);
        kernel.sweep(run.m, kc, dataA, ao, b.data(), bo, b.kStride(), memoryB, 0, n, n);
        kernel.scatter(memoryB, 0, n, run.m, n, out.data(), co, ldc, 1, true);
      }
    }
    if (end == run.k) {
      run.finish(product, 0, run.m, from, n);
    }
  }

  private void tiles(int p0, int p1, int q0, int q1) {
    for (int q = q0; q < q1; q += GemmRun.NEAR) {
      int next = Math.min(q1, q + GemmRun.NEAR);
      for (int k0 = begin; k0 < end; k0 += Gemm.SEGMENT) {
        panels(p0, p1, q, next, k0, Math.min(Gemm.SEGMENT, end - k0));
      }
    }
  }

  /**
   * Tiles over one segment: a tile's rows of A stay in the nearest cache while B's panels, which
   * are in the next one, pass.
   */
  private void panels(int p0, int p1, int q0, int q1, int k0, int kc) {
    int segmentA = (k0 - fromA) / Gemm.SEGMENT * rowsA - rowA;
    for (int p = p0; p < p1; p++) {
      int row = run.rowTiles.start(p);
      int rows = run.rowTiles.rows(p);
      int ao = (segmentA + row) * GemmKernel.ROW;
      for (int q = q0; q < q1; q++) {
        tile(row, rows, q * width, ao, k0, kc);
      }
    }
  }

  /** One tile of C over one segment. */
  private void tile(int row, int rows, int col, int ao, int k0, int kc) {
    int cols = Math.min(width, run.n - col);
    Object b = dataB;
    int ldb = width;
    int bo = (k0 - fromB) * columnsB + (col - columnB) * kc;
    if (run.directB != null && cols == width) {
      b = run.directB.data();
      ldb = run.directB.kStride();
      bo = run.directB.start(product) + col + k0 * ldb;
    }
    if (run.partial != null) {
      kernel.tile(rows, kc, dataA, ao, b, bo, ldb, null, 0, 0, tile, 0, width);
      int at = (k0 / Gemm.SEGMENT * run.m + row) * run.n + col;
      kernel.scatter(tile, 0, width, rows, cols, run.partial, at, run.n, 1, false);
      return;
    }
    boolean add = k0 > 0 || run.e.accumulate();
    if (cols == width && run.contiguous(col, width)) {
      Object c = run.out.data();
      int ldc = run.out.rowStride();
      int co = run.out.start(product) + row * ldc + run.out.column(col);
      kernel.tile(rows, kc, dataA, ao, b, bo, ldb, add ? c : null, co, ldc, c, co, ldc);
    } else {
      kernel.tile(rows, kc, dataA, ao, b, bo, ldb, null, 0, 0, tile, 0, width);
      run.store(product, tile, 0, width, row, rows, col, cols, add);
    }
    if (k0 + kc == run.k) {
      run.finish(product, row, rows, col, cols);
    }
  }
}
