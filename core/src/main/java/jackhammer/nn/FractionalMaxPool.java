package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.FractionalPools;
import jackhammer.internal.ops.PoolOps;
import java.util.function.Supplier;

/**
 * What {@link FractionalMaxPool2d} and {@link FractionalMaxPool3d} share: everything but their
 * names.
 */
public abstract sealed class FractionalMaxPool extends Module implements Layer
    permits FractionalMaxPool2d, FractionalMaxPool3d {
  private final FractionalGeometry geometry;

  /** PyTorch saves them with the weights. */
  private final Supplier<Tensor> samples;

  FractionalMaxPool(String layer, FractionalGeometry geometry) {
    this.geometry = Check.notNull(layer, "options", geometry).checked();
    Dims.checkOwn(layer, geometry.op());
    samples = registerBuffer("_random_samples", geometry.randomSamples());
  }

  /** What the layer was made with. */
  public FractionalGeometry options() {
    return geometry;
  }

  @Override
  public Tensor forward(Tensor x) {
    return withIndices(x).output();
  }

  /** The largest elements and their places: PyTorch's {@code return_indices=True}. */
  public MaxPool.Output callWithIndices(Tensor x) {
    return call(new Object[] {x}, in -> withIndices((Tensor) in[0]));
  }

  private MaxPool.Output withIndices(Tensor x) {
    Tensor u = samples.get();
    return withIndices(u == null ? geometry : geometry.randomSamples(u), x);
  }

  static MaxPool.Output withIndices(FractionalGeometry g, Tensor x) {
    PoolOps.Pooled r =
        FractionalPools.max(
            g.op(),
            g.dims(),
            x,
            Dims.each(g.kernelSize(), g.dims()),
            g.checked().sizes(x),
            g.randomSamples());
    return new MaxPool.Output(r.values(), r.indices());
  }
}
