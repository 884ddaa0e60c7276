package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.PoolOps;

/**
 * What {@link AvgPool1d}, {@link AvgPool2d} and {@link AvgPool3d} share: everything but their
 * names.
 */
public abstract sealed class AvgPool extends Module implements Layer
    permits AvgPool1d, AvgPool2d, AvgPool3d {
  private final PoolGeometry geometry;

  AvgPool(String layer, PoolGeometry geometry) {
    this.geometry = Check.notNull(layer, "options", geometry).checked();
    Dims.checkOwn(layer, geometry.op());
  }

  /** What the layer was made with. */
  public PoolGeometry options() {
    return geometry;
  }

  @Override
  public Tensor forward(Tensor x) {
    return average(geometry, x);
  }

  static Tensor average(PoolGeometry g, Tensor x) {
    return PoolOps.average(
        g.op(), g.dims(), x, g.args(), g.ceilMode(), g.countIncludePad(), g.divisorOverride());
  }

  @Override
  protected String extraRepr() {
    PoolGeometry g = geometry;
    if (g.dims() == 1) {
      return String.format(
          "kernel_size=%s, stride=%s, padding=%s",
          Dims.tuple(Dims.each(g.kernelSize(), 1)),
          Dims.tuple(Dims.each(g.strideOrKernel(), 1)),
          Dims.tuple(Dims.each(g.padding(), 1)));
    }
    return String.format(
        "kernel_size=%s, stride=%s, padding=%s",
        Dims.printed(g.kernelSize()), Dims.printed(g.strideOrKernel()), Dims.printed(g.padding()));
  }
}
