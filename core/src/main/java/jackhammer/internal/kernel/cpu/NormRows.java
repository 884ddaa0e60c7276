package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;

/**
 * Contiguous [pieces, rows, length] as rows: row i is what all pieces have at i, one after the
 * other.
 *
 * @param array the numbers, from {@code offset}
 */
record NormRows(Kind kind, Object array, int offset, int pieces, int rows, int length) {

  static NormRows of(Strided x) {
    return new NormRows(
        Kind.of(x.dtype()), Kind.array(x.storage()), x.offset(), x.size(0), x.size(1), x.size(2));
  }

  /** Elements of a row. */
  int size() {
    return pieces * length;
  }

  int blocks() {
    return Reductions.blocks(size());
  }

  /** Whether blocks can be summed piece by piece, as {@link NormLoop} says. */
  boolean inParts() {
    return length % NormLoop.LANES == 0;
  }

  /** Elements of a block of a row. */
  int count(int block) {
    return Math.min(size() - block * ReduceLoop.BLOCK, ReduceLoop.BLOCK);
  }

  /** The row-major number of element j of row i. */
  int number(int i, int j) {
    return (j / length * rows + i) * length + j % length;
  }

  /** How many of the n elements of a row from j on lie side by side. */
  int together(int j, int n) {
    return Math.min(length - j % length, n);
  }

  /** Copies n elements of row i from element j on, side by side. */
  void copy(int i, int j, int n, Object to, int at) {
    for (int done = 0, m; done < n; done += m) {
      m = together(j + done, n - done);
      System.arraycopy(array, offset + number(i, j + done), to, at + done, m);
    }
  }

  static double get(Object array, int i) {
    return array instanceof float[] f ? f[i] : ((double[]) array)[i];
  }

  static void set(Object array, int i, double value) {
    if (array instanceof float[] f) {
      f[i] = (float) value;
    } else {
      ((double[]) array)[i] = value;
    }
  }
}
