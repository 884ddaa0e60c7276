package jackhammer.internal.kernel.cpu;

/**
 * An operand packed once and used for many products, such as a weight between two optimizer steps.
 * It is a copy: when its source changes it is stale, and whoever keeps it (keyed by the version of
 * the source) drops it. Made by {@link Gemm#packRows} and {@link Gemm#packColumns}; it fits only
 * the side it was made for. All products of a batch share it.
 *
 * @param data the panels, segment after segment of k
 * @param count rows of A or columns of B
 * @param k length of the sums
 * @param rows true for an A, false for a B
 */
record Packed(Object data, int count, int k, boolean rows) implements Panels {

  @Override
  public boolean sharedByBatch() {
    return true;
  }

  @Override
  public void packRows(Object dst, int at, int batch, int first, int count, int k0, int kc) {
    throw new IllegalStateException("a packed operand is used where it lies");
  }

  @Override
  public void packColumns(
      Object dst, int at, int width, int batch, int first, int count, int k0, int kc) {
    throw new IllegalStateException("a packed operand is used where it lies");
  }
}
