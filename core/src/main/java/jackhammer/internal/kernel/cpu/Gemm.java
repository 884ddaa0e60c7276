package jackhammer.internal.kernel.cpu;

/**
 * The matrix product C[M, N] = A[M, K] B[K, N] of float32 or float64 numbers: what linear layers,
 * convolutions and recurrent layers spend their time in.
 *
 * <p><b>The order of the sum</b> is a contract (rule 1 of the numerics): an element of C is ((P0 +
 * P1) + P2) + ..., where P_i is one chain of fused multiply-adds from +0 over the i-th {@link
 * #SEGMENT} consecutive k. It does not depend on the shape of the rest, on the number of threads,
 * on the vector width, on strides or on which of the ways below is taken. Bias and ReLU follow the
 * last segment.
 *
 * <p><b>How.</b> Both operands are copied into panels, so that the innermost loop walks through
 * memory one after the other: A's panels are as many rows high as a tile, B's as many columns wide.
 * An operand that already lies that way is read in place where that is quicker. One operand is
 * packed as a whole, by all threads; the other is packed by the tasks, block by block, so that a
 * block stays in the cache. Tasks are blocks of C, or segments of k where C is small and K long
 * (their partial sums are then added in order).
 *
 * <p>An operand is any {@link Panels}: a strided {@link Matrix}, a {@link Packed} weight, or an
 * image that a convolution unfolds while it is packed.
 *
 * <pre>{@code
 * // y[64, 120] = relu(x[64, 400] w[120, 400]^T + b)
 * Gemm.F32.multiply(64, 120, 400, new Matrix(x, 0, 400, 1), new Matrix(w, 0, 400, 1),
 *     new Out(y, 0, 120), Epilogue.columnBias(b, 0).withRelu());
 * }</pre>
 */
final class Gemm {
  /** Consecutive k in one chain of FMAs. Part of the contract of bits; never tuned. */
  static final int SEGMENT = 256;

  /** Multiply-adds from which a product of a batch is worth all threads by itself. */
  private static final long LARGE = 1 << 22;

  static final Gemm F32 = new Gemm("GemmF32");
  static final Gemm F64 = new Gemm("GemmF64");

  final GemmKernel kernel;

  private Gemm(String plain) {
    this(Simd.load(GemmKernel.class, plain, plain + "Vector"));
  }

  /** With a given kernel, for tests that compare two of them. */
  Gemm(GemmKernel kernel) {
    this.kernel = kernel;
  }

  /** The product for arrays of this type. */
  static Gemm of(Object array) {
    return array instanceof float[] ? F32 : F64;
  }

  /** One product. Sizes may be 0; with K = 0 the sums are +0. */
  void multiply(int m, int n, int k, Panels a, Panels b, Out out, Epilogue e) {
    multiply(1, m, n, k, a, b, out, e);
  }

  /** {@code batch} products of one shape. */
  void multiply(int batch, int m, int n, int k, Panels a, Panels b, Out out, Epilogue e) {
    if (batch == 0 || m == 0 || n == 0) {
      return;
    }
    if (lyingDown(m, n, k, a, b, out)) {
      upright(batch, n, m, k, b, a, out.transposed(), e.transposed());
    } else {
      upright(batch, m, n, k, a, b, out, e);
    }
  }

  /** {@link #multiply}, no size 0, of a B that cannot be packed as rows. */
  void upright(int m, int n, int k, Panels a, Panels b, Out out, Epilogue e) {
    upright(1, m, n, k, a, b, out, e);
  }

  private void upright(int batch, int m, int n, int k, Panels a, Panels b, Out out, Epilogue e) {
    boolean nothingShared = !a.sharedByBatch() && !b.sharedByBatch();
    if (batch > 1 && nothingShared && (long) m * n * k >= LARGE) {
      for (int i = 0; i < batch; i++) {
        new GemmRun(kernel, i, 1, m, n, k, a, b, out, e).run();
      }
    } else {
      new GemmRun(kernel, 0, batch, m, n, k, a, b, out, e).run();
    }
  }

  /**
   * Whether C is better computed as its transpose: where its columns are contiguous instead of its
   * rows, or where the width of a tile would be wasted on few columns but not on the rows.
   */
  private boolean lyingDown(int m, int n, int k, Panels a, Panels b, Out out) {
    if (a instanceof Packed || b instanceof Packed || out.block() < n) {
      return false;
    }
    if (out.rowStride() == 1 && out.columnStride() != 1 && m > 1) {
      return true;
    }
    double standing = (double) roundUp(n, kernel.columns) * m;
    double lying = (double) roundUp(m, kernel.columns) * n;
    // Storing a tile transposed costs about as much as sixteen steps of k.
    return standing * k > lying * (k + (out.rowStride() == 1 ? 0 : 16));
  }

  private static long roundUp(int n, int unit) {
    return (n + unit - 1L) / unit * unit;
  }

  /** Packs an A of {@code m} rows for many products. */
  Packed packRows(int m, int k, Panels a) {
    Object data = kernel.array(GemmPacking.sizeOfRows(m, k));
    GemmPacking.allRows(a, data, 0, m, 0, k);
    return new Packed(data, m, k, true);
  }

  /** Packs a B of {@code n} columns for many products. */
  Packed packColumns(int n, int k, Panels b) {
    Object data = kernel.array(GemmPacking.sizeOfColumns(kernel, n, k));
    GemmPacking.allColumns(kernel, b, data, 0, 0, n, 0, k);
    return new Packed(data, n, k, false);
  }
}
