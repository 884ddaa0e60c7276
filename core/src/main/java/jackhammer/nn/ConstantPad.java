package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.text.PyFormat;

/** What the layers share that put one number into all of the new cells. */
public abstract sealed class ConstantPad extends Pad
    permits ConstantPad1d, ConstantPad2d, ConstantPad3d {
  private final double value;

  ConstantPad(String layer, int dims, double value, int... padding) {
    super(layer, dims, PaddingMode.ZEROS, padding);
    this.value = value;
  }

  /** What stands in the new cells. */
  public final double value() {
    return value;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.pad(x, padding(), value);
  }

  @Override
  protected String extraRepr() {
    return "padding=" + super.extraRepr() + ", value=" + PyFormat.repr(value);
  }
}
