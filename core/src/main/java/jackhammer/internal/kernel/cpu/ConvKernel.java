package jackhammer.internal.kernel.cpu;

import java.util.Arrays;

/**
 * The innermost loops of the float32 convolutions, which exist with ordinary loops and with
 * vectors. Everything around them (blocks, threads, the layout of scratch memory) is written once.
 */
abstract class ConvKernel {
  /** Floats of a vector; a tile is two vectors wide. */
  final int lanes;

  /** Heights of tiles that exist, ascending. */
  private final int[] heights;

  /** Where each k of a panel begins: the table for {@link #tile}. */
  final int[] panelRows = new int[Gemm.SEGMENT];

  ConvKernel(int lanes, int... heights) {
    this.lanes = lanes;
    this.heights = heights;
    Arrays.setAll(panelRows, k -> k * columns());
  }

  final int columns() {
    return 2 * lanes;
  }

  final int maxRows() {
    return heights[heights.length - 1];
  }

  /** The least height of a tile that takes so many rows. */
  final int height(int rows) {
    for (int h : heights) {
      if (h >= rows) {
        return h;
      }
    }
    return maxRows();
  }

  /** The height of the next tile, where so many rows are left. */
  final int next(int rows) {
    int best = height(rows);
    if (rows > best && rows < 2 * best) {
      for (int h : heights) {
        if (2 * h >= rows && steps(h, rows) < steps(best, rows)) {
          best = h;
        }
      }
    }
    return best;
  }

  /** What a step of k takes in two tiles: the few sums of a low one wait for one another. */
  private int steps(int first, int rows) {
    return Math.max(first, 4) + Math.max(height(rows - first), 4);
  }

  /**
   * One tile over one segment of k, two vectors wide: C = A B.
   *
   * <p>A is packed, {@code a[ao + k * rows + row]}. Columns of B are contiguous wherever a step of
   * k lies: the first vector at {@code b[bo + at[t0 + k]]}, the second {@code second} further on.
   * The table is what makes a convolution a product without unfolding the image.
   *
   * @param rows one of the heights
   */
  abstract void tile(
      int rows,
      int kc,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int second,
      int[] at,
      int t0,
      float[] c,
      int co,
      int ldc);

  /**
   * Gathers the columns of one tile from the runs p0 to p1 of at most {@link #lanes} floats: {@code
   * panel[k * width + to[p] + j] = src[so + at[t0 + k] + from[p] + j]}. May read and write up to a
   * vector beyond a run; {@code to} ascends.
   */
  abstract void pack(
      float[] src,
      int so,
      int[] at,
      int t0,
      int kc,
      int[] from,
      int[] to,
      int p0,
      int p1,
      float[] panel,
      int po);

  /**
   * {@code y[yo + i * yPitch + j] = relu(c[co + i * cPitch + j] + bias)} for i below rows, j below
   * n; without a bias nothing is added.
   */
  abstract void finish(
      float[] c,
      int co,
      int cPitch,
      float[] y,
      int yo,
      int yPitch,
      int rows,
      int n,
      boolean biased,
      float bias,
      boolean relu);

  /**
   * {@code dst[to + i * toPitch + j] = src[from + i * fromPitch + j]} for i below rows, j below n:
   * short runs, for which a call of arraycopy each costs too much.
   */
  abstract void copy(
      float[] src, int from, int fromPitch, float[] dst, int to, int toPitch, int rows, int n);

  /** {@code dst[to + i * toPitch + j] = src[from + i * fromPitch + step * j]}, as above. */
  abstract void copySteps(
      float[] src,
      int from,
      int fromPitch,
      int step,
      float[] dst,
      int to,
      int toPitch,
      int rows,
      int n);

  /**
   * As {@link #copy}, but may read and write up to a vector more of every row; a later row's end
   * never lies before an earlier one's.
   */
  abstract void copyMore(
      float[] src, int from, int fromPitch, float[] dst, int to, int toPitch, int rows, int n);

  /** {@code c[co + row * ldc + j] += t[row * columns + j]}: one more segment of a tile. */
  abstract void add(int rows, float[] t, float[] c, int co, int ldc);

  /** {@code dst[to + j] += src[from + j]}. */
  abstract void add(float[] src, int from, float[] dst, int to, int n);

  /**
   * {@code dst[to + j * ld + i] = src[from + i * stride + j]} for i below rows, j below columns.
   * What else lies between the columns in dst may be overwritten.
   */
  abstract void transpose(
      float[] src, int from, int stride, int rows, int columns, float[] dst, int to, int ld);

  /**
   * The nine taps of some 3 by 3 kernels each in a place of its own: {@code dst[to[t] + b * step[t]
   * + i] = src[from + b * stride + i * 9 + t]} for b below blocks, i below n.
   *
   * @param n at most {@link #lanes}
   */
  abstract void apart(
      float[] src, int from, int stride, int blocks, int n, float[] dst, int[] to, int[] step);

  /**
   * The way back: {@code dst[to + b * stride + i * 9 + t] = src[from + b * step + t * ld + i]} for
   * b below blocks, i below n.
   *
   * @param n at most {@link #lanes}
   */
  abstract void together(
      float[] src, int from, int step, int ld, int blocks, int n, float[] dst, int to, int stride);

  /** The loops over single planes that go with these. */
  abstract PlanePlain planes();

  /** Uses vectors from the first call on, compiled or not: for tests. */
  void doNotWarmUp() {}
}
