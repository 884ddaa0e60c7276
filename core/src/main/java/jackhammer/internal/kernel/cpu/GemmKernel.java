package jackhammer.internal.kernel.cpu;

/**
 * What a matrix product does with numbers of one type: the part of {@link Gemm} that exists for
 * float32 and float64, with ordinary loops and with vectors. Arrays are {@code float[]} or {@code
 * double[]}.
 */
abstract class GemmKernel {
  /**
   * From one row of a packed A to the next: a segment of k, and a little so that the rows of a tile
   * do not meet in one set of the cache.
   */
  static final int ROW = Gemm.SEGMENT + 16;

  /** No tile is higher. */
  static final int MOST_ROWS = 14;

  /** Columns of a tile: B's panels are as wide. */
  final int columns;

  /** Heights of tiles that exist, ascending; the last is the one for the bulk. */
  final int[] heights;

  /** Height of the next tile where so many rows are left, up to twice the greatest height. */
  private final byte[] next;

  GemmKernel(int columns, int... heights) {
    this.columns = columns;
    this.heights = heights;
    this.next = plan(heights);
  }

  /** The greatest height of a tile. */
  final int maxRows() {
    return heights[heights.length - 1];
  }

  /** How many of the {@code left} rows the next tile takes. */
  final int nextRows(int left) {
    return left < next.length ? next[left] : maxRows();
  }

  /**
   * Cuts every small number of rows into tiles so that the time, counted in steps per k, is least:
   * a tile costs its rows, but at least four (an FMA's latency), and one for what is around it.
   */
  private static byte[] plan(int[] heights) {
    int max = heights[heights.length - 1];
    byte[] next = new byte[2 * max];
    int[] cost = new int[2 * max];
    for (int rows = 1; rows < cost.length; rows++) {
      cost[rows] = Integer.MAX_VALUE;
      for (int h : heights) {
        if (h <= rows) {
          int c = Math.max(h, 4) + 1 + cost[rows - h];
          if (c <= cost[rows]) {
            cost[rows] = c;
            next[rows] = (byte) h;
          }
        }
      }
    }
    return next;
  }

  /** Has the tile for the bulk compiled before it is wanted. */
  void warmUp() {}

  /** Uses vectors from the first call on, compiled or not: for tests. */
  void doNotWarmUp() {}

  /** The same for tiles of one height. */
  void doNotWarmUp(int rows) {}

  abstract Object array(int length);

  abstract int length(Object array);

  abstract void clear(Object array, int from, int to);

  /** Copies {@code n} elements of each of some rows, whose first elements are a stride apart. */
  abstract void copy(
      int rows, int n, Object src, int from, int srcStride, Object dst, int to, int dstStride);

  /**
   * One tile over one segment: C[rows, columns] = S + A B, where S is what earlier segments add up
   * to. A is read at {@code ao + row * ROW + k}, B at {@code bo + k * ldb + column}; rows of S and
   * of C are contiguous.
   *
   * @param rows one of the kernel's heights
   * @param s null for the first segment; may be C itself
   */
  abstract void tile(
      int rows,
      int kc,
      Object a,
      int ao,
      Object b,
      int bo,
      int ldb,
      Object s,
      int so,
      int lds,
      Object c,
      int co,
      int ldc);

  /** {@link #tile} with vectors, compiled or not. */
  void vectorTile(
      int rows,
      int kc,
      Object a,
      int ao,
      Object b,
      int bo,
      int ldb,
      Object s,
      int so,
      int lds,
      Object c,
      int co,
      int ldc) {
    tile(rows, kc, a, ao, b, bo, ldb, s, so, lds, c, co, ldc);
  }

  /**
   * A few rows over one segment, C[rows, n] = A B, with B's rows read from end to end: {@link
   * GemmF32Sweep}. A is read at {@code ao + row * ROW + k}, B at {@code bo + k * ldb + column};
   * rows of C are contiguous.
   */
  abstract void sweep(
      int rows,
      int kc,
      Object a,
      int ao,
      Object b,
      int bo,
      int ldb,
      Object c,
      int co,
      int ldc,
      int n);

  /**
   * {@code dst[at + k * width + i] = src[from + i * indexStride + k * kStride]} for i below count
   * and k below kc.
   */
  abstract void pack(
      Object dst,
      int at,
      int width,
      Object src,
      int from,
      int indexStride,
      int kStride,
      int count,
      int kc);

  /** Copies or adds a tile (rows {@code ldt} apart) to a place in C with any strides. */
  abstract void scatter(
      Object t,
      int to,
      int ldt,
      int rows,
      int cols,
      Object c,
      int co,
      int rowStride,
      int columnStride,
      boolean add);

  /**
   * Applies an epilogue to elements (row0.., col0..) of C, of which the first lies at {@code co}.
   */
  abstract void finish(
      Epilogue e,
      int row0,
      int col0,
      int rows,
      int cols,
      Object c,
      int co,
      int rowStride,
      int columnStride);
}
