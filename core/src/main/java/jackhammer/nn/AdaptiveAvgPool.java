package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.AdaptivePools;

/**
 * What {@link AdaptiveAvgPool1d}, {@link AdaptiveAvgPool2d} and {@link AdaptiveAvgPool3d} share:
 * everything but their names.
 */
public abstract sealed class AdaptiveAvgPool extends Module implements Layer
    permits AdaptiveAvgPool1d, AdaptiveAvgPool2d, AdaptiveAvgPool3d {
  private final OutputSize outputSize;

  AdaptiveAvgPool(OutputSize outputSize) {
    this.outputSize = outputSize;
  }

  @Override
  public Tensor forward(Tensor x) {
    return average(outputSize, x);
  }

  static Tensor average(OutputSize size, Tensor x) {
    return AdaptivePools.average(size.op(), size.dims(), x, size.on(x));
  }

  @Override
  protected String extraRepr() {
    return "output_size=" + outputSize;
  }
}
