package jackhammer.internal.kernel.cpu;

/**
 * Where some rows lie: element (row, i) at {@code data[at + row * stride + i]}. With a stride of 0
 * all rows are one.
 *
 * @param data {@code float[]} or {@code double[]}
 */
record Strip(Object data, int at, int stride) {

  /** Where a row begins. */
  int row(int row) {
    return at + row * stride;
  }

  /** The rows from number {@code row} on, without the first {@code column} elements. */
  Strip from(int row, int column) {
    return new Strip(data, row(row) + column, stride);
  }

  float[] floats() {
    return (float[]) data;
  }

  double[] doubles() {
    return (double[]) data;
  }
}
