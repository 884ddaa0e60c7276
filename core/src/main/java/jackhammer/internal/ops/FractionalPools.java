package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.kernel.PoolWindows;
import java.util.Arrays;

/**
 * Maximum pools whose windows stand at random places, in each plane others: with a number u in [0,
 * 1) and the step a = (cells - kernel) / (windows - 1), window i starts at floor((i + u) a) -
 * floor(u a), and the last one ends at the border.
 */
public final class FractionalPools {
  private static final Grad[] MAX = {
    null,
    null,
    PoolOps.max("FractionalMaxPool2DBackward0"),
    PoolOps.max("FractionalMaxPool3DBackward0")
  };

  private FractionalPools() {}

  /**
   * @param sizes of the output, for each spatial dimension
   * @param samples (N, C, dims) in [0, 1), those of the first dimension last for two dimensions;
   *     null to draw them
   */
  public static PoolOps.Pooled max(
      String op, int dims, Tensor x, int[] kernel, int[] sizes, Tensor samples) {
    Check.floating(op, "input", x);
    PoolOps.checkInput(op, dims, x);
    PoolOps.checkMaximum(op, x);
    int[] in = spatial(dims, x);
    for (int d = 0; d < dims; d++) {
      if (sizes[d] < 1 || (long) sizes[d] + kernel[d] - 1 > in[d]) {
        throw new IllegalArgumentException(
            String.format(
                "%s: output_size must be at least 1 and output_size + kernel_size - 1 at most the size of"
                    + " the input; in spatial dimension %d of an input of size %s got output_size %d"
                    + " and kernel_size %d",
                op, d, Check.show(x), sizes[d], kernel[d]));
      }
    }
    long batch = x.dim() == dims + 1 ? 1 : x.size(0);
    long[] wanted = {batch, x.size(-dims - 1), dims};
    Tensor u =
        samples == null
            ? Tensor.rand(Tensor.size(wanted), o -> o.dtype(x.dtype()))
            : given(op, x, samples, wanted);
    return PoolOps.max(
        MAX[dims], dims, x, new PoolWindows.Placed(kernel, starts(u, in, kernel, sizes)), sizes);
  }

  static int[] spatial(int dims, Tensor x) {
    int[] all = Compute.data(x).sizes();
    return Arrays.copyOfRange(all, all.length - dims, all.length);
  }

  private static Tensor given(String op, Tensor x, Tensor samples, long[] wanted) {
    Check.sameType(op, "input", x.dtype(), "random_samples", samples.dtype());
    if (!Arrays.equals(samples.size().toLongArray(), wanted)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: random_samples must have size (N, C, spatial dimensions) = %s, got %s",
              op, Arrays.toString(wanted), Check.show(samples)));
    }
    if (samples.numel() > 0 && !samples.ge(0).logicalAnd(samples.lt(1)).all().itemBoolean()) {
      throw new IllegalArgumentException(op + ": random_samples must be in [0, 1)");
    }
    return samples;
  }

  private static int[][] starts(Tensor samples, int[] in, int[] kernel, int[] out) {
    int dims = in.length;
    double[] u = samples.detach().toDoubleArray();
    int planes = u.length / dims;
    int[][] starts = new int[dims][];
    for (int d = 0; d < dims; d++) {
      starts[d] = new int[planes * out[d]];
      // Two dimensions have their numbers in reverse order.
      int which = dims == 2 ? 1 - d : d;
      for (int p = 0; p < planes; p++) {
        for (int i = 0; i < out[d] - 1; i++) {
          starts[d][p * out[d] + i] =
              samples.dtype() == DType.FLOAT32
                  ? start((float) u[p * dims + which], i, in[d] - kernel[d], out[d])
                  : start(u[p * dims + which], i, in[d] - kernel[d], out[d]);
        }
        starts[d][(p + 1) * out[d] - 1] = in[d] - kernel[d];
      }
    }
    return starts;
  }

  private static int start(float u, int i, int room, int windows) {
    float step = (float) room / (float) (windows - 1);
    return (int) ((i + u) * step) - (int) (u * step);
  }

  private static int start(double u, int i, int room, int windows) {
    double step = (double) room / (windows - 1);
    return (int) ((i + u) * step) - (int) (u * step);
  }
}
