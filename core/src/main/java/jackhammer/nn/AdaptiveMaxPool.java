package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.AdaptivePools;
import jackhammer.internal.ops.PoolOps;

/**
 * What {@link AdaptiveMaxPool1d}, {@link AdaptiveMaxPool2d} and {@link AdaptiveMaxPool3d} share:
 * everything but their names.
 */
public abstract sealed class AdaptiveMaxPool extends Module implements Layer
    permits AdaptiveMaxPool1d, AdaptiveMaxPool2d, AdaptiveMaxPool3d {
  private final OutputSize outputSize;

  AdaptiveMaxPool(OutputSize outputSize) {
    this.outputSize = outputSize;
  }

  @Override
  public Tensor forward(Tensor x) {
    return withIndices(outputSize, x).output();
  }

  /** The largest elements and their places: PyTorch's {@code return_indices=True}. */
  public MaxPool.Output callWithIndices(Tensor x) {
    return call(new Object[] {x}, in -> withIndices(outputSize, (Tensor) in[0]));
  }

  static MaxPool.Output withIndices(OutputSize size, Tensor x) {
    PoolOps.Pooled r = AdaptivePools.max(size.op(), size.dims(), x, size.on(x));
    return new MaxPool.Output(r.values(), r.indices());
  }

  @Override
  protected String extraRepr() {
    return "output_size=" + outputSize;
  }
}
