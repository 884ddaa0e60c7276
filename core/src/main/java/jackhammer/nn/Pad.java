package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;

/** What the padding layers share: everything but their names. */
public abstract sealed class Pad extends Module implements Layer
    permits CircularPad1d,
        CircularPad2d,
        CircularPad3d,
        ConstantPad,
        ReflectionPad1d,
        ReflectionPad2d,
        ReflectionPad3d,
        ReplicationPad1d,
        ReplicationPad2d,
        ReplicationPad3d,
        ZeroPad1d,
        ZeroPad2d,
        ZeroPad3d {
  private final PaddingMode mode;
  private final int[] cells;

  /**
   * @param padding cells on all sides, or pairs (before, after), the last dimension's first;
   *     negative ones cut
   */
  Pad(String layer, int dims, PaddingMode mode, int... padding) {
    this.mode = mode;
    Check.notNull(layer, "padding", padding);
    if (padding.length != 1 && padding.length != 2 * dims) {
      throw new IllegalArgumentException(
          String.format(
              "%s: padding takes one number, or %d: (before, after) for each of %d dimensions, the"
                  + " last dimension's first; got %s",
              layer, 2 * dims, dims, Dims.tuple(padding)));
    }
    cells = new int[2 * dims];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = padding[padding.length == 1 ? 0 : i];
    }
  }

  /** Pairs (before, after), the last dimension's first. */
  public final int[] padding() {
    return cells.clone();
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.pad(x, cells, mode);
  }

  @Override
  protected String extraRepr() {
    return Dims.tuple(cells);
  }
}
