package jackhammer.nn;

import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.Unpooling;
import java.util.Arrays;

/**
 * What {@link MaxUnpool1d}, {@link MaxUnpool2d} and {@link MaxUnpool3d} share: everything but their
 * names.
 */
public abstract sealed class MaxUnpool extends Module
    permits MaxUnpool1d, MaxUnpool2d, MaxUnpool3d {
  private final PoolGeometry geometry;

  MaxUnpool(String layer, PoolGeometry geometry) {
    this.geometry = Check.notNull(layer, "options", geometry);
    Dims.checkOwn(layer, geometry.op());
  }

  /** What the layer was made with. */
  public PoolGeometry options() {
    return geometry;
  }

  /**
   * Puts maxima back.
   *
   * @param x the maxima
   * @param indices INT64 of x's size: their places in the planes of the output
   */
  public Tensor call(Tensor x, Tensor indices) {
    return call(x, indices, null);
  }

  /**
   * Puts maxima back into an output of a given size.
   *
   * @param x the maxima
   * @param indices INT64 of x's size: their places in the planes of the output
   * @param outputSize the spatial sizes, or all sizes, of the output; null: the smallest that the
   *     pool could have had
   */
  public Tensor call(Tensor x, Tensor indices, Size outputSize) {
    return call(
        new Object[] {x, indices},
        in -> unpool(geometry, (Tensor) in[0], (Tensor) in[1], outputSize));
  }

  static Tensor unpool(PoolGeometry g, Tensor x, Tensor indices, Size outputSize) {
    int dims = g.dims();
    Unpooling.check(g.op(), dims, x, indices);
    int[] kernel = Dims.each(g.kernelSize(), dims);
    int[] stride = Dims.each(g.strideOrKernel(), dims);
    int[] pad = Dims.each(g.padding(), dims);
    long[] sizes = new long[dims];
    for (int d = 0; d < dims; d++) {
      sizes[d] = (x.size(d - dims) - 1) * stride[d] - 2L * pad[d] + kernel[d];
      if (sizes[d] < 1 && outputSize == null) {
        throw new IllegalArgumentException(
            String.format(
                "%s: in spatial dimension %d the output would have (%d - 1) * %d - 2 * %d + %d = %d cells"
                    + " (input, stride, padding, kernel)",
                g.op(), d, x.size(d - dims), stride[d], pad[d], kernel[d], sizes[d]));
      }
    }
    if (outputSize != null) {
      sizes = given(g, x, outputSize, sizes, stride);
    }
    return Unpooling.max(g.op(), dims, x, indices, Check.sizes(g.op(), sizes));
  }

  private static long[] given(
      PoolGeometry g, Tensor x, Size outputSize, long[] sizes, int[] stride) {
    int dims = g.dims();
    if (outputSize.size() != dims && outputSize.size() != x.dim()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: output_size must have %d entries, one for each spatial dimension, or %d, one for each"
                  + " dimension of the input, got %s",
              g.op(), dims, x.dim(), outputSize));
    }
    long[] all = outputSize.toLongArray();
    long[] spatial = Arrays.copyOfRange(all, all.length - dims, all.length);
    for (int d = 0; d < dims; d++) {
      if (Math.abs(spatial[d] - sizes[d]) >= stride[d] || spatial[d] < 1) {
        throw new IllegalArgumentException(
            String.format(
                "%s: output_size must differ from (size - 1) * stride - 2 * padding + kernel_size = %d by"
                    + " less than the stride: in spatial dimension %d it must be between %d and %d,"
                    + " both included, got %d",
                g.op(),
                sizes[d],
                d,
                Math.max(1, sizes[d] - stride[d] + 1),
                sizes[d] + stride[d] - 1,
                spatial[d]));
      }
    }
    return spatial;
  }

  @Override
  protected String extraRepr() {
    int dims = geometry.dims();
    return String.format(
        "kernel_size=%s, stride=%s, padding=%s",
        Dims.tuple(Dims.each(geometry.kernelSize(), dims)),
        Dims.tuple(Dims.each(geometry.strideOrKernel(), dims)),
        Dims.tuple(Dims.each(geometry.padding(), dims)));
  }
}
