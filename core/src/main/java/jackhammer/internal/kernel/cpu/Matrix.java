package jackhammer.internal.kernel.cpu;

/**
 * An operand in memory: element (i, k) at {@code data[offset + i * indexStride + k * kStride]}.
 *
 * <p>For C[M, N] = A[M, K] B[K, N], A is {@code new Matrix(a, offset, rowStride, columnStride)} and
 * B is {@code new Matrix(b, offset, columnStride, rowStride)}: the index that stays in C comes
 * first, k second. A transposed matrix is one with its strides exchanged; a stride may be 0.
 *
 * @param data {@code float[]} or {@code double[]}
 * @param offset of element (0, 0); with a batch it is added to the batch's own offset
 * @param indexStride from one row of A, or one column of B, to the next
 * @param kStride from one k to the next
 * @param batchOffsets offset of each product's operand in a batch, or null if all have the same
 */
record Matrix(Object data, int offset, int indexStride, int kStride, int[] batchOffsets)
    implements Panels {

  Matrix(Object data, int offset, int indexStride, int kStride) {
    this(data, offset, indexStride, kStride, null);
  }

  int start(int batch) {
    return batchOffsets == null ? offset : offset + batchOffsets[batch];
  }

  @Override
  public boolean sharedByBatch() {
    return batchOffsets == null;
  }

  @Override
  public void packRows(Object dst, int at, int batch, int first, int count, int k0, int kc) {
    int from = start(batch) + first * indexStride + k0 * kStride;
    kernel().pack(dst, at, GemmKernel.ROW, data, from, kStride, indexStride, kc, count);
  }

  @Override
  public void packColumns(
      Object dst, int at, int width, int batch, int first, int count, int k0, int kc) {
    int from = start(batch) + first * indexStride + k0 * kStride;
    for (int i = 0; i < count; i += width) {
      int n = Math.min(width, count - i);
      kernel()
          .pack(dst, at + i * kc, width, data, from + i * indexStride, indexStride, kStride, n, kc);
    }
  }

  private GemmKernel kernel() {
    return Gemm.of(data).kernel;
  }
}
