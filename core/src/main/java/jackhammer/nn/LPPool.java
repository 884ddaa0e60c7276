package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;

/**
 * What {@link LPPool1d}, {@link LPPool2d} and {@link LPPool3d} share: everything but their names.
 */
public abstract sealed class LPPool extends Module implements Layer
    permits LPPool1d, LPPool2d, LPPool3d {
  private final PoolGeometry geometry;
  private final double normType;

  LPPool(String layer, double normType, PoolGeometry geometry) {
    this.geometry = Check.notNull(layer, "options", geometry).checked();
    Dims.checkOwn(layer, geometry.op());
    this.normType = normType;
    checkNorm(layer, normType);
  }

  /** What the layer was made with, beside the norm. */
  public PoolGeometry options() {
    return geometry;
  }

  @Override
  public Tensor forward(Tensor x) {
    return norm(normType, geometry, x);
  }

  private static void checkNorm(String op, double normType) {
    if (normType == 0 || Double.isNaN(normType)) {
      throw new IllegalArgumentException(
          op + ": norm_type must be a number other than 0, which 1 is divided by, got " + normType);
    }
  }

  static Tensor norm(double normType, PoolGeometry g, Tensor x) {
    checkNorm(g.op(), normType);
    Check.floating(g.op(), "input", x);
    if (Double.isInfinite(normType)) {
      return normType > 0
          ? MaxPool.withIndices(g, x.abs()).output()
          : MaxPool.withIndices(g, x.abs().neg()).output().neg();
    }
    Tensor mean = AvgPool.average(g, x.pow(normType));
    long cells = 1;
    for (int k : Dims.each(g.kernelSize(), g.dims())) {
      cells *= k;
    }
    return mean.sign().mul(mean.abs().relu()).mul(cells).pow(1 / normType);
  }

  @Override
  protected String extraRepr() {
    return String.format(
        "norm_type=%s, kernel_size=%s, stride=%s, ceil_mode=%s",
        normType == Math.rint(normType) && !Double.isInfinite(normType)
            ? Long.toString((long) normType)
            : Double.isInfinite(normType) ? (normType > 0 ? "inf" : "-inf") : "" + normType,
        Dims.printed(geometry.kernelSize()),
        geometry.stride().isEmpty() ? "None" : Dims.printed(geometry.stride()),
        geometry.ceilMode() ? "True" : "False");
  }
}
