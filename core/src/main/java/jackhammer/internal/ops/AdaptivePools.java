package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.kernel.PoolWindows;

/** Pools that cut their input into a given number of windows. */
public final class AdaptivePools {
  private static final PoolWindows WINDOWS = new PoolWindows.Adaptive();

  private static final Grad[] AVERAGE = {
    null,
    null,
    PoolOps.average("AdaptiveAvgPool2DBackward0"),
    PoolOps.average("AdaptiveAvgPool3DBackward0")
  };
  private static final Grad[] MAX = {
    null, null, PoolOps.max("AdaptiveMaxPool2DBackward0"), PoolOps.max("AdaptiveMaxPool3DBackward0")
  };

  private AdaptivePools() {}

  /**
   * @param sizes of the output, for each spatial dimension
   */
  public static Tensor average(String op, int dims, Tensor x, int[] sizes) {
    Check.floating(op, "input", x);
    PoolOps.checkInput(op, dims, x);
    Check.fullFloat(op, x.dtype());
    if (dims == 1) {
      return average(op, 2, x.unsqueeze(-2), new int[] {1, sizes[0]}).squeeze(-2);
    }
    long[] over = new long[dims];
    boolean one = true;
    for (int d = 0; d < dims; d++) {
      over[d] = d - dims;
      one &= sizes[d] == 1;
    }
    checkSizes(op, x, sizes);
    return one ? x.mean(over, true) : PoolOps.average(AVERAGE[dims], dims, x, WINDOWS, sizes);
  }

  /**
   * @param sizes of the output, for each spatial dimension
   */
  public static PoolOps.Pooled max(String op, int dims, Tensor x, int[] sizes) {
    PoolOps.checkInput(op, dims, x);
    PoolOps.checkMaximum(op, x);
    if (dims == 1) {
      PoolOps.Pooled wide = max(op, 2, x.unsqueeze(-2), new int[] {1, sizes[0]});
      return new PoolOps.Pooled(wide.values().squeeze(-2), wide.indices().squeeze(-2));
    }
    checkSizes(op, x, sizes);
    return PoolOps.max(MAX[dims], dims, x, WINDOWS, sizes);
  }

  private static void checkSizes(String op, Tensor x, int[] spatial) {
    Check.sizes(op, Reductions.toLong(PoolOps.withSpatial(Compute.data(x).sizes(), spatial)));
  }
}
