package jackhammer.internal.kernel.cpu;

/**
 * What happens to an element after its sum: {@code c = relu(sum + bias)}, each part only if it is
 * there. NaN stays NaN under relu.
 *
 * @param accumulate whether the sum begins with what C holds: ((C + P0) + P1) + ... instead of (P0
 *     + P1) + ...
 * @param rowBias {@code float[]} or {@code double[]} with one number per row, or null
 * @param columnBias the same per column, or null; not both
 */
record Epilogue(
    boolean accumulate,
    Object rowBias,
    int rowBiasOffset,
    Object columnBias,
    int columnBiasOffset,
    boolean relu) {

  Epilogue {
    if (rowBias != null && columnBias != null) {
      // Their order would have to survive the exchange of rows and columns.
      throw new IllegalArgumentException("a product adds one bias, per row or per column");
    }
  }

  /** C = A B. */
  static final Epilogue STORE = new Epilogue(false, null, 0, null, 0, false);

  /** C += A B. */
  static final Epilogue ADD = new Epilogue(true, null, 0, null, 0, false);

  static Epilogue rowBias(Object bias, int offset) {
    return new Epilogue(false, bias, offset, null, 0, false);
  }

  static Epilogue columnBias(Object bias, int offset) {
    return new Epilogue(false, null, 0, bias, offset, false);
  }

  Epilogue withRelu() {
    return new Epilogue(accumulate, rowBias, rowBiasOffset, columnBias, columnBiasOffset, true);
  }

  /** Whether a pass over the finished sums is needed. */
  boolean any() {
    return rowBias != null || columnBias != null || relu;
  }

  Epilogue transposed() {
    return new Epilogue(accumulate, columnBias, columnBiasOffset, rowBias, rowBiasOffset, relu);
  }
}
