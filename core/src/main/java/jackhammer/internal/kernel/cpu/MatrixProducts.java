package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import java.util.Arrays;

/** Matrix products of strided operands: what {@code matmul} asks, in the terms of {@link Gemm}. */
final class MatrixProducts {
  /** Rows from which packing the other operand no longer counts. */
  private static final int MANY_ROWS = 1024;

  private MatrixProducts() {}

  /** A packed copy of a matrix, as it hangs off the storage that it was made from. */
  private record Layout(int offset, int columns, int k, int columnStride, int kStride, int width) {}

  static void matmul(Strided a, Strided b, Strided bias, boolean relu, Strided c) {
    if (c.numel() == 0) {
      return;
    }
    if (!c.dtype().isFloatingPoint()) {
      integers(a, b, c);
      return;
    }
    int row = c.dim() - 2;
    int column = c.dim() - 1;
    int m = c.size(row);
    int n = c.size(column);
    int k = a.size(column);
    int batch = c.numel() / m / n;
    Gemm gemm = c.dtype() == DType.FLOAT32 ? Gemm.F32 : Gemm.F64;
    Epilogue e = epilogue(bias, relu);
    if (batch == 1) {
      Out out = new Out(array(c), c.offset(), c.stride(row), c.stride(column));
      Matrix x = new Matrix(array(a), a.offset(), a.stride(row), a.stride(column));
      gemm.multiply(m, n, k, x, right(gemm, m, b, n, k), out, e);
      return;
    }
    int rowsOfA = joined(a);
    int rowsOfC = joined(c);
    if (repeated(b) && rowsOfA != APART && rowsOfC != APART) {
      // x[B, T, I] W: one product with B * T rows.
      Out out = new Out(array(c), c.offset(), rowsOfC, c.stride(column));
      Matrix x = new Matrix(array(a), a.offset(), rowsOfA, a.stride(column));
      gemm.multiply(batch * m, n, k, x, right(gemm, batch * m, b, n, k), out, e);
      return;
    }
    Matrix x = new Matrix(array(a), 0, a.stride(row), a.stride(column), offsets(a, batch));
    Matrix y = new Matrix(array(b), 0, b.stride(column), b.stride(row), offsets(b, batch));
    Out out =
        new Out(
            array(c), 0, c.stride(row), c.stride(column), Integer.MAX_VALUE, 0, offsets(c, batch));
    gemm.multiply(batch, m, n, k, x, y, out, e);
  }

  private static Object array(Strided x) {
    return x.dtype() == DType.FLOAT32 ? x.storage().floats() : x.storage().doubles();
  }

  private static Epilogue epilogue(Strided bias, boolean relu) {
    Epilogue e = Epilogue.STORE;
    if (bias != null) {
      Strided row = Contiguous.copyOf(bias);
      e = Epilogue.columnBias(array(row), row.offset());
    }
    return relu ? e.withRelu() : e;
  }

  /**
   * The right operand. Where few rows meet it, copying it into panels costs up to as much as the
   * product, so a matrix that is used again unchanged (the weight of a layer that predicts) is kept
   * packed. In training a weight changes before it is used twice in the same way, and nothing is
   * kept.
   */
  private static Panels right(Gemm gemm, int m, Strided b, int n, int k) {
    int columnStride = b.stride(b.dim() - 1);
    int kStride = b.stride(b.dim() - 2);
    Matrix y = new Matrix(array(b), b.offset(), columnStride, kStride);
    if (columnStride == 1 && m == 1 && GemmRun.sweeps(gemm.kernel, m, n, k)) {
      return y;
    }
    if (m >= MANY_ROWS || n < gemm.kernel.columns || (long) n * k < 4096) {
      return y;
    }
    Storage storage = b.storage();
    Layout layout = new Layout(b.offset(), n, k, columnStride, kStride, gemm.kernel.columns);
    if (storage.packed(layout) instanceof Packed packed) {
      return packed;
    }
    if (!PackedWeights.wasUsed(storage, layout)) {
      return y;
    }
    Packed packed = gemm.packColumns(n, k, y);
    storage.keepPacked(layout, packed);
    return packed;
  }

  // ---- batches -------------------------------------------------------------------------------

  private static final int APART = Integer.MIN_VALUE;

  /** The stride of the rows if all dimensions but the last can be seen as one, else APART. */
  private static int joined(Strided x) {
    int stride = APART;
    int next = 0;
    for (int d = x.dim() - 2; d >= 0; d--) {
      if (x.size(d) == 1) {
        continue;
      }
      if (stride == APART) {
        stride = x.stride(d);
      } else if (x.stride(d) != next) {
        return APART;
      }
      next = x.stride(d) * x.size(d);
    }
    return stride;
  }

  /** Whether all products of the batch have the same matrix. */
  private static boolean repeated(Strided x) {
    for (int d = 0; d < x.dim() - 2; d++) {
      if (x.size(d) != 1 && x.stride(d) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Where each matrix of a batch begins. */
  private static int[] offsets(Strided x, int batch) {
    int[] offsets = new int[batch];
    int[] index = new int[x.dim() - 2];
    int at = x.offset();
    for (int i = 0; i < batch; i++) {
      offsets[i] = at;
      for (int d = index.length - 1; d >= 0; d--) {
        at += x.stride(d);
        if (++index[d] < x.size(d)) {
          break;
        }
        at -= x.stride(d) * x.size(d);
        index[d] = 0;
      }
    }
    return offsets;
  }

  // ---- integers ------------------------------------------------------------------------------

  /**
   * In int64, where overflow wraps around; cutting the sum to a narrower type then wraps as well.
   */
  private static void integers(Strided a, Strided b, Strided c) {
    Strided x = wide(a);
    Strided y = wide(b);
    Strided z =
        c.dtype() == DType.INT64 && c.isContiguous() ? c : Strided.zeros(DType.INT64, c.sizes());
    int m = c.size(c.dim() - 2);
    int n = c.size(c.dim() - 1);
    int k = a.size(a.dim() - 1);
    long[] fx = x.storage().longs();
    long[] fy = y.storage().longs();
    long[] fz = z.storage().longs();
    int grain = Tasks.unitsPerTask((long) n * k, Tasks.LIGHT);
    Tasks.forRange(
        c.numel() / n,
        grain,
        (begin, end) -> {
          for (int row = begin; row < end; row++) {
            int to = z.offset() + row * n;
            Arrays.fill(fz, to, to + n, 0);
            int from = x.offset() + row * k;
            int at = y.offset() + row / m * k * n;
            for (int i = 0; i < k; i++, at += n) {
              long f = fx[from + i];
              for (int j = 0; j < n; j++) {
                fz[to + j] += f * fy[at + j];
              }
            }
          }
        });
    if (z != c) {
      Copies.copy(z, c);
    }
  }

  private static Strided wide(Strided x) {
    if (x.dtype() == DType.INT64 && x.isContiguous()) {
      return x;
    }
    Strided wide = Strided.empty(DType.INT64, x.sizes());
    Copies.copy(x, wide);
    return wide;
  }
}
