package jackhammer.internal.kernel.cpu;

/** Rows of 2 by 2 windows side by side: the maximum pool that most networks have. */
class HalvingPlain {

  /**
   * The maxima of some rows of {@code count} windows: window k of the first has the cells {@code
   * in[x + 2 k]}, its right neighbour, and the two that lie {@code width} further on; the next row
   * follows below. What equals the maximum or is NaN counts as {@link FloatMaxPools} says.
   *
   * @param at where the place of each maximum goes, or null; the cell at {@code x} has the place
   *     {@code cell}
   * @param free how many outputs, counted from the first, may be written, with whatever
   */
  void maxima(
      float[] in,
      int x,
      int width,
      int count,
      int rows,
      float[] out,
      int y,
      long[] at,
      int a,
      int cell,
      int free) {
    for (int i = 0; i < rows; i++, x += 2 * width, y += count, a += count, cell += 2 * width) {
      for (int k = 0; k < count; k++) {
        int p = x + 2 * k;
        float best = in[p];
        int where = 0;
        float v = in[p + 1];
        if (v > best || v != v) {
          best = v;
          where = 1;
        }
        v = in[p + width];
        if (v > best || v != v) {
          best = v;
          where = width;
        }
        v = in[p + width + 1];
        if (v > best || v != v) {
          best = v;
          where = width + 1;
        }
        out[y + k] = best;
        if (at != null) {
          at[a + k] = cell + 2 * k + where;
        }
      }
    }
  }

  /**
   * The gradient of {@link #maxima}: each g goes to the place of its maximum, and zeros to the
   * other cells of its window.
   *
   * @param free how many cells, counted from the one at {@code x}, may be written, with whatever
   */
  void spread(
      float[] g,
      int g0,
      long[] at,
      int a,
      int count,
      int rows,
      int cell,
      int width,
      float[] gx,
      int x,
      int free) {
    for (int i = 0; i < rows; i++, g0 += count, a += count, x += 2 * width, cell += 2 * width) {
      for (int k = 0; k < count; k++) {
        int p = x + 2 * k;
        gx[p] = 0f;
        gx[p + 1] = 0f;
        gx[p + width] = 0f;
        gx[p + width + 1] = 0f;
        gx[x - cell + (int) at[a + k]] += g[g0 + k];
      }
    }
  }

  /** Uses vectors from the first call on, compiled or not: for tests. */
  void doNotWarmUp() {}
}
