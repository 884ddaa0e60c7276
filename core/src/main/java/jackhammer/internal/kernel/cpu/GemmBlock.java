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
    findB(q0, q1);
    // What the task packed is in its cache and is walked through in the inner loop.
    if (run.wholeA == null) {
      for (int q = q0; q < q1; q++) {
        for (int p = p0; p < p1; p++) {
          tile(p, q);
        }
      }
    } else {
      for (int p = p0; p < p1; p++) {
        for (int q = q0; q < q1; q++) {
          tile(p, q);
        }
      }
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

  /** One tile of C over all segments of the block, while it is in the nearest cache. */
  private void tile(int p, int q) {
    int row = run.rowTiles.start(p);
    int rows = run.rowTiles.rows(p);
    int col = q * width;
    int cols = Math.min(width, run.n - col);
    Object b = dataB;
    int ldb = width;
    int start = 0;
    boolean direct = run.directB != null && cols == width;
    if (direct) {
      b = run.directB.data();
      ldb = run.directB.kStride();
      start = run.directB.start(product) + col;
    }
    for (int k0 = begin; k0 < end; k0 += Gemm.SEGMENT) {
      int kc = Math.min(Gemm.SEGMENT, end - k0);
      int ao = ((k0 - fromA) / Gemm.SEGMENT * rowsA + row - rowA) * GemmKernel.ROW;
      int bo = direct ? start + k0 * ldb : (k0 - fromB) * columnsB + (col - columnB) * kc;
      if (run.partial != null) {
        kernel.tile(rows, kc, dataA, ao, b, bo, ldb, tile, 0, width);
        int at = (k0 / Gemm.SEGMENT * run.m + row) * run.n + col;
        kernel.scatter(tile, 0, width, rows, cols, run.partial, at, run.n, 1, false);
        continue;
      }
      boolean add = k0 > 0 || run.e.accumulate();
      if (!add && cols == width && run.contiguous(col, width)) {
        Out out = run.out;
        int at = out.start(product) + row * out.rowStride() + out.column(col);
        kernel.tile(rows, kc, dataA, ao, b, bo, ldb, out.data(), at, out.rowStride());
      } else {
        kernel.tile(rows, kc, dataA, ao, b, bo, ldb, tile, 0, width);
        run.store(product, tile, 0, width, row, rows, col, cols, add);
      }
    }
    if (end == run.k && run.partial == null) {
      run.finish(product, row, rows, col, cols);
    }
  }
}
