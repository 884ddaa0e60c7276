package jackhammer.internal.kernel.cpu;

/**
 * Where a product goes. Element (i, j) of C lies at
 *
 * <pre>
 * {@code data[offset + i * rowStride + (j / block) * blockStride + (j % block) * columnStride]}
 * </pre>
 *
 * <p>An ordinary matrix is one block. Convolution computes a whole batch as one product whose
 * columns are (sample, pixel): a block is a sample. No two elements may share a place.
 *
 * @param data {@code float[]} or {@code double[]}
 * @param offset of element (0, 0); with a batch it is added to the batch's own offset
 * @param batchOffsets offset of each product of a batch; null without a batch
 */
record Out(
    Object data,
    int offset,
    int rowStride,
    int columnStride,
    int block,
    int blockStride,
    int[] batchOffsets) {

  /** A matrix with any strides. */
  Out(Object data, int offset, int rowStride, int columnStride) {
    this(data, offset, rowStride, columnStride, Integer.MAX_VALUE, 0, null);
  }

  /** A matrix whose rows are contiguous. */
  Out(Object data, int offset, int rowStride) {
    this(data, offset, rowStride, 1, Integer.MAX_VALUE, 0, null);
  }

  int start(int batch) {
    return batchOffsets == null ? offset : offset + batchOffsets[batch];
  }

  /** Of column j in row 0 of one product, counted from {@link #start}. */
  int column(int j) {
    return (j / block) * blockStride + (j % block) * columnStride;
  }

  Out transposed() {
    return new Out(data, offset, columnStride, rowStride, Integer.MAX_VALUE, 0, batchOffsets);
  }
}
