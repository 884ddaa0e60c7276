package jackhammer.internal.kernel.cpu;

import java.util.Arrays;

/**
 * Products of small matrices in short chains, for {@link Winograd}: the form with ordinary loops.
 *
 * <p>An element is ((S0 + S1) + S2) + ..., where S_i is the sum over the i-th {@link #GROUP}
 * consecutive k: (((0 + P0) + P1) + ...), where P_i is one chain of fused multiply-adds from +0
 * over the i-th {@link #CHAIN} consecutive k of the group.
 */
class ChainProduct {
  /** Consecutive k in one chain of FMAs. Part of the contract of bits; never tuned. */
  static final int CHAIN = 16;

  /** Consecutive k whose chains are added up by themselves. The same. */
  static final int GROUP = 128;

  /**
   * From one row of A to the next: two groups, and a little so that rows do not meet in a cache.
   */
  static final int ROW = GemmKernel.ROW;

  /** k of a row of A. */
  static final int SEGMENT = 2 * GROUP;

  /** Floats of a vector; a tile is two vectors wide. */
  final int lanes;

  /** Heights of tiles that exist, ascending. */
  final int[] heights;

  ChainProduct() {
    this(4, 1);
  }

  ChainProduct(int lanes, int... heights) {
    this.lanes = lanes;
    this.heights = heights;
  }

  final int columns() {
    return 2 * lanes;
  }

  final int maxRows() {
    return heights[heights.length - 1];
  }

  /**
   * The heights of the tiles for so many rows, that take the least time: the few sums of a low tile
   * wait for one another. The last may be higher than what is left for it.
   */
  final int[] tiles(int rows) {
    int[] cost = new int[rows + 1];
    int[] first = new int[rows + 1];
    for (int r = 1; r <= rows; r++) {
      cost[r] = Integer.MAX_VALUE;
      for (int h : heights) {
        int c = Math.max(h, 4) + cost[Math.max(r - h, 0)];
        if (c <= cost[r]) {
          cost[r] = c;
          first[r] = h;
        }
      }
    }
    int[] tiles = new int[rows];
    int n = 0;
    // The higher ones first: what is too much then is at the end.
    for (int left = rows; left > 0; left -= first[left]) {
      tiles[n++] = first[left];
    }
    return Arrays.copyOf(tiles, n);
  }

  /**
   * One tile over one group of k: C = A B, or C += A B. A is read at {@code ao + row * ROW + k}, B
   * at {@code bo + k * columns + column}.
   *
   * @param rows one of the heights
   * @param n how many k, at most {@link #GROUP}
   */
  void tile(
      int rows,
      int n,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] c,
      int co,
      int ldc,
      boolean add) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns(); j += 4) {
        four(n, a, ao + i * ROW, b, bo + j, columns(), c, co + i * ldc + j, add);
      }
    }
  }

  private static void four(
      int n, float[] a, int ao, float[] b, int bo, int ldb, float[] c, int co, boolean add) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int k0 = 0; k0 < n; k0 += CHAIN) {
      float p0 = 0;
      float p1 = 0;
      float p2 = 0;
      float p3 = 0;
      for (int k = k0; k < Math.min(k0 + CHAIN, n); k++, bo += ldb) {
        float x = a[ao + k];
        p0 = Math.fma(x, b[bo], p0);
        p1 = Math.fma(x, b[bo + 1], p1);
        p2 = Math.fma(x, b[bo + 2], p2);
        p3 = Math.fma(x, b[bo + 3], p3);
      }
      s0 += p0;
      s1 += p1;
      s2 += p2;
      s3 += p3;
    }
    c[co] = add ? c[co] + s0 : s0;
    c[co + 1] = add ? c[co + 1] + s1 : s1;
    c[co + 2] = add ? c[co + 2] + s2 : s2;
    c[co + 3] = add ? c[co + 3] + s3 : s3;
  }

  /** Uses vectors from the first call on, compiled or not: for tests. */
  void doNotWarmUp() {}
}
