package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.PoolOps;

/**
 * What {@link MaxPool1d}, {@link MaxPool2d} and {@link MaxPool3d} share: everything but their
 * names.
 */
public abstract sealed class MaxPool extends Module implements Layer
    permits MaxPool1d, MaxPool2d, MaxPool3d {

  /**
   * A pool's values and their places.
   *
   * @param output the largest element of each window
   * @param indices INT64, the place of each in its input plane, counted row by row
   */
  public record Output(Tensor output, Tensor indices) {
    /** As Python prints the pair. */
    @Override
    public String toString() {
      return "(" + output + ", " + indices + ")";
    }
  }

  private final PoolGeometry geometry;

  MaxPool(String layer, PoolGeometry geometry) {
    this.geometry = Check.notNull(layer, "options", geometry).checked();
    Dims.checkOwn(layer, geometry.op());
  }

  /** What the layer was made with. */
  public PoolGeometry options() {
    return geometry;
  }

  @Override
  public Tensor forward(Tensor x) {
    return withIndices(geometry, x).output;
  }

  /** The largest elements and their places: PyTorch's {@code return_indices=True}. */
  public Output callWithIndices(Tensor x) {
    return call(new Object[] {x}, in -> withIndices(geometry, (Tensor) in[0]));
  }

  static Output withIndices(PoolGeometry g, Tensor x) {
    PoolOps.Pooled r = PoolOps.max(g.op(), g.dims(), x, g.args(), g.ceilMode());
    return new Output(r.values(), r.indices());
  }

  @Override
  protected String extraRepr() {
    return String.format(
        "kernel_size=%s, stride=%s, padding=%s, dilation=%s, ceil_mode=%s",
        Dims.printed(geometry.kernelSize()),
        Dims.printed(geometry.strideOrKernel()),
        Dims.printed(geometry.padding()),
        Dims.printed(geometry.dilation()),
        geometry.ceilMode() ? "True" : "False");
  }
}
