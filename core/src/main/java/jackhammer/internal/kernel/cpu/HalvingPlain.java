package jackhammer.internal.kernel.cpu;

/** A row of 2 by 2 windows side by side: the maximum pool that most networks have. */
class HalvingPlain {

  /**
   * The maxima of {@code count} windows: window k has the cells {@code in[x + 2 k]}, its right
   * neighbour, and the two that lie {@code width} further on. What equals the maximum or is NaN
   * counts as {@link FloatMaxPools} says.
   *
   * @param at where the place of each maximum goes, or null; the cell at {@code x} has the place
   *     {@code cell}
   */
  void row(
      float[] in, int x, int width, int count, float[] out, int y, long[] at, int a, int cell) {
    for (int k = 0; k < count; k++, x += 2, cell += 2) {
      float best = in[x];
      int where = cell;
      float v = in[x + 1];
      if (v > best || v != v) {
        best = v;
        where = cell + 1;
      }
      v = in[x + width];
      if (v > best || v != v) {
        best = v;
        where = cell + width;
      }
      v = in[x + width + 1];
      if (v > best || v != v) {
        best = v;
        where = cell + width + 1;
      }
      out[y + k] = best;
      if (at != null) {
        at[a + k] = where;
      }
    }
  }

  /** Uses vectors from the first call on, compiled or not: for tests. */
  void doNotWarmUp() {}
}
