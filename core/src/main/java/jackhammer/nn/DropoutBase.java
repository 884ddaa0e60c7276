package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.text.PyFormat;

/** What all dropout layers share: everything but what they drop. */
public abstract sealed class DropoutBase extends Module implements Layer
    permits Dropout, Dropout1d, Dropout2d, Dropout3d, AlphaDropout, FeatureAlphaDropout {
  final double p;
  final boolean inplace;

  DropoutBase(String layer, double p, boolean inplace) {
    F.checkProbability(layer, p);
    this.p = p;
    this.inplace = inplace;
  }

  @Override
  public abstract Tensor forward(Tensor x);

  @Override
  protected final String extraRepr() {
    return "p=" + PyFormat.repr(p) + ", inplace=" + Names.python(inplace);
  }
}
