package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;

/**
 * A float32 convolution whose kernels are single cells, at stride 1 and without padding: y[o,
 * pixel] = sum over c of w[o, c] * x[c, pixel], where pixels are those of all samples. Its data
 * gradient is the same with the weight transposed.
 *
 * <p>A plain product, with the planes as its columns. Each task packs the rows of the weight that
 * it needs: beside many columns that is next to nothing, and a weight that is trained needs no
 * packed copy, which would go to memory and back. Beside few columns a copy is kept from the second
 * time on that the weight is met unchanged.
 */
final class PixelProduct {
  /** Fewer channels make too little of a product. */
  private static final int FEW = 8;

  /** Columns from which packing the weight no longer counts. */
  private static final int MANY = 1024;

  /** A packed copy of a weight, as it hangs off its storage. */
  private record Layout(int offset, int m, int k, int indexStride) {}

  private PixelProduct() {}

  /** Whether a convolution is one of these. */
  static boolean takes(ConvShape s) {
    return s.groups == 1 && PixelGradient.takes(s);
  }

  static void forward(
      Gemm gemm, ConvShape s, Strided x, Strided w, Strided bias, boolean relu, Strided y) {
    Epilogue e =
        bias == null ? Epilogue.STORE : Epilogue.rowBias(bias.storage().floats(), bias.offset());
    Matrix a = new Matrix(w.storage().floats(), w.offset(), s.ic, 1);
    multiply(gemm, s, s.oc, s.ic, w.storage(), a, x, y, relu ? e.withRelu() : e);
  }

  static void backwardData(Gemm gemm, ConvShape s, Strided g, Strided w, Strided gx) {
    Matrix a = new Matrix(w.storage().floats(), w.offset(), 1, s.ic);
    multiply(gemm, s, s.ic, s.oc, w.storage(), a, g, gx, Epilogue.STORE);
  }

  private static void multiply(
      Gemm gemm,
      ConvShape s,
      int m,
      int k,
      Storage weight,
      Matrix a,
      Strided x,
      Strided y,
      Epilogue e) {
    int plane = s.outPlane;
    int n = s.n * plane;
    Panels rows = n < MANY ? kept(gemm, weight, m, k, a) : a;
    Pixels columns = new Pixels(gemm.kernel, x.storage().floats(), x.offset(), k, plane);
    Out out = new Out(y.storage().floats(), y.offset(), plane, 1, plane, m * plane, null);
    gemm.upright(m, n, k, rows, columns, out, e);
  }

  private static Panels kept(Gemm gemm, Storage weight, int m, int k, Matrix a) {
    Layout layout = new Layout(a.offset(), m, k, a.indexStride());
    if (weight.packed(layout) instanceof Packed packed) {
      return packed;
    }
    if (!PackedWeights.wasUsed(weight, layout)) {
      return a;
    }
    Packed packed = gemm.packRows(m, k, a);
    weight.keepPacked(layout, packed);
    return packed;
  }

  /** Planes as columns: the index is (sample, pixel), k the channel. */
  private record Pixels(GemmKernel kernel, float[] data, int offset, int channels, int plane)
      implements Panels {

    @Override
    public void packRows(Object dst, int at, int batch, int first, int count, int k0, int kc) {
      throw new IllegalStateException("pixels are columns");
    }

    @Override
    public void packColumns(
        Object dst, int at, int width, int batch, int first, int count, int k0, int kc) {
      for (int i = 0, some; i < count; i += some) {
        int sample = (first + i) / plane;
        int pixel = (first + i) % plane;
        some = Math.min(Math.min(count - i, width - i % width), plane - pixel);
        int from = offset + (sample * channels + k0) * plane + pixel;
        int to = at + i / width * width * kc + i % width;
        kernel.pack(dst, to, width, data, from, 1, plane, some, kc);
      }
    }
  }
}
