package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.NormOps;

/**
 * What {@link InstanceNorm1d}, {@link InstanceNorm2d} and {@link InstanceNorm3d} share: everything
 * but their names.
 */
public abstract sealed class InstanceNorm extends ChannelNorm
    permits InstanceNorm1d, InstanceNorm2d, InstanceNorm3d {

  InstanceNorm(String layer, boolean isLazy, Options options) {
    super(layer, isLazy, options);
  }

  @Override
  public Tensor forward(Tensor x) {
    Check.notNull(options().layer(), "input", x);
    int full = options().dims() + 2;
    if (x.dim() != full && x.dim() != full - 1) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have %d dimensions (N, C, %s) or, without a batch, %d, got %s",
              options().layer(),
              full,
              switch (options().dims()) {
                case 1 -> "L";
                case 2 -> "H, W";
                default -> "D, H, W";
              },
              full - 1,
              Check.show(x)));
    }
    checkFeatures(x, x.dim() == full ? 1 : 0);
    return x.dim() == full ? batched(x) : batched(x.unsqueeze(0)).squeeze(0);
  }

  private Tensor batched(Tensor x) {
    return NormOps.instanceNorm(
        options().layer(),
        x,
        runningMean.get(),
        runningVar.get(),
        weight.get(),
        bias.get(),
        isTraining() || !options().trackRunningStats(),
        options().momentum() == null ? 0 : options().momentum(),
        options().eps());
  }
}
