package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.NormOps;

/**
 * What {@link BatchNorm1d}, {@link BatchNorm2d} and {@link BatchNorm3d} share: everything but their
 * names.
 */
public abstract sealed class BatchNorm extends ChannelNorm
    permits BatchNorm1d, BatchNorm2d, BatchNorm3d {

  BatchNorm(String layer, boolean isLazy, Options options) {
    super(layer, isLazy, options);
  }

  @Override
  public Tensor forward(Tensor x) {
    checkInput(x);
    checkFeatures(x, 1);
    double momentum = countedMomentum();
    boolean own = isTraining() || !options().trackRunningStats();
    return NormOps.batchNorm(
        options().layer(),
        x,
        runningMean.get(),
        runningVar.get(),
        weight.get(),
        bias.get(),
        own,
        momentum,
        options().eps());
  }

  private void checkInput(Tensor x) {
    Check.notNull(options().layer(), "input", x);
    int full = options().dims() + 2;
    boolean plain = options().dims() == 1 && x.dim() == 2;
    if (x.dim() != full && !plain) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have %s, got %s",
              options().layer(),
              switch (options().dims()) {
                case 1 -> "2 dimensions (N, C) or 3 (N, C, L)";
                case 2 -> "4 dimensions (N, C, H, W)";
                default -> "5 dimensions (N, C, D, H, W)";
              },
              Check.show(x)));
    }
  }
}
